"""Gaps as texts tell of them, in sentences of our own about a place that does not exist."""

import json
import re
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

# Ordinary sentences of narratives, in which the words of a gap tell of something else.
NOT_TOLD += [
    ("services_inadequate", "the ministry did not report the number of victims that it identified and assisted"),
    ("identification_weak", "the police lacked a system to collect data on cases and victims"),
    ("recruitment_unregulated", "the ministry shut down several recruitment agencies"),
    ("enforcement_weak", "a rule ensures that victims are not punished"),
    ("law_definition", "the code prescribes up to 20 years in prison in aggravating circumstances"),
    ("law_definition", "offenses without aggravating circumstances are limited to a fine"),
    ("enforcement_weak", "the code did not require proof of coercion to prosecute those who sell children"),
    ("enforcement_weak", "shelter was not conditional upon a victim's cooperation with law enforcement or judges"),
    ("services_inadequate", "protection services were not conditional upon testimony"),
    ("services_inadequate", "care was not contingent on help to the prosecutor"),
    ("enforcement_weak", "few victims were heard because of poor cooperation between law enforcement and NGOs"),
    ("penalty_fine_option", "all five convicted men went to prison without the option of paying a fine"),
    ("penalty_fine_option", "the judges sent both to prison with no option of a fine in lieu of imprisonment"),
    ("services_inadequate", "two victims chose not to assist the investigation and went home"),
    ("services_inadequate", "there were no other victims who required services"),
    ("plan_missing", "the disciplinary committee held a hearing on a pending case"),
    ("removal_no_alternative", "the act gave foreign victims temporary residence permits"),
    ("removal_no_alternative", "the law provides victims with legal alternatives to deportation"),
    (
        "enforcement_weak",
        "the ministry did not publish data on sentences, nor did it break down information on investigations by form",
    ),
]
NOT_TOLD += [
    ("sentences_lenient", "the code prescribes eight to 20 years in prison with no option of a fine"),
    ("penalty_not_stringent", "judges did not impose sufficiently stringent sentences"),
    ("enforcement_weak", "there were no reports the government arrested or punished trafficking victims"),
    ("enforcement_weak", "crimes that did not involve force could be prosecuted under the code"),
    ("services_inadequate", "no woman requested assistance"),
    ("identification_weak", "the ministry did not report if the other victims identified by police were housed"),
    ("sentences_lenient", "none received suspended sentences"),
    ("identification_weak", "it was unclear how many identified victims stayed in the home"),
    ("victims_penalized", "the contract system let employers punish victims who ran away"),
    ("law_forms_missing", "there were no comprehensive law enforcement statistics"),
]
TOLD += [
    ("sentences_lenient", "judges did not impose sufficiently stringent sentences"),
    ("penalty_not_stringent", "the laws did not provide sufficiently stringent sentences"),
    ("law_forms_missing", "there is no comprehensive law"),
    ("law_forms_missing", "the 2011 act criminalized some forms of labor trafficking"),
    ("law_forms_missing", "debt bondage and domestic servitude were not criminalized"),
    ("law_forms_missing", "the act criminalized some, but not all, kinds of bondage"),
    ("law_definition", "the act defined trafficking broadly to include adoption"),
    ("data_not_reported", "data collection and its publication remained weak"),
    ("recruitment_unregulated", "the ministry closed two offices but did not monitor recruitment agencies"),
    ("identification_weak", "victim identification remained inadequate"),
    ("law_definition", "the act treats force as an aggravating factor and no element of the crime"),
    ("removal_no_alternative", "foreign victims testified under threat of deportation"),
    ("removal_no_alternative", "victims had no access to temporary residence permits"),
    ("services_inadequate", "the government offered no services to victims in need of long-term care"),
    ("enforcement_weak", "poor cooperation between ministries and fewer prosecutions"),
    ("plan_missing", "the national plan was pending"),
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


PENALIZED = [
    "officers arrested and deported three foreign victims",
    "courts fined two women in prostitution and jailed several trafficking victims",
    "the police continued to detain, and sometimes deport, potential victims",
    "some victims were held, fined, and detained for months",
    "the arrest and deportation of unidentified victims went on",
    "victims remained at risk of arrest",
    "inspectors treated victims as criminals",
    "border guards expelled Norvalean girls, including trafficking victims",
    "migrants were jailed for prostitution offenses without any screening",
]
PUNISHED_OTHERS = [
    "the law prescribed penalties of six to 12 years' imprisonment for crimes involving an adult victim and 12 to 18 for a child victim",
    "it prescribes up to ten years' imprisonment for offenses against adult victims and 20 years' imprisonment for those against children",
    "police arrested 14 brothel owners and rescued 20 victims",
    "a judge sentenced a trafficker to nine years' imprisonment for exploiting two victims",
    "detectives arrested 12 pimps for forced prostitution",
    "the act offers alternatives to deportation for foreign victims",
    "officers could not tell trafficking victims from migrants housed in detention centers",
    "the court jailed three men who had sold victims to a bar",
    "officials identified 20 victims and deported three foreign pimps",
    "the code provides for imprisonment of five years for procuring persons in prostitution",
    "detention centers were inspected, and victims received shelter",
]


@pytest.mark.parametrize("text", PENALIZED)
def test_victims_are_penalized_where_they_are_who_is_punished(text: str) -> None:
    assert "victims_penalized" in _codes(text)


@pytest.mark.parametrize("text", PUNISHED_OTHERS)
def test_who_punishes_others_or_prescribes_punishment_penalizes_no_victim(text: str) -> None:
    assert "victims_penalized" not in _codes(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("traffickers tried under the labor law received less stringent sentences", "penalty_not_stringent"),
        ("these efforts included investigating allegations of official complicity", "complicity_unaddressed"),
        ("one conviction was for baby selling, which is not a trafficking crime under international law", "law_definition"),
        (
            "the code did not require victims to file a complaint in order for the state to prosecute traffickers",
            "enforcement_weak",
        ),
        ("the act prescribes punishments of up to ten years' imprisonment, without the option of fines", "sentences_lenient"),
        ("police arrested women if they did not provide free sexual services to the officer", "services_inadequate"),
        ("the government did not report its expenditures for shelters", "services_inadequate"),
        ("data were not available for the number of victims identified by the police", "identification_weak"),
    ],
)
def test_words_near_a_gap_are_not_it(text: str, code: str) -> None:
    assert code not in {gap.code for gap in gaps(page(Text(text), None))}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("there are no specific laws that prohibit trafficking in persons", "law_absent"),
        (
            "the law did not, however, establish the use of force, fraud, or coercion as an essential element of the crime",
            "law_definition",
        ),
        ("the anti-trafficking law is not yet fully enforced", "enforcement_weak"),
    ],
)
def test_a_denial_reaches_over_yet_and_however(text: str, code: str) -> None:
    assert code in {gap.code for gap in gaps(page(Text(text), None))}


def test_no_file_of_words_defines_a_class_twice() -> None:
    # YAML keeps the last one only, and the words of the first would be lost in silence.
    for path in (Path(__file__).parents[3] / "src/palermo/evidence/lexicon").glob("*.yml"):
        names = re.findall(r"^(\w+):", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert sorted(set(names)) == sorted(names), path.name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the act prescribes heavier penalties for complicit government officials", "complicity_unaddressed"),
        ("courts began sentencing complicit officials to significant prison terms", "complicity_unaddressed"),
        ("police screened for victims among individuals arrested for prostitution", "victims_penalized"),
    ],
)
def test_a_group_that_is_only_named_is_no_gap(text: str, code: str) -> None:
    assert code not in {gap.code for gap in gaps(page(Text(text), None))}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the court suspended the sentences of both traffickers", "sentences_lenient"),
        ("the government cut its budget for the work against trafficking", "resources_lacking"),
    ],
)
def test_suspended_and_cut_are_told_in_the_active_too(text: str, code: str) -> None:
    assert code in {gap.code for gap in gaps(page(Text(text), None))}
