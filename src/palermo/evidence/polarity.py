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
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from palermo.evidence.terms import Hit

if TYPE_CHECKING:
    from palermo.evidence.page import Clause

Polarity = Literal["shortfall", "achievement"]

_CUES = frozenset({"denial", "shortfall", "decrease", "hindrance"})
_TURNS = frozenset({"contrast", "reason"})
# A predicate of its own after "and": an adverb or two at most, then a verb in the past, or one of the irregular and auxiliary ones.
_NEW_PREDICATE = re.compile(
    r" (?:also |still |then |therefore |\w+ly |has |have |had ){0,2}"
    r"(\w{3,}ed|made|took|gave|began|held|ran|built|led|had|has|was|were|is|are|continues|remains|did|does|put|sought|found)\b"
)


# Somebody else of whom something is told after ", and": "did not prosecute officials, and the courts convicted four traffickers".
_NEW_SUBJECT = re.compile(
    r" (?:it|they|(?:the |its |their |some |several |local |two |three )?(?:[\w-]+ )?(?:government|authorities|officials|police|officers|courts?|judges"
    r"|prosecutors?|parliament|legislature|ministry|ministries|inspectors|ngos?|organizations?))(?: of (?:the )?\w+(?: and \w+)?)?"
    r"(?= (?!accused|assigned|tasked|suspected|implicated|involved|believed|alleged|complicit|charged)(?:also |still |then |\w+ly |has |have |had )?"
    r"(?:\w{3,}ed|made|took|gave|began|held|ran|built|led|put|sought|found|continues?)\b)"
)
_ASIDE = 2  # characters between a denial and the "however" that is only put in: "did not, however, define"
_PASSIVE = re.compile(r" (?:were|was|been|are|be) ")  # "were identified and assisted" is one predicate


@dataclass(frozen=True, slots=True)
class Stance:
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


def stances(clause: "Clause") -> tuple[Stance, ...]:
    """The stances of a clause, in order; together they cover it."""
    cues = [] if clause.terms.isdisjoint(_CUES) else _cues(clause.hits)
    if not cues:
        return (Stance(clause.start, clause.end, "achievement", None, clause.hits, clause.terms),)
    cuts = [clause.start, *_cuts(clause), clause.end]
    return tuple(_stance(clause, cues, start, end) for start, end in pairwise(cuts) if end > start)


def _cues(found: tuple[Hit, ...]) -> list[Hit]:
    cues = [hit for hit in found if hit.term in _CUES]
    void = [hit for hit in found if hit.term == "denial_void"] if cues else []
    return [hit for hit in cues if not any(v.start < hit.end and hit.start < v.end for v in void)] if void else cues


def _stance(clause: "Clause", cues: list[Hit], start: int, end: int) -> Stance:
    inside = tuple([hit for hit in clause.hits if start <= hit.start < end])
    cue = next((hit for hit in cues if start <= hit.start < end), None)
    return Stance(start, end, "shortfall" if cue else "achievement", cue, inside, frozenset([hit.term for hit in inside]))


def _cuts(clause: "Clause") -> Iterator[int]:
    """Where the stance of a clause can turn, in order."""
    plain = False  # whether the denial in force needs verbs in their plain form, or there is none
    denied = False
    last = clause.start
    end = 0  # of the latest denial: the "yet" in "has yet to" turns nothing
    for hit in clause.hits:
        if hit.term == "denial_plain":
            plain = True
        elif hit.term == "denial":
            denied, end = True, max(end, hit.end)  # "not yet", and the "not" in it
        elif hit.term == "contrast" and denied and hit.start - end <= _ASIDE:
            continue
        elif hit.start > last and hit.start >= end and _turns(clause, hit, last, plain or not denied):
            yield hit.start
            last, plain, denied = hit.start, False, False


def _turns(clause: "Clause", hit: Hit, last: int, open_to_deeds: bool) -> bool:
    at = hit.start - clause.start
    if hit.term in _TURNS:
        return True
    if hit.term == "government":
        return clause.lower[at - 2 : at] == ", "
    if hit.term != "joint":
        return False
    if clause.lower.startswith(", ", at - 2) and _NEW_SUBJECT.match(clause.lower, hit.end - clause.start):
        return True
    if not open_to_deeds:
        return False
    new = _NEW_PREDICATE.match(clause.lower, hit.end - clause.start)
    if new is None or not new.group(1).endswith("ed"):
        return new is not None
    return not clause.lower.endswith("ed ", 0, at) and _PASSIVE.search(clause.lower, last - clause.start, at) is None
