"""What a record lacks, in data: editions that should be out, editions held in part, placements that nobody has confirmed against
the official page, known gaps, and law that must be read again.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from palermo.home import home
from palermo.law.model import Law
from palermo.law.period import due_date
from palermo.record.confirmations import COLUMNS
from palermo.record.facts import Fact, select
from palermo.record.opened import Record
from palermo.record.query import catalogue, editions

CONCLUDED = ("derived", "inferred")


@dataclass(frozen=True)
class DueEdition:
    """An edition that the statute says should be out by the day, and that the record does not hold."""

    report_year: int
    due: dt.date
    citation: str


@dataclass(frozen=True)
class PartialEdition:
    """An edition of which placements are lacking. `held` is nearly or incomplete; `placements` is how many the record has."""

    report_year: int
    held: str
    placements: int
    concluded: int


@dataclass(frozen=True)
class Doubtful:
    """A placement to confirm first: it was concluded and not read, or it rests on one carrier alone (`why`)."""

    key: str
    iso3: str
    tier: str
    basis: str
    carriers: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class ToConfirm:
    """The placements of one edition to be confirmed against its official page (`page`, None where no address is kept)."""

    report_year: int
    page: str | None
    placements: int
    by_basis: dict[str, int]
    doubtful: tuple[Doubtful, ...]


@dataclass(frozen=True)
class HowToConfirm:
    """Where a person writes what the official page says: a line for each placement, with these columns."""

    path: Path
    columns: tuple[str, ...]
    example: str


@dataclass(frozen=True)
class LawDoubt:
    """Something in the law that must be read again or has low confidence. `where` is a version, provision, rule or value."""

    where: str
    kind: str
    says: str
    confidence: str
    recheck: bool
    citation: str


@dataclass(frozen=True)
class Missing:
    """All that the record lacks. `confirmed` counts the placements that were read on an official page."""

    due: tuple[DueEdition, ...]
    partial: tuple[PartialEdition, ...]
    confirmed: int
    to_confirm: tuple[ToConfirm, ...]
    how_to_confirm: HowToConfirm
    gaps: dict[str, tuple[str, ...]]
    law: tuple[LawDoubt, ...]


def due_editions(record: Record) -> tuple[DueEdition, ...]:
    """Editions whose statutory day had come by the record's day and that are not in it, oldest first."""
    law, day = record.law, record.as_of
    known = {version.first_report_year for version in law.versions if version.enabled and version.enacted <= day}
    held = {edition["report_year"] for edition in editions(record)}
    years = range(min(known), day.year + 1) if known else range(0)
    due = ((year, due_date(year, law, day)) for year in years if year not in held)
    return tuple(DueEdition(year, by, law.citation("report_due")) for year, by in due if by <= day)


def _by_edition(record: Record) -> dict[int, list[Fact]]:
    found: dict[int, list[Fact]] = {}
    for placement in select(record, "tier_placements", "TRUE", order="report_year, key"):
        found.setdefault(placement["report_year"], []).append(placement)
    return found


def partial_editions(record: Record, placed: dict[int, list[Fact]]) -> Iterator[PartialEdition]:
    """Editions that are not complete, with how many placements are held and how many of those were concluded."""
    for edition in editions(record):
        if edition["held"] != "complete":
            year = edition["report_year"]
            held = placed.get(year, [])
            concluded = sum(fact.basis in CONCLUDED for fact in held)
            yield PartialEdition(year, edition["held"], len(held), concluded)


def _doubt(fact: Fact) -> Doubtful | None:
    carriers = tuple((fact.carrier or "").split("|")) if fact.carrier else ()
    if fact.basis in CONCLUDED:
        why = "concluded, not read in the report"
    elif len(carriers) == 1:
        why = "rests on one carrier"
    else:
        return None
    return Doubtful(fact.key, fact["iso3"], fact["tier"], fact.basis, carriers, why)


def to_confirm(record: Record, placed: dict[int, list[Fact]]) -> Iterator[ToConfirm]:
    """For each edition, oldest first, the placements that no official page was read for."""
    pages = {row["id"]: row["url"] for row in record.rows("SELECT id, url FROM sources WHERE id LIKE 'tip_report_%'")}
    for year, facts in placed.items():
        open_ = [fact for fact in facts if fact.basis != "official"]
        if open_:
            bases = dict(sorted(Counter(fact.basis for fact in open_).items()))
            doubtful = tuple(doubt for doubt in map(_doubt, open_) if doubt)
            yield ToConfirm(year, pages.get(f"tip_report_{year}"), len(open_), bases, doubtful)


def how_to_confirm() -> HowToConfirm:
    """The file that a person adds to, and a line as an example."""
    example = "CUB,2016,2WL,https://…,2026-11-20,an analyst"
    return HowToConfirm(home() / "reviews" / "placements.csv", tuple(COLUMNS), example)


_Since = tuple[str | None, LawDoubt]  # the version that brought it, where it has one


def _of_provisions(law: Law) -> Iterator[_Since]:
    for item in law.provisions:
        yield item.since, LawDoubt(item.id, "provision", item.title, item.confidence, False, item.citation)
        for name, rule in item.rules.items():
            yield rule.since, LawDoubt(name, "rule", rule.title, rule.confidence, rule.recheck, law.citation(name))
        for name, parameter in item.values.items():
            for v in parameter.dated:
                says = f"{parameter.meaning}: {v.value}"
                where = f"{name}@{v.since}"
                yield v.since, LawDoubt(where, "value", says, v.confidence, v.recheck, v.reference.citation)


def _of_tables(law: Law) -> Iterator[_Since]:
    for v in law.versions:
        if v.enabled:
            yield v.id, LawDoubt(v.id, "version", v.change, v.confidence, v.recheck, v.reference.citation)
    for item in law.consequences:
        yield item.since, LawDoubt(item.id, "consequence", item.sentence, item.confidence, item.recheck, item.citation)
    for gap in law.gaps:
        yield None, LawDoubt(gap.id, "gap", gap.title, gap.confidence, False, gap.citation)
    for event in law.calendar:
        yield event.since, LawDoubt(event.id, "event", event.title, event.confidence, False, event.citation)


def law_doubts(law: Law, day: dt.date) -> tuple[LawDoubt, ...]:
    """What in the law of a day is marked to be read again or has the lowest confidence."""
    every = (*_of_tables(law), *_of_provisions(law))
    doubtful = ((since, item) for since, item in every if item.recheck or item.confidence == "L")
    return tuple(item for since, item in doubtful if since is None or law.version(since).enacted <= day)


def missing(record: Record) -> Missing:
    """Everything that the record lacks on its day."""
    placed = _by_edition(record)
    return Missing(
        due=due_editions(record),
        partial=tuple(partial_editions(record, placed)),
        confirmed=sum(fact.basis == "official" for facts in placed.values() for fact in facts),
        to_confirm=tuple(to_confirm(record, placed)),
        how_to_confirm=how_to_confirm(),
        gaps={name: entry.gaps for name, entry in catalogue(record).items() if entry.gaps},
        law=law_doubts(record.law, record.as_of),
    )
