"""Figures of one jurisdiction as small multiples: a strip for each measure, a cell for each edition, the four silences drawn as four."""

from dataclasses import dataclass
from typing import Literal

from palermo.assessment.figures import figure
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.silences import Known, NotHeld, NotReported

MEASURES = ("investigations", "prosecutions", "convictions", "victims_identified", "victims_assisted")
_QUALIFIER = {"at_least": "≥ ", "at_most": "≤ ", "approx": "≈ "}
State = Literal["known", "not_reported", "silent", "not_held"]


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as printed, with what the text says of its unit, form and period, and where it was read."""

    text: str
    note: str
    locator: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one edition gives for one measure: numbers, or one of the other three silences."""

    edition: int
    state: State
    numbers: tuple[Number, ...]
    locator: str | None


@dataclass(frozen=True, slots=True)
class Strip:
    """One measure over the editions."""

    measure: str
    cells: tuple[Cell, ...]


def multiples(record: Record, code: str) -> tuple[Strip, ...]:
    """A strip for each measure over the editions from the first one whose summary was coded; none where none was."""
    coded = query.coded_editions(record, code)
    if not coded:
        return ()
    editions = [e["report_year"] for e in query.editions(record) if e["report_year"] >= coded[0]]
    details = query.finding_details(record, code)
    return tuple(Strip(m, tuple(_cell(record, code, year, m, details) for year in editions)) for m in MEASURES)


def _cell(record: Record, code: str, year: int, measure: str, details: dict[str, Fact]) -> Cell:
    match figure(record, code, year, measure):
        case Known(value=facts):
            numbers = (_number(fact, details.get(fact["id"])) for fact in facts)
            alike = {(n.text, n.note): n for n in numbers}  # several texts of one edition that say the same say it once
            return Cell(year, "known", tuple(alike.values()), None)
        case NotReported(locator=locator):
            return Cell(year, "not_reported", (), locator)
        case NotHeld():
            return Cell(year, "not_held", (), "catalogue:reported_findings")
        case _:
            return Cell(year, "silent", (), None)


def _number(fact: Fact, detail: Fact | None) -> Number:
    said = [detail[name] for name in ("unit", "form", "period_start", "period_end") if detail and detail[name]]
    if detail and detail["subset"] == "yes":
        said.append("part")
    return Number(
        f"{_QUALIFIER.get(fact['qualifier'] or '', '')}{fact['value']}", " · ".join(map(str, said)), fact.locator("value")
    )
