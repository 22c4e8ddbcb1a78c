"""What is given to others: cards to partners, copies to the shared table. Only what its mark lets out, and after another look."""

from collections.abc import Collection

from django.db import transaction

from palermo.workspace.accounts.models import User
from palermo.workspace.commission.commitments import Commitment
from palermo.workspace.commission.marks import Item, content_fields, may_leave
from palermo.workspace.commission.meetings import Ask, Meeting
from palermo.workspace.commission.people import Membership, Partnership, Workspace
from palermo.workspace.commission.practice import Card, CardShare
from palermo.workspace.commission.saving import Refused, note, note_person
from palermo.workspace.commission.table import Seat, SharedItem, SharedTable
from palermo.workspace.commission.text_check import look
from palermo.workspace.commission.words import _

# What of each kind both sides may see. Our offers, cautions, precedents, gaps and read-outs to come stay with us.
_LINES: dict[type[Item], tuple[str, ...]] = {
    Meeting: ("date", "ends", "place", "level", "indicators", "decisions"),
    Ask: ("by_when", "answer", "answered_on"),
    Commitment: ("side", "form", "legal_nature", "date", "our_words", "their_words", "prevails", "standing", "due", "rhythm", "indicator", "baseline", "yearly_target", "our_resources", "their_resources", "status", "status_day"),
}  # fmt: skip


def lay_on_table(table: SharedTable, item: Item, actor: User, *, confirmed: bool = False) -> SharedItem:
    """Copy an item to the shared table, or renew its copy. Refused for a mark, a draft or an embargo that keeps it in."""
    if type(item) not in _LINES:
        raise Refused(_("Only meetings, asks and commitments are laid on the shared table."))
    if item.workspace_id != table.workspace_id:
        raise Refused(_("That item belongs to another workspace."))
    with transaction.atomic():  # as it stands now: of what was erased or marked otherwise meanwhile no copy is left behind
        current: Item = type(item)._default_manager.select_for_update().get(pk=item.pk)
        return _copied(table, current, actor, confirmed)


def _copied(table: SharedTable, item: Item, actor: User, confirmed: bool) -> SharedItem:
    if not may_leave(item, "table"):
        raise Refused(
            _(
                "This stays in the workspace: it is a draft, under embargo, or its mark does not let it out. Change the mark first."
            )
        )
    lines = _lines(item)
    look([str(item), *(words for _label, words in lines)], confirmed)
    values = {"what": item.WHAT, "version": item.version, "title": str(item), "lines": lines}
    copy: SharedItem = SharedItem.objects.update_or_create(table=table, item=item.key, defaults=values)[0]
    note(item, actor, "lay_on_table", [])
    return copy


def _lines(item: Item) -> list[tuple[str, str]]:
    fields = {field.name: field for field in content_fields(type(item))}
    found = []
    for name in _LINES[type(item)]:
        shown = getattr(item, f"get_{name}_display", lambda name=name: getattr(item, name))()
        if shown not in (None, ""):
            found.append((str(fields[name].verbose_name), str(shown)))
    return found


def take_from_table(item: Item, actor: User) -> None:
    """Take the copy of an item away. What the other side has read stays read."""
    if SharedItem.objects.filter(item=item.key).delete()[0]:
        note(item, actor, "take_from_table", [])


def on_the_table(table: SharedTable) -> list[SharedItem]:
    """What lies on the table and may still lie there: a copy whose item was marked otherwise since is not shown."""
    held = list(table.items.all())
    kept = []
    for model in _LINES:
        items = {
            item.key: item for item in model._default_manager.filter(workspace=table.workspace, key__in=[h.item for h in held])
        }
        kept += [h for h in held if h.item in items and may_leave(items[h.item], "table")]
    return kept


def name_of(table: SharedTable) -> str:
    """What the other side reads above the table: the name of the commission, where the mark of the relationship lets it; never that of
    the workspace, which is ours.
    """
    between = table.workspace.relationship
    return str(between.commission) if between.commission and may_leave(between, "table") else _("Shared table")


def seat(table: SharedTable, person: User, actor: User | None = None) -> Seat:
    """Give a person of the other side a seat. Refused for a member of any workspace: an account is of the house or of the other side."""
    if person.is_staff or Membership.objects.filter(person=person).exists():
        raise Refused(_("That account works here. A seat at the shared table is for an account of the other side."))
    with transaction.atomic():
        place: Seat = Seat.objects.get_or_create(table=table, person=person)[0]
        note_person(table.workspace, actor, "seat", str(person.pk))
    return place


@transaction.atomic
def unseat(table: SharedTable, username: str, actor: User) -> None:
    """Take a seat away; nothing happens where there is none of that name. With the last one an account of the other side is closed."""
    for place in table.seats.filter(person__username=username):
        place.delete()
        note_person(table.workspace, actor, "unseat", str(place.person_id))
        close_without_seat({place.person_id})


def close_without_seat(people: Collection[int]) -> None:
    """Close those accounts of the other side that have no seat any more: without one they would be accounts of the house.

    An administrator of the site can open such an account again.
    """
    seated = Seat.objects.filter(person__in=people).values("person")
    User.objects.filter(pk__in=people, is_staff=False).exclude(pk__in=seated).update(is_active=False)


def choose_partner(workspace: Workspace, code: str, actor: User | None = None) -> Partnership:
    """Choose a partner by the code that its people gave. Refused for a code that is nobody's."""
    partner = Workspace.objects.filter(partner_code=code.strip()).first()
    if partner is None or partner == workspace:
        raise Refused(_("That is no partner's code. Ask for it again."))
    with transaction.atomic():
        chosen: Partnership = Partnership.objects.get_or_create(workspace=workspace, partner=partner)[0]
        note_person(workspace, actor, "choose_partner", str(partner.pk))
    return chosen


def give_card(card: Card, partner: Workspace, actor: User, *, confirmed: bool = False) -> CardShare:
    """Give a card to a chosen partner. Refused for another workspace, or a mark, a draft or an embargo that keeps it in."""
    if not Partnership.objects.filter(workspace=card.workspace, partner=partner).exists():
        raise Refused(_("Choose that partner first, by its code."))
    if not may_leave(card, "partners"):
        raise Refused(
            _(
                "This stays in the workspace: it is a draft, under embargo, or its mark does not let it out. Change the mark first."
            )
        )
    look([card.title, card.what, card.cautions, card.source], confirmed)
    share: CardShare
    with transaction.atomic():
        share, _new = CardShare.objects.get_or_create(card=card, partner=partner)
        note(card, actor, "give", [])
    return share


def take_card_back(card: Card, partner: Workspace, actor: User) -> None:
    """Take a card back from a partner."""
    if CardShare.objects.filter(card=card, partner=partner).delete()[0]:
        note(card, actor, "take_back", [])
