"""The brief in the site: chosen, previewed, downloaded. A paper that does not hold is not shown."""

import json
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.briefing.brief import Brief, brief
from palermo.briefing.case import AUDIENCES
from palermo.briefing.check import check
from palermo.briefing.document import document, sources
from palermo.briefing.render.html import html
from palermo.briefing.render.layout import ask_lines, head, loose
from palermo.briefing.render.markdown import markdown
from palermo.record.opened import Record
from palermo.register.jurisdictions import jurisdictions
from palermo.workspace.pages.asking import kept, place_of, record_of

# What can be downloaded: how it is written, and its media type.
FORMATS: dict[str, tuple[Callable[[Brief], str], str]] = {
    "html": (html, "text/html; charset=utf-8"),
    "md": (markdown, "text/markdown; charset=utf-8"),
    "json": (lambda paper: json.dumps(document(paper), ensure_ascii=False, indent=1) + "\n", "application/json"),
}


def page(request: HttpRequest, name: str) -> HttpResponse:
    """The preview, with the choice of audience and sender."""
    paper = _paper(request, name)
    context = {
        "paper": paper,
        "place": paper.case.place,
        "head": head(paper),
        "numbers": paper.numbers,
        "audiences": _audiences(request),
        "formats": tuple(FORMATS),
        "sections": [(s, loose(s.claims, s.asks), [(a, list(ask_lines(a))) for a in s.asks]) for s in paper.sections],
        "listed": sources(paper),
        "senders": sorted(jurisdictions().values(), key=lambda place: place.names[-1].text),
    }
    return render(request, "pages/brief.html", context)


def download(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """The paper as a file."""
    if form not in FORMATS:
        raise Http404(f"'{form}' is no format that is installed.")
    paper = _paper(request, name)
    write, media = FORMATS[form]
    answer = HttpResponse(write(paper), content_type=media)
    case = paper.case
    file = f"brief-{case.place.code}-{case.as_of.isoformat()}-{case.audience}.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def _audiences(request: HttpRequest) -> tuple[str, ...]:
    """People of this site choose; a stranger to a public site reads what is for the public."""
    return AUDIENCES if request.user.is_authenticated else ("public",)


def _paper(request: HttpRequest, name: str) -> Brief:
    chosen = request.GET.get("audience", "")
    allowed = _audiences(request)
    audience = chosen if chosen in allowed else allowed[0]
    sender = place_of(request.GET.get("from", "").strip() or "USA")
    return kept(record_of(request), checked, place_of(name).code, sender.code, audience, "full" in request.GET)


def checked(record: Record, code: str, sender: str, audience: str, full: bool) -> Brief:
    """The brief, after every value was read again at its source. Http404 for one that does not hold: it is never shown."""
    places = jurisdictions()
    paper = brief(record, places[code], places[sender], audience, full=full)
    if check(paper):
        raise Http404("This paper does not hold: a value could not be read again at its source. Please report it.")
    return paper
