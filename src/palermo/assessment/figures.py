"""A figure, or which of the four silences stands in its place."""

from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.silences import Answer, Known, NotHeld, NotReported, Silent


def figure(record: Record, code: str, report_year: int, measure: str) -> Answer[tuple[Fact, ...]]:
    """What the official summary of an edition gives for a measure (`prosecutions`, ...) in one jurisdiction.

    Known: the rows that give a number, zero included. NotReported: the summary says that figures were not reported. Silent: it
    was read in full and says nothing. NotHeld: no summary of that edition is in this record.
    """
    if report_year not in query.coded_editions(record, code):
        return NotHeld("catalogue:reported_findings")
    rows = [f for f in query.findings(record, code, "figure", "gap") if f["report_year"] == report_year]
    given = tuple(f for f in rows if f["kind"] == "figure" and f["code"] == measure)
    if given:
        return Known(given, given[0].locator("value"))
    withheld = next((f for f in rows if f["code"] == "data_not_reported"), None)
    if withheld:
        return NotReported(withheld.locator("code"))
    return Silent(f"the official summary of the {report_year} edition")
