"""The audit: what it says of the record, and that it finds every violation that is put into a clean ledger."""

import datetime as dt
import json
import time

import pytest

from palermo.assessment.audit.core import audit, replay
from palermo.assessment.audit.ledger import KINDS, EditionDates, Ledger
from palermo.assessment.audit.record import audit_record, document
from palermo.cli.main import run
from palermo.law.clock import tier_clock
from palermo.law.history import parse_history
from palermo.record import query
from palermo.record.opened import opened


def palermo(capsys, *arguments):
    with pytest.raises(SystemExit) as done:
        run(list(arguments))
    said = capsys.readouterr()
    return done.value.code, said.out, said.err


def found(history="", kind=None, **more):
    """The lines of a ledger with one place."""
    ledger = Ledger(histories={"XXX": parse_history(history)} if history else {}, **more)
    return [line for line in audit(ledger) if kind in (None, line.kind)]


def ids(line):
    return [rule.id for rule in line.rules]


# Injected violations, at least one per rule -----------------------------------------------------------------------------------


def test_a_clean_ledger_gives_no_line():
    assert found("2013:2,2014:2,2015:2") == []


def test_r9_a_watch_list_place_before_there_was_a_watch_list():
    (line,) = found("2003:2WL")
    assert (line.kind, line.report_year, ids(line)) == ("not_allowed", 2003, ["R9"])


def test_r10_a_waiver_for_a_place_that_was_upgraded():
    (line,) = found("2013:2WL,2014:2WL,2015:2", waivers={("XXX", 2015): "official"}, kind="waiver_unexpected")
    assert ids(line) == ["R10"]
    assert found("2013:2WL,2014:2WL,2015:2", kind="not_allowed") == []


def test_r11_a_third_year_without_a_waiver_on_record():
    (line,) = found("2013:2WL,2014:2WL,2015:2WL", kind="waiver")
    assert (line.report_year, line.standing) == (2015, "none")
    assert "R11" in ids(line)


@pytest.mark.parametrize("basis", ["official", "transcribed", "inferred"])
def test_r12_a_waiver_that_must_have_been_given_is_found_with_its_basis(basis):
    (line,) = found("2013:2WL,2014:2WL,2015:2WL", waivers={("XXX", 2015): basis})
    assert (line.kind, line.standing, ids(line)) == ("waiver", basis, ["R11", "R12", "R13"])


def test_r12_a_waiver_in_the_second_year_was_not_called_for():
    (line,) = found("2013:2WL,2014:2WL", waivers={("XXX", 2014): "official"})
    assert (line.kind, ids(line)) == ("waiver_unexpected", ["R12"])


def test_r12_a_waiver_for_a_year_that_is_not_held():
    (line,) = found("2013:2WL", waivers={("XXX", 2016): "official"})
    assert (line.kind, line.standing) == ("waiver_unexpected", "unknown")


def test_r13_a_fifth_year_under_the_cap_of_two():
    (line,) = found("2011:2WL,2012:2WL,2013:2WL,2014:2WL,2015:2WL", kind="not_allowed")
    assert line.report_year == 2015
    assert {"R11", "R13"} <= set(ids(line))


def test_r13_a_fourth_year_under_the_cap_of_one_but_not_before_2019():
    (line,) = found("2020:2WL,2021:2WL,2022:2WL,2023:2WL", kind="not_allowed")
    assert line.report_year == 2023
    assert found("2015:2WL,2016:2WL,2017:2WL,2018:2WL", kind="not_allowed") == []


def test_r1_a_waiver_of_2018_fills_the_cap_of_2019():
    (line,) = found("2016:2WL,2017:2WL,2018:2WL,2019:2WL", kind="not_allowed")
    assert line.report_year == 2019


def test_r14_a_second_year_after_a_waived_run_that_ended_in_tier_3():
    history = "2017:2WL,2018:2WL,2019:2WL,2020:3,2021:3,2022:2WL,2023:2WL"
    (line,) = found(history, kind="not_allowed")
    assert (line.report_year, "R14" in ids(line)) == (2023, True)
    (broken,) = found(history, kind="one_year_rule")
    assert broken.standing == "broken"


def test_r14_who_keeps_the_rule_is_told_too():
    (line,) = found("2017:2WL,2018:2WL,2019:2WL,2020:3,2021:3,2022:2WL,2023:3", kind="one_year_rule")
    assert (line.report_year, line.standing) == (2023, "kept")


def test_r14_an_older_history_is_told_and_is_no_violation():
    history = "2017:2WL,2018:2WL,2019:2WL,2020:3,2021:2,2022:2WL,2023:2WL"
    assert found(history, kind="not_allowed") == []
    assert [line.standing for line in found(history, kind="one_year_rule")] == ["older_history"]


def test_r15_a_change_without_a_narrative_and_none_with_one():
    days = {year: EditionDates(dt.date(year, 5, 1)) for year in (2022, 2023)}
    (line,) = found("2022:2,2023:3", editions=days, kind="unexplained_change")
    assert (line.kind, line.standing, ids(line)) == ("unexplained_change", "explanation_asked", ["R15"])
    assert line.values["moves"] == {"XXX": ["2", "3"]}
    held = {"narratives": frozenset({("XXX", 2023)}), "kind": "unexplained_change"}
    assert found("2022:2,2023:3", editions=days, **held) == []
    coded = {"summarised": frozenset({("XXX", 2023)}), "concluded": frozenset({("XXX", 2022)})}
    (summed,) = found("2022:2,2023:2WL", editions=days, kind="unexplained_change", **coded)
    assert [summed.values[name] for name in ("with_coded_summary", "changes_of_list", "concluded")] == [1, 0, 1]


def test_r15_before_2019_the_statute_did_not_ask():
    days = {year: EditionDates(dt.date(year, 5, 1)) for year in (2015, 2016)}
    assert [line.standing for line in found("2015:2,2016:3", editions=days, kind="unexplained_change")] == ["no_duty_yet"]


@pytest.mark.parametrize(("year", "day", "days"), [(2020, (6, 2), 1), (2021, (7, 1), 1), (2025, (9, 29), 91)])
def test_r18_a_late_report(year, day, days):
    (line,) = found(editions={year: EditionDates(dt.date(year, *day))}, kind="report_late")
    assert (line.values["days_late"], ids(line)) == (days, ["R18"])


@pytest.mark.parametrize(("year", "day"), [(2020, (6, 1)), (2021, (6, 30)), (2023, (6, 15))])
def test_r18_a_report_on_its_day_is_not_late(year, day):
    assert found(editions={year: EditionDates(dt.date(year, *day))}, kind="report_late") == []


def test_r18_an_edition_that_is_overdue_is_said_to_be_missing():
    ledger = {"editions": {2024: EditionDates(dt.date(2024, 6, 24), dt.date(2024, 9, 1))}}
    assert found(**ledger, as_of=dt.date(2025, 6, 30)) == []
    (line,) = found(**ledger, as_of=dt.date(2025, 7, 1))
    assert (line.kind, line.report_year) == ("not_held", 2025)


@pytest.mark.parametrize(("days", "standing"), [(44, "early"), (45, None), (90, None), (91, "late")])
def test_r21_the_window_of_the_determinations(days, standing):
    released = dt.date(2024, 6, 24)
    lines = found(editions={2024: EditionDates(released, released + dt.timedelta(days=days))}, kind="determination")
    assert [line.standing for line in lines] == ([standing] if standing else [])


def test_r21_no_day_on_record_is_said_and_none_is_asked_before_2003():
    assert [line.standing for line in found(editions={2003: EditionDates(dt.date(2003, 5, 1))})] == ["not_on_record"]
    assert found(editions={2002: EditionDates(dt.date(2002, 5, 1))}) == []


def test_r19_a_special_case_at_the_limit():
    lines = found("2021:2WL,2022:2WL,2023:SC", kind="special_case")
    assert sorted((line.standing, *ids(line)) for line in lines) == [("at_limit", "R19"), ("practice", "R20")]


def test_r20_a_special_case_elsewhere_is_a_practice_and_breaks_a_run():
    lines = found("2020:2WL,2021:SC,2022:2WL,2023:2WL")
    assert [line.kind for line in lines] == ["special_case"]


def test_an_unknown_year_is_never_a_violation_and_is_said():
    lines = found("2013:2WL,2014:?,2015:2WL")
    assert [line.kind for line in lines] == ["undecided"]
    assert "2014" in lines[0].text


def test_r6_to_r8_no_history_closes_tiers_1_2_and_3():
    for tier in ("1", "2", "3"):
        assert found(f"2019:2WL,2020:2WL,2021:2WL,2022:{tier}", kind="not_allowed") == []


# The record -------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def audited(today_record):
    return audit_record(today_record)


def test_the_record_holds_no_placement_that_the_rules_did_not_allow(audited):
    assert audited.replayed == 4129
    assert audited.of("not_allowed") == audited.of("undecided") == audited.of("waiver_unexpected") == ()


def test_the_short_way_of_the_replay_gives_what_the_whole_histories_give(audited):
    law = audited.record.law
    for done in replay(audited.ledger, law):
        day = audited.ledger.editions[done.year].released
        whole = tier_clock(audited.ledger.histories[done.code], done.year, law=law, as_of=day)
        assert (whole.allowed, whole.run, whole.rules) == (done.answer.allowed, done.answer.run, done.answer.rules)


def test_each_waiver_that_must_have_been_given_is_on_record_and_no_other(audited, today_record):
    given = {(line.jurisdiction, line.report_year): line.standing for line in audited.of("waiver")}
    events = {(e["iso3"], e["report_year"]): e.basis for e in query.events_of_kind(today_record, "waiver")}
    assert given == events
    assert audited.counts["waiver"] == {"inferred": 76, "official": 66, "transcribed": 4}


def test_the_one_year_rule_closes_the_list_to_those_of_the_facts_from_2021_on(audited, today_record):
    lines = {(line.jurisdiction, line.report_year): line for line in audited.of("one_year_rule")}
    kept = {key for key, line in lines.items() if line.standing == "kept"}
    events = {(e["iso3"], e["report_year"]) for e in query.events_of_kind(today_record, "one_year_rule")}
    assert {key for key in kept if key[1] >= 2021} == {key for key in events if key[1] <= 2025}
    older = {key for key, line in lines.items() if line.standing == "older_history"}
    assert {(e["iso3"], e["report_year"]) for e in query.events_of_kind(today_record, "one_year_rule_not_applied")} <= older


def test_late_reports_and_determinations_are_those_of_the_calendar(audited):
    assert {line.report_year for line in audited.of("report_late")} == {*range(2001, 2026)} - {2023, 2024}
    late = {line.report_year: line.values["days"] for line in audited.of("determination") if line.standing == "late"}
    assert late == {
        2005: 110, 2006: 113, 2007: 128, 2008: 135, 2011: 95, 2017: 95, 2018: 154, 2019: 120, 2020: 95, 2021: 173,
        2023: 106, 2024: 98,
    }  # fmt: skip
    assert [line.report_year for line in audited.of("determination") if line.standing == "not_on_record"] == [2003, 2010, 2015]
    assert audited.in_window == 8


def test_every_line_cites_and_names_a_rule(audited):
    made = document(audited)
    numbers = {source["n"] for source in made["sources"]}
    for line in made["lines"]:
        assert line["kind"] in KINDS
        assert line["rules"], line
        assert line["citations"], line
        assert set(line["citations"]) <= numbers


def test_an_audit_as_of_a_day_knows_nothing_later():
    with opened(dt.date(2015, 1, 1)) as record:
        lines = audit_record(record).lines
    assert max(line.report_year for line in lines) == 2014


def test_before_the_first_edition_there_is_nothing_to_audit(capsys):
    code, out, _ = palermo(capsys, "law", "audit", "--as-of", "2001-01-01", "--format", "json")
    assert code == 0
    assert json.loads(out)["replayed"] == 0
    assert palermo(capsys, "law", "audit", "--as-of", "2001-01-01")[0] == 0


def test_the_screen_is_short_and_full_names_who_moved(capsys):
    short = palermo(capsys, "law", "audit")[1]
    full = palermo(capsys, "law", "audit", "--full")[1]
    assert len(short.splitlines()) < 150
    assert "Cuba from the Tier 2 Watch List to Tier 3" in " ".join(full.split())
    assert "Cuba from the Tier 2 Watch List to Tier 3" not in " ".join(short.split())


def test_the_audit_takes_under_two_seconds(capsys):
    palermo(capsys, "law", "audit", "--format", "json")
    begun = time.process_time()
    assert palermo(capsys, "law", "audit", "--format", "json")[0] == 0
    assert time.process_time() - begun < 2
