"""The brief in the site: chosen, previewed, downloaded. A paper that does not hold is not shown."""

import json
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.briefing.brief import Brief, brief
from palermo.briefing.case import AUDIENCES
from palermo.briefing.check import check
from palermo.briefing.document import document, sources
from palermo.briefing.occasion import LONGEST, occasion
from palermo.briefing.order import Order, file_name, written
from palermo.briefing.render.layout import ask_lines, head, loose
from palermo.errors import UserError
from palermo.extras import missing
from palermo.record.opened import Record
from palermo.register.jurisdictions import jurisdictions
from palermo.workspace.pages.asking import kept, place_of, record_of

# What can be downloaded, and its media type. The first two come with an extra.
_MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}


def formats() -> tuple[str, ...]:
    """The forms of file that this installation can write."""
    return tuple(form for form in _MEDIA if form not in ("pdf", "docx") or not missing("papers"))


def page(request: HttpRequest, name: str) -> HttpResponse:
    """The preview, with the choice of audience and sender."""
    paper = _paper(request, name)
    context = {
        "paper": paper,
        "place": paper.case.place,
        "head": head(paper),
        "numbers": paper.numbers,
        "audiences": _audiences(request),
        "formats": formats(),
        "longest": LONGEST,
        "sections": [(s, loose(s.claims, s.asks), [(a, list(ask_lines(a))) for a in s.asks]) for s in paper.sections],
        "listed": sources(paper),
        "senders": sorted(jurisdictions().values(), key=lambda place: place.names[-1].text),
    }
    return render(request, "pages/brief.html", context)


def download(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """The paper as a file."""
    if form not in formats():
        raise Http404(f"'{form}' is no format that is installed.")
    paper = _paper(request, name)
    answer = HttpResponse(_content(paper, form), content_type=_MEDIA[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(paper, form)}"'
    return answer


def _content(paper: Brief, form: str) -> str | bytes:
    """The paper in one form. Http404 for letters of the cover line that it cannot be set in."""
    if form == "json":
        return json.dumps(document(paper), ensure_ascii=False, indent=1) + "\n"
    try:
        return written(paper, Order(form=form))
    except UserError as error:
        raise Http404(str(error)) from error


def _audiences(request: HttpRequest) -> tuple[str, ...]:
    """People of this site choose; a stranger to a public site reads what is for the public."""
    return AUDIENCES if request.user.is_authenticated else ("public",)


def _paper(request: HttpRequest, name: str) -> Brief:
    chosen = request.GET.get("audience", "")
    allowed = _audiences(request)
    audience = chosen if chosen in allowed else allowed[0]
    sender = place_of(request.GET.get("from", "").strip() or "USA")
    paper = paper_on(record_of(request), place_of(name).code, sender.code, audience, "full" in request.GET)
    try:
        return replace(paper, occasion=occasion(request.GET.get("for") or None))  # what people write is not kept in memory
    except UserError as error:
        raise Http404(str(error)) from error


def paper_on(record: Record, code: str, sender: str, audience: str, full: bool = False) -> Brief:
    """The checked paper, kept until the record changes. Http404 for one that does not hold.

    Kept are the claims; the record is this thread's own, since two threads that ask one SQLite connection can wait for each other
    forever.
    """
    paper: Brief = kept(record, checked, code, sender, audience, full)
    return replace(paper, case=replace(paper.case, record=record))


def checked(record: Record, code: str, sender: str, audience: str, full: bool) -> Brief:
    """The brief, after every value was read again at its source. Http404 for one that does not hold: it is never shown."""
    places = jurisdictions()
    paper = brief(record, places[code], places[sender], audience, full=full)
    if check(paper):
        raise Http404("This paper does not hold: a value could not be read again at its source. Please report it.")
    return paper
