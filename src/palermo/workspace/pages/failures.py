"""Pages for what went wrong: not found (also for what is not yours to see), and our own fault."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """One answer for a page that does not exist and for one that is not yours: it tells nobody which."""
    why = str(exception) if exception and exception.args and isinstance(exception.args[0], str) else ""
    known = getattr(request, "user", None) is not None and request.user.is_authenticated
    return HttpResponse(render_to_string("failures/not_found.html", {"why": why if known else "", "keep_for": 0}, request), status=404)


def our_fault(request: HttpRequest) -> HttpResponse:
    """Something on our side: no detail is shown."""
    return HttpResponse(render_to_string("failures/our_fault.html"), status=500)
