"""What `palermo read` prints of a finding: words, no codes, and nothing left out that narrows a number."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.cli.finding_words import finding_words, placement_words
from palermo.evidence.counting import MEASURES
from palermo.evidence.model import Figure, Flow, Gap, Penalty, Placement, Recommendation, Text
from palermo.evidence.reader import read
from palermo.register.vocabulary import gaps

DAY = dt.date(2024, 12, 31)

figures = st.builds(
    Figure,
    measure=st.sampled_from(MEASURES),
    value=st.integers(0, 10**6),
    qualifier=st.sampled_from(("exact", "at_least", "at_most", "approx")),
    start=st.just(0),
    end=st.just(1),
    unit=st.sampled_from((None, "cases", "persons")),
    form=st.sampled_from((None, "sex", "labour")),
    population=st.sampled_from((None, "women", "foreign")),
    period=st.sampled_from((None, "in 2019", "this year")),
    previous=st.booleans(),
    upper=st.none() | st.integers(0, 10**6),
)


@given(figures)
def test_all_that_narrows_a_number_stands_beside_it(figure: Figure) -> None:
    words = finding_words(figure, DAY)
    narrowed = (figure.unit, figure.population, figure.period, f"{figure.value:,}")
    assert all(word in words for word in narrowed if word)
    assert ("period before" in words) == figure.previous
    assert ("trafficking" in words or "labour" in words) == (figure.form is not None)
    assert (words[0].isdigit()) == (figure.qualifier == "exact")
    assert figure.upper is None or f"–{figure.upper:,}" in words


def test_one_is_no_plural() -> None:
    assert finding_words(Figure("convictions", 1, "exact", 0, 1), DAY) == "1 conviction"
    assert finding_words(Figure("victims_identified", 1, "at_least", 0, 1), DAY) == "at least 1 victim identified"
    assert finding_words(Figure("convictions", 1, "exact", 0, 1, upper=3), DAY) == "1–3 convictions"


def test_a_zero_of_one_form_is_not_printed_as_the_zero_of_all() -> None:
    found = read(Text("The government did not convict any sex traffickers."), "XXA").findings
    assert [finding_words(one, DAY) for one in found if isinstance(one, Figure)] == ["0 convictions (sex trafficking)"]


@pytest.mark.parametrize(
    ("penalty", "words"),
    [
        (Penalty("3", None, 24, 120, 0, 1), "article 3: 2 to 10 years"),
        (Penalty("Section 3", "the Act", 6, 24, 0, 1), "Section 3, the Act: 6 months to 2 years"),
        (Penalty(None, None, 12, None, 0, 1, life=True), "1 year to life"),
        (Penalty(None, None, None, 18, 0, 1), "up to 18 months"),
        (Penalty(None, None, 60, None, 0, 1, death=True), "from 5 years or death"),
        (Penalty(None, None, None, None, 0, 1, fine=True, form="sex"), "a fine is named (sex trafficking)"),
        (Penalty(None, None, 60, 60, 0, 1), "5 years"),
    ],
)
def test_a_penalty_has_both_its_ends(penalty: Penalty, words: str) -> None:
    assert finding_words(penalty, DAY) == words


def test_codes_of_the_data_are_in_words() -> None:
    assert finding_words(Gap("services_inadequate", 0, 1), DAY) == gaps()["services_inadequate"].label
    assert finding_words(Flow("KEN", "in", 0, 1), DAY) == "people from Kenya exploited here"
    assert finding_words(Recommendation(2, 0, 1, ("law_absent", "plan_missing")), DAY) == (
        f"no. 2: {gaps()['law_absent'].label}; {gaps()['plan_missing'].label}"
    )
    assert finding_words(Recommendation(1, 0, 1), DAY) == "no. 1"
    assert (
        placement_words(Placement("2WL", 2011, "unstated", None, None, None, True))
        == "Tier 2 Watch List, 2011 (downgrade waiver)"
    )
