"""Where a point can be raised next: from the calendar that a person keeps, else from a body that was last seen at work."""

from dataclasses import dataclass

from palermo.assessment.numbered import Cited, cited
from palermo.priorities.user_calendar import Kept
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.dates import in_words

NO_FORUM = "no forum known"
_MEETS = ("commission", "child_protection_compact", "labour_mobility", "trade_tifa", "mou", "joint_statement")
_AT_WORK = ("meeting", "round", "first_meeting", "technical_exchange", "relaunched", "renewed", "expanded")


@dataclass(frozen=True, slots=True)
class Forum:
    """The forum in words, and what it was read from; a calendar of one's own is named and is no source of the record."""

    said: str
    cites: tuple[Cited, ...] = ()


def forum(record: Record, sender: str, host: str, kept: Kept | None) -> Forum:
    """The next meeting on the calendar; else the body last seen at work, which is not said to exist still; else none known."""
    meeting = kept.next(host, record.as_of) if kept else None
    if meeting:
        return Forum(f"{meeting.what}, {in_words(meeting.day)} ({meeting.where})")
    bodies = {f["id"]: f for f in query.instruments(record, sender, host) if f["kind"] in _MEETS and not f["ended"]}
    seen = [s for s in query.sightings(record, bodies) if s["event"] in _AT_WORK]
    if not seen:
        return Forum(NO_FORUM)
    last = seen[-1]
    return Forum(
        _last_seen(bodies[last["instrument_id"]], last), (cited(bodies[last["instrument_id"]], "title"), cited(last, "date"))
    )


def _last_seen(body: Fact, sighting: Fact) -> str:
    return f"{body['title']}, last seen at work on {in_words(sighting['date'])}"
