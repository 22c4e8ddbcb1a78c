"""What a document may cost, and the one way in which it is refused.

Limits are counts, not seconds, so that a document is read or refused alike on every machine.
"""

from palermo.errors import UserError
from palermo.library.content import LARGEST
from palermo.library.content import MOST_TAGS as MOST_TAGS  # the library takes no page that is not read

MOST_CHARACTERS = 60_000_000  # of a decoded document
MOST_TEXT = 30_000_000  # characters of extracted text
MOST_PAGES = 3_000  # of a PDF
MOST_PAGE_TEXT = 200_000  # characters on one page of a PDF
MOST_ROWS = 200_000  # of a table
MOST_VALUES = 4_000_000  # of a JSON file: its brackets and commas
MOST_RUNS = 1_000_000  # pieces of text that stand apart in the original


class Unreadable(UserError):  # noqa: N818 - it says of what, as a sentence reads it
    """The bytes of an original hold no text that can be read; the sentence says why."""


def within_size(data: bytes) -> None:
    """Unreadable when a document is empty or larger than the library takes."""
    if not data.strip():
        raise Unreadable("it is empty: bring another copy")
    if len(data) > LARGEST:
        raise Unreadable(f"it is larger than {LARGEST // 1_000_000} MB: cut it into smaller files")


def within_runs(count: int) -> None:
    """Unreadable when a text is broken into more pieces than is reasonable."""
    if count > MOST_RUNS:
        raise Unreadable(f"its text is broken into more than {MOST_RUNS:,} pieces")
