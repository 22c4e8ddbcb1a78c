"""Which parts of a clause tell of a shortfall, and which of something achieved.

Official summaries praise and blame in one breath: "the government identified 19 girls but did not provide shelter and continued to
fine some of them". A clause is therefore cut where its stance can turn: at a word of contrast (but, although, despite), at a word that
gives a reason (due to), at a comma before a new subject, and at an `and` before a verb in the past where the denial before it needs
the plain form ("did not convict any traffickers and reorganized the police": the second was done). Each piece is then a shortfall
when it holds a word of denial, of shortfall or of decrease that is not part of a fixed formula ("does not fully meet"). The list of
what is denied stays in one piece: "did not prosecute or convict" denies both.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from palermo.evidence.terms import Hit

Polarity = Literal["shortfall", "achievement"]

_CUES = frozenset({"denial", "shortfall", "decrease", "hindrance"})
_TURNS = frozenset({"contrast", "reason"})
_TURNING = _TURNS | {"government", "joint"}  # "and"
# A predicate of its own after "and": an adverb or two at most, then a verb in the past, or one of the irregular and auxiliary ones.
_NEW_PREDICATE = re.compile(
    r" (?:also |still |then |therefore |\w+ly |has |have |had ){0,2}"
    r"(\w{3,}ed|made|took|gave|began|held|ran|built|led|had|has|was|were|is|are|continues|remains|did|does|put|sought|found)\b"
)


# Somebody else of whom something is told after ", and": "did not prosecute officials, and the courts convicted four traffickers".
NEW_SUBJECT = re.compile(
    r" (?:it|they|(?:the |its |their |some |several |local |two |three )?(?:[\w-]+ )?(?:government|authorities|officials|police|officers|courts?|judges"
    r"|prosecutors?|parliament|legislature|ministry|ministries|inspectors|ngos?|organizations?))(?: of (?:the )?\w+(?: and \w+)?)?"
    r"(?= (?!accused|assigned|tasked|suspected|implicated|involved|believed|alleged|complicit|charged)(?:also |still |then |\w+ly |has |have |had )?"
    r"(?:\w{3,}ed|made|took|gave|began|held|ran|built|led|put|sought|found|continues?|did|does|do)\b)"
)
_ASIDE = 2  # characters between a denial and the "however" that is only put in: "did not, however, define"
_PASSIVE = re.compile(r" (?:were|was|been|are|be) ")  # "were identified and assisted" is one predicate


class Stance(NamedTuple):
    """A piece of a clause and its polarity.

    `start`, `end`: offsets in the page. `cue`: the first term that makes it a shortfall, None in an achievement. `hits`: the terms in it;
    `terms`: their classes.
    """

    start: int
    end: int
    polarity: Polarity
    cue: Hit | None
    hits: tuple[Hit, ...]
    terms: frozenset[str]


def stances(start: int, lower: str, hits: tuple[Hit, ...], terms: frozenset[str]) -> tuple[Stance, ...]:
    """The stances of a clause, in order; together they cover it.

    `start`: its offset in the page; `lower`, `hits` and `terms`: its levelled words, the terms in them, and their classes.
    """
    end = start + len(lower)
    cues = [] if terms.isdisjoint(_CUES) else _cues(hits, terms)
    if not cues:
        return (Stance(start, end, "achievement", None, hits, terms),)
    cuts = [] if terms.isdisjoint(_TURNING) else list(_cuts(start, lower, hits))
    if not cuts:
        return (Stance(start, end, "shortfall", cues[0], hits, terms),)
    return tuple([_stance(hits, cues, first, last) for first, last in pairwise((start, *cuts, end)) if last > first])


def _cues(hits: tuple[Hit, ...], terms: frozenset[str]) -> list[Hit]:
    cues = [hit for hit in hits if hit[2] in _CUES]
    if "denial_void" not in terms:
        return cues
    void = [(start, end) for start, end, term in hits if term == "denial_void"]
    return [cue for cue in cues if not any(start < cue[1] and cue[0] < end for start, end in void)]


def _stance(hits: tuple[Hit, ...], cues: list[Hit], start: int, end: int) -> Stance:
    inside = tuple([hit for hit in hits if start <= hit[0] < end])
    cue = next((cue for cue in cues if start <= cue[0] < end), None)
    return Stance(start, end, "shortfall" if cue else "achievement", cue, inside, frozenset([term for _, _, term in inside]))


def _cuts(at: int, lower: str, hits: tuple[Hit, ...]) -> Iterator[int]:
    """Where the stance of a clause that begins at `at` can turn, in order."""
    plain = False  # whether the denial in force needs verbs in their plain form, or there is none
    denied = False
    last = at
    denial_end = 0  # of the latest denial: the "yet" in "has yet to" turns nothing
    for start, end, term in hits:
        if term == "denial_plain":
            plain = True
        elif term == "denial":
            denied, denial_end = True, max(denial_end, end)  # "not yet", and the "not" in it
        elif term == "contrast" and denied and start - denial_end <= _ASIDE:
            continue
        elif (
            term in _TURNING
            and start > last
            and start >= denial_end
            and _turns(lower, term, start - at, end - at, last - at, plain or not denied)
        ):
            yield start
            last, plain, denied = start, False, False


def _turns(lower: str, term: str, start: int, end: int, last: int, open_to_deeds: bool) -> bool:
    """Whether a stance turns at a term of a clause. `last`: where it turned before; `open_to_deeds`: an "and" goes on to another deed."""
    if term in _TURNS:
        return True
    after_comma = lower.startswith(", ", start - 2)
    if term == "government":
        return after_comma
    if after_comma and NEW_SUBJECT.match(lower, end):
        return True
    if not open_to_deeds:
        return False
    new = _NEW_PREDICATE.match(lower, end)
    if new is None or not new.group(1).endswith("ed"):
        return new is not None
    return not lower.endswith("ed ", 0, start) and _PASSIVE.search(lower, last, start) is None
