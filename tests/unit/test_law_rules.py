"""The pure rules beside the clock: refusals, calendars in order, abstracts from files."""

import datetime as dt
import json

import pytest

from palermo.errors import UserError
from palermo.law.abstract import load_abstract
from palermo.law.clock import tier_clock
from palermo.law.consequences import african_preferences, consequences
from palermo.law.gaps import TESTS, find_gaps
from palermo.law.history import PLACEMENTS, parse_history
from palermo.law.load import default_law
from palermo.law.standards import minimum_standards
from palermo.law.timetable import statutory_calendar
from palermo.law.watch_list import special_watch_list


def test_an_abstract_is_read_from_a_file(tmp_path):
    path = tmp_path / "act.yml"
    path.write_text("name: Act\nmeans_required_child_sex: true\n", encoding="utf-8")
    assert [one.gap.id for one in find_gaps([load_abstract(path)]) if one.standing == "gap"] == ["G1"]


@pytest.mark.parametrize(
    ("text", "word"), [("name: Act\ncolour: blue\n", "colour"), ("- a\n", "named fields"), ("name: [", "YAML")]
)
def test_a_faulty_abstract_is_the_users_to_mend(tmp_path, text, word):
    path = tmp_path / "act.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=word):
        load_abstract(path)
    with pytest.raises(UserError, match=r"missing\.yml"):
        load_abstract(tmp_path / "missing.yml")


def test_without_a_statute_nothing_is_tested():
    for ask in (find_gaps, minimum_standards):
        with pytest.raises(UserError, match="No statute"):
            ask([])


def test_every_gap_decided_by_statute_has_a_test():
    assert set(TESTS) == {gap.id for gap in default_law().gaps if gap.decided_by == "statute"}


def test_an_unknown_placement_is_refused_by_name():
    with pytest.raises(UserError, match="'4'"):
        consequences("4", 2025)
    with pytest.raises(UserError, match="'5'"):
        special_watch_list("5", None, 2025)


@pytest.mark.parametrize("year", [2001, 2004, 2015, 2019, 2025, 2100])
def test_every_event_is_cited_and_in_order(year):
    events = statutory_calendar(year, released=dt.date(year, 6, 24))
    days = [event.date or event.earliest or event.latest or dt.date.max for event in events]
    assert days == sorted(days)
    assert all(event.citation and event.title and event.basis in ("statute", "practice") for event in events)
    assert len({event.id for event in events}) == len(events)


@pytest.mark.parametrize("tier", PLACEMENTS)
def test_what_is_not_tied_to_a_tier_comes_last_and_is_the_same_for_all(tier):
    found = consequences(tier, 2025, previous="3")
    tied = [one.tied_to_tier for one in found]
    assert tied == sorted(tied, reverse=True)
    assert {one.id for one in found if not one.tied_to_tier} == {
        one.id for one in consequences("1", 2025) if not one.tied_to_tier
    }
    assert all(one.citation and one.sentence.endswith(".") for one in found)


def test_a_waiver_is_named_by_its_kind_in_every_sentence():
    law = default_law()
    said = [item.sentence for item in law.consequences] + [rule.says for rule in law.rules.values()]
    for text in [*said, *(event.title for event in law.calendar)]:
        bare = text.lower()
        for kind in ("downgrade waiver", "restriction waiver", "child-soldier waiver"):
            bare = bare.replace(kind, "")
        assert "waiver" not in bare, text


def test_an_explanation_is_plain_data():
    answer = tier_clock(parse_history("2024:2WL,2025:2WL"), 2026)
    tree = json.loads(json.dumps(answer.explanation.plain()))
    assert [child["label"] for child in tree["children"][1:]] == list(PLACEMENTS)


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2025-09-30", "running"),
        ("2025-10-01", "lapsed"),
        ("2026-02-27", "lapsed"),
        ("2026-02-28", "renewed"),
        ("2026-12-31", "renewed"),
        ("2027-01-01", "run_out"),
    ],
)
def test_the_african_preferences_lapse_and_come_back_under_their_designations(day, standing):
    assert african_preferences(dt.date.fromisoformat(day)) == standing
    assert all(default_law().parameters[name].dated[0].recheck for name in ("agoa_lapsed_on", "agoa_renewed_on", "agoa_runs_to"))
