"""The tile grid: every jurisdiction the same size, so that small states can be seen and reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from palermo.briefing.pictures.places import tiles

if TYPE_CHECKING:
    from palermo.workspace.pages.home import Place


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid: `rows` of places, with None for an empty tile; all rows are equally long."""

    rows: tuple[tuple["Place | None", ...], ...]


def tile_grid(places: Sequence["Place"]) -> Grid:
    """The places on their tiles."""
    at = {tiles()[place.code]: place for place in places if place.code in tiles()}
    if not at:
        return Grid(())
    top, left = min(row for row, _ in at), min(column for _, column in at)
    bottom, right = max(row for row, _ in at), max(column for _, column in at)
    return Grid(tuple(tuple(at.get((r, c)) for c in range(left, right + 1)) for r in range(top, bottom + 1)))
