"""The calendar of an edition, with its release read in the record; as data and as an iCalendar file (RFC 5545)."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from palermo.assessment.numbered import Numbered
from palermo.law.model import Version
from palermo.law.timetable import BY_RELEASE, BY_STATUTE, BY_SUBMISSION, CalendarEntry, statutory_calendar
from palermo.law.versions import law_version
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.dates import in_words

SCHEMA = "palermo.calendar/1"
_YEARS = ("year_before", "year", "year_after")
COUNTED = {
    BY_SUBMISSION: "counted from submission",
    BY_RELEASE: "counted from release, which stands in for submission",
    "release": "counted from release",
    BY_STATUTE: "counted from the due date: this record holds no release yet",
}


@dataclass(frozen=True)
class EditionCalendar:
    """Every day that statute or practice sets for one edition. `edition` is the fact that holds its release, if held."""

    record: Record
    report_year: int
    version: Version
    edition: Fact | None
    entries: tuple[CalendarEntry, ...]
    stamp: dt.date

    @property
    def released(self) -> dt.date | None:
        """The day of release, which stands in for the day of submission."""
        return dt.date.fromisoformat(self.edition["released_date"]) if self.edition else None

    @property
    def fixed(self) -> frozenset[str]:
        """The ids of entries whose days the law or practice names itself, and that are counted from nothing."""
        return frozenset(item.id for item in self.record.law.calendar if item.anchor in _YEARS)


def edition_calendar(record: Record, report_year: int | None = None) -> EditionCalendar:
    """The calendar of an edition (None: the next one) under the law enacted by the day of the record.

    UserError when there can be no such edition.
    """
    editions = query.editions(record)
    newest = editions[-1] if editions else None
    year = report_year if report_year is not None else newest["report_year"] + 1 if newest else 2001
    version = law_version(year, record.as_of, law=record.law)
    edition = next((e for e in editions if e["report_year"] == year), None)
    released = dt.date.fromisoformat(edition["released_date"]) if edition else None
    entries = statutory_calendar(year, law=record.law, as_of=record.as_of, released=released)
    return EditionCalendar(record, year, version, edition, entries, _stamp(record, newest, version))


def _stamp(record: Record, newest: Fact | None, version: Version) -> dt.date:
    """A day for the file's time stamp that is the same for the same record and question, whatever the clock on the wall says."""
    if record.dated:
        return record.as_of
    return dt.date.fromisoformat(newest["released_date"]) if newest else version.enacted


def counted_from(entry: CalendarEntry, calendar: EditionCalendar) -> str:
    """What the days of an entry were counted from, in words."""
    if entry.date is None and entry.earliest is None and entry.latest is None:
        return "counted from a notice to Congress, whose day is not known here"
    if entry.id == "report":
        return "read in this record"
    if entry.id in calendar.fixed:
        return "a fixed day of the year"
    return COUNTED[entry.computed_from]


def when(entry: CalendarEntry) -> str:
    """The day or window of an entry in words."""
    if entry.date:
        return in_words(entry.date)
    if entry.earliest and entry.latest:
        return f"{in_words(entry.earliest)} to {in_words(entry.latest)}"
    if entry.latest:
        return f"by {in_words(entry.latest)}"
    return f"from {in_words(entry.earliest)}" if entry.earliest else "day not known"


def document(calendar: EditionCalendar) -> dict[str, Any]:
    """The calendar as data: `palermo.calendar/1`."""
    sources = Numbered(calendar.record)
    return {
        "schema": SCHEMA,
        "record": calendar.record.id,
        "as_of": calendar.record.as_of.isoformat(),
        "report_year": calendar.report_year,
        "version": calendar.version.id,
        "released": calendar.released.isoformat() if calendar.released else None,
        "submitted": None,
        "entries": [_plain(entry, calendar, sources) for entry in calendar.entries],
        "sources": sources.plain(),
    }


def _plain(entry: CalendarEntry, calendar: EditionCalendar, sources: Numbered) -> dict[str, Any]:
    cites = [sources.law(entry.citation, calendar.version)]
    if calendar.edition and entry.id not in calendar.fixed:
        cites.append(sources.fact(calendar.edition, "released_date"))
    days = {name: value.isoformat() if value else None for name, value in _days(entry)}
    return {
        "id": entry.id, "title": entry.title, "rule": entry.rule, "citation": entry.citation, **days, "basis": entry.basis,
        "computed_from": entry.computed_from, "counted_from": counted_from(entry, calendar), "confidence": entry.confidence,
        "note": entry.note, "citations": cites,
    }  # fmt: skip


def _days(entry: CalendarEntry) -> tuple[tuple[str, dt.date | None], ...]:
    return (("date", entry.date), ("earliest", entry.earliest), ("latest", entry.latest))


# iCalendar ------------------------------------------------------------------------------------------------------------------


def ics(calendar: EditionCalendar) -> str:
    """The calendar as an iCalendar file: all-day events, lines folded and ended as RFC 5545 asks.

    An event without a known day has no place in a calendar and is named in its description instead. The same question to the
    same record gives the same bytes.
    """
    undated = [entry.title for entry in calendar.entries if _span(entry) is None]
    about = "Not legal advice. Not affiliated with the United Nations or any government."
    if undated:
        about += f" Left out, because the day is not known: {'; '.join(undated)}."
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//palermo//calendar//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{_text(f'Trafficking in Persons Report {calendar.report_year}')}")
    lines.append(f"X-WR-CALDESC:{_text(about)}")
    for entry in calendar.entries:
        lines += _event(entry, calendar)
    return "".join(fold(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def _span(entry: CalendarEntry) -> tuple[dt.date, dt.date] | None:
    """First and last day of an event; an open window stands on the one day that it has."""
    first = entry.date or entry.earliest or entry.latest
    last = entry.date or entry.latest or entry.earliest
    return (first, last) if first and last else None


def _event(entry: CalendarEntry, calendar: EditionCalendar) -> list[str]:
    span = _span(entry)
    if span is None:
        return []
    first, last = span
    title = f"{calendar.report_year} report: {entry.title}"
    if entry.date is None and entry.earliest is None:
        title = f"{title} (last day)"
    said = [f"{when(entry)}. {entry.citation} ({entry.basis}).", f"{_first_up(counted_from(entry, calendar))}."]
    said += [f"Note: {entry.note}."] if entry.note else []
    return [
        "BEGIN:VEVENT",
        f"UID:{_uid(calendar.report_year, entry.id)}",
        f"DTSTAMP:{calendar.stamp:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(title)}",
        f"DESCRIPTION:{_text(' '.join(said))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _uid(report_year: int, entry_id: str) -> str:
    """The same event keeps its id when its day moves, so that a calendar that holds it is brought up to date."""
    return hashlib.sha256(f"palermo.calendar/{report_year}/{entry_id}".encode()).hexdigest()[:32] + "@palermo"


def _text(value: str) -> str:
    """Text with what RFC 5545 (3.3.11) reserves escaped."""
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(mark, written)
    return value


def fold(line: str) -> str:
    """A content line cut into pieces of at most 75 octets, never within a character (RFC 5545, 3.1)."""
    pieces: list[str] = []
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > (75 if not pieces else 74):
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
