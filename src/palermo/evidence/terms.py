"""The words of the field, found in one pass.

`lexicon/*.yml` names classes of terms: a class and its phrases. A phrase stands for itself as whole words; a `*` at its end makes
it a prefix (`identif*` is identify, identified, identification). One automaton (Aho-Corasick) finds every phrase of every class in
one pass over a text, whatever their number; the rules of the finders then look at classes and their order, and never search again.
"""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import ahocorasick
import yaml

_FOLDER = Path(__file__).parent / "lexicon"


class Hit(NamedTuple):
    """A term in a text: where, and of which class."""

    start: int
    end: int
    term: str


def classes() -> dict[str, list[str]]:
    """Every class of the lexicon with its phrases. A class that two files define has the phrases of both."""
    merged: dict[str, list[str]] = {}
    for path in sorted(_FOLDER.glob("*.yml")):
        for name, phrases in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            merged.setdefault(name, []).extend(str(phrase) for phrase in phrases)
    return merged


@cache
def _automaton() -> Any:
    found: dict[str, list[tuple[str, bool]]] = {}
    for name, phrases in classes().items():
        for phrase in phrases:
            found.setdefault(phrase.rstrip("*"), []).append((name, phrase.endswith("*")))
    automaton = ahocorasick.Automaton()
    for phrase, meanings in found.items():
        automaton.add_word(phrase, (len(phrase), meanings))
    automaton.make_automaton()
    return automaton


def hits(lower: str) -> list[Hit]:
    """All terms in a text that was lowered and levelled by `page.levelled`, by their start; the longer of two first."""
    out: list[Hit] = []
    last = len(lower) - 1
    for stop, (length, meanings) in _automaton().iter(lower):
        start = stop - length + 1
        if start and lower[start - 1].isalnum():
            continue
        open_ended = stop < last and lower[stop + 1].isalnum()
        out.extend(Hit(start, stop + 1, name) for name, prefix in meanings if prefix or not open_ended)
    out.sort(key=lambda hit: (hit.start, -hit.end))
    return out
