"""The operations that every kind of item has: list, make, read, change, publish, erase, and its history."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status
from pydantic import BaseModel

from palermo.workspace.accounts.models import User
from palermo.workspace.commission import erasure, may, saving
from palermo.workspace.commission.audit import Entry
from palermo.workspace.commission.counting import how_it_counts
from palermo.workspace.commission.forms import KINDS, ReasonForm
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.people import Membership
from palermo.workspace.interface import sent, shapes
from palermo.workspace.interface.operations.common import Limit, Offset, part, reads, writes
from palermo.workspace.reading import record_at

# The word of a kind in addresses. The relationship is one for each workspace; evidence is made below its commitment.
PLURAL = {what: f"{what}s" for what in KINDS} | {"relationship": "relationship", "evidence": "evidence"}


class Counts(BaseModel):
    """Whether and how a commitment counts, under the law of its own edition."""

    edition: int | None
    promise: bool | None
    said: str
    citation: str


class Change(BaseModel):
    """One line of the audit: who changed which field when; hashes, never content."""

    at: dt.datetime
    who: str | None
    act: str
    version: int
    field: str
    was_sha256: str
    is_sha256: str


class Seen(shapes.Said):
    """The version that was read."""

    version: shapes.Version


class Reason(shapes.Said):
    """Why an item is erased. The reason stays for good: say nothing of the content."""

    reason: shapes.words(200, 1)  # type: ignore[valid-type]


def shape_of(what: str) -> Any:
    """The shape in which a kind of item is read."""
    return shapes.held(what, *((("counts", Counts),) if what == "commitment" else ()))


def show(item: Item) -> dict[str, Any]:
    """An item on the wire; a commitment says how it counts."""
    shown = sent.shown(item)
    if item.WHAT == "commitment":
        counts = how_it_counts(record_at(None).law, item)
        shown["counts"] = {name: getattr(counts, name) for name in Counts.model_fields}
    return shown


def show_read(person: User, items: list[Item]) -> list[dict[str, Any]]:
    """Items as a person is shown them: the reading of what is under embargo is noted."""
    return [show(item) for item in sent.read(person, items)]


def find(membership: Membership, what: str, key: str) -> Item:
    """An item of a kind in the member's workspace. NotSeen for any other."""
    found: Item = may.item(membership, KINDS[what].model, key)
    return found


def listed(router: Router, what: str) -> None:
    """List the items of a kind, and make one."""
    many, page = PLURAL[what], shapes.Page[shape_of(what)]  # type: ignore[misc]
    where = f"/workspaces/{{ws}}/{many}"

    @router.get(where, response=reads(page), operation_id=f"list_{many}", summary=f"List: {many}", tags=[many])
    def read_all(request: HttpRequest, ws: str, limit: Limit = 50, offset: Offset = 0) -> Any:
        """What the member sees of them, without what was erased."""
        membership = may.member(request.user, ws)
        model = KINDS[what].model
        found = may.visible(membership, model).filter(erased_at=None).order_by(*model._meta.ordering, "pk")
        return part(found, lambda items: show_read(request.user, items), limit, offset)

    if what == "evidence":
        return
    shape = shapes.new(what)

    @router.post(where, response=writes(shape_of(what), 201), operation_id=f"make_{what}", summary=f"Make: {what}", tags=[many])
    def make(request: HttpRequest, ws: str, said: shape) -> Any:  # type: ignore[valid-type]
        """A new one, a draft. Contributors and above."""
        membership = may.member(request.user, ws, "draft")
        return Status(201, show(sent.create(what, membership.workspace, request.user, said)))


def single(router: Router, what: str) -> None:
    """Read one item, change it, publish it, erase it, and see its history."""
    many, shape, change_shape = PLURAL[what], shape_of(what), shapes.changed(what)
    where = f"/workspaces/{{ws}}/{many}/{{key}}"

    @router.get(where, response=reads(shape), operation_id=f"read_{what}", summary=f"Read: {what}", tags=[many])
    def read(request: HttpRequest, ws: str, key: str) -> Any:
        """One item. What was erased says when and why."""
        return show_read(request.user, [find(may.member(request.user, ws), what, key)])[0]

    @router.patch(where, response=writes(shape), operation_id=f"change_{what}", summary=f"Change: {what}", tags=[many])
    def change(request: HttpRequest, ws: str, key: str, said: change_shape) -> Any:  # type: ignore[valid-type]
        """A draft by contributors and above, what is published by managers and above."""
        membership = may.member(request.user, ws, "draft")
        changed = sent.change(what, sent.editable(membership, find(membership, what, key)), request.user, said)
        return show_read(request.user, [changed])[0]

    @router.post(
        f"{where}/publish", response=writes(shape), operation_id=f"publish_{what}", summary=f"Publish: {what}", tags=[many]
    )
    def publish(request: HttpRequest, ws: str, key: str, said: Seen) -> Any:
        """Show a draft to every member; nothing leaves the workspace by this. Managers and above."""
        membership = may.member(request.user, ws, "publish")
        return show_read(request.user, [saving.publish(find(membership, what, key), said.version, request.user)])[0]

    history(router, what, many, where)
    if what != "relationship":
        erase(router, what, many, where)


def erase(router: Router, what: str, many: str, where: str) -> None:
    """Erase an item."""

    @router.post(
        f"{where}/erase", response=writes(shapes.Stone), operation_id=f"erase_{what}", summary=f"Erase: {what}", tags=[many]
    )
    def erase(request: HttpRequest, ws: str, key: str, said: Reason) -> Any:
        """For good, with every copy that was shared from here. Administrators."""
        membership = may.member(request.user, ws, "erase")
        item = find(membership, what, key)
        stone = erasure.erase(item, request.user, sent.cleaned(ReasonForm(said.model_dump()))["reason"])
        return {"on": stone.on, "reason": stone.reason, "sha256": stone.sha256}


def history(router: Router, what: str, many: str, where: str) -> None:
    """The audit of an item."""
    page = shapes.Page[Change]

    @router.get(
        f"{where}/history", response=reads(page), operation_id=f"history_of_{what}", summary=f"History: {what}", tags=[many]
    )
    def read_history(request: HttpRequest, ws: str, key: str, limit: Limit = 50, offset: Offset = 0) -> Any:
        """Who changed which field when, by hashes. Managers and above."""
        membership = may.member(request.user, ws, "decide")
        item = find(membership, what, key)
        return part(Entry.objects.filter(item=item.key, workspace=item.workspace.key), _named, limit, offset)


def _named(entries: list[Entry]) -> list[dict[str, Any]]:
    """Entries with the name under which an account goes today, which the audit itself does not hold."""
    names = dict(User.objects.filter(pk__in={e.actor for e in entries}).values_list("pk", "username"))
    fields = ("at", "act", "version", "field", "was_sha256", "is_sha256")
    return [{name: getattr(e, name) for name in fields} | {"who": names.get(e.actor)} for e in entries]
