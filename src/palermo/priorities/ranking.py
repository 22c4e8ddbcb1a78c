"""The ranking and the two lists beside it, from a table of cells, a set of weights and the draws."""

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.priorities.draws import Drawn, intervals, weights_drawn
from palermo.priorities.table import Table
from palermo.priorities.weights import Weights

LISTS = {"ranking": None, "movable": "movement", "worst": "stakes"}
"""The lists, each with the part that it is made of; the ranking is made of all of them."""
_SAME = 1e-9  # scores that differ by less are equal, and share a rank


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in a list: its rank, the ranks between which nine in ten draws lie, and its expected score in [0, 1]."""

    jurisdiction: str
    rank: int
    interval: tuple[int, int]
    score: float


@dataclass(frozen=True)
class Ranking:
    """All lists under one set of weights. `values` are the values of the parts by code and part."""

    weights: Weights
    lists: Mapping[str, tuple[Ranked, ...]]
    values: Mapping[str, Mapping[str, float]]


def rank(cells: Table, weights: Weights, drawn: Drawn) -> Ranking:
    """Rank all places. `weights` are those of the indicators in the table, in its order."""
    codes = list(next(iter(cells.values())))
    values = {code: part_values(cells, weights, code) for code in codes}
    spread = intervals(drawn, weights_drawn(weights), weights.uncertainty.seed)
    lists = {}
    for name, part in LISTS.items():
        scores = {code: score(values[code], weights, part) for code in codes}
        bounds = {code: (int(low), int(high)) for code, (low, high) in zip(codes, spread[name], strict=True)}
        lists[name] = ordered(scores, bounds)
    return Ranking(weights, lists, values)


def part_values(cells: Table, weights: Weights, code: str) -> dict[str, float]:
    """The value of each part for one place: the sum of weight x value over its indicators."""
    parts = weights.parts.items()
    return {title: sum(w.share * cells[name][code].value for name, w in part.indicators.items()) for title, part in parts}


def score(values: Mapping[str, float], weights: Weights, part: str | None = None) -> float:
    """The score of one place: of all parts by their weights, or the value of one part alone."""
    if part:
        return values.get(part, 0.0)
    return sum(part.weight.share * values[title] for title, part in weights.parts.items())


def ordered(scores: Mapping[str, float], bounds: Mapping[str, tuple[int, int]]) -> tuple[Ranked, ...]:
    """Places from the highest score down. Equal scores share a rank; the interval holds the rank."""
    found: list[Ranked] = []
    for place, code in enumerate(sorted(scores, key=lambda c: (-scores[c], c)), 1):
        tied = found and found[-1].score - scores[code] < _SAME
        at = found[-1].rank if tied else place
        low, high = bounds[code]
        found.append(Ranked(code, at, (min(low, at), max(high, at)), scores[code]))
    return tuple(found)
