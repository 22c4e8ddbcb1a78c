"""The clock of a whole edition and its calendar: against the facts, and as files that other programs read."""

import datetime as dt
import json
import time

import pytest
from icalendar import Calendar

from palermo.assessment.clock import document, edition_clock
from palermo.assessment.edition_calendar import edition_calendar, fold, ics
from palermo.cli.main import run
from palermo.errors import UserError
from palermo.record import query
from palermo.record.opened import opened


def palermo(capsys, *arguments):
    with pytest.raises(SystemExit) as done:
        run(list(arguments))
    said = capsys.readouterr()
    return done.value.code, said.out, said.err


@pytest.fixture
def clock(today_record):
    return edition_clock(today_record, 2026)


def named(record, event):
    return {fact["iso3"] for fact in query.events_of_kind(record, event) if fact["report_year"] == 2026}


# The constraints on 2026: computed from placements, compared with the facts here and nowhere else -------------------------------


def test_the_third_year_limit_of_2026_is_that_of_the_facts(clock, today_record):
    found = {row.code for row in clock.rows if row.answer.at_limit and not row.used_up}
    assert found == named(today_record, "cliff")
    assert len(found) == 11


def test_who_has_used_up_the_downgrade_waivers_in_2026_is_that_of_the_facts(clock, today_record):
    found = {row.code for row in clock.rows if row.used_up}
    assert found == named(today_record, "waiver_exhausted") == {"COG", "SLB", "VUT"}


def test_who_is_barred_in_2026_is_that_of_the_facts(clock, today_record):
    found = {row.code for row in clock.rows if row.barred}
    assert found == named(today_record, "one_year_rule") == {"TKM"}
    assert next(row for row in clock.rows if row.barred).answer.allowed == ("1", "2", "3", "SC")


def test_there_is_a_row_for_each_placement_of_the_edition_before(clock, today_record):
    assert {row.code for row in clock.rows} == {fact["iso3"] for fact in query.placements_of(today_record, 2025)}


def test_every_row_cites_and_every_number_is_a_source(clock):
    made = document(clock)
    numbers = {source["n"] for source in made["sources"]}
    assert list(made)[:4] == ["schema", "record", "as_of", "report_year"]
    assert list(made)[-1] == "sources"
    for row in made["jurisdictions"]:
        assert row["citations"], row["jurisdiction"]
        assert set(row["citations"]) <= numbers
        assert all(set(rule) == {"id", "citation", "effect"} for rule in row["rules"])


def test_algeria_is_as_the_interface_says(clock):
    row = next(row for row in document(clock)["jurisdictions"] if row["jurisdiction"] == "DZA")
    assert (row["tier"], row["run"], row["waivers_used"]) == ("2WL", 2, 0)
    assert row["allowed"] == ["1", "2", "2WL+waiver", "3", "SC"]
    assert (row["at_limit"], row["barred"]) == (True, False)


def test_cuba_was_at_the_limit_before_the_2017_report(cuba_day):
    row = next(row for row in edition_clock(cuba_day).rows if row.code == "CUB")
    assert row.answer.report_year == 2017
    assert row.answer.at_limit
    assert [fact["report_year"] for fact in row.evidence] == [*range(2003, 2017)]


def test_a_place_that_an_incomplete_edition_lacks_is_unknown_and_gets_the_union(today_record):
    rows = edition_clock(today_record, 2020).rows
    unknown = [row for row in rows if 2018 in row.answer.unknown_years]
    assert unknown
    assert all(any("2018" in warning for warning in row.answer.warnings) for row in unknown)


def test_a_day_before_an_edition_does_not_know_it(capsys):
    with opened(dt.date(2025, 9, 28)) as record:
        assert edition_clock(record).report_year == 2025


def test_an_edition_whose_forerunner_is_not_held_is_refused(today_record):
    with pytest.raises(UserError, match="'2030'"):
        edition_clock(today_record, 2030)


# What was not read, and what had ended ---------------------------------------------------------------------------------------------


def test_a_count_that_rests_on_a_concluded_placement_says_of_which_edition(today_record):
    """Hungary 2018 was concluded from lists; Cuba 2018 was read in one."""
    rows = {row["jurisdiction"]: row for row in document(edition_clock(today_record, 2019))["jurisdictions"]}
    assert (rows["HUN"]["basis"], rows["HUN"]["concluded"]) == ("inferred", [2018])
    assert rows["CUB"]["concluded"] == []


def test_the_screen_marks_a_count_that_rests_on_a_concluded_placement(capsys):
    text = palermo(capsys, "clock", "--year", "2019")[1]
    assert "2016–2018*" in next(line for line in text.splitlines() if "Hungary" in line)
    assert "*" not in next(line for line in text.splitlines() if "Cuba" in line)
    assert "* A placement that decides was not read in the report" in " ".join(text.split())


@pytest.mark.parametrize(
    ("year", "code", "day"), [(2003, "YUG", "2003-02-04"), (2007, "SCG", "2006-06-03"), (2011, "ANT", "2010-10-10")]
)
def test_a_place_that_ended_before_an_edition_is_named_and_stands_in_no_group(today_record, capsys, year, code, day):
    row = next(row for row in document(edition_clock(today_record, year))["jurisdictions"] if row["jurisdiction"] == code)
    assert row["ended"] == day
    text = palermo(capsys, "clock", "--year", str(year))[1]
    assert f"({code})" not in text
    assert "Ceased to exist before that report" in text


def test_a_place_had_not_ended_before_its_last_edition_nor_for_who_asked_earlier(today_record):
    assert next(row for row in edition_clock(today_record, 2006).rows if row.code == "SCG").ended is None
    with opened(dt.date(2010, 9, 1)) as record:
        assert next(row for row in edition_clock(record, 2011).rows if row.code == "ANT").ended is None


def test_an_explanation_of_an_edition_after_the_end_says_so_first(capsys):
    text = " ".join(palermo(capsys, "law", "explain", "Netherlands Antilles")[1].split())
    assert "It ceased to exist (10 October 2010) before that edition, which could not assess it" in text
    earlier = palermo(capsys, "law", "explain", "Netherlands Antilles", "--year", "2010")[1]
    assert "ceased to exist" not in earlier


def test_an_explanation_gives_no_concluded_placement_as_said_by_the_report(capsys):
    assert (
        "Concluded, and not read in that report: Tier 2 Watch List."
        in palermo(capsys, "law", "explain", "Hungary", "--year", "2018")[1]
    )
    assert "That report placed it on: Tier 2 Watch List" in palermo(capsys, "law", "explain", "Cuba", "--year", "2017")[1]


def test_the_screen_names_the_groups_and_fits_eighty_columns(capsys, tmp_path):
    target = tmp_path / "clock.txt"
    code, _, _ = palermo(capsys, "clock", "--year", "2026", "-o", str(target))
    text = target.read_text(encoding="utf-8")
    assert code == 0
    assert max(map(len, text.splitlines())) <= 80
    for title in ("a downgrade waiver is possible (11)", "waivers used up (3)", "one-year rule (1)", "Turkmenistan (TKM)"):
        assert title in text


def test_the_whole_command_takes_under_two_seconds(capsys):
    palermo(capsys, "clock", "--format", "json")
    begun = time.process_time()
    code, out, _ = palermo(capsys, "clock", "--year", "2026", "--format", "json")
    assert code == 0
    assert json.loads(out)["schema"] == "palermo.clock/1"
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("word", ["soon", "20", "1999", "-1", "٢٠٢٦"])
def test_a_year_that_is_none_is_named(capsys, word):
    code, _, err = palermo(capsys, "clock", f"--year={word}")
    assert code == 2
    assert f"'{word}'" in err
    assert err.count("\n") == 1


# The calendar -----------------------------------------------------------------------------------------------------------------


def test_the_calendar_says_that_it_counts_from_release(today_record):
    made = edition_calendar(today_record, 2025)
    window = next(entry for entry in made.entries if entry.id == "determinations")
    assert (window.earliest, window.latest) == (dt.date(2025, 11, 13), dt.date(2025, 12, 28))
    assert window.computed_from == "release used as a proxy"


def test_an_edition_that_is_not_out_is_counted_from_its_due_date(capsys, today_record):
    made = edition_calendar(today_record, 2026)
    assert made.released is None
    code, out, _ = palermo(capsys, "calendar", "--year", "2026")
    assert code == 0
    assert "counted from the due date" in " ".join(out.split())


@pytest.mark.parametrize("year", [2001, 2004, 2015, 2019, 2025, 2026])
def test_the_calendar_file_survives_a_round_trip_through_icalendar(today_record, year):
    made = edition_calendar(today_record, year)
    text = ics(made)
    read = Calendar.from_ical(text)
    events = {str(event["UID"]): event for event in read.walk("VEVENT")}
    dated = [entry for entry in made.entries if entry.date or entry.earliest or entry.latest]
    assert len(events) == len(dated)
    for entry, event in zip(dated, read.walk("VEVENT"), strict=True):
        first, last = entry.date or entry.earliest or entry.latest, entry.date or entry.latest or entry.earliest
        assert event["DTSTART"].dt == first
        assert event["DTEND"].dt == last + dt.timedelta(days=1)
        assert type(event["DTSTART"].dt) is dt.date
        assert entry.title in str(event["SUMMARY"])
        assert entry.citation in str(event["DESCRIPTION"])
    again = Calendar.from_ical(read.to_ical())
    assert [event.sorted_items() for event in again.walk()] == [event.sorted_items() for event in read.walk()]


def test_the_calendar_file_keeps_the_form_of_the_standard(today_record):
    text = ics(edition_calendar(today_record, 2025))
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("\n") == text.count("\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert text == ics(edition_calendar(today_record, 2025))
    assert "DTSTART;VALUE=DATE:20250930" not in text
    assert "Left out" in text.replace("\r\n ", "")


def test_a_fold_never_cuts_a_character():
    line = "SUMMARY:" + "é漢🙂" * 60
    folded = fold(line)
    assert folded.replace("\r\n ", "") == line
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))


def test_the_calendar_file_is_written_with_its_line_ends(capsys, tmp_path):
    target = tmp_path / "2025.ics"
    code, _, _ = palermo(capsys, "calendar", "--year", "2025", "--as-of", "2026-01-01", "--ics", "-o", str(target))
    content = target.read_bytes()
    assert code == 0
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"DTSTAMP:20260101T000000Z\r\n" in content
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 14


def test_the_calendar_as_data_cites(capsys):
    code, out, _ = palermo(capsys, "calendar", "--year", "2025", "--format", "json")
    made = json.loads(out)
    assert code == 0
    assert made["released"] == "2025-09-29"
    assert made["submitted"] is None
    assert all(entry["citations"] and entry["counted_from"] for entry in made["entries"])


def test_two_forms_at_once_are_refused(capsys):
    code, _, err = palermo(capsys, "calendar", "--ics", "--format", "json")
    assert code == 2
    assert "'--ics'" in err
