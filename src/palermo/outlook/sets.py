"""Sets of neighbouring tiers that hold the outcome in nine of ten cases: split conformal prediction, on earlier editions only.

A set grows from the likeliest tier by a neighbour at a time, towards the side that holds more of the chance that is left, so that
it never skips a tier. The score of an outcome
is the chance that the set held before it took that tier in; the set takes in every tier whose score is no more than the score
that covered nine of ten outcomes of earlier editions, all of them forecast without sight of them.
"""

from math import ceil, inf

import numpy as np
from numpy.typing import NDArray

from palermo.outlook.panel import Floats, Ints

COVERAGE = 0.9
EDITIONS = 6
"""How many earlier editions the threshold is taken from."""


def passed(chances: Floats) -> Floats:
    """For each row and tier, the chance that the growing set held before it took that tier in; 0 for the likeliest."""
    return np.array([_passed(row) for row in chances]).reshape(chances.shape)


def _passed(chances: Floats) -> list[float]:
    first = last = int(np.argmax(chances))
    found = {first: 0.0}
    while len(found) < len(chances):
        below, above = float(chances[:first].sum()), float(chances[last + 1 :].sum())
        better = first > 0 and (below >= above or last + 1 == len(chances))
        held = float(chances[first : last + 1].sum())
        first, last = (first - 1, last) if better else (first, last + 1)
        found[first if better else last] = held
    return [found[place] for place in range(len(chances))]


def threshold(chances: Floats, after: Ints) -> float:
    """The score that covers nine of ten of these outcomes, with the correction for their number; infinite when there are too few."""
    return covering(passed(chances)[np.arange(len(after)), after])


def covering(found: Floats) -> float:
    """The same from the scores of the outcomes."""
    scores = np.sort(found)
    rank = ceil((len(scores) + 1) * COVERAGE)
    return float(scores[rank - 1]) if 0 < rank <= len(scores) else inf


def sets(chances: Floats, limit: float, open_: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
    """For each row and tier whether it is in the set. A tier that is closed by law has no place at the ends of a set."""
    taken: NDArray[np.bool_] = passed(chances) <= limit
    if open_ is None:
        return taken
    return np.array([_trimmed(row, free) for row, free in zip(taken, open_, strict=True)]).reshape(taken.shape)


def _trimmed(taken: NDArray[np.bool_], free: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The set cut back at both ends to tiers that are open; a closed one in its middle stays, for a set has no holes."""
    ends = np.flatnonzero(taken & free)
    places = np.arange(len(taken))
    kept: NDArray[np.bool_] = (places >= ends[0]) & (places <= ends[-1])
    return kept
