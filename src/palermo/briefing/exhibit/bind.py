"""Binding: index, tabs, running page numbers over all files, labels in the margin, links and bookmarks.

The published pages lie under a transparent sheet that carries what we add: nothing of them is set anew or moved.
"""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from palermo import __version__
from palermo.briefing.exhibit.highlights import draw
from palermo.briefing.exhibit.leaves import Leaf, Printed, Tag
from palermo.briefing.exhibit.printing import PAPERS, filled, printed
from palermo.errors import PalermoError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter

_MOST_TRIES = 6  # to settle how many pages the index has, which depends on its own page numbers
_TAG = 10.0  # points that a label takes
_LINK = "palermo:page/"
Span = tuple[int, int]  # running numbers of the first and the last page


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the exhibit. `letter` of its tab, empty for the index; `leaf` None for a page of our own."""

    letter: str
    page: "PageObject"
    leaf: Leaf | None = None


@dataclass(frozen=True)
class Plan:
    """Where everything stands: running numbers, from 1 on."""

    index: int
    total: int
    tab: dict[str, int]  # letter -> its tab sheet
    leaf: dict[tuple[str, int], int]  # letter and page of the document -> page of the exhibit

    def of_mark(self, one: Printed, label: str) -> int:
        """The page of the exhibit on which a passage begins."""
        return self.leaf[one.chosen.letter, one.starts[label]]


@dataclass(frozen=True, slots=True)
class File:
    """One file of the exhibit: its name, its bytes, the running numbers of its first and last page."""

    name: str
    content: bytes
    first: int
    last: int


def plan(tabs: tuple[Printed, ...], index: int) -> Plan:
    """Number the pages behind an index of so many."""
    at, tab, leaf = index, {}, {}
    for one in tabs:
        at += 1
        tab[one.chosen.letter] = at
        for page in one.leaves:
            at += 1
            leaf[one.chosen.letter, page.printed] = at
    return Plan(index, at, tab, leaf)


def bind(tabs: tuple[Printed, ...], values: dict[str, Any], paper: str, largest: int) -> tuple[tuple[File, ...], Plan]:
    """The files of the exhibit, none larger than `largest` bytes where it can be cut so, and where everything stands.

    `values`: what the index and tab sheets say besides (`view`).
    """
    cuts: list[Span] | None = None
    for _ in range(_MOST_TRIES):  # where the exhibit is cut depends on its index, which says where it is cut
        found, index = _settled(tabs, values, paper, cuts)
        sheets = _sheets(tabs, found, index, values, paper)
        overlays = _pages(filled("overlay.html", sheets=[_overlay(s, n, found.total) for n, s in enumerate(sheets, start=1)]))
        pieces = _pieces(_Book(tabs, found, sheets, overlays), (1, found.total), largest)
        before, cuts = cuts, [span for span, _ in pieces]
        if len(cuts) == 1 or cuts == before:
            break
    names = ["exhibit.pdf"] if len(pieces) == 1 else [f"exhibit-{n}.pdf" for n in range(1, len(pieces) + 1)]
    return tuple(File(name, content, *span) for name, (span, content) in zip(names, pieces, strict=True)), found


def _settled(
    tabs: tuple[Printed, ...], values: dict[str, Any], paper: str, cuts: list[Span] | None
) -> tuple[Plan, list["PageObject"]]:
    """The index, printed until its page numbers are those of the exhibit that it is part of."""
    pages = 1
    for _ in range(_MOST_TRIES):
        found = plan(tabs, pages)
        sheets = _pages(
            filled(
                "index.html",
                plan=found,
                tabs=tabs,
                cuts=cuts if cuts and len(cuts) > 1 else None,
                link=_LINK,
                paper=PAPERS[paper],
                **values,
            )
        )
        if len(sheets) == pages:
            return found, sheets
        pages = len(sheets)
    raise PalermoError("the index of the exhibit does not settle on a number of pages. Please report it.")


def _pages(page: str) -> list["PageObject"]:
    from pypdf import PdfReader

    return list(PdfReader(io.BytesIO(printed(page).write_pdf())).pages)


def _sheets(tabs: tuple[Printed, ...], found: Plan, index: list["PageObject"], values: dict[str, Any], paper: str) -> list[Sheet]:
    """Every page in order."""
    dividers = _pages(filled("tabs.html", plan=found, tabs=tabs, paper=PAPERS[paper], **values))
    if len(dividers) != len(tabs):
        raise PalermoError("a tab sheet of the exhibit does not fit on its page. Please report it.")
    sheets = [Sheet("", page) for page in index]
    for one, divider in zip(tabs, dividers, strict=True):
        sheets.append(Sheet(one.chosen.letter, divider))
        sheets += [Sheet(one.chosen.letter, leaf.page, leaf) for leaf in one.leaves]
    return sheets


def _overlay(sheet: Sheet, number: int, total: int) -> dict[str, Any]:
    box, turned = sheet.page.cropbox, sheet.page.rotation % 180 == 90
    width, height = float(box.width), float(box.height)
    leaf = sheet.leaf
    return {
        "width": round(height if turned else width, 2),
        "height": round(width if turned else height, 2),
        "foot": (f"Tab {sheet.letter} · " if sheet.letter else "") + f"{number} of {total}",
        "strip": leaf.strip if leaf else "",
        "tags": [
            {"label": tag.label, "top": round(max(0.0, tag.from_top), 2), "side": "right" if tag.right else "left"}
            for tag in (_apart(leaf) if leaf else ())
        ],
    }


def _apart(leaf: Leaf) -> list[Tag]:
    """Labels in each margin from above, none on another: those that begin on nearly one line are joined."""
    found: list[Tag] = []
    for tag in sorted(leaf.tags, key=lambda tag: (tag.right, tag.from_top)):
        last = found[-1] if found else None
        if last and last.right == tag.right and tag.from_top - last.from_top < _TAG:
            found[-1] = Tag(f"{last.label}, {tag.label}", last.from_top, last.right)
        else:
            found.append(tag)
    return found


def _turned(page: "PageObject") -> tuple[float, float, float, float, float, float]:
    """The matrix that lays a sheet, upright as a reader sees it, over a page that is kept turned or cropped."""
    box = page.cropbox
    left, low, width, height = float(box.left), float(box.bottom), float(box.width), float(box.height)
    return {
        0: (1, 0, 0, 1, left, low),
        90: (0, 1, -1, 0, left + width, low),
        180: (-1, 0, 0, -1, left + width, low + height),
        270: (0, -1, 1, 0, left, low + height),
    }[page.rotation % 360 // 90 * 90]


# Files ------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Book:
    """All that is bound: every page, what is laid over it, and where everything stands."""

    tabs: tuple[Printed, ...]
    plan: Plan
    sheets: list[Sheet]
    overlays: list["PageObject"]


def _pieces(book: _Book, span: Span, largest: int) -> list[tuple[Span, bytes]]:
    """The files: cut before the tab nearest to the middle, else in the middle, until each is small enough or has one page."""
    first, last = span
    content = _content(book, first, last)
    if last == first or len(content) <= largest:
        return [(span, content)]
    middle = (first + last + 1) / 2
    inner = [at for at in book.plan.tab.values() if first < at <= last]
    at = min(inner, key=lambda one: abs(one - middle)) if inner else int(middle)
    return [*_pieces(book, (first, at - 1), largest), *_pieces(book, (at, last), largest)]


def _content(book: _Book, first: int, last: int) -> bytes:
    """One file: its pages with what is laid over them, highlights, links and bookmarks."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    for number in range(first, last + 1):
        sheet = book.sheets[number - 1]
        page = writer.add_page(sheet.page)
        page.merge_transformed_page(book.overlays[number - 1], _turned(page))
        for one in sheet.leaf.highlights if sheet.leaf else ():
            draw(writer, number - first, one)
    writer.add_metadata(
        {"/Title": "Exhibit: published pages, with index", "/Producer": f"palermo {__version__} (pypdf, WeasyPrint)"}
    )
    _links(writer, first, last)
    _bookmarks(writer, first, last, book.tabs, book.plan)
    kept = io.BytesIO()
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    writer.write(kept)
    return kept.getvalue()


def _links(writer: "PdfWriter", first: int, last: int) -> None:
    """Links of the index lead to pages of this file; those to another file's pages are taken out: they name it in words."""
    from pypdf.generic import ArrayObject, NameObject

    for page in writer.pages:
        kept = ArrayObject()
        for reference in page.get("/Annots", ArrayObject()):
            link = reference.get_object()
            address = str(link.get("/A", {}).get("/URI", ""))
            if link.get("/Subtype") == "/Link":
                number = int(address.removeprefix(_LINK)) if address.startswith(_LINK) else 0
                if not first <= number <= last:
                    continue
                target = writer.pages[number - first].indirect_reference
                link.pop("/A", None)
                link[NameObject("/Dest")] = ArrayObject([target, NameObject("/Fit")])
            kept.append(reference)
        if "/Annots" in page:
            page[NameObject("/Annots")] = kept


def _bookmarks(writer: "PdfWriter", first: int, last: int, tabs: tuple[Printed, ...], found: Plan) -> None:
    if first == 1:
        writer.add_outline_item(title="Index", page_number=0)
    for one in tabs:
        letter, at = one.chosen.letter, found.tab[one.chosen.letter]
        pages = [number for (tab, _), number in found.leaf.items() if tab == letter]
        here = [number for number in (at, *pages) if first <= number <= last]
        if not here:
            continue
        above = writer.add_outline_item(title=f"Tab {letter}: {one.chosen.narrative.title}"[:200], page_number=here[0] - first)
        for mark in one.chosen.marks:
            number = found.of_mark(one, mark.label)
            if first <= number <= last:
                writer.add_outline_item(title=f"{mark.label}, page {number}", page_number=number - first, parent=above)
