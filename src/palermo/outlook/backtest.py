"""The test against the past: every edition from 2005 on forecast from strictly earlier ones, and scored in windows."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import numpy as np

from palermo.errors import UserError
from palermo.outlook.features import GROUPS
from palermo.outlook.misses import Miss, misses
from palermo.outlook.model import SEED, TIERS
from palermo.outlook.panel import Panel, left_out, panel, past_rows
from palermo.outlook.rolling import FIRST_ORIGIN, UNMASKED, Forecasts, forecasts, palermo, with_mask
from palermo.outlook.scores import Difference, covered, difference, reliability, scores
from palermo.record import query
from palermo.record.opened import Record
from palermo.register.dates import in_words

BASELINES = ("markov", "markov_masked", "ordered_logit", "ordered_logit_masked", "persistence", "persistence_masked")


@dataclass(frozen=True, slots=True)
class Window:
    """Editions that are scored together. `reported` is False for those on which choices were made."""

    first: int
    last: int
    reported: bool
    note: str

    @property
    def name(self) -> str:
        """`2009-2015`."""
        return f"{self.first}-{self.last}"


_SEEN = "No setting was chosen on these editions; one fault was found on them and mended, and they were then scored again."
WINDOWS = (
    Window(2009, 2015, True, f"{_SEEN} But settings were chosen on 2016-2019 too, which came after these: no pure foresight."),
    Window(2020, 2025, True, _SEEN),
    Window(
        2016,
        2019,
        False,
        "The 2018 edition is incomplete in the record, and half of what is held of it was concluded and not read. How strongly to "
        "shrink and how fast to fade was chosen on these editions and on 2005-2008: these figures are no test.",
    ),
)


@dataclass(frozen=True)
class Result:
    """One window: forecasts by model, paired differences of palermo from each baseline, and what each source was worth."""

    window: Window
    made: Mapping[str, Forecasts]
    differences: Mapping[str, Difference]
    without: Mapping[str, Difference]


@dataclass(frozen=True)
class Backtest:
    """All windows that the record of the day can fill, the largest misses in those that are reported, and rows without outcome."""

    results: tuple[Result, ...]
    misses: tuple[Miss, ...]
    left_out: Mapping[int, Mapping[str, int]]


def backtest(record: Record, each_source: bool = True) -> Backtest:
    """Run the test on the editions released by the day of the record. `each_source`: also drop each source in turn.

    UserError where no window has begun by that day.
    """
    released = [edition["report_year"] for edition in query.editions(record)]
    windows = [window for window in WINDOWS if any(window.first <= year <= window.last for year in released)]
    if not windows:
        raise UserError(
            f"There is nothing to test as of {in_words(record.as_of)}: the first window begins with the edition of "
            f"{WINDOWS[0].first}. Name a later day, or leave --as-of out."
        )
    rows = past_rows(record)
    everything = panel(rows)
    years = [year for year in released if year >= FIRST_ORIGIN]
    made = _both(everything, years)
    dropped = {source: _without(everything, source, years) for source in GROUPS} if each_source else {}
    results = tuple(_result(window, made, dropped) for window in windows)
    tested = [result.made["palermo"] for result in results if result.window.reported]
    return Backtest(results, misses(tested), left_out(record, rows))


def _both(everything: Panel, years: list[int]) -> dict[str, Forecasts]:
    """Every model with and without the legal mask; `palermo` is the one with it."""
    plain = {name: forecasts(everything, model, years) for name, model in UNMASKED.items()}
    masked = {name: with_mask(one) for name, one in plain.items()}
    ours = {"palermo": masked.pop("palermo"), "palermo_unmasked": plain.pop("palermo")}
    return ours | plain | {f"{name}_masked": one for name, one in masked.items()}


def _without(everything: Panel, source: str, years: list[int]) -> Forecasts:
    """Forecasts that never saw one source."""
    return forecasts(everything.without(source), palermo, years)


def _inside(window: Window, made: Forecasts) -> Forecasts:
    return made.only((made.panel.years >= window.first) & (made.panel.years <= window.last))


def _result(window: Window, made: Mapping[str, Forecasts], dropped: Mapping[str, Forecasts]) -> Result:
    inside = {name: _inside(window, one) for name, one in made.items()}
    against = partial(difference, inside["palermo"], seed=SEED)
    return Result(
        window,
        inside,
        {name: against(inside[name]) for name in BASELINES},
        {source: difference(_inside(window, one), inside["palermo"], SEED) for source, one in dropped.items()},
    )


# As data -----------------------------------------------------------------------------------------------------------------------


def plain_result(result: Result) -> dict[str, Any]:
    """One window for JSON."""
    ours = result.made["palermo"]
    moved = ours.panel.after - ours.panel.before
    return {
        "window": result.window.name,
        "reported": result.window.reported,
        "note": result.window.note,
        "editions": [int(year) for year in np.unique(ours.panel.years)],
        "n": len(ours.panel.rows),
        "moved_up": int((moved < 0).sum()),
        "moved_down": int((moved > 0).sum()),
        "moved_down_from": {tier: int((moved[ours.panel.before == n] > 0).sum()) for n, tier in enumerate(TIERS[:-1])},
        "models": {name: scores(one).rounded() for name, one in result.made.items()},
        "differences": {name: plain_difference(gap) for name, gap in result.differences.items()},
        "without": {source: plain_difference(gap) for source, gap in result.without.items()},
        "coverage_by_tier": [asdict(one) for one in covered(ours)],
        "reliability": [
            {"n": t["n"], "chance": round(t["chance"], 4), "came": round(t["came"], 4)}
            for t in reliability(ours.chances, ours.panel.after)
        ],
    }


def plain_difference(gap: Difference) -> dict[str, float]:
    """A difference for JSON."""
    return {"rps": round(gap.mean, 5), "low": round(gap.low, 5), "high": round(gap.high, 5)}
