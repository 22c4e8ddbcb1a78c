"""What kind of file it is, by its bytes: a name decides only between kinds of text.

What the library takes is text, pages, data and PDF. Of what else people hold, the common kinds are known by their first bytes, so
that a file can be named for what it is and its owner told how to make it one that can be read.
"""

import codecs
import re

UNKNOWN = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD = 4_096  # bytes that tell the format
_FOREIGN = (
    (b"\x1f\x8b", "packed with gzip", "unpack it"),
    (b"BZh", "packed with bzip2", "unpack it"),
    (b"\xfd7zXZ\0", "packed with xz", "unpack it"),
    (b"7z\xbc\xaf'\x1c", "a 7z archive", "unpack it"),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"PK\x03\x04", "a zip archive, or a document packed as one (docx, odt, epub)", "unpack it, or save it as PDF or as text"),
    (b"\xd0\xcf\x11\xe0", "a document of an older office program (doc, xls)", "save it as PDF or as text"),
    (b"{\\rtf", "a document in rich text (RTF)", "save it as PDF or as text"),
    (b"bplist00", "a web archive of Safari", "save the page as HTML"),
    (b"\x89PNG", "a picture", "recognise its words with a tool for that, and bring what it makes"),
    (b"\xff\xd8\xff", "a picture", "recognise its words with a tool for that, and bring what it makes"),
    (b"GIF8", "a picture", "recognise its words with a tool for that, and bring what it makes"),
    (b"II*\0", "a picture", "recognise its words with a tool for that, and bring what it makes"),
    (b"MM\0*", "a picture", "recognise its words with a tool for that, and bring what it makes"),
)  # fmt: skip
_MAIL = re.compile(rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*(?:mime-version|snapshot-content-location):", re.IGNORECASE)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
_WESTERN = ("ascii", "latin-1", "iso-8859-1", "iso8859-1", "us-ascii", "cp1252")
_PAGE_CODES = frozenset(
    ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1256", "cp1257",
     "iso8859-2", "iso8859-5", "iso8859-7", "iso8859-9", "iso8859-15", "koi8-r", "koi8-u", "mac-roman", "big5", "gb2312", "gbk",
     "gb18030", "euc-jp", "euc-kr", "shift_jis")
)  # fmt: skip

_CONTROLS = bytes((*range(9), *range(14, 27), *range(28, 32)))
_BLANKS = b" \t\r\n\xa0"
_MOST_ODD = 0.03  # control characters beyond this share: no text in a one-byte code
_FEWEST_BLANKS = 0.03  # text of any language that parts its words has several times as many; chance gives two in a hundred


def media_type(content: bytes, name: str = "") -> str:
    """The media type by the first bytes; a name decides only between kinds of text. `application/octet-stream`: none known."""
    head = eight_bit(content[:_HEAD]).lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"PK\x03\x04"):
        return _OFFICE if b"xl/" in content else UNKNOWN
    if b"\0" in head or foreign(content):
        return UNKNOWN
    return _text_type(head, name.casefold().rpartition(".")[2])


def _text_type(head: bytes, suffix: str) -> str:
    lower = head.lower()
    if re.match(rb"<!doctype html|<html|<head|<body", lower) or (
        lower[:1] == b"<" and re.search(rb"<(html|body|p|h1|div)\b", lower)
    ):
        return "text/html"
    if lower[:1] in (b"{", b"["):
        return "application/json"
    if lower[:5] == b"<?xml" or (lower[:1] == b"<" and suffix == "xml"):
        return "application/xml"
    kind = {"csv": "text/csv", "tsv": "text/csv", "htm": "text/html", "html": "text/html"}.get(suffix, "text/plain")
    return kind if is_text(head) else UNKNOWN


def foreign(content: bytes) -> str | None:
    """What a file is that is never taken, and what to do: `a picture: recognise its words …`; None for others."""
    for mark, kind, advice in _FOREIGN:
        if content.startswith(mark):
            return f"it is {kind}: {advice}"
    if _MAIL.match(content[:_HEAD]):
        return "it is a message or a web archive (eml, mhtml): save the page as HTML, or its words as text"
    return None


def is_text(head: bytes) -> bool:
    """Whether the beginning of a file may be text: UTF-8, another code that it declares, or a one-byte code that parts its words."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        odd = len(head) - len(head.translate(None, _CONTROLS))
        blanks = len(head) - len(head.translate(None, _BLANKS))
        parted = blanks >= _FEWEST_BLANKS * len(head) or _DECLARED.search(head) is not None
        return odd <= 4 + _MOST_ODD * len(head) and parted
    return len(head) - len(head.translate(None, _CONTROLS)) <= 4 + _MOST_ODD * len(head)


def eight_bit(content: bytes) -> bytes:
    """UTF-16 as UTF-8, by its mark or by a NUL at every other byte; other bytes as they are."""
    code = sixteen_bit_code(content[:_HEAD])
    return content.decode(code, "replace").removeprefix("\ufeff").encode("utf-8", "replace") if code else content


def sixteen_bit_code(head: bytes) -> str | None:
    """The code of UTF-16 by the beginning of a file, None for anything else."""
    if head[:2] == codecs.BOM_UTF16_LE:
        return "utf-16-le"
    if head[:2] == codecs.BOM_UTF16_BE:
        return "utf-16-be"
    even, odd = head[::2].count(0), head[1::2].count(0)
    if min(even, odd) * 10 > max(even, odd) or max(even, odd) * 3 < len(head) / 2 or len(head) < 10:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def declared_code(head: bytes) -> str:
    """The code that a page declares if Python knows it; Windows-1252 for none, and for what browsers read so."""
    found = _DECLARED.search(head)
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else "cp1252"
    except (LookupError, ValueError):
        return "cp1252"
    return name if name in _PAGE_CODES and name not in _WESTERN and not name.startswith("utf") else "cp1252"
