"""The estimate: three shrunken logistic regressions, one for each step between neighbouring tiers, on all that was public before.

Each gives the chance that a placement is no worse than Tier 1, Tier 2, the Watch List. Newer editions weigh more. How strongly
the coefficients are shrunk and how fast old editions fade was chosen on the editions 2005-2008 and 2016-2019, and on no edition
of the two windows that the test reports; 2016-2019 came after the first of them, which the page says. Forests of trees scored no better there by more than one part in a hundred.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from palermo.outlook.baselines import shares
from palermo.outlook.mask import masked
from palermo.outlook.model import TIERS
from palermo.outlook.panel import Floats, Panel

STEPS = 3
SHRINKAGE = 0.02
"""Inverse of the penalty on the squared coefficients, as scikit-learn counts it (C)."""
FADING = 0.85
"""Weight of an edition beside the one after it."""
PLAIN = 0.2
"""Share of an estimate that is always the plain share of earlier moves from the tier: nothing that is open is held impossible."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was learned from earlier editions. `steps` holds a regression for each step, or the one answer that was ever seen.

    `usual` has a row for each tier and a column for each number: its mean over earlier places that stood in that tier.
    """

    usual: Floats
    middle: Floats
    spread: Floats
    steps: tuple[Any, ...]
    moves: Floats

    def chances(self, asked: Panel, x: Floats | None = None) -> Floats:
        """Chances, rows by tiers, zero where the letter of the statute forbids. `x` replaces the panel's numbers."""
        return masked(self.unmasked(asked, x), asked.open)

    def unmasked(self, asked: Panel, x: Floats | None = None) -> Floats:
        """Chances without regard to the law."""
        scaled = (_filled(asked.x if x is None else x, self.usual[asked.before]) - self.middle) / self.spread
        upto = np.column_stack([_no_worse(step, scaled) for step in self.steps] + [np.ones(len(scaled))])
        learned = np.diff(np.maximum.accumulate(upto, axis=1), axis=1, prepend=0.0)
        chances: Floats = (1 - PLAIN) * learned + PLAIN * self.moves[asked.before]
        return chances


def fit(earlier: Panel) -> Fitted:
    """Learn from the rows of earlier editions, all of which have outcomes.

    Numbers are measured in the spread of what is known of them, and not of what was filled in: a source that is young, or known
    of few, would else count for far too much.
    """
    weights = FADING ** (earlier.years.max() - earlier.years)
    usual = _usual(earlier, weights)
    x = _filled(earlier.x, usual[earlier.before])
    middle, spread = np.average(x, axis=0, weights=weights), _spread(earlier.x)
    scaled = (x - middle) / spread
    steps = tuple(_step(scaled, earlier.after <= step, weights) for step in range(STEPS))
    return Fitted(usual, middle, spread, steps, shares(earlier))


def _filled(x: Floats, usual: Floats) -> Floats:
    """The numbers with what is usual in the tier in place of what is not known, so that not knowing moves nothing."""
    filled: Floats = np.where(np.isnan(x), usual, x)
    return filled


def _spread(x: Floats) -> Floats:
    """Standard deviations of what is known; 1 where nothing differs."""
    known = ~np.isnan(x)
    n = np.maximum(known.sum(axis=0), 1)
    away = np.where(known, x - np.nan_to_num(x).sum(axis=0) / n, 0.0)
    spread = np.sqrt((away**2).sum(axis=0) / n)
    return np.where(spread > 0, spread, 1.0)


def _usual(earlier: Panel, weights: Floats) -> Floats:
    """Weighted means of all numbers over the places of each tier; of all places, or 0, where none of the tier is known."""
    everywhere = _means(earlier.x, weights, np.zeros(len(earlier.names)))
    return np.array([_means(earlier.x[same], weights[same], everywhere) for same in earlier.before == np.c_[: len(TIERS)]])


def _means(x: Floats, weights: Floats, otherwise: Floats) -> Floats:
    known = ~np.isnan(x) * weights[:, None]
    total = known.sum(axis=0)
    means: Floats = np.divide((np.nan_to_num(x) * known).sum(axis=0), total, out=otherwise.copy(), where=total > 0)
    return means


def _step(x: Floats, no_worse: Any, weights: Floats) -> Any:
    if no_worse.all() or not no_worse.any():
        return float(no_worse[0])
    return LogisticRegression(C=SHRINKAGE, max_iter=500, tol=1e-6).fit(x, no_worse, sample_weight=weights)


def _no_worse(step: Any, x: Floats) -> Any:
    return np.full(len(x), step) if isinstance(step, float) else step.predict_proba(x)[:, 1]
