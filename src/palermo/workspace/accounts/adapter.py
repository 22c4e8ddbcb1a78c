"""How allauth decides who may come in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class Invited(DefaultAccountAdapter):
    """Sign-up is open to whoever holds a one-time code; the form checks it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """The door is shown; without a code it stays shut."""
        return True

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that rate limits count by; it is held in memory for minutes and written nowhere.

        Behind a proxy it is what the proxy says, for the server has put it there (`serve.behind_proxy`).
        """
        return request.META.get("REMOTE_ADDR") or "unknown"


class InvitedElsewhere(DefaultSocialAccountAdapter):
    """Accounts of the team's own identity provider: the provider decides who is of the team; they come in as readers."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whoever the team's provider vouches for."""
        return True

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Take the name and nothing else: what the provider tells besides (addresses, pictures, claims) is not kept."""
        sociallogin.email_addresses, sociallogin.account.extra_data = [], {}
        return super().populate_user(request, sociallogin, {"username": data.get("username") or ""})
