"""A grid of tiles: every jurisdiction as large as any other, roughly where it lies."""

from typing import Any

import altair as alt

from palermo.briefing.pictures.frame import HALO, INNER, SOFT, Picture, spec
from palermo.briefing.pictures.layers import Layer
from palermo.briefing.pictures.places import tiles

_STEP = 34  # pixels from one tile to the next
_ROWS = 16
_POSITION = "Place and neighbours of a tile are approximate and imply no position. Jurisdictions, not countries."


def picture(layer: Layer) -> Picture:
    """The grid of a layer. A tile with a broken edge holds a value that nobody read in the source."""
    broken = ("A broken edge: concluded, not read.",) if layer.concluded else ()
    return Picture(
        kind="tiles",
        title=layer.title,
        subtitle=layer.subtitle,
        alt=f"Grid of tiles, one for each jurisdiction, roughly where it lies. {layer.says} The table names every jurisdiction.",
        notes=(*broken, *layer.notes, _POSITION),
        key=layer.keys,
        chart=_chart(layer),
        columns=layer.columns,
        rows=layer.rows,
        record=layer.record,
    )


def _tile(layer: Layer, code: str) -> dict[str, Any]:
    row, column = tiles()[code]
    shade = layer.shades[layer.of[code]]
    return {
        "code": code,
        "label": layer.labels[code],
        "x": (column + 0.5) * _STEP,
        "y": (row + 0.5) * _STEP,
        "fill": shade.fill,
        "ink": shade.ink,
        "halo": HALO.get(shade.fill),
        "dash": [3, 2] if code in layer.concluded else [1, 0],
    }


def _chart(layer: Layer) -> dict[str, Any]:
    x = alt.X("x:Q").scale(domain=[0, INNER], nice=False, zero=False).axis(None)
    y = alt.Y("y:Q").scale(domain=[_ROWS * _STEP, 0], nice=False, zero=False).axis(None)
    base = alt.Chart(alt.NamedData("tiles")).encode(x, y)
    square = base.mark_square(size=(_STEP - 2) ** 2, opacity=1, strokeWidth=1, stroke=SOFT).encode(
        fill=alt.Fill("fill:N").scale(None), strokeDash=alt.StrokeDash("dash:N").scale(None)
    )
    ink = alt.Color("ink:N").scale(None)
    letters = [text.encode(color=ink) for text in _letters(base)]
    halo = alt.Stroke("halo:N").scale(None)
    ground = [
        text.encode(stroke=halo) for text in _letters(base.transform_filter("datum.halo"), strokeWidth=3.5, strokeJoin="round")
    ]
    chart = alt.layer(square, *ground, *letters).properties(width=INNER, height=_ROWS * _STEP)
    return spec(chart, tiles=[_tile(layer, code) for code in sorted(layer.of)])


def _letters(base: alt.Chart, **style: Any) -> list[alt.Chart]:
    """The code, and under it the label."""
    code = base.mark_text(dy=-6, fontSize=11.5, fontWeight="bold", **style).encode(text="code:N")
    return [code, base.mark_text(dy=8, fontSize=11, **style).encode(text="label:N")]
