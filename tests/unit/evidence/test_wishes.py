"""What a narrative says should be done is neither a deed nor a failing, and a recommendation where there is no list of them."""

import pytest

from palermo.evidence.model import Action, Gap, Judgment, Recommendation, Text
from palermo.evidence.reader import read


def found(text: str) -> list[object]:
    return [f for f in read(Text(text), "XXA").findings if isinstance(f, Action | Gap | Judgment | Recommendation)]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "Qamria should adopt a law with penalties that are sufficiently stringent.",
            ["adopt a law with penalties that are sufficiently stringent"],
        ),
        (
            "The Government of Qamria should also ensure that victims are not jailed.",
            ["ensure that victims are not jailed"],
        ),
        (
            "To protect the girls, police, prosecutors, and judges should be trained; build more shelters.",
            ["To protect the girls, police, prosecutors, and judges should be trained", "build more shelters"],
        ),
        (
            "The Government of Qamria should: convict traffickers; and train judges.",
            ["convict traffickers", "train judges"],
        ),
        ("The government must approve exit visas.", []),
        ("Qamria now needs to open a shelter.", []),
    ],
)
def test_a_sentence_of_prose_asks(text: str, asked: list[str]) -> None:
    assert [text[f.start : f.end] for f in found(text) if isinstance(f, Recommendation)] == asked
    assert all(isinstance(f, Recommendation) for f in found(text))


def test_a_list_of_recommendations_is_enough() -> None:
    text = "Qamria should act.\n\nRecommendations for Qamria: Train judges; open shelters.\n"
    assert [text[f.start : f.end] for f in found(text) if isinstance(f, Recommendation)] == ["Train judges", "open shelters"]


@pytest.mark.parametrize(
    "text",
    [
        "The government convicted traffickers who should have been charged with rape.",
        "The court ruled that employers should return passports, and police arrested two men.",
        "Qamria should have trained its police.",
        "NGOs said the government should enact a law.",
        "Officials believed victims should be deported.",
        "It should be noted that police trained judges.",
    ],
)
def test_what_should_have_been_or_others_said_is_no_wish_of_the_text(text: str) -> None:
    assert not [f for f in found(text) if isinstance(f, Recommendation)]


def test_what_somebody_did_in_the_same_sentence_is_no_part_of_the_wish() -> None:
    text = "Qamria should train judges; it failed to convict any traffickers."
    assert [text[f.start : f.end] for f in found(text) if isinstance(f, Recommendation)] == ["train judges"]
    assert [f.code for f in found(text) if isinstance(f, Gap)] == ["enforcement_weak"]


def test_services_that_were_provided_and_cases_that_were_reported_do_not_speak() -> None:
    text = "Cases reported to the police should be investigated."
    assert len([f for f in found(text) if isinstance(f, Recommendation)]) == 1


def test_the_sentence_before_a_wish_is_read_as_ever() -> None:
    text = "Police trained judges, and the ministry did so. Qamria should train prosecutors."
    assert [f.type for f in found(text) if isinstance(f, Action)] == ["training"]
