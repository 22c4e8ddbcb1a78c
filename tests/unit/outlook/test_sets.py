"""The 90 % sets: neighbours only, nested, and holding what they promise."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from palermo.outlook import sets

CHANCES = arrays(np.float64, (5, 4), elements=st.floats(0.001, 1)).map(lambda rows: rows / rows.sum(axis=1, keepdims=True))


def contiguous(row):
    inside = np.flatnonzero(row)
    return len(inside) > 0 and inside[-1] - inside[0] + 1 == len(inside)


@given(CHANCES, st.floats(0, 1))
def test_a_set_never_skips_a_tier_and_holds_the_likeliest(chances, limit):
    for row, taken in zip(chances, sets.sets(chances, limit), strict=True):
        assert contiguous(taken)
        assert taken[row.argmax()]


@given(CHANCES, st.floats(0, 1), st.floats(0, 1))
def test_a_higher_threshold_never_takes_a_tier_out(chances, one, other):
    low, high = sorted((one, other))
    assert (sets.sets(chances, low) <= sets.sets(chances, high)).all()


@given(CHANCES, arrays(np.bool_, (5, 4)))
def test_closed_tiers_are_cut_off_at_the_ends_only(chances, open_):
    open_[:, 1] = True
    chances = np.where(open_, chances, 0)
    for free, taken in zip(open_, sets.sets(chances, 1.0, open_), strict=True):
        assert contiguous(taken)
        inside = np.flatnonzero(taken)
        assert free[inside[0]]
        assert free[inside[-1]]


def test_a_set_grows_towards_the_side_that_holds_more():
    """Tier 2 is likeliest, the Watch List is closed by law, and Tier 3 is next: Tier 1 stays outside."""
    taken = sets.sets(np.array([[0.02, 0.68, 0.0, 0.30]]), 0.7)[0]
    assert taken.tolist() == [False, True, True, True]


def test_nine_of_ten_outcomes_are_held_when_chances_are_honest_and_when_they_are_not():
    draw = np.random.default_rng(3)
    honest = draw.dirichlet([1.0, 4.0, 2.0, 1.0], size=4000)
    after = np.array([draw.choice(4, p=row) for row in honest])
    vain = honest**3 / (honest**3).sum(axis=1, keepdims=True)  # far too sure of itself
    for chances in (honest, vain):
        limit = sets.threshold(chances[:2000], after[:2000])
        held = sets.sets(chances[2000:], limit)[np.arange(2000), after[2000:]].mean()
        assert 0.88 < held < 0.97


def test_too_few_outcomes_give_no_threshold_and_the_set_is_whole():
    chances = np.array([[0.9, 0.1, 0, 0]] * 5)
    assert sets.threshold(chances, np.zeros(5, dtype=int)) == float("inf")
    assert sets.sets(chances, float("inf")).all()
