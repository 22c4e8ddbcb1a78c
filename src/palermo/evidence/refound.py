"""Words that a person once saw, found again in a text that has changed or that another reader has cut otherwise.

First word for word, whatever blanks and marks stand between; else in words so like them that no number and no "not" differs. A
quotation of a few words may stand in several sentences of a narrative: it needs its own sentence around it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, Protocol

from rapidfuzz import fuzz

from palermo.evidence.page import levelled

ALIKE = 88.0  # the least partial ratio (0 to 100) of a quotation found again in other words; chosen by hand
SHARED = 0.75  # the least share of the quotation's words that stand in those words
SENTENCE = 0.5  # the least share of the sentence's words that a few words (below FEW) need around them
FEW = 7  # words; a shorter quotation may stand in several sentences of a narrative

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_DENIALS = frozenset(("no", "not", "none", "never", "nor", "neither", "without", "nobody", "zero", "failed", "unable"))
_TELLING = re.compile(r"\d|n't$")


class Sentence(Protocol):
    """A passage of a document: its words have the length of its span."""

    @property
    def id(self) -> str:
        """Its id, for good."""

    @property
    def start(self) -> int:
        """Offset of its first character in the document's text."""

    @property
    def end(self) -> int:
        """Offset after its last character."""

    @property
    def text(self) -> str:
        """Its words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in a document: the passage, the span, and how they were found."""

    passage: str
    start: int
    end: int
    found_by: Literal["passage", "quotation", "likeness"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person saw: the id of the passage, the words quoted from it, its own words, and the offset of the quotation."""

    passage: str
    quotation: str
    sentence: str
    start: int


class Pages:
    """The passages of one document, in which words are found. Each two neighbours count as one too: a reader may cut elsewhere."""

    def __init__(self, passages: Sequence[Sentence]) -> None:
        """`passages`: all those of the document."""
        self._known = {passage.id: passage for passage in passages}
        self._passages = sorted(passages, key=lambda passage: (passage.start, passage.end))
        self._levelled: list[tuple[int, str]] = []

    def place(self, seen: Seen) -> Place | None:
        """Where those words stand, None where they are not found."""
        passage = self._known.get(seen.passage)
        return _in_passage(seen, passage) if passage else self._best(seen, "quotation") or self._best(seen, "likeness")

    def _best(self, seen: Seen, found_by: Literal["quotation", "likeness"]) -> Place | None:
        """The place whose sentence is most like the one that was seen, then the nearest one."""
        find = _word_for_word if found_by == "quotation" else _in_like_words
        spans = ((start, lower, find(seen.quotation, lower)) for start, lower in self._all())
        several = len(_words(seen.quotation)) < FEW
        places = []
        for start, lower, span in spans:
            if span is None:
                continue
            likeness = _share(_words(seen.sentence), _words(lower))
            if likeness >= SENTENCE or not several:
                places.append((likeness, -abs(start + span[0] - seen.start), start + span[0], start + span[1]))
        return self._held(*max(places)[2:], found_by) if places else None

    def _all(self) -> list[tuple[int, str]]:
        """Passages and pairs of neighbours, levelled, each with its offset in the text. Made when first asked for."""
        if not self._levelled:
            own = [(p.start, levelled(p.text)) for p in self._passages]
            joined = [(a, one.ljust(b - a) + two) for (a, one), (b, two) in pairwise(own) if b >= a + len(one)]
            self._levelled = own + joined
        return self._levelled

    def _held(self, start: int, end: int, found_by: Literal["quotation", "likeness"]) -> Place:
        """The span, cut to the passage that holds most of it."""
        held = max(self._passages, key=lambda p: min(end, p.end) - max(start, p.start))
        return Place(held.id, max(start, held.start), min(end, held.end), found_by)


def _in_passage(seen: Seen, passage: Sentence) -> Place:
    """The quotation in its own passage, or the whole passage where it cannot be cut out."""
    span = _word_for_word(seen.quotation, levelled(passage.text)) or (0, len(passage.text))
    return Place(passage.id, passage.start + span[0], passage.start + span[1], "passage")


def _words(text: str) -> list[str]:
    return _WORD.findall(levelled(text))


def _telling(words: Iterable[str]) -> list[str]:
    """The words by which two wordings that look alike say different things: numbers and denials."""
    return sorted(word for word in words if word in _DENIALS or _TELLING.search(word))


def _share(words: Iterable[str], among: Iterable[str]) -> float:
    own, others = set(words), set(among)
    return len(own & others) / max(1, len(own))


def _word_for_word(quotation: str, lower: str) -> tuple[int, int] | None:
    """The span of a quotation in levelled words, whatever blanks and marks stand between them."""
    words = _words(quotation)
    pattern = r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, words)) + r"(?![^\W_])"
    found = re.search(pattern, lower) if words else None
    return found.span() if found else None


def _in_like_words(quotation: str, lower: str) -> tuple[int, int] | None:
    """The span of words that are nearly those of the quotation, with the same numbers and denials."""
    found = fuzz.partial_ratio_alignment(levelled(quotation), lower, score_cutoff=ALIKE)
    if found is None or found.dest_end <= found.dest_start:
        return None
    inside = [m for m in _WORD.finditer(lower) if m.start() < found.dest_end and m.end() > found.dest_start]
    words, own = [m.group() for m in inside], _words(quotation)
    if not inside or _telling(words) != _telling(own) or _share(own, words) < SHARED:
        return None
    return inside[0].start(), inside[-1].end()
