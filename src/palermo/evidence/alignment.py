"""Recommendations over editions: which are new, repeated, reworded, dropped; and for how long each has been made.

Editions repeat a recommendation word for word, or move its list about, change its first words ("Ensure that", "Take steps to"),
add or drop a tail ("including by ..."). Two wordings are compared by their stems. A stem weighs more the fewer recommendations
of the two editions have it, less in a tail, and little or nothing if every recommendation may have it (increase, efforts,
government). rapidfuzz's `token_set_ratio` of the plain words counts as much: stems alone undo too much where two
recommendations differ in their verbs only. Numbers that contradict each other (Convention 138, Convention 182) and a "not" on
one side only count against a match. Pairs are then taken from the most alike down, each recommendation once.

A link between two wordings is a reading, not a fact: its `similarity` is kept, and print should show both wordings.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Literal

from rapidfuzz import fuzz

from palermo.evidence.page import levelled

Kind = Literal["repeated", "reworded", "new", "dropped"]
REWORDED = 0.48  # the least similarity of a rewording; chosen on half of the countries by benchmarks/alignment.py
RETURNED = 0.65  # the same after an interruption, where a chance likeness is likelier; chosen by hand, on the Indonesian titles

_WORD = re.compile(r"[^\W_]+")
_TAIL = re.compile(
    r"[,;(:-] ?(?:including|such as|particularly|especially|in particular|for example|with a focus|in order|as well as)\b"
    r"| by \w+ing\b"
)
_FUNCTION_WORDS = """
    a an the and or of to in on for with from by at as that this these those which who whom whose its their his her it they
    is are was were be been being has have had will would should may can could all any each every other both so such than
    then while where when if into under over within through also more most further
"""
_COMMON_VERBS = """
    ensur tak step continu mak effort strengthen increas improv enhanc expand begin govern author provid fully adequat includ
"""
_VOID = frozenset(_FUNCTION_WORDS.split() + _COMMON_VERBS.split())
_FAINT = frozenset(
    (
        "traffick",
        "victim",
        "child",
        "labor",
        "person",
        "human",
        "worst",
        "form",
        "country",
        "national",
        "law",
        "program",
        "public",
    )
)
_DENIES = frozenset(("not", "no", "never", "without", "nor", "cannot"))
_ALIKE = {
    "labour": "labor",
    "minor": "child",
    "children": "child",
    "tip": "traffick",
    "antitraffick": "traffick",
    "accede": "ratify",
    "cease": "end",
    "stop": "end",
    "halt": "end",
    "create": "establish",
    "institute": "establish",
    "aware": "awareness",
    "women": "woman",
    "men": "man",
}
_ENDINGS: tuple[str, ...] = (
    "ization",
    "isation",
    "ational",
    "ation",
    "ators",
    "ator",
    "ating",
    "ated",
    "ates",
    "ate",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
)
_ENDINGS += ("ors", "or", "ers", "er", "ies", "ied", "ized", "ize", "ise", "ed", "es", "ly", "s", "e", "y")
_TAIL_WEIGHT, _FAINT_WEIGHT = 0.4, 0.6
_SHARE = 0.4  # how much counts what both share of the longer one; the rest is what they share of the shorter one
_CONTRADICTS = 0.6


@dataclass(frozen=True, slots=True)
class Link:
    """What became of one recommendation. `old`, `new`: places in the two editions from 0 on, None where there is none.

    `similarity` is 1 for the same words, 0 for what is new or dropped.
    """

    kind: Kind
    old: int | None
    new: int | None
    similarity: float = 0.0


@dataclass(frozen=True, slots=True)
class Step:
    """One recommendation of a chain: its edition, its place there from 0 on, and how it continues the step before.

    The first step of a chain is new.
    """

    edition: int
    index: int
    kind: Kind
    similarity: float = 0.0


@dataclass(frozen=True, slots=True)
class Chain:
    """One recommendation through the editions. `held`: every edition that was compared.

    An edition that is held and does not make the recommendation interrupts it. An edition that is not held says nothing:
    it is counted neither as made nor as missed, and `not_held` names it so that print can say so.
    """

    steps: tuple[Step, ...]
    held: tuple[int, ...]

    @property
    def editions(self) -> tuple[int, ...]:
        """The editions that make the recommendation."""
        return tuple(step.edition for step in self.steps)

    @property
    def missed(self) -> tuple[int, ...]:
        """Held editions between the first and the last that do not make it."""
        return tuple(year for year in self.held if self.editions[0] < year < self.editions[-1] and year not in self.editions)

    @property
    def not_held(self) -> tuple[int, ...]:
        """Years between the first and the last of which no edition was compared."""
        return tuple(year for year in range(self.editions[0], self.editions[-1]) if year not in self.held)

    @property
    def running(self) -> int:
        """How many held editions in a row make it, up to its last one: since when it has been repeated without interruption."""
        return sum(year > max(self.missed, default=0) for year in self.editions)

    @property
    def dropped_in(self) -> int | None:
        """The first held edition after the last that makes it; None while it stands in the newest one."""
        return next((year for year in self.held if year > self.editions[-1]), None)


@dataclass(frozen=True, slots=True)
class _Wording:
    """A recommendation as it is compared: its words, the stems of its main clause and of its tails, numbers, and denials."""

    words: tuple[str, ...]
    plain: str
    head: frozenset[str]
    tail: frozenset[str]
    numbers: frozenset[str]
    denies: bool

    def weights(self, rarity: Mapping[str, float]) -> dict[str, float]:
        """Each stem with its weight."""
        tail = {stem: rarity[stem] * _TAIL_WEIGHT for stem in self.tail}
        return tail | {stem: rarity[stem] for stem in self.head}


def align(old: Sequence[str], new: Sequence[str]) -> tuple[Link, ...]:
    """Link the recommendations of two editions one to one.

    First those of the new edition in their order (repeated, reworded or new), then those of the old one that were dropped.
    """
    pairs = assign(similarities(old, new), REWORDED)
    before = {j: (i, value) for i, j, value in pairs}
    links = [_link(old[before[j][0]], text, *before[j], j) if j in before else Link("new", None, j) for j, text in enumerate(new)]
    kept = {i for i, _, _ in pairs}
    return (*links, *(Link("dropped", i, None) for i in range(len(old)) if i not in kept))


def history(editions: Mapping[int, Sequence[str]]) -> tuple[Chain, ...]:
    """Follow every recommendation of one jurisdiction through its editions (year -> recommendations), by first appearance.

    An edition that was read and recommends nothing belongs in `editions` with an empty list; one that is not held does not.
    A recommendation that returns after an interruption continues its own chain.
    """
    held = tuple(sorted(editions))
    chains: list[list[Step]] = []
    for before, edition in zip((None, *held), held, strict=False):
        last = [editions[chain[-1].edition][chain[-1].index] for chain in chains]
        for link in align(last, editions[edition]):
            if link.new is None:
                continue
            if link.old is None or (chains[link.old][-1].edition != before and link.similarity < RETURNED):
                chains.append([Step(edition, link.new, "new")])
            else:
                chains[link.old].append(Step(edition, link.new, link.kind, link.similarity))
    return tuple(Chain(tuple(chain), held) for chain in chains)


def _link(old: str, new: str, i: int, value: float, j: int) -> Link:
    return Link("repeated" if _wording(old).words == _wording(new).words else "reworded", i, j, round(value, 4))


def assign(values: Iterable[tuple[int, int, float]], least: float) -> list[tuple[int, int, float]]:
    """Pairs from the most alike down, each row and column once, none below `least`; of equals the nearer in place goes first."""
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for i, j, value in sorted(values, key=lambda pair: (-pair[2], abs(pair[0] - pair[1]), pair[:2])):
        if value < least:
            break
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            pairs.append((i, j, value))
    return pairs


def similarities(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, float]]:
    """Every pair that shares something, with its similarity from 0 to 1."""
    ours, theirs = [_wording(text) for text in old], [_wording(text) for text in new]
    rarity = _rarity({*ours, *theirs})
    left, right = [w.weights(rarity) for w in ours], [w.weights(rarity) for w in theirs]
    found = [(i, j, _alike(ours[i], theirs[j], left[i], right[j])) for i in range(len(ours)) for j in range(len(theirs))]
    return [pair for pair in found if pair[2] > 0]


def _alike(one: _Wording, other: _Wording, left: Mapping[str, float], right: Mapping[str, float]) -> float:
    if one.words == other.words:
        return 1.0
    shared = sum(min(left[stem], right[stem]) for stem in left.keys() & right.keys())
    if not shared:
        return 0.0
    small, large = sorted((sum(left.values()), sum(right.values())))
    stems = min(shared * (_SHARE / large + (1 - _SHARE) / small), 1.0)
    plain = fuzz.token_set_ratio(one.plain, other.plain) / 100
    contradicts = one.denies != other.denies or bool(one.numbers and other.numbers and not one.numbers & other.numbers)
    return (stems + plain) / 2 * (_CONTRADICTS if contradicts else 1.0)


def _rarity(wordings: set[_Wording]) -> dict[str, float]:
    """How much each stem tells among these wordings."""
    counts = Counter(stem for wording in wordings for stem in wording.head | wording.tail)
    return {stem: log(1 + len(wordings) / n) * (_FAINT_WEIGHT if stem in _FAINT else 1.0) for stem, n in counts.items()}


@lru_cache(maxsize=65536)
def _wording(text: str) -> _Wording:
    lower = levelled(text)
    tail = _TAIL.search(lower)
    cut = tail.start() if tail else len(lower)
    words = tuple(_ALIKE.get(word, word) for word in _WORD.findall(lower))
    head, rest = _stems(lower[:cut]), _stems(lower[cut:])
    if not head:
        head, rest = rest, frozenset()
    numbers = frozenset(word for word in words if word.isdigit())
    return _Wording(words, " ".join(words), head, rest - head, numbers, bool(_DENIES & set(words)))


def _stems(lower: str) -> frozenset[str]:
    stems = (_stem(word) for word in _WORD.findall(lower) if word not in _VOID)
    return frozenset(stem for stem in stems if stem not in _VOID)


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    """A word without its ending, so that prosecute, prosecution and prosecutors are one; spellings of one word are one."""
    word = _ALIKE.get(word, word)
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 4), "")
    stem = word[: len(word) - len(ending)]
    return _ALIKE.get(stem, stem)
