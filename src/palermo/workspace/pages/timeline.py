"""A jurisdiction through the editions, with what is on record beside each placement, and who closed its gaps elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from palermo.priorities.precedents.data import death_penalty
from palermo.priorities.precedents.kept import nearest_closed
from palermo.priorities.precedents.rules import rules
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.narratives import Narrative, ReadFinding, narratives, read_findings
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction, jurisdictions

_GROUNDS = ("ground", "judgment", "trend")  # kinds of findings that tell why a place stands where it does


@dataclass(frozen=True, slots=True)
class Ground:
    """Words of a narrative on why the placement was made, and where they stand."""

    finding: ReadFinding
    locator: str


@dataclass(frozen=True, slots=True)
class Year:
    """One edition: the placement, events that the record holds beside it, and grounds in a narrative where one is held."""

    placement: Fact
    events: tuple[Fact, ...]
    grounds: tuple[Ground, ...]
    held: bool


@dataclass(frozen=True, slots=True)
class Precedent:
    """The nearest place that closed a gap, on positive evidence: by which act, and in which year (`by_then`: or before).

    `caution`: what to know before it is held up to anybody.
    """

    code: str
    name: str
    by: str
    year: int
    by_then: bool
    caution: str | None


def timeline_of(record: Record, code: str) -> tuple[Year, ...]:
    """Every edition that places the jurisdiction, the newest first."""
    events, held = query.events(record, code), narratives(record, "tip_report", None, code)
    return tuple(_year(record, placement, events, held) for placement in reversed(query.placements(record, code)))


def _year(record: Record, placement: Fact, events: Sequence[Fact], held: Sequence[Narrative]) -> Year:
    year = placement["report_year"]
    texts = [text for text in held if text.edition == year]
    grounds = (
        Ground(found, found.locator(text.text_sha256))
        for text in texts
        for found in read_findings(record, text.key)
        if found.kind in _GROUNDS and found.status != "rejected"
    )
    return Year(placement, tuple(e for e in events if e["report_year"] == year), tuple(grounds), bool(texts))


def nearest(record: Record, code: str, gaps: Sequence[str]) -> dict[str, Precedent]:
    """For each gap the nearest place that closed it; a gap without one on record is left out."""
    like = jurisdictions()[code]
    found = {gap: _first(record, gap, like) for gap in gaps if gap in rules()}
    return {gap: one for gap, one in found.items() if one}


def _first(record: Record, gap: str, like: Jurisdiction) -> Precedent | None:
    found = nearest_closed(record, gap, like)
    if not found:
        return None
    place, closing = found[0][0].place, found[0][0].closed[-1]
    caution, _ = death_penalty(record, rules()[gap], place)
    name = jurisdictions()[place].name(record.as_of).text
    return Precedent(place, name, closing.words, closing.year, closing.by_then, caution)
