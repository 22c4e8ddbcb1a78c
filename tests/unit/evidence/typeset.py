"""Small PDF files for tests: lines of text at given places, in Helvetica, with nothing but the standard library."""

import zlib
from collections.abc import Iterable
from typing import NamedTuple


class Line(NamedTuple):
    """Words at a place: points from the left and from the bottom of a page of 612 by 792; `bold`; `size` in points."""

    x: float
    y: float
    words: str
    bold: bool = False
    size: float = 10


def _escaped(words: str) -> bytes:
    return words.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _content(lines: Iterable[Line]) -> bytes:
    shown = (
        b"BT /F%d %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (2 if line.bold else 1, line.size, line.x, line.y, _escaped(line.words))
        for line in lines
    )
    return b"\n".join(shown)


def pdf(pages: Iterable[Iterable[Line]], packed: bool = False, trailer: bytes = b"") -> bytes:
    """A PDF of these pages. `packed`: streams are compressed. `trailer`: entries that are added to the trailer."""
    contents = [_content(page) for page in pages]
    kids = b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(contents)))
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica%s /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        font % b"",
        font % b"-Bold",
    ]
    for number, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (6 + 2 * number)
        )
        data = zlib.compress(content, 9) if packed else content
        objects.append(stream(data, b"/Filter /FlateDecode" if packed else b""))
    return assembled(objects, trailer)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def assembled(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)
