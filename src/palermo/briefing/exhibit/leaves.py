"""Pages on their way into the exhibit, whatever they were cut from or printed from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from palermo.briefing.exhibit.highlights import Highlight
from palermo.briefing.exhibit.model import Chosen, Marked
from palermo.evidence.files import reading_of
from palermo.evidence.model import Stretch, Text

if TYPE_CHECKING:
    from pypdf import PageObject


class CannotShowError(Exception):
    """A document whose pages cannot be shown; its words say why."""


@dataclass(frozen=True, slots=True)
class Tag:
    """The label of a passage in the margin: how far its first line stands from the top of the page as seen, in points, and whether it
    belongs into the right margin."""

    label: str
    from_top: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page. `printed`: its number in the document, from 1 on; `strip`: what is printed on its upper edge, empty for none;
    `highlights`: those to be drawn on it (a page that we printed has its own)."""

    page: "PageObject"
    printed: int
    tags: tuple[Tag, ...] = ()
    strip: str = ""
    highlights: tuple[Highlight, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """The pages of one document that are shown, of `pages` that it has. `starts`: the printed page on which each passage begins."""

    chosen: Chosen
    leaves: tuple[Leaf, ...]
    pages: int
    starts: dict[str, int]


def text_of(chosen: Chosen) -> Text:
    """The text of a document with its way back to the original. CannotShowError where it is not the one of the record."""
    reading = reading_of(chosen.held)
    for part in getattr(reading, "parts", ()):
        if part.text.sha256 == chosen.narrative.text_sha256:
            found: Text = part.text
            return found
    raise CannotShowError("its reading is not the one of the record: run 'palermo read'")


def stretches(text: Text, mark: Marked) -> list[Stretch]:
    """The runs of the original in which a passage stands, each cut to it."""
    start, end = mark.passage.start, mark.passage.end
    inside = (one for one in text.stretches if one.start < end and one.end > start)
    return [
        Stretch(max(one.start, start), min(one.end, end), one.place, one.at + max(one.start, start) - one.start) for one in inside
    ]


def wanted(pages: int, marked: set[int], whole: bool) -> list[int]:
    """The pages to be shown, from 1 on: the title page and the cited ones, or all."""
    return list(range(1, pages + 1)) if whole else sorted({1, *marked})
