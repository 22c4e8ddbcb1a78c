"""A text made ready for the finders: levelled, cut into sections, sentences and clauses, its terms found once.

Every finder reads the same page. Levelling never changes the length, so that an offset into `lower` is one into the text.
"""

from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from palermo.evidence.asked import asked_spans
from palermo.evidence.model import Section, Text
from palermo.evidence.outline import sections_of
from palermo.evidence.polarity import Stance, stances
from palermo.evidence.sentences import clause_spans
from palermo.evidence.terms import Hit, hits
from palermo.evidence.wishes import wishes

_BLANKS = dict.fromkeys("\n\t\r", " ")
_LEVEL = _BLANKS | {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": ",", "‑": "-", "\xa0": " "}
_LEVEL |= dict.fromkeys("\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " ")  # thin and wide blanks


class Clause(NamedTuple):
    """A clause: its span, its levelled words, the section it stands in, the terms in it, and their classes.

    `stances`: its pieces that tell of a shortfall or of something achieved, in order; together they cover it. Offsets of `hits` and
    `stances` are those of the page, not of the clause.
    """

    start: int
    end: int
    lower: str
    section: str
    hits: tuple[Hit, ...]
    terms: frozenset[str]
    stances: tuple[Stance, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What a finder reads. `home` is the jurisdiction that the text is about (ISO 3166-1 alpha-3), None where unknown."""

    text: str
    lower: str
    home: str | None
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]


def levelled(text: str) -> str:
    """The text in lower case with plain quotes, hyphens and spaces, character by character of the same length."""
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals (İ) have a lower form of two characters
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for mark, plain in (_BLANKS if lower.isascii() else _LEVEL).items():
        lower = lower.replace(mark, plain)
    return lower


def page(source: Text, home: str | None) -> Page:
    """Make a text ready for the finders."""
    lower = levelled(source.text)
    sections = sections_of(source, lower)
    found = tuple(hits(lower))
    starts, ends, names = zip(*found, strict=True) if found else ((), (), ())
    asked = [*asked_spans(source.text, lower), *((start, end) for start, _, end in wishes(lower))]
    clauses, at = [], 0
    for start, end, section in clause_spans(source.text, sections):
        if asked and any(first <= start < last or start <= first < end for first, last in asked):
            section = "recommendations"
        first = bisect_left(starts, start, at)
        at = bisect_left(starts, end, first)
        inside, terms = found[first:at], frozenset(names[first:at])
        if inside and max(ends[first:at]) > end:  # a clause that was cut for its length may end within a term
            inside = tuple([hit for hit in inside if hit[1] <= end])
            terms = frozenset([name for _, _, name in inside])
        words = lower[start:end]
        clauses.append(Clause(start, end, words, section, inside, terms, stances(start, words, inside, terms)))
    return Page(source.text, lower, home, sections, tuple(clauses))
