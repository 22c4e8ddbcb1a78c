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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("resources for the Office for the Protection of Women and Children were inadequate", "services_inadequate"),
        ("the state did not discipline members of the Qamrian Public Prosecution Guard", "enforcement_weak"),
    ],
)
def test_a_name_tells_of_no_deed(text: str, code: str) -> None:
    assert code not in _codes(text)
    assert code in _codes(text.lower())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the unit is the only body to coordinate law enforcement efforts", "enforcement_weak"),
        ("the report made it difficult to assess the identification of victims", "identification_weak"),
        ("few officers knew the crime, and awareness of it was low among government officials", "complicity_unaddressed"),
        ("the state did not train government officials to prosecute traffickers", "complicity_unaddressed"),
        ("courts sentenced traffickers to significant prison terms, including two complicit officials", "complicity_unaddressed"),
        ("detectives continued to investigate an official allegedly complicit in trafficking", "complicity_unaddressed"),
        ("credible reports told of officials who deported victims", "complicity_unaddressed"),
        ("the ministry did not consult Norvale regarding protection for Qamrian workers", "services_inadequate"),
        ("the poor treatment of victims in courtrooms went on", "services_inadequate"),
        ("rules on the protection of victims were not adopted", "services_inadequate"),
        ("the bill, pending since 2031, would give victims protection", "services_inadequate"),
        ("the police did not ask victims to assist in investigations", "services_inadequate"),
        ("the state cares for victims by funding an NGO", "services_inadequate"),
        ("the permit requirement continued to restrict the freedom of movement of workers", "law_movement"),
        ("the act criminalizing the recruitment of children by the armed forces came into force", "policy_or_pattern"),
        ("police inappropriately arrested and prosecuted several victims", "enforcement_weak"),
        ("the ministry failed to send the law to judicial personnel", "enforcement_weak"),
        ("the assembly did not increase penalties for convicted traffickers", "enforcement_weak"),
        ("there were no procedures for the safe repatriation of victims", "identification_weak"),
        ("sentences were few compared to the number of victims identified", "identification_weak"),
        ("NGOs were active in identifying victims, and providing limited help", "identification_weak"),
        ("no police or government officials were investigated or prosecuted", "enforcement_weak"),
        ("many officers lacked the skill, hindering the investigation of cases", "enforcement_weak"),
        ("poor rules continued to prevent some victims from going home", "prevention_weak"),
        ("the army ceased to recruit child soldiers under an action plan", "plan_missing"),
    ],
)
def test_what_only_stands_near_is_no_gap(text: str, code: str) -> None:
    assert code not in _codes(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "the state did not hold any members of the Qamrian Frontier Guard and the Coastal Watch accountable",
            "complicity_unaddressed",
        ),
        ("no traffickers or officials who had helped them for years were convicted", "enforcement_weak"),
        ("poor data made it difficult to assess the work of the courts", "data_not_reported"),
        ("most shelters were operated by an NGO", "services_inadequate"),
    ],
)
def test_more_ways_to_tell_of_a_gap(text: str, code: str) -> None:
    assert code in _codes(text)


@pytest.mark.parametrize(
    ("code", "best", "other"),
    [
        (
            "identification_weak",
            "police lacked procedures to identify victims",
            "border guards deported migrants without screening them",
        ),
        (
            "identification_weak",
            "efforts to identify victims remained inadequate",
            "officers identified fewer victims than before",
        ),
        ("identification_weak", "officers did not identify victims of forced labor", "they only identified two women in bars"),
        (
            "services_inadequate",
            "the state lacked shelters",
            "there were no inquiries into the work of children in homes or improvements in the services open to them",
        ),
        ("enforcement_weak", "law enforcement efforts were negligible", "no traffickers were convicted"),
        ("enforcement_weak", "the state made no law enforcement efforts", "the courts did not convict any traffickers"),
        ("enforcement_weak", "prosecutions of traffickers decreased", "one teacher was not prosecuted"),
        ("enforcement_weak", "the courts did not convict any traffickers", "there were many acquittals"),
        ("services_inadequate", "shelter was contingent upon testimony", "the state did not provide services to men"),
        (
            "policy_or_pattern",
            "the army used child soldiers",
            "steps were taken to prevent the recruitment of child soldiers by the army",
        ),
    ],
)
def test_of_two_places_the_plainer_is_quoted(code: str, best: str, other: str) -> None:
    for text in (f"{best}; {other}", f"{other}; {best}"):
        (gap,) = [gap for gap in gaps(page(Text(text), None)) if gap.code == code]
        assert text[gap.start : gap.end] in best


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("police did not report any prosecutions or convictions, including of complicit officials", "enforcement_weak"),
        ("victims were cared for, but the state conditioned victim assistance on testimony", "services_inadequate"),
    ],
)
def test_what_a_list_includes_and_what_a_condition_shuts_out(text: str, code: str) -> None:
    assert code in _codes(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rebels went on to recruit children for military use", "policy_or_pattern"),
        ("the ministry did not publish information on its measures in prevention work", "prevention_weak"),
        ("the assembly did not pass the implementing regulations of the anti-trafficking law", "law_absent"),
        ("judges had a lack of familiarity with the anti-trafficking law", "law_absent"),
        ("courts continued legal proceedings against three complicit officials", "complicity_unaddressed"),
        ("the state did not suspend the shelter's funding", "resources_lacking"),
        ("inspectors did not report on procedures to identify victims", "data_not_reported"),
        ("the police did not report proactively screening workers", "data_not_reported"),
    ],
)
def test_a_deed_that_is_another_is_no_gap(text: str, code: str) -> None:
    assert code not in _codes(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("not all forms of trafficking are criminalized", "law_forms_missing"),
        ("there were inconsistencies between the code and the international definition of the crime", "law_definition"),
        ("the assembly failed to complete its draft anti-trafficking law", "law_absent"),
        (
            "shelter and legal aid for the foreign women who were found in the border towns remained inadequate",
            "services_inadequate",
        ),
        ("the identification of workers on vessels, in quarries and on farms in the north was weak", "identification_weak"),
        ("prevention efforts in the two provinces of the north that border on Norvale were weaker", "prevention_weak"),
        ("victim referral remained ad hoc", "identification_weak"),
        ("the courts had no reported prosecutions", "data_not_reported"),
        ("the police provided limited data", "data_not_reported"),
        (
            "victims who were in the country unlawfully, among them many young women, lived at risk of deportation",
            "removal_no_alternative",
        ),
        ("victims were often treated as unlawful residents and were subject to arrest", "victims_penalized"),
        ("NGOs, rather than the government, provide victim assistance", "services_inadequate"),
        ("laws against forced labor remain unenforced", "enforcement_weak"),
        ("the shelter's funding was cut", "resources_lacking"),
    ],
)
def test_gaps_that_are_told_from_afar_or_in_other_words(text: str, code: str) -> None:
    assert code in _codes(text)


@pytest.mark.parametrize("whom", ["employers, recruiters, or complicit officials", "brokers and corrupt officials"])
def test_a_list_that_ends_with_officials_is_of_others_too(whom: str) -> None:
    assert "enforcement_weak" in _codes(f"courts failed to try or convict {whom}")


@pytest.mark.parametrize("whom", ["police or government officials", "any military or other government officials"])
def test_a_list_of_officials_alone_is_of_officials(whom: str) -> None:
    assert _codes(f"courts failed to try or convict {whom}") == {"complicity_unaddressed"}


def test_officials_are_named_in_few_words_too() -> None:
    assert _codes("there were no prosecutions or convictions of officials") == {"complicity_unaddressed"}


def test_coordination_with_a_body_is_no_body_that_is_missing() -> None:
    assert "plan_missing" not in _codes("repatriation lacked close coordination with the national committee")


def test_whom_a_verb_falls_on_may_stand_far_behind_it() -> None:
    assert "victims_penalized" in _codes("guards jailed and deported possibly unidentified sex and labor trafficking victims")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("resources were insufficient to conduct investigations in the interior", "enforcement_weak"),
        ("the ministry opened centers for women and provided money to an NGO", "services_inadequate"),
        ("the police, for want of consistent procedures, punished victims", "identification_weak"),
    ],
)
def test_means_gifts_and_punishments_are_gaps_of_their_own(text: str, code: str) -> None:
    assert code not in _codes(text)


def test_a_long_list_is_denied_to_its_end() -> None:
    text = "the state failed to try or jail traffickers, assist victims, take measures to lessen the demand for commercial sex"
    assert "demand_unaddressed" in _codes(text)


def test_no_data_is_plainer_than_a_question_that_was_not_answered() -> None:
    text = "the ministry did not respond to requests to provide information; it published neither data nor figures"
    (gap,) = [gap for gap in gaps(page(Text(text), None)) if gap.code == "data_not_reported"]
    assert text[gap.start : gap.end] == "neither data"


def test_a_shelter_that_was_closed_is_a_gap_and_a_brothel_is_none() -> None:
    assert "services_inadequate" in _codes("the ministry closed the only shelter")
    assert "services_inadequate" not in _codes("police closed a brothel and sheltered the girls")


def test_what_weakens_something_else_is_not_weak_itself() -> None:
    assert "enforcement_weak" not in _codes("one sentence for a convicted trafficker weakened deterrence")
    assert "prevention_weak" not in _codes("NGOs needed private money to prevent a reduction in care")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("no suspected traffickers in the mining towns of the interior were arrested", "enforcement_weak"),
        ("judges filed such cases under lesser charges", "enforcement_weak"),
        ("clerks misclassified forced labor as unpaid wages", "enforcement_weak"),
        (
            "the ministry has not opened its new office, named a director, or begun to monitor recruitment agencies",
            "recruitment_unregulated",
        ),
    ],
)
def test_cases_that_come_to_less_and_agencies_that_nobody_watches(text: str, code: str) -> None:
    assert code in _codes(text)


def test_what_was_not_tried_as_less_is_no_gap() -> None:
    assert "enforcement_weak" not in _codes("judges did not accept lesser charges")


def test_a_law_that_waits_beside_weak_services_takes_nothing_from_them() -> None:
    told = "Care for victims remained inadequate, and the government did not finalize its draft law against trafficking"
    assert {"services_inadequate", "law_absent"} <= set(_codes(told))
    assert "services_inadequate" not in _codes("a draft law on the protection of victims remained pending in parliament")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("no victims were penalized", "victims_penalized"),
        ("no trafficking victims were jailed, fined, or otherwise penalized", "victims_penalized"),
        ("the ministry ensured that no victims were penalized for unlawful acts", "victims_penalized"),
        ("victims were neither detained nor deported", "victims_penalized"),
        ("the government did not fail to identify victims", "identification_weak"),
        ("the government did not lack shelters", "services_inadequate"),
    ],
)
def test_what_befell_nobody_and_what_was_not_lacking_is_no_gap(text: str, code: str) -> None:
    assert code not in _codes(text)


@pytest.mark.parametrize(
    "text", ["the government provided no services, and victims were jailed", "there was no screening and victims were deported"]
)
def test_what_else_there_was_none_of_takes_nothing_from_victims_who_were_punished(text: str) -> None:
    assert "victims_penalized" in _codes(text)
