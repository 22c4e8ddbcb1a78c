"""The backtest as data: `palermo.priorities.backtest/1`."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from palermo.assessment.numbered import Numbered
from palermo.priorities.backtest.eves import AHEAD, Frozen
from palermo.priorities.backtest.measures import AT, SAMPLES, SEED, Taken, interval, resampled, sums, ways
from palermo.priorities.document import title
from palermo.priorities.weights import STANDARD, Weights
from palermo.record.facts import Fact
from palermo.record.opened import Record

SCHEMA = "palermo.priorities.backtest/1"
WINDOWS = ((2009, 2015), (2020, 2025))
OURS = ("ranking", "movable")
SIMPLE = ("random", "tier_base_rate", "second_watch_list_year")
NOTE = (
    "Our estimate, tested against the past. A rise of placement is the only movement that is counted; it is the Department's "
    "judgment, and not what people suffer. Whether anybody talked to a place is not on record. Not legal advice."
)
_Chosen = list[tuple[Frozen, dict[str, Taken]]]


def document(record: Record, weights: Weights, frozen: Sequence[Frozen], editions: Mapping[int, Fact]) -> dict[str, Any]:
    """Windows, then every edition with the places that were chosen and whether they moved."""
    chosen = [(one, ways(one, frozen[:n])) for n, one in enumerate(frozen)]
    sources = Numbered(record)
    spans = [(frozen[0].edition, frozen[-1].edition), *WINDOWS]
    return {
        "schema": SCHEMA,
        "record": record.id,
        "as_of": record.as_of.isoformat(),
        "title": f"{title(weights)}: the test against the past",
        "note": NOTE,
        "weights": {"name": weights.name, "standard": weights.name == STANDARD},
        "at": AT,
        "ahead": AHEAD,
        "samples": SAMPLES,
        "seed": SEED,
        "windows": [_window(first, last, chosen) for first, last in spans],
        "editions": [_edition(one, by_way, editions, sources) for one, by_way in chosen],
        "sources": sources.plain(),
    }


def _window(first: int, last: int, chosen: _Chosen) -> dict[str, Any]:
    """The editions from `first` to `last` that three editions have followed."""
    inside = [pair for pair in chosen if first <= pair[0].edition <= last]
    found: dict[str, Any] = {"window": f"{first}-{last}", "editions": [one.edition for one, _ in inside]}
    if not inside:
        return {**found, "candidates": 0, "moved": None, "ways": {}, "differences": []}
    fates = [moved for one, _ in inside for moved in one.moved.values()]
    countries = sorted({code for one, _ in inside for code in one.moved})
    by_way, times = sums(inside, countries), resampled(len(countries))
    once = np.ones((1, len(countries)))
    drawn = {way: one.precision(times) for way, one in by_way.items()}
    means = {way: float(one.precision(once)[0]) for way, one in by_way.items()}
    return {
        **found,
        "candidates": len(fates),
        "moved": round(sum(fates) / len(fates), 4),
        "ways": {way: {"precision": round(means[way], 4), "interval": interval(drawn[way])} for way in by_way},
        "differences": [_difference(ours, other, means, drawn) for ours in OURS for other in (*SIMPLE, "outlook")],
    }


def _difference(ours: str, other: str, means: Mapping[str, float], drawn: Mapping[str, Any]) -> dict[str, Any]:
    """Ours less another way, over the same samples. A verdict only where the whole interval is on one side."""
    bounds = interval(drawn[ours] - drawn[other])
    return {
        "way": ours,
        "than": other,
        "difference": round(means[ours] - means[other], 4),
        "interval": bounds,
        "verdict": "better" if bounds[0] > 0 else "worse" if bounds[1] < 0 else "not_shown",
    }


def _edition(one: Frozen, by_way: Mapping[str, Taken], editions: Mapping[int, Fact], sources: Numbered) -> dict[str, Any]:
    seen = [editions[year] for year in range(one.edition, one.edition + AHEAD) if year in editions]
    return {
        "edition": one.edition,
        "frozen": one.eve,
        "candidates": len(one.moved),
        "moved": sum(one.moved.values()),
        "unknown": one.unknown,
        "precision": {way: round(_precision(one, shares), 4) for way, shares in by_way.items()},
        "chosen": {way: [{"jurisdiction": c, "moved": one.moved[c]} for c in by_way[way]] for way in OURS},
        "citations": sources.facts(seen, "released_date"),
    }


def _precision(one: Frozen, shares: Taken) -> float:
    return sum(share * one.moved[code] for code, share in shares.items()) / max(sum(shares.values()), 1e-12)
