"""The end of a workspace: all that it holds goes for good, with what hangs on it in every room of the site. A tombstone stays."""

import hashlib
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from palermo.workspace.accounts.models import User
from palermo.workspace.commission.audit import Entry, Reading, Tombstone
from palermo.workspace.commission.erasure import content_hash
from palermo.workspace.commission.people import Workspace
from palermo.workspace.commission.saving import Refused
from palermo.workspace.commission.sharing import close_without_seat
from palermo.workspace.commission.table import Seat
from palermo.workspace.commission.text_check import details
from palermo.workspace.commission.words import _
from palermo.workspace.leaving import files
from palermo.workspace.leaving.shape import KINDS

Held = dict[type[models.Model], set[Any]]


@transaction.atomic
def end(workspace: Workspace, actor: User, reason: str, typed: str) -> Tombstone:
    """Erase a whole workspace. Refused unless its name was typed, and for want of a reason, or one that tells who somebody is."""
    reason = reason.strip()[:200]
    if typed.strip() != workspace.name:
        raise Refused(_("Type the name of the workspace exactly as it stands. Nothing was erased."))
    if not reason:
        raise Refused(_("Say why it is erased, without saying what it said."))
    if details(reason):
        raise Refused(_("The reason itself seems to tell who somebody is. It stays for good: put it otherwise."))
    current = Workspace.objects.select_for_update().get(pk=workspace.pk)
    stone: Tombstone = Tombstone.objects.create(
        workspace=current.key,
        what="workspace",
        item=current.key,
        sha256=_hash(current),
        on=timezone.now().date(),
        reason=reason,
    )
    Entry.objects.create(workspace=current.key, actor=actor.pk, act="erase", what="workspace", item=current.key, version=1)
    take_away(current)
    return stone


def _hash(workspace: Workspace) -> str:
    """A hash of all that the workspace held, under the salts that go with it."""
    found = hashlib.sha256(workspace.name.encode())
    for model in KINDS.values():
        for item in model._default_manager.filter(workspace=workspace).order_by("pk"):
            found.update(content_hash(item).encode())
    return found.hexdigest()


@transaction.atomic
def take_away(workspace: Workspace) -> None:
    """Delete a workspace and all that hangs on it. The audit stays: ids and hashes, whose salts are gone."""
    seated = set(Seat.objects.filter(table__workspace=workspace).values_list("person", flat=True))
    for model, keys in _held(workspace).items():
        model._base_manager.filter(pk__in=keys)._raw_delete("default")
    close_without_seat(seated)
    Reading.objects.filter(workspace=workspace.key).delete()
    transaction.on_commit(lambda: files.remove(workspace.key))


def _held(workspace: Workspace) -> Held:
    """Every row that hangs on a workspace, by model, in whatever room: found over the keys that point there.

    What only may point there (and stands alone without it) is let go of instead.
    """
    found: Held = {Workspace: {workspace.pk}}
    queue: list[type[models.Model]] = [Workspace]
    while queue:
        parent = queue.pop()
        for relation in parent._meta.get_fields(include_hidden=True):
            if not isinstance(relation, models.ManyToOneRel) or not relation.auto_created:
                continue
            rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": found[parent]})
            if relation.on_delete is models.SET_NULL:
                rows.update(**{relation.field.name: None})
                continue
            new = set(rows.values_list("pk", flat=True)) - found.get(relation.related_model, set())
            if new:
                found.setdefault(relation.related_model, set()).update(new)
                queue.append(relation.related_model)
    return found
