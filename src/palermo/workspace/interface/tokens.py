"""Tokens: made and revoked by their person, ended with a membership or an account, and noted in the audit of what they reach."""

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from palermo.workspace.accounts.models import User
from palermo.workspace.commission import may
from palermo.workspace.commission.audit import Entry
from palermo.workspace.commission.people import Membership, Workspace
from palermo.workspace.commission.saving import Refused
from palermo.workspace.commission.text_check import look
from palermo.workspace.commission.words import _
from palermo.workspace.interface.models import Token

BEGINS = "palermo_"  # so that a search for secrets that were left lying about finds it
LIVES = (7, 30, 90, 365)  # days
MOST = 20  # live tokens of one person


def live(person: User) -> "QuerySet[Token]":
    """A person's tokens that still serve."""
    return Token.objects.filter(person=person, revoked_at=None, expires__gt=timezone.now())


def make(person: User, name: str, *, days: int, workspace: Workspace | None = None, may_write: bool = False) -> tuple[Token, str]:
    """Make a token, and return it with its words, which are shown once. Refused for a foreign workspace, or one token too many."""
    if days not in LIVES:
        raise Refused(_("Choose how long the token lives."))
    if workspace is not None and not may.memberships(person).filter(workspace=workspace).exists():
        raise Refused(_("You do not belong to that workspace."))
    if live(person).count() >= MOST:
        raise Refused(_("You have %(n)s tokens. Revoke one that nothing uses any more.") % {"n": MOST})
    look([name], confirmed=False)
    words = BEGINS + secrets.token_urlsafe(32)
    with transaction.atomic():
        token: Token = Token.objects.create(
            person=person,
            name=name.strip(),
            sha256=_digest(words),
            workspace=workspace,
            may_write=may_write,
            expires=timezone.now() + dt.timedelta(days=days),
        )
        _note(token, person, "make_token")
    return token, words


def found(words: str) -> Token | None:
    """The live token of these words, of a person whose account is open; None for any other. Notes the day on which it serves."""
    held = Token.objects.select_related("person").filter(sha256=_digest(words), revoked_at=None, person__is_active=True)
    token: Token | None = held.filter(expires__gt=timezone.now()).first()
    if token is not None:
        today = timezone.now().date()
        if token.last_used != today:
            Token.objects.filter(pk=token.pk).update(last_used=today)
    return token


def revoke(tokens: "QuerySet[Token]", actor: User | None) -> int:
    """Revoke tokens for good; returns how many. Without an actor it is the site that does it."""
    ended = 0
    with transaction.atomic():
        for token in tokens.filter(revoked_at=None):
            ended += Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
            _note(token, actor, "revoke_token")
    return ended


def _note(token: Token, actor: User | None, act: str) -> None:
    """Note it in the audit of every workspace that the token reaches: ids, the right, and no name."""
    common = {"actor": actor.pk if actor else None, "act": act, "what": "token", "item": token.key, "version": 1}
    right = "write" if token.may_write else "read"
    Entry.objects.bulk_create(Entry(workspace=key, field=right, **common) for key in _reaches(token))


def _reaches(token: Token) -> list[Any]:
    if token.workspace is not None:
        return [token.workspace.key]
    theirs = Q(memberships__person=token.person) | Q(table__seats__person=token.person)
    return list(Workspace.objects.filter(theirs).distinct().values_list("key", flat=True))


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def watch() -> None:
    """From now on: a token for one workspace ends with the membership, and every token with the account."""
    post_delete.connect(_membership_ended, sender=Membership, dispatch_uid="tokens_end_with_a_membership")
    post_save.connect(_account_saved, sender=User, dispatch_uid="tokens_end_with_an_account")


def _membership_ended(instance: Membership, **_more: Any) -> None:
    revoke(Token.objects.filter(person=instance.person_id, workspace=instance.workspace_id), None)


def _account_saved(instance: User, **_more: Any) -> None:
    if not instance.is_active:
        revoke(Token.objects.filter(person=instance), None)
