"""How a program comes in: by a token, which stands for its person within its scope; or by the cookie of a session, to read.

A cookie writes nothing here. A browser sends it along by itself, from wherever a page makes it; a token is sent by whoever holds
it. So there is no request that a foreign page could forge, and no second way to write that would have to be guarded.

A token that does not serve makes a stranger of whoever sends it, cookie or not: `closed_by_default` and `only_the_table`, which
come after, then do what they do with strangers and guests on any page.
"""

from collections.abc import Callable
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from ninja.errors import HttpError
from ninja.security.base import AuthBase

from palermo.workspace.commission.may import NotSeen
from palermo.workspace.commission.words import _
from palermo.workspace.interface import tokens
from palermo.workspace.interface.failures import asks_for_json

Handler = Callable[[HttpRequest], HttpResponse]
# For each person, however many tokens there are: what a program needs, and less than what would keep others waiting.
RATES = {"read": "600/m/key", "write": "120/m/key"}


def by_token(get_response: Handler) -> Handler:
    """Below /api/ let a token say who asks; anywhere else it says nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not asks_for_json(request):
            return get_response(request)
        request.token = None
        if "Authorization" in request.headers:
            _stand_for(request, request.headers["Authorization"])
        response = get_response(request)
        response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def _stand_for(request: HttpRequest, header: str) -> None:
    kind, _space, words = header.partition(" ")
    request.token = tokens.found(words.strip()) if kind.lower() == "bearer" and words.isascii() else None
    request.user = request.token.person if request.token else AnonymousUser()
    request.user.within = request.token.workspace_id if request.token else None


class Bearer(AuthBase):
    """The check before each operation: somebody asks, in the scope of the token, and not too often."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "A token, made on the page of one's account. In a browser the cookie of a session reads as well."

    def __call__(self, request: HttpRequest) -> Any:
        """Who asks. NotSeen for nobody; HttpError 403 where the token may not write; HttpError 429 for too many."""
        if not request.user.is_authenticated or not request.user.is_active:
            raise NotSeen
        act = "read" if request.method in ("GET", "HEAD") else "write"
        if act == "write" and request.token is None:
            raise HttpError(403, _("To write takes a token: a session only reads here."))
        if act == "write" and not request.token.may_write:
            raise HttpError(403, _("This token only reads."))
        if not ratelimit.consume(request, app="palermo", action=act, config=RATES, key=str(request.user.pk), limit_get=True):
            raise HttpError(429, _("Too many requests. Wait a minute, then go on."))
        return request.user
