"""The calendar of an edition: every day that statute or practice sets, and what it was counted from (R18)."""

import datetime as dt
from dataclasses import dataclass

from palermo.law.load import default_law
from palermo.law.model import CalendarDefinition, Law
from palermo.law.period import due_date, on, required
from palermo.law.versions import law_version

BY_SUBMISSION = "submission"
BY_RELEASE = "release used as a proxy"
BY_STATUTE = "statute"


@dataclass(frozen=True)
class CalendarEntry:
    """One event of an edition: a day, or a window from `earliest` to `latest` (None: open at that end).

    `basis` is "statute" or "practice"; `computed_from` says what the days were counted from. When neither
    submission nor release is known, days are counted from the due date and `computed_from` is "statute".
    """

    id: str
    title: str
    rule: str
    citation: str
    date: dt.date | None
    earliest: dt.date | None
    latest: dt.date | None
    basis: str
    computed_from: str
    confidence: str
    note: str | None = None


@dataclass(frozen=True)
class _Edition:
    law: Law
    year: int
    as_of: dt.date | None
    submitted: dt.date | None
    released: dt.date | None

    def start(self, anchor: str) -> tuple[dt.date, str]:
        """The day from which an anchored event is counted, and the name of that day."""
        if anchor == "release" and self.released:
            return self.released, "release"
        if self.submitted:
            return self.submitted, BY_SUBMISSION
        if self.released:
            return self.released, BY_RELEASE
        return due_date(self.year, self.law, self.as_of), BY_STATUTE


def statutory_calendar(
    report_year: int,
    *,
    law: Law | None = None,
    as_of: dt.date | None = None,
    submitted: dt.date | None = None,
    released: dt.date | None = None,
) -> tuple[CalendarEntry, ...]:
    """Every event of the edition under the law in force, in the order of days.

    `submitted` is the day on which Congress received the report, `released` the day on which it was
    published; the second stands in for the first. UserError for an impossible year. Source: 22 USC 7107 and
    the acts cited.
    """
    law = law or default_law()
    version = law_version(report_year, as_of, law=law)
    edition = _Edition(law, report_year, as_of, submitted, released)
    entries = [
        _entry(item, edition)
        for item in law.calendar
        if law.order[item.since] <= law.order[version.id] and report_year >= item.first_report_year
    ]
    if submitted or released:
        entries.append(_appeared(law, submitted, released))
    return tuple(sorted(entries, key=_when))


def _when(entry: CalendarEntry) -> tuple[dt.date, str]:
    return entry.date or entry.earliest or entry.latest or dt.date.max, entry.id


def _entry(item: CalendarDefinition, edition: _Edition) -> CalendarEntry:
    if item.anchor == "notice":
        return _made(item, edition, None, None, BY_STATUTE)
    if item.anchor in ("year_before", "year", "year_after"):
        year = edition.year + {"year_before": -1, "year": 0, "year_after": 1}[item.anchor]
        first, last = (on(year, _value(name, edition)) if name else None for name in (item.first, item.last))
        return _made(item, edition, first, last or first, _basis(item, edition))
    start, counted = edition.start(item.anchor)
    if item.not_before:
        start = max(start, dt.date.fromisoformat(str(_value(item.not_before, edition))))
    first, last = (_after(start, name, edition) for name in (item.first, item.last))
    return _made(item, edition, first, last, counted)


def _value(name: str, edition: _Edition) -> object:
    return required(edition.law, name, edition.year, edition.as_of).value


def _after(start: dt.date, name: str | None, edition: _Edition) -> dt.date | None:
    return start + dt.timedelta(days=int(str(_value(name, edition)))) if name else None


def _basis(item: CalendarDefinition, edition: _Edition) -> str:
    if item.basis == "period":
        return str(_value("reporting_period_basis", edition))
    return item.basis


def _made(
    item: CalendarDefinition, edition: _Edition, first: dt.date | None, last: dt.date | None, counted: str
) -> CalendarEntry:
    day = first if first == last else None
    window = (None, None) if day else (first, last)
    basis = _basis(item, edition)
    return CalendarEntry(
        item.id,
        item.title,
        item.rule,
        item.citation,
        day,
        *window,
        basis,
        counted,
        item.confidence,
        item.note,
    )


def _appeared(law: Law, submitted: dt.date | None, released: dt.date | None) -> CalendarEntry:
    title = "the report is submitted" if submitted else "the report is released"
    counted = BY_SUBMISSION if submitted else BY_RELEASE
    day = submitted or released
    return CalendarEntry(
        "report", title, "R18", law.citation("R18"), day, None, None, "statute", counted, "H",
        None if submitted else "the day of submission is not known; the release stands in for it",
    )  # fmt: skip
