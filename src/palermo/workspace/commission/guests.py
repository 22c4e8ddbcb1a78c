"""Accounts of the other side see the shared table and nothing else of the site: no brief of ours, no ranking, no workspace."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from palermo.workspace.commission.table import Seat

Handler = Callable[[HttpRequest], HttpResponse]
_THEIRS = {"commission:seats", "commission:at_table", "interface:tables", "interface:table", "set_language"}


def only_the_table(get_response: Handler) -> Handler:
    """Let whoever has a seat at a shared table reach it and the own account; the rest is not found."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated or not Seat.objects.filter(person=request.user).exists():
            return get_response(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return get_response(request)
        if match.view_name == "pages:home":
            return redirect("commission:seats")
        own = (match.url_name or "").startswith(("account_", "mfa_"))
        if match.view_name in _THEIRS or own:
            return get_response(request)
        raise Http404

    return middleware
