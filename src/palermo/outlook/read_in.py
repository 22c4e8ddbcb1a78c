"""Where the numbers of an estimate were read: locators of the facts behind each source, by place."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from palermo.assessment.clock import deciding, standings
from palermo.outlook.panel import Panel
from palermo.record.opened import Record, Row
from palermo.record.worldwide import cells

MOST = 8
"""Facts cited for one source, the newest first."""
Facts = dict[str, tuple[str, ...]]


def read_in(record: Record, asked: Panel) -> dict[str, Facts]:
    """For each source, by code, the locators of the facts that its numbers were read from."""
    year = int(asked.years[0])
    places = standings(record)
    placed = {r.jurisdiction: deciding(places[r.jurisdiction], year)[-MOST:] for r in asked.rows}
    placements = {code: tuple(fact.locator("tier") for fact in facts) for code, facts in placed.items()}
    return {
        "history": placements,
        "clock": placements,
        "region": placements,
        "findings": _findings(record, year - 1),
        "treaties": _newest(record, "treaty_acts", "iso3", "date", MOST, lambda row: "/PALERMO/" in row["key"]),
        "labour": _newest(record, "ilab_assessments", "iso3", "year", 2),
        "reactions": _newest(record, "reactions", "iso3", "report_year", MOST),
        "reviews": _newest(record, "upr_recommendations", "target_iso3", "year", MOST),
        "votes": _newest(record, "unga_votes", "iso3", "year", 4),
    }


def _findings(record: Record, edition: int) -> Facts:
    """Gaps and actions of one edition: those coded, else those read by machine."""
    machine = cells(record, "machine_findings", "iso3", "kind", edition=edition, series="factbook_tip")
    coded = cells(record, "reported_findings", "iso3", "kind", report_year=edition)
    return _by_place("machine_findings", machine) | _by_place("reported_findings", coded)


def _by_place(table: str, rows: Iterable[Row]) -> Facts:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["kind"] in ("gap", "action"):
            found[row["iso3"]].append(f"table:{table}/{row['key']}")
    return {code: tuple(locators[:MOST]) for code, locators in found.items()}


def _newest(
    record: Record, table: str, place: str, order: str, most: int, wanted: Callable[[Row], bool] = lambda _: True
) -> Facts:
    rows = sorted(cells(record, table, place, order), key=lambda row: str(row[order] or ""), reverse=True)
    found: dict[str, list[str]] = defaultdict(list)
    for row in filter(wanted, rows):
        found[row[place]].append(f"table:{table}/{row['key']}")
    return {code: tuple(locators[:most]) for code, locators in found.items()}
