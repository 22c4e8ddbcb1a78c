"""One jurisdiction over the editions: where it was placed, and below it what the law, the treaties and the Department did."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import altair as alt

from palermo.assessment.numbered import Cited
from palermo.assessment.standing import Standing, standing
from palermo.briefing.claims import listed
from palermo.briefing.pictures.frame import (
    ACCENT,
    GROUND,
    INK,
    INNER,
    NOT_HELD,
    OUTSIDE,
    SCALE,
    SOFT,
    Key,
    Picture,
    Row,
    count,
    overdue,
    sourced,
    spec,
)
from palermo.briefing.pictures.timeline_entries import DOWNGRADE, LAW, TREATY_ROWS, WAIVER, Entry, entries
from palermo.errors import UserError
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction
from palermo.register.tiers import TIERS

_TIER_ROWS = TIERS | {"SC": "Special case"}
_FILLS = dict(zip(("1", "2", "2WL", "3"), SCALE, strict=True)) | {"SC": OUTSIDE, "unknown": NOT_HELD, "none": GROUND}
_LABELS, _STEP = 190, 29  # pixels: left of the first year; from one row to the next
_GAP = " "  # an empty row between the placements and the rest
_MARKS = {
    "event": ("diamond", ACCENT, ACCENT, 120),
    "concluded": ("diamond", GROUND, ACCENT, 110),
    "law": ("triangle-up", INK, INK, 110),
    "silent": ("circle", SOFT, SOFT, 14),
    "joined": ("circle", INK, INK, 100),
    "signed": ("circle", GROUND, INK, 90),
}  # shape, fill, stroke, size in square pixels
_KEY = {
    "unknown": Key("not in this record", "square", NOT_HELD),
    "event": Key("on record", "diamond", ACCENT),
    "concluded": Key("concluded, not read", "hollow", ACCENT),
    "law": Key("reported", "triangle", INK),
    "silent": Key("summary held, reports none", "dot", SOFT),
    "joined": Key("joined", "circle", INK),
    "signed": Key("signed", "ring", INK),
}


def picture(record: Record, place: Jurisdiction) -> Picture:
    """The timeline of a jurisdiction. UserError when the record places it in no edition by the day."""
    where = standing(record, place)
    name = place.name(record.as_of).text
    if not where.placements:
        raise UserError(f"'{name}' has no placement in this record as of {record.as_of}: there is no timeline to draw.")
    shown = entries(where)
    signs = {entry.sign for entry in shown}
    cited = {what: [one for e in shown if e.row in rows for one in e.cited if _read(one)] for what, rows in _SOURCES.items()}
    first, last = where.editions[0]["report_year"], where.editions[-1]["report_year"]
    broken = "A placement with a broken edge was concluded, not read."
    return Picture(
        kind="timeline",
        title=f"{name} in the editions of {first} to {last}",
        subtitle="Trafficking in Persons Report: placements, and beside them decisions, laws reported, treaty acts",
        alt=_in_words(name, where, shown),
        notes=(
            *overdue(record),
            *([broken] if any("concluded" in e.says for e in shown if e.row == "Placement") else []),
            *(sourced(record, found, what) for what, found in cited.items() if found),
            "A year is that of the edition, or of the act. Laws are those that the official summary of an edition reports; those of "
            f"{_summaries(shown)} of the {count(len(where.editions), 'edition')} are held.",
        ),
        key=tuple(key for sign, key in _KEY.items() if sign in signs),
        chart=_chart(shown, first, last),
        columns=("year", "row", "what"),
        rows=tuple(Row((e.year, e.row, e.says), e.cited) for e in shown),
        record=record,
    )


def _read(cited: Cited) -> bool:
    """Whether a source says what is cited, and not the list of editions or the catalogue that it says nothing."""
    return cited.locator.startswith("table:") and not cited.locator.startswith("table:editions/")


_SOURCES = {
    "Placements": ("Placement",),
    "Waivers and downgrades": (WAIVER, DOWNGRADE),
    "Laws": (LAW,),
    "Treaty acts": tuple(TREATY_ROWS.values()),
}


def _in_words(name: str, where: Standing, shown: Sequence[Entry]) -> str:
    runs = groupby((e for e in shown if e.row == "Placement"), key=lambda e: (e.sign, e.says.partition(" (")[0]))
    spans = [f"{says} {_span([e.year or 0 for e in run])}" for (_, says), run in runs]
    waivers = [f"{e.year} (concluded)" if e.sign == "concluded" else str(e.year) for e in shown if e.row == WAIVER and e.year]
    laws = [str(e.year) for e in shown if e.sign == "law"]
    treaties = [f"{row}: {'; '.join(e.says for e in shown if e.row == row)}" for row in TREATY_ROWS.values()]
    return (
        f"Timeline of {name}. Placements by edition: {'; '.join(spans)}. "
        f"Downgrade waivers on record: {listed(waivers) or 'none'}. Laws reported as enacted: {listed(laws) or 'none'}, "
        f"in {count(_summaries(shown), 'summary', 'summaries')} held of {count(len(where.editions), 'edition')}. {'. '.join(treaties)}."
    )


def _summaries(shown: Sequence[Entry]) -> int:
    """For how many editions a summary is held."""
    return sum(entry.sign in ("law", "silent") for entry in shown)


def _span(years: Sequence[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _chart(shown: Sequence[Entry], first: int, last: int) -> dict[str, Any]:
    before = f"≤{first - 1}"
    last = max([last, *(e.year for e in shown if e.year)])
    columns = [before, *map(str, range(first, last + 1))]
    rows = [*_TIER_ROWS.values(), _GAP, *dict.fromkeys(e.row for e in shown if e.row != "Placement")]

    def column(year: int) -> str:
        return before if year < first else str(year)

    x = (
        alt.X("x:O")
        .scale(domain=columns, paddingInner=0.08, paddingOuter=0)
        .axis(
            title=None,
            labelAngle=0,
            labelFontSize=10.5,
            ticks=False,
            domain=False,
            orient="top",
        )
    )
    y = alt.Y("y:O").scale(domain=rows, paddingInner=0.12).axis(title=None, ticks=False, domain=False, labelPadding=8)
    cell = alt.Chart(alt.NamedData("cells")).encode(
        x, y, fill=alt.Fill("fill:N").scale(None), strokeWidth=alt.StrokeWidth("edge:Q").scale(None)
    )  # fmt: skip
    cells = cell.mark_rect(stroke=SOFT).transform_filter("!datum.broken")
    broken = cell.mark_rect(stroke=INK, strokeDash=[4, 3]).transform_filter("datum.broken")
    marks = alt.Chart(alt.NamedData("marks")).mark_point(opacity=1, strokeWidth=1.8, filled=False).encode(
        x, y, shape=alt.Shape("shape:N").scale(None), fill=alt.Fill("fill:N").scale(None),
        stroke=alt.Stroke("stroke:N").scale(None), size=alt.Size("size:Q").scale(None),
    )  # fmt: skip
    words = alt.Chart(alt.NamedData("words")).mark_text(align="left", fontSize=12, color=SOFT, dx=-10).encode(x, y, text="text:N")
    chart = (cells + broken + marks + words).properties(width=INNER - _LABELS, height=len(rows) * _STEP)
    return spec(
        chart,
        cells=[cell for e in shown for cell in _cells(e)],
        marks=[_mark(e, column(e.year)) for e in shown if e.sign in _MARKS and e.year],
        words=[{"x": column(first), "y": e.row, "text": e.says} for e in shown if e.sign == "words"],
    )


def _cells(entry: Entry) -> list[dict[str, Any]]:
    """The cells of a placement: one in its tier, or a pale or hatched one in every tier where there is none to show."""
    if entry.row != "Placement":
        return [_cell(entry.year, entry.row, NOT_HELD)] if entry.sign == "unknown" else []
    pale = NOT_HELD if entry.sign == "unknown" else _PALE
    ground = [_cell(entry.year, row, pale) for tier, row in _TIER_ROWS.items() if tier != entry.sign]
    if entry.sign not in TIERS:
        return ground
    return [*ground, _cell(entry.year, _TIER_ROWS[entry.sign], _FILLS[entry.sign], edge=1.2, broken="concluded" in entry.says)]


_PALE = "#f3f5f7"


def _cell(year: int | None, row: str, fill: str, edge: float = 0, broken: bool = False) -> dict[str, Any]:
    return {"x": str(year), "y": row, "fill": fill, "edge": edge, "broken": broken}


def _mark(entry: Entry, column: str) -> dict[str, Any]:
    shape, fill, stroke, size = _MARKS[entry.sign]
    return {"x": column, "y": entry.row, "shape": shape, "fill": fill, "stroke": stroke, "size": size}
