"""A member's own notices: the address of the digest, the secret addresses, and the page of the week."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from palermo.errors import UserError
from palermo.workspace.commission.may import memberships
from palermo.workspace.commission.views.common import day_of
from palermo.workspace.commission.words import _
from palermo.workspace.notices import secret, subscribing
from palermo.workspace.notices.digest import digest
from palermo.workspace.notices.limits import too_often
from palermo.workspace.notices.models import SecretAddress, Subscription
from palermo.workspace.notices.week import ROWS, week
from palermo.workspace.notices.writing import text
from palermo.workspace.reading import record_at

_DAY = 24 * 3600
_CODES = 5  # that one person may ask for in a day: the site is not to be used for writing to strangers


class AddressForm(forms.Form):
    """Where the digest goes, and in which language."""

    address = forms.EmailField(label=lazy("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=lazy("Language"), choices=settings.LANGUAGES)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """All of one's notices on one page."""
    return _page(request)


def _page(request: HttpRequest, **more: Any) -> HttpResponse:
    context = {
        "mail": settings.POSTBOX is not None,
        "subscription": Subscription.objects.filter(person=request.user).first(),
        "form": AddressForm(initial={"language": get_language()}),
        "languages": settings.LANGUAGES,
        "secrets": SecretAddress.objects.filter(person=request.user).select_related("workspace"),
        "kinds": SecretAddress.Kind.choices,
        "workspaces": [membership.workspace for membership in memberships(request.user)],
    } | more
    status = 422 if context["form"].errors else 200
    response = render(request, "notices/page.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"  # it may show a secret, once
    return response


@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """Give an address, confirm it, change the language, or erase it."""
    act = request.POST.get("act", "")
    if act == "give":
        return _give(request)
    try:
        messages.success(request, _acts(request, act))
    except UserError as error:
        messages.error(request, str(error))
    return redirect("notices:page")


def _give(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST)
    if settings.POSTBOX is None:
        raise Http404
    if not form.is_valid():
        return _page(request, form=form)
    if too_often("code", str(request.user.pk), _CODES, _DAY):
        form.add_error(None, _("You have asked for codes too often today."))
        return _page(request, form=form)
    try:
        subscribing.ask(request.user, form.cleaned_data["address"], form.cleaned_data["language"])
    except UserError as error:
        form.add_error(None, str(error))
    except OSError:
        form.add_error(None, _("The mail could not be sent, so the address is not kept. Try again later."))
    return _page(request, form=form) if form.errors else redirect("notices:page")


def _acts(request: HttpRequest, act: str) -> str:
    if act == "confirm":
        subscribing.confirm(request.user, request.POST.get("code", "")[:40])
        return _("Confirmed. The digest comes once a week.")
    if act == "language" and request.POST.get("language") in dict(settings.LANGUAGES):
        Subscription.objects.filter(person=request.user).update(language=request.POST["language"])
        return _("Saved.")
    if act == "erase":
        subscribing.erase(request.user)
        return _("Your address is erased, with the log of what was sent there.")
    raise Http404


@require_POST
def secrets(request: HttpRequest) -> HttpResponse:
    """Make, renew or revoke a secret address; a new one is shown on this answer alone."""
    act, key = request.POST.get("act", ""), request.POST.get("key", "")
    try:
        if act == "revoke":
            secret.revoke(request.user, key)
            messages.success(request, _("Revoked: the address leads nowhere now."))
            return redirect("notices:page")
        held, token = _new(request, act, key)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("notices:page")
    return _page(request, shown=request.build_absolute_uri(reverse(f"notices:secret_{held.kind}", args=[token])), shown_of=held)


def _new(request: HttpRequest, act: str, key: str) -> tuple[SecretAddress, str]:
    if act == "renew":
        return secret.renew(request.user, key)
    if act == "make":
        return secret.make(request.user, request.POST.get("kind", ""), request.POST.get("workspace", ""))
    raise Http404


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """What this week's digest would say today, word for word."""
    since = timezone.now() - dt.timedelta(days=7)
    made = digest(request.user, record_at(None), since, timezone.now().date())
    return render(request, "notices/preview.html", {"text": text(made)})


@require_safe
def the_week(request: HttpRequest) -> HttpResponse:
    """The week on one page, to be printed."""
    found = week(request.user, record_at(None).law, day_of(request))
    return render(request, "notices/week.html", {"week": found, "rows": ROWS})
