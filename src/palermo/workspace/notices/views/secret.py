"""What is read without a login: a calendar or a feed at a secret address, and the end of a digest by the link in its mail."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from palermo.workspace.notices import secret, subscribing
from palermo.workspace.notices.calendar import ics
from palermo.workspace.notices.feed import atom
from palermo.workspace.notices.limits import too_often, visitor
from palermo.workspace.pages.failures import too_often as told_so
from palermo.workspace.reading import record_at

_HOUR = 3600
_OF_ONE, _OF_ALL = 60, 600  # an hour: of one address, and of one visitor whatever the addresses


def _limited(request: HttpRequest, token: str) -> bool:
    """Count before anything is looked up, so that a limit tells nothing of an address."""
    return too_often("visitor", visitor(request), _OF_ALL, _HOUR) or too_often("address", token, _OF_ONE, _HOUR)


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of an address. Http404 for any that is not known."""
    if _limited(request, token):
        return told_so(request)
    held, memberships = secret.found("calendar", token)
    with translation.override(held.language):
        body = ics(memberships, record_at(None).law, timezone.now().date())
    return _private(HttpResponse(body, content_type="text/calendar; charset=utf-8"), "palermo.ics")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed of an address. Http404 for any that is not known."""
    if _limited(request, token):
        return told_so(request)
    held, memberships = secret.found("feed", token)
    with translation.override(held.language):
        body = atom(held, memberships, request.build_absolute_uri("/work/"))
    return _private(HttpResponse(body, content_type="application/atom+xml; charset=utf-8"), "palermo.atom")


def _private(response: HttpResponse, name: str) -> HttpResponse:
    """Kept by nobody on the way, named to nobody that a link leads to, listed by no search engine."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@csrf_exempt  # a mail program sends it, which has no page of ours open (RFC 8058); the token is the right to it
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End a digest. To look is not enough, since mail filters follow links: a button, or the mail program, sends a form."""
    if too_often("visitor", visitor(request), _OF_ALL, _HOUR):
        return told_so(request)
    if not subscribing.is_stop_token(token):
        raise Http404
    if request.method == "POST":
        subscribing.stop(token)
    response = render(request, "notices/stop.html", {"done": request.method == "POST"})
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
