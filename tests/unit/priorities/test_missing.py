"""What is missing: expected as it is in comparable places, drawn from them, and never a reason to fall.

The invariants that can be kept: a place that loses a value which was no higher than what is expected of its like never falls; one
that loses a higher value falls no further than the place that is like its like; and the interval of its score never narrows. The
interval of its *rank* may narrow where it moves to a part of the list in which scores lie further apart.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranked_places import codes, column, kinds, table

from palermo.priorities import draws
from palermo.priorities.ranking import ordered, part_values, score
from palermo.priorities.table import AT_LEAST, comparable
from palermo.priorities.weights import standard

COUNT = 48
UNSURE = replace(standard().uncertainty, draws=3000)
values = st.lists(st.floats(0, 1, width=16), min_size=COUNT, max_size=COUNT)


def ranks(cells):
    weights = standard().over(cells)
    scores = {code: score(part_values(cells, weights, code), weights) for code in codes(COUNT)}
    return {one.jurisdiction: one.rank for one in ordered(scores, dict.fromkeys(scores, (1, COUNT)))}


def without(some, n):
    return [None if i == n else value for i, value in enumerate(some)]


@given(values, values, st.integers(0, COUNT - 1))
def test_losing_a_value_that_is_not_above_what_is_expected_never_lowers_the_rank(gaps, chances, n):
    place, known = codes(COUNT)[n], {"gaps": gaps, "chance_up": chances}
    less = table(known | {"gaps": without(gaps, n)})
    if gaps[n] <= less["gaps"][place].value:
        assert ranks(less)[place] <= ranks(table(known))[place]


@given(values, values, st.integers(0, COUNT - 1))
def test_a_place_without_a_value_stands_where_a_place_with_the_expected_value_would(gaps, chances, n):
    place = codes(COUNT)[n]
    less = table({"gaps": without(gaps, n), "chance_up": chances})
    expected = [less["gaps"][place].value if i == n else value for i, value in enumerate(gaps)]
    assert ranks(less)[place] == ranks(table({"gaps": expected, "chance_up": chances}))[place]


@given(values, st.integers(0, COUNT - 1), st.sampled_from([0.0, 0.1]))
def test_losing_a_value_never_narrows_what_is_drawn_for_it(some, n, doubt):
    place = codes(COUNT)[n]
    spread = [np.std(draws._cell(column(v, doubt)[place], "gaps", UNSURE)) for v in (some, without(some, n))]
    assert spread[1] >= spread[0] * 0.9 - 1


def test_missing_values_are_drawn_from_comparable_places_and_from_nowhere_else():
    some = [0.25 if n % 2 else 0.75 for n in range(COUNT)]  # by region
    cell = column(without(some, 4))[codes(COUNT)[4]]
    assert cell.missing
    assert (cell.value, set(cell.others), cell.whom) == (0.75, {0.75}, "places of the same placement and region")


def test_a_circle_of_fewer_than_five_places_is_widened_first_by_region_then_by_one_placement():
    own = kinds(COUNT)
    first = codes(COUNT)[0]
    same = [c for c in codes(COUNT) if own[c] == own[first] and c != first]
    few = same[: AT_LEAST - 1]
    others = [c for c in codes(COUNT) if own[c].tier == "2"]
    assert comparable(first, same, own)[0] == "places of the same placement and region"
    assert comparable(first, [*few, *others], own)[0] == "places one placement away at most"
    assert comparable(first, few, own) == ("places of the same region", ()) or len(comparable(first, few, own)[1]) == len(few)


def test_a_special_case_is_compared_with_its_region_and_with_no_placement():
    own = kinds(COUNT) | {"QQQ": replace(kinds(COUNT)[codes(COUNT)[0]], tier="SC")}
    whom, alike = comparable("QQQ", codes(COUNT), own)
    assert whom == "places of the same region"
    assert {own[c].region for c in alike} == {"AF"}


def test_an_indicator_known_for_too_few_places_is_left_out_and_said_to_be(today_record):
    from palermo.priorities.reading import World
    from palermo.priorities.table import table as whole

    used, unused = whole(World(today_record, None, standard().uncertainty))
    assert {"chance_up", "chance_down"} <= set(unused)
    assert not set(used) & set(unused)
    weights = standard().over(used)
    assert sum(weights.indicators.values()) == pytest.approx(1)
    assert all(known < 0.25 * 188 for known in unused.values())
