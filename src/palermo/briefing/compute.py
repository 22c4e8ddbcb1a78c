"""The functions that computed values name. A checker runs them again on what the value cites; they see nothing else.

Each takes the cells that were cited, as (locator, content) pairs in order, and the header of the brief.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from palermo.briefing.claims import Locator
from palermo.law.clock import ClockAnswer, tier_clock
from palermo.law.consequences import consequences
from palermo.law.history import YearEntry
from palermo.law.model import Law
from palermo.law.period import due_date, period_for, reporting_period

FIRST_EDITION = 2001


@dataclass(frozen=True)
class Header:
    """What a computation may know beside its inputs: the day, the next edition, and the law that was in force."""

    as_of: dt.date
    next_year: int
    law: Law


Inputs = Sequence[tuple[Locator, Any]]
Function = Callable[[Inputs, Header], Any]


def _year(locator: Locator) -> int:
    return int(locator.key.rpartition("/")[2])


def _placements(inputs: Inputs) -> dict[int, str]:
    return {_year(where): tier for where, tier in inputs if where.kind == "table" and where.table == "tier_placements"}


def as_of(_: Inputs, header: Header) -> str:
    """The day of the question."""
    return header.as_of.isoformat()


def consecutive_years(inputs: Inputs, _: Header) -> int:
    """The length of an unbroken run of placements in one tier. ValueError when the cited ones are not one run."""
    placements = _placements(inputs)
    years = sorted(placements)
    if years != list(range(years[0], years[-1] + 1)) or len(set(placements.values())) != 1:
        raise ValueError(f"{placements} is no unbroken run")
    return len(years)


def span(inputs: Inputs, header: Header) -> tuple[int, int]:
    """First and last year of an unbroken run."""
    consecutive_years(inputs, header)
    years = sorted(_placements(inputs))
    return years[0], years[-1]


def _clock(inputs: Inputs, header: Header) -> ClockAnswer:
    history = {year: YearEntry(tier) for year, tier in _placements(inputs).items()}
    for where, _ in inputs:
        if where.kind == "table" and where.table == "editions":
            history.setdefault(int(where.key), YearEntry(None))
    return tier_clock(history, header.next_year, law=header.law, as_of=header.as_of)


def allowed(inputs: Inputs, header: Header) -> tuple[str, ...]:
    """The placements that the law leaves open for the next edition; a cited edition without a placement is unknown."""
    return _clock(inputs, header).allowed


def next_report_year(inputs: Inputs, header: Header) -> int:
    """The report year after the newest edition cited; the first edition if none is."""
    years = [int(where.key) for where, _ in inputs if where.kind == "table" and where.table == "editions"]
    return max(years) + 1 if years else header.next_year


def due(_: Inputs, header: Header) -> str:
    """The day on which the next edition is due."""
    return due_date(header.next_year, header.law, header.as_of).isoformat()


def counting_year(_: Inputs, header: Header) -> int:
    """The edition for which an act on the day counts."""
    return period_for(header.as_of, header.law)


def period_end(_: Inputs, header: Header) -> str:
    """The last day of the reporting period in which the day falls."""
    return reporting_period(period_for(header.as_of, header.law), header.law, header.as_of).end.isoformat()


def days_left(inputs: Inputs, header: Header) -> int:
    """Days from the day of the question to the end of the reporting period."""
    return (dt.date.fromisoformat(period_end(inputs, header)) - header.as_of).days


def count(inputs: Inputs, _: Header) -> int:
    """How many rows are cited."""
    return len({(where.path) for where, _ in inputs})


def count_editions(inputs: Inputs, _: Header) -> int:
    """How many editions the cited cells name (each cell holds a report year)."""
    return len({content for _, content in inputs})


def count_accepted(inputs: Inputs, _: Header) -> int:
    """How many of the cited responses are `accepted`."""
    return sum(content == "accepted" for _, content in inputs)


def total(inputs: Inputs, _: Header) -> float:
    """The sum of the cited cells."""
    return float(sum(content for _, content in inputs))


def editions_since(inputs: Inputs, _: Header) -> int:
    """Editions between two cited report years."""
    years = [int(content) for _, content in inputs]
    return max(years) - min(years)


def limit_year(inputs: Inputs, _: Header) -> int:
    """The consecutive Watch List year that needs a downgrade waiver: the one after the years that the law allows."""
    return int(inputs[0][1]) + 1


def count_full_waivers(inputs: Inputs, _: Header) -> int:
    """How many of the cited decisions were full restriction waivers."""
    return sum(content == "determination_full_waiver" for _, content in inputs)


def consequence(inputs: Inputs, header: Header) -> tuple[str, ...]:
    """What the law attaches to Tier 3 in the next edition, and to no tier, after the placement cited (none: unknown)."""
    before = _placements(inputs).get(header.next_year - 1)
    found = consequences("3", header.next_year, header.law, previous=before, as_of=header.as_of)
    return tuple(item.sentence for item in found)


def rule_effect(inputs: Inputs, header: Header) -> tuple[str, ...]:
    """What each rule of the clock does here, in words; a claim prints one of them."""
    return tuple(rule.effect for rule in _clock(inputs, header).rules)


FUNCTIONS: dict[str, Function] = {
    f.__name__: f
    for f in (
        as_of,
        consecutive_years,
        span,
        allowed,
        next_report_year,
        due,
        counting_year,
        period_end,
        days_left,
        count,
        count_editions,
        count_accepted,
        total,
        editions_since,
        consequence,
        count_full_waivers,
        limit_year,
        rule_effect,
    )
}
