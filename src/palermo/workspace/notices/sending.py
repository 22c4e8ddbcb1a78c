"""Sending the digests of a week: each at most once, whatever happens in between.

The row of a digest is written, and committed, before the mail is handed over. Whoever finds a row sends nothing: a run that was
killed after that has perhaps sent the mail, and twice is worse than not at all. Nothing is lost by it: the next digest begins
where the last one that is known to have been sent ends. Only where the server itself said no is the row taken away again.
"""

import datetime as dt
import hashlib
import smtplib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from palermo.record.opened import Record
from palermo.workspace.notices.days import monday
from palermo.workspace.notices.digest import Digest, digest
from palermo.workspace.notices.models import Sending, Subscription
from palermo.workspace.notices.subscribing import stop_token
from palermo.workspace.notices.writing import subject, text

FIRST = dt.timedelta(days=7)  # what the first digest looks back on
LONGEST = dt.timedelta(days=60)  # and the longest that any does, as after a summer without mail
_SAID_NO = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


@dataclass(slots=True)
class Outcome:
    """What a run did. `unknown`: begun, this week or now, and nobody knows whether it arrived. `refused`: why, without addresses."""

    sent: int = 0
    before: int = 0
    unknown: int = 0
    refused: list[str] = field(default_factory=list)


def send_all(record: Record, now: dt.datetime | None = None) -> Outcome:
    """Send this week's digest to everybody who has none of it yet. OSError where the mail server cannot be reached or lets nobody in."""
    outcome = Outcome()
    for subscription in Subscription.objects.exclude(confirmed_at=None).filter(person__is_active=True).order_by("pk"):
        _send_one(subscription, record, now or timezone.now(), outcome)
    return outcome


def _send_one(subscription: Subscription, record: Record, now: dt.datetime, outcome: Outcome) -> None:
    week = monday(now.date())
    earlier = subscription.sendings.filter(week=week).first()
    if earlier is not None:
        outcome.before += earlier.sent_at is not None
        outcome.unknown += earlier.sent_at is None
        return
    with translation.override(subscription.language):
        made = digest(subscription.person, record, _since(subscription, now), now.date(), _told(subscription))
        mail = message(subscription, made)
    connection = get_connection()
    connection.open()  # what fails here has sent nothing, and no row is written
    try:
        row = _claim(subscription, week, now, made)
        if row is not None:
            _hand_over(row, mail, outcome, connection)
    finally:
        with suppress(OSError):
            connection.close()


def _since(subscription: Subscription, now: dt.datetime) -> dt.datetime:
    last = subscription.sendings.exclude(sent_at=None).last()
    since = last.begun_at if last else now - FIRST
    return max(since, now - LONGEST)


def _told(subscription: Subscription) -> frozenset[str]:
    known = subscription.sendings.exclude(sent_at=None).values_list("told", flat=True)
    return frozenset(found for told in known for found in told)


def _claim(subscription: Subscription, week: dt.date, now: dt.datetime, made: Digest) -> Sending | None:
    """The row that gives this run the sending of this digest; None where another run was faster, or the address is erased."""
    try:
        with transaction.atomic():
            row: Sending = Sending.objects.create(subscription=subscription, week=week, begun_at=now, told=list(made.told))
    except IntegrityError:
        return None
    return row


def _hand_over(row: Sending, mail: EmailMessage, outcome: Outcome, connection: Any) -> None:
    try:
        connection.send_messages([mail])
    except _SAID_NO as error:
        row.delete()
        outcome.refused.append(type(error).__name__)
    except OSError:  # the line broke: the server may have taken the mail
        outcome.unknown += 1
    else:
        Sending.objects.filter(pk=row.pk).update(sent_at=timezone.now())
        outcome.sent += 1


def message(subscription: Subscription, made: Digest) -> EmailMessage:
    """The mail to one person. Its id is the same for the same week, so that even a mail system can tell a copy."""
    stop = ""
    if settings.PROFILE.url:
        stop = settings.PROFILE.url + reverse("notices:stop", args=[stop_token(subscription)])
    name = hashlib.sha256(f"{subscription.key}:{monday(made.day)}".encode()).hexdigest()[:32]
    headers = {"Message-ID": f"<{name}@{settings.DEFAULT_FROM_EMAIL.partition('@')[2]}>", "Auto-Submitted": "auto-generated"}
    if stop:
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(subject(made), text(made, stop), to=[subscription.address], headers=headers)
