"""Rolling origin: every edition forecast from strictly earlier ones, with the record as it stood on its eve."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


def _with_mask(model: Model) -> Model:
    return lambda earlier, asked: masked(model(earlier, asked), asked.open)


MODELS: Mapping[str, Model] = {
    "palermo": palermo,
    "palermo_unmasked": palermo_unmasked,
    "persistence": persistence,
    "persistence_masked": _with_mask(persistence),
    "markov": markov,
    "markov_masked": _with_mask(markov),
    "ordered_logit": ordered_logit,
    "ordered_logit_masked": _with_mask(ordered_logit),
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
    chances = {year: model(known.earlier(year), known.of(year)) for year in editions}
    taken = [_sets(known, chances, year) for year in chances]
    rows = known.only(np.isin(known.years, list(chances)))
    return Forecasts(rows, np.concatenate(list(chances.values())), np.concatenate(taken))


def limit(known: Panel, chances: Mapping[int, Floats], report_year: int) -> float:
    """The threshold of the sets of an edition, from the newest editions before it that were themselves forecast."""
    newest = sorted(year for year in chances if year < report_year)[-sets.EDITIONS :]
    if not newest:
        return float("inf")
    after = np.concatenate([known.of(year).after for year in newest])
    return sets.threshold(np.concatenate([chances[year] for year in newest]), after)


def _sets(known: Panel, chances: Mapping[int, Floats], year: int) -> NDArray[np.bool_]:
    return sets.sets(chances[year], limit(known, chances, year))
