"""The page of one's tokens: made, shown once, and revoked. It asks for the password again, as every page of the account that can
give somebody else a way in.
"""

from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from palermo.errors import UserError
from palermo.workspace.commission import may
from palermo.workspace.commission.people import Workspace
from palermo.workspace.interface import tokens
from palermo.workspace.interface.models import Token


class TokenForm(forms.Form):
    """What a token is for, and what it may do."""

    name = forms.CharField(label=_("What uses it"), max_length=60)
    workspace = forms.ModelChoiceField(
        Workspace.objects.none(), to_field_name="key", label=_("Where"), required=False, empty_label=_("wherever I may")
    )
    right = forms.ChoiceField(label=_("What it may do"), choices=[("read", _("read")), ("write", _("read and write"))])
    days = forms.TypedChoiceField(
        label=_("It ends after"),
        coerce=int,
        choices=[(days, ngettext_lazy("%(n)s day", "%(n)s days", "n") % {"n": days}) for days in tokens.LIVES],
        initial=30,
    )

    def __init__(self, person: Any, data: Any = None) -> None:
        super().__init__(data)
        self.fields["workspace"].queryset = Workspace.objects.filter(pk__in=may.memberships(person).values("workspace"))


@reauthentication_required
def page(request: HttpRequest) -> HttpResponse:
    """One's tokens, with a form for a new one. The words of a new token are on the answer to the form, and nowhere afterwards."""
    form, words = TokenForm(request.user, request.POST if request.POST.get("act") == "make" else None), ""
    if request.POST.get("act") == "revoke":
        return _revoke(request)
    if request.method == "POST" and form.is_valid():
        try:
            words = _make(request, form.cleaned_data)
            form = TokenForm(request.user)
        except UserError as error:
            form.add_error(None, str(error))
    context = {"form": form, "words": words, "tokens": Token.objects.filter(person=request.user), "now": timezone.now()}
    answer = render(request, "interface/tokens.html", context, status=422 if form.errors else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _make(request: HttpRequest, said: dict[str, Any]) -> str:
    right = {"workspace": said["workspace"], "may_write": said["right"] == "write"}
    return tokens.make(request.user, said["name"], days=said["days"], **right)[1]


def _revoke(request: HttpRequest) -> HttpResponse:
    try:
        key = UUID(request.POST.get("token", ""))
    except ValueError:
        key = UUID(int=0)
    if tokens.revoke(Token.objects.filter(person=request.user, key=key), request.user):
        messages.success(request, _("Revoked: whatever still uses it is a stranger from now on."))
    return redirect("account_tokens")
