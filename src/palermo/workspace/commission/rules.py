"""When a commitment's status may change. One function does it, and the database looks again (constraints and a trigger)."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from palermo.workspace.accounts.models import User
from palermo.workspace.commission.audit import digest
from palermo.workspace.commission.commitments import SEARCHED, Commitment, Status, StatusChange
from palermo.workspace.commission.evidence import Evidence, Verdict
from palermo.workspace.commission.saving import Refused, note, overtaken
from palermo.workspace.commission.text_check import look
from palermo.workspace.commission.words import _


@dataclass(frozen=True, slots=True)
class Search:
    """A search that found nothing, or nothing begun: what was searched, on which day, and which office was asked."""

    what: str
    on: dt.date | None
    asked: str


def change_status(
    commitment: Commitment,
    seen: int,
    actor: User,
    status: str,
    *,
    day: dt.date,
    evidence: Evidence | None = None,
    search: Search | None = None,
    note_text: str = "",
    confirmed: bool = False,
) -> Commitment:
    """Change the status of a commitment that was read at version `seen`, and return it as it stands.

    Refused, in plain words, where the status lacks what it needs; Overtaken when another writer was faster.
    """
    why = what_is_missing(commitment, status, day, evidence, search)
    if why:
        raise Refused(why)
    found = search if search and status in SEARCHED else Search("", None, "")
    look([found.what, found.asked, note_text], confirmed)
    with transaction.atomic():
        change = StatusChange(
            commitment=commitment,
            version=seen + 1,
            before=commitment.status,
            status=status,
            day=day,
            evidence=None if status in SEARCHED else evidence,
            searched=found.what.strip(),
            searched_on=found.on,
            asked=found.asked.strip(),
            note=note_text.strip(),
            made_by=actor,
        )
        return _write(commitment, seen, actor, change)


def _write(commitment: Commitment, seen: int, actor: User, change: StatusChange) -> Commitment:
    """Lock the row by the version, then write the change, then the status that it stands for."""
    rows = Commitment.objects.filter(pk=commitment.pk)
    if not rows.filter(version=seen, erased_at=None).update(version=seen + 1, changed_at=timezone.now()):
        raise overtaken(rows.get(), seen)
    change.save(force_insert=True)
    rows.update(status=change.status, status_day=change.day)
    current: Commitment = rows.get()
    was, now = digest(current.salt, "status", change.before), digest(current.salt, "status", change.status)
    note(current, actor, "status", [("status", was, now)])
    return current


def what_is_missing(commitment: Commitment, status: str, day: dt.date, evidence: Evidence | None, search: Search | None) -> str:
    """Why the status cannot be set, in plain words; empty where nothing is missing."""
    if status not in Status.values:
        return _("Choose a status.")
    if commitment.erased_at is not None:
        return _("This was erased; nothing can be written there.")
    if day > timezone.now().date():
        return _("The day of the status lies in the future. Say how it stands on a day that has been.")
    if day < commitment.date:
        return _("The day of the status lies before the commitment was made.")
    label = Status(status).label
    return _no_search(commitment, label, search) if status in SEARCHED else _no_evidence(commitment, label, evidence)


def _no_search(commitment: Commitment, label: str, search: Search | None) -> str:
    if search is None or not search.what.strip() or search.on is None or not search.asked.strip():
        return _(
            "'%(status)s' needs a dated note: what was searched, on which day, and which office was asked. Silence alone shows nothing."
        ) % {"status": label}
    if search.on > timezone.now().date():
        return _("The day of the search lies in the future.")
    if search.on < commitment.date:
        return _("The day of the search lies before the commitment was made: it shows nothing of it.")
    return ""


def _no_evidence(commitment: Commitment, label: str, evidence: Evidence | None) -> str:
    if evidence is None:
        return _(
            "'%(status)s' needs evidence: a finding or fact of the record, a document, or a captured page. Add it first, then choose it here."
        ) % {"status": label}
    if evidence.commitment_id != commitment.pk or evidence.erased_at is not None:
        return _("That evidence does not belong to this commitment.")
    if evidence.verdict != Verdict.ACCEPTED:
        return _("That evidence was rejected. Choose evidence that was accepted.")
    return ""
