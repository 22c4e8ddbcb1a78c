"""What an outlook is: chances of the four ordered placements in one edition, for each jurisdiction that can be asked about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

TIERS = ("1", "2", "2WL", "3")
"""The ordered placements, best first. A special case is unranked, and no outcome of a chance."""

SEED = 20261124
"""Of the bootstrap. The estimate itself draws nothing at random."""
NOTE = (
    "This is our estimate, not the Department's: a placement is the Secretary of State's judgment, and nothing here foretells it."
)


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A placement that the law closes, by its letter (the only ground for a chance of zero) or as practised.

    `facts`: placements that decide.
    """

    tier: str
    rule: str
    citation: str
    why: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Driver:
    """What moved an estimate: by how much the chance of a better and of a worse placement differ without that source.

    `words` are in plain English; `up` and `down` are differences of chances, in [-1, 1]; `facts` are locators of what was read.
    """

    source: str
    words: str
    up: float
    down: float
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chance:
    """The chances of one jurisdiction. `before` is its placement in the edition before; `chances` are by tier and sum to one.

    `set` is the contiguous run of tiers of a 90 % set: nine of ten such sets held what came, over all places and not of each kind.
    `lowered`: placements that the law closes as practised and not by its letter: less likely, and not impossible.
    """

    jurisdiction: str
    before: str
    chances: Mapping[str, float]
    set: tuple[str, ...]
    forbidden: tuple[Forbidden, ...] = ()
    drivers: tuple[Driver, ...] = ()
    lowered: tuple[Forbidden, ...] = ()

    @property
    def up(self) -> float:
        """The chance of a better placement than before."""
        return sum(self.chances[tier] for tier in TIERS[: TIERS.index(self.before)])

    @property
    def down(self) -> float:
        """The chance of a worse placement than before."""
        return sum(self.chances[tier] for tier in TIERS[TIERS.index(self.before) + 1 :])


@dataclass(frozen=True, slots=True)
class Covered:
    """Of the places that stood in a tier: how many cases, how many their sets held; the same of those that moved."""

    before: str
    n: int
    held: int
    moved: int
    moved_held: int


@dataclass(frozen=True, slots=True)
class Measured:
    """How good estimates of this kind were on the newest editions, each forecast from strictly earlier ones.

    `rps` is the mean ranked probability score (0 is perfect) and `best_rps` that of the baseline that did best, `best`; `right`
    is how often the likeliest placement came, `coverage` how often the set held what came, `calibration_error` as in the test.
    `practice`: of the past cases in which practice alone closed the Watch List, how many there were and in how many it came.
    """

    editions: tuple[int, ...]
    n: int
    rps: float
    best: str
    best_rps: float
    right: float
    coverage: float
    calibration_error: float
    by_tier: tuple[Covered, ...] = ()
    practice: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Forecast:
    """The outlook on one edition, from what was public on `as_of` (ISO date). `chances` is by code.

    `left_out` holds, by code, why there is no estimate for a place: unranked before, or not placed in the edition before.
    """

    report_year: int
    as_of: str
    record: str
    seed: int
    chances: Mapping[str, Chance]
    measured: Measured
    left_out: Mapping[str, str] = field(default_factory=dict)
    note: str = NOTE
