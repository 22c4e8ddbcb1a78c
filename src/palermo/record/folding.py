"""The words of a passage as the search index keeps them, and how the index filters.

Index and question are folded alike: accents and case off, the field's synonyms (register/vocabulary/synonyms.yml) made one. Spellings
become one word; a phrase that means a thing becomes one word for it (`forcedlabor`). A passage that holds such a phrase is kept as
written and once more with the phrase folded, so that its single words are found as well. The index itself then stems English words.
Filters cost no more than words do: each section is a column of the index, countries and series are terms of it, and passages are
numbered by edition, so that years are a range of numbers.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import ahocorasick
import yaml

from palermo.register.letters import unaccented

SECTIONS = ("narrative", "recommendations", "prosecution", "protection", "prevention", "profile", "rating", "other")
INDEX_DDL = (
    f"CREATE VIRTUAL TABLE passage_index USING fts5({', '.join(SECTIONS)}, tags, content='', "
    'tokenize="porter unicode61 remove_diacritics 2")'
)
INDEX_IN_ONE = "INSERT INTO passage_index (passage_index) VALUES ('optimize')"  # its parts, written one by one, made one
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_AGAIN = "onceagain"  # stands between the two, so that no phrase runs from one into the other
_EDITION, _DOCUMENT, _PART = 49, 21, 11  # bits of a passage's number that its edition, document and part stand above
_PLAIN = str.maketrans({"’": "'", "‘": "'", "‑": "-", "–": "-", "\xad": None, "\u200b": None, "\u200e": None, "\u200f": None})


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """What is folded: the word or phrase that stays, and those that become it. Abbreviations count only as they are spelled."""
    source = files("palermo.register.vocabulary") / "synonyms.yml"
    told = yaml.safe_load(source.read_text(encoding="utf-8"))
    return {kept: tuple(dict.fromkeys(one for other in others for one in _written_out(other))) for kept, others in told.items()}


def _written_out(phrase: str) -> Iterator[str]:
    """Every phrase that one with choices stands for: `(withheld|kept) (|their) passports` for four."""
    pieces = [piece.split("|") for piece in re.split(r"[()]", phrase)]
    return (" ".join("".join(chosen).split()) for chosen in product(*pieces))


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
    letters = plain(text)
    literal, meant = _spelled(letters), _meant(letters)
    return literal if literal == meant else f"{literal} {_AGAIN} {meant}"


def asked(text: str) -> str:
    """The words of a question, its phrases folded: what is looked for."""
    return _meant(plain(text))


def plain(text: str) -> str:
    """A text without accents, its quotation marks, hyphens and unseen signs made plain; of any length."""
    return text if text.isascii() else unaccented(text.translate(_PLAIN))


def flattened(text: str) -> tuple[str, Sequence[int]]:
    """A text in plain letters, and for each of them, and for the end, its offset in the text."""
    if text.isascii():
        return text, range(len(text) + 1)
    letters = [(one, at) for at, letter in enumerate(text) for one in plain(letter)]
    return "".join(one for one, _ in letters), [*(at for _, at in letters), len(text)]


def _spelled(letters: str) -> str:
    """Lower case, one blank between two words, each word in its one spelling."""
    one = _spellings()
    return " ".join(one.get(word, word) for word in _WORD.findall(letters.lower()))


def _meant(letters: str) -> str:
    short, kept_by = _abbreviations()
    padded = f" {_spelled(short.sub(lambda m: kept_by[m[0]], letters))} "
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


def row(text: str, iso3: str | None, section: str, series: str) -> tuple[str, ...]:
    """A passage as a row of the index: its words in the column of its section, and its jurisdiction and series as terms."""
    column = section if section in SECTIONS else "other"
    folded = words(text)
    return (*(folded if name == column else "" for name in SECTIONS), f"{tag('iso3', iso3)} {tag('series', series)}")


def numbers(edition: int | None) -> tuple[int, int]:
    """The first and the last number that a passage of an edition can have."""
    return (edition or 0) << _EDITION, ((edition or 0) + 1 << _EDITION) - 1


def first_number(edition: int | None, document: str, part: int) -> int:
    """The number of the first passage of a part, `document` being the sha256: made of what it is, never of when it was joined.

    Documents whose hashes begin alike (28 bits) or parts of more than 2,048 passages may want a number that is taken.
    """
    part = min(part, (1 << _DOCUMENT - _PART) - 1)
    return numbers(edition)[0] + (int(document[:7], 16) << _DOCUMENT) + (part << _PART)
