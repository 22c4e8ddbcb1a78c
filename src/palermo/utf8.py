"""Text from outside as text that can be written down: names of files and escapes of JSON can hold halves of characters."""


def as_utf8(text: str) -> str:
    r"""A text with what UTF-8 cannot hold (lone surrogates) written out, so that two names stay two: `norway_\udcff.txt`."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def is_utf8(text: str) -> bool:
    """Whether a text can be written as UTF-8 as it is."""
    return as_utf8(text) == text
