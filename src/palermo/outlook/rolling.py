"""Rolling origin: every edition forecast from strictly earlier ones, with the record as it stood on its eve."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from palermo.outlook import sets
from palermo.outlook.baselines import markov, ordered_logit, persistence
from palermo.outlook.estimate import fit
from palermo.outlook.mask import masked
from palermo.outlook.panel import Floats, Panel

Model = Callable[[Panel, Panel], Floats]
FIRST_ORIGIN = 2005
"""The first edition that is forecast: three before it have outcomes, one of them with a Watch List."""


def palermo(earlier: Panel, asked: Panel) -> Floats:
    """The estimate of this room, with the law's closed doors at zero."""
    return fit(earlier).chances(asked)


def palermo_unmasked(earlier: Panel, asked: Panel) -> Floats:
    """The same without regard to the law."""
    return fit(earlier).unmasked(asked)


UNMASKED: Mapping[str, Model] = {
    "palermo": palermo_unmasked,
    "persistence": persistence,
    "markov": markov,
    "ordered_logit": ordered_logit,
}


@dataclass(frozen=True)
class Forecasts:
    """Forecasts of past editions by one model: the rows that have outcomes, their chances, and the sets (rows by tiers)."""

    panel: Panel
    chances: Floats
    sets: NDArray[np.bool_]

    def only(self, chosen: NDArray[np.bool_]) -> "Forecasts":
        """Some of the rows."""
        return Forecasts(self.panel.only(chosen), self.chances[chosen], self.sets[chosen])


def forecasts(panel: Panel, model: Model, editions: Iterable[int]) -> Forecasts:
    """Forecast each edition from strictly earlier ones. The sets of an edition rest on the forecasts of those before it."""
    known = panel.only(panel.after >= 0)
    with threadpool_limits(1):  # these problems are small: more threads only wait for each other
        return assembled(known, {year: model(known.earlier(year), known.of(year)) for year in editions})


def assembled(known: Panel, chances: Mapping[int, Floats]) -> Forecasts:
    """Chances by edition with their sets, as one."""
    rows = known.only(np.isin(known.years, list(chances)))
    passed = {year: sets.passed(some) for year, some in chances.items()}
    scored = {year: passed[year][np.arange(len(some)), known.of(year).after] for year, some in chances.items()}
    taken = [passed[year] <= _limit(scored, year) for year in chances]
    return Forecasts(rows, np.concatenate(list(chances.values())), np.concatenate(taken))


def with_mask(made: Forecasts) -> Forecasts:
    """The same forecasts under the letter of the law."""
    known, years = made.panel, made.panel.years
    chances = {int(year): masked(made.chances[years == year], known.open[years == year]) for year in np.unique(years)}
    return assembled(known, chances)


def _limit(scored: Mapping[int, Floats], report_year: int) -> float:
    """The threshold of the sets of an edition, from the newest editions before it that were themselves forecast."""
    newest = sorted(year for year in scored if year < report_year)[-sets.EDITIONS :]
    return sets.covering(np.concatenate([scored[year] for year in newest])) if newest else float("inf")
