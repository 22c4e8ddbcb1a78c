"""Sentences, and the clauses of a summary.

nupunkt cuts sentences; abbreviations of the field (Lt. Col., Art., I.L.O., No.) are added to what it knows. Country summaries string
clauses together with semicolons, so a semicolon and a bar end a clause as well.
"""

import re
from collections.abc import Iterator
from functools import cache

from nupunkt import PunktSentenceTokenizer, load_default_model

from palermo.evidence.model import Section

_CUT = re.compile(r"[;|](?:\s|$)|\n\s*\n")
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


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    tokenizer = load_default_model()
    for abbreviation in _ABBREVIATIONS:
        tokenizer.add_abbreviation(abbreviation)
    return tokenizer


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences, in order, without the blanks between them."""
    if not _SENTENCE_END.search(text):
        yield 0, len(text)
        return
    yield from _tokenizer().span_tokenize(text)


def clause_spans(text: str, lower: str, sections: tuple[Section, ...]) -> Iterator[tuple[int, int, str, int]]:
    """Spans of clauses with the section's name and the sentence's number, in order; blanks at either end are left out."""
    number = 0
    for section in sections:
        at = section.start
        for cut in (*(m.start() for m in _CUT.finditer(lower, section.start, section.end)), section.end):
            for start, end in sentence_spans(text[at:cut]):
                piece = text[at + start : at + end]
                left = len(piece) - len(piece.lstrip(" ;|\n\t\r\xa0"))
                right = len(piece.rstrip())
                if right > left:
                    yield at + start + left, at + start + right, section.name, number
                    number += 1
            at = cut
