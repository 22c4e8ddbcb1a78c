"""The words of a passage as the search index keeps them, and how the index filters.

Index and question are folded alike: accents and case off, the field's synonyms (register/vocabulary/synonyms.yml) made one. The index
itself then stems English words. Filters cost no more than words do: each section is a column of the index, a country and a series
are terms of it, and passages are numbered by edition, so that years are a range of numbers.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

import ahocorasick
import yaml

SECTIONS = ("narrative", "recommendations", "prosecution", "protection", "prevention", "profile", "rating", "other")
INDEX_DDL = (
    f"CREATE VIRTUAL TABLE passage_index USING fts5({', '.join(SECTIONS)}, tags, content='', "
    'tokenize="porter unicode61 remove_diacritics 2")'
)
A_YEAR = 10_000_000  # passages of an edition are numbered from edition * A_YEAR
_PLAIN = str.maketrans({"’": "'", "‘": "'", "‑": "-", "–": "-", "\xad": None, "\u200b": None, "\u200e": None, "\u200f": None})


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """What is folded: the word or phrase that stays, and those that become it. Abbreviations count only as they are spelled."""
    source = files("palermo.register.vocabulary") / "synonyms.yml"
    return {kept: tuple(others) for kept, others in yaml.safe_load(source.read_text(encoding="utf-8")).items()}


def _short(word: str) -> bool:
    """Whether a word is an abbreviation, which counts only in capitals: a tip is no report."""
    return word[:2].isupper()


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    kept_by = {other: kept for kept, others in synonyms().items() for other in others if _short(other)}
    return re.compile(rf"\b(?:{'|'.join(sorted(kept_by, key=len, reverse=True))})\b"), kept_by


@cache
def _phrases() -> Any:
    automaton = ahocorasick.Automaton()
    for kept, others in synonyms().items():
        for other in others:
            if not _short(other):
                automaton.add_word(f" {other.lower()} ", (len(other), kept))
    automaton.make_automaton()
    return automaton


def words(text: str) -> str:
    """A text as the index keeps its words: lower case, plain letters, one blank between two words, synonyms folded."""
    plain = text.translate(_PLAIN)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    short, kept_by = _abbreviations()
    spelled = short.sub(lambda m: kept_by[m[0]], plain).lower()
    padded = f" {' '.join(re.findall(_WORD, spelled))} "
    return _folded(_folded(padded)).strip()  # a spelling that was folded can complete a phrase


_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


def _folded(padded: str) -> str:
    out, at = [], 0
    for stop, (length, kept) in _phrases().iter_long(padded):
        start = stop - length
        if start >= at:
            out += [padded[at:start], kept]
            at = stop
    return "".join((*out, padded[at:]))


def tag(name: str, value: object) -> str:
    """A filter as a term of the index: letters and digits only, such as `iso3cub`."""
    return re.sub(r"[^a-z0-9]", "", f"{name}{value}".lower())


def row(text: str, series: str, iso3: str | None, section: str) -> tuple[str, ...]:
    """A passage as a row of the index: its words in the column of its section, and its terms of filtering."""
    column = section if section in SECTIONS else "other"
    folded = words(text)
    return (*(folded if name == column else "" for name in SECTIONS), f"{tag('series', series)} {tag('iso3', iso3)}")


def numbers(edition: int | None) -> tuple[int, int]:
    """The first and the last number that a passage of an edition can have."""
    first = (edition or 0) * A_YEAR
    return first + 1, first + A_YEAR - 1
