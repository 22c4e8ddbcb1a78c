"""Secret addresses: made, shown once, renewed, revoked, and found again by the hash of their token.

Whoever knows an address reads what it gives, without a login: so it gives only what its mark lets out, nothing under embargo and no
draft, and only while its person belongs to the workspace.
"""

import hashlib
import secrets
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from palermo.workspace.accounts.models import User
from palermo.workspace.commission import may
from palermo.workspace.commission.people import Membership
from palermo.workspace.commission.saving import Refused
from palermo.workspace.commission.words import _
from palermo.workspace.notices.models import SecretAddress

MOST = 20  # of one person


def make(person: User, kind: str, workspace_key: str = "") -> tuple[SecretAddress, str]:
    """Make an address for one workspace, or for all of a person's; with its token, which is kept nowhere. NotSeen for another's."""
    if kind not in SecretAddress.Kind.values:
        raise Refused(_("Choose what the address is to give."))
    if SecretAddress.objects.filter(person=person).count() >= MOST:
        raise Refused(_("You have %(n)s addresses. Revoke one first.") % {"n": MOST})
    workspace = may.member(person, workspace_key).workspace if workspace_key else None
    token = _token()
    new = SecretAddress.objects.create(
        person=person, workspace=workspace, kind=kind, language=get_language() or "en", token_sha256=_digest(token)
    )
    return new, token


def renew(person: User, key: str) -> tuple[SecretAddress, str]:
    """Give an address another token: the one before leads nowhere from now on."""
    held, token = mine(person, key), _token()
    held.token_sha256 = _digest(token)
    held.save(update_fields=["token_sha256"])
    return held, token


def revoke(person: User, key: str) -> None:
    """Take an address away."""
    mine(person, key).delete()


def mine(person: User, key: str) -> SecretAddress:
    """An address of a person. NotSeen for any other."""
    held: SecretAddress | None = next((one for one in SecretAddress.objects.filter(person=person) if str(one.key) == key), None)
    if held is None:
        raise may.NotSeen
    return held


def found(kind: str, token: str) -> tuple[SecretAddress, list[Membership]]:
    """An address by its token, with the memberships through which it sees. NotSeen, after the same questions, for any other."""
    held = SecretAddress.objects.filter(kind=kind, token_sha256=_digest(token)).select_related("person").first()
    seen = _memberships(held)
    if held is None or (held.workspace_id and not seen):
        raise may.NotSeen
    return held, seen


def _memberships(held: SecretAddress | None) -> list[Membership]:
    if held is None or not held.person.is_active:
        return []
    all_of_them: QuerySet[Any] = may.memberships(held.person).select_related("workspace__relationship")
    return list(all_of_them.filter(workspace=held.workspace_id) if held.workspace_id else all_of_them)


def _token() -> str:
    return secrets.token_urlsafe(32)


def _digest(token: str) -> str:
    """256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
