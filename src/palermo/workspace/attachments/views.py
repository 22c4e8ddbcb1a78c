"""Pages of files: listed, uploaded, captured, shown as text, given out as a download, quoted as evidence."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from palermo.errors import PalermoError
from palermo.workspace.attachments import keeping, quoting, store
from palermo.workspace.attachments.forms import CaptureForm, EditForm, QuoteForm, UploadForm
from palermo.workspace.attachments.limits import SHOWN_TEXT
from palermo.workspace.attachments.models import Attachment
from palermo.workspace.attachments.words import _
from palermo.workspace.commission import may
from palermo.workspace.commission.commitments import Commitment
from palermo.workspace.commission.evidence import Evidence
from palermo.workspace.commission.people import Membership
from palermo.workspace.commission.saving import Refused
from palermo.workspace.commission.views import items
from palermo.workspace.commission.views.common import attempt, confirmed, form_page, lines, seen

# A browser does nothing with an original but put it on the disk: no script, no frame, no type to guess.
_DOWNLOAD = {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Content-Type": "application/octet-stream",
}


def files(request: HttpRequest, ws: str) -> HttpResponse:
    """The files of a workspace."""
    membership = may.member(request.user, ws)
    context = {
        "membership": membership,
        "workspace": membership.workspace,
        "files": may.visible(membership, Attachment).filter(erased_at=None).defer("text"),
        "offers": _offers(membership) if may.allows(membership.role, "draft") else [],
        "captures": settings.CAPTURES,
    }
    return render(request, "attachments/files.html", context)


def upload(request: HttpRequest, ws: str) -> HttpResponse:
    """Upload a document. The file of a form is not kept when the form is refused: it has to be chosen once more."""
    membership = may.member(request.user, ws, "draft")
    onward = _onward(request, membership)
    form = UploadForm(request.POST or None, request.FILES or None)
    made = attempt(form, lambda said: _upload(request, membership, said)) if request.method == "POST" else None
    if made:
        return _kept(request, onward, made)
    note = _("The file is looked through for details of people before it is kept. If this page comes back, choose it again.")
    return form_page(request, membership, form, _("Upload a document"), note=note, multipart=True)


def _upload(request: HttpRequest, membership: Membership, said: dict[str, Any]) -> Attachment:
    file = said.pop("file")
    sure = confirmed(request)
    return keeping.upload(membership.workspace, request.user, file.name, file.read(), said, confirmed=sure)


def capture(request: HttpRequest, ws: str) -> HttpResponse:
    """Capture a public page, where the site does that at all."""
    membership = may.member(request.user, ws, "draft")
    onward = _onward(request, membership)
    form = CaptureForm(request.POST or None)
    made = attempt(form, lambda said: _capture(request, membership, said)) if request.method == "POST" else None
    if made:
        return _kept(request, onward, made)
    note = _(
        "Whoever runs the page sees that this site asked for it, and when. Do not capture what a source alone could know of."
    )
    warning = "" if settings.CAPTURES else _("Captures are turned off on this site.")
    return form_page(request, membership, form, _("Capture a page"), note=note, warning=warning)


def _capture(request: HttpRequest, membership: Membership, said: dict[str, Any]) -> Attachment:
    address = said.pop("address")
    return keeping.capture(membership.workspace, request.user, address, said, confirmed=confirmed(request))


def _onward(request: HttpRequest, membership: Membership) -> Commitment | None:
    """The commitment for which a file is wanted as evidence, None where it is wanted for none. NotSeen for one of others."""
    wanted = request.GET.get("commitment", "")
    return may.item(membership, Commitment, wanted) if wanted else None


def _kept(request: HttpRequest, onward: Commitment | None, made: Attachment) -> HttpResponse:
    """On to what the file is for: the evidence of a commitment, or its own page."""
    messages.success(request, _("Kept as a draft."))
    ws = made.workspace.key
    if onward:
        return redirect(f"{reverse('attachments:quote', args=[ws, onward.key])}?file={made.key}")
    return redirect("attachments:show", ws, made.key)


def show(request: HttpRequest, ws: str, key: str) -> HttpResponse:
    """A file: what it is, and its text. What was erased shows its tombstone."""
    membership = may.member(request.user, ws)
    item = may.item(membership, Attachment, key)
    if item.erased_at:
        return items.show(request, ws, "attachment", key)
    may.note_reading(request.user, item)
    facts = ("media_type", "address", "captured_at", "sha256")
    context = {
        "membership": membership,
        "workspace": membership.workspace,
        "what": "attachment",
        "item": item,
        "label": item.get_kind_display(),
        "lines": [*lines(item, "title"), *_facts(item, facts)],
        "text": item.text[:SHOWN_TEXT],
        "longer": len(item.text) > SHOWN_TEXT,
        "there": store.path(membership.workspace.key, item.sha256).is_file(),
        "quoted": may.visible(membership, Evidence).filter(sha256=item.sha256, erased_at=None).exclude(kind="record"),
        "may_edit": may.may_edit(membership, item),
        "may_decide": may.allows(membership.role, "decide"),
        "may_publish": may.allows(membership.role, "publish") and item.published_at is None,
        "may_erase": may.allows(membership.role, "erase"),
    }
    return render(request, "attachments/attachment.html", context)


def _facts(item: Attachment, names: tuple[str, ...]) -> list[tuple[str, Any]]:
    fields = {field.name: str(field.verbose_name) for field in item._meta.concrete_fields}
    return [(fields[name], value) for name in names if (value := getattr(item, name)) not in (None, "")]


def original(request: HttpRequest, ws: str, key: str) -> HttpResponse:
    """The bytes, as a download and nothing else."""
    membership = may.member(request.user, ws)
    item = may.item(membership, Attachment, key)
    if item.erased_at:
        raise may.NotSeen
    may.note_reading(request.user, item)
    try:
        response = HttpResponse(store.get(membership.workspace.key, item.sha256), headers=_DOWNLOAD)
    except PalermoError:
        messages.error(request, _("The original is missing from the store of this site, or was altered there."))
        return redirect("attachments:show", ws, key)
    name = keeping.plain_name(item.title, item.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def edit(request: HttpRequest, ws: str, key: str) -> HttpResponse:
    """Change what was written of a file: a draft by its contributors, what is published by a manager."""
    membership = may.member(request.user, ws, "draft")
    item = may.item(membership, Attachment, key)
    if not may.may_edit(membership, item):
        raise may.NotSeen
    may.note_reading(request.user, item)
    form = EditForm(request.POST or None, instance=may.item(membership, Attachment, key))
    sure = confirmed(request)
    done = (
        attempt(form, lambda said: keeping.edit(item, seen(request), request.user, said, confirmed=sure), item)
        if request.method == "POST"
        else None
    )
    if done:
        messages.success(request, _("Saved."))
        return redirect("attachments:show", ws, item.key)
    return form_page(request, membership, form, _("Change: %(what)s") % {"what": _("file")}, what="attachment", item=item)


def quote(request: HttpRequest, ws: str, key: str) -> HttpResponse:
    """Words of a file as evidence of a commitment."""
    membership = may.member(request.user, ws, "draft")
    commitment = may.standing(membership, Commitment, key)
    form = QuoteForm(membership, request.POST or None, initial={"file": request.GET.get("file", "")})
    done = attempt(form, lambda said: _quote(request, commitment, said)) if request.method == "POST" else None
    if done:
        return redirect("commission:item", ws, "commitment", commitment.key)
    offers = _offers(membership, f"?commitment={commitment.key}")
    return form_page(request, membership, form, _("Evidence from a file"), item=commitment, what="commitment", offers=offers)


def _offers(membership: Membership, query: str = "") -> list[tuple[str, str]]:
    """Where another file can be brought, as address and label; captures only where the site does them."""
    offered = [("attachments:upload", _("Upload a document"))]
    offered += [("attachments:capture", _("Capture a page"))] if settings.CAPTURES else []
    return [(reverse(name, args=[membership.workspace.key]) + query, label) for name, label in offered]


def _quote(request: HttpRequest, commitment: Commitment, said: dict[str, Any]) -> Evidence:
    stamp = {"decided_by": request.user, "decided_at": timezone.now()}
    file = said["file"]
    if file.erased_at:
        raise Refused(_("There is no such file in this workspace."))
    return quoting.quote(
        commitment, file, request.user, said["quotation"], said["where"], stamp=stamp, confirmed=confirmed(request)
    )
