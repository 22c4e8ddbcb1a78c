"""WeasyPrint, kept from every address: whatever a page names is not fetched, from nowhere, and our own pages name nothing."""

import logging
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, TemplateError

from palermo.errors import PalermoError

_FOLDER = Path(__file__).parents[1] / "fonts"
_FONT = "palermo-font:/"
_OTHER = re.compile("[\u0530-\u1cff\u2d00-\ufdff]")  # letters for which further fonts are loaded
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


class _Packaged(Refusing):
    """A fetcher that gives our own fonts, by their names, and nothing else."""

    def __call__(self, url: str) -> Any:
        """The bytes of a font that comes with the package."""
        from weasyprint.urls import URLFetcherResponse

        name = url.removeprefix(_FONT)
        if not url.startswith(_FONT) or name not in _fonts():
            return super().__call__(url)
        return URLFetcherResponse(url, (_FOLDER / name).read_bytes(), {"Content-Type": "font/ttf"})


@cache
def _fonts() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in _FOLDER.glob("*.ttf")))


def _family(name: str) -> str:
    """`NotoNaskhArabic-Regular.ttf` is of the family `palermo NotoNaskhArabic`: ours, whatever the machine has."""
    return f"palermo {name.partition('-')[0]}"


@cache
def _style(every: bool) -> str:
    """The fonts, and the order in which a letter is looked for in them; the machine's own come last."""
    names = [name for name in _fonts() if every or name.startswith("NotoSans-")]
    faces = "".join(
        f'@font-face {{ font-family: "{_family(name)}"; src: url("{_FONT}{name}"); font-weight: {"bold" if "Bold" in name else "normal"} }}\n'
        for name in names
    )
    families = sorted({_family(name) for name in names}, key=lambda family: (family != "palermo NotoSans", family))
    return faces + f"html {{ font-family: {', '.join(map(repr, families))}, sans-serif }}\n"


def printed(page: str, style: str = "") -> Any:
    """A page of HTML laid out (a `weasyprint.Document`). `style`: ours, besides the one that stands in the page."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # what it is refused is no news
    fonts = FontConfiguration()
    sheets = [CSS(string=_style(bool(_OTHER.search(page))) + style, url_fetcher=_Packaged(), font_config=fonts)]
    return HTML(string=page, url_fetcher=refuse, base_url=None).render(stylesheets=sheets, font_config=fonts)


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
    """One of our templates, filled. PalermoError names one that is at fault."""
    try:
        return _environment().get_template(template).render(**values)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"{template}, line {line}" if line else template
        raise PalermoError(f"the template {where} has an error: {error}. Nothing was written; please report it.") from error
