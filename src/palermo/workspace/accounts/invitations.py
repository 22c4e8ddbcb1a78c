"""Invitations: made by an administrator (the first one by the terminal), typed once by the person who comes in."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from palermo.workspace.accounts.models import Invitation, User

LIFE = dt.timedelta(days=7)
FIRST_LIFE = dt.timedelta(hours=24)


class RefusedError(Exception):
    """A code that is wrong, used or lapsed, or that another person has used first."""


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().encode()).hexdigest()


def invite(made_by: User | None, *, administrator: bool = False, may_review: bool = False, life: dt.timedelta = LIFE) -> str:
    """Make an invitation and return its code, which is shown once and kept only as a hash (128 bits, so no salt is needed)."""
    code = secrets.token_urlsafe(16)
    Invitation.objects.create(
        code_sha256=_digest(code),
        made_by=made_by,
        expires=timezone.now() + life,
        administrator=administrator,
        may_review=may_review,
    )
    return code


def first_invitation() -> str | None:
    """A new code for the first administrator's account; None when there is one. Earlier first codes lapse at once.

    Members alone (they may have come by the team's identity provider) do not shut this door: nobody could look after them.
    """
    if User.objects.filter(is_staff=True, is_active=True).exists():
        return None
    Invitation.objects.filter(made_by=None, used_by=None).delete()
    return invite(None, administrator=True, may_review=True, life=FIRST_LIFE)


def open_invitation(code: str) -> Invitation | None:
    """The invitation of a code that is neither used nor lapsed; None for any other code.

    Codes lapse with the office of the administrator who made them: nobody leaves a back door behind.
    """
    still_in_office = Q(made_by=None) | Q(made_by__is_staff=True, made_by__is_active=True)
    unused = Invitation.objects.filter(code_sha256=_digest(code), used_at=None, expires__gt=timezone.now())
    found: Invitation | None = unused.filter(still_in_office).first()
    return found


@transaction.atomic
def accept(code: str, user: User) -> None:
    """Use a code up for a person and give what it grants. RefusedError for a code that does not serve, also when another was faster."""
    invitation = open_invitation(code)
    # One statement finds it unused and marks it used: of two who come at once, the database lets one pass.
    if invitation is None or not Invitation.objects.filter(pk=invitation.pk, used_at=None).update(
        used_at=timezone.now(), used_by=user
    ):
        raise RefusedError
    user.is_staff, user.may_review = invitation.administrator, invitation.may_review
    user.save(update_fields=["is_staff", "may_review"])
