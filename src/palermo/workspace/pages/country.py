"""One jurisdiction: where it stands and how it came there, in sentences that lead to their sources."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.assessment.criteria import Row, matrix
from palermo.assessment.gaps import ReportedGap
from palermo.assessment.repeated import Repeated, repeated
from palermo.briefing.brief import brief
from palermo.briefing.claims import Citation
from palermo.briefing.country import Profile, profile
from palermo.briefing.document import Listed, sources
from palermo.briefing.render.html import Cell, timeline
from palermo.law.clock import ClockAnswer
from palermo.outlook.forecast import kept_outlook
from palermo.outlook.model import TIERS
from palermo.record import query
from palermo.record.narratives import Narrative, narratives
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction, jurisdictions
from palermo.workspace.pages.asking import kept, place_of, record_of
from palermo.workspace.pages.multiples import Strip, multiples
from palermo.workspace.pages.timeline import Precedent, Year, nearest, timeline_of

_SECTIONS = ("bottom_line", "placement", "next_edition", "law_and_treaties", "figures", "relationship", "what_changed", "unknown")


@dataclass(frozen=True, slots=True)
class CountryPage:
    """What the page shows: the paper's own sentences, the strip of placements, the matrix, gaps, what is held.

    It is kept for all threads, so it holds no record: two threads that ask one SQLite connection can wait for each other forever.
    """

    numbers: Mapping[Citation, int]
    sections: tuple[object, ...]
    strip: tuple[Cell, ...]
    matrix: tuple[Row, ...]
    gaps: tuple[ReportedGap, ...]
    narratives: tuple[Narrative, ...]
    profile: Profile
    answer: ClockAnswer | None
    multiples: tuple[Strip, ...]
    listed: tuple[Listed, ...]
    years: tuple[Year, ...]
    repeated: tuple[Repeated, ...]
    nearest: Mapping[str, Precedent]
    titles: Mapping[str, str]


def country(record: Record, place: Jurisdiction, audience: str) -> CountryPage:
    """Everything on one jurisdiction at the day of the record, for people of this site (`own`) or for anybody (`public`)."""
    paper = brief(record, place, jurisdictions()["USA"], audience, full=True)
    shown = tuple(section for section in paper.sections if section.id in _SECTIONS)
    stands = paper.case.standing
    held = narratives(record, jurisdiction=place.code)
    return CountryPage(
        paper.numbers,
        shown,
        tuple(timeline(paper)),
        matrix(record, place).rows,
        paper.case.gaps,
        held,
        profile(record, place),
        stands.clock if stands.placements and stands.enacted else None,
        multiples(record, place.code),
        sources(paper),
        timeline_of(record, place.code),
        repeated(record, "tip_report", place.code),
        nearest(record, place.code, tuple(gap.gap.code for gap in paper.case.gaps)),
        {name: entry.title for name, entry in query.catalogue(record).items()},
    )


def page(request: HttpRequest, name: str) -> HttpResponse:
    """The page of one jurisdiction, by code or by any name."""
    place = place_of(name)
    audience = "own" if request.user.is_authenticated else "public"
    found = kept(record_of(request), country, place, audience)
    context = {"place": place, "found": found, "numbers": found.numbers} | _estimate(request, place.code)
    return render(request, "pages/country.html", context)


def _estimate(request: HttpRequest, code: str) -> dict[str, object]:
    """Our estimate of the next placement, for people of this site, where it is kept; nothing of it for anybody else."""
    if not request.user.is_authenticated:
        return {}
    forecast = kept(record_of(request), kept_outlook)
    if forecast is None:
        return {"keep_for": 0}  # it may come while somebody reads
    return {"forecast": forecast, "chance": forecast.chances.get(code), "tiers": TIERS}
