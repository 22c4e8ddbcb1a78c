"""What a program sent, put through the same forms as what a person types, and shown by the same rules."""

from typing import Any

from django import forms
from django.db import models
from pydantic import BaseModel

from palermo.workspace.accounts.models import User
from palermo.workspace.commission import asking, may, saving
from palermo.workspace.commission.audit import Tombstone
from palermo.workspace.commission.forms import KINDS, item_form
from palermo.workspace.commission.marks import Item, content_fields
from palermo.workspace.commission.meetings import Ask
from palermo.workspace.commission.people import Membership, Workspace
from palermo.workspace.commission.words import _
from palermo.workspace.interface.failures import Unfit
from palermo.workspace.interface.shapes import NEVER_TOLD

_OF_THE_REQUEST = {"version", "confirmed"}


def cleaned(form: Any) -> dict[str, Any]:
    """What a form holds once it is valid. Unfit, by field, where it is not."""
    if not form.is_valid():
        raise Unfit({name: [str(one) for one in errors] for name, errors in form.errors.items()})
    return dict(form.cleaned_data)


def by_key(form: Any) -> Any:
    """A form in which items are named by their keys, as everywhere on the wire, and not by numbers of the database."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            field.to_field_name = "key"
    return form


def create(what: str, workspace: Workspace, actor: User, said: BaseModel, more: dict[str, Any] | None = None) -> Item:
    """Make an item, a draft, from what was sent; `more` is what the operation itself knows."""
    sent = said.model_dump()
    values = cleaned(by_key(item_form(what, workspace, sent)))
    if what == "ask":
        values["sentence"] = asking.compose(values)
    return saving.create(KINDS[what].model, workspace, actor, values | (more or {}), confirmed=sent["confirmed"])


def change(what: str, item: Item, actor: User, said: Any) -> Item:
    """Change those fields of an item that were sent."""
    given = said.model_dump(exclude_unset=True, exclude=_OF_THE_REQUEST)
    standing = {name: _plain(getattr(item, name)) for name in KINDS[what].fields}
    form = by_key(item_form(what, item.workspace, standing | given, instance=item))
    fixed = given.keys() - form.fields.keys()
    if fixed:
        raise Unfit(
            {
                name: [_("These words are a copy, of a brief, the record or a file, and stay as they are.")]
                for name in sorted(fixed)
            }
        )
    values = cleaned(form)
    if isinstance(item, Ask) and not item.claim_id:
        values["sentence"] = asking.compose(values)
    return saving.change(item, said.version, actor, values, confirmed=said.confirmed)


def _plain(value: Any) -> Any:
    return value.key if isinstance(value, models.Model) else value


def shown(item: Item) -> dict[str, Any]:
    """An item as it goes over the wire: every field by its name, other items by their keys."""
    told = [field.name for field in content_fields(type(item)) if field.name not in NEVER_TOLD]
    fields = {name: _plain(getattr(item, name)) for name in told}
    frame = {name: getattr(item, name) for name in ("key", "version", "made_at", "changed_at", "published_at")}
    stone = Tombstone.objects.filter(item=item.key).first() if item.erased_at else None
    erased = {"on": stone.on, "reason": stone.reason, "sha256": stone.sha256} if stone else None
    return fields | frame | {"erased": erased}


def read(person: User, items: list[Item]) -> list[Item]:
    """Items that are about to be shown to a person: where one is under embargo, that it was read is noted."""
    for item in items:
        may.note_reading(person, item)
    return items


def editable(membership: Membership, item: Item) -> Item:
    """The item again, where the member may change it. NotSeen where not."""
    if not may.may_edit(membership, item):
        raise may.NotSeen
    return item
