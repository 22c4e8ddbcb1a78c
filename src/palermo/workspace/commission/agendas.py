"""The agenda of a meeting as a paper: what the record supports asking, with what this workspace knows and its marks let out."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from palermo.briefing.agenda import agenda
from palermo.briefing.agreed import Agreed, Answered, Noted, Promised
from palermo.briefing.brief import Brief
from palermo.briefing.occasion import occasion
from palermo.errors import UserError
from palermo.register.jurisdictions import jurisdictions
from palermo.workspace.commission import may
from palermo.workspace.commission.commitments import OPEN, Commitment
from palermo.workspace.commission.marks import Output, leaving, may_leave
from palermo.workspace.commission.meetings import Ask, Meeting
from palermo.workspace.commission.people import Membership
from palermo.workspace.reading import record_at

# A file that a member takes along leaves the workspace: what never leaves, and what is under embargo, stays.
_OUT: Output = "archive"


def agenda_of(membership: Membership, meeting: Meeting) -> Brief:
    """The agenda for our own side, as of the meeting or, while it is to come, today. The asks of the meeting are its asks; where it has
    none yet, those that the record supports.
    """
    between, places = membership.workspace.relationship, jurisdictions()
    record = record_at(min(meeting.date, timezone.now().date()))
    chosen = [ask.claim_id for ask in _asks(membership, meeting) if ask.claim_id]
    sides = (record, places[between.host], places[between.sender])
    known: list[Agreed] = [*_answers(membership, meeting), *_promises(membership, meeting), *_notes(membership, meeting)]
    return agenda(*sides, earlier=known, only=chosen, occasion=_cover(meeting))


def _asks(membership: Membership, meeting: Meeting) -> list[Ask]:
    return list(leaving(may.visible(membership, Ask), _OUT).filter(meeting=meeting))


def _answers(membership: Membership, meeting: Meeting) -> Iterator[Answered]:
    """How asks of any meeting were answered, up to the day of this one."""
    for ask in leaving(may.visible(membership, Ask), _OUT).exclude(answer="").filter(answered_on__lte=meeting.date):
        about = {"gap": ask.gap or None, "ask": ask.claim_id or None, "words": ask.answer_words}
        yield Answered(str(ask.key), ask.mark, ask.sentence, ask.answer, ask.answered_on, **about)


def _promises(membership: Membership, meeting: Meeting) -> Iterator[Promised]:
    """The open commitments of both sides that were made before the meeting."""
    for one in leaving(may.visible(membership, Commitment), _OUT).filter(status__in=OPEN, date__lt=meeting.date):
        status, standing = (words.replace("_", " ") for words in (one.status, one.standing))  # in the language of the paper
        yield Promised(str(one.key), one.mark, one.side, one.title, one.date, one.due, status, standing)


def _notes(membership: Membership, meeting: Meeting) -> Iterator[Noted]:
    """The asks of the meeting, and what was written down for it; nothing that is empty."""
    today = min(meeting.date, timezone.now().date())
    for ask in _asks(membership, meeting):
        yield Noted(f"{ask.key}/asked", ask.mark, "asks", ask.sentence, _day(ask.made_at, today), ask.claim_id or None)
    if may_leave(meeting, _OUT):
        if meeting.indicators.strip():
            yield Noted(f"{meeting.key}/indicators", meeting.mark, "indicators", meeting.indicators, _day(meeting.made_at, today))
        if meeting.agenda.strip():
            yield Noted(f"{meeting.key}/agenda", meeting.mark, "points", meeting.agenda, _day(meeting.made_at, today))


def _day(made: dt.datetime, last: dt.date) -> dt.date:
    """The day on which something was written down, for a meeting of the past its own: the team fills in its agenda afterwards."""
    return min(made.date(), last)


def _cover(meeting: Meeting) -> str | None:
    """The title of the meeting on the cover, where its mark lets it out and a cover has room for it."""
    try:
        return occasion(meeting.title) if may_leave(meeting, _OUT) else None
    except UserError:
        return None
