"""Parts that come with an extra of the package: the base works without them, and says which extra a command needs."""

from importlib.util import find_spec

from palermo.errors import UserError

_MODULES = {
    "analysis": ("altair", "icalendar", "scipy", "sklearn", "statsmodels", "vl_convert"),
    "papers": ("docx", "pypdf", "typst", "weasyprint"),
    "scale": ("distributed",),
    "workspace": ("allauth", "django", "icalendar", "ninja", "psycopg", "waitress", "whitenoise"),
}


def missing(extra: str) -> list[str]:
    """Modules of an extra that are not installed."""
    return [name for name in _MODULES[extra] if find_spec(name) is None]


def need(extra: str, what: str) -> None:
    """UserError when an extra is not installed; `what` is the subject of the sentence: "The outlook"."""
    absent = missing(extra)
    if absent:
        raise UserError(
            f"{what} needs the extra '{extra}' ({', '.join(absent)} not found). Install it: pip install 'palermo[{extra}]'."
        )
