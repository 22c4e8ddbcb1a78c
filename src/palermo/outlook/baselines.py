"""The baselines: what an estimate must beat to be worth anything.

Persistence says that nothing moves. The Markov chain takes the shares of earlier moves from the same tier. The ordered logit adds
how long a place has stood where it stands and how it came there.
"""

import warnings
from typing import Any

import numpy as np

from palermo.outlook.model import TIERS
from palermo.outlook.panel import Floats, Panel

SMOOTHING = 0.01
"""Moves added to each cell of the matrix, so that what was never seen is not held to be impossible."""
USED = ("in_2", "in_2WL", "in_3", "run_in_1", "run_in_2", "run_in_2WL", "run_in_3", "last_step", "mean_of_four")


def persistence(earlier: Panel, asked: Panel) -> Floats:
    """All chance on the placement of the edition before."""
    chances: Floats = np.eye(len(TIERS))[asked.before]
    return chances


def shares(earlier: Panel) -> Floats:
    """The shares of all earlier moves, from tiers (rows) to tiers (columns)."""
    moves = np.full((len(TIERS), len(TIERS)), SMOOTHING)
    np.add.at(moves, (earlier.before, earlier.after), 1.0)
    found: Floats = moves / moves.sum(axis=1, keepdims=True)
    return found


def markov(earlier: Panel, asked: Panel) -> Floats:
    """The shares of all earlier moves from the same tier."""
    chances: Floats = shares(earlier)[asked.before]
    return chances


def ordered_logit(earlier: Panel, asked: Panel) -> Floats:
    """A proportional-odds model of the placement on a few numbers of its history."""
    from statsmodels.miscmodels.ordinal_model import OrderedModel

    seen, places = np.unique(earlier.after, return_inverse=True)
    x = _history(earlier)
    kept = x.std(axis=0) > 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted: Any = OrderedModel(places, x[:, kept], distr="logit").fit(
            method="bfgs", maxiter=200, disp=False, skip_hessian=True
        )
    chances = np.zeros((len(asked.rows), len(TIERS)))
    chances[:, seen] = fitted.model.predict(fitted.params, exog=_history(asked)[:, kept])
    return chances


def _history(panel: Panel) -> Floats:
    columns = [panel.names.index(("history", name)) for name in USED]
    x: Floats = panel.x[:, columns]
    return x
