"""What the pages share: forms that keep what was typed when a rule refuses it, and lines of an item as they are shown."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from palermo.errors import UserError
from palermo.workspace.commission.counting import days_left
from palermo.workspace.commission.marks import Item, content_fields
from palermo.workspace.commission.people import Membership
from palermo.workspace.commission.saving import Overtaken
from palermo.workspace.commission.text_check import NeedsConfirmation
from palermo.workspace.reading import record_at

_FRAME = ("mark", "embargoed_until")


def seen(request: HttpRequest) -> int:
    """The version that the person had on the screen; 0, which nothing has, for none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def confirmed(request: HttpRequest) -> bool:
    """Whether the person confirmed that the text tells nobody who somebody is."""
    return "confirmed" in request.POST


def day_of(request: HttpRequest) -> dt.date:
    """The day of the question; today where it is none of a known edition, and the page says so."""
    today: dt.date = timezone.now().date()
    day: dt.date = request.day or today
    try:
        days_left(record_at(None).law, day)
    except UserError as error:
        messages.error(request, str(error))
        return today
    return day


def typed(request: HttpRequest, name: str) -> str:
    """What was sent under a name, without the NUL on which PostgreSQL fails; empty for nothing. For what goes through no form."""
    return str(request.POST.get(name, "")).replace("\0", "")


def attempt(form: Any, act: Callable[[dict[str, Any]], Any], item: Item | None = None) -> Any:
    """Run an act with what a form holds. None when the form or a rule refused: the form then says why, and keeps what was typed."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except NeedsConfirmation as error:
        form.asks_to_confirm = True
        form.add_error(None, str(error))
    except Overtaken as error:
        form.version_now = error.version
        form.now = lines(type(item)._default_manager.get(pk=item.pk)) if item else []
        form.add_error(None, str(error))
    except UserError as error:
        form.add_error(None, str(error))
    return None


def form_page(request: HttpRequest, membership: Membership | None, form: Any, heading: str, **more: Any) -> HttpResponse:
    """The page of a form: new, or with what a rule refused."""
    item = more.get("item")
    version = getattr(form, "version_now", None) or (seen(request) if request.method == "POST" else getattr(item, "version", ""))
    context = {
        "form": form,
        "heading": heading,
        "membership": membership,
        "version": version or getattr(item, "version", ""),
    } | more
    if membership is not None:
        context["workspace"] = membership.workspace
    return render(request, "commission/form.html", context, status=422 if form.errors else 200)


def quick(request: HttpRequest, act: Callable[[], object], back: str, done: str) -> HttpResponse:
    """Run an act that one button asks for, and go back with what came of it."""
    try:
        act()
        messages.success(request, done)
    except UserError as error:
        messages.error(request, str(error))
    return redirect(back)


def lines(item: Item, *leave_out: str) -> list[tuple[str, Any]]:
    """The fields of an item that say something, as label and words."""
    return [(label, words) for label, words in _all_lines(item, leave_out) if words not in (None, "", {})]


def unsaid(item: Item, *leave_out: str) -> list[str]:
    """The labels of the fields that say nothing."""
    return [label for label, words in _all_lines(item, leave_out) if words in (None, "")]


def _all_lines(item: Item, leave_out: tuple[str, ...]) -> list[tuple[str, Any]]:
    shown = [f for f in content_fields(type(item)) if f.editable and f.name not in (*_FRAME, *leave_out)]
    return [(str(f.verbose_name), _words(item, f)) for f in shown]


def _words(item: Item, field: Any) -> Any:
    display = getattr(item, f"get_{field.name}_display", None)
    return display() if display else getattr(item, field.name)
