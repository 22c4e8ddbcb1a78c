"""Footnotes: one for each claim, with its sources in short and, in brackets, the way to the list at the end."""

from typing import Any

from palermo.briefing.claims import Claim
from palermo.briefing.render.docx.xml import element, link, run
from palermo.briefing.render.notes import Note

_FIRST = 1  # the ids below are those of the line above the notes


class Notes:
    """The notes of one document, in the order in which they are called."""

    def __init__(self, part: Any, short: dict[str, tuple[Note, ...]]) -> None:
        """Begin with the part that holds them and the notes of each claim, by the id of the claim."""
        self._part, self._short, self._next = part, short, _FIRST

    def call(self, claim: Claim) -> Any:
        """The mark that calls the note of a claim, to be put at the end of its sentence; the note is written."""
        number, self._next = self._next, self._next + 1
        self._part.element.append(element("footnote", _paragraph(self._short[claim.id]), id=number))
        return element("r", _raised(), element("footnoteReference", id=number))


def _raised() -> Any:
    return element("rPr", element("rStyle", val="FootnoteReference"))


def _paragraph(notes: tuple[Note, ...]) -> Any:
    made = element("p", element("pPr", element("pStyle", val="FootnoteText")))
    made.append(element("r", _raised(), element("footnoteRef")))
    for number, note in enumerate(notes):
        made.append(run(f"{'; ' if number else ' '}{note.text} ["))
        for place, numbers in enumerate(note.numbers.split(", ")):
            if place:
                made.append(run(", "))
            made.append(link(numbers, anchor=f"source_{numbers.partition('–')[0]}"))
        made.append(run("]"))
    made.append(run("."))
    return made
