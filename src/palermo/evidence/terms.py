"""The words of the field, found in one pass.

`lexicon/*.yml` names classes of terms: a class and its phrases. A phrase stands for itself as whole words; a `*` at its end makes
it a prefix (`identif*` is identify, identified, identification). One automaton (Aho-Corasick) finds every phrase of every class in
one pass over a text, whatever their number; the rules of the finders then look at classes and their order, and never search again.
"""

import re
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import ahocorasick
import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # some 2,000 phrases: ten times as fast
_FOLDER = Path(__file__).parent / "lexicon"
_MARKS = {code: " " for code in range(128) if not chr(code).isalnum()}
_MARK = re.compile(r"[^\w ]")
_START = itemgetter(0)
_ASKED = "ask_"
AIDS = frozenset({"numeral", "singular"})  # classes that are no terms of the field: they spare a finder a search

# A term in a text: its start, its end, and its class. A page has thousands, so that it is the plainest thing there is.
Hit = tuple[int, int, str]
Span = tuple[int, int]  # its start and its end alone


@cache
def classes() -> dict[str, list[str]]:
    """Every class of the lexicon with its phrases. A class that two files define has the phrases of both."""
    merged: dict[str, list[str]] = {}
    for path in sorted(_FOLDER.glob("*.yml")):
        for name, phrases in yaml.load(path.read_text(encoding="utf-8"), _LOADER).items():
            merged.setdefault(name, []).extend(str(phrase) for phrase in phrases)
    return merged


@cache
def _automaton(asked: bool) -> Any:
    """Phrases between blanks, so that only whole words (or their beginnings) are found at all.

    Each with: by how much its end lies before the last character found, its length, and its classes. A phrase of several words is
    given with each class: the flattened text does not show whether a blank or a hyphen stands between them.
    """
    found: dict[tuple[str, bool], list[tuple[str, str]]] = {}
    for name, phrases in classes().items():
        for phrase in phrases if name.startswith(_ASKED) == asked else ():
            word, prefix = phrase.rstrip("*"), phrase.endswith("*")
            found.setdefault((_flat(word), prefix), []).append((word, name))
    automaton = ahocorasick.Automaton()
    for (flat, prefix), meanings in found.items():
        several = " " in flat
        told = tuple(reversed(meanings if several else [name for _, name in meanings]))
        automaton.add_word(f" {flat}" if prefix else f" {flat} ", (0 if prefix else 1, len(flat), several, told))
    automaton.make_automaton()
    return automaton


def _flat(lower: str) -> str:
    """The text with a blank for every mark, of the same length."""
    return lower.translate(_MARKS) if lower.isascii() else _MARK.sub(" ", lower).replace("_", " ")


def hits(lower: str, asked: bool = False) -> list[Hit]:
    """The terms in a text that was lowered and levelled by `page.levelled`, by their start; the longer of two first.

    `asked`: those of what is asked for (`ask_…`), which are many and matter only in recommendations, in place of all others.
    """
    out: list[Hit] = []
    add = out.append
    for last, (beyond, length, several, told) in _automaton(asked).iter(f" {_flat(lower)} "):
        end = last - beyond
        start = end - length
        if several:
            for phrase, name in told:
                if lower.startswith(phrase, start):
                    add((start, end, name))
        else:
            for name in told:
                add((start, end, name))
    out.reverse()  # found by their ends: of two that start together, the longer one is the later
    out.sort(key=_START)
    return out
