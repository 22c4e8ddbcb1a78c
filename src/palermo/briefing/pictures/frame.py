"""What all pictures share: a size, letters, colours that survive grey and colour blindness, words for who cannot see, a table.

A picture carries its own reading: title, as-of day and record, a key to every sign, the source, and what it does not say. Its table
holds what is drawn, row by row, with the locator of each row; what is missing is a sign of its own and never a colour of the scale.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from palermo.assessment.numbered import Cited, Numbered
from palermo.law.period import due_date
from palermo.record import query
from palermo.record.opened import Record
from palermo.register.dates import in_words

if TYPE_CHECKING:
    import altair as alt

SCHEMA = "palermo.picture/1"
NOTICE = "Not legal advice. Not affiliated with the United Nations or any government; placements apply a United States statute."
BORDERS = (
    "Borders and names come from the data set and imply no position. Jurisdictions, not countries: some are assessed separately."
)
OURS = "Our estimate, not the Department's"

WIDTH, MARGIN = 1000, 24  # pixels
INNER = WIDTH - 2 * MARGIN
INK, SOFT, LINE, GROUND = "#1b1f24", "#525a63", "#c9ced4", "#ffffff"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
# One hue from light to dark, so that the order survives a grey copy; what stands outside the order is a pattern, not a colour.
SCALE = ("#c4dfec", "#7db4d3", "#35749f", "#0d2a47")
ON_SCALE = (INK, INK, GROUND, GROUND)  # letters on these colours, each with a contrast of at least 4.5 to 1
ACCENT = "#b3541e"
OUTSIDE, AT_END, NOT_HELD, BLANK = "#f3c987", "#e2e5e8", "#fefefd", GROUND  # all but the last become patterns (render.py)
HALO = {OUTSIDE: "#f3c988", AT_END: "#e2e5e9", NOT_HELD: GROUND}  # what is put behind letters that stand on a pattern

_NARROW, _USUAL, _WIDE = 0.31, 0.54, 0.74  # of the letter size

Shape = Literal["square", "circle", "ring", "diamond", "hollow", "triangle", "dot", "line", "dashed"]
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Key:
    """One sign of the key: its words, the shape, and the colour of it."""

    label: str
    shape: Shape = "square"
    fill: str = INK


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table, in the order of the columns, and what it rests on: for what is missing, the catalogue's entry."""

    cells: tuple[Cell, ...]
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture before it is drawn. `chart` is a Vega-Lite chart; `alt` says in words what it shows; `notes` stand under it."""

    kind: str
    title: str
    subtitle: str
    alt: str
    notes: tuple[str, ...]
    key: tuple[Key, ...]
    chart: dict[str, Any]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    record: Record

    @property
    def stamp(self) -> str:
        """Which record, and as of which day."""
        return f"palermo, record {self.record.id}, as of {in_words(self.record.as_of)}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: `1 place`, `3 places`."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def breadth(text: str, size: float) -> float:
    """About how wide a text is in the letters of the pictures, in pixels; the error is a few per cent."""
    return size * sum(_NARROW if c in "iljtfIr.,:;'|()[] -" else _WIDE if c in "mwMW%@" or c.isupper() else _USUAL for c in text)


def overdue(record: Record) -> tuple[str, ...]:
    """The warning that a newer edition should have been out by the day of the record, where that is so."""
    editions = query.editions(record)
    if not editions:
        return ()
    year = editions[-1]["report_year"] + 1
    due = due_date(year, record.law, record.as_of)
    if record.as_of <= due:
        return ()
    return (f"The {year} edition was due on {in_words(due)}; this record does not hold it: check before use.",)


def sourced(record: Record, cited: Iterable[Cited], what: str) -> str:
    """Who established what is cited, and in what it was read: the source line of a picture.

    More than three carriers are counted and not named: the table leads to each.
    """
    found = tuple(cited)
    if not found:
        return f"{what}: not in this record."
    originals = [query.source(record, name) for name in sorted({one.source for one in found})]
    carriers = [query.source(record, name) for name in sorted({c for one in found for c in (one.carrier or "").split("|") if c})]
    read = [carrier for carrier in carriers if carrier.kind != "derived"]
    named = "; ".join(c.title for c in read) if len(read) <= 3 else f"{len(read)} collections that the table leads to"
    line = f"{what}: {_publishers(originals)}" + (f", as transcribed in {named}; originals not held" if read else "")
    if len(read) == len(carriers):
        return f"{line}."
    return f"{line}. {'Some were concluded' if read else 'Concluded'} here, and not read."


def _publishers(originals: list[query.Source]) -> str:
    if len(originals) == 1:
        return f"{originals[0].publisher}, {originals[0].title}"
    shown = "; ".join(dict.fromkeys(source.publisher for source in originals[:3]))
    publishers = {source.publisher for source in originals}
    more = f" and {len(publishers) - 3} more" if len(publishers) > 3 else ""
    return f"{shown}{more} ({len(originals)} publications)"


def spec(chart: "alt.TopLevelMixin", **datasets: Any) -> dict[str, Any]:
    """A chart as plain data, with the data sets that its `alt.NamedData` name: they are not checked against the chart's schema."""
    return chart.to_dict() | {"datasets": datasets}


def as_data(picture: Picture) -> dict[str, Any]:
    """The words and the table of a picture as data: `palermo.picture/1`."""
    sources = Numbered(picture.record)
    rows = [{"cells": list(row.cells), "citations": [sources.number(one) for one in row.cited]} for row in picture.rows]
    return {
        "schema": SCHEMA,
        "record": picture.record.id,
        "as_of": picture.record.as_of.isoformat(),
        "kind": picture.kind,
        "title": picture.title,
        "subtitle": picture.subtitle,
        "alt": picture.alt,
        "notes": list(picture.notes),
        "columns": list(picture.columns),
        "rows": rows,
        "sources": sources.plain(),
    }
