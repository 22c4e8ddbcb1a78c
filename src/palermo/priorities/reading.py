"""One indicator of one place: its value, what it was read from, and how unsure it is; and what all indicators are read out of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from palermo.assessment.clock import standings
from palermo.assessment.gaps import STALE_AFTER, ReportedGap, reported_gaps
from palermo.assessment.numbered import Cited, cited, cited_catalogue
from palermo.assessment.standing import Standing
from palermo.errors import UserError
from palermo.outlook.model import Chance
from palermo.priorities.precedents.answer import Precedent, precedents
from palermo.priorities.precedents.model import Answer
from palermo.priorities.weights import Uncertainty
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.record.worldwide import all_facts
from palermo.register.vocabulary import gaps


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator of one place. `value` is in [0, 1]; None means missing, and `said` then says why.

    `doubt` is the standard deviation of the value, `flip` the chance that a yes was a no or the other way round.
    """

    value: float | None
    said: str
    cites: tuple[Cited, ...] = ()
    doubt: float = 0.0
    flip: float = 0.0


Readings = dict[str, Reading]
"""The readings of one indicator by code of the jurisdiction."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the ranking needs of a forecast: the edition, the chances by code, and by how much such chances were off when tested."""

    report_year: int
    chances: Mapping[str, Chance]
    off: float = 0.0


@dataclass(frozen=True)
class World:
    """What is known of all places on the day."""

    record: Record
    outlook: Outlook | None
    unsure: Uncertainty

    @cached_property
    def latest(self) -> int:
        """The newest edition that was out on the day. UserError before the first one."""
        editions = query.editions(self.record)
        if not editions:
            raise UserError(
                f"there is no ranking as of {self.record.as_of}: that is before the first edition of the TIP Report. Name a later day."
            )
        return int(editions[-1]["report_year"])

    @cached_property
    def places(self) -> dict[str, Standing]:
        """Every jurisdiction that the newest edition placed, by code, and those whose placement in it this record lacks."""
        return {c: s for c, s in standings(self.record).items() if self.latest in s.by_year or self.latest in s.unknown_years}

    def placement(self, code: str) -> Fact:
        """The newest placement of a place that is held: of the newest edition, or of one before it where that one lacks it."""
        return self.places[code].placements[-1]

    @cached_property
    def gaps(self) -> dict[str, tuple[ReportedGap, ...]]:
        """The gaps that summaries reported, by code: those of the newest summary first, then by the rank of the vocabulary."""
        return {code: reported_gaps(self.record, code, self.latest) for code in self.places}

    @cached_property
    def summary(self) -> dict[str, int]:
        """The edition of the newest summary that was read and names a gap, by code, where there is one.

        Summaries differ in length: one that names no gap is no sign that there is none, so the one before it is asked.
        """
        return {code: found[0].year for code, found in self.gaps.items() if found}

    @cached_property
    def fates(self) -> dict[tuple[str, str], Precedent]:
        """What became of each gap of each place, by code of the place and of the gap."""
        return {(one.place, one.gap): one for code in gaps() for one in precedents(self.record, code)}

    def closing(self, place: str, gap: str) -> Answer | None:
        """What closed a gap of a place since it was last reported, on positive evidence; None where nothing shows it."""
        fate = self.fates.get((place, gap))
        return fate.closed[-1] if fate and fate.closed else None

    def fresh(self, edition: int) -> bool:
        """Whether something of an edition is recent enough to stand for now."""
        return self.latest - edition <= STALE_AFTER

    def no_summary(self, code: str) -> str | None:
        """Why what summaries report is missing for a place; None where a recent summary was read."""
        if code not in self.summary:
            return "no summary of it that names one was read"
        year = self.summary[code]
        return (
            None
            if self.fresh(year)
            else f"the newest summary that names one is that of {year}, {self.latest - year} editions ago"
        )

    def name(self, code: str) -> str:
        """The name of a place on the day."""
        return self.places[code].place.name(self.record.as_of).text


def cites(facts: Iterable[Fact], column: str | None = None) -> tuple[Cited, ...]:
    """Facts, or one cell of each, as things to cite; each once."""
    return tuple(dict.fromkeys(cited(fact, column) for fact in facts))


def cited_cell(record: Record, cell: tuple[str, str, str]) -> Cited:
    """A cell that the precedents point to, as a thing to cite."""
    table, key, column = cell
    return cited_catalogue(key) if table == "catalogue" else cited(all_facts(record, table, key=key)[0], column)


def largest(values: Mapping[str, float]) -> float:
    """The largest of some values, to divide by; 1 where there is none above zero."""
    return max([*values.values(), 0.0]) or 1.0
