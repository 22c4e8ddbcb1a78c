"""What precedents are made of: sightings of a gap, and answers to it, each on a cell of the record and on one line of time.

Times are months, so that the order of an edition (which speaks of the year to March), a finding of the Labor Department (of the
year to December) and a law (of its month) can be told. Where a month is not known the earliest possible one counts for what came
after a gap: a law that may be older than the gap's last mention closes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from palermo.record.opened import Row

Cell = tuple[str, str, str]  # table, key, column
OF_SUMMARIES = frozenset({"reported", "scholars", "machine", "list", "law_words"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """A gap that was there: in which year or edition, by which thread of evidence, about which form."""

    place: str
    thread: str
    year: int
    at: int
    cell: Cell
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came after: `closes` where it shows the gap closed for the threads named; else it only bears on it.

    `by_then`: the year is a bound, by which it had come.
    """

    place: str
    kind: str
    year: int
    at: int
    cells: tuple[Cell, ...]
    words: str
    closes: bool
    threads: frozenset[str] = OF_SUMMARIES
    form: str | None = None
    by_then: bool = False


def month(year: int, number: int) -> int:
    """A month on one line of time."""
    return year * 12 + number - 1


def grouped(rows: Sequence[Row], *columns: str) -> dict[str, list[Row]]:
    """Rows by what they hold in some columns, oldest year first."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: int(row["year"])):
        found.setdefault("/".join(row[column] for column in columns), []).append(row)
    return found
