"""Words of the workspace in the language of whoever reads."""

from django.utils.translation import gettext


def _(words: str) -> str:
    """The words in the reader's language."""
    return str(gettext(words))
