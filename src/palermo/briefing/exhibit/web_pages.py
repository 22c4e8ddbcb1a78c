"""A captured web page, printed: its words in their order, with address and day of retrieval on each page.

Nothing is fetched, so pictures and the site's style are not there; scripts, forms and menus are left out, and each page says so. The
passages are marked in the page's own source, at the offsets at which they were read.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from palermo.briefing.exhibit.highlights import COLOURS, css
from palermo.briefing.exhibit.leaves import CannotShowError, Leaf, Printed, Tag, stretches, text_of, wanted
from palermo.briefing.exhibit.model import Chosen, Marked
from palermo.briefing.exhibit.printing import PAPERS, printed
from palermo.evidence.layouts.decoding import decoded
from palermo.evidence.layouts.elements import SKIP, SKIP_NAMED, traits
from palermo.library.places import printable

MOST_ELEMENTS = 20_000  # of a page that is printed
_ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_GONE = ("script", "style", "link", "meta", "base", "img", "picture", "input", "embed", "param", "source", "track")
_KEPT_ATTRIBUTES = frozenset(("dir", "lang", "colspan", "rowspan", "start", "value", "type", "reversed", "id"))
_PX = 0.75  # points in a pixel of WeasyPrint
_STYLE = """
@page {{ size: {width}pt {height}pt !important; margin: 62pt 60pt 54pt 60pt !important }}
html {{ font-size: 10.5pt; line-height: 1.45; color: #000; overflow-wrap: break-word }}
h1 {{ font-size: 1.5em }} h2 {{ font-size: 1.25em }} h3, h4, h5, h6 {{ font-size: 1.05em }}
h1, h2, h3, h4, h5, h6 {{ line-height: 1.2; break-after: avoid; bookmark-level: none }}
table {{ border-collapse: collapse; max-width: 100% }} td, th {{ border: .4pt solid #999; padding: 2pt 4pt; vertical-align: top }}
p, li {{ orphans: 2; widows: 2 }} a {{ color: inherit; text-decoration: none }}
mark {{ color: inherit }}
"""


def print_page(chosen: Chosen, content: bytes, paper: str, whole: bool = False) -> Printed:
    """The title page and the cited pages of a captured page as it prints (`whole`: all). CannotShowError where it cannot be printed."""
    source = _marked(decoded(content), chosen)
    laid_out, places = _laid_out(source, chosen, paper)
    pages = len(laid_out.pages)
    numbers = wanted(pages, {page for found in places.values() for page, _ in found}, whole)
    sheets = _sheets(laid_out, numbers)
    strip = _strip(chosen)
    leaves = tuple(Leaf(sheet, n, tuple(_tags(places, n)), strip) for sheet, n in zip(sheets, numbers, strict=True))
    return Printed(chosen, leaves, pages, {label: min(found)[0] for label, found in places.items()})


def _strip(chosen: Chosen) -> str:
    address, day = printable(chosen.held.address), chosen.held.retrieved_at[:10]
    return f"{address} · retrieved {day} · printed from that capture without pictures, menus and scripts"


def _marked(source: str, chosen: Chosen) -> str:
    """The source with its passages in `<mark>`, each piece with an id of its own."""
    text = text_of(chosen)
    pieces = [(start, end, mark) for mark in chosen.marks for start, end in _runs(source, stretches(text, mark))]
    for number, (start, end, mark) in reversed(list(enumerate(sorted(pieces, key=lambda piece: piece[:2])))):
        opened = f'<mark id="palermo-{mark.label}-{number}" class="{mark.side}">'
        source = source[:start] + opened + source[start:end] + "</mark>" + source[end:]
    return source


def _runs(source: str, found: Any) -> Iterator[tuple[int, int]]:
    """Stretches as spans of the source, joined where no tag stands between them; entities are kept whole."""
    start = end = -1
    for one in found:
        at, stop = one.at, one.at + one.end - one.start
        entity = _ENTITY.match(source, stop - 1)
        stop = entity.end() if entity else stop
        if end >= 0 and "<" not in source[end:at]:
            end = stop
            continue
        if end >= 0:
            yield start, end
        start, end = at, stop
    if end >= 0:
        yield start, end


def _laid_out(source: str, chosen: Chosen, paper: str) -> tuple[Any, dict[str, list[tuple[int, float]]]]:
    """The page laid out without its menus, or with them where a passage stands in one; and where the passages stand."""
    for flags in (SKIP | SKIP_NAMED, SKIP, 0):
        document = _printed(source, flags, paper)
        places = _places(document, chosen.marks)
        if len(places) == len(chosen.marks):
            return document, places
    raise CannotShowError("the words of its passages are not found in it as it prints")


def _printed(source: str, flags: int, paper: str) -> Any:
    width, height = PAPERS[paper]
    colours = "".join(f"mark.{side} {{ background: rgb({css(side)}) }}\n" for side in COLOURS)
    try:
        return printed(_plain(source, flags), _STYLE.format(width=width, height=height) + colours)
    except CannotShowError:
        raise
    except Exception as error:  # a strange page fails in whatever way: it is named and set aside
        raise CannotShowError(
            f"it cannot be printed ({type(error).__name__}): its elements are nested too deeply, or strange"
        ) from error


def _plain(source: str, flags: int) -> str:
    """The page without what acts, what would be fetched, and what is left out; attributes that only style or lead on go too."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(
            source.encode(), parser=html.HTMLParser(no_network=True, encoding="utf-8", remove_comments=True)
        )
    except (etree.LxmlError, ValueError) as error:
        raise CannotShowError("it cannot be read as a page") from error
    elements = list(tree.iter(etree.Element))
    if len(elements) > MOST_ELEMENTS:
        raise CannotShowError(f"it has more than {MOST_ELEMENTS:,} elements, too many to be printed")
    for element in elements:
        _reduce(element, flags)
    body = tree.find("body")
    inner = "" if body is None else html.tostring(body, encoding="unicode")
    language = tree.get("lang") or "en"
    direction = "rtl" if (tree.get("dir") or "").casefold() == "rtl" else "ltr"
    return f'<!DOCTYPE html><html lang="{language if language.isascii() and language.replace("-", "").isalnum() else "en"}" dir="{direction}">{inner}</html>'


def _reduce(element: Any, flags: int) -> None:
    attributes = " ".join(f'{name}="{value}"' for name, value in element.attrib.items())
    name = element.tag if isinstance(element.tag, str) else ""
    if name in _GONE or (name not in ("html", "body", "head") and traits(name, attributes) & flags):
        if element.getparent() is not None:
            element.drop_tree()
        return
    for key in list(element.attrib):
        marked = name == "mark" and key in ("id", "class")
        if not marked and (key not in _KEPT_ATTRIBUTES or key == "id"):
            del element.attrib[key]


def _places(document: Any, marks: tuple[Marked, ...]) -> dict[str, list[tuple[int, float]]]:
    """For each passage, the pages (from 1 on) on which it stands, each with its distance from the upper edge in points."""
    labels = {mark.label for mark in marks}
    found: dict[str, list[tuple[int, float]]] = {}
    for number, page in enumerate(document.pages, start=1):
        for anchor, (_, y, *_) in page.anchors.items():
            label = anchor.removeprefix("palermo-").rpartition("-")[0]
            if label in labels and anchor.startswith("palermo-"):
                found.setdefault(label, []).append((number, y * _PX))
    return found


def _tags(places: dict[str, list[tuple[int, float]]], number: int) -> Iterator[Tag]:
    for label, found in places.items():
        here = [y for page, y in found if page == number]
        if here:
            yield Tag(label, min(here))


def _sheets(document: Any, numbers: list[int]) -> list[Any]:
    from pypdf import PdfReader

    content = document.copy([document.pages[n - 1] for n in numbers]).write_pdf()
    return list(PdfReader(io.BytesIO(content)).pages)
