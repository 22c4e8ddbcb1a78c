"""Filling a calendar: to optimality, within the limits, and never worse than by hand."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import UserError
from palermo.priorities.slots import Limits, greedy, groups, optimal

PLACES = [f"P{n}" for n in range(12)]
scores = st.fixed_dictionaries({place: st.floats(0.01, 1) for place in PLACES})
regions = st.fixed_dictionaries({place: st.sampled_from(["AF", "EAP", "EUR"]) for place in PLACES})
tiers = st.fixed_dictionaries({place: st.sampled_from(["2", "2WL", "3"]) for place in PLACES})


def keeps(places, limits, kinds):
    within = all(sum(of[p] == g for p in places) <= most for most, of in kinds for g in set(of.values()))
    return len(places) <= limits.slots and within and limits.include <= set(places) and not limits.exclude & set(places)


@given(scores, regions, tiers, st.integers(1, 4), st.integers(1, 3), st.integers(1, 3))
def test_the_calendar_is_the_best_that_there_is_and_never_worse_than_by_hand(points, region, tier, slots, per_region, per_tier):
    limits = Limits(slots, per_region, per_tier)
    kinds = groups(limits, region, tier)
    best, by_hand = optimal(points, limits, kinds), greedy(points, limits, kinds)
    assert keeps(best.places, limits, kinds)
    assert keeps(by_hand.places, limits, kinds)
    every = [c for n in range(slots + 1) for c in combinations(PLACES, n) if keeps(c, limits, kinds)]
    assert best.total == pytest.approx(max(sum(points[p] for p in c) for c in every), abs=1e-6)
    assert best.total >= by_hand.total - 1e-6


def test_where_two_limits_cross_taking_from_the_top_can_lose():
    points = {"A": 10.0, "B": 9.0, "C": 9.0}
    region, tier = {"A": "AF", "B": "AF", "C": "EUR"}, {"A": "3", "B": "2", "C": "3"}
    limits = Limits(2, 1, 1)
    kinds = groups(limits, region, tier)
    assert greedy(points, limits, kinds).places == ("A",)
    assert optimal(points, limits, kinds).places == ("B", "C")


def test_places_that_must_be_in_it_are_and_those_that_must_not_are_not():
    points = {place: n / 12 for n, place in enumerate(PLACES, 1)}
    limits = Limits(3, include=frozenset({"P0"}), exclude=frozenset({"P11"}))
    for fill in (optimal, greedy):
        assert fill(points, limits, []).places == ("P10", "P9", "P0")


def test_places_that_cannot_all_be_in_it_are_refused_by_name():
    limits = Limits(3, per_region=1, include=frozenset({"P0", "P1"}))
    with pytest.raises(UserError, match="P0, P1"):
        optimal(dict.fromkeys(PLACES, 0.5), limits, groups(limits, dict.fromkeys(PLACES, "AF"), {}))
