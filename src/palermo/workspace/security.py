"""What every answer carries, and who may read what: closed by default, and no request ever leaves for a third party."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

Handler = Callable[[HttpRequest], HttpResponse]

# Nothing inline, nothing from elsewhere. `data:` serves the square code of the second factor, an image and no script.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_OPEN_TO_STRANGERS = {
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_inactive",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "set_language",
    "secret_calendar",  # these three ask for a secret, and are not found without it
    "secret_feed",
    "stop",
}
LOGOUT = "/account/logout/"
_READING = "pages"  # the application of pages that show the record and nothing of a person


def headers(get_response: Handler) -> Handler:
    """Add the Content-Security-Policy and its kin to every answer; a page is kept by no cache but the reader's own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        if request.path == LOGOUT and request.method == "POST":  # on a shared machine the way back shows nothing
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    return middleware


def closed_by_default(get_response: Handler) -> Handler:
    """Let a stranger read nothing but the door, unless reading is public; what is not for strangers is not found.

    Without public reading the home page leads to the door; every other page is 404 to a stranger, whether it exists or not.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return get_response(request)
        match = resolve(request.path_info)  # Http404 where there is no such page
        name = match.url_name or ""
        reading = match.app_names[:1] == [_READING]
        if name in _OPEN_TO_STRANGERS or (settings.PUBLIC and reading):
            return get_response(request)
        if reading and name == "home" and request.method in ("GET", "HEAD"):
            return redirect_to_login(request.get_full_path())
        raise Http404

    return middleware
