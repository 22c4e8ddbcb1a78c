"""The parts on the real record: what was read, what is missing, and what nothing after the day can change."""

import datetime as dt
import shutil
import sqlite3

import pytest

from palermo.facts.schema import TABLES
from palermo.outlook.model import TIERS, Chance
from palermo.priorities import movement, silence, stakes
from palermo.priorities.asks import point, without_plan
from palermo.priorities.kept import _plain, _read, gathered
from palermo.priorities.reading import Outlook, World
from palermo.priorities.weights import standard
from palermo.record import store
from palermo.record.opened import opened
from palermo.record.stamp import stamp
from palermo.record.worldwide import all_facts

DAY = dt.date(2017, 2, 22)


def world(record, outlook=None):
    return World(record, outlook, standard().uncertainty)


def some_outlook(record):
    """Chances that depend on the placement alone: the outlook has tests of its own."""
    asked = world(record)
    tiers = {code: asked.placement(code)["tier"] for code in asked.places}
    even = {code: Chance(code, tier, dict.fromkeys(TIERS, 0.25), ()) for code, tier in tiers.items() if tier in TIERS}
    return Outlook(asked.latest + 1, even)


def test_the_placement_keeps_the_order_of_the_statute_and_a_special_case_is_missing(today_record):
    found = stakes.placement(world(today_record))
    assert found["CUB"].value == 1
    assert found["FRA"].value == 0
    assert {found[code].value for code in ("HTI", "LBY", "SOM", "YEM")} == {None}


def test_an_edition_that_is_held_in_part_drops_nobody_and_says_what_it_lacks():
    with opened(dt.date(2019, 1, 15)) as record:
        asked = world(record, some_outlook(record))
        lacking = [code for code in asked.places if 2018 not in asked.places[code].by_year]
        assert len(asked.places) >= 187
        assert len(lacking) > 50
        found = stakes.placement(asked)
        assert all(found[code].value is None and "not in this record" in found[code].said for code in lacking)
        window = movement.window(asked)
        assert {window[code].value for code in lacking} == {None}


def test_no_summary_is_no_nought(today_record):
    asked = world(today_record)
    for readings in (stakes.reported(asked), silence.repeated_gap(asked)):
        for code, reading in readings.items():
            if code not in asked.summary:
                assert reading.value is None, code
    assert sum(r.value is None for r in stakes.reported(asked).values()) > 60


def test_what_is_older_than_three_editions_is_missing_and_makes_a_question_and_no_ask(today_record):
    asked = world(today_record)
    old = {code: year for code, year in asked.summary.items() if asked.latest - year > 3}
    assert len(old) > 30
    reported = stakes.reported(asked)
    for code, year in old.items():
        assert reported[code].value is None
        assert str(year) in reported[code].said
        assert without_plan(asked, code).kind == "question"


def test_a_list_that_is_held_in_full_says_who_is_not_on_it_and_no_list_says_nothing(today_record, cuba_day):
    now = stakes.state_policy(world(today_record))
    assert now["CUB"].value == 1
    assert now["FRA"].value == 0
    assert "2024" in now["FRA"].said
    then = stakes.state_policy(world(cuba_day))
    assert then["FRA"].value is None


def test_figures_count_only_as_none_or_some(today_record):
    values = [r.value for r in stakes.no_convictions(world(today_record)).values()]
    assert set(values) == {None, 0.0, 1.0}


def test_at_the_third_year_limit_the_window_is_the_share_of_the_period_that_is_left(cuba_day):
    found = movement.window(world(cuba_day))
    assert found["CUB"].value == pytest.approx(37 / 364)
    assert "37 days left" in found["CUB"].said
    assert any(cite.locator.startswith("law:22-USC-7107(b)(2)") for cite in found["CUB"].cites)
    assert found["FRA"].value == 0


def test_a_window_that_is_closed_is_said_to_be_over(today_record):
    found = movement.window(world(today_record))
    at_limit = {code: reading for code, reading in found.items() if "at the third-year limit, but" in reading.said}
    assert at_limit
    assert all(reading.value == 0 for reading in at_limit.values())


def test_nothing_is_higher_than_tier_1_and_nothing_lower_than_tier_3(today_record):
    asked = world(today_record, some_outlook(today_record))
    assert movement.chance_up(asked)["FRA"].value == 0
    assert movement.chance_down(asked)["CUB"].value == 0
    assert movement.chance_down(asked)["FRA"].value == 1
    assert "our estimate" in movement.chance_up(asked)["CUB"].said


def test_a_gap_whose_fate_is_not_known_counts_neither_way(today_record):
    found = movement.closures(world(today_record))
    assert sum(r.value is None for r in found.values()) > 30
    assert all(r.value is None or r.cites for r in found.values())


def test_every_reading_cites_and_every_value_is_between_nought_and_one(today_record):
    asked = world(today_record, some_outlook(today_record))
    for name, read in {**stakes.INDICATORS, **movement.INDICATORS, **silence.INDICATORS}.items():
        for code, reading in read(asked).items():
            assert reading.cites, f"{name}/{code} cites nothing"
            assert reading.said
            assert reading.value is None or 0 <= reading.value <= 1


def test_at_the_limit_our_side_asks_for_the_plan_and_another_sender_for_the_gap(cuba_day):
    ours, theirs = point(world(cuba_day), "CUB"), without_plan(world(cuba_day), "CUB")
    assert ours.kind == "plan"
    assert theirs.kind in ("ask", "question")
    assert not any(cite.locator.startswith("law:") for cite in theirs.cites)


def test_a_column_that_knows_the_future_is_not_read(today_record):
    """`times` says how often advice came back in later years: the same advice, asked about earlier, must count the same."""
    with opened(dt.date(2020, 6, 1)) as then:
        rows = all_facts(then, "machine_findings", kind="recommendation", series="sweat_and_toil")
        printed = {int(row["edition"]) for row in rows}
        for code, reading in silence.repeated_advice(world(then)).items():
            own = {int(row["edition"]) for row in rows if row["iso3"] == code}
            if reading.value and "in three" in reading.said:
                assert len(own) >= 3
                assert max(own) <= max(printed) < 2020


def test_a_gap_that_something_shows_closed_is_asked_about_last_and_only_to_be_confirmed(today_record):
    asked = world(today_record)
    closed = {place: gap for (place, gap), fate in asked.fates.items() if fate.state == "closed" and place in asked.places}
    assert closed
    for place in closed:
        said = without_plan(asked, place)
        if said.gap and asked.closing(place, said.gap):
            assert said.kind == "question"
            assert "was closed" in said.said
            newest = [g for g in asked.gaps[place] if g.year == asked.gaps[place][0].year]
            assert all(asked.closing(place, g.gap.code) for g in newest)


# Nothing after the day


@pytest.fixture
def another_future(record_home, tmp_path, monkeypatch):
    """A home whose record has other facts after the day: later placements all Tier 1, everything else that came later gone."""
    shutil.copytree(record_home / "records", tmp_path / "records")
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path))
    now = store.pointer()
    db = sqlite3.connect(store.path_of(now.id))
    for table in TABLES:
        if table.name == "tier_placements":
            db.execute("UPDATE tier_placements SET tier = '1' WHERE published > ?", (DAY.isoformat(),))
        elif table.name != "editions":
            db.execute(f"DELETE FROM {table.name} WHERE published > ?", (DAY.isoformat(),))
    db.commit()
    db.close()
    store.set_current(now.id, stamp())
    return tmp_path


def test_another_future_leaves_the_ranking_as_it_was(record_home, another_future, monkeypatch):
    found = []
    for home in (record_home, another_future):
        monkeypatch.setenv("PALERMO_HOME", str(home))
        with opened(DAY) as record:
            found.append(_plain(gathered(record, some_outlook(record))))
    assert found[0] == found[1]
    with opened() as record:
        assert {s.by_year[2025]["tier"] for s in world(record).places.values()} == {"1"}, "the other future is another one"


def test_what_is_kept_comes_back_as_it_was(cuba_day):
    import json

    made = gathered(cuba_day, some_outlook(cuba_day))
    assert _read(json.loads(json.dumps(_plain(made)))) == made
