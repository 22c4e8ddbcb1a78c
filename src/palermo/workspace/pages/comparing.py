"""Two editions side by side, on one jurisdiction or on all: everything that `palermo compare` knows."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.assessment.compare.answer import compare, compare_all
from palermo.assessment.compare.data import as_data
from palermo.errors import UserError
from palermo.library.series import named
from palermo.record import query
from palermo.record.opened import Record
from palermo.register.jurisdictions import resolve
from palermo.workspace.pages.asking import kept, place_of, record_of, year_of

_CHANGES = ("gained", "lost", "kept", "not_compared")
_REQUESTS = ("repeated", "reworded", "new", "dropped")
_STATES = ("only_earlier", "only_later", "different_documents", "not_held")


def page(request: HttpRequest) -> HttpResponse:
    """Two editions; without them the choice alone. Editions that cannot be are refused in words."""
    record = record_of(request)
    editions = [e["report_year"] for e in query.editions(record)]
    earlier, later = year_of(request, "earlier"), year_of(request, "later")
    country = request.GET.get("country", "").strip()
    context: dict[str, Any] = {
        "editions": editions,
        "earlier": earlier or (editions[-2] if len(editions) > 1 else None),
        "later": later or (editions[-1] if editions else None),
        "country": country,
    }
    if earlier and later:
        try:
            data = kept(record, _compared, earlier, later, place_of(country).code if country else None)
            context |= {"data": data} | (_one(data["comparison"]) if country else _all(data))
        except UserError as error:
            context["refused"] = str(error)
    return render(request, "pages/compare.html", context)


def _compared(record: Record, earlier: int, later: int, code: str | None) -> dict[str, Any]:
    series, editions = named("tip_report"), (earlier, later)
    one = compare(record, series, editions, resolve(code)) if code else None
    return as_data(record, series, editions, one, () if code else compare_all(record, series, editions))


def _one(one: dict[str, Any]) -> dict[str, Any]:
    """Findings by what became of them, recommendations by how they were taken up."""
    return {
        "one": one,
        "findings": [(change, [f for f in one["findings"] if f["change"] == change]) for change in _CHANGES],
        "requests": [(kind, [r for r in one["recommendations"] or () if r["kind"] == kind]) for kind in _REQUESTS],
    }


def _all(data: dict[str, Any]) -> dict[str, Any]:
    """The jurisdictions that are compared, those that are not by what is held of them, and the sources that the page names."""
    lines = data["jurisdictions"]
    told = (*data["caveats"], *data["editions"], *data["missing"], data["totals"])
    named_here = {n for item in told for n in item["citations"]}
    return {
        "compared": [line for line in lines if line["state"] == "compared"],
        "apart": [(state, [line for line in lines if line["state"] == state]) for state in _STATES],
        "listed": [entry for entry in data["sources"] if entry["n"] in named_here],
    }
