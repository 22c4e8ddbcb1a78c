"""The region, and how the edition before moved others: a harder or softer year shows there first."""

from collections import defaultdict
from collections.abc import Iterable

from palermo.outlook.before import Before
from palermo.register.jurisdictions import jurisdictions

REGIONS = ("AF", "EAP", "EUR", "NEA", "SCA", "WHA")


def region(before: Before) -> dict[str, dict[str, float]]:
    """Numbers from a place's region and from the last moves of all places, by code."""
    places = jurisdictions()
    year = before.report_year - 1
    stood: dict[str, list[int]] = defaultdict(list)
    steps: dict[str, list[int]] = defaultdict(list)
    for code in before.asked:
        now, then = before.tier(code, year), before.tier(code, year - 1)
        assert now is not None
        stood[places[code].region].append(now)
        if then is not None:
            steps[places[code].region].append(now - then)
    everywhere = [step for some in steps.values() for step in some]
    return {code: _numbers(places[code].region, stood, steps, everywhere) for code in before.asked}


def _numbers(here: str, stood: dict[str, list[int]], steps: dict[str, list[int]], everywhere: list[int]) -> dict[str, float]:
    found = {f"region_{name}": float(name == here) for name in REGIONS}
    found["region_mean"] = _mean(stood[here])
    found["region_step"], found["region_moves"] = _mean(steps[here]), _mean(step != 0 for step in steps[here])
    found["world_step"], found["world_moves"] = _mean(everywhere), _mean(step != 0 for step in everywhere)
    return found


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
