"""The tile grid: every jurisdiction the same size, so that small states can be seen and reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from palermo.briefing.pictures.places import tiles


class Coded(Protocol):
    """What has a tile: a place with its code."""

    @property
    def code(self) -> str:
        """ISO 3166-1 alpha-3."""
        ...


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid: `rows` of places, with None for an empty tile; all rows are equally long."""

    rows: tuple[tuple[Coded | None, ...], ...]


def tile_grid(places: Sequence[Coded]) -> Grid:
    """The places on their tiles."""
    at = {tiles()[place.code]: place for place in places if place.code in tiles()}
    if not at:
        return Grid(())
    top, left = min(row for row, _ in at), min(column for _, column in at)
    bottom, right = max(row for row, _ in at), max(column for _, column in at)
    return Grid(tuple(tuple(at.get((r, c)) for c in range(left, right + 1)) for r in range(top, bottom + 1)))
