"""Asks: taken from the brief of a day, or written with everything that an ask must say; and how they were answered."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from palermo.briefing.asks import Ask as BriefAsk
from palermo.briefing.brief import Brief
from palermo.briefing.claims import Claim
from palermo.record import query
from palermo.record.opened import Record
from palermo.workspace.accounts.models import User
from palermo.workspace.commission.meetings import Answer, Ask, Meeting
from palermo.workspace.commission.saving import Refused, change, create
from palermo.workspace.commission.words import _

REQUIRED = ("authority", "act", "object", "by_when", "basis", "shown_by", "caution")


def asks_of(paper: Brief) -> tuple[BriefAsk, ...]:
    """The asks of a brief, in its order."""
    return tuple(ask for section in paper.sections for ask in section.asks)


def take(meeting: Meeting, paper: Brief, ask_id: str, actor: User) -> Ask:
    """Put an ask of a brief on a meeting's agenda, with a frozen copy. Refused where it is there already, or in no such brief."""
    found = next((ask for ask in asks_of(paper) if ask.id == ask_id), None)
    if found is None:
        raise Refused(_("That ask is not in the brief of that day."))
    if meeting.asks.filter(claim_id=ask_id, erased_at=None).exists():
        raise Refused(_("That ask is on the agenda already."))
    record = paper.case.record
    try:  # printed words of the record, which no person typed
        return create(Ask, meeting.workspace, actor, _values(paper, found, record) | {"meeting": meeting}, confirmed=True)
    except IntegrityError as error:
        raise Refused(_("That ask is on the agenda already.")) from error


@transaction.atomic
def take_all(meeting: Meeting, paper: Brief, ask_ids: Iterable[str], actor: User) -> list[Ask]:
    """Put several asks of a brief on the agenda: all of them, or none where one is refused."""
    return [take(meeting, paper, one, actor) for one in ask_ids]


def _values(paper: Brief, ask: BriefAsk, record: Record) -> dict[str, Any]:
    authority, act = _parts(ask.sentence.text, paper.case.name)
    return {
        "sentence": ask.sentence.text,
        "authority": authority,
        "act": act,
        "object": ask.gap.replace("_", " ") if ask.gap else _("see the sentence"),
        "by_when": next(
            (value.text for value in ask.sentence.values if value.computed == "period_end"), str(_("the next meeting"))
        ),
        "basis": " ".join(claim.text for claim in ask.basis),
        "shown_by": ask.shown_by.text,
        "offer": ask.offer.text if ask.offer else "",
        "caution": ask.caution.text if ask.caution else "",
        "precedent": ask.precedent.text if ask.precedent else "",
        "gap": ask.gap or "",
        "claim_id": ask.id,
        "record_id": record.id,
        "as_of": record.as_of,
        "frozen": {"claims": [_frozen(record, claim) for claim in ask.claims]},
    }


def _parts(sentence: str, name: str) -> tuple[str, str]:
    """Who is to act, and what: the two sides of `should`. A question asks the government as a whole."""
    before, should, after = sentence.partition(" should ")
    if not should:
        return name[:200], sentence[:300]
    return before.rpartition(", ")[2][:200], after.rstrip(".")[:300]


def _frozen(record: Record, claim: Claim) -> dict[str, Any]:
    sources = [
        {"locator": c.locator, "source": c.source, "title": _title(record, c.source), "published": c.published}
        for c in claim.citations
    ]
    return {"id": claim.id, "text": claim.text, "basis": claim.basis, "sources": sources}


def _title(record: Record, source: str) -> str:
    found = query.sources(record).get(source)
    return found.title if found else source


def compose(values: Mapping[str, Any]) -> str:
    """The one sentence of a written ask: by when, authority, act, object. Refused where a part is missing (PRACTICE P2)."""
    missing = [str(Ask._meta.get_field(name).verbose_name) for name in REQUIRED if not str(values.get(name, "")).strip()]
    if missing:
        raise Refused(_("An ask names %(missing)s. Without them it is a wish.") % {"missing": ", ".join(missing)})
    by_when, authority, act, what = (str(values[name]).strip().rstrip(".") for name in ("by_when", "authority", "act", "object"))
    return _("By %(by_when)s, %(authority)s should %(act)s %(object)s.") % {
        "by_when": by_when,
        "authority": authority,
        "act": act,
        "object": what,
    }


def answer(ask: Ask, seen: int, actor: User, said: str, on: dt.date | None, words: str, *, confirmed: bool = False) -> Ask:
    """Write down the other side's answer. Refused without a day, or with one to come."""
    if said not in Answer.values:
        raise Refused(_("Choose an answer: accepted, accepted in part, noted or refused."))
    if on is None or on > timezone.now().date():
        raise Refused(_("Say on which day it was answered; it cannot lie in the future."))
    return change(
        ask, seen, actor, {"answer": said, "answered_on": on, "answer_words": words.strip()}, act="answer", confirmed=confirmed
    )
