"""What a government did, told from what it plans, denies, or leaves to others."""

import pytest

from palermo.evidence.findings.actions import actions
from palermo.evidence.model import Figure, Heading, Text
from palermo.evidence.page import page


def found(text: str, *figures: Figure) -> dict[str, str]:
    sheet = page(Text(text), None)
    return {action.type: text[action.start : action.end] for action in actions(sheet, figures)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Border guards arrested and extradited a recruiter of minors", "enforcement"),
        ("The government opened two investigations into fishing crews", "investigation"),
        ("Prosecutors continued to prosecute brick-kiln owners", "prosecution"),
        ("Courts convicted one hotel keeper", "conviction"),
        ("Parliament enacted a law against all forms of forced labor", "law_enacted"),
        ("Anti-trafficking training was provided to harbor police", "training"),
        ("Inspectors identified nine children on the boats", "identification"),
        ("The ministry opened a shelter for boys", "victim_services"),
        ("The coast guard cooperated with foreign governments on one case", "partnership"),
        ("Radio stations apart, the ministry conducted an awareness campaign in the north", "prevention"),
        ("A national action plan was adopted in May", "plan_adopted"),
        ("The cabinet allocated more funding to care for victims", "funding"),
    ],
)
def test_a_deed_is_an_action_of_its_kind(text: str, kind: str) -> None:
    assert kind in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The government did not prosecute or convict any traffickers",
        "The government plans to adopt a national action plan",
        "Parliament considered a draft law against trafficking",
        "NGOs provided shelter to the children",
        "Awareness campaigns were conducted by an international organization",
        "Police arrested trafficking victims for immigration offenses",
        "Judges convicted fewer traffickers",
        "The government made minimal efforts to identify victims",
        "Corruption hampered efforts to prosecute traffickers",
        "The government continued to rely on donors to assist victims",
        "Very few prosecutions resulted in prison terms",
    ],
)
def test_what_was_denied_planned_fell_or_was_done_by_others_is_no_action(text: str) -> None:
    assert found(text) == {}


def test_what_follows_a_denial_and_a_contrast_is_read_by_itself() -> None:
    assert found("Officials did not convict any traffickers but trained labor inspectors").keys() == {"training"}


def test_each_kind_stands_once_with_its_first_and_shortest_words() -> None:
    text = "The police trained recruits; the army trained officers, and prosecuted a smuggler of children"
    assert found(text) == {"training": "trained recruits", "prosecution": "prosecuted a smuggler of children"}


def test_a_count_above_zero_implies_its_action_and_a_zero_does_not() -> None:
    text = "Convictions: 4 last year; victims: none"
    counts = (Figure("convictions", 4, "exact", 0, 14), Figure("victims_identified", 0, "exact", 26, 39))
    assert found(text, *counts) == {"conviction": "Convictions: 4"}


def test_a_count_of_the_year_before_implies_nothing_for_this_one() -> None:
    assert found("Convictions: none, down from 4", Figure("convictions", 4, "exact", 25, 30, previous=True)) == {}


def test_a_noun_that_only_names_the_kind_of_another_is_no_action() -> None:
    assert found("The ministry provided victim services training").keys() == {"training"}


def test_verbs_in_a_row_govern_one_object() -> None:
    assert "plan_adopted" in found("The cabinet adopted and funded a national action plan")


def test_a_denial_in_parentheses_denies_nothing_outside_them() -> None:
    assert "training" in found("The council (which is not recognized abroad) trained judges")


def test_a_noun_after_a_preposition_is_not_the_subject_of_a_passive() -> None:
    assert found("Tables for training were painted, and wages under the law were raised by the ministry") == {}


def test_recommendations_and_the_profile_tell_of_no_action() -> None:
    source = Text("Recommendations\nProvided training to police.", headings=(Heading(0, 15, 2),))
    assert actions(page(source, None), ()) == []


@pytest.mark.parametrize(
    "text",
    [
        "Article 14 of the penal code criminalized sex trafficking and labor trafficking and prescribed ten years' imprisonment",
        "The 2006 Suppression of Slavery Act, amended in 2011, criminalized labor trafficking",
        "The criminal code criminalized all forms of trafficking under sections 12 and 13",
        "The Child Protection Law of 2009 outlawed the sale of children",
        "The 2012 Law on the Rescue of Children and the Punishment of Slavery criminalized servitude",
        "The anti-trafficking law provided victims with training and funding",
    ],
)
def test_what_the_law_in_force_says_is_no_action(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "The government should sustain efforts to investigate trafficking",
        "Norvale must strengthen its efforts to prosecute employers",
        "The state needs to increase its efforts to identify victims",
        "The government delayed funding the shelter",
        "The government ceases funding the care of victims",
        "One NGO in the capital offered courses and assisted victims",
    ],
)
def test_what_ought_to_be_done_or_was_put_off_is_no_action(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "The assembly criminalized debt bondage",
        "The government amended the penal code and criminalized the sale of children",
        "A new law criminalized forced begging",
        "Parliament passed a law that criminalized forced marriage",
        "Amendments to the labor code criminalized the withholding of passports",
        "Servitude was criminalized in May",
    ],
)
def test_to_make_a_law_is_an_action(text: str) -> None:
    assert "law_enacted" in found(text)


def test_the_words_of_an_action_do_not_end_within_a_number() -> None:
    text = "The ministry provided care to victims at a cost of 1,250,000 crowns, and nothing else"
    (action,) = actions(page(Text(text), None), ())
    assert text[action.start : action.end].endswith("1,250,000 crowns")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The ministry continued the operation of a shelter for women", {"victim_services"}),
        ("The police operation freed nobody; the force conducted operations on the docks", {"enforcement"}),
        ("The commissioner issued new procedures for guards", set()),
        ("A commissioner was appointed in June", {"plan_adopted"}),
        ("A new committee established in June met twice", {"plan_adopted"}),
        ("A reform that will result in increased funding for judges", set()),
        ("Low pay adversely affected efforts to investigate cases", set()),
        ("Qamria took the step of opening a shelter for girls", {"victim_services"}),
        ("These deeds included the formalization of the anti-trafficking unit", {"enforcement"}),
        ("The cabinet spoke of approving funds for the plan and of approving funds for care", set()),
        ("The cabinet met, approving funds for the plan", {"funding"}),
        ("Police conducted joint investigations with a neighbor", {"investigation", "partnership"}),
        ("The ministry increased the maximum amount of compensation that victims receive", {"victim_services"}),
        ("The ministry opened a training room", set()),
        ("The ministry provided training to police, guards, and labor inspectors", {"training"}),
        ("The ministry hired labor inspectors and detectives", {"enforcement"}),
        ("Courts imposed fines of 2 million crowns", set()),
        ("Article 9 of Law 12, which criminalized pimping, was used", set()),
        ("The ministry began to talk, starting to implement binational agreements", {"partnership"}),
        ("The cabinet dedicated 40 million crowns to homes", {"funding"}),
    ],
)
def test_a_word_of_two_senses_is_the_deed_that_its_neighbours_tell(text: str, kinds: set[str]) -> None:
    assert set(found(text)) == kinds


@pytest.mark.parametrize("heading", ["PROSECUTION", "Prosecution", "Prosecution:"])
def test_a_heading_is_no_deed(heading: str) -> None:
    assert "prosecution" not in found(f"{heading}\nThe government demonstrated increased efforts against forced labor.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The government should increase its efforts by vigorously investigating and prosecuting traffickers.", "prosecution"),
        ("Identifying victims and granting them status continued to be a challenge.", "identification"),
        ("Banning children from the races outright would be the best remedy.", "law_enacted"),
        ("Other laws criminalized elements of sex trafficking.", "law_enacted"),
        ("During the reporting period, the Prosecution Service changed its method.", "victim_services"),
        ("Visitors from the neighboring island paid for sex with girls in the port.", "funding"),
        ("The sentence put victims who cooperated with the investigation at risk.", "partnership"),
        ("The ministry moved an officer to keep him from further investigating the case.", "investigation"),
        ("Police reported anti-trafficking law enforcement data from seven stations.", "enforcement"),
    ],
)
def test_a_deed_that_is_only_talked_about_is_none(text: str, kind: str) -> None:
    assert kind not in found(text)


def test_a_gerund_that_opens_a_sentence_may_be_a_deed() -> None:
    assert "conviction" in found("Convicting three traffickers, the court set an example.")


def test_what_grew_ends_at_the_comma() -> None:
    text = "Although convictions increased, investigations and prosecutions of traffickers decreased."
    assert set(found(text)) == {"conviction"}


def test_an_act_called_by_its_year_and_letters_is_in_force() -> None:
    assert "law_enacted" not in found("The 2007 PTA criminalized some forms of sex trafficking.")


def test_who_helps_victims_and_convicts_traffickers_does_both() -> None:
    assert set(found("The government assisted several victims and convicted many traffickers.")) == {
        "victim_services",
        "conviction",
    }
    assert set(found("The police freed some victims and arrested their traffickers.")) == {"identification", "enforcement"}


def test_them_means_whom_the_sentence_named_last() -> None:
    assert found("Police rounded up women in prostitution, among them victims, and sentenced them to prison.") == {}
    assert "conviction" in found("The courts heard the victims of two traffickers and sentenced them to prison.")


@pytest.mark.parametrize(
    "text",
    [
        "Efforts to prosecute traffickers decreased.",
        "Efforts to hold employers accountable did not increase.",
        "Proceeds from forced labor funded the work of the state.",
        "The army provided financial support to militias.",
        "Officers made victims talk by threats of arrest.",
        "The lifting of the ban was made public in conjunction with the holiday.",
        "the government reported zero prosecutions in that year",
    ],
)
def test_what_went_down_or_served_another_end_is_no_action(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The consulate facilitated the return of nine Qamrian children.", "victim_services"),
        ("The ministry provided support for awareness campaigns.", "prevention"),
        ("The inspectorate continued to hold recruitment agencies accountable.", "enforcement"),
        ("Inspectors visited farms in conjunction with an NGO.", "partnership"),
    ],
)
def test_more_ways_to_tell_of_a_deed(text: str, kind: str) -> None:
    assert kind in found(text)
