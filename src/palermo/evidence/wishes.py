"""What a narrative says should be done, told in prose: "the government should enact a law".

Editions before there was a list of recommendations told them so. Such a sentence tells of no deed and no failing.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from palermo.evidence.polarity import NEW_SUBJECT

_OUGHT = (" should", " must ", " needs to ")  # few, since each is looked for in every page
# Before the wish, these make it another's, or put it under a condition: "NGOs said the government should enact a law".
_NOT_OURS = (
    r"(?:that|which|who|whom|whether|if|when|how|what|where|because|although|while|but)\b"
    r"|(?:sa(?:id|ys?)|thought|felt|thinks?|believes?|(?:stat|not|argu|claim|suggest|indicat|assert|insist|warn|observ|recommend"
    r"|believ|report|conclud|provid|requir|stipulat)ed|provides|requires|stipulates)"
    r" (?!(?:to|by|in|on|at|from|of|for|with|as|under|against|during|and|or|should)\b)"
)
# A sentence that opens with whom something is wished of.
_WISH = re.compile(
    r"\s*(?P<whole>(?:(?:in|to|as|for|with|given|despite|at) [^,.;\n]{2,80}, |\w+, )?"
    rf"(?:(?:(?!{_NOT_OURS})[\w'/()-]+,? ){{1,10}}?should"
    rf"|(?:the )?(?:government|authorities)(?: of [\w ]{{3,40}}?)?(?: also)? must|(?:(?!{_NOT_OURS})[\w'-]+ ){{1,6}}?needs to))"
    r"(?: also| further| now| therefore| still)?:? (?!(?:not )?have\b|be (?:noted|said|stressed|emphasi[sz]ed|mentioned|recalled|remembered)\b)(?=[a-z])"
)
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)")
_GOES_ON = re.compile(r"[;,](?: (?:but|yet|and|however,|although|though|while))?(?= )")  # perhaps with what was done
_FARTHEST = 200  # characters from the beginning of a sentence to what is wished


class Wish(NamedTuple):
    """What a sentence says should be done: where the sentence begins, where what is wished begins in it, and where that ends."""

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
            end = _end(lower, found.end())
            yield Wish(found.start("whole"), found.end(), end)


def _end(lower: str, at: int) -> int:
    """Where a wish ends: with its sentence, or where the sentence goes on to tell what somebody did."""
    stop = _SENTENCE_END.search(lower, at)
    end = stop.start() if stop else len(lower)
    return next((mark.start() for mark in _GOES_ON.finditer(lower, at, end) if NEW_SUBJECT.match(lower, mark.end(), end)), end)


def _places(lower: str) -> Iterator[int]:
    """Where a word of duty stands."""
    for word in _OUGHT:
        at = lower.find(word)
        while at >= 0:
            yield at
            at = lower.find(word, at + 1)
