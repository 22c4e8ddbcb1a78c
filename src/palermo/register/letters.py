"""Letters without their marks, for whatever is compared and never printed."""

import unicodedata


def unaccented(text: str) -> str:
    """The text with accents and other combining marks taken off: "Côte" is "Cote"."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
