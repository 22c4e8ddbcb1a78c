"""The panel: one row for each jurisdiction and edition, with what was public on the eve of the edition, and what followed.

A row needs a ranked placement in the edition before. A place without one has no row and gets no estimate. An outcome that is no
ranked placement (a special case, or none held because the edition is incomplete in the record) leaves the row out of all training
and scoring; such rows are counted in `left_out`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from palermo.law.explain import RuleApplied
from palermo.outlook.before import Before, before
from palermo.outlook.features import GROUPS
from palermo.outlook.mask import closed
from palermo.outlook.model import TIERS
from palermo.record import query
from palermo.record.opened import Record
from palermo.record.store import path_of

FIRST = 2002
"""The first edition that has one before it."""
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Row:
    """One jurisdiction on the eve of one edition: numbers by source and name, what the letter of the law closes, the outcome.

    `before` and `after` are places in TIERS; `after` is None where no ranked outcome is held (yet).
    """

    jurisdiction: str
    report_year: int
    before: int
    after: int | None
    numbers: Mapping[str, Mapping[str, float]]
    closed: Mapping[str, RuleApplied]


@dataclass(frozen=True)
class Panel:
    """Rows as arrays, in one order: `x` numbers (NaN: not known) with a column for each of `names`, `years`, `before`, `after`.

    `open` tells for each row and tier whether the letter of the statute leaves it open.
    """

    rows: tuple[Row, ...]
    names: tuple[tuple[str, str], ...]
    x: Floats

    @cached_property
    def years(self) -> Ints:
        """Report year of each row."""
        return np.array([row.report_year for row in self.rows], dtype=np.int64)

    @cached_property
    def before(self) -> Ints:
        """Placement in the edition before, as its place in TIERS."""
        return np.array([row.before for row in self.rows], dtype=np.int64)

    @cached_property
    def after(self) -> Ints:
        """The placement that followed; -1 where none is held."""
        return np.array([-1 if row.after is None else row.after for row in self.rows], dtype=np.int64)

    @cached_property
    def open(self) -> NDArray[np.bool_]:
        """Whether the letter of the statute leaves each tier open."""
        return np.array([[tier not in row.closed for tier in TIERS] for row in self.rows], dtype=np.bool_)

    def only(self, chosen: NDArray[np.bool_]) -> "Panel":
        """The rows that are chosen."""
        return replace(self, rows=tuple(row for row, taken in zip(self.rows, chosen, strict=True) if taken), x=self.x[chosen])

    def earlier(self, report_year: int) -> "Panel":
        """What an estimate for an edition may be trained on: rows of strictly earlier editions, with their outcomes."""
        return self.only((self.years < report_year) & (self.after >= 0))

    def of(self, report_year: int) -> "Panel":
        """The rows of one edition."""
        return self.only(self.years == report_year)

    def without(self, source: str) -> "Panel":
        """The panel without the numbers of one source."""
        kept = [n for n, name in enumerate(self.names) if name[0] != source]
        return replace(self, names=tuple(self.names[n] for n in kept), x=self.x[:, kept])


def panel(rows: Iterable[Row]) -> Panel:
    """Rows in order of edition and code, with every number that any of them has."""
    ordered = tuple(sorted(rows, key=lambda row: (row.report_year, row.jurisdiction)))
    found = {(s, n) for row in ordered for s, some in row.numbers.items() for n in some}
    names = tuple(sorted(found, key=lambda name: (list(GROUPS).index(name[0]), name[1])))
    x = np.array([[row.numbers.get(s, {}).get(n, np.nan) for s, n in names] for row in ordered], dtype=np.float64)
    return Panel(ordered, names, x)


def past_rows(record: Record) -> list[Row]:
    """A row for every edition released by the day of the record, each read in the record as it stood on the eve of its release."""
    found = []
    for edition in query.editions(record):
        year = edition["report_year"]
        if year >= FIRST:
            eve = dt.date.fromisoformat(edition["released_date"]) - dt.timedelta(days=1)
            outcomes = _outcomes(record, year)
            found += [replace(row, after=_place(outcomes.get(row.jurisdiction))) for row in _read(path_of(record.id), year, eve)]
    return found


@lru_cache(maxsize=64)
def _read(file: Path, report_year: int, eve: dt.date) -> tuple[Row, ...]:
    """The rows of one edition without their outcomes, which alone depend on the day of the question: read once in a process.

    `file` is that of the record, named by its id, in the home that it lies in.
    """
    with before(file.stem, report_year, eve) as seen:
        return tuple(rows_of(seen, {}))


def _place(tier: str | None) -> int | None:
    """The place of a ranked placement in TIERS; None for a special case and where none is held."""
    return TIERS.index(tier) if tier in TIERS else None


def next_rows(record: Record, report_year: int) -> list[Row]:
    """The rows of the edition to come, read in the record as it stands on its day. Undated facts are never read."""
    with before(record.id, report_year, record.as_of) as seen:
        return rows_of(seen, {})


def _outcomes(record: Record, report_year: int) -> dict[str, str]:
    return {fact["iso3"]: fact["tier"] for fact in query.placements_of(record, report_year)}


def rows_of(seen: Before, outcomes: Mapping[str, str]) -> list[Row]:
    """The rows of one edition from what is seen on its eve; `outcomes` are the placements that followed, by code."""
    groups = {source: numbers(seen) for source, numbers in GROUPS.items()}
    year = seen.report_year
    return [
        Row(
            code,
            year,
            seen.tier(code, year - 1) or 0,
            _place(outcomes.get(code)),
            {source: dict(numbers[code]) for source, numbers in groups.items() if code in numbers},
            closed(seen, code),
        )
        for code in seen.asked
    ]


def left_out(record: Record, rows: Sequence[Row]) -> dict[int, dict[str, int]]:
    """By edition, how many rows have no ranked outcome: `special_case`, or `not_held` where the record has no placement."""
    found: dict[int, Counter[str]] = {}
    for row in rows:
        if row.after is None:
            outcome = _outcomes(record, row.report_year).get(row.jurisdiction)
            found.setdefault(row.report_year, Counter())["special_case" if outcome == "SC" else "not_held"] += 1
    return {year: dict(counts) for year, counts in sorted(found.items())}
