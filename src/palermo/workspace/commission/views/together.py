"""What is done with others: members, partners and their cards, the shared table."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from palermo.workspace.accounts.models import User
from palermo.workspace.commission import founding, may, sharing
from palermo.workspace.commission.forms import KINDS, CodeForm, MemberForm, SeatForm
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.people import Workspace
from palermo.workspace.commission.practice import Card
from palermo.workspace.commission.saving import Refused
from palermo.workspace.commission.table import SharedTable
from palermo.workspace.commission.views.common import attempt, confirmed, quick, typed
from palermo.workspace.commission.words import _


def members(request: HttpRequest, ws: str) -> HttpResponse:
    """Who belongs to the workspace; an administrator changes it."""
    membership = may.member(request.user, ws, "members" if request.method == "POST" else "read")
    form = MemberForm(request.POST or None)
    if request.method == "POST":
        if request.POST.get("act") == "remove":
            name = typed(request, "username")
            return quick(
                request, lambda: founding.remove(membership.workspace, name, request.user), _members(ws), _("Taken out.")
            )
        if attempt(form, lambda s: _set_role(membership.workspace, s, request.user)):
            return redirect(_members(ws))
    context = {
        "membership": membership,
        "workspace": membership.workspace,
        "form": form,
        "people": membership.workspace.memberships.select_related("person").order_by("person__username"),
        "may_change": may.allows(membership.role, "members"),
    }
    return render(request, "commission/members.html", context, status=422 if form.errors else 200)


def _members(ws: str) -> str:
    return str(reverse("commission:members", args=[ws]))


def _set_role(workspace: Workspace, said: dict[str, str], actor: Any) -> bool:
    founding.set_role(workspace, said["username"], said["role"], actor)
    return True


def cards(request: HttpRequest, ws: str) -> HttpResponse:
    """Our practice cards, those that partners gave us, and our partners."""
    membership = may.member(request.user, ws, "share" if request.method == "POST" else "read")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda s: sharing.choose_partner(membership.workspace, s["code"], request.user)
    ):
        return redirect("commission:cards", ws)
    context = {
        "membership": membership,
        "workspace": membership.workspace,
        "form": form,
        "ours": may.visible(membership, Card).filter(erased_at=None),
        "received": may.cards_received(membership).select_related("workspace"),
        "partners": membership.workspace.partners.select_related("partner"),
        "may_draft": may.allows(membership.role, "draft"),
        "may_share": may.allows(membership.role, "share"),
    }
    return render(request, "commission/cards.html", context, status=422 if form.errors else 200)


@require_POST
def give(request: HttpRequest, ws: str, key: str) -> HttpResponse:
    """Give a card to a partner, or take it back."""
    membership = may.member(request.user, ws, "share")
    card = may.item(membership, Card, key)
    partner = Workspace.objects.filter(chosen_by__workspace=membership.workspace, pk=_number(request.POST.get("partner"))).first()
    if partner is None:
        raise may.NotSeen
    back = reverse("commission:item", args=[ws, "card", card.key])
    if request.POST.get("act") == "back":
        return quick(request, lambda: sharing.take_card_back(card, partner, request.user), back, _("Taken back."))
    sure = confirmed(request)
    return quick(
        request, lambda: sharing.give_card(card, partner, request.user, confirmed=sure), back, _("Given to the partner.")
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 15 else 0


def table(request: HttpRequest, ws: str) -> HttpResponse:
    """The shared table as we see it: what lies there, and who of the other side has a seat."""
    membership = may.member(request.user, ws, "share" if request.method == "POST" else "read")
    ours = (
        founding.table_of(membership.workspace)
        if may.allows(membership.role, "share")
        else SharedTable.objects.filter(workspace=membership.workspace).first()
    )
    form = SeatForm(request.POST or None)
    if request.method == "POST" and ours is not None:
        if request.POST.get("act") == "remove":
            sharing.unseat(ours, typed(request, "username"), request.user)
            return redirect("commission:table", ws)
        if attempt(form, lambda s: _seat(ours, s["username"], request.user)):
            return redirect("commission:table", ws)
    context = {
        "membership": membership,
        "workspace": membership.workspace,
        "table": ours,
        "items": sharing.on_the_table(ours) if ours else [],
        "seats": ours.seats.select_related("person") if ours else [],
        "form": form,
        "may_share": may.allows(membership.role, "share"),
    }
    return render(request, "commission/table.html", context, status=422 if form.errors else 200)


def _seat(ours: SharedTable, username: str, actor: Any) -> Any:
    person = User.objects.filter(username=username.strip(), is_active=True).first()
    if person is None:
        raise Refused(_("Nobody was given a seat. Ask for the exact name of the account."))
    return sharing.seat(ours, person, actor)


@require_POST
def lay(request: HttpRequest, ws: str, what: str, key: str) -> HttpResponse:
    """Lay a copy of an item on the shared table, or take it away."""
    membership = may.member(request.user, ws, "share")
    if what not in KINDS:
        raise may.NotSeen
    item: Item = may.item(membership, KINDS[what].model, key)
    back, sure = reverse("commission:item", args=[ws, what, item.key]), confirmed(request)
    if request.POST.get("act") == "away":
        return quick(request, lambda: sharing.take_from_table(item, request.user), back, _("Taken from the shared table."))
    ours = founding.table_of(membership.workspace)
    return quick(
        request, lambda: sharing.lay_on_table(ours, item, request.user, confirmed=sure), back, _("Both sides see this copy now.")
    )


def seats(request: HttpRequest) -> HttpResponse:
    """The tables at which a person of the other side has a seat."""
    tables = SharedTable.objects.filter(seats__person=request.user).select_related("workspace__relationship").order_by("pk")
    return render(request, "commission/seats.html", {"tables": [(one, sharing.name_of(one)) for one in tables]})


def at_table(request: HttpRequest, table: str) -> HttpResponse:
    """The shared table as the other side sees it: the copies, and nothing else."""
    found = may.table_of(request.user, table)
    return render(request, "commission/at_table.html", {"name": sharing.name_of(found), "items": sharing.on_the_table(found)})
