"""The sign-up form: allauth's own, with the one-time code."""

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from palermo.workspace.accounts.invitations import accept, open_invitation
from palermo.workspace.accounts.models import User


class SignUp(SignupForm):
    """A name of one's choice, a password, and the code of an invitation."""

    code = forms.CharField(label=_("One-time code"), max_length=64, widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))
    field_order = ["code", "username", "password1", "password2"]

    def clean_code(self) -> str:
        """Refuse a code that is wrong, used or lapsed, in one sentence for all three."""
        code = str(self.cleaned_data["code"])
        if open_invitation(code) is None:
            raise forms.ValidationError(_("This code does not serve (wrong, used or lapsed). Ask for another one."))
        return code

    def save(self, request: HttpRequest) -> User | None:
        """Make the account and use the code up together: if somebody was faster, neither happens."""
        with transaction.atomic():
            user: User = super().save(request)
            if not accept(self.cleaned_data["code"], user):
                raise forms.ValidationError(_("This code does not serve (wrong, used or lapsed). Ask for another one."))
        return user

    def try_save(self, request: HttpRequest) -> Any:
        """As allauth's, which never hands out an account that the code did not make."""
        return super().try_save(request)
