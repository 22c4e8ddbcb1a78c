"""How documents are called in print."""

from palermo.library.places import printable
from palermo.library.series import all_series
from palermo.record.narratives import Narrative
from palermo.register.dates import in_words


def name_of(text: Narrative) -> str:
    """Series and edition; the title where there is no edition."""
    series = all_series()[text.series]
    title = series.title[:1].upper() + series.title[1:]
    return f"{title}, {text.edition}" if text.edition else f"{title}: {printable(text.title)}"


def published(text: Narrative) -> str:
    """The day on which the public could first read it."""
    return in_words(text.published) if text.published else "not known"


def begins(words: str, most: int = 12) -> str:
    """The first words of a passage; cut ones end in a mark."""
    several = words.split()
    return " ".join(several[:most]) + (" …" if len(several) > most else "")
