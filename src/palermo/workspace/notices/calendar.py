"""Meetings and due dates as a calendar (RFC 5545), for a calendar program that asks again by itself."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.utils import timezone
from icalendar import Calendar, Event

from palermo import __version__
from palermo.law.model import Law
from palermo.workspace.commission.commitments import OPEN
from palermo.workspace.commission.counting import days_left
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.people import Membership
from palermo.workspace.commission.words import _
from palermo.workspace.notices.carrying import about, items, name_of, title
from palermo.workspace.notices.days import in_words

_EVERY = dt.timedelta(hours=12)


def ics(memberships: Iterable[Membership], law: Law, today: dt.date) -> bytes:
    """The calendar over some workspaces: what it may carry of them, and the day on which the reporting period ends."""
    calendar = Calendar()
    calendar.add("prodid", f"-//palermo {__version__}//workspace//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "palermo")
    calendar.add("refresh-interval", _EVERY, parameters={"VALUE": "DURATION"})
    calendar.add_component(_period_end(law, today))
    for membership in memberships:
        for event in _events(membership):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(membership: Membership) -> Iterator[Event]:
    """An event for each meeting, and for the due date of each commitment that is still open."""
    name = name_of(membership, "calendar")
    for meeting in items(membership, "meeting", "calendar"):
        yield _event(meeting, "", name, meeting.date, meeting.ends or meeting.date, title(meeting))
    due = items(membership, "commitment", "calendar").filter(status__in=OPEN).exclude(due=None)
    for commitment in due:
        yield _event(commitment, "-due", name, commitment.due, commitment.due, _("Due: %(what)s") % {"what": title(commitment)})


def _event(item: Item, suffix: str, name: str, first: dt.date, last: dt.date, summary: str) -> Event:
    said = " · ".join(part for part in (name, about(item)) if part)
    event = _whole_days(f"{item.key}{suffix}@palermo", first, last, summary, said)
    event.add("dtstamp", item.changed_at)
    event.add("sequence", item.version)
    return event


def _whole_days(uid: str, first: dt.date, last: dt.date, summary: str, said: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstart", first)
    event.add("dtend", last + dt.timedelta(days=1))
    event.add("summary", summary)
    if said:
        event.add("description", said)
    event.add("transp", "TRANSPARENT")
    return event


def _period_end(law: Law, today: dt.date) -> Event:
    edition, _days, end = days_left(law, today)
    said = _("Last day in which an act counts for the %(edition)s report") % {"edition": edition}
    event = _whole_days(f"period-{edition}@palermo", end, end, said, in_words(end))
    event.add("dtstamp", timezone.make_aware(dt.datetime(today.year, today.month, today.day)))  # noqa: DTZ001
    return event
