"""A PDF as blocks. PDFium gives characters with boxes; lines, columns, running heads and paragraphs are found here and beside.

A stretch names the page (`page 12`) and counts PDFium's characters on it. What a scanner made is an image, and no text.
"""

import ctypes
import math
import re
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from palermo.evidence.layouts.limits import MOST_PAGE_TEXT, MOST_PAGES, MOST_TEXT, Unreadable
from palermo.evidence.layouts.mapped import Block
from palermo.evidence.layouts.pdf_forms import within_forms
from palermo.evidence.layouts.pdf_order import Line, Sheet, reading_order
from palermo.evidence.layouts.pdf_paragraphs import paragraphs

_MOST_UNPACKED = 32_000_000  # bytes of one stream that is no image; real ones stay far below
_STREAM = re.compile(rb"stream\r?\n")
_NO_PAGES = re.compile(rb"/Kids\s*\[\s*\]")
_ENTRIES = 400  # bytes before a stream in which its entries stand
_LINE = re.compile(r"[^\r\n\ufffe]+\ufffe?")
_GUTTER = 1.2  # a gap within a line, in sizes of its letters, that parts two columns
_PROBES = 12  # lines of a page that are looked at for such a gap; only if one has it are all
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"demi")
_FORCE_BOLD = 1 << 18


def blocks_of(data: bytes) -> list[Block]:
    """The blocks of a PDF in reading order. Unreadable when it is damaged, encrypted, empty, a bomb, or images only."""
    _defuse(data)
    within_forms(data)
    try:
        with pdfium.PdfDocument(data) as document:
            sheets = list(_sheets(document))
    except pdfium.PdfiumError as error:
        raise Unreadable(_why(data)) from error
    if not any(sheet.lines for sheet in sheets):
        raise Unreadable(
            "it holds images and no text: it needs character recognition (OCR), which is not done here. Bring what such a tool makes of it"
        )
    return paragraphs(reading_order(sheets))


def _why(data: bytes) -> str:
    """Why PDFium does not open a file. What it says itself may be about an earlier file."""
    if b"/Encrypt" in data:
        return "it is locked with a password: save it without one"
    return (
        "it has no pages" if _NO_PAGES.search(data) else "it is no PDF that can be read, damaged or cut off: bring another copy"
    )


def _sheets(document: "pdfium.PdfDocument") -> Iterator[Sheet]:
    count, length = len(document), 0
    if not count:
        raise Unreadable("it has no pages")
    if count > MOST_PAGES:
        raise Unreadable(f"it has more than {MOST_PAGES:,} pages")
    for number in range(count):
        page = document[number]
        letters = page.get_textpage()
        length += letters.count_chars()
        if letters.count_chars() > MOST_PAGE_TEXT or length > MOST_TEXT:
            raise Unreadable(f"page {number + 1} holds more text than is read of one")
        text = _characters(letters)
        yield Sheet(f"page {number + 1}", text, page.get_width(), page.get_height(), _lines(letters, text))
        letters.close()
        page.close()


def _characters(letters: Any) -> str:
    """The characters of a page, one for each that PDFium counts."""
    count = letters.count_chars()
    text: str = letters.get_text_range() if count else ""
    if len(text) != count:  # characters outside the basic plane, or left out
        text = "".join(chr(min(raw.FPDFText_GetUnicode(letters, i), 0x10FFFF)) for i in range(count))
    return text


def _lines(letters: Any, text: str) -> list[Line]:
    """The lines of a page as PDFium joined them, cut where it joined two columns: then its longest lines are among those."""
    spans = [match.span() for match in _LINE.finditer(text)]
    longest = sorted(spans, key=lambda span: span[0] - span[1])[:_PROBES]
    if any(_jumps(letters, text, span) for span in longest):
        spans = [piece for span in spans for piece in pairwise((span[0], *_jumps(letters, text, span), span[1]))]
    return [line for start, end in spans if (line := _line(letters, text, start, end))]


def _jumps(letters: Any, text: str, span: tuple[int, int]) -> list[int]:
    """Where the characters of a line go on in another column: behind a gap, or back to the left."""
    start, end = span
    found: list[int] = []
    at = text.find(" ", start, end)
    while at >= 0:
        before, after = _visible(text, start, at)[1], _visible(text, at, end)[0]
        if start <= before and after < end:
            gap = _left(letters, after) - _right(letters, before)
            if gap < -8 or (gap > 8 and gap > _GUTTER * _size(letters, after)):
                found.append(after)
        at = text.find(" ", max(after, at + 1), end)
    return found


def _box(letters: Any, index: int) -> tuple[float, float, float]:
    """The left edge, right edge and bottom of a character in points."""
    left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharBox(letters, index, left, right, bottom, top)
    return left.value, right.value, bottom.value


def _left(letters: Any, index: int) -> float:
    return _box(letters, index)[0]


def _right(letters: Any, index: int) -> float:
    return _box(letters, index)[1]


def _visible(text: str, start: int, end: int) -> tuple[int, int]:
    """The first and the last character that is no blank."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip("\ufffe \t\xa0")) - 1


def _line(letters: Any, text: str, start: int, end: int) -> Line | None:
    first, last = _visible(text, start, end)
    if first > last:
        return None
    left, _, bottom = _box(letters, first)
    right = _right(letters, last)
    bold = _bold(letters, first)
    return Line(
        first, end, left, right, _baseline(letters, first, bottom), _size(letters, first), bold, bold and _bold(letters, last)
    )


def _baseline(letters: Any, index: int, bottom: float) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    return float(y.value) if raw.FPDFText_GetCharOrigin(letters, index, x, y) else bottom


def _size(letters: Any, index: int) -> float:
    """The size of a character in points, as it is seen."""
    matrix = raw.FS_MATRIX()
    scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(letters, index, matrix) else 1.0
    return round(float(raw.FPDFText_GetFontSize(letters, index)) * (scale or 1.0), 1)


def _bold(letters: Any, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(letters, index, name, 128, flags)
    named = name.value.lower()
    return (
        any(word in named for word in _BOLD_NAMES)
        or bool(flags.value & _FORCE_BOLD)
        or raw.FPDFText_GetFontWeight(letters, index) >= 600
    )


def _defuse(data: bytes) -> None:
    """Unreadable for a file with a stream that unpacks to more than any text needs. Images are never unpacked."""
    for match in _STREAM.finditer(data):
        entries = data[max(0, match.start() - _ENTRIES) : match.start()].rpartition(b"obj")[2]
        if b"FlateDecode" not in entries or b"/Image" in entries:
            continue
        if entries.count(b"FlateDecode") > 1:
            raise Unreadable("a part of it is packed more than once: it may have been made to fill the memory")
        if _unpacks_beyond(data, match.end()):
            raise Unreadable(
                f"a part of it unpacks to more than {_MOST_UNPACKED // 1_000_000} MB: it may have been made to fill the memory"
            )


def _unpacks_beyond(data: bytes, at: int) -> bool:
    unpacker, size = zlib.decompressobj(), 0
    piece = data[at : at + 65_536]
    try:
        while piece and not unpacker.eof and size <= _MOST_UNPACKED:
            size += len(unpacker.decompress(piece, 1_000_000))
            at += len(piece) - len(unpacker.unconsumed_tail)
            piece = unpacker.unconsumed_tail or data[at : at + 65_536]
            if unpacker.unconsumed_tail:
                at += len(piece)
    except zlib.error:
        return False  # damaged: PDFium gives up at the same place
    return size > _MOST_UNPACKED
