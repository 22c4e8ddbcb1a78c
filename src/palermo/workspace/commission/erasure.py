"""Erase an item for good: its content goes from the row, from what hangs on it, and from every copy that the site holds.

A tombstone stays: the id, a hash, the day, the reason. With the salt gone nobody can prove from the audit what the content was.
`again` applies tombstones after a backup was restored.
"""

import hashlib
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from palermo.workspace.accounts.models import User
from palermo.workspace.commission.audit import Tombstone
from palermo.workspace.commission.commitments import Commitment, StatusChange
from palermo.workspace.commission.evidence import Evidence
from palermo.workspace.commission.marks import Item, Mark, content_fields, salt
from palermo.workspace.commission.practice import CardShare
from palermo.workspace.commission.saving import Refused, note
from palermo.workspace.commission.table import SharedItem
from palermo.workspace.commission.text_check import details
from palermo.workspace.commission.words import _

GONE = "∅"  # stands where a text may not be empty


@transaction.atomic
def erase(item: Item, actor: User | None, reason: str) -> Tombstone:
    """Erase an item. Refused without a reason, or where the reason itself tells who somebody is."""
    if item.WHAT == "relationship":
        raise Refused(_("The two sides are what the workspace is about: erase the items, or the workspace as a whole."))
    reason = reason.strip()[:200]
    if not reason:
        raise Refused(_("Say why it is erased, without saying what it said."))
    if details(reason):
        raise Refused(_("The reason itself seems to tell who somebody is. It stays for good: put it otherwise."))
    current = type(item)._default_manager.select_for_update().get(pk=item.pk)
    if current.erased_at is not None:
        earlier: Tombstone = Tombstone.objects.get(item=current.key)
        return earlier
    hanging = current.hangs_on_it()
    stone, *_others = [_stone(one, reason) for one in (current, *hanging)]
    _empty(current)
    for one in (current, *hanging):
        one.refresh_from_db()
        note(one, actor, "erase", [])
    return stone


def _stone(item: Item, reason: str) -> Tombstone:
    """What stays of an item: each has its own, also what is erased with the item on which it hung."""
    more = {"sha256": content_hash(item), "on": timezone.now().date(), "reason": reason}
    stone: Tombstone = Tombstone.objects.create(workspace=item.workspace.key, what=item.WHAT, item=item.key, **more)
    return stone


def again(item: Item) -> None:
    """Empty an item that came back with a backup although a tombstone stands for it."""
    if item.erased_at is None and Tombstone.objects.filter(item=item.key).exists():
        _empty(item)


def content_hash(item: Item) -> str:
    """The hash of all that an item says, under its salt: nothing can be guessed from it once the salt is gone."""
    said = "\0".join(f"{field.name}={getattr(item, field.attname)}" for field in content_fields(type(item)))
    return hashlib.sha256(f"{item.salt}\0{said}".encode()).hexdigest()


def _empty(item: Item) -> None:
    """Overwrite every field that holds content, put another salt, and take away what was made from the item."""
    for other in item.hangs_on_it():
        _empty(other)
    values = {f.attname: _blank(f) for f in content_fields(type(item)) if f.name != "commitment"}
    values |= {"mark": Mark.NEVER, "salt": salt(), "erased_at": timezone.now(), "version": item.version + 1}
    type(item)._default_manager.filter(pk=item.pk).update(**values)
    item.let_go()
    SharedItem.objects.filter(item=item.key).delete()
    CardShare.objects.filter(card__key=item.key).delete()
    if isinstance(item, Commitment):
        item.changes.update(searched=GONE, asked=GONE, note="")
    if isinstance(item, Evidence):
        StatusChange.objects.filter(evidence=item).update(note="")


def _blank(field: "models.Field[Any, Any]") -> Any:
    """What takes the place of a field's content: nothing, or the least that its constraints take."""
    if field.null:
        return None
    if field.choices and not field.blank:
        return field.default if field.has_default() else field.choices[0][0]
    if isinstance(field, models.DateField):
        return timezone.now().date()
    if isinstance(field, models.BooleanField | models.IntegerField):
        return 0
    if isinstance(field, models.JSONField):
        return {}
    return ""
