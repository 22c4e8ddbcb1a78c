"""The three grounds of a Watch List placement."""

from palermo.evidence.findings.grounds import grounds
from palermo.evidence.model import Text
from palermo.evidence.page import page

PLACED = "Ruritania was placed on the Tier 2 Watch List. "


def found(text: str) -> dict[str, str]:
    return {ground.code: text[ground.start : ground.end] for ground in grounds(page(Text(text), None))}


def test_a_failure_to_show_increasing_efforts_is_a_ground() -> None:
    text = PLACED + "It failed to provide evidence of increasing efforts over the year."
    assert found(text) == {"no_increasing_efforts": "failed to provide evidence of increasing efforts"}


def test_overall_increasing_efforts_that_were_not_demonstrated_are_a_ground() -> None:
    assert "no_increasing_efforts" in found(PLACED + "However, the government did not demonstrate overall increasing efforts.")


def test_efforts_that_did_increase_are_none() -> None:
    assert found(PLACED + "The government demonstrated overall increasing efforts.") == {}


def test_a_very_significant_number_of_victims_is_a_ground() -> None:
    assert "numbers" in found(PLACED + "The estimated number of trafficking victims is very significant.")


def test_commitments_for_the_next_year_are_a_ground_unless_they_were_broken() -> None:
    assert "commitments" in found(PLACED + "This rests on its commitments to take additional steps over the next year.")
    assert found(PLACED + "The government did not fulfill its commitments to take additional steps.") == {}


def test_the_same_words_explain_no_watch_list_place_where_there_is_none() -> None:
    assert found("Ruritania was downgraded to Tier 3 for its failure to show evidence of increasing efforts.") == {}
