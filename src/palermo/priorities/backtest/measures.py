"""Precision at twenty, for orders and for rules that leave ties, with intervals from a bootstrap over countries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palermo.priorities.backtest.eves import Frozen, second_year

AT = 20
SAMPLES = 2000
SEED = 20
Taken = dict[str, float]
"""By code, how surely a way takes a place: 1, or the share of a tied group that still fits."""


def taken(groups: Sequence[Sequence[str]], count: int = AT) -> Taken:
    """Take from groups in turn, all of a group alike; of the last one so many as fit."""
    found: Taken = {}
    left = float(count)
    for group in groups:
        share = min(1.0, left / len(group)) if group else 0.0
        found |= dict.fromkeys(group, share) if share > 0 else {}
        left -= share * len(group)
    return found


def ways(one: Frozen, earlier: Sequence[Frozen]) -> dict[str, Taken]:
    """What each way takes of the places that could move and whose fate is known."""
    ordered = {name: [[code] for code in order if code in one.moved] for name, order in one.orders.items()}
    found = {name: taken(groups) for name, groups in ordered.items()}
    found["random"] = taken([list(one.moved)])
    found["tier_base_rate"] = taken(_by_base_rate(one, earlier))
    found["second_watch_list_year"] = taken(second_year(one))
    return found


def _by_base_rate(one: Frozen, earlier: Sequence[Frozen]) -> list[list[str]]:
    """Places by how often those of their placement moved before, as far as that was known on the eve."""
    known = [past for past in earlier if past.edition + 2 < one.edition]
    rates = {}
    for tier in set(one.before.values()):
        fates = [moved for past in known for code, moved in past.moved.items() if past.before[code] == tier]
        rates[tier] = sum(fates) / len(fates) if fates else 0.0
    order = sorted(set(rates.values()), reverse=True)
    return [[code for code in one.moved if rates[one.before[code]] == rate] for rate in order]


@dataclass(frozen=True)
class Sums:
    """For one way, by country: how much was taken, and how much of that moved, over some editions."""

    taken: NDArray[np.float64]
    hit: NDArray[np.float64]

    def precision(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """The share that moved, where each country counts so many times (samples x countries)."""
        result: NDArray[np.float64] = (times @ self.hit) / np.maximum(times @ self.taken, 1e-12)
        return result


def sums(chosen: Sequence[tuple[Frozen, Mapping[str, Taken]]], countries: Sequence[str]) -> dict[str, Sums]:
    """The sums of every way over some editions."""
    at = {code: n for n, code in enumerate(countries)}
    found = {way: Sums(np.zeros(len(at)), np.zeros(len(at))) for way in chosen[0][1]}
    for one, by_way in chosen:
        for way, shares in by_way.items():
            for code, share in shares.items():
                found[way].taken[at[code]] += share
                found[way].hit[at[code]] += share * one.moved[code]
    return found


def resampled(countries: int) -> NDArray[np.float64]:
    """How often each country is drawn in each sample: countries are drawn with all their editions, for these are alike."""
    stream = np.random.default_rng(SEED)
    return stream.multinomial(countries, np.full(countries, 1 / countries), size=SAMPLES).astype(float)


def interval(values: NDArray[np.float64]) -> list[float]:
    """The middle nine tenths of some values."""
    low, high = np.quantile(values, (0.05, 0.95))
    return [round(float(low), 4), round(float(high), 4)]
