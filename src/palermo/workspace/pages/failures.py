"""Pages for what went wrong: not found (also for what is not yours to see), too often, a lapsed form, and our own fault."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from palermo.workspace.interface import failures as for_programs


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """One answer for a page that does not exist and for one that is not yours: it tells nobody which."""
    if for_programs.asks_for_json(request):
        return for_programs.not_found()
    why = str(exception) if exception and exception.args and isinstance(exception.args[0], str) else ""
    known = getattr(request, "user", None) is not None and request.user.is_authenticated
    return HttpResponse(
        render_to_string("failures/not_found.html", {"why": why if known else "", "keep_for": 0}, request), status=404
    )


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many attempts: names, codes and passwords cannot be tried out."""
    return _refused(request, 429, _("Too many attempts"), _("Wait some minutes, then try again."))


def lapsed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was sent from elsewhere, or that was open for too long."""
    why = _("Nothing was changed. Go back, load the page again, and send the form once more.")
    return _refused(request, 403, _("This form does not serve any more"), why)


def _refused(request: HttpRequest, status: int, title: str, why: str) -> HttpResponse:
    return HttpResponse(
        render_to_string("failures/refused.html", {"title": title, "why": why, "keep_for": 0}, request), status=status
    )


def our_fault(request: HttpRequest) -> HttpResponse:
    """Something on our side: no detail is shown."""
    if for_programs.asks_for_json(request):
        return for_programs.our_fault()
    return HttpResponse(render_to_string("failures/our_fault.html"), status=500)
