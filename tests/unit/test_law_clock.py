"""The tier clock on histories that no case file holds: properties, contradictions, dates of the law."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo.errors import UserError
from palermo.law.clock import ClockAnswer, tier_clock
from palermo.law.history import PLACEMENTS, TIERS, YearEntry, parse_history
from palermo.law.versions import law_version

KNOWN = st.dictionaries(st.integers(2001, 2027), st.sampled_from(TIERS).map(YearEntry))
YEARS = st.integers(2001, 2028)
MODES = st.sampled_from(["state_practice", "statute_literal"])


def ask(text: str, year: int, **more: object) -> ClockAnswer:
    return tier_clock(parse_history(text), year, **more)  # type: ignore[arg-type]


@given(KNOWN, YEARS, MODES)
def test_tiers_1_2_and_3_are_open_from_every_history(history, year, mode):
    answer = tier_clock(history, year, mode=mode)
    assert {"1", "2", "3"} <= set(answer.allowed)
    assert list(answer.allowed) == [tier for tier in PLACEMENTS if tier in answer.allowed]
    assert ("SC" in answer.allowed) == (mode == "state_practice")


@given(KNOWN, YEARS)
def test_a_known_history_never_leaves_both_forms_of_the_watch_list(history, year):
    answer = tier_clock(history, year)
    assert not {"2WL", "2WL+waiver"} <= set(answer.allowed)
    if isinstance(answer.run, int) and answer.run >= 2:
        assert "2WL" not in answer.allowed
        assert answer.at_limit
    if answer.run == 0 and year >= 2004:
        assert "2WL" in answer.allowed


@given(KNOWN, YEARS)
def test_years_before_2009_change_nothing(history, year):
    late = {key: entry for key, entry in history.items() if key >= 2009}
    one, other = tier_clock(history, year), tier_clock(late, year)
    assert (one.allowed, one.run, one.run_years) == (other.allowed, other.run, other.run_years)


@given(KNOWN, YEARS, MODES, st.sets(st.integers(2001, 2027), min_size=1, max_size=2))
@settings(max_examples=60)
def test_an_unknown_year_is_the_union_over_what_it_may_have_been(history, year, mode, hidden):
    masked = {**history, **{key: YearEntry(None) for key in hidden}}
    worlds = [history]
    for key in hidden:
        worlds = [{**world, key: YearEntry(tier)} for world in worlds for tier in TIERS]
    union = {tier for world in worlds for tier in tier_clock(world, year, mode=mode).allowed}
    answer = tier_clock(masked, year, mode=mode)
    assert set(answer.allowed) == union
    assert answer.unknown_years == tuple(sorted(key for key in hidden if key < year))


@given(KNOWN, YEARS, MODES)
def test_the_same_question_has_the_same_answer_and_every_node_a_citation(history, year, mode):
    answer = tier_clock(history, year, mode=mode)
    assert answer == tier_clock(dict(reversed(list(history.items()))), year, mode=mode)
    assert all(node.citation and node.rule and node.label and node.value for node in answer.explanation.walk())
    assert all(rule.citation and rule.effect.endswith(".") for rule in answer.rules)


@given(KNOWN, st.integers(2019, 2028))
def test_the_reference_engine_of_the_specification_agrees(history, year):
    assert set(tier_clock(history, year).allowed) == _engine({y: e.tier for y, e in history.items()}, year)


def _engine(placed: dict[int, str | None], year: int) -> set[str]:
    """The clock written a second time, backwards from the year, as a check on the one that is shipped."""
    run, back = 0, year - 1
    while back >= 2009 and placed.get(back) == "2WL":
        run, back = run + 1, back - 1
    base = {"1", "2", "3", "SC"}
    if run and placed.get(back) == "3":
        while placed.get(back) == "3":
            back -= 1
        before = 0
        while back >= 2009 and placed.get(back) == "2WL":
            before, back = before + 1, back - 1
        if before >= 3:
            return base
    if run >= 2:
        return base | ({"2WL+waiver"} if run - 2 < 1 else set())
    return base | {"2WL"}


def test_the_version_depends_on_the_edition_and_on_what_had_been_enacted():
    assert law_version(2019).id == "LV2019"
    assert law_version(2019, dt.date(2018, 7, 15)).id == "LV2016"
    assert law_version(2019, dt.date(2019, 1, 9)).id == "LV2019"
    assert [law_version(year).id for year in (2001, 2003, 2004, 2009, 2018, 2026)] == [
        "LV2000", "LV2000", "LV2003", "LV2008", "LV2016", "LV2023",
    ]  # fmt: skip
    assert law_version(2100).id == "LV2023"


def test_as_of_2018_a_second_waiver_is_still_in_the_law_of_2019():
    text = "2015:2WL,2016:2WL,2017:2WL+w"
    before = ask(text + ",2018:3", 2019, as_of=dt.date(2018, 7, 15))
    assert before.version == "LV2016"
    fourth = "2016:2WL,2017:2WL,2018:2WL+w"
    assert "2WL+waiver" in ask(fourth, 2019, as_of=dt.date(2018, 7, 15)).allowed
    assert "2WL+waiver" not in ask(fourth, 2019).allowed


def test_the_run_and_the_waivers_are_counted():
    answer = ask("2012:2WL,2013:2WL,2014:2WL+w", 2015)
    assert (answer.run, answer.run_years, answer.waivers_used, answer.waiver_cap) == (
        3,
        (2012, 2013, 2014),
        1,
        2,
    )
    assert answer.allowed == ("1", "2", "2WL+waiver", "3", "SC")
    assert {"R11", "R12", "R13"} <= {rule.id for rule in answer.rules}
    limit = next(rule for rule in answer.rules if rule.id == "R11")
    assert limit.citation == "22 USC 7107(b)(2)(D)(i)"


def test_an_unknown_year_is_said():
    answer = ask("2023:2WL,2024:?,2025:2WL", 2026)
    assert answer.run == (1, 3)
    assert answer.run_years == (2025,)
    assert answer.unknown_years == (2024,)
    assert not answer.at_limit
    assert answer.may_be_at_limit
    assert any("2024" in sentence for sentence in answer.warnings)
    assert any(rule.conditional for rule in answer.rules)


def test_a_waiver_proves_the_years_before_it():
    answer = ask("2025:2WL+w", 2026)
    assert answer.allowed == ("1", "2", "3", "SC")
    assert answer.run == 3
    assert answer.warnings


def test_a_reassessment_counts_as_the_tier_it_ended_in():
    assert ask("2009:3>2WL,2010:2WL", 2011).run == 2


def test_the_letter_reads_the_one_year_rule_in_two_ways():
    text = "2017:2WL,2018:2WL,2019:2WL+w,2020:3,2021:3,2022:2WL"
    assert "2WL" not in ask(text, 2023).allowed
    literal = ask(text, 2023, mode="statute_literal")
    assert {one.reading: "2WL" in one.allowed for one in literal.alternatives} == {
        "return_year_uncounted": True,
        "for_ever": False,
    }
    assert literal.warnings
    older = "2013:2WL,2014:2WL,2015:2WL+w,2016:3,2017:2,2018:2,2019:2,2020:2WL"
    by_letter = ask(older, 2021, mode="statute_literal").alternatives
    assert [("2WL" in one.allowed) for one in by_letter] == [True, False]
    assert "2WL" in ask(older, 2021).allowed


def test_the_letter_counts_the_year_of_a_move_up_as_a_year_on_the_list():
    assert ask("2020:3,2021:2,2022:2WL", 2023).run == 1
    assert ask("2020:3,2021:2,2022:2WL", 2023, mode="statute_literal").run == 2


def test_there_was_no_watch_list_before_the_act_of_2003():
    assert "2WL" not in ask("", 2003).allowed
    assert "2WL" in ask("", 2004).allowed


@pytest.mark.parametrize(
    ("text", "year", "word"),
    [
        ("2015:4", 2016, "4"),
        ("1999:2", 2016, "1999"),
        ("2015:2WL,2015:3", 2016, "2015"),
        ("2015:3+w", 2016, "2015:3+w"),
        ("2015:2WL+x", 2016, "+x"),
        ("2015-2WL", 2016, "2015-2WL"),
        ("2015:2WL", 1999, "1999"),
    ],
)
def test_what_cannot_be_is_refused_by_name(text, year, word):
    with pytest.raises(UserError, match=r".") as caught:
        ask(text, year)
    assert word in str(caught.value)
    assert caught.value.exit_status == 2


def test_an_unknown_mode_is_refused_by_name():
    with pytest.raises(UserError, match="guesswork"):
        ask("2015:2WL", 2016, mode="guesswork")


def test_an_entry_made_by_hand_is_checked_like_a_typed_one():
    for entry in (YearEntry("4"), YearEntry("3", waiver=True)):
        with pytest.raises(UserError):
            tier_clock({2015: entry}, 2016)


def test_the_same_year_twice_with_the_same_tier_is_no_contradiction():
    assert parse_history("2015:2WL,2015:2WL;2016:?") == {2015: YearEntry("2WL"), 2016: YearEntry(None)}


def test_a_waived_year_without_a_tier_was_on_the_watch_list():
    assert ask("2014:2WL,2015:2WL,2016:?+w", 2017).unknown_years == ()
