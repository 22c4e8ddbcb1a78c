"""A PDF as blocks. PDFium gives characters with boxes; lines, columns, running heads and paragraphs are found here and beside.

A stretch names the page (`page 12`) and counts PDFium's characters on it. What a scanner made is an image, and no text.
"""

import ctypes
import math
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from palermo.evidence.layouts.limits import MOST_PAGE_TEXT, MOST_PAGES, MOST_TEXT, Unreadable
from palermo.evidence.layouts.mapped import Block
from palermo.evidence.layouts.pdf_order import Line, Sheet, reading_order
from palermo.evidence.layouts.pdf_paragraphs import paragraphs

_MOST_UNPACKED = 32_000_000  # bytes of one stream that is no image; real ones stay far below
_STREAM = re.compile(rb"stream\r?\n")
_ENTRIES = 400  # bytes before a stream in which its entries stand
_LINE = re.compile(r"[^\r\n\ufffe]+\ufffe?")
_GUTTER = 1.2  # a gap within a line, in sizes of its letters, that parts two columns
_WIDE = 0.55  # of the page: a line that may run over two columns
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"demi")
_FORCE_BOLD = 1 << 18


def blocks_of(data: bytes) -> list[Block]:
    """The blocks of a PDF in reading order. Unreadable when it is damaged, encrypted, empty, a bomb, or images only."""
    _defuse(data)
    try:
        with pdfium.PdfDocument(data) as document:
            sheets = list(_sheets(document))
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).casefold() or b"/Encrypt" in data[-4_096:]
        raise Unreadable("it is locked with a password" if locked else f"it is no PDF that can be read ({error})") from error
    if not any(sheet.lines for sheet in sheets):
        raise Unreadable("it holds images and no text: it needs character recognition (OCR), which is not done here")
    return paragraphs(reading_order(sheets))


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
        yield Sheet(f"page {number + 1}", text, page.get_width(), page.get_height(), _lines(letters, text, page.get_width()))
        letters.close()
        page.close()


def _characters(letters: Any) -> str:
    """The characters of a page, one for each that PDFium counts."""
    count = letters.count_chars()
    text: str = letters.get_text_range() if count else ""
    if len(text) != count:  # characters outside the basic plane, or left out
        text = "".join(chr(min(raw.FPDFText_GetUnicode(letters, i), 0x10FFFF)) for i in range(count))
    return text


def _lines(letters: Any, text: str, width: float) -> list[Line]:
    """The lines of a page as PDFium joined them, cut where two columns were joined."""
    found = []
    for match in _LINE.finditer(text):
        for start, end in _uncolumned(letters, text, match.start(), match.end(), width):
            line = _line(letters, text, start, end)
            if line:
                found.append(line)
    return found


def _uncolumned(letters: Any, text: str, start: int, end: int, width: float) -> Iterator[tuple[int, int]]:
    first, last = _visible(text, start, end)
    if first > last or letters.get_charbox(last)[2] - letters.get_charbox(first)[0] < _WIDE * width:
        yield start, end
        return
    for space in (m.start() for m in re.finditer(r" +", text[start:end])):
        left, right = _visible(text, start, start + space)[1], _visible(text, start + space, end)[0]
        if left < start or right >= end:
            continue
        gap = letters.get_charbox(right)[0] - letters.get_charbox(left)[2]
        if gap > max(_GUTTER * _size(letters, right), 8):
            yield start, start + space
            start += space
            yield start, end
            return
    yield start, end


def _visible(text: str, start: int, end: int) -> tuple[int, int]:
    """The first and the last character that is no blank."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip("\ufffe \t\xa0")) - 1


def _line(letters: Any, text: str, start: int, end: int) -> Line | None:
    first, last = _visible(text, start, end)
    if first > last:
        return None
    left, bottom, _, _ = letters.get_charbox(first)
    _, _, right, _ = letters.get_charbox(last)
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
