"""Two editions compared: what may be said of a difference, and what never."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_texts import Library, Line, action, asked, figure, flow, gap
from palermo.assessment.compare.answer import Comparison, changes, compare, compare_all, requests
from palermo.assessment.compare.cited import NumberedTexts
from palermo.assessment.compare.data import as_data
from palermo.assessment.compare.figures import figure_rows, in_print
from palermo.assessment.compare.notes import BASES, READING, caveats
from palermo.assessment.compare.outline import drift, section_pairs
from palermo.assessment.compare.periods import period_kind
from palermo.assessment.compare.reading import EditionReading, pair
from palermo.cli.compare_print import screen
from palermo.errors import UserError
from palermo.library.series import named
from palermo.register.jurisdictions import resolve
from palermo.register.silences import Known, NotHeld, NotReported, Silent, sentence

TIP = named("tip")
CUBA = resolve("Cuba")
IMPROVEMENT = re.compile(
    r"\b(improv\w*|progress\w*|better|closed|solved|resolved|fixed|ended|ceased|implemented|carried out)\b", re.I
)
SAID_ANYWAY = (  # what is printed to forbid the reading
    READING,
    "nothing here says that it was carried out",
    "silent, not ended",
    "is often better work",
)

LINES = [
    Line("narrative", "The government does not meet the standards."),
    gap("enforcement_weak", "Courts convicted nobody."),
    gap("complicity_unaddressed", "Officers who took bribes were not tried."),
    action("training", "The ministry trained judges of the harbour court."),
    figure("convictions", 4, "Courts convicted four persons in 2024.", period="2024"),
    figure("prosecutions", 9, "Nine cases went to trial.", unit="cases", period=None),
    gap("services_inadequate", "There was one shelter, and it was full.", "protection"),
    asked(1, "Open a shelter for survivors of forced labour in the harbour."),
    asked(2, "Investigate officers who take bribes at the border."),
    flow("HTI", "in", "People from Haiti are exploited in the harbour."),
    flow("HTI", "out", "Some of its people are exploited in Haiti."),
]
PARTS = st.lists(st.sampled_from(LINES), unique_by=id, max_size=len(LINES)).map(lambda found: sorted(found, key=LINES.index))


def readings(monkeypatch, record, old, new, years=(2024, 2025), **changed):
    library = Library()
    library.add(years[0], old)
    if years[1] != years[0]:
        library.add(years[1], new, **changed)
    library.stand_in(monkeypatch)
    return pair(record, "tip_report", "CUB", years)


def keys(found, change):
    return {c.said.key for c in found if c.change == change}


# Laws of comparing ------------------------------------------------------------------------------------------------------------


@given(lines=PARTS)
def test_an_edition_compared_with_itself_gains_and_loses_nothing(today_record, lines):
    with pytest.MonkeyPatch.context() as patch:
        one, same = readings(patch, today_record, lines, lines, (2024, 2024))
    assert {c.change for c in changes(one, same)} <= {"kept"}
    assert {r.kind for r in requests(one, same)} <= {"repeated"}
    assert all(row.earlier == row.later for row in figure_rows(one, same))
    assert one.narrative
    assert same.narrative
    found = drift(one.narrative, same.narrative)
    assert not (found.added)
    assert not (found.dropped)
    assert not (found.order_changed)
    assert not (found.retitled)
    assert all(s.only_earlier == s.only_later == 0 and s.words[0] == s.words[1] for s in section_pairs(one, same))


@given(old=PARTS, new=PARTS)
def test_swapping_the_editions_swaps_what_is_gained_and_what_is_lost(today_record, old, new):
    with pytest.MonkeyPatch.context() as patch:
        a, b = readings(patch, today_record, old, new)
    there, back = changes(a, b), changes(b, a)
    assert keys(there, "gained") == keys(back, "lost")
    assert keys(there, "lost") == keys(back, "gained")
    assert keys(there, "kept") == keys(back, "kept")
    kinds = [[r.kind for r in requests(*both)] for both in ((a, b), (b, a))]
    assert kinds[0].count("new") == kinds[1].count("dropped")


@given(lines=PARTS, data=st.data())
def test_a_text_that_was_cut_is_never_said_to_be_better(today_record, lines, data):
    shorter = data.draw(st.lists(st.sampled_from(lines), unique_by=id)) if lines else []
    shorter.sort(key=LINES.index)
    printed = terminal(today_record, lines, shorter)
    assert " ".join(READING.split()) in printed
    for allowed in SAID_ANYWAY:
        printed = printed.replace(allowed, "")
    assert not IMPROVEMENT.findall(printed)


@given(old=PARTS, new=PARTS)
def test_no_figure_is_printed_that_no_finding_holds(today_record, old, new):
    held = {value for line in (*old, *new) for kind, _, value, _ in line.found if kind == "figure"}
    with pytest.MonkeyPatch.context() as patch:
        rows = figure_rows(*readings(patch, today_record, old, new))
        page = terminal(today_record, old, new)
    values = [said.amount for row in rows for side in (row.earlier, row.later) for said in side.restated]
    values += [
        s.amount for row in rows for side in (row.earlier, row.later) if isinstance(side.answer, Known) for s in side.answer.value
    ]
    assert {amount.value for amount in values} == held
    figures = page.partition("Figures")[2].partition("Figures are set side by side")[0]
    printed = {int(n) for n in re.findall(r"\d+", re.sub(r"\[\d+\]", "", figures))}
    assert printed <= held | {2024, 2025}, "a number that is no value, edition or stated period"


def terminal(record, old, new):
    """The page of two editions, its lines run together."""
    with pytest.MonkeyPatch.context() as patch:
        readings(patch, record, old, new)
        one = compare(record, TIP, (2024, 2025), CUBA)
        return " ".join(screen(as_data(record, TIP, (2024, 2025), one, ()), TIP.title, 200).split())


# Findings and silences --------------------------------------------------------------------------------------------------------


def test_what_is_no_longer_mentioned_is_a_silence_of_the_later_text(monkeypatch, today_record):
    earlier, later = readings(monkeypatch, today_record, LINES[:3], LINES[:2])
    (lost,) = (c for c in changes(earlier, later) if c.change == "lost")
    assert lost.said.code == "complicity_unaddressed"
    assert lost.silence == Silent("the narrative of the 2025 edition", machine=True)
    assert lost.said.quotation == "Officers who took bribes were not tried."


def test_what_is_no_longer_mentioned_is_printed_with_what_the_reader_misses_and_that_narratives_were_never_measured(today_record):
    printed = terminal(today_record, LINES[:3], LINES[:2])
    after = printed.partition("No longer mentioned")[2]
    assert "The reader may only have missed it. Not measured on this kind of text." in after
    assert "country summaries of the World Factbook" in after


@pytest.mark.parametrize(
    ("years", "said"), [((2025, 2024), "palermo compare 2024 2025"), ((2024, 2024), "not compared with itself")]
)
def test_editions_the_wrong_way_round_or_twice_the_same_are_refused(today_record, years, said):
    for ask in (lambda: compare(today_record, TIP, years, CUBA), lambda: compare_all(today_record, TIP, years)):
        with pytest.raises(UserError, match=said):
            ask()


def test_nothing_is_dropped_where_a_text_has_no_list_of_recommendations(today_record):
    printed = terminal(today_record, LINES, [line for line in LINES if line.section != "recommendations"])
    assert "Dropped" not in printed
    assert "in the text of 2025 no list of recommendations was found" in printed


def test_copies_of_one_summary_that_word_a_figure_otherwise_give_it_once(today_record):
    _, later = pair(today_record, "tip_report", "SXM", (2022, 2023))
    (three,) = (said for said in later.of("figure") if said.code == "convictions")
    assert three.amount.value == 3
    assert len({fact["text_sha256"] for fact in three.at if fact.table == "reported_findings"}) == 2


def test_a_placement_that_was_concluded_is_said_to_be_and_the_held_text_is_cited_for_its_own(today_record):
    stated = Line("narrative", "Cuba is on Tier 3.", (("placement", "3", None, {}),))
    printed = terminal(today_record, [stated, *LINES], LINES)
    assert "2024: Tier 3" in printed
    assert "the held text says Tier 3" in printed
    with pytest.MonkeyPatch.context() as patch:
        readings(patch, today_record, LINES, LINES)
        data = as_data(today_record, TIP, (2024, 2025), compare(today_record, TIP, (2024, 2025), CUBA), ())
    for tier in data["comparison"]["tiers"]:
        assert (tier["note"] is not None) == (tier["basis"] in ("derived", "inferred"))


def test_a_finding_that_a_person_rejected_is_neither_gained_nor_lost(monkeypatch, today_record):
    wrong = Line("prosecution", "Courts convicted nobody.", (("gap", "enforcement_weak", None, {"status": "rejected"}),))
    assert changes(*readings(monkeypatch, today_record, [LINES[0]], [LINES[0], wrong])) == ()


def test_an_edition_that_is_not_held_makes_no_loss():
    held = EditionReading(2024, "none")
    assert changes(held, EditionReading(2025, "none")) == ()


def test_where_one_edition_is_not_held_the_other_is_listed_and_not_compared(monkeypatch, today_record):
    library = Library()
    library.add(2024, LINES)
    library.stand_in(monkeypatch)
    one = compare(today_record, TIP, (2024, 2026), CUBA)
    assert one.state == "only_earlier"
    assert {c.change for c in one.changes} == {"not_compared"}
    assert {type(c.silence) for c in one.changes} == {NotHeld}
    assert all(isinstance(row.later.answer, NotHeld) for row in one.figures)
    assert one.requests is None
    assert one.drift is None
    data = as_data(today_record, TIP, (2024, 2026), one, ())
    assert "2026 edition" in data["missing"][0]["text"]
    assert "may have come out" in data["missing"][0]["text"]


def test_a_narrative_and_a_summary_are_not_compared(monkeypatch, today_record):
    library = Library()
    library.add(2024, LINES, jurisdiction="DZA")
    library.stand_in(monkeypatch)
    one = compare(today_record, TIP, (2023, 2024), resolve("Algeria"))
    assert one.state == "different_documents"
    assert {c.change for c in one.changes} == {"not_compared"}


def test_a_narrative_gives_way_where_both_summaries_are_coded(monkeypatch, today_record):
    library = Library()
    library.add(2023, LINES, jurisdiction="DZA")
    library.stand_in(monkeypatch)
    one = compare(today_record, TIP, (2022, 2023), resolve("Algeria"))
    assert (one.state, one.earlier.basis) == ("compared", "coded")


def test_a_summary_that_gives_the_placement_alone_is_not_silent_on_the_rest(monkeypatch, today_record):
    Library().stand_in(monkeypatch)
    one = compare(today_record, TIP, (2023, 2024), resolve("Algeria"))
    assert one.state == "only_earlier"
    assert "placement alone" in as_data(today_record, TIP, (2023, 2024), one, ())["missing"][0]["text"]


def test_of_two_captures_the_later_one_is_compared_and_the_other_counted(monkeypatch, today_record):
    library = Library()
    library.add(2024, LINES[:2], retrieved_at="2025-01-01T00:00:00Z")
    library.add(2024, LINES[:3], retrieved_at="2026-01-01T00:00:00Z")
    library.stand_in(monkeypatch)
    reading, _ = pair(today_record, "tip_report", "CUB", (2024, 2025))
    assert (len(reading.of("gap")), reading.others) == (2, 1)


# Figures (P6) -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "one_series"),
    [
        ({}, True),
        ({"unit": "cases"}, False),
        ({"form": "sex"}, False),
        ({"population": "children"}, False),
        ({"period": "the reporting period"}, False),
        ({"period": None}, False),
        ({"period": "January to June 2024"}, False),
    ],
)
def test_only_one_unit_form_population_and_kind_of_period_make_one_series(monkeypatch, today_record, changed, one_series):
    old, new = figure("convictions", 4, "Four.", period="2023"), figure("convictions", 6, "Six.", **{"period": "2024", **changed})
    rows = figure_rows(*readings(monkeypatch, today_record, [old], [new]))
    assert [row.apart is None for row in rows] == ([True] if one_series else [False, False])


@pytest.mark.parametrize(
    ("changed", "why"), [({"period": None}, "the period is not stated"), ({"unit": None}, "the unit is not stated")]
)
def test_what_a_text_does_not_state_makes_no_series(monkeypatch, today_record, changed, why):
    lines = [figure("convictions", n, f"Of them {n}.", **changed) for n in (4, 6)]
    (row,) = figure_rows(*readings(monkeypatch, today_record, lines[:1], lines[1:]))
    assert row.apart == why


def test_a_value_for_the_period_before_stands_beside_as_a_restatement(monkeypatch, today_record):
    old = [figure("convictions", 4, "Four.", period="2023")]
    new = [
        figure("convictions", 6, "Six, against five.", period="2024"),
        figure("convictions", 5, "Five.", period="2023", previous=True),
    ]
    (row,) = figure_rows(*readings(monkeypatch, today_record, old, new))
    assert [said.amount.value for said in row.later.restated] == [5]
    assert [said.amount.value for said in row.later.answer.value] == [6]
    assert [said.amount.value for said in row.earlier.answer.value] == [4]


def test_a_value_that_is_only_restated_is_no_figure_of_its_edition(monkeypatch, today_record):
    restated = figure("convictions", 5, "Five.", period="2023", previous=True)
    (row,) = figure_rows(*readings(monkeypatch, today_record, [LINES[0]], [restated]))
    assert row.apart == "given for the period before only"
    assert isinstance(row.later.answer, Silent)


def test_not_reported_silent_and_in_another_row_are_three_things(monkeypatch, today_record):
    old = [figure("convictions", 4, "Four.")]
    told = gap("data_not_reported", "The government gave no data.")
    otherwise = figure("convictions", 0, "None.", unit="cases")
    answers = []
    for new in ([told], [LINES[0]], [otherwise]):
        rows = figure_rows(*readings(monkeypatch, today_record, old, new))
        answers.append(next(row.later.answer for row in rows if isinstance(row.earlier.answer, Known)))
    assert [type(answer) for answer in answers] == [NotReported, Silent, Silent]
    assert "another row" in answers[2].document
    assert "another row" not in answers[1].document


def test_only_a_figure_that_the_words_name_was_not_reported(monkeypatch, today_record):
    old = [figure("convictions", 4, "Four."), figure("victims_assisted", 9, "Nine.")]
    told = gap("data_not_reported", "The ministry did not say how many victims it assisted.")
    rows = figure_rows(*readings(monkeypatch, today_record, old, [told]))
    assert {row.measure: type(row.later.answer) for row in rows} == {"convictions": Silent, "victims_assisted": NotReported}


def test_a_reader_that_found_nothing_does_not_speak_for_the_text(monkeypatch, today_record):
    (row,) = figure_rows(*readings(monkeypatch, today_record, [figure("convictions", 4, "Four.")], [LINES[0]]))
    assert sentence(row.later.answer, "convictions").startswith("convictions: the reader found none in")


def test_a_figure_in_another_row_is_never_hidden_by_one_for_the_period_before(monkeypatch, today_record):
    new = [
        figure("convictions", 7, "Seven children.", population="children"),
        figure("convictions", 5, "Five before.", previous=True),
    ]
    rows = figure_rows(*readings(monkeypatch, today_record, [figure("convictions", 4, "Four.")], new))
    silent = next(row.later.answer for row in rows if row.later.restated)
    assert "another row" in silent.document


def test_a_zero_is_a_value(monkeypatch, today_record):
    (row,) = figure_rows(*readings(monkeypatch, today_record, [figure("convictions", 0, "None.")], [LINES[0]]))
    assert isinstance(row.earlier.answer, Known)
    assert in_print(row.earlier.answer.value[0].amount) == "0"


@pytest.mark.parametrize(
    ("words", "kind"),
    [("2023", "calendar year"), ("the 2022-2023 reporting period", "reporting period"), ("FY 2023", "fiscal year"), ("", None)],
)
def test_periods_have_kinds(words, kind):
    assert period_kind(words) == kind


# Recommendations --------------------------------------------------------------------------------------------------------------


def test_recommendations_are_repeated_reworded_new_or_dropped_with_both_wordings(monkeypatch, today_record):
    old = [asked(1, "Enact a law against forced labour."), asked(2, "Train labour inspectors on debt bondage in the fishing fleet."),
           asked(3, "Ratify the protocol.")]  # fmt: skip
    new = [asked(1, "Train all labour inspectors to find debt bondage in fishing fleets."), asked(2, "Enact a law against forced labour."),
           asked(3, "Fund shelters outside the capital.")]  # fmt: skip
    found = {r.kind: r for r in requests(*readings(monkeypatch, today_record, old, new))}
    assert set(found) == {"repeated", "reworded", "new", "dropped"}
    assert found["reworded"].earlier.quotation == old[1].text
    assert found["reworded"].later.quotation == new[0].text
    assert found["dropped"].earlier.quotation == "Ratify the protocol."
    assert found["dropped"].later is None


def test_a_recommendation_is_counted_over_the_held_editions_and_missing_years_are_named(monkeypatch, today_record):
    library = Library()
    for year in (2021, 2022, 2024, 2025):
        library.add(year, [asked(1, "Enact a law against forced labour.")])
    library.stand_in(monkeypatch)
    one = compare(today_record, TIP, (2024, 2025), CUBA)
    data = as_data(today_record, TIP, (2024, 2025), one, ())
    (item,) = data["comparison"]["recommendations"]
    assert (item["editions"], item["in_a_row"], item["not_held"]) == ([2021, 2022, 2024, 2025], 4, [2023])


def test_a_later_edition_adds_nothing_to_a_question_about_earlier_ones(monkeypatch, today_record):
    library = Library()
    for year in (2021, 2022, 2023):
        library.add(year, [asked(1, "Enact a law against forced labour.")])
    library.stand_in(monkeypatch)
    (request,) = compare(today_record, TIP, (2021, 2022), CUBA).requests
    assert request.chain.editions == (2021, 2022)


def test_a_flow_in_one_direction_is_not_that_in_the_other(monkeypatch, today_record):
    found = changes(*readings(monkeypatch, today_record, LINES[-2:-1], LINES[-1:]))
    assert [(c.said.direction, c.change) for c in found] == [("in", "lost"), ("out", "gained")]


# Outline ----------------------------------------------------------------------------------------------------------------------


def test_sections_are_compared_where_the_outlines_correspond(monkeypatch, today_record):
    earlier, later = readings(monkeypatch, today_record, LINES, [LINES[0], *LINES[2:]])
    names = {s.name: (s.same, s.only_earlier, s.only_later) for s in section_pairs(earlier, later)}
    assert names == {
        "narrative": (1, 0, 0),
        "prosecution": (4, 1, 0),
        "protection": (1, 0, 0),
        "recommendations": (2, 0, 0),
        "profile": (2, 0, 0),
    }


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (LINES[:6] + LINES[7:], "only the earlier one has protection"),
        (LINES[7:] + LINES[:7], "their order differs"),
        (LINES[:1], "has no headings"),
    ],
)
def test_sections_are_not_compared_where_the_outline_changed_and_the_reason_is_given(monkeypatch, today_record, new, reason):
    readings(monkeypatch, today_record, LINES, new)
    one = compare(today_record, TIP, (2024, 2025), CUBA)
    assert reason in one.drift.refusal
    assert one.sections == ()
    assert as_data(today_record, TIP, (2024, 2025), one, ())["comparison"]["outline"]["refusal"] == one.drift.refusal


# Editions, caveats, citations -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [1999, 2027, -1])
def test_an_edition_that_cannot_be_is_refused_by_name(monkeypatch, today_record, year):
    Library().stand_in(monkeypatch)
    with pytest.raises(UserError, match=f"'{year}' is no edition"):
        compare(today_record, TIP, (2024, year), CUBA)


def test_a_day_before_the_edition_refuses_it(monkeypatch, cuba_day):
    Library().stand_in(monkeypatch)
    with pytest.raises(UserError, match="2018"):
        compare(cuba_day, TIP, (2016, 2018), CUBA)


def test_caveats_name_their_sources_and_show_from_their_day(today_record, cuba_day):
    found = [
        *caveats("tip_report", (2024, 2025), today_record.as_of),
        *caveats("human_rights_report", (2024,), today_record.as_of),
    ]
    assert [caveat.edition for caveat in found] == [2025, 2024]
    assert all(caveat.sources for caveat in found)
    assert caveats("tip_report", (2024, 2025), cuba_day.as_of) == ()


def test_every_item_cites_and_every_citation_resolves(monkeypatch, today_record):
    readings(monkeypatch, today_record, LINES, LINES[2:])
    data = as_data(today_record, TIP, (2024, 2025), compare(today_record, TIP, (2024, 2025), CUBA), ())
    numbers = {source["n"] for source in data["sources"]}
    for name in ("findings", "figures", "recommendations", "texts"):
        assert data["comparison"][name]
        for item in data["comparison"][name]:
            assert item["citations"], (name, item)
            assert set(item["citations"]) <= numbers, (name, item)
    lost = next(f for f in data["comparison"]["findings"] if f["change"] == "lost")
    places = {s["n"]: s["locator"] for s in data["sources"]}
    assert all(re.fullmatch(r"text:[0-9a-f]{64}#\d+-\d+", places[n]) for n in lost["citations"] + lost["silence"]["citations"])


def test_a_text_and_a_fact_have_numbers_of_one_list(monkeypatch, today_record):
    earlier, _ = readings(monkeypatch, today_record, LINES, LINES)
    cited = NumberedTexts(today_record)
    assert [cited.whole(earlier.narrative), cited.catalogue("editions"), cited.whole(earlier.narrative)] == [1, 2, 1]
    assert [source["n"] for source in cited.plain()] == [1, 2]


def test_a_comparison_without_any_text_says_so():
    nothing = Comparison(CUBA, EditionReading(2024, "none"), EditionReading(2025, "none"))
    assert (nothing.state, nothing.count("gained"), nothing.requests) == ("not_held", None, None)
    assert set(BASES) == {"machine", "coded"}
