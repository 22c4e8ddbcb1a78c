"""The parts on the real record: what was read, what is missing, and what nothing after the day can change."""

import datetime as dt
import shutil
import sqlite3
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.facts.schema import TABLES
from palermo.outlook.model import TIERS, Chance
from palermo.priorities import movement, silence, stakes
from palermo.priorities.asks import point, without_plan
from palermo.priorities.kept import _plain, _read, gathered
from palermo.priorities.precedents.rules import rules
from palermo.priorities.reading import Outlook, World
from palermo.priorities.weights import standard
from palermo.record import query, store
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


def test_the_window_is_that_of_the_edition_whose_period_runs_and_counts_the_one_year_rule(today_record):
    """The 2026 edition is not held: what it leaves is weighed by the chances, and nothing is nought because a period is over."""
    found = movement.window(world(today_record, some_outlook(today_record)))
    assert "2027 edition" in found["TKM"].said
    assert "127 days left" in found["TKM"].said
    assert 0 < found["TKM"].value < 127 / 364
    assert found["TKM"].doubt > 0
    assert any("(b)(2)(F)" in cite.locator for cite in found["TKM"].cites)
    assert found["FRA"].value == 0


def test_without_our_chances_the_window_of_a_place_on_the_watch_list_is_missing_and_not_nought(today_record):
    assert movement.window(world(today_record))["TKM"].value is None


def test_what_a_place_did_not_have_repeated_is_a_share_of_what_is_held_and_does_not_grow_with_it(today_record):
    asked = world(today_record)
    held = {code: len(query.coded_editions(today_record, code)) for code in asked.places}
    known = {c: r.value for c, r in silence.repeated_gap(asked).items() if r.value is not None}
    assert abs(statistics.correlation([held[c] for c in known], list(known.values()))) < 0.3
    few = [value for code, value in known.items() if held[code] <= 3]
    assert len(few) > 10
    assert statistics.mean(few) >= statistics.mean(known.values()) - 0.05


def test_one_summary_says_nothing_on_repetition_and_stands_as_none(today_record):
    asked = world(today_record)
    found = silence.repeated_gap(asked)
    once = [c for c in asked.places if not asked.no_summary(c) and len(query.coded_editions(today_record, c)) == 1]
    assert once
    assert {found[code].value for code in once} <= {None, 0.0}
    assert all(found[code].value is None or "closed since" in found[code].said for code in once)


editions_of_gaps = st.lists(st.sets(st.integers(1, 8)), min_size=1, max_size=4)


@given(editions_of_gaps, st.integers(3, 9))
def test_removing_summaries_never_lowers_the_expected_value(earlier, held):
    """Of all ways to lose one earlier summary, the mean of the value is no lower than the value was."""
    gaps = [{year for year in years if year < held} for years in earlier]  # each also in the newest, which is not removed
    value = max(silence.share_again(1 + len(years), held) for years in gaps)
    less = [max(silence.share_again(1 + len(years - {lost}), held - 1) for years in gaps) for lost in range(1, held)]
    assert statistics.mean(less) >= value - 1e-9


def test_fewer_summaries_leave_more_doubt():
    doubts = [silence.doubt_of_share(1 + n // 2, 1 + n) for n in (2, 4, 8, 16)]
    assert doubts == sorted(doubts, reverse=True)


def test_advice_is_not_said_to_be_unrepeated_where_too_few_yearly_findings_are_held(today_record):
    found = silence.repeated_advice(world(today_record))
    assert found["BHR"].value is None
    assert found["GHA"].value is not None


def test_the_error_of_the_machine_follows_from_what_was_read():
    unsure = standard().uncertainty
    assert unsure.machine_error == pytest.approx((unsure.machine_read - unsure.machine_right + 1) / (unsure.machine_read + 2))
    means = rules()["law_child_means"].machine_had
    assert unsure.machine_read >= means["read"]
    assert unsure.machine_read - unsure.machine_right >= means["read"] - means["right"]


def test_one_closing_of_one_gap_is_not_taken_for_closing_all(today_record):
    values = [r.value for r in movement.closures(world(today_record)).values() if r.value is not None]
    assert 0 < min(values) < max(values) < 1


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
            if reading.value:
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
