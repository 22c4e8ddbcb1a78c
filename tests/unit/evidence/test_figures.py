"""Counts and zeros."""

import pytest

from palermo.evidence.findings.figures import figures
from palermo.evidence.model import Figure, Text
from palermo.evidence.page import page


def read(text: str) -> list[Figure]:
    return figures(page(Text(text), None))


def counts(text: str) -> set[tuple[str, int]]:
    return {(figure.measure, figure.value) for figure in read(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("authorities convicted seven traffickers", {("convictions", 7)}),
        ("police conducted six investigations", {("investigations", 6)}),
        ("two officers were investigated for trafficking crimes", {("investigations", 2)}),
        ("courts prosecuted and convicted only one offender", {("prosecutions", 1), ("convictions", 1)}),
        ("officials identified and provided services to 11 victims", {("victims_identified", 11), ("victims_assisted", 11)}),
        ("30 trafficking prosecutions and two convictions", {("prosecutions", 30), ("convictions", 2)}),
        ("the prosecution of four offenders for forced labor", {("prosecutions", 4)}),
        ("seven victims were assisted", {("victims_assisted", 7)}),
        ("14 children found by an NGO received government assistance", {("victims_assisted", 14)}),
        ("the government achieved its first conviction under the law", {("convictions", 1)}),
        ("the court convicted a trafficker", {("convictions", 1)}),
    ],
)
def test_a_number_counts_what_the_words_next_to_it_say(text: str, expected: set[tuple[str, int]]) -> None:
    assert counts(text) == expected


def test_subsets_in_brackets_have_a_form_and_earlier_numbers_say_so() -> None:
    total, sex, labour, before = read(
        "The government investigated 45 cases (30 for sex trafficking, 15 for forced labor), compared with 52 in the previous year"
    )
    assert (total.value, total.form, total.unit, total.previous) == (45, None, "cases", False)
    assert (sex.value, sex.form, labour.value, labour.form) == (30, "sex", 15, "labour")
    assert (before.value, before.previous, before.period) == (52, True, "in the previous year")


def test_the_earlier_period_may_name_several_counts() -> None:
    found = read(
        "Officials reported 30 prosecutions and 14 convictions, compared with 25 prosecutions and 12 convictions in 2018."
    )
    assert [(f.value, f.previous) for f in found] == [(30, False), (14, False), (25, True), (12, True)]


def test_a_period_is_the_one_that_the_text_states() -> None:
    (figure,) = read("During the reporting period, courts convicted 12 traffickers.")
    assert (figure.period or "").lower() == "during the reporting period"
    (silent,) = read("Courts convicted 12 traffickers.")
    assert silent.period is None


def test_ranges_qualifiers_and_populations() -> None:
    (figure,) = read("Police identified between 10 and 15 girls in fiscal year 2014.")
    assert (figure.value, figure.upper, figure.population, figure.period) == (10, 15, "girls", "in fiscal year 2014")
    (figure,) = read("Police identified at least 198 victims.")
    assert figure.qualifier == "at_least"


def test_a_fall_from_one_number_to_another_gives_both() -> None:
    found = read("law enforcement decreased in 2014, dropping from 50 investigations to 16")
    assert [(f.measure, f.value, f.previous) for f in found] == [("investigations", 50, True), ("investigations", 16, False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("officials did not investigate, prosecute, or convict any traffickers", {"investigations", "prosecutions", "convictions"}),
        ("no traffickers were convicted", {"convictions"}),
        ("no investigations or prosecutions of traffickers were opened", {"investigations", "prosecutions"}),
        ("the government has never convicted a trafficker", {"convictions"}),
        ("courts convicted no traffickers", {"convictions"}),
        ("officials did not identify or protect victims", {"victims_identified", "victims_assisted"}),
        ("it has not identified any victims, investigated any cases, or convicted any offenders",
         {"victims_identified", "investigations", "convictions"}),
        ("the government did not initiate any new prosecutions", {"prosecutions"}),
        ("the state has yet to convict anyone", {"convictions"}),
        ("nor did it identify any victims", {"victims_identified"}),
    ],
)  # fmt: skip
def test_what_the_text_says_did_not_happen_is_zero(text: str, expected: set[str]) -> None:
    assert counts(text) == {(measure, 0) for measure in expected}


@pytest.mark.parametrize(
    "text",
    [
        "the government did not report any prosecutions",
        "officials did not report investigating, prosecuting, or convicting any traffickers",
        "it did not have procedures to identify victims",
        "authorities did not adequately identify victims",
        "no officials were prosecuted for complicity",
        "the government did not make sufficient efforts to identify and protect victims",
        "efforts to prosecute traffickers decreased",
        "fewer victims were identified",
        "the law prescribes five to 10 years in prison",
        "the ministry trained 300 officers",
        "an estimated 1,500 women are in prostitution",
        "the government plans to prosecute a trafficker",
    ],
)
def test_silence_promises_and_other_numbers_are_no_figure(text: str) -> None:
    assert counts(text) == set()


def test_the_profile_and_a_number_said_twice_add_nothing() -> None:
    assert counts("current situation: traffickers exploit 600 victims identified by police") == set()
    assert len(read("Courts convicted 13 traffickers. Of the 13 traffickers convicted, most went to prison.")) == 1


def test_the_span_supports_the_figure() -> None:
    text = "tier rating: Tier 3 - the police arrested nobody; courts convicted seven traffickers"
    (figure,) = read(text)
    assert text[figure.start : figure.end] == "seven traffickers"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("judges sent 17 traffickers to prison", {("convictions", 17)}),
        ("a dozen traffickers went to prison", {("convictions", 12)}),
        ("courts found six people guilty of trafficking", {("convictions", 6)}),
        ("nine of the 12 defendants were convicted", {("convictions", 9)}),
        ("convictions rose to 19", {("convictions", 19)}),
        ("police opened 12 cases", {("investigations", 12)}),
        ("prosecutors took 11 cases to trial", {("prosecutions", 11)}),
        ("prosecutors charged 18 people in 11 cases", {("prosecutions", 18), ("prosecutions", 11)}),
        ("police took 33 women out of brothels", {("victims_identified", 33)}),
        ("it gave 60 victims legal advice", {("victims_assisted", 60)}),
        ("the ministry placed 14 children in foster care", {("victims_assisted", 14)}),
        ("not a single trafficker was prosecuted", {("prosecutions", 0)}),
        ("the police tried to stop 12 men", set()),
        ("three convictions were overturned", set()),
    ],
)
def test_verbs_that_part_around_their_object_count_it(text: str, expected: set[tuple[str, int]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "No investigations were reported",
        "no prosecutions or convictions were reported during the year",
        "No victims were reported to have been identified",
        "no new indictments have been publicly documented",
    ],
)
def test_what_was_not_reported_is_a_silence_and_no_zero(text: str) -> None:
    assert counts(text) == set()


def test_a_report_told_of_in_another_breath_leaves_a_zero_as_it_is() -> None:
    assert counts("No traffickers were convicted and few cases were reported") == {("convictions", 0)}
