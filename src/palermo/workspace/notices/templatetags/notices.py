"""Days, lines and counts as the notices say them."""

import datetime as dt
from typing import Any

from django import template

from palermo.workspace.notices import carrying, days

register = template.Library()


@register.filter
def day(value: dt.date) -> str:
    """A day in words, in the reader's language."""
    return days.in_words(value)


@register.filter
def one_line(item: Any) -> str:
    """An item in one line."""
    return carrying.title(item)


@register.filter
def about(item: Any) -> str:
    """What stands beside an item: dates, whose it is, how it stands."""
    return carrying.about(item)
