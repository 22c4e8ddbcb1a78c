"""How much the ranking hangs on the choices that were made: on each weight, each indicator, and each rule of summing up."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from palermo.priorities.ranking import part_values, score
from palermo.priorities.table import Table
from palermo.priorities.weights import Part, Weight, Weights

TOP = 20
_FLOOR = 0.01  # of the value of a part, where parts are multiplied: none makes all the others count for nothing
Scores = dict[str, float]


def robustness(cells: Table, weights: Weights) -> dict[str, Any]:
    """What is known of each indicator, how the parts go together, and how far other choices move the ranking.

    Of each choice: how many of the first twenty places stay among them, and by how many ranks a place moves in the mean.
    """
    base = _scores(cells, weights)
    return {
        "known": {name: sum(not c.missing for c in column.values()) for name, column in cells.items()},
        "places": len(base),
        "together": _together(cells, weights),
        "with_score": {name: _rho({c: cell.value for c, cell in column.items()}, base) for name, column in cells.items()},
        "choices": [{"choice": words, **_moved(base, scores)} for words, scores in _choices(cells, weights)],
    }


def _scores(cells: Table, weights: Weights) -> Scores:
    codes = next(iter(cells.values()))
    return {code: score(part_values(cells, weights, code), weights) for code in codes}


def _together(cells: Table, weights: Weights) -> list[dict[str, Any]]:
    """The rank correlation (Spearman) of each pair of parts over all places."""
    codes = list(next(iter(cells.values())))
    values = {code: part_values(cells, weights, code) for code in codes}
    titles = list(weights.parts)
    pairs = [(a, b) for n, a in enumerate(titles) for b in titles[n + 1 :]]
    return [{"parts": [a, b], "rho": _rho({c: values[c][a] for c in codes}, {c: values[c][b] for c in codes})} for a, b in pairs]


def _rho(one: Mapping[str, float], other: Mapping[str, float]) -> float | None:
    """Spearman's rank correlation; None where one of them is the same for all places."""
    from scipy.stats import spearmanr

    if len(set(one.values())) < 2 or len(set(other.values())) < 2:
        return None
    return round(float(spearmanr([one[c] for c in one], [other[c] for c in one]).statistic), 2)


def _moved(base: Scores, scores: Scores) -> dict[str, Any]:
    before, after = _ranks(base), _ranks(scores)
    same = sum(rank <= TOP and after[code] <= TOP for code, rank in before.items())
    return {"same_of_20": same, "mean_shift": round(sum(abs(after[c] - before[c]) for c in before) / len(before), 1)}


def _ranks(scores: Scores) -> dict[str, int]:
    return {code: n for n, code in enumerate(sorted(scores, key=lambda c: (-scores[c], c)), 1)}


def _choices(cells: Table, weights: Weights) -> Iterator[tuple[str, Scores]]:
    for title, part in weights.parts.items():
        for end in (part.weight.low, part.weight.high):
            yield f"weight of {title} at {end:.2f}", _scores(cells, _with_part(weights, title, end))
    for name in cells:
        left = {other: column for other, column in cells.items() if other != name}
        yield f"without {name.replace('_', ' ')}", _scores(left, weights.over(left))
    yield "all parts, and all indicators of a part, alike", _scores(cells, _alike(weights))
    yield "places instead of values (percentiles)", _scores(_percentiles(cells), weights)
    yield "parts multiplied instead of added", _multiplied(cells, weights)


def _with_part(weights: Weights, title: str, share: float) -> Weights:
    """One part at a share of its own; the others keep their proportions."""
    rest = (1 - share) / (1 - weights.parts[title].weight.share)
    shares = {t: share if t == title else p.weight.share * rest for t, p in weights.parts.items()}
    return _reweighted(weights, shares, lambda w, _: w.share)


def _alike(weights: Weights) -> Weights:
    return _reweighted(weights, dict.fromkeys(weights.parts, 1 / len(weights.parts)), lambda _, count: 1 / count)


def _reweighted(weights: Weights, shares: Mapping[str, float], inner: Callable[[Weight, int], float]) -> Weights:
    parts = {
        title: Part(
            replace(part.weight, share=shares[title]),
            {name: replace(w, share=inner(w, len(part.indicators))) for name, w in part.indicators.items()},
        )
        for title, part in weights.parts.items()
    }
    return replace(weights, parts=parts)


def _percentiles(cells: Table) -> Table:
    """Each value as the share of places with a lower one: only the order of the places counts."""
    found = {}
    for name, column in cells.items():
        order = sorted(cell.value for cell in column.values())
        below = {value: order.index(value) / max(1, len(order) - 1) for value in set(order)}
        found[name] = {code: replace(cell, value=below[cell.value]) for code, cell in column.items()}
    return found


def _multiplied(cells: Table, weights: Weights) -> Scores:
    """The weighted geometric mean of the parts: a place must have something of each."""
    codes = next(iter(cells.values()))
    values = {code: part_values(cells, weights, code) for code in codes}
    shares = {title: part.weight.share for title, part in weights.parts.items()}
    return {c: math.exp(sum(s * math.log(max(values[c][t], _FLOOR)) for t, s in shares.items())) for c in codes}
