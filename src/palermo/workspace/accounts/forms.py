"""The sign-up form: allauth's own, with the one-time code."""

from typing import ClassVar

from allauth.account.forms import SignupForm
from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from palermo.workspace.accounts.invitations import RefusedError, accept, open_invitation
from palermo.workspace.accounts.models import User

_REFUSED = _("This code does not serve (wrong, used or lapsed). Ask for another one.")


class SignUp(SignupForm):
    """A name of one's choice, a password, and the code of an invitation."""

    code = forms.CharField(
        label=_("One-time code"), max_length=64, widget=forms.TextInput(attrs={"autocomplete": "one-time-code"})
    )
    field_order: ClassVar[list[str]] = ["code", "username", "password1", "password2"]

    def clean_code(self) -> str:
        """Refuse a code that is wrong, used or lapsed, in one sentence for all three."""
        code = str(self.cleaned_data["code"])
        if open_invitation(code) is None:
            raise forms.ValidationError(_REFUSED)
        return code

    def clean_username(self) -> str:
        """Whether a name is taken is told to those alone who hold a code."""
        if "code" not in self.cleaned_data:
            return str(self.cleaned_data["username"])
        return str(super().clean_username())

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Make the account and use the code up together. If somebody took code or name meanwhile neither happens, and the door says so."""
        try:
            with transaction.atomic():
                user: User = self.save(request)
                accept(self.cleaned_data["code"], user)
        except (IntegrityError, RefusedError):
            messages.error(request, _REFUSED if open_invitation(self.cleaned_data["code"]) is None else _("This name is taken."))
            return None, redirect("account_signup")
        return user, None
