"""Sentences, and the clauses of a summary.

nupunkt cuts sentences; abbreviations of the field (Lt. Col., Art., I.L.O., No.) are added to what it knows, and some
that are words here are taken away. Country summaries string clauses together with semicolons, so a semicolon and a bar end one as well. What goes on for pages without any of these is no
sentence: it is cut between words, so that the time to read a text grows with its length and no faster.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from nupunkt import PunktSentenceTokenizer, load_default_model

from palermo.evidence.model import Section

_CUT = re.compile(r";(?:\s|$)|\|(?:\s|$)|\n[^\S\n]*\n")
_LONGEST = 1_500  # characters of a clause; the longest in the official texts at hand has some 800
_HEADED = frozenset({"prosecution", "protection", "prevention"})  # sections whose heading, read as prose, would name a deed
_AFTER_HEADING = re.compile(r"[\s:.*_–—-]*")
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s")
_ABBREVIATIONS = (
    "art",
    "arts",
    "no",
    "nos",
    "lt",
    "col",
    "gen",
    "sgt",
    "capt",
    "maj",
    "sec",
    "ch",
    "para",
    "i.l.o",
    "u.n",
    "u.s",
    "e.u",
    "u.k",
    "u.a.e",
)
# Words that nupunkt takes for abbreviations and that end sentences here: "is making significant efforts to do so."
_WORDS = ("so", "all", "works", "month", "week", "day", "ago", "south", "west")


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    tokenizer = load_default_model()
    for abbreviation in _ABBREVIATIONS:
        tokenizer.add_abbreviation(abbreviation)
    for word in _WORDS:
        tokenizer.remove_abbreviation(word)
    return tokenizer


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences, in order, without the blanks between them."""
    if not _SENTENCE_END.search(text):
        yield 0, len(text)
        return
    yield from _tokenizer().span_tokenize(text)


def clause_spans(text: str, sections: tuple[Section, ...]) -> Iterator[tuple[int, int, str]]:
    """Spans of clauses with the section's name, in order; blanks at either end are left out.

    The heading of a section on one of the three P's stands in no clause: "Prosecution", before "The government", is no prosecution.
    """
    for section in sections:
        at = _body(text, section)
        cuts = {cut.start() for cut in _CUT.finditer(text, at, section.end)}
        cuts.update([at + first for first, _ in sentence_spans(text[at : section.end])], (at, section.end))
        for first, last in pairwise(sorted(cuts)):
            for start, end in _bounded(text, first, last) if last - first > _LONGEST else ((first, last),):
                piece = text[start:end].rstrip()
                words = len(piece.lstrip(" ;|\n\t\r\xa0"))
                if words:
                    end = start + len(piece)
                    yield end - words, end, section.name


def _body(text: str, section: Section) -> int:
    """Where the words of a section begin."""
    if section.name not in _HEADED or not section.title or not text.startswith(section.title, section.start):
        return section.start
    after = _AFTER_HEADING.match(text, section.start + len(section.title), section.end)
    return after.end() if after else section.start


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span, or its pieces where it is longer than any clause, cut at blanks where there are some."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end
