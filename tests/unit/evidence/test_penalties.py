"""Penalties that a law prescribes, and the two judgments on them."""

import pytest

from palermo.evidence.findings.penalties import judgments, penalties
from palermo.evidence.model import Judgment, Penalty, Text
from palermo.evidence.page import page


def prescribed(text: str) -> list[Penalty]:
    return penalties(page(Text(text), None))


def judged(text: str) -> list[tuple[str, bool, str | None]]:
    found: list[Judgment] = judgments(page(Text(text), None))
    return [(one.test, one.met, one.form) for one in found]


@pytest.mark.parametrize(
    ("words", "minimum", "maximum"),
    [
        ("penalties of four to nine years' imprisonment", 48, 108),
        ("penalties ranging from 12 to 20 years of imprisonment", 144, 240),
        ("penalties of six months' to three years' imprisonment", 6, 36),
        ("penalties of up to 25 years’ imprisonment", None, 300),
        ("a minimum of twenty-five years' imprisonment", 300, None),
        ("not less than five years' imprisonment and not more than 15 years", 60, 180),
        ("a penalty of 10 years' imprisonment", 120, 120),
        ("between two and five years in prison", 24, 60),
    ],
)
def test_terms_are_read_in_months(words: str, minimum: int | None, maximum: int | None) -> None:
    (penalty,) = prescribed(f"The Harbor Code prescribes {words}.")
    assert (penalty.minimum, penalty.maximum) == (minimum, maximum)


def test_article_and_law_are_given_as_printed() -> None:
    (penalty,) = prescribed("Article 12 of the penal code prescribes penalties of two to eight years' imprisonment.")
    assert (penalty.article, penalty.law) == ("Article 12", "penal code")


def test_the_law_of_the_sentence_before_is_that_of_a_sentence_without_one() -> None:
    text = (
        "Sections 20-24 of the Crimes Act of 1999 set penalties for prison officers. It prescribes up to 14 years' imprisonment."
    )
    assert [(p.article, p.law) for p in prescribed(text)] == [("Sections 20-24", "Crimes Act of 1999")]


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("The Anti-Bondage Act prescribes two years' imprisonment.", "Anti-Bondage Act"),
        ("Under the 2009 Act, slavery carries two years' imprisonment.", "2009 Act"),
        ("The 2003 Law on Bondage and Smuggling prescribes two years' imprisonment.", "2003 Law on Bondage and Smuggling"),
        ("Law No. 12-04 prescribes two years' imprisonment.", "Law No. 12-04"),
        ("Its 2011 anti-trafficking law prescribes two years' imprisonment.", "2011 anti-trafficking law"),
        ("The law prescribes two years' imprisonment.", None),
    ],
)
def test_a_law_has_its_whole_name(text: str, law: str | None) -> None:
    assert [penalty.law for penalty in prescribed(text)] == [law]


def test_life_death_and_fine_are_noted() -> None:
    life, death, fine = prescribed(
        "The act prescribes 10 years to life imprisonment. The decree prescribes the death penalty. "
        "The code prescribes up to five years' imprisonment or a fine."
    )
    assert (life.minimum, life.life, death.death, death.maximum, fine.fine) == (120, True, True, None, True)


def test_two_penalties_of_one_sentence_keep_their_forms() -> None:
    text = "The law prescribes up to 25 years' imprisonment for labor trafficking and up to 50 years' imprisonment for sex trafficking."
    assert [(p.maximum, p.form) for p in prescribed(text)] == [(300, "labour"), (600, "sex")]


def test_what_a_court_imposed_is_no_prescribed_penalty() -> None:
    assert prescribed("The court sentenced two men to seven years' imprisonment under a law that carries weight.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("These penalties were sufficiently stringent.", [("stringent", True, None)]),
        ("Penalties are not stringent enough to deter.", [("stringent", False, None)]),
        (
            "The penalties are neither sufficiently stringent nor commensurate with those for rape.",
            [("stringent", False, None), ("commensurate", False, None)],
        ),
        (
            "They were sufficiently stringent and, with respect to sex trafficking, commensurate with those for rape.",
            [("stringent", True, None), ("commensurate", True, "sex")],
        ),
        (
            "They were sufficiently stringent, but by allowing a fine for sex trafficking, were not commensurate with those for rape.",
            [("stringent", True, None), ("commensurate", False, "sex")],
        ),
    ],
)
def test_judgments_are_met_or_not_each_for_its_form(text: str, expected: list[tuple[str, bool, str | None]]) -> None:
    assert judged(text) == expected


def terms(text: str) -> list[tuple[int | None, int | None, bool, bool]]:
    return [(p.minimum, p.maximum, p.life, p.death) for p in penalties(page(Text(text), None))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The law prescribed penalties of 10 years' imprisonment for an adult victim and life for a child victim.",
            [(120, 120, False, False), (None, None, True, False)],
        ),
        (
            "The act prescribes five to 12 years' imprisonment for adults and life imprisonment if the victim is a child.",
            [(60, 144, False, False), (None, None, True, False)],
        ),
        (
            "It prescribes up to 20 years' imprisonment for those who recruit, and the death penalty for those who sell children.",
            [(None, 240, False, False), (None, None, False, True)],
        ),
        ("The code prescribes 15 years to life imprisonment for trafficking.", [(180, None, True, False)]),
        ("The code prescribes up to 15 years' imprisonment or life imprisonment.", [(None, 180, True, False)]),
        (
            "The law prescribes 10 to 20 years' imprisonment if the crime results in the victim's death.",
            [(120, 240, False, False)],
        ),
        (
            "The law prescribes life imprisonment for those who sell children and 12 years' imprisonment for others.",
            [(None, None, True, False), (144, 144, False, False)],
        ),
        ("The law prescribes penalties of less than one year imprisonment, which are not stringent.", []),
        ("The law prescribes not less than two years' imprisonment.", [(24, None, False, False)]),
        ("The law prescribes life imprisonment for child trafficking.", [(None, None, True, False)]),
        (
            "The law prescribes eight years' imprisonment for adults and 12 for a child; courts have life tenure.",
            [(96, 96, False, False)],
        ),
    ],
)
def test_a_life_term_for_another_offence_is_a_penalty_of_its_own(
    text: str, expected: list[tuple[int | None, int | None, bool, bool]]
) -> None:
    assert terms(text) == expected


def test_terms_for_both_forms_are_of_neither_alone() -> None:
    (first, second) = penalties(
        page(
            Text(
                "The law prescribes six to 12 years in prison, and up to 15 years in grave cases, for both sex and labor trafficking."
            ),
            None,
        )
    )
    assert (first.form, second.form) == (None, None)


def test_a_law_keeps_the_brackets_of_its_name() -> None:
    (penalty,) = penalties(
        page(Text("The 2011 Trade in Persons (Suppression) Act prescribed penalties of up to 14 years' imprisonment."), None)
    )
    assert penalty.law == "2011 Trade in Persons (Suppression) Act"


def test_an_age_beside_a_term_does_not_hide_it() -> None:
    text = "Article 9 of the code criminalized the use of a person under the age of 16 and prescribed penalties of seven to 15 years' imprisonment."
    assert [(one.minimum, one.maximum) for one in prescribed(text)] == [(84, 180)]
    assert prescribed("The law prescribes prison for those who exploit girls aged 12 years, or boys 15 years old.") == []


def test_a_minimum_may_be_told_with_a_hyphen() -> None:
    (one,) = prescribed("Article 12-B of Legislative Decree No. 77 prescribed a six-year minimum sentence for forced labor.")
    assert (one.minimum, one.maximum, one.article, one.law) == (72, None, "Article 12-B", "Legislative Decree No. 77")


def test_other_laws_are_not_the_one_named_before() -> None:
    first, second = prescribed(
        "Article 5 of the penal code prescribed penalties of two to six years' imprisonment. "
        "Other relevant statutes prescribed penalties that ranged from small fines to 14 years of imprisonment."
    )
    assert (first.article, first.law) == ("Article 5", "penal code")
    assert (second.article, second.law, second.minimum, second.maximum, second.fine) == (None, None, None, 168, True)


def test_a_term_without_the_option_of_a_fine_has_none() -> None:
    (one,) = prescribed("The act prescribes punishments of up to nine years' imprisonment, without the option of fines.")
    assert not one.fine


def test_a_law_named_for_comparison_is_not_that_of_the_penalty() -> None:
    (penalty,) = prescribed(
        "Article 12 of the penal code punishes pimping; it prescribes penalties of six years in prison, lower than those under the 2012 Act."
    )
    assert (penalty.article, penalty.law, penalty.maximum) == ("Article 12", "penal code", 72)


def test_what_courts_imposed_is_no_judgment_of_the_law() -> None:
    assert judged("Courts did not impose sufficiently stringent sentences on traffickers.") == []
    assert judged("The law prescribes sufficiently stringent sentences.") == [("stringent", True, None)]


def test_a_law_may_be_called_by_its_letters_and_a_fine_stand_first() -> None:
    (penalty,) = prescribed(
        "Article 4 of the code covers debts. The QTPA prescribed a fine of 200 crowns or imprisonment for two to six years."
    )
    assert (penalty.article, penalty.law, penalty.fine) == (None, "QTPA", True)
