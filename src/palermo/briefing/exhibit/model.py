"""What an exhibit is made of: passages that were found, the documents that they stand in, and what was searched.

An exhibit holds published pages. It says nothing of a client, and nothing here has a place for what would.
"""

from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import Literal

from palermo.briefing.exhibit.topics import Topic
from palermo.library.store import Held
from palermo.record.narratives import Narrative, Passage
from palermo.register.silences import Answer

Side = Literal["supports", "contrary", "bears_on"]
SIDES: dict[Side, str] = {"supports": "supports", "contrary": "cuts the other way", "bears_on": "bears on it"}


@dataclass(frozen=True, slots=True)
class Shown:
    """That a passage bears on a topic, which way a program took it, and why: a finding's code, or the words that were looked for."""

    topic: Topic
    side: Side
    how: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage to be marked. `label`: its letter and number in the exhibit, `A1`. `reviewed`: whether a person accepted a finding
    that it was chosen by."""

    label: str
    passage: Passage
    shown: tuple[Shown, ...]
    reviewed: bool

    @property
    def side(self) -> Side:
        """The way in which it is marked: the other way only where it cuts that way on every topic."""
        sides = {one.side for one in self.shown}
        return next(iter(sides)) if len(sides) == 1 else "bears_on"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A document whose pages are to be shown, and its passages to be marked."""

    letter: str
    narrative: Narrative
    held: Held
    marks: tuple[Marked, ...]

    def lettered(self, number: int) -> "Chosen":
        """The same as the tab of a number, from 0 on: a document that is set aside leaves no letter out."""
        letter = letter_of(number)
        marks = (replace(mark, label=f"{letter}{n}") for n, mark in enumerate(self.marks, start=1))
        return replace(self, letter=letter, marks=tuple(marks))


def letter_of(number: int) -> str:
    """A, B, … Z, AA, AB, …, from 0 on."""
    letters, number = "", number + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return letters


@dataclass(frozen=True, slots=True)
class Searched:
    """What looking in one document for one topic gave: passages (a count), or which of the silences."""

    topic: Topic
    document: str
    answer: Answer[object]


@dataclass(frozen=True, slots=True)
class NewerEdition:
    """A series of which a later edition than the one shown is known. `held`: whether the library holds it."""

    series: str
    shown: int
    newest: int
    held: bool


@dataclass(frozen=True, slots=True)
class SetAside:
    """A document that is held and not shown, and why."""

    document: str
    why: str


@dataclass(frozen=True)
class Selection:
    """What is to be shown, and what looking for it gave."""

    chosen: tuple[Chosen, ...]
    searched: tuple[Searched, ...]
    newer: tuple[NewerEdition, ...]
    set_aside: tuple[SetAside, ...]
