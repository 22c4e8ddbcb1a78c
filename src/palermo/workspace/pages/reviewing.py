"""Accept, correct or reject what was read, for those who may. The word is kept at once; the record follows in the background."""

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palermo.errors import UserError
from palermo.evidence import review_log
from palermo.evidence.review_content import said
from palermo.evidence.reviews import Said
from palermo.record.narratives import ReadFinding, narrative, read_findings
from palermo.record.reviewing import content, review
from palermo.workspace.pages import links
from palermo.workspace.pages.asking import record_of


@require_POST
def say(request: HttpRequest, key: str) -> HttpResponse:
    """Write a review down, under the name of the account. Http404 for whoever may not, and for a finding that is not shown."""
    if not (request.user.is_authenticated and request.user.may_review):
        raise Http404
    record = record_of(request)
    text = narrative(record, key)
    found = next((f for f in read_findings(record, key) if f.id == request.POST.get("finding")), None) if text else None
    if text is None or found is None:
        raise Http404
    try:
        new = _corrected(request, found) if request.POST.get("verdict") == "correct" else None
        verdict = request.POST.get("verdict", "")
        if verdict not in ("accept", "reject", "correct"):
            raise Http404
        note = request.POST.get("note", "").strip()[:500] or None
        review_log.append(review(record, text, found, verdict, new, request.user.username, note))
        messages.success(request, _("Kept. The record is renewed in the background, and shows it within a minute."))
    except UserError as error:
        messages.error(request, str(error))
    return redirect(links.to(request, "pages:document", key) + f"#f-{found.id}")


def _corrected(request: HttpRequest, found: ReadFinding) -> Said:
    """What the finding is instead. UserError for a code or number that its kind does not have."""
    code, value = request.POST.get("code", "").strip() or None, request.POST.get("value", "").strip()
    if value and not re.fullmatch("-?[0-9]{1,15}", value):
        raise UserError(f"'{value}' is no whole number that a record can hold.")
    return said(found.kind, content(found), code, int(value) if value else None, {})
