"""The words that were asked for, found again in the text of a passage: where they stand, and how often.

The index knows which passages answer, and holds no text. A word counts in any of its forms, cut as the index would cut it, and in
every spelling and synonym that was folded into it; abbreviations in capitals only, as they are folded.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from palermo.record.folding import concept, flattened, synonyms
from palermo.record.search.query import Term

_GAP = r"[\W_]+"  # what can stand between two words of a phrase
_ENDINGS = re.compile(r"(?:ations?|ings?|ied|ies|ed|es|e|s|y)$")


def marks(text: str, terms: Sequence[Term]) -> tuple[tuple[int, int], ...]:
    """The spans of a text in which a term stands; in order, none overlapping."""
    letters, at = flattened(text)
    found = {m.span() for term in terms for m in re.finditer(_expression(term), letters, re.IGNORECASE)}
    spans = sorted(((at[s], max(at[e], at[e - 1] + 1)) for s, e in found), key=lambda s: (s[0], -s[1]))
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def counter(term: Term) -> Callable[[str, str], int]:
    """What counts a term in a text, given in plain letters and the same in lower case.

    In lower case a plain expression finds, thrice as fast, all but what counts in capitals only.
    """
    short = [one for word in term.folded.split() for one in _spellings().get(word, ()) if _short(one)]
    find, find_all = (re.compile(_expression(term), flag).findall for flag in (re.NOFLAG, re.IGNORECASE))
    if not short:
        return lambda _, lower: len(find(lower))
    return lambda letters, lower: len(find_all(letters) if any(one in letters for one in short) else find(lower))


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """For each word that stands for others: itself or its phrase, and the others."""
    return {concept(kept): (kept, *others) for kept, others in synonyms().items()}


@lru_cache(500)
def _expression(term: Term) -> str:
    last = term.folded.split()[-1:]
    forms = (_alternatives(word, term.prefix and [word] == last) for word in term.folded.split())
    return rf"{_GAP.join(forms)}\b"


def _alternatives(word: str, prefix: bool) -> str:
    """A folded word in every spelling that it stands for."""
    phrases = (word,) if prefix else _spellings().get(word, (word,))
    forms = {_GAP.join(_form(part, prefix) for part in re.findall(r"\w+", phrase)) for phrase in phrases}
    return f"(?:{'|'.join(sorted(forms, key=lambda form: (-len(form), form)))})"


def _form(word: str, prefix: bool) -> str:
    """A word in any of its forms: its stem, and what can follow."""
    if prefix:
        return _begins(word) + r"\w*"
    if _short(word):
        return f"(?-i:{_begins(word)})"
    if len(word) < 4 or word.isdigit():
        return _begins(word)
    stem = _ENDINGS.sub("", word)
    return _begins(stem if len(stem) > 2 else word) + r"\w{0,7}"


def _short(word: str) -> bool:
    """Whether a word is an abbreviation, which counts in capitals only."""
    return word[:2].isupper()


def _begins(stem: str) -> str:
    """A stem that begins a word. To look back after it, not before, lets the search jump from one first letter to the next."""
    return rf"{re.escape(stem)}(?<!\w{re.escape(stem)})"
