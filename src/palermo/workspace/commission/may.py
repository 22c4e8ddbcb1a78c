"""Who may do what. Pages and the programming interface ask here and nowhere else.

What somebody may not see does not exist for that person: `NotSeen` says the same, after the same one question to the database,
for a workspace of others and for one that was never made.
"""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from palermo.workspace.accounts.models import User
from palermo.workspace.commission.audit import Reading
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.people import Membership, Role
from palermo.workspace.commission.practice import Card
from palermo.workspace.commission.table import SharedTable

T = TypeVar("T", bound=Item)
_ORDER = {role: rank for rank, role in enumerate(Role.values)}
# What each act asks for at least.
_NEEDS = {
    "read": Role.READER,
    "draft": Role.CONTRIBUTOR,
    "change": Role.CONTRIBUTOR,
    "decide": Role.MANAGER,
    "publish": Role.MANAGER,
    "share": Role.MANAGER,
    "erase": Role.ADMINISTRATOR,
    "members": Role.ADMINISTRATOR,
}


class NotSeen(Http404):
    """There is no such thing, as far as this person can tell."""


def _uuid(text: Any) -> UUID:
    """A key as typed in an address; one that is none leads to the key that nothing has, so that the question is the same."""
    try:
        return UUID(str(text))
    except ValueError:
        return UUID(int=0)


def memberships(person: Any) -> "QuerySet[Membership]":
    """A person's memberships, with their workspaces; none for a stranger or a closed account.

    A token for one workspace has put it on the person (`within`): there is no other then.
    """
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return Membership.objects.none()
    found = Membership.objects.filter(person=person).select_related("workspace").order_by("workspace__name", "pk")
    return found if person.within is None else found.filter(workspace=person.within)


def member(person: Any, workspace_key: Any, act: str = "read") -> Membership:
    """The membership by which a person may do an act in a workspace. NotSeen where there is none that suffices."""
    found: Membership | None = memberships(person).filter(workspace__key=_uuid(workspace_key)).first()
    if found is None or not allows(found.role, act):
        raise NotSeen
    return found


def allows(role: str, act: str) -> bool:
    """Whether a role suffices for an act."""
    return _ORDER[role] >= _ORDER[_NEEDS[act]]


def may_edit(membership: Membership, item: Item) -> bool:
    """Whether a member may change an item: a contributor while it is a draft, a manager always; nobody what was erased."""
    act = "change" if item.published_at is None else "publish"
    return item.erased_at is None and allows(membership.role, act)


def visible(membership: Membership, model: type[T]) -> "QuerySet[T]":
    """The items of a kind that a member sees: a reader no drafts."""
    found = model._default_manager.filter(workspace=membership.workspace).select_related("workspace")
    return found if allows(membership.role, "draft") else found.exclude(published_at=None)


def item(membership: Membership, model: type[T], key: Any) -> T:
    """An item of the member's workspace. NotSeen for any other."""
    found: T | None = visible(membership, model).filter(key=_uuid(key)).first()
    if found is None:
        raise NotSeen
    return found


def standing(membership: Membership, model: type[T], key: Any) -> T:
    """An item on which something can be hung. NotSeen also for one that was erased."""
    found = item(membership, model, key)
    if found.erased_at is not None:
        raise NotSeen
    return found


def note_reading(person: User, found: Item) -> None:
    """Keep, for a while, that a person read an item under embargo."""
    if found.embargoed:
        Reading.objects.create(workspace=found.workspace.key, actor=person.pk, item=found.key)


def cards_received(membership: Membership) -> "QuerySet[Card]":
    """The cards that partners have given to this workspace, and that their marks still let out."""
    from palermo.workspace.commission.marks import leaving

    return leaving(Card.objects.filter(shares__partner=membership.workspace), "partners")


def table_of(person: Any, key: Any) -> SharedTable:
    """A shared table at which a person has a seat. NotSeen for any other."""
    asked = person if getattr(person, "is_authenticated", False) and person.is_active else None
    found: SharedTable | None = SharedTable.objects.filter(key=_uuid(key), seats__person=asked).first() if asked else None
    if found is None:
        raise NotSeen
    return found
