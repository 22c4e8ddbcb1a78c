"""From bytes to characters. Offsets of a `Stretch` with an empty place count the characters that `decoded` gives."""

import codecs
import re

from palermo.evidence.layouts.limits import MOST_CHARACTERS, Unreadable

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
_HEAD = 4_096
_BINARY = "it is binary data, not text"
_MOST_ODD = 0.03  # more NULs, or control characters, than this among the first bytes: no text in a one-byte code
_CONTROLS = bytes((*range(9), *range(14, 27), *range(28, 32)))
_WESTERN = ("ascii", "latin-1", "iso-8859-1", "iso8859-1", "us-ascii", "cp1252")
_PAGE_CODES = frozenset(
    ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1256", "cp1257",
     "iso8859-2", "iso8859-5", "iso8859-7", "iso8859-9", "iso8859-15", "koi8-r", "koi8-u", "mac-roman", "big5", "gb2312", "gbk",
     "gb18030", "euc-jp", "euc-kr", "shift_jis")
)  # fmt: skip


def decoded(data: bytes) -> str:
    """The characters of a text or page: by its byte order mark, as UTF-8 where it is, by what it declares, else as Windows-1252.

    A declaration is believed only after UTF-8 has failed: pages are declared wrongly far more often than other text passes for
    UTF-8. Raises Unreadable for what is no text.
    """
    for mark, code in _BOMS:
        if data.startswith(mark):
            return _within(data[len(mark) :].decode(code, "replace"))
    head = data[:_HEAD]
    if head.count(0) > 4 + _MOST_ODD * len(head):
        return _within(_sixteen_bit(data))
    try:
        return _within(data.decode("utf-8"))
    except UnicodeDecodeError:
        if len(head) - len(head.translate(None, _CONTROLS)) > 4 + _MOST_ODD * len(head):
            raise Unreadable(_BINARY) from None
        return _within(data.decode(_declared(head), "replace"))


def _sixteen_bit(data: bytes) -> str:
    """UTF-16 without a mark: every other byte is NUL. Unreadable for anything else."""
    head = data[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if min(even, odd) * 10 > max(even, odd) or max(even, odd) * 3 < len(head) / 2:
        raise Unreadable(_BINARY)
    return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")


def _declared(head: bytes) -> str:
    """The code that a page declares if Python knows it; Windows-1252 for none, and for what browsers read so."""
    found = _DECLARED.search(head)
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else "cp1252"
    except (LookupError, ValueError):
        return "cp1252"
    return name if name in _PAGE_CODES and name not in _WESTERN and not name.startswith("utf") else "cp1252"


def _within(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"it has more than {MOST_CHARACTERS:,} characters")
    return text
