"""The portfolio, a new workspace, and the page of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from palermo.workspace.commission import founding, may
from palermo.workspace.commission.forms import KINDS, FoundingForm
from palermo.workspace.commission.portfolio import line, portfolio
from palermo.workspace.commission.views.common import attempt, day_of, form_page
from palermo.workspace.commission.words import _
from palermo.workspace.reading import record_at


def folio(request: HttpRequest) -> HttpResponse:
    """All of one's workspaces. What is printed once a week has a page of its own, in `notices`."""
    found = portfolio(request.user, record_at(None).law, day_of(request))
    return render(request, "commission/portfolio.html", {"folio": found})


def new(request: HttpRequest) -> HttpResponse:
    """Make a workspace; its maker is its administrator."""
    form = FoundingForm(request.POST or None)
    made = attempt(form, lambda said: founding.found(request.user, **said)) if request.method == "POST" else None
    if made:
        messages.success(request, _("The workspace is made. Nobody sees it but its members."))
        return redirect("commission:workspace", made.key)
    return form_page(request, None, form, _("New workspace"))


def workspace(request: HttpRequest, ws: str) -> HttpResponse:
    """One workspace: the relationship, what is next, what is open on both sides."""
    membership = may.member(request.user, ws)
    shown = {
        what: list(may.visible(membership, kind.model).filter(erased_at=None))
        for what, kind in KINDS.items()
        if kind.typed and what not in ("relationship", "evidence", "card")
    }
    context = {
        "membership": membership,
        "workspace": membership.workspace,
        "relationship": membership.workspace.relationship,
        "line": line(membership, request.day or timezone.now().date()),
        "shown": shown,
        "drafts": may.allows(membership.role, "draft"),
        "kinds": [(what, KINDS[what].label) for what in shown],
    }
    return render(request, "commission/workspace.html", context)
