"""WeasyPrint, kept from every address: whatever a page names is not fetched, from nowhere, and our own pages name nothing."""

import logging
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

PAPERS = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}  # points


class RefusedError(Exception):
    """An address that a page names, and that is not asked."""


class Refusing:
    """A fetcher that fetches nothing."""

    _fail_on_errors = False  # WeasyPrint asks: a page is printed without what is refused

    def __call__(self, url: str) -> Any:
        """Refuse an address, of whatever kind."""
        raise RefusedError(f"'{url[:80]}' is not fetched: a document gets nothing from anywhere")


refuse = Refusing()


def printed(page: str, style: str = "") -> Any:
    """A page of HTML laid out (a `weasyprint.Document`). `style`: ours, which wins over the page's own."""
    from weasyprint import CSS, HTML

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # what it is refused is no news
    sheets = [CSS(string=style, url_fetcher=refuse)] if style else []
    return HTML(string=page, url_fetcher=refuse, base_url=None).render(stylesheets=sheets)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("palermo.briefing.exhibit"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def filled(template: str, **values: Any) -> str:
    """One of our templates, filled."""
    return _environment().get_template(template).render(**values)
