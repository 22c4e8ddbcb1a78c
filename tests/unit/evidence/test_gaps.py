"""Gaps as texts tell of them, in sentences of our own about a place that does not exist."""

import json
from pathlib import Path

import pytest

from palermo.evidence.findings.gaps import classes_of_rules, gaps
from palermo.evidence.model import Heading, Text
from palermo.evidence.page import page
from palermo.evidence.terms import classes

CODED = Path(__file__).parents[4] / "shared" / "gold" / "dev.jsonl"

TOLD = [
    ("law_absent", "Qamria still has no anti-trafficking law"),
    ("law_absent", "an anti-trafficking bill has been pending in the assembly since 2011"),
    ("law_forms_missing", "the code does not criminalize all forms of trafficking"),
    ("law_child_means", "the law requires proof of force, fraud, or coercion where a child is exploited in sex trafficking"),
    ("law_movement", "the act's definition turns on movement across a border"),
    ("law_definition", "judges often conflate trafficking with smuggling"),
    ("penalty_not_commensurate", "the penalties are not commensurate with those for rape"),
    ("penalty_fine_option", "the code lets a court impose a fine in lieu of imprisonment"),
    ("penalty_not_stringent", "penalties for forced labor are not sufficiently stringent"),
    ("enforcement_weak", "police opened fewer investigations than in the year before"),
    ("enforcement_weak", "the prosecutor did not charge, try, or convict any traffickers"),
    ("sentences_lenient", "judges gave suspended sentences to most of those convicted"),
    ("data_not_reported", "the ministry did not provide statistics on its work"),
    ("data_not_reported", "the government did not report convicting any traffickers"),
    ("complicity_unaddressed", "the government did not investigate officials complicit in trafficking"),
    ("complicity_unaddressed", "corruption in the border force continued to hinder the work of prosecutors"),
    ("victims_penalized", "police jailed trafficking victims for immigration violations"),
    ("identification_weak", "officers lacked procedures to screen migrants for signs of trafficking"),
    ("services_inadequate", "shelter for men remained insufficient"),
    ("services_inadequate", "the state relied on NGOs to provide most of the care"),
    ("removal_no_alternative", "the law offers no legal alternatives to removal"),
    ("plan_missing", "the national action plan was not implemented"),
    ("resources_lacking", "a lack of funding slowed the new unit"),
    ("recruitment_unregulated", "labor inspectors did not monitor recruitment agencies"),
    ("demand_unaddressed", "the government made no efforts to reduce the demand for commercial sex"),
    ("prevention_weak", "no awareness campaigns were held"),
    ("prevention_weak", "there was no information campaign in the border towns"),
    ("plan_missing", "the action plan has yet to be adopted"),
    ("enforcement_weak", "no investigations were reported"),
    ("data_not_reported", "no investigations were reported"),
    ("data_not_reported", "the police did not report the number of victims whom they identified"),
    ("enforcement_weak", "the police had not convicted any traffickers"),
    ("identification_weak", "the police did not report identifying any victims"),
    ("removal_no_alternative", "victims could not apply for a residence permit"),
    ("policy_or_pattern", "there was a government policy or pattern of forced labor"),
]

NOT_TOLD = [
    ("law_child_means", "the law did not require proof of force, fraud, or coercion for child sex trafficking"),
    ("law_movement", "the definition does not require movement"),
    ("penalty_not_commensurate", "the penalties are commensurate with those for rape"),
    ("penalty_fine_option", "the assembly removed the option of a fine in lieu of imprisonment"),
    ("enforcement_weak", "the courts convicted twelve traffickers and opened more investigations"),
    ("enforcement_weak", "Qamria does not fully meet the minimum standards for the elimination of trafficking"),
    ("enforcement_weak", "the government did not prosecute officials complicit in trafficking"),
    ("victims_penalized", "there were no reports that police jailed trafficking victims"),
    ("victims_penalized", "police arrested traffickers and freed their victims"),
    ("services_inadequate", "the ministry opened two shelters but did not convict any traffickers"),
    ("demand_unaddressed", "the government made efforts to reduce the demand for commercial sex"),
    ("removal_no_alternative", "the law provides legal alternatives to removal"),
    ("removal_no_alternative", "every victim may ask for a residence permit"),
    ("identification_weak", "the police did not report the number of victims whom they identified"),
    ("data_not_reported", "there was no information campaign in the border towns"),
    ("enforcement_weak", "no convicted trafficker served less than five years in prison"),
    ("complicity_unaddressed", "the state did not fund the shelter, and courts convicted two officials"),
    ("law_absent", "there were no anti-trafficking law enforcement efforts"),
]


def _codes(text: str) -> set[str]:
    return {gap.code for gap in gaps(page(Text(text), None))}


@pytest.mark.parametrize(("code", "text"), TOLD)
def test_a_gap_that_is_told_is_found(code: str, text: str) -> None:
    assert code in _codes(text)


@pytest.mark.parametrize(("code", "text"), NOT_TOLD)
def test_what_is_not_told_is_no_gap(code: str, text: str) -> None:
    assert code not in _codes(text)


def test_one_denial_governs_a_whole_list() -> None:
    text = "the government did not prosecute any traffickers, identify victims, or raise public awareness"
    assert {"enforcement_weak", "identification_weak", "prevention_weak"} <= _codes(text)


def test_each_code_is_found_once_in_a_text() -> None:
    text = "no traffickers were convicted; investigations declined; the police did not prosecute any suspects"
    assert [gap.code for gap in gaps(page(Text(text), None))] == ["enforcement_weak"]


def test_the_words_quoted_tell_of_the_gap() -> None:
    text = "The government opened a hotline; however, shelter for men remained insufficient (2031)"
    (gap,) = gaps(page(Text(text), None))
    assert text[gap.start : gap.end] == "shelter for men remained insufficient"


def test_a_recommendation_is_no_gap() -> None:
    title = "Prioritized Recommendations"
    text = f"{title}\nRemove the fine in lieu of imprisonment, and end the lack of shelter for men."
    assert gaps(page(Text(text, headings=(Heading(0, len(title), 2),)), None)) == []


def test_a_profile_tells_of_the_state_as_trafficker_and_of_nothing_lacking() -> None:
    text = "current situation: children lack shelter; the military recruited children for combat tier rating: Tier 3 - as before"
    assert _codes(text) == {"policy_or_pattern"}


def test_every_class_that_a_rule_names_is_in_the_lexicon() -> None:
    assert classes_of_rules() <= set(classes())


@pytest.mark.shared
def test_gaps_of_texts_coded_by_hand_are_found() -> None:
    if not CODED.exists():
        pytest.skip(f"{CODED} is not here")
    right = wrong = missed = 0
    for row in map(json.loads, CODED.read_text(encoding="utf-8").splitlines()):
        told = {gap["code"] for gap in row["gaps"] if not gap.get("optional")}
        spare = {gap["code"] for gap in row["gaps"] if gap.get("optional")}
        found = _codes(row["text"]) - spare
        right, wrong, missed = right + len(found & told), wrong + len(found - told), missed + len(told - found)
    assert 2 * right / (2 * right + wrong + missed) >= 0.88
