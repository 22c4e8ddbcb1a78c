"""A map of the world: every jurisdiction in its shade, and a ring for those whose shape is too small to see."""

import copy
from typing import Any

import altair as alt

from palermo.briefing.pictures.frame import BORDERS, INNER, SOFT, Picture, spec
from palermo.briefing.pictures.layers import NONE, Layer
from palermo.briefing.pictures.places import Spot, spots, standing_for, world

_HEIGHT = 428
_DOT = 42  # square pixels


def picture(layer: Layer) -> Picture:
    """The map of a layer. What is not on it is named under it: its table is the layer's."""
    known = frozenset(layer.of)
    shown = {spot.code: standing_for(spot.code, known) for spot in spots() if spot.code}
    absent = sorted(known - set(shown.values()))
    notes = (*layer.notes, *([f"Too small for this map, or no longer on it: {', '.join(absent)}."] if absent else []), BORDERS)
    return Picture(
        kind="map",
        title=layer.title,
        subtitle=layer.subtitle,
        alt=f"World map. {layer.says} The table names every jurisdiction.",
        notes=notes,
        key=layer.keys,
        chart=_chart(layer, shown),
        columns=layer.columns,
        rows=layer.rows,
        record=layer.record,
    )


def _fill(layer: Layer, shown: dict[str, str | None], code: str | None) -> str:
    place = shown.get(code) if code else None
    return layer.shades[layer.of[place] if place else NONE].fill


def _chart(layer: Layer, shown: dict[str, str | None]) -> dict[str, Any]:
    shapes = copy.deepcopy(world())
    for shape, spot in zip(shapes["objects"]["places"]["geometries"], spots(), strict=True):
        shape["properties"] = {"fill": _fill(layer, shown, spot.code)}
    land = (
        alt.Chart(alt.NamedData("world", format=alt.TopoDataFormat(type="topojson", feature="places")))
        .mark_geoshape(stroke=SOFT, strokeWidth=0.4)
        .encode(fill=alt.Fill("properties.fill:N").scale(None))
    )
    dots = (
        alt.Chart(alt.NamedData("small"))
        .mark_circle(size=_DOT, opacity=1, stroke=SOFT, strokeWidth=0.7)
        .encode(longitude="lon:Q", latitude="lat:Q", fill=alt.Fill("fill:N").scale(None))
    )
    both = (land + dots).project("equalEarth", rotate=[-11, 0, 0]).properties(width=INNER, height=_HEIGHT)
    small = [_dot(layer, shown, spot) for spot in spots() if spot.at and shown.get(spot.code or "")]
    return spec(both, world=shapes, small=small)


def _dot(layer: Layer, shown: dict[str, str | None], spot: Spot) -> dict[str, Any]:
    lon, lat = spot.at or (0.0, 0.0)
    return {"lon": lon, "lat": lat, "fill": _fill(layer, shown, spot.code)}
