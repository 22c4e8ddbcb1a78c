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
        ("police identified 12 victims and 30 suspects in 2019", {("victims_identified", 12)}),
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
    ("text", "expected"),
    [
        ("Courts acquitted nine defendants and convicted two", {("convictions", 2)}),
        ("An appeals court overturned the convictions of three traffickers", set()),
        ("Judges dismissed charges against five suspects", set()),
        ("The high court quashed four convictions and upheld six convictions", {("convictions", 6)}),
        ("Prosecutors dropped the prosecution of eight recruiters and indicted one", {("prosecutions", 1)}),
        ("The convictions of seven farmers were annulled", set()),
        ("Courts convicted 11 traffickers; judges acquitted three", {("convictions", 11)}),
    ],
)
def test_who_was_acquitted_or_whose_conviction_was_undone_is_not_counted(text: str, expected: set[tuple[str, int]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police investigated 1 234 cases", {("investigations", 1234)}),
        ("Officials identified 12\u00a0000 victims", {("victims_identified", 12000)}),
        ("Officials identified 2\u2009450 victims", {("victims_identified", 2450)}),
        ("Officials identified 3\u202f100 victims", {("victims_identified", 3100)}),
        ("In 2021 340 victims were identified", {("victims_identified", 340)}),
        ("Police investigated 1,234 cases", {("investigations", 1234)}),
    ],
)
def test_thousands_may_be_set_apart_by_blanks(text: str, expected: set[tuple[str, int]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Courts convicted 12 drug traffickers", set()),
        ("The court sentenced five arms traffickers and convicted two sex traffickers", {("convictions", 2)}),
        ("Prosecutors charged 14 migrant smugglers", set()),
        ("Judges convicted eight smugglers and sentenced three traffickers", {("convictions", 3)}),
        ("Courts convicted 20 individuals for drug trafficking", set()),
        ("Courts convicted 20 individuals for sex trafficking", {("convictions", 20)}),
        ("Police investigated nine cases of wildlife trafficking", set()),
    ],
)
def test_traffickers_in_goods_and_smugglers_are_not_counted(text: str, expected: set[tuple[str, int]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Courts convicted 12 under the trafficking law and 18 under other laws", {("convictions", 12), ("convictions", 18)}),
        ("The police investigated 30 under the code", {("investigations", 30)}),
        ("Judges sentenced six to prison", {("convictions", 6)}),
        ("The state prosecuted seven for forced labor and nine for sex trafficking", {("prosecutions", 7), ("prosecutions", 9)}),
    ],
)
def test_a_number_without_a_noun_is_counted_by_its_verb(text: str, expected: set[tuple[str, int]]) -> None:
    assert counts(text) == expected


def previous(text: str) -> set[tuple[int, bool]]:
    return {(figure.value, figure.previous) for figure in read(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Police completed 61 investigations, compared with 40 investigations, 12 prosecutions, and five convictions in 2016",
            {(61, False), (40, True), (12, True), (5, True)},
        ),
        (
            "This compared with investigating two cases in 2020, seven in 2019, and four cases in 2018",
            {(2, True), (7, True), (4, True)},
        ),
        ("The state gave care to 90 victims, an increase over the previous year", {(90, False)}),
        (
            "Courts convicted at least 70 traffickers—including some whose trials began in the previous year—up from 33 in 2012",
            {(70, False), (33, True)},
        ),
        (
            "Officials identified one victim, compared with no victims identified in 2018 and 2017 and ten identified in 2016",
            {(1, False), (10, True)},
        ),
        ("Police investigated five men (four men from Norvale and one from Sudria)", {(5, False), (4, False)}),
        (
            "Officials identified 40 victims in 2013, fewer than the 52 of 2012, and assisted 31 victims",
            {(40, False), (52, True), (31, False)},
        ),
    ],
)
def test_which_numbers_are_of_the_period_before(text: str, expected: set[tuple[int, bool]]) -> None:
    assert previous(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Officials identified 64 victims and assisted 20 victims. Of the identified victims, 41 were exploited in sex trafficking",
            {("victims_identified", 64), ("victims_assisted", 20), ("victims_identified", 41)},
        ),
        ("Police identified 52 suspects for sex trafficking, compared to 23 in 2017, and 30 for labor trafficking", set()),
        ("The ministry gave help to 12 shelters, an increase from the 6,000 leu ($400) that it gave before", set()),
        (
            "The unit helped 61 victims, an increase compared with 25 identified victims in 2020",
            {("victims_assisted", 61), ("victims_identified", 25)},
        ),
        ("None of the 14 convicted traffickers were imprisoned", set()),
        ("Police investigated 31 cases and sent the courts 5 cases involving nine men and two women", {("investigations", 31)}),
        (
            "Officials identified and gave various forms of support to 17 victims",
            {("victims_assisted", 17), ("victims_identified", 17)},
        ),
    ],
)
def test_a_number_goes_on_only_from_what_it_is_a_part_of(text: str, expected: set[tuple[str, int]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "form", "period", "population"),
    [
        ("The courts convicted no traffickers of forced labor in 2022", "labour", "in 2022", None),
        ("Officials did not prosecute or convict any sex traffickers", "sex", None, None),
        ("No sex trafficking victims were identified", "sex", None, None),
        (
            "During the reporting period, the police did not identify any child victims",
            None,
            "during the reporting period",
            "child",
        ),
        ("Judges convicted no traffickers", None, None, None),
        ("The state identified no forced labor victims in 2019", "labour", "in 2019", None),
    ],
)
def test_a_zero_has_the_scope_that_the_text_gives_it(
    text: str, form: str | None, period: str | None, population: str | None
) -> None:
    zeros = [figure for figure in read(text) if figure.value == 0]
    assert zeros
    assert {(figure.form, figure.period and figure.period.lower(), figure.population) for figure in zeros} == {
        (form, period, population)
    }


@pytest.mark.parametrize(
    "text",
    [
        "In two cases, the government did not prosecute those cases",
        "The police did not investigate the cases that the union had reported",
        "Officers did not identify any victims during the raids",
        "The unit did not identify any victims at the border",
        "The state did not convict any of the suspects arrested in 2014",
        "No convictions were reported",
        "No investigations or prosecutions of traffickers were reported",
        "No victims were publicly reported",
    ],
)
def test_a_zero_of_some_only_or_of_what_was_reported_is_no_figure(text: str) -> None:
    assert [figure for figure in read(text) if figure.value == 0] == []


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The government did not investigate any trafficking cases", "investigations"),
        ("The courts have never convicted a trafficker", "convictions"),
        ("No traffickers were prosecuted", "prosecutions"),
        ("The government reported no prosecutions", "prosecutions"),
        ("Officials did not identify any victims during the reporting period", "victims_identified"),
    ],
)
def test_a_zero_of_all_is_a_figure(text: str, measure: str) -> None:
    assert (measure, 0) in counts(text)


def test_a_dash_ends_the_noun_that_a_number_counts() -> None:
    assert counts("Courts convicted at least 70 traffickers—including some whose trials began in May") == {("convictions", 70)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NGOs reported to the police that they identified 72 victims", set()),
        (
            "An international organization identified 30 victims and the government identified 12 victims",
            {("victims_identified", 12)},
        ),
        ("In 2017, one NGO worked with the local police to find traffickers, and provided support for 100 victims", set()),
        ("In addition to those whom officials met, NGOs and international organizations assisted 40 victims", set()),
        ("The ministry ran a shelter, while another NGO assisted 85 victims", set()),
        ("The government, NGOs, and an international organization identified 20 victims", {("victims_identified", 20)}),
        ("The state referred 60 victims, civil society referred 16, and others came alone", {("victims_assisted", 60)}),
        ("NGOs reported the government identified 33 victims", {("victims_identified", 33)}),
        ("Officials and NGOs identified 51 victims", {("victims_identified", 51)}),
        ("The government, with an NGO, assisted nine victims", {("victims_assisted", 9)}),
    ],
)
def test_what_others_counted_for_themselves_is_not_the_states_count(text: str, expected: set[tuple[str, int]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By comparison, prosecutors reported 44 investigations and eight convictions in 2013", {(44, True), (8, True)}),
        (
            "This was a drop from the previous year, when police investigated 52 cases and courts convicted eight men",
            {(52, True), (8, True)},
        ),
        ("Officials identified 90 victims (61 in 2016 and 54 in 2015)", {(90, False), (61, True), (54, True)}),
        ("The institute identified seven girls in 2017 (30 girls and nine boys in 2016)", {(7, False), (30, True), (9, True)}),
        ("Officials identified 90 victims (50 adults and 11 children in 2016)", {(90, False), (50, True), (11, True)}),
        ("In 2019, officials identified 90 victims (61 in the north)", {(90, False)}),
        (
            "The state prosecuted 57 suspects, an increase from the 31 whom it prosecuted in 2019, of which five were for forced labor",
            {(57, False), (31, True), (5, True)},
        ),
        (
            "Officials identified 12 victims (compared with 14 in 2018), of whom ten were girls",
            {(12, False), (14, True), (10, False)},
        ),
        ("This included 12 prosecutions", {(12, False)}),
    ],
)
def test_a_sentence_or_a_bracket_that_compares_tells_of_the_period_before(text: str, expected: set[tuple[int, bool]]) -> None:
    assert previous(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Judges convicted 25 men and sentenced 17 of those convicted to life imprisonment", {("convictions", 25)}),
        ("The courts sentenced five of the convicted traffickers to ten years", set()),
        ("The courts sentenced five traffickers to ten years", {("convictions", 5)}),
        ("Prosecutors initiated trials in four cases", {("prosecutions", 4)}),
        ("Prosecutors opened four cases", {("investigations", 4)}),
        ("The ministry provided 37 victims with emergency assistance", {("victims_assisted", 37)}),
        ("The ministry gave 12 women long-term shelter", {("victims_assisted", 12)}),
        ("These cases were settled and did not result in any prosecutions", set()),
        ("The two complaints were dropped, and the cases did not lead to any convictions", set()),
        ("Investigations went on but did not result in any convictions", {("convictions", 0)}),
    ],
)
def test_parts_of_what_was_counted_are_no_count_of_all(text: str, expected: set[tuple[str, int]]) -> None:
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Police prosecuted 16 traffickers, compared with 42 suspects arrested and 26 traffickers prosecuted the year before.",
            {("prosecutions", 16), ("prosecutions", 26)},
        ),
        ("The state kept one trafficking victims' shelter, which provided services to 11 residents.", {("victims_assisted", 11)}),
        (
            "Of the 90 victims identified, officials referred 40 to shelters, compared with 30 in 2019.",
            {("victims_identified", 90), ("victims_assisted", 40), ("victims_assisted", 30)},
        ),
        (
            "Police identified 12 victims (seven exploited in sex trafficking), and NGOs identified another 33 victims.",
            {("victims_identified", 12), ("victims_identified", 7)},
        ),
        (
            "Police identified 95 victims. Of these, 28 were adults and 67 were minors; 60 were female and 35 were male.",
            {("victims_identified", value) for value in (95, 28, 67, 60, 35)},
        ),
        (
            "Police identified 67 victims. This included 60 victims of labor trafficking and seven victims of sex trafficking.",
            {("victims_identified", value) for value in (67, 60, 7)},
        ),
    ],
)
def test_a_breakdown_goes_on_from_its_own_deed(text: str, expected: set[tuple[str, int]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In 2022, the service prosecuted 19 traffickers; it prosecuted 77 traffickers in 2021.",
        "Courts heard 19 prosecutions, as compared with 2021, in which there were 77 prosecutions.",
    ],
)
def test_a_year_before_the_last_one_told_is_an_earlier_period(text: str) -> None:
    assert {figure.value for figure in read(text) if figure.previous} == {77}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police conducted 185 sex and labor trafficking investigations.", {("investigations", 185)}),
        ("Prosecutors brought to trial 22 defendants in 2011.", {("prosecutions", 22)}),
        ("The state enrolled 27 new victims into its assistance program.", {("victims_assisted", 27)}),
        ("The government reported that NGOs identified an additional 78 victims.", set()),
        (
            "The line referred 15 of these calls to the police. This compared to 65 calls resulting in two investigations.",
            {("investigations", 2)},
        ),
    ],
)
def test_what_is_counted_is_people_and_cases_of_the_state(text: str, expected: set[tuple[str, int]]) -> None:
    assert counts(text) == expected


def test_a_breakdown_of_an_earlier_number_is_earlier_too() -> None:
    text = (
        "Police identified 75 victims in 2019 (66 girls and nine boys), compared to 73 victims in 2018 (63 girls and ten boys)."
    )
    assert {figure.value for figure in read(text) if figure.previous} == {73, 63, 10}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Police identified 21 victims of sex trafficking and no boys",
            {("victims_identified", 21), ("victims_identified", 0)},
        ),
        ("Courts convicted two sex traffickers and no labor traffickers", {("convictions", 2), ("convictions", 0)}),
        ("Police identified 21 victims and no ministry cared for them", {("victims_identified", 21)}),
        ("The government did not try suspects, nor did judges convict any traffickers", {("convictions", 0)}),
        ("Some local civil society groups did not identify any victims", set()),
        (
            "Guards identified 14 child victims and 230 adult victims with data from two provinces",
            {("victims_identified", 14), ("victims_identified", 230)},
        ),
        ("Courts convicted three traffickers and 12 suspects fled", {("convictions", 3)}),
        ("Eight cases of servitude involving 19 girls were investigated", {("investigations", 8)}),
        ("The attorney filed amended charges against nine traffickers", {("prosecutions", 9)}),
        ("The attorney dropped all charges against nine traffickers", set()),
        ("The ministry worked to remove 16 children from conditions of servitude", set()),
        ("The ministry removed 16 children from conditions of servitude", {("victims_identified", 16)}),
        ("Police cooperated with a charity to identify 60 victims", {("victims_identified", 60)}),
        ("Care for victims was uneven from one district to the next", set()),
    ],
)
def test_counts_that_stand_side_by_side_or_far_from_their_verb(text: str, expected: set[tuple[str, int]]) -> None:
    assert counts(text) == expected


def test_in_a_row_each_count_has_the_deed_after_it() -> None:
    found = read("Courts convicted nobody, a decline from six cases prosecuted and one trafficker convicted the year before.")
    assert {(f.measure, f.value, f.previous) for f in found} >= {("prosecutions", 6, True), ("convictions", 1, True)}


def test_over_the_last_year_is_now_and_what_is_compared_has_no_period_of_the_present() -> None:
    now, before = read("Over the last year, courts convicted nine traffickers, compared with four.")
    assert (now.previous, (now.period or "").lower()) == (False, "over the last year")
    assert (before.previous, before.period) == (True, None)
    (last,) = read("Courts convicted nine traffickers last year.")
    assert (last.previous, last.period) == (True, "last year")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Police investigated 14 cases—nine for sex trafficking and five for forced labor.",
            {("investigations", 14), ("investigations", 9), ("investigations", 5)},
        ),
        (
            "Guards identified 44 victims; 29 were females and 15 were males.",
            {("victims_identified", 44), ("victims_identified", 29), ("victims_identified", 15)},
        ),
        (
            "Guards identified 44 official victims and 80 potential victims (six potential victims in 2016).",
            {("victims_identified", 44), ("victims_identified", 80), ("victims_identified", 6)},
        ),
        ("Observers said that an NGO worker identified a foreign victim.", set()),
        ("An NGO worker identified 12 foreign victims.", set()),
        ("Convictions were obtained against 17 traffickers.", {("convictions", 17)}),
        ("Courts tried four cases involving 11 defendants.", {("prosecutions", 4), ("prosecutions", 11)}),
        ("Courts settled such claims without investigating them as trafficking.", set()),
        ("The code sets a limit for charging a person.", set()),
    ],
)
def test_breakdowns_after_a_dash_or_a_semicolon_and_deeds_that_were_not_done(text: str, expected: set[tuple[str, int]]) -> None:
    assert counts(text) == expected


def test_what_follows_a_comparison_with_a_verb_of_its_own_is_of_now() -> None:
    assert previous("Courts tried six cases – compared to eight in 2012 – and convicted three traffickers.") == {
        (6, False),
        (8, True),
        (3, False),
    }


def test_a_form_is_that_of_the_count_and_not_of_its_breakdown() -> None:
    found = read("Police investigated 14 cases—nine for sex trafficking and five for forced labor.")
    assert [(f.value, f.form) for f in found] == [(14, None), (9, "sex"), (5, "labour")]
    (none,) = read("Courts did not convict any persons for sex and labor trafficking.")
    assert none.form is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Police identified 30 victims. Eighteen victims were subjected to forced labor and 12 to sex trafficking.",
            {30, 18, 12},
        ),
        ("The ministry offered initial care to all 30 victims.", {30}),
        ("Government-funded NGOs assisted 30 victims.", {30}),
        ("The government said NGOs separately identified nine victims.", set()),
    ],
)
def test_parts_of_the_sentence_before_and_services_that_the_state_pays(text: str, expected: set[int]) -> None:
    assert {value for _, value in counts(text)} == expected


def test_a_case_of_the_year_before_that_goes_on_is_of_now() -> None:
    (now,) = read("Courts continued prosecuting eight cases from the previous reporting period.")
    assert not now.previous
    (before,) = read("Courts convicted eight traffickers in the previous reporting period.")
    assert before.previous


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no trafficking victims were jailed", set()),
        ("no cases involving child victims were prosecuted", {("prosecutions", 0)}),
        ("the government provides no shelter but refers victims to NGOs", set()),
        ("the government provided no services, and victims were jailed", set()),
        ("the government provided no assistance to victims", {("victims_assisted", 0)}),
        ("the NGOs assisted 45 victims, compared to 60 in 2002", set()),
        ("ten victims were identified, and 12 victims were deported", {("victims_identified", 10)}),
        ("six were prosecuted and three traffickers convicted", {("prosecutions", 6), ("convictions", 3)}),
    ],
)
def test_what_is_told_beside_a_deed_of_somebody_else_is_no_count_of_it(text: str, expected: set[tuple[str, int]]) -> None:
    assert counts(text) == expected
