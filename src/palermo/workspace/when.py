"""The day of the question: `?as_of=` on every page, snapped to a day on which something was published, and carried by every link."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from palermo import __version__
from palermo.errors import UserError
from palermo.register.dates import in_words, parse_as_of
from palermo.workspace.reading import current_id, snapped

Handler = Callable[[HttpRequest], HttpResponse]
MENU = (
    ("pages:home", _("World")),
    ("pages:clock", _("Clock")),
    ("pages:calendar", _("Calendar")),
    ("pages:priorities", _("Priorities")),
    ("pages:precedents", _("Precedents")),
    ("pages:compare", _("Compare")),
    ("pages:search", _("Search")),
    ("pages:rules", _("Law")),
)


def dated(get_response: Handler) -> Handler:
    """Put `day` on the request: None for today, else the day that was asked for, snapped.

    A day between two publications leads to the earlier one, so that one question has one address. A day that cannot be read is
    dropped, and the page says so.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.day, request.day_refused = None, ""
        asked = request.GET.get("as_of", "").strip()
        if asked and request.method in ("GET", "HEAD"):
            try:
                day = parse_as_of(asked)
            except UserError as error:
                request.day_refused = str(error)
                return get_response(request)
            request.day = snapped(day) or day
            if request.day.isoformat() != asked:
                query = request.GET.copy()
                query["as_of"] = request.day.isoformat()
                return redirect(f"{request.path}?{query.urlencode()}")
        return get_response(request)

    return middleware


def context(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page shows: the day, the record, the version."""
    day = getattr(request, "day", None)
    today = dt.datetime.now(dt.UTC).date()
    record_id = current_id()
    return {
        "keep_for": _kept_seconds(request),
        "page_key": f"{record_id} {today} {get_language()} {request.user.is_authenticated} {request.get_full_path()}",
        "day": day,
        "day_text": in_words(day.isoformat()) if day else "",
        "carried": [(key, value) for key, value in request.GET.items() if key != "as_of"],
        "menu": MENU,
        "public": settings.PUBLIC,
        "day_refused": getattr(request, "day_refused", ""),
        "today": today,
        "record_id": record_id,
        "palermo_version": __version__,
    }


def _kept_seconds(request: HttpRequest) -> int:
    """How long the middle of a page may be kept: a day for pages that show the record, which never changes; else not at all.

    A view whose page holds a form that changes something overrules this: such a page is somebody's own.
    """
    match = request.resolver_match
    return 24 * 3600 if match and match.app_name == "pages" and request.method == "GET" else 0
