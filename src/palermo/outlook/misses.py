"""The misses by name: movements to which the estimate had given the least chance."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from palermo.outlook.model import TIERS
from palermo.outlook.rolling import Forecasts

MOST = 25
"""How many are told for each window."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A placement that came although it had been given little chance."""

    jurisdiction: str
    report_year: int
    before: str
    after: str
    chance: float
    inside_set: bool


def misses(made: Sequence[Forecasts]) -> tuple[Miss, ...]:
    """The movements with the least chance in each of the windows, the least expected first."""
    return tuple(miss for one in made for miss in _of(one))


def _of(made: Forecasts) -> list[Miss]:
    before, after = made.panel.before, made.panel.after
    rows = np.arange(len(after))
    given, inside = made.chances[rows, after], made.sets[rows, after]
    moved = [n for n in np.argsort(given, kind="stable") if before[n] != after[n]]
    return [
        Miss(row.jurisdiction, row.report_year, TIERS[before[n]], TIERS[after[n]], round(float(given[n]), 4), bool(inside[n]))
        for n, row in ((int(n), made.panel.rows[int(n)]) for n in moved[:MOST])
    ]
