"""The history of placements: where a place stood, for how long, and how it has moved."""

from itertools import pairwise
from math import log

from palermo.outlook.before import Before
from palermo.outlook.model import TIERS

REACH = 11
"""How many earlier editions are looked at."""
FADING = 0.7
"""Weight of an edition beside the one after it, in the fading mean."""


def history(before: Before) -> dict[str, dict[str, float]]:
    """Numbers from each place's own placements, by code. Steps are counted downwards: Tier 1 is 0, Tier 3 is 3."""
    return {code: _numbers(_past(before, code)) for code in before.asked}


def _past(before: Before, code: str) -> list[int | None]:
    """Placements before the edition, newest first; None where there was none or it was unranked."""
    newest = before.report_year - 1
    return [before.tier(code, year) for year in range(newest, newest - REACH, -1)]


def _numbers(past: list[int | None]) -> dict[str, float]:
    known = [tier for tier in past if tier is not None]
    last = known[0]
    second = past[1] if past[1] is not None else last
    third = past[2] if past[2] is not None else second
    run = next((n for n, tier in enumerate(past) if tier != last), len(past))
    mean = sum(known) / len(known)
    fading = sum(FADING**n * tier for n, tier in enumerate(known)) / sum(FADING**n for n in range(len(known)))
    pairs = list(pairwise(known))
    found = {
        "editions": len(known),
        "last_step": last - second,
        "step_before": second - third,
        "mean": mean,
        "mean_of_four": sum(known[:4]) / len(known[:4]),
        "best": min(known),
        "worst": max(known),
        "below_own_mean": last - mean,
        "moves": sum(a != b for a, b in pairs) / len(pairs) if pairs else 0.0,
    }
    for n, tier in enumerate(TIERS):
        here = float(last == n)
        found |= {f"in_{tier}": here, f"run_in_{tier}": here * log(run), f"fading_in_{tier}": here * fading}
        found |= {f"came_from_{tier}": float(second == n)}
    return found
