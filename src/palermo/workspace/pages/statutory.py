"""The Watch List clock of an edition, and its statutory calendar, also for a calendar program."""

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.assessment import clock as clocks
from palermo.assessment import edition_calendar as calendars
from palermo.errors import UserError
from palermo.record.opened import Record
from palermo.workspace.pages.asking import kept, record_of, year_of

T = TypeVar("T")


def clock(request: HttpRequest) -> HttpResponse:
    """Who meets the third-year limit, whose downgrade waivers are used up, who is barred."""
    found = _made(request, clocks.edition_clock)
    rows = [row for row in found.rows if row.answer.may_be_at_limit or row.barred or row.answer.run]
    return render(request, "pages/clock.html", {"clock": found, "rows": rows})


def calendar(request: HttpRequest) -> HttpResponse:
    """Every statutory date of an edition."""
    found = _made(request, calendars.edition_calendar)
    rows = [(entry, calendars.when(entry), calendars.counted_from(entry, found)) for entry in found.entries]
    return render(request, "pages/calendar.html", {"calendar": found, "rows": rows})


def ics(request: HttpRequest) -> HttpResponse:
    """The calendar as a file for a calendar program."""
    found = _made(request, calendars.edition_calendar)
    answer = HttpResponse(calendars.ics(found), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="tip-report-{found.report_year}.ics"'
    return answer


def _made(request: HttpRequest, make: Callable[[Record, int | None], T]) -> T:
    try:
        return kept(record_of(request), make, year_of(request))
    except UserError as error:
        raise Http404(str(error)) from error
