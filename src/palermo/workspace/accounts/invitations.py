"""Invitations: made by an administrator (the first one by the terminal), typed once by the person who comes in."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from palermo.workspace.accounts.models import Invitation, User

LIFE = dt.timedelta(days=7)
FIRST_LIFE = dt.timedelta(hours=24)


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
    """A new code for the first account, an administrator's; None when there is an account. Earlier first codes lapse."""
    if User.objects.exists():
        return None
    Invitation.objects.filter(made_by=None, used_by=None).delete()
    return invite(None, administrator=True, may_review=True, life=FIRST_LIFE)


def open_invitation(code: str) -> Invitation | None:
    """The invitation of a code that is neither used nor lapsed; None for any other code."""
    return Invitation.objects.filter(code_sha256=_digest(code), used_at=None, expires__gt=timezone.now()).first()


@transaction.atomic
def accept(code: str, user: User) -> bool:
    """Use a code up for a person and give what it grants. False when another person was faster."""
    taken = Invitation.objects.filter(code_sha256=_digest(code), used_at=None, expires__gt=timezone.now()).update(
        used_at=timezone.now(), used_by=user
    )
    if not taken:
        return False
    invitation = Invitation.objects.get(code_sha256=_digest(code))
    user.is_staff, user.may_review = invitation.administrator, invitation.may_review
    user.save(update_fields=["is_staff", "may_review"])
    return True
