"""The measures of the backtest on small cases that can be worked out by hand."""

import numpy as np
import pytest

from palermo.priorities.backtest.eves import Frozen, moved, second_year
from palermo.priorities.backtest.measures import sums, taken, ways


def frozen(edition=2015, tiers="2222333", fates="1000100", runs="0000000", orders=None):
    names = "ABCDEFG"
    return Frozen(
        edition,
        f"{edition - 1}-06-01",
        orders or {"ranking": tuple(names)},
        {n: {"2": "2", "w": "2WL", "3": "3"}[t] for n, t in zip(names, tiers, strict=True)},
        {n: int(r) for n, r in zip(names, runs, strict=True)},
        {n: f == "1" for n, f in zip(names, fates, strict=True)},
        0,
    )


def test_a_rise_in_any_of_three_editions_is_a_move_and_what_is_not_known_is_no_stay():
    assert moved("3", {2015: "3", 2016: "2WL", 2017: "3"}, 2015) is True
    assert moved("3", {2015: "3", 2016: "3", 2017: "3"}, 2015) is False
    assert moved("2", {2015: "2", 2017: "2WL"}, 2015) is None
    assert moved("2", {2015: "2", 2016: "SC", 2017: "2"}, 2015) is None
    assert moved("2", {2015: "2", 2017: "1"}, 2015) is True
    assert moved("2", {2015: "2", 2016: "2", 2017: "2", 2018: "1"}, 2015) is False


def test_a_tied_group_is_taken_alike():
    assert taken([["A"], ["B", "C"], ["D"]], 2) == {"A": 1, "B": 0.5, "C": 0.5}
    assert taken([["A", "B"]], 5) == {"A": 1, "B": 1}
    assert taken([[], ["A"]], 1) == {"A": 1}


def test_random_has_the_share_of_those_that_moved():
    one = frozen()
    found = sums([(one, ways(one, []))], sorted(one.moved))
    assert found["random"].precision(np.ones((1, 7)))[0] == pytest.approx(2 / 7)


def test_the_base_rate_is_learned_from_editions_whose_outcome_was_known_on_the_eve():
    past = frozen(2010, "2222333", "0000111")
    later = frozen(2014, "2222333", "1111000")
    groups = ways(frozen(2015), [past, later])["tier_base_rate"]
    assert groups == taken([["E", "F", "G"], ["A", "B", "C", "D"]])
    assert ways(frozen(2012), [past])["tier_base_rate"] == taken([list("ABCDEFG")]), "2010 is not over before 2013"


def test_the_second_watch_list_year_comes_first_then_the_list_then_the_rest():
    one = frozen(tiers="w2w23w3", runs="2010030")
    assert [list(group) for group in second_year(one)] == [["A"], ["C", "F"], ["B", "D", "E", "G"]]
