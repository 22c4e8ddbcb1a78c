"""The words of a passage as the search index keeps them, and how the index filters.

Index and question are folded alike: accents and case off, the field's synonyms (register/vocabulary/synonyms.yml) made one. Spellings
become one word; a phrase that means a thing becomes one word for it (`forcedlabor`). A passage that holds such a phrase is kept as
written and once more with the phrase folded, so that its single words are found as well. The index itself then stems English words.
Filters cost no more than words do: each section is a column of the index, a country is a term of it, and passages are numbered by
edition, so that years are a range of numbers. A series is none: it holds so many passages that to count them costs more than words.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import ahocorasick
import yaml

from palermo.register.letters import unaccented

SECTIONS = ("narrative", "recommendations", "prosecution", "protection", "prevention", "profile", "rating", "other")
INDEX_DDL = (
    f"CREATE VIRTUAL TABLE passage_index USING fts5({', '.join(SECTIONS)}, tags, content='', "
    'tokenize="porter unicode61 remove_diacritics 2")'
)
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_AGAIN = "onceagain"  # stands between the two, so that no phrase runs from one into the other
A_YEAR = 10_000_000  # passages of an edition are numbered from edition * A_YEAR
_PLAIN = str.maketrans({"’": "'", "‘": "'", "‑": "-", "–": "-", "\xad": None, "\u200b": None, "\u200e": None, "\u200f": None})


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """What is folded: the word or phrase that stays, and those that become it. Abbreviations count only as they are spelled."""
    source = files("palermo.register.vocabulary") / "synonyms.yml"
    return {kept: tuple(others) for kept, others in yaml.safe_load(source.read_text(encoding="utf-8")).items()}


def concept(kept: str) -> str:
    """A kept phrase as the one word that stands for it; a single word is its own."""
    return kept.replace(" ", "").lower()


def _short(word: str) -> bool:
    """Whether a word is an abbreviation, which counts only in capitals: a tip is no report."""
    return word[:2].isupper()


@cache
def _spellings() -> dict[str, str]:
    """Words that become one other word, and stay a word among others."""
    return {other: kept for kept, others in synonyms().items() if " " not in kept for other in others}


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    kept_by = {other: concept(kept) for kept, others in synonyms().items() for other in others if _short(other)}
    return re.compile(rf"\b(?:{'|'.join(sorted(kept_by, key=len, reverse=True))})\b"), kept_by


@cache
def _phrases() -> Any:
    automaton = ahocorasick.Automaton()
    for kept, others in synonyms().items():
        for phrase in (kept, *others) if " " in kept else ():
            if not _short(phrase):
                spelled = _spelled(phrase)
                automaton.add_word(f" {spelled} ", (len(spelled), concept(kept)))
    automaton.make_automaton()
    return automaton


def words(text: str) -> str:
    """A text as the index keeps it: its words, and once more with its phrases folded where it has any."""
    plain = _plain(text)
    literal, meant = _spelled(plain), _meant(plain)
    return literal if literal == meant else f"{literal} {_AGAIN} {meant}"


def asked(text: str) -> str:
    """The words of a question, its phrases folded: what is looked for."""
    return _meant(_plain(text))


def flattened(text: str) -> tuple[str, Sequence[int]]:
    """A text in plain letters, and for each of them, and for the end, its offset in the text."""
    if text.isascii():
        return text, range(len(text) + 1)
    letters = [(plain, at) for at, letter in enumerate(text) for plain in _plain(letter)]
    return "".join(plain for plain, _ in letters), [*(at for _, at in letters), len(text)]


def _plain(text: str) -> str:
    return unaccented(text.translate(_PLAIN))


def _spelled(plain: str) -> str:
    """Lower case, one blank between two words, each word in its one spelling."""
    one = _spellings()
    return " ".join(one.get(word, word) for word in _WORD.findall(plain.lower()))


def _meant(plain: str) -> str:
    short, kept_by = _abbreviations()
    padded = f" {_spelled(short.sub(lambda m: kept_by[m[0]], plain))} "
    out, at = [], 0
    for stop, (length, kept) in _phrases().iter_long(padded):
        start = stop - length
        if start >= at:
            out += [padded[at:start], kept]
            at = stop
    return "".join((*out, padded[at:])).strip()


def tag(name: str, value: object) -> str:
    """A filter as a term of the index: letters and digits only, such as `iso3cub`."""
    return re.sub(r"[^a-z0-9]", "", f"{name}{value}".lower())


def row(text: str, iso3: str | None, section: str) -> tuple[str, ...]:
    """A passage as a row of the index: its words in the column of its section, and its jurisdiction as a term."""
    column = section if section in SECTIONS else "other"
    folded = words(text)
    return (*(folded if name == column else "" for name in SECTIONS), tag("iso3", iso3))


def numbers(edition: int | None) -> tuple[int, int]:
    """The first and the last number that a passage of an edition can have."""
    first = (edition or 0) * A_YEAR
    return first + 1, first + A_YEAR - 1
