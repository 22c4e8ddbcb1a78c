"""What the ranking is made of, worked out once for a record and a day, and kept beside the record: the cells and their draws.

Other weights are laid over what is kept; nothing is then read from the record but the titles of sources.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from palermo.assessment.numbered import Cited
from palermo.errors import UserError
from palermo.extras import need
from palermo.files import write_atomically
from palermo.outlook import forecast as outlooks
from palermo.priorities import weights as weights_of
from palermo.priorities.asks import Point, point, without_plan
from palermo.priorities.reading import Outlook, Reading, World
from palermo.priorities.table import Cell, Table, table
from palermo.record.derived import code_of, derived, held, place_of
from palermo.record.opened import Record

if TYPE_CHECKING:
    from palermo.priorities.draws import Drawn

_NAME = "priorities"
_KEPT = 5  # files of draws, about 20 MB each


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the ranking: its name on the day, its newest placement that is held and the edition of that, and its region."""

    name: str
    tier: str
    edition: int
    region: str


@dataclass(frozen=True)
class Material:
    """All that a ranking needs. `unused` tells of each indicator left out in how many places it is known.

    `points` are what to raise, by code; `plainly` the same for a sender without hooks of its own. `outlook` is the edition that
    the forecast is about, and `lacking` why there is none.
    """

    report_year: int
    places: Mapping[str, Place]
    table: Table
    unused: Mapping[str, int]
    points: Mapping[str, Point]
    plainly: Mapping[str, Point]
    outlook: int | None
    lacking: str | None

    def without(self, code: str) -> "Material":
        """The same without one place: the sender does not talk to itself."""
        kept = {name: {c: cell for c, cell in column.items() if c != code} for name, column in self.table.items()}
        return Material(**{**_fields(self), "table": kept, "places": {c: p for c, p in self.places.items() if c != code}})


def _fields(material: Material) -> dict[str, Any]:
    return {name: getattr(material, name) for name in Material.__dataclass_fields__}


def material(record: Record) -> Material:
    """The material of the day: kept, or worked out now (some seconds, and more where the outlook is not kept either).

    UserError when the extra for analysis is not installed, or before the first edition.
    """
    need("analysis", "The ranking")
    return _read(_answer(record))


def ready(record: Record) -> bool:
    """Whether the material of the day has been worked out and kept, so that a page can show it at once."""
    return held(record, _NAME, version()) is not None


def with_draws(record: Record) -> tuple[Material, "Drawn"]:
    """The material and its draws. A file of draws that is lost or spoilt is made again from the material."""
    found = material(record)
    return found, _draws(record, found)


def _answer(record: Record) -> Any:
    return derived(record, _NAME, version(), lambda: _plain(gathered(record)))


def version() -> str:
    """Changes with whatever makes the parts: the rooms that this one is built on, and this one, with their lists."""
    return code_of("assessment", "outlook", "priorities", "evidence")


def gathered(record: Record, outlook: Outlook | None = None) -> Material:
    """The material read from the record. `outlook` None takes the one of the day, if there is one."""
    lacking = None
    if outlook is None:
        outlook, lacking = _outlook(record)
    world = World(record, outlook, weights_of.standard().uncertainty)
    cells, unused = table(world)
    places = {code: _place(world, code) for code in world.places}
    points = {code: point(world, code) for code in places}
    plainly = {code: without_plan(world, code) for code in places if points[code].kind == "plan"}
    year = outlook.report_year if outlook else None
    return Material(world.latest, places, cells, unused, points, points | plainly, year, lacking)


def _place(world: World, code: str) -> Place:
    fact = world.placement(code)
    return Place(world.name(code), fact["tier"], fact["report_year"], world.places[code].place.region)


def _outlook(record: Record) -> tuple[Outlook | None, str | None]:
    """The outlook of the day, or why there is none."""
    try:
        made = outlooks.outlook(record)
    except UserError as error:
        return None, str(error)
    return Outlook(made.report_year, made.chances, made.measured.calibration_error), None


# As plain data ---------------------------------------------------------------------------------------------------------------


class _Listed:
    """Things that many cells share, each kept once; a cell keeps their numbers."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}

    def __call__(self, thing: Any) -> int:
        return self.numbers.setdefault(thing, len(self.numbers))


def _plain(found: Material) -> dict[str, Any]:
    sources, pools = _Listed(), _Listed()

    def cell(one: Cell) -> list[Any]:
        r = one.reading
        return [r.value, r.said, [sources(c) for c in r.cites], r.doubt, r.flip, one.value, one.whom, pools(one.others)]

    def said(one: Point) -> list[Any]:
        return [one.kind, one.gap, one.said, [sources(c) for c in one.cites]]

    cells = {name: {code: cell(one) for code, one in column.items()} for name, column in found.table.items()}
    points = {code: said(one) for code, one in found.points.items()}
    plainly = {code: said(one) for code, one in found.plainly.items()}
    return {
        "report_year": found.report_year,
        "places": {code: asdict(place) for code, place in found.places.items()},
        "cells": cells,
        "unused": dict(found.unused),
        "points": points,
        "plainly": plainly,
        "outlook": found.outlook,
        "lacking": found.lacking,
        "pools": [list(pool) for pool in pools.numbers],
        "sources": [[c.locator, c.source, c.published, c.carrier, c.caveat] for c in sources.numbers],
    }


def _read(kept: Mapping[str, Any]) -> Material:
    sources = [Cited(*one) for one in kept["sources"]]
    pools = [tuple(pool) for pool in kept["pools"]]

    def cell(
        value: float | None, said: str, cites: list[int], doubt: float, flip: float, at: float, whom: str, pool: int
    ) -> Cell:
        return Cell(Reading(value, said, tuple(sources[n] for n in cites), doubt, flip), at, pools[pool], whom)

    def point_of(kind: str, gap: str | None, said: str, cites: list[int]) -> Point:
        return Point(kind, gap, said, tuple(sources[n] for n in cites))

    return Material(
        kept["report_year"],
        {code: Place(**place) for code, place in kept["places"].items()},
        {name: {code: cell(*one) for code, one in column.items()} for name, column in kept["cells"].items()},
        kept["unused"],
        {code: point_of(*one) for code, one in kept["points"].items()},
        {code: point_of(*one) for code, one in kept["plainly"].items()},
        kept["outlook"],
        kept["lacking"],
    )


# Draws -----------------------------------------------------------------------------------------------------------------------


def _draws(record: Record, found: Material) -> "Drawn":
    import numpy as np

    from palermo.priorities import draws

    unsure = weights_of.standard().uncertainty
    path = place_of(record, f"{_NAME}-{version()}").with_suffix(".npy")
    try:
        kept: Drawn = np.load(path, allow_pickle=False)
        if kept.shape == (unsure.draws, len(found.places), len(found.table)) and kept.dtype == np.uint8:
            return kept
    except (OSError, ValueError, EOFError):
        pass
    made = draws.data(found.table, unsure)
    content = BytesIO()
    np.save(content, made, allow_pickle=False)
    write_atomically(path, content.getvalue())
    _prune(path)
    return made


def _prune(newest: Path) -> None:
    """Draws are large: of one record those of a few days are kept, the newest written. What is lost is made again."""
    files = sorted(newest.parent.glob(f"{_NAME}-*.npy"), key=lambda p: (p == newest, p.stat().st_mtime_ns))
    for older in files[:-_KEPT]:
        older.unlink(missing_ok=True)
