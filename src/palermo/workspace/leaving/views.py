"""Pages: take a workspace out, bring one in, see what came in with it, erase it for good."""

import tempfile
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from palermo.errors import UserError
from palermo.workspace import state
from palermo.workspace.commission import may
from palermo.workspace.commission.people import Membership
from palermo.workspace.commission.views.common import attempt, confirmed, form_page
from palermo.workspace.commission.words import _
from palermo.workspace.leaving.arriving import arrive
from palermo.workspace.leaving.departing import depart, gather
from palermo.workspace.leaving.ending import end
from palermo.workspace.leaving.forms import ArchiveForm, EndForm
from palermo.workspace.leaving.models import Arrival, Brought, PastEntry

_PAGE = 200  # entries of the past on one page


def leave(request: HttpRequest, ws: str) -> HttpResponse:
    """What an archive would hold, and the archive itself when the form is sent."""
    membership = may.member(request.user, ws, "members")
    if request.method != "POST":
        return _leave(request, membership)
    target = tempfile.TemporaryFile(dir=state.folder())  # noqa: SIM115 - the answer closes it; it has no name, and nobody else sees it
    try:
        depart(membership.workspace, target, request.user, confirmed=confirmed(request))
    except UserError as error:
        target.close()
        return _leave(request, membership, str(error))
    target.seek(0)
    response = FileResponse(target, as_attachment=True, filename="workspace.zip", content_type="application/zip")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _leave(request: HttpRequest, membership: Membership, why: str = "") -> HttpResponse:
    found = gather(membership.workspace)
    context = {
        "membership": membership,
        "workspace": membership.workspace,
        "items": sum(len(rows) for rows in found.items.values()),
        "found": found,
        "why": why,
        "arrival": _arrival(membership),
    }
    return render(request, "leaving/leave.html", context, status=422 if why else 200)


def _arrival(membership: Membership) -> Arrival | None:
    found: Arrival | None = Arrival.objects.filter(workspace=membership.workspace.key).first()
    return found


def bring(request: HttpRequest) -> HttpResponse:
    """Bring an archive in."""
    form = ArchiveForm(request.POST, request.FILES) if request.method == "POST" else ArchiveForm()
    made: Any = None
    if request.method == "POST":
        made = attempt(form, lambda said: arrive(said["archive"].file, request.user, confirmed=confirmed(request)))
    if made:
        messages.success(request, _("Brought in, as drafts: %(n)s items. Nobody sees the workspace but you.") % {"n": made.items})
        return redirect("commission:workspace", made.workspace)
    return render(request, "leaving/bring.html", {"form": form}, status=422 if form.errors else 200)


def past(request: HttpRequest, ws: str) -> HttpResponse:
    """What came in with an archive, as the archive says it."""
    membership = may.member(request.user, ws, "decide")
    arrival = _arrival(membership)
    if arrival is None:
        raise may.NotSeen
    entries = Paginator(PastEntry.objects.filter(arrival=arrival), _PAGE).get_page(request.GET.get("page"))
    held = {one.item: one for one in Brought.objects.filter(arrival=arrival, item__in={e.item for e in entries})}
    context = {
        "membership": membership,
        "workspace": membership.workspace,
        "arrival": arrival,
        "entries": [(entry, held[entry.item]) for entry in entries],
        "page": entries,
        "stones": arrival.tombstones.all(),
    }
    return render(request, "leaving/past.html", context)


def erase(request: HttpRequest, ws: str) -> HttpResponse:
    """Erase the whole workspace for good."""
    membership = may.member(request.user, ws, "erase")
    form = EndForm(request.POST or None)
    stone = None
    if request.method == "POST":
        stone = attempt(form, lambda s: end(membership.workspace, request.user, s["reason"], s["typed"]))
    if stone:
        messages.success(request, _("The workspace is erased for good. A hash, the day and the reason stay."))
        return redirect(reverse("commission:portfolio"))
    warning = _(
        "Everything in this workspace goes for good, for every member: items, evidence, files, the shared table, cards that partners were given. The audit keeps ids and hashes. An archive that was taken before is not reached by this."
    )
    heading = _("Erase the whole workspace")
    return form_page(request, membership, form, heading, warning=warning, button=_("Erase for good"))
