"""The calendar that a person keeps: what is understood, and what is refused with its line."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import UserError
from palermo.priorities.user_calendar import calendar

DAY = dt.date(2026, 11, 24)
HEAD = "date,jurisdiction,what\n"
EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//a//b//EN
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20270210
SUMMARY:Cuba: migration talks
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20261201T090000Z
SUMMARY:Dentist
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20200115T090000Z
RRULE:FREQ=YEARLY;UNTIL=20300101T000000Z
CATEGORIES:Diplomacy,Ghana
SUMMARY:Yearly dialogue
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART;VALUE=DATE:20270101
STATUS:CANCELLED
SUMMARY:Peru: visit
END:VEVENT
END:VCALENDAR
"""


def kept(tmp_path, text, name="calendar.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return calendar(path, DAY)


def test_the_next_meeting_with_a_place_is_found_and_a_past_one_is_not(tmp_path):
    found = kept(tmp_path, HEAD + "2026-11-01,cuba,past talks\n2027-03-01,CUB,later talks\n\n2026-12-05,Cuba,first talks\n")
    assert found.next("CUB", DAY).what == "first talks"
    assert found.next("CUB", DAY).where == "calendar.csv, line 5"
    assert found.next("GHA", DAY) is None


def test_names_are_forgiving_and_a_meeting_of_today_counts(tmp_path):
    found = kept(tmp_path, "﻿Date , Jurisdiction,What\n2026-11-24,Côte d'Ivoire,review\n")
    assert found.next("CIV", DAY).day == DAY


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("when,who,what\n", "line 1: the columns"),
        ("", "line 1: the columns"),
        (HEAD + "2026-13-01,Cuba,talks\n", "line 2: '2026-13-01' is not a date"),
        (HEAD + "2026-12-01,Cuba,talks\nsoon,Cuba,talks\n", "line 3: 'soon'"),
        (HEAD + "2026-12-01,Atlantis,talks\n", "line 2: 'Atlantis'"),
        (HEAD + "2026-12-01,Cuba\n", "line 2: 2 cells"),
        (HEAD + "2026-12-01,Cuba,\n", "line 2: ''"),
        (HEAD + "2026-12-01,Cuba,\x1b[31mtalks\n", "line 2:"),
        (HEAD + '2026-12-01,Cuba,"talks\n', "line 2: no table"),
        (HEAD.encode() + b"2026-12-01,Cuba,\xff\xfe\n", "line 2: not text in UTF-8"),
        (HEAD + f"2026-12-01,Cuba,{'x' * 400}\n", "line 2:"),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_its_line(tmp_path, text, words):
    with pytest.raises(UserError, match=r"line [0-9]+") as refused:
        kept(tmp_path, text)
    assert words in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_events_of_a_calendar_program_count_when_they_name_a_place(tmp_path):
    found = kept(tmp_path, EVENT, "calendar.ics")
    assert found.next("CUB", DAY).what == "Cuba: migration talks"
    assert found.next("CUB", DAY).where == "calendar.ics, line 4"
    assert found.next("GHA", DAY).day == dt.date(2027, 1, 15), "what repeats is read for its next day"
    assert found.next("PER", DAY) is None, "a cancelled visit is no visit"
    assert found.left_out == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hello", "no calendar"),
        (EVENT.replace("DTSTART;VALUE=DATE:20270210", "DTSTART;VALUE=DATE:nonsense"), "line 4"),
        (EVENT.replace("DTSTART;VALUE=DATE:20270210\n", ""), "line 4: this event has no day"),
        (EVENT.replace("FREQ=YEARLY", "FREQ=SECONDLY"), "line 14: an event that repeats so often"),
        (EVENT.replace("FREQ=YEARLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31"), "line 14:"),
        (EVENT.replace("20200115T", "00010115T"), "line 14:"),
        (EVENT.replace("END:VCALENDAR\n", "BEGIN:VEVENT\nSUMMARY:Cuba\nEND:VEVENT\n" * 2001 + "END:VCALENDAR\n"), "2,000"),
        (EVENT.replace("END:VCALENDAR\n", ""), "calendar.ics"),
    ],
)
def test_a_calendar_program_file_that_is_wrong_is_refused(tmp_path, text, words):
    with pytest.raises(UserError) as refused:
        kept(tmp_path, text, "calendar.ics")
    assert words in str(refused.value)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_is_in_the_file_it_is_read_or_refused(tmp_path, content):
    for name, head in (("calendar.csv", HEAD.encode()), ("calendar.ics", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Cuba: ")):
        with contextlib.suppress(UserError):
            kept(tmp_path, head + content, name)


@pytest.mark.parametrize("name", ["passwords", "passwords.ics"])
def test_a_file_that_is_no_calendar_is_not_shown(tmp_path, name):
    with pytest.raises(UserError) as refused:
        kept(tmp_path, "root:x:0:0:secret:/root:/bin/sh\n", name)
    assert "secret" not in str(refused.value)


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path):
    with pytest.raises(UserError, match=r"none\.csv"):
        calendar(tmp_path / "none.csv", DAY)
    with pytest.raises(UserError, match="too large"):
        kept(tmp_path, b"x" * 2_000_001)


def test_the_home_folder_is_looked_at_and_two_calendars_are_one_too_many(tmp_path, monkeypatch):
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path))
    assert calendar(None, DAY) is None
    (tmp_path / "calendar.csv").write_text(HEAD + "2026-12-01,Cuba,talks\n", encoding="utf-8")
    assert calendar(None, DAY).next("CUB", DAY).what == "talks"
    (tmp_path / "calendar.ics").write_text(EVENT, encoding="utf-8")
    with pytest.raises(UserError, match="two calendars"):
        calendar(None, DAY)
