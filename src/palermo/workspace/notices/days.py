"""Days in words, in the language of whoever reads."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import get_language


def in_words(day: dt.date) -> str:
    """`22 February 2017`; `22 de febrero de 2017`."""
    return str(date_format(day, "j F Y" if get_language() == "en" else "DATE_FORMAT"))


def monday(day: dt.date) -> dt.date:
    """The Monday of a day's week, by which a week is named."""
    return day - dt.timedelta(days=day.weekday())
