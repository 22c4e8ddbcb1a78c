"""From bytes to characters. Offsets of a `Stretch` with an empty place count the characters that `decoded` gives."""

import codecs

from palermo.evidence.layouts.limits import MOST_CHARACTERS, Unreadable
from palermo.library.kinds import declared_code, is_text, sixteen_bit_code

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEAD = 4_096
_BINARY = "it is binary data, not text: save it as a page, as text or as PDF"
_MOST_ODD = 0.03  # more NULs than this among the first bytes: no text in a one-byte code


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
        if not is_text(head):
            raise Unreadable(_BINARY) from None
        return _within(data.decode(declared_code(head), "replace"))


def _sixteen_bit(data: bytes) -> str:
    """UTF-16 without a mark: every other byte is NUL. Unreadable for anything else."""
    code = sixteen_bit_code(data[:_HEAD])
    if code is None:
        raise Unreadable(_BINARY)
    return data.decode(code, "replace")


def _within(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"it has more than {MOST_CHARACTERS:,} characters")
    return text
