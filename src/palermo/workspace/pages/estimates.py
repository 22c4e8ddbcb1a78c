"""Our own estimates: the ranking, the outlook, precedents, and how good such estimates were. Only for people of this site.

What is slow is worked out beside the site and kept; a page that finds nothing kept says so, and works nothing out.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.assessment.standing import CONCLUDED
from palermo.extras import missing
from palermo.outlook.forecast import kept_outlook
from palermo.outlook.model import TIERS
from palermo.priorities import kept as material
from palermo.priorities.answer import priorities
from palermo.priorities.document import Question
from palermo.priorities.precedents.data import as_data
from palermo.priorities.precedents.rules import rules
from palermo.priorities.weights import Weights, moved, standard
from palermo.record import query
from palermo.record.opened import Record
from palermo.register.jurisdictions import jurisdictions
from palermo.workspace.pages.asking import kept, place_of, record_of

_TOP = 40


def ranking(request: HttpRequest) -> HttpResponse:
    """Which relationships come first, with intervals, reasons and what to raise; weights can be moved, and are then named."""
    _own(request)
    record = record_of(request)
    weights, changed = _weights(request)
    if missing("analysis") or not material.ready(record):
        return render(request, "pages/not_worked_out.html", {"missing": missing("analysis"), "keep_for": 0})
    shares = tuple((name, round(part.weight.share, 3)) for name, part in weights.parts.items())
    data = kept(record, _ranked, shares, changed)
    last = max((row["interval"][1] for row in data["ranking"]), default=1)
    names = {code: place.name(record.as_of).text for code, place in jurisdictions().items()}
    context = {"data": data, "moved": changed, "shares": shares, "last": last, "names": names}
    return render(request, "pages/priorities.html", context)


def _ranked(record: Record, shares: tuple[tuple[str, float], ...], changed: bool) -> dict[str, Any]:
    weights = moved(dict(shares), "moved on this page") if changed else standard()
    return priorities(record, Question("USA", _TOP), weights)


def _weights(request: HttpRequest) -> tuple[Weights, bool]:
    """The weights that the address asks for, and whether they are moved from the standard set. Http404 for what is no weight."""
    base = standard()
    asked = {}
    for name in base.parts:
        text = request.GET.get(name, "")
        if text:
            if not (text.isascii() and text.isdecimal() and len(text) <= 3 and int(text) <= 100):
                raise Http404(f"'{text[:20]}' is no weight: give a whole number from 0 to 100.")
            asked[name] = int(text)
    plain = {name: round(part.weight.share * 100) for name, part in base.parts.items()}
    if not asked or plain | asked == plain:
        return base, False
    if not sum((plain | asked).values()):
        raise Http404("All weights are nought: give one of them more.")
    return moved({name: value / 100 for name, value in (plain | asked).items()}, "moved on this page"), True


def outlook(request: HttpRequest) -> HttpResponse:
    """Chances of each placement in the next edition, for every jurisdiction; never part of a paper for others."""
    _own(request)
    record = record_of(request)
    found = kept(record, kept_outlook)
    if found is None:
        return render(request, "pages/not_worked_out.html", {"missing": missing("analysis"), "keep_for": 0})
    names = {code: jurisdictions()[code].name(record.as_of).text for code in found.chances}
    rows = sorted(((names[code], chance) for code, chance in found.chances.items()), key=lambda row: row[0])
    before = query.placements_of(record, found.report_year - 1)
    unread = {fact["iso3"] for fact in before if fact.basis in CONCLUDED}
    return render(request, "pages/outlook.html", {"found": found, "rows": rows, "tiers": TIERS, "unread": unread})


def precedent_list(request: HttpRequest) -> HttpResponse:
    """The gaps, and how many closings of each are on record."""
    record = record_of(request)
    return render(request, "pages/precedents.html", {"rows": kept(record, _counted)})


def _counted(record: Record) -> list[tuple[str, str, dict[str, int]]]:
    return [(code, rule.label, as_data(record, code, None)["counts"]) for code, rule in rules().items()]


def precedents_of(request: HttpRequest, name: str) -> HttpResponse:
    """What became of one gap everywhere: closed on positive evidence only; nearest to a jurisdiction first, if one is named."""
    if name not in rules():
        raise Http404(f"'{name}' is no gap of the list.")
    like = request.GET.get("like", "").strip()
    place = place_of(like) if like else None
    data = kept(record_of(request), became, name, place.code if place else None)
    return render(request, "pages/precedent.html", {"data": data, "like": like})


def became(record: Record, gap: str, like: str | None) -> dict[str, Any]:
    """What became of one gap everywhere, nearest to a jurisdiction first if its code is given."""
    return as_data(record, gap, jurisdictions()[like] if like else None)


def _own(request: HttpRequest) -> None:
    """Estimates are for people of this site: Http404 for anybody else, also where reading is public."""
    if not request.user.is_authenticated:
        raise Http404
