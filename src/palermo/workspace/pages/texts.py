"""Search in what was read: passages, the best first, with the words that were asked for marked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.errors import UserError
from palermo.record.folding import SECTIONS
from palermo.record.opened import Record
from palermo.record.search.answer import Filters, Found, search, searched
from palermo.register.jurisdictions import resolve
from palermo.workspace.pages.asking import kept, record_of, year_of

_SHOWN = 20


def search_page(request: HttpRequest) -> HttpResponse:
    """Passages that answer a question, the best first, with the words marked."""
    record = record_of(request)
    asked, refused = request.GET.get("q", "").strip(), ""
    found: tuple[Found, ...] = ()
    fitting = 0
    offset = int(text) if (text := request.GET.get("offset", "0")).isdecimal() and len(text) < 7 else 0
    if asked:
        try:
            filters = _filters(request)
            found, fitting = search(record, asked, filters, _SHOWN + 1, offset), searched(record, filters)
        except UserError as error:
            refused = str(error)
    context = {
        "asked": asked,
        "refused": refused,
        "found": [(hit, _marked(hit)) for hit in found[:_SHOWN]],
        "more": offset + _SHOWN if len(found) > _SHOWN else None,
        "held": kept(record, _held),
        "fitting": fitting,
        "sections": SECTIONS,
        "section": request.GET.get("section", ""),
        "country": request.GET.get("country", ""),
        "year": request.GET.get("year", ""),
    }
    return render(request, "pages/search_results.html" if request.headers.get("HX-Request") else "pages/search.html", context)


def _held(record: Record) -> int:
    return searched(record, Filters())


def _filters(request: HttpRequest) -> Filters:
    country, section = request.GET.get("country", "").strip(), request.GET.get("section", "")
    year = year_of(request)
    return Filters(
        (resolve(country).code,) if country else (),
        (year, year) if year else None,
        (section,) if section in SECTIONS else (),
    )


def _marked(hit: Found) -> list[tuple[str, bool]]:
    """The text of a passage in pieces, each with whether it was asked for."""
    pieces, at = [], 0
    for start, end in hit.marked:
        pieces += [(hit.text[at:start], False), (hit.text[start:end], True)]
        at = end
    return [*pieces, (hit.text[at:], False)]
