"""The tier, and what is said about it."""

import pytest

from palermo.evidence.findings.placement import placement
from palermo.evidence.model import Placement, Text
from palermo.evidence.page import page


def said(text: str) -> Placement:
    return placement(page(Text(text), None))


def test_a_labelled_rating_states_tier_year_standards_and_efforts() -> None:
    found = said(
        "current situation: people are exploited (2001); tier rating: Tier 2 Watch List - Ruritania does not fully comply with the minimum "
        "standards for the elimination of trafficking; however, it is making significant efforts to do so (2013)"
    )
    assert (found.tier, found.year, found.complies, found.significant_efforts) == ("2WL", 2013, "not_full", True)
    assert found.movement is None


def test_a_heading_states_the_tier_of_a_narrative() -> None:
    found = said("RURITANIA (Tier 1)\n\nThe Government of Ruritania fully meets the minimum standards.")
    assert (found.tier, found.complies) == ("1", "full")


def test_a_special_case_is_no_tier_of_its_own_number() -> None:
    assert said("RURITANIA: Special Case\n\nRuritania is a Special Case for the fifth consecutive year.").tier == "SC"


@pytest.mark.parametrize(
    ("sentence", "tier", "movement"),
    [
        ("Ruritania remained on Tier 3.", "3", "remained"),
        ("Ruritania was downgraded to Tier 3.", "3", "downgraded"),
        ("Ruritania was upgraded from Tier 3 to Tier 2 Watch List.", "2WL", "upgraded"),
        ("Ruritania is placed on the Tier 2 Watch List.", "2WL", "placed"),
        ("Ruritania is placed on the Tier 2 Watch List, down from Tier 2.", "2WL", "downgraded"),
        ("Ruritania is on the Tier 2 Watch List.", "2WL", None),
    ],
)
def test_movement_is_what_the_words_say(sentence: str, tier: str, movement: str | None) -> None:
    found = said(sentence)
    assert (found.tier, found.movement) == (tier, movement)


def test_a_waiver_from_a_downgrade_is_no_downgrade() -> None:
    found = said(
        "Ruritania was granted a waiver from an otherwise required downgrade to Tier 3; "
        "therefore Ruritania remained on Tier 2 Watch List for the third consecutive year."
    )
    assert (found.tier, found.movement, found.consecutive_years, found.waiver) == ("2WL", "remained", 3, True)


def test_a_waiver_that_is_no_longer_available_was_not_granted() -> None:
    assert not said("Ruritania is no longer eligible for a waiver and was downgraded to Tier 3.").waiver


def test_years_in_a_row_of_something_else_are_not_those_of_the_tier() -> None:
    assert (
        said("tier rating: Tier 3 - the government failed, for the second consecutive year, to try anyone").consecutive_years
        is None
    )
    assert (
        said(
            "tier rating: Tier 2 Watch List - for a second year in a row, Ruritania is on the Tier 2 Watch List"
        ).consecutive_years
        == 2
    )


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("is not making significant efforts to do so", False),
        ("is not making sufficient efforts to do so", False),
        ("is making efforts to do so", None),
        ("has a plan that, if carried out, would constitute making significant efforts", None),
    ],
)
def test_efforts_are_significant_only_where_the_text_says_so(words: str, answer: bool | None) -> None:
    assert said(f"tier rating: Tier 3 - Ruritania {words}").significant_efforts is answer


def test_the_first_span_is_that_of_the_tier() -> None:
    text = "tier rating: Tier 3 - Ruritania does not fully meet the minimum standards"
    start, end = said(text).spans[0]
    assert text[start:end] == "Tier 3"


def test_a_text_without_a_rating_places_nothing() -> None:
    assert said("current situation: people are exploited") == Placement(None, None, "unstated", None, None, None, False)


def test_a_waiver_counts_whichever_way_its_grant_is_told() -> None:
    assert said("a waiver from the downgrade was granted").waiver
    assert not said("no waiver was granted").waiver
