"""Dates as sources give them: a day, or cut to a month or a year when no more is known.

A cut date stands for any day in it. A fact may be used as of a day D only if the *last* day that its date can mean is
not after D, so `last_day` is the rule of `as_of`, and `first_day` serves only to order things.
"""

import calendar
import datetime as dt
import re

from palermo.errors import UserError

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _SHAPE.match(text)
    if match is None:
        raise ValueError(f"'{text}' is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None


def last_day(text: str) -> dt.date:
    """The last day that a date can mean: `2017` is 2017-12-31. ValueError if it is no date."""
    year, month, day = _parts(text)
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def first_day(text: str) -> dt.date:
    """The first day that a date can mean: `2017` is 2017-01-01. ValueError if it is no date."""
    year, month, day = _parts(text)
    return dt.date(year, month or 1, day or 1)


def in_words(value: dt.date | str) -> str:
    """A date as it is printed: `22 February 2017`, `February 2017`, `2017`; never more precise than it is known."""
    if isinstance(value, dt.date):
        value = value.isoformat()
    year, month, day = _parts(value)
    if month is None:
        return str(year)
    return f"{day} {MONTHS[month - 1]} {year}" if day else f"{MONTHS[month - 1]} {year}"


def parse_as_of(text: str) -> dt.date:
    """The day that a person typed after `--as-of`.

    Raises UserError when it is not a whole calendar date: a question is asked as of one day.
    """
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        day = dt.date.fromisoformat(text)
        if not 1900 <= day.year <= 2100:
            raise ValueError
        return day
    except ValueError:
        raise UserError(
            f"'{text}' is not a date. --as-of takes one day of the calendar as YYYY-MM-DD, for example 2017-02-22."
        ) from None
