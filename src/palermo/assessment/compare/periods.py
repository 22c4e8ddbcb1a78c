"""The kind of period that a figure counts. Only figures of one kind can be of one series (PRACTICE P6)."""

import re

_KINDS = (
    ("reporting period", re.compile(r"\breporting (?:period|year)\b|\bcovered by (?:the|this) report\b")),
    ("fiscal year", re.compile(r"\b(?:fiscal|financial) year\b|\bfy ?\d")),
    ("calendar year", re.compile(r"^(?:in |during )?(?:the )?(?:calendar year )?(?:of )?(?:19|20)\d\d$")),
)
_CODES = {"calendar_year": "calendar year", "fiscal_year": "fiscal year", "reporting_period": "reporting period"}
SERIES = frozenset(_CODES.values())


def period_kind(period: str | None) -> str | None:
    """The kind of a period in the words of a text. What is none of the kinds is its own: only the same words are the same.

    >>> period_kind("in 2023"), period_kind("the previous reporting period"), period_kind("January to June 2023"), period_kind(None)
    ('calendar year', 'reporting period', 'january to june 2023', None)
    """
    if not period or not period.strip():
        return None
    words = " ".join(period.casefold().split())
    return next((kind for kind, form in _KINDS if form.search(words)), words)


def coded_period(code: str | None, start: str | None, end: str | None) -> tuple[str | None, str | None]:
    """A coded period in words, and its kind.

    >>> coded_period("calendar_year", "2022-01-01", "2022-12-31")
    ('calendar year 2022', 'calendar year')
    >>> coded_period("multi_year", "2019", "2021")
    ('several years, 2019 to 2021', 'several years, 2019 to 2021')
    >>> coded_period(None, None, None)
    (None, None)
    """
    if not code:
        return None, None
    if code == "calendar_year" and start:
        return f"calendar year {start[:4]}", "calendar year"
    name = {"multi_year": "several years", "other": "another period"}.get(code) or _CODES[code]
    dates = " to ".join(day for day in (start, end) if day)
    words = f"{name}, {dates}" if dates else name
    return words, _CODES.get(code, words)
