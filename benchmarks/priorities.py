"""`python -m benchmarks.priorities`: the ranking's draws once, other weights over what is kept, the filled calendar, the test.

Beside our ranks stand those of pandas over the same drawn scores (`DataFrame.rank`, then `quantile`); beside the calendar filled to
optimality the choice from the top; beside the ranking, frozen in the past, three simpler ways. The outlook is made first and is not
timed here. A day of its own, so that nothing is taken from what a person has kept.
"""

import argparse
import datetime as dt
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

DAY = dt.date(2025, 12, 1)
TARGETS = {"draws": 5.0, "weights": 0.2, "calendar": 1.0}  # seconds
RUNS = 7


def timed(make: Callable[[], Any], runs: int = RUNS) -> tuple[float, float, Any]:
    """The middle of some runs by the clock, and of the processor; and what the last of them gave."""
    clock, busy, found = [], [], None
    for _ in range(runs):
        start, used = time.perf_counter(), time.process_time()
        found = make()
        busy.append(time.process_time() - used)
        clock.append(time.perf_counter() - start)
    return sorted(clock)[runs // 2], sorted(busy)[runs // 2], found


def line(words: str, clock: float, busy: float, target: float | None = None) -> None:
    """One measurement, with its target where it has one."""
    said = "" if target is None else f"   target {target * 1000:,.0f} ms {'met' if clock <= target else 'MISSED'}"
    print(f"  {words:62} {clock * 1000:8,.0f} ms   of the processor {busy * 1000:8,.0f} ms{said}", flush=True)


def ranking(record: Any) -> tuple[Any, Any]:
    """The draws made once, then other weights over them; with pandas beside the ranks where it is installed."""
    from palermo.priorities import draws, kept
    from palermo.priorities.answer import ranked
    from palermo.priorities.weights import standard

    clock, busy, (found, drawn) = timed(lambda: kept.with_draws(record), 1)
    line("parts and 10,000 draws, once for a record and a day", clock, busy, TARGETS["draws"])
    line("the same, read from what is kept", *timed(lambda: kept.with_draws(record))[:2])
    clock, busy, result = timed(lambda: ranked(found, drawn, standard()))
    line("other weights over what is kept: three lists, with intervals", clock, busy, TARGETS["weights"])
    if find_spec("pandas"):
        shares = draws.weights_drawn(standard().over(found.table))
        scores = draws._scores(drawn, shares["ranking"][:, :, None])[0]
        line("  of which ranks and intervals of one list: palermo", *timed(lambda: draws._interval(scores))[:2])
        line("  the same by pandas (rank, quantile)", *timed(lambda: by_pandas(scores), 1)[:2])
    return found, result


def by_pandas(scores: Any) -> Any:
    """Ranks of every draw and their quantiles, as a person with a data frame would work them out."""
    import pandas as pd

    return pd.DataFrame(-scores).rank(axis=1, method="first").quantile([0.05, 0.95])


def calendar(found: Any, result: Any) -> None:
    """Twenty slots to optimality beside the choice from the top: under one limit the same, under two that cross perhaps not."""
    from palermo.priorities.slots import Limits, greedy, groups, optimal

    scores = {one.jurisdiction: one.score for one in result.lists["ranking"]}
    regions = {code: place.region for code, place in found.places.items()}
    tiers = {code: place.tier for code, place in found.places.items()}
    for words, limits in (("5 a region", Limits(20, 5)), ("4 a region, 6 a placement", Limits(20, 4, 6))):
        kinds = groups(limits, regions, tiers)
        optimal(scores, limits, kinds)  # scipy is imported
        clock, busy, best = timed(lambda limits=limits, kinds=kinds: optimal(scores, limits, kinds))
        line(f"20 slots, {words}: optimal, sum of scores {best.total:.3f}", clock, busy, TARGETS["calendar"])
        clock, busy, by_hand = timed(lambda limits=limits, kinds=kinds: greedy(scores, limits, kinds))
        line(f"20 slots, {words}: from the top, sum of scores {by_hand.total:.3f}", clock, busy)
    losses = [_loss(random.Random(seed), scores, regions, tiers) for seed in range(50)]
    print(
        f"  50 made-up calendars under limits that cross: from the top loses in {sum(loss > 1e-9 for loss in losses)}, ", end=""
    )
    print(f"at most {max(losses):.1%} of the sum")


def _loss(draw: random.Random, scores: Any, regions: Any, tiers: Any) -> float:
    from palermo.priorities.slots import Limits, greedy, groups, optimal

    limits = Limits(draw.randint(10, 30), draw.randint(2, 6), draw.randint(3, 9))
    kinds = groups(limits, regions, tiers)
    best = optimal(scores, limits, kinds).total
    return 1 - greedy(scores, limits, kinds).total / best


def precision(record: Any) -> None:
    """Of twenty places chosen on the eve of an edition, the share that rose in the three that followed."""
    from palermo.priorities.backtest.answer import backtest

    clock, busy, found = timed(lambda: backtest(record), 1)
    line("the test against the past, once for a record and a day", clock, busy)
    for window in found["windows"]:
        if window["ways"]:
            shares = ", ".join(f"{way} {measured['precision']:.2f}" for way, measured in window["ways"].items())
            print(f"  editions {window['window']}, {window['moved']:.2f} of the chances to rise taken: {shares}")


def main() -> int:
    """Print the figures; 0 whether or not a target was met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.priorities", description=__doc__)
    parser.add_argument("--no-test", action="store_true", help="leave out the test against the past (about a minute)")
    arguments = parser.parse_args()
    if find_spec("scipy") is None:
        print("benchmarks.priorities: the extra 'analysis' is not installed; nothing was measured.", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory(prefix="palermo-bench-") as folder:
        os.environ["PALERMO_HOME"] = folder
        from palermo.outlook.forecast import outlook
        from palermo.record.opened import opened

        with opened(DAY) as record:
            outlook(record)
            print(f"Priorities: as of {DAY}; load {os.getloadavg()[0]:.1f}", flush=True)
            calendar(*ranking(record))
            if not arguments.no_test:
                precision(record)
    return 0


if __name__ == "__main__":
    sys.exit(main())
