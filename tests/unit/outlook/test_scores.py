"""The scores, beside values worked out by hand and beside the peers."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.stats import mannwhitneyu
from sklearn.metrics import brier_score_loss
from sklearn.metrics import log_loss as peer_log_loss

from palermo.outlook import scores
from palermo.outlook.rolling import Forecasts

DRAW = np.random.default_rng(7)
CHANCES = DRAW.dirichlet([2.0, 3.0, 1.0, 1.0], size=400)
AFTER = np.array([DRAW.choice(4, p=row) for row in CHANCES])


def test_a_sure_and_right_forecast_scores_zero():
    sure = np.eye(4)[[0, 1, 2, 3]]
    assert scores.rps(sure, np.arange(4)).tolist() == [0, 0, 0, 0]


def test_the_ranked_score_by_hand():
    # cumulative 0.1, 0.7, 0.9 against 0, 1, 1: (0.01 + 0.09 + 0.01) / 3
    assert scores.rps(np.array([[0.1, 0.6, 0.2, 0.1]]), np.array([1]))[0] == pytest.approx(0.11 / 3)


def test_a_miss_by_three_steps_costs_more_than_a_miss_by_one():
    sure = np.array([[1.0, 0, 0, 0]] * 3)
    assert scores.rps(sure, np.array([1, 2, 3])).tolist() == pytest.approx([1 / 3, 2 / 3, 1])


def test_the_log_loss_is_that_of_the_peer():
    assert scores.log_loss(CHANCES, AFTER) == pytest.approx(
        peer_log_loss(AFTER, np.maximum(CHANCES, 1e-15), labels=range(4)), abs=2e-3
    )


def test_an_outcome_that_was_held_impossible_costs_much_and_not_for_ever():
    assert scores.log_loss(np.array([[1.0, 0, 0, 0]]), np.array([3])) == pytest.approx(-np.log(0.001))


def test_the_brier_score_is_the_sum_of_the_peers_over_the_tiers():
    peers = sum(brier_score_loss(tier == AFTER, CHANCES[:, tier]) for tier in range(4))
    assert scores.brier(CHANCES, AFTER) == pytest.approx(peers)


def test_the_auc_is_the_rank_sum_of_the_peer():
    came, chance = AFTER == 2, CHANCES[:, 2]
    peer = mannwhitneyu(chance[came], chance[~came]).statistic / (came.sum() * (~came).sum())
    assert scores.auc(chance, came) == pytest.approx(peer)
    assert scores.auc(chance, np.zeros(400, dtype=bool)) is None


def test_up_and_down_leave_out_staying():
    up, down = scores.up_and_down(np.array([[0.1, 0.2, 0.3, 0.4]] * 4), np.arange(4))
    assert up.tolist() == pytest.approx([0, 0.1, 0.3, 0.6])
    assert down.tolist() == pytest.approx([0.9, 0.7, 0.4, 0])


def test_the_calibration_error_by_hand():
    # Chances 0.8, 0.2, 0, 0 four times, and the first came twice: the tenth of 0.8 is off by 0.3, that of 0.2 by 0.3.
    chances = np.array([[0.8, 0.2, 0, 0]] * 4)
    assert scores.calibration_error(chances, np.array([0, 0, 1, 1])) == pytest.approx((4 * 0.3 + 4 * 0.3) / 16)


def test_chances_that_are_meant_are_well_calibrated():
    assert scores.calibration_error(CHANCES, AFTER) < 0.05
    assert scores.calibration_error(CHANCES[:, ::-1], AFTER) > 0.1


def test_precision_takes_the_twenty_of_each_edition():
    chance = np.concatenate([np.linspace(1, 0, 40), np.linspace(1, 0, 40)])
    came = np.concatenate([np.arange(40) < 20, np.arange(40) < 5])
    assert scores.precision(chance, came, np.repeat([2020, 2021], 40)) == pytest.approx((1 + 5 / 20) / 2)


def forecasts(chances, after, places):
    rows = tuple(SimpleNamespace(jurisdiction=place) for place in places)
    return Forecasts(SimpleNamespace(rows=rows, after=after), chances, np.ones_like(chances, dtype=bool))


def test_a_difference_draws_whole_jurisdictions_and_the_same_each_time():
    places = [f"P{n % 40:02}" for n in range(400)]
    better = forecasts(0.5 * CHANCES + 0.5 * np.eye(4)[AFTER], AFTER, places)
    plain = forecasts(CHANCES, AFTER, places)
    gap = scores.difference(better, plain, 1)
    assert gap.low < gap.mean < gap.high < 0
    assert gap == scores.difference(better, plain, 1)
    assert scores.difference(plain, plain, 1) == scores.Difference(0, 0, 0)


def test_cases_of_one_jurisdiction_are_not_taken_for_many():
    gaps = forecasts(
        np.where(np.arange(400)[:, None] < 200, np.eye(4)[AFTER], CHANCES), AFTER, [f"{n // 100}" for n in range(400)]
    )
    plain = forecasts(CHANCES, AFTER, [f"{n // 100}" for n in range(400)])
    many = forecasts(gaps.chances, AFTER, [str(n) for n in range(400)])
    few, each = scores.difference(gaps, plain, 1), scores.difference(many, forecasts(CHANCES, AFTER, map(str, range(400))), 1)
    assert few.high - few.low > 2 * (each.high - each.low)
