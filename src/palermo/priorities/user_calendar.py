"""The calendar that a person keeps: meetings, reviews and visits to come, as a table (CSV) or from a calendar program (ICS).

A file that cannot be understood is refused with the line that is wrong; nothing in it is run, opened or fetched.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from palermo.errors import UserError
from palermo.home import home
from palermo.register.jurisdictions import Jurisdiction, known, resolve

if TYPE_CHECKING:
    from icalendar import Event

COLUMNS = ("date", "jurisdiction", "what")
_LARGEST = 2_000_000  # bytes
_LONGEST = 300  # characters of what is printed
_SIMPLE = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"}
_BY_MONTH = {"BYMONTH", "BYMONTHDAY", "BYSETPOS"}
_MOST = 2000  # events of a calendar program
_YEARS = 30  # before and after the day, of what repeats


@dataclass(frozen=True, slots=True)
class Meeting:
    """One entry: its day, the jurisdiction, what it is, and where it was read (`calendar.csv, line 3`)."""

    day: dt.date
    jurisdiction: str
    what: str
    where: str


@dataclass(frozen=True)
class Kept:
    """A calendar as it was read. `left_out` counts entries of a calendar program that name no jurisdiction."""

    file: str
    meetings: tuple[Meeting, ...]
    left_out: int = 0

    def next(self, code: str, day: dt.date) -> Meeting | None:
        """The first meeting with a place on or after a day."""
        own = [meeting for meeting in self.meetings if meeting.jurisdiction == code and meeting.day >= day]
        return min(own, key=lambda meeting: meeting.day, default=None)


def calendar(chosen: Path | None, day: dt.date) -> Kept | None:
    """The calendar of a file, else of `calendar.csv` or `calendar.ics` in the home folder; None where there is none.

    `day` is the day of the question: what repeats is read for its next day. UserError for a file that cannot be understood.
    """
    found = [chosen] if chosen else [path for name in ("calendar.csv", "calendar.ics") if (path := home() / name).exists()]
    if not found:
        return None
    if len(found) > 1:
        raise UserError(f"there are two calendars, {found[0].name} and {found[1].name}. Keep one, or name one with --calendar.")
    text = _text(found[0])
    return _from_program(found[0].name, text, day) if found[0].suffix.lower() == ".ics" else _from_table(found[0].name, text)


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            raise UserError(f"'{path}' is no file. Give --calendar the name of a CSV or ICS file.")
        if path.stat().st_size > _LARGEST:
            raise UserError(f"'{path}' is too large for a calendar ({_LARGEST // 1_000_000} MB at most).")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"'{path}' cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise UserError(f"{path.name}, line {line}: not text in UTF-8. Save the file as UTF-8.") from error


# CSV -------------------------------------------------------------------------------------------------------------------------


def _from_table(name: str, text: str) -> Kept:
    rows = csv.reader(text.splitlines(), strict=True)
    try:
        head = tuple(cell.strip().casefold() for cell in next(rows, []))
        if head != COLUMNS:
            raise UserError(f"{name}, line 1: the columns must be {','.join(COLUMNS)}, and are others.")
        return Kept(name, tuple(_entry(name, rows.line_num, row) for row in rows if any(cell.strip() for cell in row)))
    except csv.Error as error:
        raise UserError(f"{name}, line {rows.line_num}: no table ({error}).") from error


def _entry(name: str, line: int, row: list[str]) -> Meeting:
    where = f"{name}, line {line}"
    if len(row) != len(COLUMNS):
        raise UserError(f"{where}: {len(row)} cells in place of {len(COLUMNS)} ({', '.join(COLUMNS)}).")
    return Meeting(_day(where, row[0].strip()), _place(where, row[1]).code, _said(where, row[2]), where)


def _day(where: str, text: str) -> dt.date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UserError(f"{where}: '{text[:40]}' is not a date. Write it as YYYY-MM-DD.") from None


def _place(where: str, text: str) -> Jurisdiction:
    try:
        return resolve(text[:_LONGEST])
    except UserError as error:
        raise UserError(f"{where}: {error}") from None


def _said(where: str, text: str) -> str:
    said = " ".join(text.split())
    if not said or not said.isprintable() or len(said) > _LONGEST:
        raise UserError(f"{where}: '{said[:40]!a}' is no name of a meeting. Give 1 to {_LONGEST} printable characters.")
    return said


# ICS -------------------------------------------------------------------------------------------------------------------------


def _from_program(name: str, text: str, day: dt.date) -> Kept:
    from icalendar import Calendar, Event

    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip().upper() == "BEGIN:VEVENT"]
    try:
        events = [one for one in Calendar.from_ical(text).walk("VEVENT") if isinstance(one, Event)]
    except (ValueError, IndexError, KeyError, TypeError, RecursionError) as error:
        raise UserError(f"{name}: no calendar that can be read. Export it again as ICS, or keep a table (CSV).") from error
    if len(events) > _MOST:
        raise UserError(f"{name}: more than {_MOST:,} events. Keep those to come in a calendar of their own.")
    found = []
    for line, event in zip(lines, events, strict=False):
        found += list(_meeting(f"{name}, line {line}", event, day))
    return Kept(name, tuple(found), len(events) - len(found))


def _meeting(where: str, event: "Event", day: dt.date) -> Iterator[Meeting]:
    """The meeting of an event that names a jurisdiction, before a colon in its title or as a category; else nothing."""
    title = str(event.get("SUMMARY", ""))
    place = _named([title.partition(":")[0], *_categories(event)])
    if place is None or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    yield Meeting(_next(where, event, _start(where, event), day), place.code, _said(where, title), where)


def _start(where: str, event: "Event") -> dt.date:
    try:
        held: Any = event["DTSTART"]
        start = held.dt
        return start.date() if isinstance(start, dt.datetime) else dt.date(start.year, start.month, start.day)
    except (KeyError, ValueError, AttributeError) as error:
        raise UserError(f"{where}: this event has no day that can be read (DTSTART).") from error


def _categories(event: "Event") -> list[str]:
    held = event.get("CATEGORIES", [])
    return [str(word) for one in (held if isinstance(held, list) else [held]) for word in getattr(one, "cats", [one])]


def _named(words: list[str]) -> Jurisdiction | None:
    return next((place for word in words if (place := known(word[:_LONGEST]))), None)


def _next(where: str, event: "Event", first: dt.date, day: dt.date) -> dt.date:
    """The day of the event or, of one that repeats, its next day (its first, where none is to come)."""
    rule: Any = event.get("RRULE")
    if rule is None:
        return first
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    text = re.sub(r"(UNTIL=\d{8})T\d{6}Z?", r"\1", rule.to_ical().decode())
    if abs(day.year - first.year) > _YEARS or not _plain(text):
        raise UserError(f"{where}: an event that repeats so often, so oddly or for so long is not read. Write its next day.")
    begin, now = (dt.datetime(one.year, one.month, one.day) for one in (first, day))  # noqa: DTZ001 - days, without an hour
    try:
        after = rrulestr(text, dtstart=begin).after(now, inc=True)
    except (ValueError, TypeError, OverflowError) as error:
        raise UserError(f"{where}: how this event repeats cannot be read ({text[:60]}).") from error
    return after.date() if after else first


def _plain(rule: str) -> bool:
    """Whether a rule of repetition can be followed in no time: one by days that never comes true would be followed for ages."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";"))
    often = parts.get("FREQ") in ("DAILY", "WEEKLY")
    return set(parts) <= _SIMPLE | (set() if often else _BY_MONTH) and parts.get("FREQ") in (
        "DAILY",
        "WEEKLY",
        "MONTHLY",
        "YEARLY",
    )
