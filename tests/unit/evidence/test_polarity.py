"""Where a clause turns from praise to blame and back."""

from itertools import pairwise

import pytest

from palermo.evidence.model import Text
from palermo.evidence.page import page


def _told(text: str) -> list[tuple[str, str]]:
    clause = page(Text(text), None).clauses[0]
    return [(stance.polarity, text[stance.start : stance.end].strip(" ,")) for stance in clause.stances]


def test_but_turns_an_achievement_into_a_shortfall() -> None:
    assert _told("The ministry opened two shelters but did not assist men") == [
        ("achievement", "The ministry opened two shelters"),
        ("shortfall", "but did not assist men"),
    ]


def test_a_list_of_what_was_not_done_stays_in_one_piece() -> None:
    assert _told("The government did not investigate, prosecute, or convict any traffickers") == [
        ("shortfall", "The government did not investigate, prosecute, or convict any traffickers")
    ]


def test_a_verb_in_the_past_after_and_is_not_denied_by_did_not() -> None:
    assert _told("The court did not convict any traffickers and reorganized its registry") == [
        ("shortfall", "The court did not convict any traffickers"),
        ("achievement", "and reorganized its registry"),
    ]


def test_a_participle_after_and_stays_under_has_not() -> None:
    assert [polarity for polarity, _ in _told("The government has not identified and referred any victims")] == ["shortfall"]


def test_what_stands_against_an_although_is_a_stance_of_its_own() -> None:
    assert _told("Although the police ran a campaign, the government did not fund it") == [
        ("achievement", "Although the police ran a campaign"),
        ("shortfall", "the government did not fund it"),
    ]


def test_a_reason_may_be_a_shortfall_of_its_own() -> None:
    told = _told("The courts heard few cases due to insufficient staff")
    assert told == [("shortfall", "The courts heard few cases"), ("shortfall", "due to insufficient staff")]


@pytest.mark.parametrize(
    "formula",
    [
        "Qamria does not fully meet the minimum standards",
        "The government not only trained judges",
        "men and, to a lesser extent, women are exploited",
    ],
)
def test_a_formula_with_a_denial_in_it_denies_nothing(formula: str) -> None:
    assert [polarity for polarity, _ in _told(formula)] == ["achievement"]


@pytest.mark.parametrize(
    "text", ["fewer victims were identified", "services remained inadequate", "funding for shelters declined"]
)
def test_words_of_shortfall_and_decrease_make_a_shortfall(text: str) -> None:
    assert [polarity for polarity, _ in _told(text)] == ["shortfall"]


def test_stances_cover_their_clause() -> None:
    clause = page(
        Text("While police trained staff, they did not act and dropped cases because funds were lacking"), None
    ).clauses[0]
    pieces = clause.stances
    assert pieces[0].start == clause.start
    assert pieces[-1].end == clause.end
    assert all(left.end == right.start for left, right in pairwise(pieces))


def test_the_yet_of_has_yet_to_turns_nothing() -> None:
    assert _told("The plan has yet to be adopted") == [("shortfall", "The plan has yet to be adopted")]


@pytest.mark.parametrize(
    "achieved",
    ["and courts convicted four traffickers", "and the ministry of labor opened two shelters", "and it trained judges"],
)
def test_a_denial_does_not_reach_a_new_subject_after_a_comma_and_and(achieved: str) -> None:
    assert _told(f"The ministry did not prosecute officials, {achieved}") == [
        ("shortfall", "The ministry did not prosecute officials"),
        ("achievement", achieved),
    ]


def test_officials_of_whom_a_participle_tells_more_are_no_new_subject() -> None:
    text = "The court did not punish traffickers, and officials accused of complicity went free"
    assert [polarity for polarity, _ in _told(text)] == ["shortfall"]
