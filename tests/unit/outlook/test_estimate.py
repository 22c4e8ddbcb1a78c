"""The estimate and its baselines on rows of our own: what is learned, what is unknown, and what the law closes."""

import numpy as np
import pytest

from palermo.law.explain import RuleApplied
from palermo.outlook import baselines, rolling
from palermo.outlook.estimate import PLAIN, fit
from palermo.outlook.features.history import _numbers
from palermo.outlook.mask import masked
from palermo.outlook.panel import Row, panel

CLOSED = {"2WL": RuleApplied("R13", "22 USC 7107(b)", "None is left.", excludes=("2WL", "2WL+waiver"))}


def row(place, year, before, after, number=None, closed=None, past=(1, 1, 1)):
    """A row with a history, newest first, and one number of a source that foretells the outcome or is unknown."""
    numbers = {"history": _numbers([before, *past])}
    if number is not None:
        numbers["findings"] = {"gaps": number}
    return Row(place, year, before, after, numbers, closed or {})


def rows(years=range(2010, 2020), places=60):
    """Places in Tier 2 of which those with the number 1 go down, and those with 0 stay; the others come and go."""
    draw = np.random.default_rng(5)
    for year in years:
        for n in range(places):
            before = (1, 1, 1, 0, 2, 3)[n % 6]
            known = draw.random() < 0.8
            number = float(draw.random() < 0.3)
            after = 2 if before == 1 and number else before if draw.random() < 0.8 else (before + 1) % 4
            yield row(f"P{n:02}", year, before, after, number if known else None, past=draw.integers(0, 4, size=4).tolist())


@pytest.fixture(scope="module")
def learned():
    return fit(panel(rows()))


def test_markov_gives_the_shares_of_earlier_moves():
    earlier = panel([row("A", 2010, 1, 1), row("B", 2010, 1, 1), row("C", 2010, 1, 2), row("D", 2010, 0, 0)])
    chances = baselines.markov(earlier, panel([row("A", 2011, 1, None)]))[0]
    assert chances == pytest.approx([0, 2 / 3, 1 / 3, 0], abs=0.01)
    assert (chances > 0).all()


def test_persistence_stays():
    asked = panel([row("A", 2011, 1, None), row("B", 2011, 3, None)])
    assert baselines.persistence(asked, asked).tolist() == [[0, 1, 0, 0], [0, 0, 0, 1]]


def test_the_ordered_logit_gives_chances():
    earlier, asked = panel(rows()), panel([row("A", 2020, before, None, 0.0) for before in range(4)])
    chances = baselines.ordered_logit(earlier, asked)
    assert chances.sum(axis=1) == pytest.approx(1)
    assert chances.argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_a_number_that_foretold_the_outcome_moves_the_estimate(learned):
    asked = panel([row("A", 2020, 1, None, 0.0), row("B", 2020, 1, None, 1.0)])
    stays, falls = learned.chances(asked)
    assert falls[2] > 1.5 * stays[2]


def test_what_is_not_known_moves_nothing_and_is_not_zero(learned):
    usual = float(learned.usual[1][list(panel(rows()).names).index(("findings", "gaps"))])
    asked = panel([row("A", 2020, 1, None, None), row("B", 2020, 1, None, usual), row("C", 2020, 1, None, 0.0)])
    unknown, average, zero = learned.chances(asked)
    assert unknown == pytest.approx(average)
    assert not np.allclose(unknown, zero)


def test_nothing_that_is_open_is_held_impossible(learned):
    asked = panel(
        row(f"P{n}", 2020, before, None, number) for n, (before, number) in enumerate([(0, 50.0), (1, -50.0), (3, 9.0)])
    )
    chances = learned.chances(asked)
    assert (chances > 0).all()
    assert chances.sum(axis=1) == pytest.approx(1)


def test_a_fifth_at_least_is_the_plain_share(learned):
    asked = panel([row("A", 2020, 1, None, 1.0)])
    assert (learned.chances(asked) >= PLAIN * baselines.markov(panel(rows()), asked) - 1e-12).all()


def test_the_law_closes_a_tier_and_nothing_else(learned):
    open_, shut = panel([row("A", 2020, 2, None, 0.0)]), panel([row("A", 2020, 2, None, 0.0, CLOSED)])
    before, after = learned.chances(open_)[0], learned.chances(shut)[0]
    assert after[2] == 0
    assert (after[[0, 1, 3]] > 0).all()
    assert after[[0, 1, 3]] / after[0] == pytest.approx(before[[0, 1, 3]] / before[0])


def test_where_all_chance_lay_on_what_is_closed_the_open_ones_share_it():
    assert masked(np.array([[0, 0, 1.0, 0]]), np.array([[True, True, False, True]]))[0] == pytest.approx([1 / 3, 1 / 3, 0, 1 / 3])


def test_no_later_row_is_learned_from():
    """Outcomes and numbers of the edition and of later ones are turned upside down: no chance of the edition changes."""
    known = list(rows())
    for year in (2013, 2016, 2019):
        changed = [
            r if r.report_year < year else row(r.jurisdiction, r.report_year, r.before, 3 - (r.after or 0), 9.0) for r in known
        ]
        asked = panel(known).of(year)
        assert (rolling.palermo(panel(known).earlier(year), asked) == rolling.palermo(panel(changed).earlier(year), asked)).all()
        for model in (baselines.markov, baselines.ordered_logit):
            assert (model(panel(known).earlier(year), asked) == model(panel(changed).earlier(year), asked)).all()


def test_the_same_rows_give_the_same_chances(learned):
    asked = panel(rows(range(2020, 2021)))
    assert (learned.chances(asked) == fit(panel(rows())).chances(asked)).all()


def test_a_panel_without_a_source_does_not_hold_its_numbers():
    whole = panel(rows())
    less = whole.without("findings")
    assert {source for source, _ in less.names} == {"history"}
    assert less.x.shape == (len(whole.rows), len(less.names))
