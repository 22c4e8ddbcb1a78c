"""How good a forecast was: scores of chances against what came. Chances are rows by tiers; outcomes are places in TIERS."""

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from palermo.outlook.model import TIERS, Covered
from palermo.outlook.panel import Floats, Ints
from palermo.outlook.rolling import Forecasts

LEAST = 0.001
"""The log loss takes a chance below this as this much, since one outcome held impossible would make any mean infinite."""
BINS = 10
CALLED = 20
DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over rows, lower is better but for the AUCs, the precision and the coverage. None: not defined, for want of cases.

    `ece` is over the chances of all four tiers in ten bins; `precision_at_20` is the share that moved among the twenty of an
    edition that were called likeliest to move, `precision_up_at_20` and `precision_down_at_20` for one direction.
    """

    rps: float
    log_loss: float
    brier: float
    auc_up: float | None
    auc_down: float | None
    ece: float
    right: float
    precision_at_20: float
    precision_up_at_20: float
    precision_down_at_20: float
    set_size: float
    coverage: float

    def rounded(self) -> dict[str, float | None]:
        """The scores by name, to four places."""
        return {name: None if value is None else round(float(value), 4) for name, value in asdict(self).items()}


def scores(made: Forecasts) -> Scores:
    """All scores of one model on the rows of its forecasts."""
    chances, before, after, years = made.chances, made.panel.before, made.panel.after, made.panel.years
    up, down = up_and_down(chances, before)
    moved_up, moved_down = after < before, after > before
    return Scores(
        rps=float(rps(chances, after).mean()),
        log_loss=log_loss(chances, after),
        brier=brier(chances, after),
        auc_up=auc(up[before > 0], moved_up[before > 0]),
        auc_down=auc(down[before < chances.shape[1] - 1], moved_down[before < chances.shape[1] - 1]),
        ece=calibration_error(chances, after),
        right=float((chances.argmax(axis=1) == after).mean()),
        precision_at_20=precision(up + down, moved_up | moved_down, years),
        precision_up_at_20=precision(up, moved_up, years),
        precision_down_at_20=precision(down, moved_down, years),
        set_size=float(made.sets.sum(axis=1).mean()),
        coverage=float(made.sets[np.arange(len(after)), after].mean()),
    )


def rps(chances: Floats, after: Ints) -> Floats:
    """The ranked probability score of each row: squared errors of the cumulative chances, summed over the three cuts, over 3."""
    cuts = np.arange(chances.shape[1] - 1)
    came = after[:, None] <= cuts
    errors: Floats = ((chances.cumsum(axis=1)[:, :-1] - came) ** 2).mean(axis=1)
    return errors


def log_loss(chances: Floats, after: Ints) -> float:
    """Mean of minus the logarithm of the chance that was given to what came, that chance taken as LEAST at least."""
    return float(-np.log(np.maximum(chances[np.arange(len(after)), after], LEAST)).mean())


def brier(chances: Floats, after: Ints) -> float:
    """Mean of the squared errors of the chances, summed over the tiers (0 to 2)."""
    return float(((chances - np.eye(chances.shape[1])[after]) ** 2).sum(axis=1).mean())


def auc(chance: Floats, came: NDArray[np.bool_]) -> float | None:
    """The chance that a case where it came was given more than one where it did not; None where one kind is missing."""
    return float(roc_auc_score(came, chance)) if came.any() and not came.all() else None


def up_and_down(chances: Floats, before: Ints) -> tuple[Floats, Floats]:
    """The chances of a better and of a worse placement than before."""
    places = np.arange(chances.shape[1])
    up: Floats = np.where(places < before[:, None], chances, 0.0).sum(axis=1)
    down: Floats = np.where(places > before[:, None], chances, 0.0).sum(axis=1)
    return up, down


def reliability(chances: Floats, after: Ints) -> list[dict[str, float]]:
    """For each tenth of chance: how many chances lay in it, their mean, and how often it came. Empty tenths are left out."""
    flat, came = chances.ravel(), np.eye(chances.shape[1])[after].ravel()
    place = np.minimum((flat * BINS).astype(int), BINS - 1)
    bins = [(place == n) for n in range(BINS) if (place == n).any()]
    return [{"n": int(b.sum()), "chance": float(flat[b].mean()), "came": float(came[b].mean())} for b in bins]


def calibration_error(chances: Floats, after: Ints) -> float:
    """How far the chances of a tenth lie from how often it came, in the mean over all chances."""
    tenths = reliability(chances, after)
    return sum(t["n"] * abs(t["chance"] - t["came"]) for t in tenths) / sum(t["n"] for t in tenths)


def precision(chance: Floats, came: NDArray[np.bool_], years: Ints) -> float:
    """Of the twenty of an edition with the highest chance, the share for which it came; mean over editions. Ties in row order."""
    shares = []
    for year in np.unique(years):
        of_year = years == year
        called = np.argsort(-chance[of_year], kind="stable")[:CALLED]
        shares.append(came[of_year][called].mean())
    return float(np.mean(shares))


def covered(made: Forecasts) -> tuple[Covered, ...]:
    """How often the sets held what came, by the tier before, and for those that moved."""
    before, after = made.panel.before, made.panel.after
    inside, moved = made.sets[np.arange(len(after)), after], before != after
    found = []
    for place, tier in enumerate(TIERS):
        here = before == place
        found.append(Covered(tier, *(int(some.sum()) for some in (here, here & inside, here & moved, here & moved & inside))))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean of the paired differences in RPS, first less second (below zero: the first is better), with a 95 % interval."""

    mean: float
    low: float
    high: float


def difference(first: Forecasts, second: Forecasts, seed: int) -> Difference:
    """Compare two models on the same rows. Jurisdictions are drawn whole, since editions of one are no independent cases."""
    after = first.panel.after
    gaps = rps(first.chances, after) - rps(second.chances, after)
    _, places = np.unique([row.jurisdiction for row in first.panel.rows], return_inverse=True)
    sums, sizes = np.bincount(places, weights=gaps), np.bincount(places)
    draws = np.random.default_rng(seed).multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=DRAWS)
    low, high = np.quantile((draws @ sums) / (draws @ sizes), [0.025, 0.975])
    return Difference(float(gaps.mean()), float(low), float(high))
