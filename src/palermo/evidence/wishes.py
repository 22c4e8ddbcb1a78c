"""What a narrative says should be done, told in prose: "the government should enact a law".

Editions before there was a list of recommendations told them so. Such a sentence tells of no deed and no failing.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_OUGHT = (" should", " must ", " needs to ")  # few, since each is looked for in every page
# A sentence that opens with whom something is wished of: nothing in it was said by another, or stands under a condition.
_WISH = re.compile(
    r"\s*(?P<whole>(?:(?:in|to|as|for|with|given|despite|at) [^,.;\n]{2,80}, |\w+, )?"
    r"(?:(?:(?!(?:that|which|who|whom|whether|if|when|how|what|where|because|although|while|but)\b)[\w'/()-]+,? ){1,10}?should"
    r"|(?:the )?(?:government|authorities)(?: of [\w ]{3,40}?)?(?: also)? must|(?:(?!(?:that|which|who|while|if|although|but)\b)[\w'-]+ ){1,6}?needs to))"
    r"(?: also| further| now| therefore| still)?:? (?!(?:not )?have\b)(?=[a-z])"
)
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)")
_FARTHEST = 200  # characters from the beginning of a sentence to what is wished


class Wish(NamedTuple):
    """A sentence that says what should be done: where it begins, where what is wished begins in it, and where it ends."""

    start: int
    wish: int
    end: int


def wishes(lower: str) -> Iterator[Wish]:
    """The sentences of a levelled text that say what should be done, in order."""
    end = 0
    for at in sorted(_places(lower)):
        low = max(end, at - _FARTHEST)
        begun = max(low, *(lower.rfind(mark, low, at) + 1 for mark in ".!?"))
        found = _WISH.match(lower, begun) if at >= end and (begun == 0 or lower[begun - 1] in ".!?") else None
        if found and found.end() > at:
            stop = _SENTENCE_END.search(lower, found.end())
            end = stop.start() if stop else len(lower)
            yield Wish(found.start("whole"), found.end(), end)


def _places(lower: str) -> Iterator[int]:
    """Where a word of duty stands."""
    for word in _OUGHT:
        at = lower.find(word)
        while at >= 0:
            yield at
            at = lower.find(word, at + 1)
