"""All indicators of all places in one table; what is missing is expected to be as it is in comparable places, and no lower."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from palermo.outlook.model import TIERS
from palermo.priorities import movement, silence, stakes
from palermo.priorities.reading import Reading, World

AT_LEAST = 5  # comparable places, before a wider circle is looked at
_WIDER = (
    (0, "places of the same placement"),
    (1, "places one placement away at most"),
    (2, "places two placements away at most"),
)
INDICATORS = {**stakes.INDICATORS, **movement.INDICATORS, **silence.INDICATORS}


@dataclass(frozen=True, slots=True)
class Kind:
    """What makes places comparable: the newest placement that is held, and the region."""

    tier: str
    region: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator of one place in the ranking. `value` is the reading's, or the mean of `others` where the reading is missing.

    `others` are the values of comparable places, from which a missing value is drawn; `whom` says which places they are.
    """

    reading: Reading
    value: float
    others: tuple[float, ...] = ()
    whom: str = ""

    @property
    def missing(self) -> bool:
        """Whether nothing was read, so that the value is only expected."""
        return self.reading.value is None


Table = Mapping[str, Mapping[str, Cell]]
"""Cells by indicator and, within it, by code of the jurisdiction."""


def table(world: World) -> tuple[Table, dict[str, int]]:
    """Every indicator that enough places have, and for the others in how many places they are known."""
    kinds = {c: Kind(world.placement(c)["tier"], s.place.region) for c, s in world.places.items()}
    read = {name: indicator(world) for name, indicator in INDICATORS.items()}
    known = {name: sum(r.value is not None for r in readings.values()) for name, readings in read.items()}
    enough = max(AT_LEAST, world.unsure.coverage * len(kinds))
    used = {name: filled(readings, kinds) for name, readings in read.items() if known[name] >= enough}
    return used, {name: count for name, count in known.items() if name not in used}


def filled(readings: Mapping[str, Reading], kinds: Mapping[str, Kind]) -> dict[str, Cell]:
    """The readings of one indicator as cells."""
    known = {code: reading.value for code, reading in readings.items() if reading.value is not None}
    return {code: _cell(code, readings, known, kinds) for code in readings}


def _cell(code: str, readings: Mapping[str, Reading], known: Mapping[str, float], kinds: Mapping[str, Kind]) -> Cell:
    reading = readings[code]
    if reading.value is not None:
        return Cell(reading, reading.value)
    whom, alike = comparable(code, tuple(known), kinds)
    others = tuple(known[other] for other in alike)
    doubt = max((_doubt(readings[other]) for other in alike), default=0.0)  # what is guessed is no surer than what was read
    return Cell(replace(reading, doubt=doubt), sum(others) / len(others) if others else 0.0, others, whom)


def _doubt(reading: Reading) -> float:
    return float(max(reading.doubt, (reading.flip * (1 - reading.flip)) ** 0.5))


def comparable(code: str, known: Sequence[str], kinds: Mapping[str, Kind]) -> tuple[str, tuple[str, ...]]:
    """The nearest circle of places of which at least five are known: same placement and region, then wider ones.

    A special case is not ranked, and is compared with its region.
    """
    own = kinds[code]
    near = [c for c in known if c != code and own.region == kinds[c].region]
    circles = [("places of the same placement and region", [c for c in near if kinds[c].tier == own.tier])]
    circles += [(words, [c for c in known if c != code and _apart(kinds[c], own) <= steps]) for steps, words in _WIDER]
    circles += [("places of the same region", near)]
    for whom, alike in circles:
        if len(alike) >= AT_LEAST:
            return whom, tuple(alike)
    return "all places", tuple(other for other in known if other != code)


def _apart(one: Kind, other: Kind) -> int:
    """Steps between two placements in the order of the statute; many where one of them is unranked."""
    if one.tier not in TIERS or other.tier not in TIERS:
        return len(TIERS)
    return abs(TIERS.index(one.tier) - TIERS.index(other.tier))
