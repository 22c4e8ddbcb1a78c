"""Pages of a PDF as published: cut, never set anew, with the passages highlighted where PDFium finds their words.

What is cut out keeps nothing of the pages that are not shown, and nothing that acts: links, actions, scripts, files.
"""

import io
import logging
from functools import cache
from typing import TYPE_CHECKING, Any

from palermo.briefing.exhibit.highlights import Box, Highlight
from palermo.briefing.exhibit.leaves import CannotShowError, Leaf, Printed, Tag, stretches, text_of, wanted
from palermo.briefing.exhibit.model import Chosen
from palermo.briefing.exhibit.printing import printed
from palermo.evidence.layouts.mapped import LEVEL

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_ACTING = ("/Link", "/Screen", "/Movie", "/Sound", "/RichMedia", "/3D", "/FileAttachment", "/Popup", "/Watermark", "/PrinterMark")
_OF_ANNOTATION = ("/A", "/AA", "/PA", "/Popup", "/Parent", "/IRT", "/Dest")
_MIDDLE = 0.48  # of the width: a line that begins behind it is of the right column
_OF_PAGE = ("/AA", "/B", "/Metadata", "/PieceInfo", "/StructParents", "/Thumb", "/PresSteps", "/Dur", "/Trans")


def cut(chosen: Chosen, content: bytes, whole: bool = False) -> Printed:
    """The title page and the cited pages of a PDF (`whole`: all), marked. CannotShowError where it cannot be cut or words are lost."""
    found = highlights(chosen, content)
    try:
        numbers, pages, clean = _cut(content, set(found), whole)
    except CannotShowError:
        raise
    except Exception as error:  # a damaged file fails in whatever way: it is named and set aside
        raise CannotShowError(f"its pages cannot be cut ({type(error).__name__}): it is damaged") from error
    leaves = tuple(_leaf(page, n, found.get(n, [])) for n, page in zip(numbers, clean, strict=True))
    starts: dict[str, int] = {}
    for number in sorted(found):
        for one in found[number]:
            starts.setdefault(one.label, number)
    return Printed(chosen, leaves, pages, starts)


def _cut(content: bytes, marked: set[int], whole: bool) -> tuple[list[int], int, list["PageObject"]]:
    """Numbers of the pages that are shown, how many there are, and the pages: written once and read again, so that what is bound later
    on is whole."""
    from pypdf import PdfReader, PdfWriter

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends in a file is no news
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise CannotShowError("it is locked against copying of its pages: get it without the lock")
    if _hides(reader):
        raise CannotShowError(
            "it has layers that are not shown, and that would show where its pages are cut: print it to a PDF without them"
        )
    pages, writer, kept = len(reader.pages), PdfWriter(), io.BytesIO()
    numbers = wanted(pages, marked, whole)
    for number in numbers:
        page = reader.pages[number - 1]
        _disarm(page)
        PdfWriter().add_page(page).merge_page(_probe())  # as it will be bound: it fails here or never
        writer.add_page(page)
    writer.write(kept)
    return numbers, pages, list(PdfReader(kept).pages)


@cache
def _probe() -> "PageObject":
    """A page with a word on it, like those that are laid over others."""
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(printed("<p>palermo</p>").write_pdf())).pages[0]


def _hides(reader: "PdfReader") -> bool:
    """Whether layers of a document (optional content) are turned off: what turns them off is not of a page, and does not come along."""
    layers = reader.root_object.get("/OCProperties")
    shown = layers.get_object().get("/D", {}) if layers is not None else {}
    usual = shown.get_object() if hasattr(shown, "get_object") else shown
    return bool(usual.get("/OFF")) or usual.get("/BaseState") == "/OFF"


def highlights(chosen: Chosen, content: bytes) -> dict[int, list[Highlight]]:
    """The lines of every passage by page, from 1 on. CannotShowError where the words of a passage do not stand where they were read."""
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    text = text_of(chosen)
    found: dict[int, list[Highlight]] = {}
    with pdfium.PdfDocument(content) as document:
        for mark in chosen.marks:
            boxes: dict[int, list[Box]] = {}
            for one in stretches(text, mark):
                number = int(one.place.removeprefix("page "))
                words = text.text[one.start : one.end]
                boxes.setdefault(number, []).extend(_boxes(document[number - 1], one.at, words))
            if not any(boxes.values()):
                raise CannotShowError(f"the words of its passage {mark.label} are not found on its pages")
            for number, lines in boxes.items():
                if lines:
                    found.setdefault(number, []).append(Highlight(mark.label, mark.side, tuple(lines)))
    return found


def _boxes(page: Any, at: int, words: str) -> list[Box]:
    """The boxes of characters from one on, after a look whether they are those words."""
    letters = page.get_textpage()
    try:
        there = letters.get_text_range(at, len(words))
        if there.translate(LEVEL) != words and letters.count_chars() == len(letters.get_text_range()):
            raise CannotShowError("its words do not stand where they were read")
        return [letters.get_rect(n) for n in range(letters.count_rects(at, len(words)))]
    finally:
        letters.close()


def _leaf(page: "PageObject", number: int, marks: list[Highlight]) -> Leaf:
    return Leaf(page, number, tuple(_tag(page, one) for one in marks), highlights=tuple(marks))


def _disarm(page: "PageObject") -> None:
    """Take out what acts, and what leads to other pages, which would come along unseen."""
    from pypdf.generic import ArrayObject, NameObject

    for key in _OF_PAGE:
        page.pop(key, None)
    kept = []
    annotations = page.get("/Annots")
    for reference in annotations.get_object() if annotations is not None else ():
        annotation = reference.get_object()
        if annotation.get("/Subtype") not in _ACTING:
            for key in _OF_ANNOTATION:
                annotation.pop(key, None)
            annotation.pop("/P", None)
            kept.append(reference)
    page.pop("/Annots", None)
    if kept:
        page[NameObject("/Annots")] = ArrayObject(kept)


def _tag(page: "PageObject", one: Highlight) -> Tag:
    """The label of a passage: how far its first line stands from the upper edge as seen, and in which half of the page it begins."""
    left, low, right, high = one.boxes[0]
    seen = page.cropbox
    top, begins, width = {
        0: (float(seen.top) - high, left - float(seen.left), float(seen.width)),
        90: (left - float(seen.left), low - float(seen.bottom), float(seen.height)),
        180: (low - float(seen.bottom), float(seen.right) - right, float(seen.width)),
        270: (float(seen.right) - right, float(seen.top) - high, float(seen.height)),
    }[page.rotation % 360 // 90 * 90]
    return Tag(one.label, top, begins > width * _MIDDLE)
