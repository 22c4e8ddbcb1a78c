"""How anything is written: checked for people's details, against the version that was read, and noted in the audit.

A writer names the version that was on the screen. The UPDATE compares it, so that of two writers one is told what the other
changed, and nothing is lost. Call inside no transaction of your own, or inside one that ends soon.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from palermo.errors import UserError
from palermo.workspace.accounts.models import User
from palermo.workspace.commission.audit import Entry, digest
from palermo.workspace.commission.marks import Item, content_fields, width
from palermo.workspace.commission.people import Workspace
from palermo.workspace.commission.text_check import look
from palermo.workspace.commission.words import _

T = TypeVar("T", bound=Item)


class Overtaken(UserError):  # noqa: N818 - named for what happened to the writer
    """Somebody else was faster. `fields` are the fields that were changed meanwhile, in the words of the form, and `names` the same
    as programs call them; `version` is the one that stands now.
    """

    def __init__(self, fields: list[str], version: int, names: list[str]) -> None:
        self.fields, self.version, self.names = fields, version, names
        super().__init__(
            _(
                "Somebody else has changed this meanwhile (%(fields)s). Nothing of yours was saved: look at what stands now, and save again."
            )
            % {"fields": ", ".join(fields) or _("its status")}
        )


class Refused(UserError):  # noqa: N818
    """A rule of the workspace forbids it; the message says which, in plain words."""


def create(
    model: type[T],
    workspace: Workspace,
    actor: User | None,
    values: Mapping[str, Any],
    *,
    act: str = "create",
    confirmed: bool = False,
) -> T:
    """Write a new item, a draft. Refused for what the fields do not take; NeedsConfirmation for people's details."""
    new = model(workspace=workspace, made_by=actor, **values)
    _check(new, values, confirmed)
    with transaction.atomic():
        new.save(force_insert=True)
        _note(new, actor, act, {}, {f.name: getattr(new, f.attname) for f in content_fields(model)})
    return new


def change(
    item: T, seen: int, actor: User | None, values: Mapping[str, Any], *, act: str = "change", confirmed: bool = False
) -> T:
    """Write changes to an item that was read at version `seen`, and return it as it stands. Nothing to change changes nothing.

    Overtaken when another writer was faster; Refused for what the fields do not take; NeedsConfirmation for people's details.
    """
    fields = {name: item._meta.get_field(name).attname for name in values}
    with transaction.atomic():
        current: T = type(item)._default_manager.get(pk=item.pk)
        if current.version != seen:
            raise overtaken(current, seen)
        if current.erased_at is not None:
            raise Refused(_("This was erased; nothing can be written there."))
        before = {name: getattr(current, attname) for name, attname in fields.items()}
        for name, value in values.items():
            setattr(current, name, value)
        after = {name: getattr(current, attname) for name, attname in fields.items()}
        changed = {name for name in after if after[name] != before[name]}
        if not changed:
            return current
        wider = "mark" in changed and width(after["mark"]) > width(before["mark"])
        if wider:  # a step towards sharing: all that it says is looked at once more
            look(
                [
                    words
                    for f in content_fields(type(item))
                    if f.editable and isinstance(words := getattr(current, f.attname), str)
                ],
                confirmed,
            )
        _check(current, {name: after[name] for name in changed}, confirmed)
        written = _update(current, seen, {fields[name]: after[name] for name in changed})
        if not written:
            raise overtaken(type(item)._default_manager.get(pk=item.pk), seen)
        current.version = seen + 1
        _note(current, actor, act, {n: before[n] for n in changed}, {n: after[n] for n in changed})
    current.refresh_from_db()
    return current


def _update(item: Item, seen: int, values: Mapping[str, Any]) -> int:
    rows = type(item)._default_manager.filter(pk=item.pk, version=seen)
    return int(rows.update(**values, version=F("version") + 1, changed_at=timezone.now()))


def overtaken(current: Item, seen: int) -> Overtaken:
    """What changed since a version, from the audit: names of fields, in the words of the form."""
    names = set(Entry.objects.filter(item=current.key, version__gt=seen).exclude(field="").values_list("field", flat=True))
    labels = {field.name: str(field.verbose_name) for field in current._meta.concrete_fields}
    return Overtaken(sorted({labels.get(name, name) for name in names}), current.version, sorted(names))


def publish(item: T, seen: int, actor: User) -> T:
    """Make a draft everybody's in the workspace; nothing leaves it by this."""
    return change(item, seen, actor, {"published_at": timezone.now()}, act="publish") if item.published_at is None else item


def _check(item: Item, values: Mapping[str, Any], confirmed: bool) -> None:
    look([value for value in values.values() if isinstance(value, str)], confirmed)
    try:
        item.clean_fields(exclude={"made_by"})
        item.clean()
        item.validate_constraints()
    except ValidationError as error:
        raise Refused(_in_words(item, error)) from error
    _same_workspace(item)


def _in_words(item: Item, error: ValidationError) -> str:
    labels = {field.name: str(field.verbose_name) for field in item._meta.concrete_fields}
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f"{labels.get(name, name)}: {' '.join(messages)}" for name, messages in error.message_dict.items())


def _same_workspace(item: Item) -> None:
    """Refused where an item points into another workspace: nothing is tied across the wall."""
    for field in item._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Item):
            other = getattr(item, field.name)
            if other is not None and other.workspace_id != item.workspace_id:
                raise Refused(_("%(field)s: there is no such thing in this workspace.") % {"field": field.verbose_name})


def _note(item: Item, actor: User | None, act: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """One entry for each field that changed; an act that changes none has an entry of its own."""
    rows = [(name, digest(item.salt, name, before.get(name)), digest(item.salt, name, after[name])) for name in after]
    note(item, actor, act, [row for row in rows if row[1] != row[2]])


def note(item: Item, actor: User | None, act: str, rows: list[tuple[str, str, str]]) -> None:
    """Add to the audit: each row is a field with its hash before and after."""
    common = {
        "workspace": item.workspace.key,
        "actor": actor.pk if actor else None,
        "act": act,
        "what": item.WHAT,
        "item": item.key,
        "version": item.version,
        "imported": act == "import",
    }
    Entry.objects.bulk_create(Entry(**common, field=f, was_sha256=was, is_sha256=now) for f, was, now in rows or [("", "", "")])


def note_person(workspace: Workspace, actor: User | None, act: str, said: str) -> None:
    """Add to the audit that somebody, or a partner, was let in or out: `said` holds the number of the account and the role."""
    Entry.objects.create(
        workspace=workspace.key,
        actor=actor.pk if actor else None,
        act=act,
        what="person",
        item=workspace.key,
        version=1,
        field=said,
    )
