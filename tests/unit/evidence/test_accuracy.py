"""What is printed of the reader's errors: on which texts they were measured, recall beside precision, and nothing for other kinds."""

import pytest

from palermo.evidence import accuracy
from palermo.evidence.accuracy import Accuracy, Measured, in_short, measured, missed, said_of


def test_beside_a_text_of_another_kind_it_is_said_that_nothing_was_measured_there():
    for text in (in_short(["tip_report"]), in_short(["factbook_tip", "own"]), said_of("gap", "upr"), missed(["tip_report"])):
        assert accuracy.NOT_HERE in text
    for text in (in_short(["factbook_tip"]), said_of("gap", "factbook_tip"), missed(["factbook_tip"])):
        assert accuracy.NOT_HERE not in text


def test_every_line_says_on_which_texts_it_was_measured_and_what_was_done_with_them():
    for text in (in_short(["factbook_tip"]), said_of("figure", "factbook_tip"), missed(["factbook_tip"])):
        assert "country summaries of the World Factbook" in text
        assert "88" in text
        assert "looked at while the rules were made" in text
        assert "604 coded once" in text


def test_recall_stands_beside_precision_and_answers_are_not_called_either():
    assert "of those there found" in said_of("action", "factbook_tip")
    role = said_of("role", "factbook_tip")
    assert "of the answers right" in role
    assert "found" not in role


def test_the_line_on_figures_says_what_it_does_not_look_at():
    assert "unit, period and group not looked at" in said_of("figure", "factbook_tip")


def test_a_kind_that_was_never_coded_has_no_share():
    assert "was not measured" in said_of("recommendation", "upr")
    assert "%" not in said_of("penalty", "factbook_tip")


def test_what_is_short_of_all_is_not_printed_as_all(monkeypatch):
    kinds = {"gap": (Measured(right=0.9996, found=0.5),)}
    monkeypatch.setattr(accuracy, "measured", lambda: Accuracy("factbook_tip", "x", {}, ((604, "y"),), kinds))
    assert "99%" in said_of("gap", "factbook_tip")
    assert "100%" not in said_of("gap", "factbook_tip")


@pytest.mark.parametrize("kind", ["figure", "gap", "action", "flow", "placement", "role"])
def test_each_kind_has_a_measure_on_both_sets(kind):
    assert len(measured().kinds[kind]) == len(measured().sets) == 2
