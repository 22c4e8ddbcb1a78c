"""Recommendations come out of every layout one by one, and know which gap they ask to close."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.evidence.findings.recommendations import recommendations
from palermo.evidence.model import Heading, Text
from palermo.evidence.page import page
from palermo.register.vocabulary import gaps

TITLE = "Prioritized Recommendations"
ASKS = [
    "Amend the penal code so that force, fraud, or coercion is not required for child sex trafficking",
    "Vigorously investigate and prosecute traffickers, including complicit officials",
    "Open shelters for men",
    "In consultation with survivors, adopt a national action plan",
    "Do not detain victims for immigration offenses",
]


def read(text: str, title: str | None = TITLE) -> list[str]:
    """The words of each recommendation, as they stand in the text."""
    headings = (Heading(0, len(title), 2),) if title else ()
    return [text[found.start : found.end] for found in recommendations(page(Text(text, (), headings), None))]


def themes(ask: str) -> set[str]:
    """The gaps of a text with one recommendation."""
    text = f"{TITLE}\n{ask}."
    (found,) = recommendations(page(Text(text, (), (Heading(0, len(TITLE), 2),)), None))
    return set(found.themes)


@pytest.mark.parametrize(
    "body",
    [
        "{}; {}; {}; {}; and {}.",
        "{}. {}. {}. {}. {}.",
        "{}. • {}. • {}. • {}. • {}.",
        "* {}.\n* {}.\n* {}.\n* {}.\n* {}.",
        "1. {}.\n2. {}.\n3. {}.\n4. {}.\n5. {}.",
        "(1) {}; (2) {}; (3) {}; (4) {}; and (5) {}.",
        "{}.\n{}.\n{}.\n{}.\n{}.",
        "{}\n{}\n{}\n{}\n{}",
        "{}.\n\n{}.\n\n{}.\n\n{}.\n\n{}.",
    ],
)
def test_every_layout_gives_the_same_recommendations(body: str) -> None:
    assert read(f"{TITLE}\n" + body.format(*ASKS)) == ASKS


def test_a_paragraph_of_the_older_layout_ends_before_the_next_one() -> None:
    text = (
        "Freedonia is a source country.\n\nRecommendations for Freedonia: Train police to find victims; and, continue to fund\nshelters.\n\n"
        "Prosecution\nThe government prosecuted two men; increase was not seen."
    )
    assert read(text, None) == ["Train police to find victims", "continue to fund\nshelters"]


def test_a_list_of_objects_and_an_explanation_stay_with_their_request() -> None:
    text = f"{TITLE}\nPublish the number of inspections; the number of fines; and the posts filled. This should include farms. Enact a law."
    assert read(text) == [
        "Publish the number of inspections; the number of fines; and the posts filled. This should include farms",
        "Enact a law",
    ]


def test_a_semicolon_inside_a_bullet_cuts_nothing() -> None:
    text = f"{TITLE}\n• Fund shelters; train their staff.\n• Raise awareness.\n• Enact the draft law."
    assert read(text) == ["Fund shelters; train their staff", "Raise awareness", "Enact the draft law"]


def test_a_number_within_a_sentence_is_no_mark() -> None:
    assert read(f"{TITLE}\nAmend article 2. Train judges on articles 3 and 1. Fund shelters.") == [
        "Amend article 2",
        "Train judges on articles 3 and 1",
        "Fund shelters",
    ]


def test_a_text_without_recommendations_has_none() -> None:
    assert read("The government made recommendations to employers; increase of staff followed.", None) == []


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (ASKS[0], "law_child_means"),
        ("Revise the trafficking law to remove the requirement of cross-border movement", "law_movement"),
        ("Draft and enact a comprehensive anti-trafficking law", "law_absent"),
        ("Criminalize all forms of forced labor", "law_forms_missing"),
        ("Amend the definition of trafficking in the law so that it follows the UN TIP Protocol", "law_definition"),
        ("Prescribe penalties for sex trafficking that are commensurate with those for rape", "penalty_not_commensurate"),
        ("Amend the law to disallow fines in lieu of imprisonment", "penalty_fine_option"),
        ("Amend the law to prescribe sufficiently stringent penalties", "penalty_not_stringent"),
        ("Increase efforts to investigate, prosecute, and convict traffickers", "enforcement_weak"),
        ("Seek significant prison terms for convicted traffickers", "sentences_lenient"),
        ("Hold complicit officials to account through prosecutions and convictions", "complicity_unaddressed"),
        ("Stop deporting victims and ensure that none is fined", "victims_penalized"),
        ("Screen migrants and others at risk with standard operating procedures", "identification_weak"),
        ("Fund psychosocial care and legal aid", "services_inadequate"),
        ("Offer foreign victims legal alternatives to removal", "removal_no_alternative"),
        ("Collect data on cases and publish it", "data_not_reported"),
        ("Ban recruitment fees charged to workers and punish the withholding of passports", "recruitment_unregulated"),
        ("Adopt and carry out a national action plan", "plan_missing"),
        ("Train judges and labor inspectors", "resources_lacking"),
        ("Hold awareness campaigns in the provinces", "prevention_weak"),
        ("Reduce the demand for commercial sex", "demand_unaddressed"),
        ("End the compulsory mobilization of students for the cotton harvest", "policy_or_pattern"),
    ],
)
def test_a_recommendation_names_the_gap_that_it_asks_to_close(ask: str, code: str) -> None:
    assert code in themes(ask)
    assert themes(ask) <= set(gaps())


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        ("Train police to investigate and prosecute trafficking", "enforcement_weak"),
        ("Investigate and prosecute traffickers under the anti-trafficking law", "law_absent"),
        (ASKS[0], "law_forms_missing"),
        ("Prosecute traffickers and convict them", "victims_penalized"),
    ],
)
def test_a_recommendation_about_something_near_is_not_mistaken_for_it(ask: str, code: str) -> None:
    assert code not in themes(ask)


@given(st.text(alphabet="aetr ;.\n•*1)(:|İ’", max_size=120))
def test_spans_are_in_order_not_empty_and_numbered_from_one(body: str) -> None:
    text = f"{TITLE}\nEnact a law; {body}"
    found = recommendations(page(Text(text, (), (Heading(0, len(TITLE), 2),)), None))
    assert [item.number for item in found] == list(range(1, len(found) + 1))
    assert all(text[item.start : item.end].strip() == text[item.start : item.end] != "" for item in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.lists(st.sampled_from(ASKS), min_size=3, max_size=8), st.sampled_from(["; ", ". • ", ".\n", ".\n\n", "\n* "]))
def test_what_is_joined_by_one_separator_comes_apart_again(asks: list[str], separator: str) -> None:
    assert read(f"{TITLE}\n" + separator.join(asks)) == asks


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        ("Ratify the Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children", set()),
        ("Ratify the Convention on the Prevention and Punishment of the Crime of Genocide", set()),
        ("Give the investigators and prosecutors of the port an office", set()),
        ("Ensure that children without identity documents can enroll in school", set()),
        ("Stop sales of children and punish those who sell them", set()),
        ("Punish neither victims nor witnesses, and never punish children", {"victims_penalized"}),
        ("Help identified victims to find work", set()),
        ("Ensure that victims are identified by trained officers at the port", {"identification_weak", "resources_lacking"}),
        ("Ensure that inspectors enforce the laws prohibiting the worst forms of child labor", {"enforcement_weak"}),
        ("Train judges to apply the law and to pass stringent sentences", {"sentences_lenient", "resources_lacking"}),
        ("Give domestic workers a written contract", {"recruitment_unregulated"}),
        ("Adopt a national programme against trafficking", {"plan_missing"}),
        ("Enhance support for the victims of trafficking", {"services_inadequate"}),
        ("Offer vocational training in the villages, and mobile registration services", set()),
        ("Give the treaty legal status in the courts", set()),
        ("Increase the number of victims identified and helped", {"identification_weak"}),
        (
            "Amend the definition of trafficking in the law, so that it does not rely on movement",
            {"law_movement", "law_definition"},
        ),
        ("Adopt measures, review legislation, and write comprehensive strategies for the villages", set()),
        ("Align the definition of trafficking in the penal code with international law", {"law_definition"}),
    ],
)
def test_a_name_or_a_bystander_is_no_request(ask: str, expected: set[str]) -> None:
    assert themes(ask) == expected


def test_items_whose_line_breaks_were_lost_are_cut_at_the_full_stop() -> None:
    body = "Open shelters for men.Train judges in both provinces.Publish figures on cases under Art.Nine of the code."
    assert read(f"{TITLE}\n{body}") == [
        "Open shelters for men",
        "Train judges in both provinces",
        "Publish figures on cases under Art.Nine of the code",
    ]


def test_corruption_is_a_request_of_its_own() -> None:
    asks = ["implement measures to address corruption in the courts", "shield prosecutors from external influence"]
    assert read(f"{TITLE}\n{'; '.join(asks)}.") == asks
    assert themes("Implement measures to address corruption in the courts") == {"complicity_unaddressed"}


@pytest.mark.parametrize(
    ("body", "asks"),
    [
        (
            "Prosecute traffickers; schedule and provide courses for judges.",
            ["Prosecute traffickers", "schedule and provide courses for judges"],
        ),
        ("Open shelters; catalog the cases of each court.", ["Open shelters", "catalog the cases of each court"]),
        ("Train police; prosecutors; and judges.", ["Train police; prosecutors; and judges"]),
        ("Fund shelters; including the island's only home.", ["Fund shelters; including the island's only home"]),
    ],
)
def test_a_semicolon_cuts_before_any_verb_and_not_in_a_list_of_nouns(body: str, asks: list[str]) -> None:
    assert read(f"{TITLE}\n{body}") == asks


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        ("Hold officials who are complicit criminally accountable", {"complicity_unaddressed", "enforcement_weak"}),
        ("Improve the collection of prosecution data", {"data_not_reported"}),
        ("Screen and refer girls in brothels", {"identification_weak"}),
        ("Pay the offices charged with investigating such crimes from the budget", {"resources_lacking"}),
        ("Improve the collection of fines from traffickers", set()),
        ("Identify dangerous work for children", set()),
        (
            "Protect victims, including by assisting victims and prosecuting traffickers",
            {"services_inadequate", "enforcement_weak"},
        ),
        ("Let survivors work while assisting with investigations", set()),
    ],
)
def test_a_word_that_only_names_a_purpose_is_no_theme(ask: str, expected: set[str]) -> None:
    assert themes(ask) == expected


def test_a_stop_without_a_blank_cuts_before_a_row_of_verbs() -> None:
    assert read(f"{TITLE}\nTry cases under the new law.Draft, approve, and print rules for guards.") == [
        "Try cases under the new law",
        "Draft, approve, and print rules for guards",
    ]


def test_an_opening_phrase_ends_at_the_comma_before_the_first_verb() -> None:
    assert read(
        f"{TITLE}\nTry traffickers; in concert with charities, fund homes; in talks with unions, guilds, and crews, teach guards to notice, stop, and report cases."
    ) == [
        "Try traffickers",
        "in concert with charities, fund homes",
        "in talks with unions, guilds, and crews, teach guards to notice, stop, and report cases",
    ]


def test_a_request_for_higher_penalties_is_one_for_stringent_ones() -> None:
    assert themes("Increase prescribed penalties for forced labor") >= {"penalty_not_stringent"}
