"""Where a jurisdiction stands on a day: the editions that were out, its placements, its run, and what the clock leaves open."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from palermo.law.clock import ClockAnswer, tier_clock
from palermo.law.history import YearEntry
from palermo.law.period import Period, due_date, period_for, reporting_period
from palermo.law.versions import law_version
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.dates import last_day
from palermo.register.jurisdictions import Jurisdiction

CONCLUDED = ("derived", "inferred")


@dataclass(frozen=True)
class Standing:
    """A jurisdiction on a day. `editions` are those released by then; `placements` are its own, oldest first."""

    place: Jurisdiction
    record: Record
    editions: tuple[Fact, ...]
    placements: tuple[Fact, ...]

    @property
    def as_of(self) -> dt.date:
        """The day of the question."""
        return self.record.as_of

    @property
    def latest(self) -> Fact | None:
        """The newest edition released by the day; None before the first one."""
        return self.editions[-1] if self.editions else None

    @property
    def next_year(self) -> int:
        """The report year of the edition that comes next."""
        return self.latest["report_year"] + 1 if self.latest else 2001

    @cached_property
    def by_year(self) -> dict[int, Fact]:
        """Placements by report year."""
        return {p["report_year"]: p for p in self.placements}

    @property
    def current(self) -> Fact | None:
        """The placement in the newest edition, if this record holds one."""
        return self.by_year.get(self.latest["report_year"]) if self.latest else None

    @property
    def ended(self) -> bool:
        """Whether the jurisdiction had ceased to exist by the day: no edition assesses it any more, and there is nobody to ask."""
        return bool(self.place.valid_to) and self.as_of > last_day(self.place.valid_to)

    def ended_before(self, report_year: int) -> bool:
        """Whether it had ceased to exist by the day, and before an edition was due: that edition could not assess it."""
        return self.ended and last_day(self.place.valid_to) < due_date(report_year, self.record.law, self.as_of)

    @property
    def last(self) -> Fact | None:
        """The newest placement on record, of whatever edition."""
        return self.placements[-1] if self.placements else None

    @property
    def last_read(self) -> Fact | None:
        """The newest placement that somebody read in a list or report, and that was not concluded from other numbers."""
        return next((p for p in reversed(self.placements) if p["basis"] not in CONCLUDED), None)

    @cached_property
    def run(self) -> tuple[Fact, ...]:
        """The newest placement and those directly before it with the same tier, oldest first."""
        run: list[Fact] = []
        for placement in reversed(self.placements):
            if run and (placement["tier"] != run[0]["tier"] or placement["report_year"] != run[0]["report_year"] - 1):
                break
            run.insert(0, placement)
        return tuple(run)

    @cached_property
    def unknown_years(self) -> tuple[int, ...]:
        """Released editions whose placement of this jurisdiction this record lacks because the edition is incomplete in it.

        Only after its first placement: a place that was never placed before was perhaps not assessed at all.
        """
        if not self.placements:
            return ()
        first = self.placements[0]["report_year"]
        end = last_day(self.place.valid_to).year if self.place.valid_to else None
        later = [e for e in self.editions if e["report_year"] > first and e["held"] != "complete"]
        later = [e for e in later if end is None or e["report_year"] <= end]
        return tuple(e["report_year"] for e in later if e["report_year"] not in self.by_year)

    @cached_property
    def history(self) -> dict[int, YearEntry]:
        """The placements in the form that the clock reads; a year that the record lacks is unknown, not absent."""
        known = {year: YearEntry(fact["tier"]) for year, fact in self.by_year.items()}
        return dict(sorted((known | {year: YearEntry(None) for year in self.unknown_years}).items()))

    @cached_property
    def clock(self) -> ClockAnswer:
        """What the law, as enacted by the day, leaves open for the next edition."""
        return tier_clock(self.history, self.next_year, law=self.record.law, as_of=self.as_of)

    @property
    def enacted(self) -> bool:
        """Whether the statute had been enacted by the day: before, there is no law to apply."""
        return self.as_of >= self.record.law.versions[0].enacted

    @cached_property
    def law_version(self) -> str:
        """The version of the law for the next edition, as enacted by the day."""
        return law_version(self.next_year, self.as_of, law=self.record.law).id

    @cached_property
    def due(self) -> dt.date:
        """The day on which the next edition is due by statute."""
        return due_date(self.next_year, self.record.law, self.as_of)

    @property
    def overdue(self) -> bool:
        """Whether the next edition should have been out by the day: the record may lack it."""
        return self.enacted and self.as_of > self.due

    @cached_property
    def counting_year(self) -> int:
        """The edition for which an act on this day counts."""
        return period_for(self.as_of, self.record.law)

    @cached_property
    def period(self) -> Period:
        """The reporting period in which this day falls."""
        return reporting_period(self.counting_year, self.record.law, self.as_of)

    @property
    def days_left(self) -> int:
        """Days from the day of the question to the end of the reporting period."""
        return (self.period.end - self.as_of).days


def standing(record: Record, place: Jurisdiction) -> Standing:
    """Work out where a jurisdiction stands on the day at which the record was opened."""
    return Standing(place, record, query.editions(record), query.placements(record, place.code))
