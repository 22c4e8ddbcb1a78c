"""A figure, or which of the four silences stands in its place."""

from collections.abc import Collection

from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.silences import Answer, Known, NotHeld, NotReported, Silent

UNREAD = "that data were not reported (which ones is not known to this record)"


def figure(record: Record, code: str, report_year: int, measure: str) -> Answer[tuple[Fact, ...]]:
    """What the official summary of an edition gives for a measure (`prosecutions`, ...) in one jurisdiction.

    Known: the rows that give a number, zero included. NotReported: the summary says that this figure was not reported. Silent: it
    was read in full and says nothing of it. NotHeld: no summary of that edition is in this record.
    """
    if report_year not in query.coded_editions(record, code):
        return NotHeld("catalogue:reported_findings")
    rows = [f for f in query.findings(record, code, "figure") if f["report_year"] == report_year]
    given = tuple(f for f in rows if f["code"] == measure)
    if given:
        return Known(given, given[0].locator("value"))
    for finding, measures in withheld(record, code, report_year):
        if measure in measures:
            return NotReported(finding.locator("code"))
    unread = next((finding for finding, measures in withheld(record, code, report_year) if not measures), None)
    if unread:
        return NotReported(unread.locator("code"), UNREAD)
    return Silent(f"the official summary of the {report_year} edition")


def withheld(record: Record, code: str, report_year: int) -> tuple[tuple[Fact, frozenset[str]], ...]:
    """The findings of an edition that data were not reported, each with the figures that its words name; none: not read for it."""
    details = query.finding_details(record, code)
    found = [f for f in query.findings(record, code, "gap") if f["code"] == "data_not_reported"]
    return tuple((f, _named(details.get(f["id"]))) for f in found if f["report_year"] == report_year)


def _named(detail: Fact | None) -> frozenset[str]:
    return frozenset((detail["withheld"] or "").split("|")) - {""} if detail else frozenset()


def of_a_part(fact: Fact, detail: Fact | None, acted: Collection[str]) -> bool:
    """Whether a number is no total: its words speak of a part, or it is a nought beside an act of the same kind in that edition.

    `acted` are the codes of the actions that the edition reports.
    """
    if detail and detail["subset"] == "yes":
        return True
    return fact["value"] == "0" and fact["code"].removesuffix("s") in acted and not (detail and detail["form"])
