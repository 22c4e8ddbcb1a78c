"""Where places stand: shapes of a world map, and one tile each on a grid, where a small state is as large as any other.

`world.json` (see LICENCE.md beside it) joins to the register by the UN's number, and by name where it has none. `tiles.csv` is our own
layout: neighbours stay near each other and every jurisdiction ever placed has a tile.
"""

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from palermo.register.jurisdictions import jurisdictions, predecessors

_HERE = Path(__file__).parent
_WITHOUT_NUMBER = {"Kosovo": "XKX"}  # the other shapes without a number are in no register: they are drawn without a placement


@dataclass(frozen=True, slots=True)
class Spot:
    """The shape of one jurisdiction on the map. `at` (longitude, latitude) is given where it is too small to be seen."""

    code: str | None
    name: str
    at: tuple[float, float] | None


@cache
def world() -> dict[str, Any]:
    """The shapes as TopoJSON, each with the code of its jurisdiction as `id` ("" where the register has none)."""
    shapes: dict[str, Any] = json.loads((_HERE / "world.json").read_text(encoding="utf-8"))
    by_number = {place.m49: code for code, place in jurisdictions().items() if not place.valid_to}
    for shape in shapes["objects"]["places"]["geometries"]:
        named = _WITHOUT_NUMBER.get(shape["properties"]["name"], "")
        shape["id"] = by_number.get(shape.get("id", ""), named)
    return shapes


@cache
def spots() -> tuple[Spot, ...]:
    """What the map draws, in its order."""
    shapes = world()["objects"]["places"]["geometries"]
    return tuple(Spot(s["id"] or None, s["properties"]["name"], _pair(s["properties"].get("at"))) for s in shapes)


def _pair(at: list[float] | None) -> tuple[float, float] | None:
    return (at[0], at[1]) if at else None


@cache
def tiles() -> dict[str, tuple[int, int]]:
    """Row and column of the tile of every jurisdiction that was ever placed, by code; both count from 0."""
    with (_HERE / "tiles.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso3"]: (int(row["row"]), int(row["column"])) for row in csv.DictReader(file, strict=True)}


def standing_for(code: str, known: frozenset[str]) -> str | None:
    """Which of the known places a shape shows: itself, or the one it came from (Serbia's shape for an edition that placed
    Yugoslavia). None where neither is known."""
    if code in known:
        return code
    return next((place.code for place in predecessors(code) if place.code in known), None)
