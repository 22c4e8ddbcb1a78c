"""Any item: written, shown, changed, published, erased."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from palermo.workspace.commission import asking, erasure, may, saving
from palermo.workspace.commission.audit import Entry, Tombstone
from palermo.workspace.commission.forms import KINDS, ReasonForm, item_form
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.meetings import Ask
from palermo.workspace.commission.people import Membership
from palermo.workspace.commission.views import showing
from palermo.workspace.commission.views.common import attempt, confirmed, form_page, lines, quick, seen, unsaid
from palermo.workspace.commission.words import _


def _kind(what: str) -> Any:
    if what not in KINDS:
        raise may.NotSeen
    return KINDS[what]


def new(request: HttpRequest, ws: str, what: str) -> HttpResponse:
    """Write a new item, a draft. Evidence is added on the page of its commitment; a relationship is there from the start."""
    membership = may.member(request.user, ws, "draft")
    kind = _kind(what)
    if what in ("relationship", "evidence"):
        raise may.NotSeen
    initial = {
        name: may.standing(membership, KINDS[name].model, request.GET[name]) for name in ("meeting", "ask") if name in request.GET
    }
    form = item_form(what, membership.workspace, request.POST or None, initial=initial)
    made = None
    if request.method == "POST":
        made = attempt(
            form,
            lambda said: saving.create(
                kind.model, membership.workspace, request.user, _said(what, said), confirmed=confirmed(request)
            ),
        )
    if made:
        messages.success(request, _("Kept as a draft."))
        return redirect("commission:item", ws, what, made.key)
    return form_page(request, membership, form, _("New: %(what)s") % {"what": kind.label}, what=what)


def _said(what: str, said: dict[str, Any]) -> dict[str, Any]:
    """What a form says; a written ask is put together into its sentence."""
    return said | {"sentence": asking.compose(said)} if what == "ask" else said


def show(request: HttpRequest, ws: str, what: str, key: str) -> HttpResponse:
    """The page of an item. What was erased shows its tombstone."""
    membership = may.member(request.user, ws)
    item = may.item(membership, _kind(what).model, key)
    may.note_reading(request.user, item)
    context = {
        "membership": membership,
        "workspace": membership.workspace,
        "relationship": membership.workspace.relationship,
        "what": what,
        "item": item,
        "label": KINDS[what].label,
        "lines": lines(item),
        "unsaid": unsaid(item),
        "may_edit": may.may_edit(membership, item),
        "may_draft": may.allows(membership.role, "draft"),
        "may_decide": may.allows(membership.role, "decide"),
        "may_publish": may.allows(membership.role, "publish") and item.published_at is None and item.erased_at is None,
        "may_erase": may.allows(membership.role, "erase") and item.erased_at is None and what != "relationship",
    }
    if item.erased_at:
        context["stone"] = Tombstone.objects.filter(item=item.key).first()
        return render(request, "commission/erased.html", context)
    template, more = showing.of(membership, item)
    for other in showing.said_in_full(more):
        may.note_reading(request.user, other)
    return render(request, template, context | more)


def edit(request: HttpRequest, ws: str, what: str, key: str) -> HttpResponse:
    """Change an item: a draft by its contributors, what is published by a manager."""
    membership, item = _editable(request, ws, what, key)
    form = item_form(what, membership.workspace, request.POST or None, instance=item)
    changed = None
    if request.method == "POST":
        changed = attempt(form, lambda said: _change(request, item, what, said), item)
    if changed:
        messages.success(request, _("Saved."))
        return redirect("commission:item", ws, what, changed.key)
    return form_page(request, membership, form, _("Change: %(what)s") % {"what": KINDS[what].label}, what=what, item=_again(item))


def _editable(request: HttpRequest, ws: str, what: str, key: str) -> tuple[Membership, Item]:
    membership = may.member(request.user, ws, "draft")
    item = may.item(membership, _kind(what).model, key)
    if not may.may_edit(membership, item):
        raise may.NotSeen
    may.note_reading(request.user, item)  # the form shows all that it says
    return membership, item


def _again(item: Item) -> Item:
    """The item as it stands: a form has written what was typed on the object that it was given."""
    found: Item = type(item)._default_manager.get(pk=item.pk)
    return found


def _change(request: HttpRequest, item: Item, what: str, said: dict[str, Any]) -> Item:
    written = not (isinstance(item, Ask) and item.claim_id)
    return saving.change(item, seen(request), request.user, _said(what, said) if written else said, confirmed=confirmed(request))


@require_POST
def publish(request: HttpRequest, ws: str, what: str, key: str) -> HttpResponse:
    """Make a draft everybody's in the workspace."""
    membership = may.member(request.user, ws, "publish")
    item = may.item(membership, _kind(what).model, key)
    back = redirect("commission:item", ws, what, item.key).url
    return quick(request, lambda: saving.publish(item, seen(request), request.user), back, _("Every member sees it now."))


def erase(request: HttpRequest, ws: str, what: str, key: str) -> HttpResponse:
    """Erase an item for good."""
    membership = may.member(request.user, ws, "erase")
    item = may.item(membership, _kind(what).model, key)
    if what == "relationship":
        raise may.NotSeen
    form = ReasonForm(request.POST or None)
    stone = attempt(form, lambda said: erasure.erase(item, request.user, said["reason"])) if request.method == "POST" else None
    if stone:
        messages.success(request, _("Erased for good."))
        return redirect("commission:item", ws, what, item.key)
    warning = _(
        "The content goes for good, with its history and every copy that was shared from here. A hash, the day and the reason stay."
    )
    return form_page(request, membership, form, _("Erase for good"), what=what, item=item, warning=warning)


def history(request: HttpRequest, ws: str, what: str, key: str) -> HttpResponse:
    """The audit of an item: who changed which field when; hashes, never content."""
    membership = may.member(request.user, ws, "decide")
    item = may.item(membership, _kind(what).model, key)
    context = {"membership": membership, "workspace": membership.workspace, "what": what, "item": item, "entries": _named(item)}
    return render(request, "commission/history.html", context)


def _named(item: Item) -> list[tuple[Entry, str]]:
    """Entries with the name under which the account goes today, which the audit itself does not hold."""
    from palermo.workspace.accounts.models import User

    entries = list(Entry.objects.filter(item=item.key, workspace=item.workspace.key))
    names = dict(User.objects.filter(pk__in={e.actor for e in entries}).values_list("pk", "username"))
    return [(entry, names.get(entry.actor, "")) for entry in entries]
