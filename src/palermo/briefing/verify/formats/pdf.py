"""PDF: the text of its pages in the order in which it was written, which is that of its tags, and the attachment that carries the brief.

What is read is the text that a program finds. What is drawn over it, or written as shapes, is not seen, and the verdict says so.
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import Any

from palermo.briefing.carried import NAME
from palermo.briefing.verify.model import Fault, Received, UnreadableError
from palermo.register.tiers import TIERS

_MOST_PAGES = 60  # the longest paper has eight
_PALE = 0xF0  # of 255: what an eye loses on white
_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")
_NUMBER = re.compile(r"\s+(\d+) / (\d+)\Z")
_BROKEN_HYPHEN = re.compile(
    "[\ufffe\x02]\\s*"
)  # how the reader marks a hyphen at the end of a line; papers break no word themselves


def read(content: bytes) -> Received:
    """Read a paper in PDF. UnreadableError when it is damaged, locked or carries no brief."""
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError:
        raise UnreadableError("It cannot be read as a PDF: it is damaged, or locked by a password.") from None
    with closing(document):
        if len(document) > _MOST_PAGES:
            raise UnreadableError(f"It has {len(document)} pages: no paper has so many.")
        carried = _carried(document)
        found = _Pages(document)
    title = str(found.title)
    return Received("pdf", carried, f"{title}\n{found.text}", tuple(found.faults), tuple(found.links), tuple(found.edges))


def _carried(document: Any) -> str:
    attached = [document.get_attachment(number) for number in range(document.count_attachments())]
    named = [one for one in attached if one.get_name() == NAME]
    if len(attached) != 1 or not named:
        number = "no brief" if not named else "more than its brief, so that nobody can say what is meant"
        raise UnreadableError(f"It carries {number}: an attachment '{NAME}', and no other, is expected.")
    try:
        return bytes(named[0].get_data()).decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableError("What it carries is no text in UTF-8.") from None


class _Pages:
    """What the pages of a document show."""

    def __init__(self, document: Any) -> None:
        self.title = document.get_metadata_dict().get("Title", "")
        self.faults: list[Fault] = []
        self.links: list[str] = []
        self.edges: list[str] = []
        about = document.get_metadata_dict()
        self.edges += [about.get(name, "") for name in ("Subject", "Keywords", "Author")]
        self.edges += [mark.get_title() for mark in document.get_toc()]
        bodies = []
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.get_textpage()) as words:
                bodies.append(self._body(words.get_text_range(), number + 1, len(document)))
                self.faults += _odd(page, words, number + 1)
                self.edges += _descriptions(page)
                self.links += _links(document, page)
        self.text = "\n".join(bodies)
        if _scripts(document):
            self.faults.append(Fault("shown", "the file", "it holds a program that a reader may run"))

    def _body(self, text: str, number: int, pages: int) -> str:
        """The text of a page without its head and its foot, which are told apart: they stand on the first and the last line."""
        rows = [row.strip() for row in _BROKEN_HYPHEN.sub("-", text).splitlines() if row.strip()]
        if not rows:
            return ""
        foot = rows.pop()
        counted = _NUMBER.search(foot)
        if counted is None or (int(counted[1]), int(counted[2])) != (number, pages):
            self.faults.append(
                Fault("shown", f"foot of page {number}", "the number of the page is another", f"{number} / {pages}", foot)
            )
        self.edges.append(_NUMBER.sub("", foot))
        if number > 1 and rows:
            self.edges.append(rows.pop(0))
        return "\n".join(rows)


def _odd(page: Any, words: Any, number: int) -> Iterator[Fault]:
    """What no page of ours has: pictures, words that are there and cannot be seen, notes, fields and stamps."""
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    for thing in page.get_objects():
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            yield Fault("shown", f"page {number}", "a picture was put in")
        if thing.type == raw.FPDF_PAGEOBJ_TEXT and raw.FPDFTextObj_GetTextRenderMode(thing.raw) != raw.FPDF_TEXTRENDERMODE_FILL:
            yield Fault("shown", f"page {number}", "it has words that are not printed as words are")
        if thing.type == raw.FPDF_PAGEOBJ_TEXT and (_faint(thing, words) or _outside(thing, page)):
            yield Fault("shown", f"page {number}", "it has words that cannot be seen", None, _words(thing, words))
        if any(_switched_or_renamed(mark) for mark in _marks(thing)):
            yield Fault("shown", f"page {number}", "it has words that are drawn otherwise than they are read")
    for place in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, place)
        if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_LINK:
            yield Fault("shown", f"page {number}", "a note, a field or a stamp was put on it")
        raw.FPDFPage_CloseAnnot(annotation)


def _descriptions(page: Any) -> Iterator[str]:
    """What is said of figures to those who cannot see them."""
    import pypdfium2.raw as raw

    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    waiting = [raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(raw.FPDF_StructTree_CountChildren(tree))]
    while waiting:
        element = waiting.pop()
        if element:
            yield _said(partial(raw.FPDF_StructElement_GetAltText, element))
            children = range(max(raw.FPDF_StructElement_CountChildren(element), 0))
            waiting += [raw.FPDF_StructElement_GetChildAtIndex(element, n) for n in children]
    raw.FPDF_StructTree_Close(tree)


def _words(thing: Any, words: Any) -> str:
    """The text of one object of a page."""
    import pypdfium2.raw as raw

    return _said(lambda room, size: raw.FPDFTextObj_GetText(thing.raw, words.raw, room, size))


def _said(ask: Callable[[Any, int], int]) -> str:
    """What a function of the library says that fills a room for UTF-16 and tells how much it needs, in bytes."""
    size = ask(None, 0)
    room = (ctypes.c_ushort * (size // 2 + 1))()
    ask(room, size)
    return bytes(room)[:size].decode("utf-16-le", "replace").strip("\0")


def _faint(thing: Any, words: Any) -> bool:
    """Whether words have the colour of paper, or shine through. Tiers may: they stand in dark boxes."""
    import pypdfium2.raw as raw

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(thing.raw, red, green, blue, alpha)
    pale = min(red.value, green.value, blue.value) >= _PALE or alpha.value < _PALE
    return pale and _words(thing, words).strip() not in ("", *TIERS)


def _outside(thing: Any, page: Any) -> bool:
    """Whether an object lies off the sheet."""
    import pypdfium2.raw as raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(thing.raw, left, bottom, right, top)
    sheet = page.get_bbox()
    return bool(right.value < sheet[0] or left.value > sheet[2] or top.value < sheet[1] or bottom.value > sheet[3])


def _marks(thing: Any) -> Iterator[Any]:
    import pypdfium2.raw as raw

    for place in range(max(raw.FPDFPageObj_CountMarks(thing.raw), 0)):
        yield raw.FPDFPageObj_GetMark(thing.raw, place)


def _switched_or_renamed(mark: Any) -> bool:
    """Whether words stand in a layer that can be switched off, or are read as others than those drawn.

    The typesetter says how scripts are read whose letters join; none of ours has a letter or digit of the Latin script there.
    """
    import pypdfium2.raw as raw

    size = ctypes.c_ulong()
    raw.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", None, 0, size)
    room = (ctypes.c_ubyte * (size.value + 1))()
    raw.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", room, size.value, size)
    text = bytes(room)[: size.value]
    said = text.decode("utf-16", "replace") if text.startswith(b"\xfe\xff") else text.decode("latin-1")
    name = _said(lambda room, most: _size(raw.FPDFPageObjMark_GetName, mark, room, most))
    return name == "OC" or bool(_LATIN.search(said))


def _size(call: Any, mark: Any, room: Any, most: int) -> int:
    size = ctypes.c_ulong()
    call(mark, room, most, size)
    return size.value


def _links(document: Any, page: Any) -> Iterator[str]:
    """The addresses outside the file that links lead to."""
    import pypdfium2.raw as raw

    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, place, link):
        action = raw.FPDFLink_GetAction(link)
        if not action:
            continue
        kind = raw.FPDFAction_GetType(action)
        if kind == raw.PDFACTION_URI:
            size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
            address = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(document.raw, action, address, size)
            yield address.value.decode("utf-8", "replace")
        elif kind != raw.PDFACTION_GOTO:
            yield f"(an action of kind {kind})"


def _scripts(document: Any) -> bool:
    import pypdfium2.raw as raw

    return int(raw.FPDFDoc_GetJavaScriptActionCount(document.raw)) > 0
