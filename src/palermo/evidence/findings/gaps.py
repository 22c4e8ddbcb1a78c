"""Gaps: the shortcomings that a text attributes to a government or its law.

`gap_rules.yml` holds the rules. A rule names classes of terms in their order, how far apart two of them may stand, what may not stand
between or beside them, and whether the stance (polarity.py) must be a shortfall. A code is found once in a text.
Where it matters who is the object or the subject of a verb, a rule names the part that its second word plays (`_plays`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import yaml

from palermo.evidence.model import Gap
from palermo.evidence.page import Page
from palermo.evidence.polarity import Stance
from palermo.evidence.terms import Hit

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RULES = Path(__file__).with_name("gap_rules.yml")
# Classes that are often met, the commonest first: a rule is looked up by its rarest word.
_COMMON = (
    "denial", "shortfall", "decrease", "case", "victim", "regulate", "act_against", "report_topic", "government", "law", "forms", "provider",
    "service", "enforce", "hinder", "victim_only", "trafficking_form", "forced_labor", "also", "criminalize", "official_person", "report_verb",
    "persisting", "plan", "combat", "require", "child_soldier", "official", "absence", "penalize",
)  # fmt: skip
_ASIDE = 100  # what the profile says is quoted only where nothing is said of the government's efforts
_LONG, _STRETCHED = 80, 4  # characters beyond which a match is far-fetched, and how many ranks it then yields
_SIDELONG = 2  # ranks that a match yields that tells by the way
_BY_THE_WAY = re.compile(r"\b(?:without|only|fewe(?:r|st) (?:\w+ ){0,2}victims|identified (?:\w+ )?fewe(?:r|st))\b")
_NEGATED = 60  # characters before a victim in which it is said that there was none
_BEFORE = 30  # characters before a match in which `before` looks
_NEXT = 25  # characters after a match (and a list of the same class) in which `next` looks
# Words between a punishing verb and its object: other punishing verbs, and participles that only describe whom it falls on.
_PUNISHES = re.compile(
    r"(?:penali[sz]|punish|jail|imprison|detain|deport|arrest|fin(?:ed|ing|e$)|incarcerat|expel|prosecut|charg|abus|beat|return)"
)
_DESCRIBES = re.compile(r"(?:traffick|suspect|alleg|un|mis|confirm|exploit|includ|forc|exist|continu|possibl|certifi)")
_PUNISHMENT = re.compile(
    r"(?:\w+(?:tion|ment|sion)|arrests?|number|dozens|hundreds|thousands|scores|some|many|most|all|majority)$"
)
_APART = frozenset(
    "for in on with by to from who which that whom involving against at after under as into than because when while where".split()  # noqa: SIM905
)
_MEETS_WITH = re.compile(
    r"\b(?:were|was|are|is|be|been|being|get|got|fac(?:e|ed|es|ing)|risk\w*|subject(?:ed)?|vulnerable|receiv\w+|suffer\w*)\b"
    r"(?!.*\b(?:the|an?|their|its|\d+|two|three|four|five|six|police|officers|authorities|courts)\b)"
)
# Before a victim, or before what would befall one: it befell none. "No victims were penalized", "ensured that no victim was deported".
_NONE_OF_THEM = re.compile(
    r"\b(?:no|none of the|not (?:a single|one)) (?:(?!(?:and|or|but|while|whether)\b)[\w-]+ ){0,2}"
    r"(?:(?:victims?|survivors?) (?:(?:were|was|are|is|have|has|had|been|being|\w+ly) )+)?$"
)
_OF_DEEDS = frozenset({"service", "enforce", "aware", "prevent_act"})  # classes whose words in capitals are part of a name
_CUES = frozenset({"denial", "shortfall", "decrease"})
_AMONG_OTHERS = re.compile(r"\bincluding\b|^ (?!(?:police|military|government|law)\b)\w+(?:, \w+)*,? (?:or|and) $")
_COERCED = ("forced ", "compelled ", "coerced ", "commercial ")  # before "prostitution": a crime of others
_WORDS = re.compile(r"[\w'/-]+|,")


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One way to tell of a gap. `words`: the classes in order, each a set of alternatives; `gap`: the most characters between two of
    them, save before the words of `far`; `before`, `between`, `next`, `anywhere`: classes that may not stand shortly before the match,
    inside it, right after it (its object), or in its stance. `part`: what its second word must be to its first.
    `shortfall`: whether its stance must be one; `profile`: whether it holds in a profile of trafficking, too."""

    rank: int
    code: str
    words: tuple[frozenset[str], ...]
    gap: int
    far: frozenset[int]
    shortfall: bool
    before: frozenset[str]
    between: frozenset[str]
    next: frozenset[str]
    anywhere: frozenset[str]
    profile: bool
    part: str


@dataclass(frozen=True, slots=True)
class Index:
    """Rules by the classes of their rarest word (`words`), so that a stance meets only those that it may fulfil."""

    words: frozenset[str]
    rules: dict[str, list[Rule]]


def gaps(page: Page) -> list[Gap]:
    """Gaps of a page, each code once, by their place.

    Of several places the one is quoted that tells of it by the surest rule, in the plainest words and of the fewest other gaps.
    """
    best: dict[str, tuple[int, int, int]] = {}
    for clause in page.clauses:
        if clause.section == "recommendations":
            continue
        profile = clause.section == "profile"
        aside = _ASIDE if profile else 0
        for stance in clause.stances:
            index = _index(stance.cue is not None, profile)
            rules = [] if stance.terms.isdisjoint(index.words) else _rules_for(stance.terms, index)
            if not rules or all(rule.code in best and best[rule.code][0] <= rule.rank + 1 + aside for rule in rules):
                continue  # whatever they match, a place is known that tells of it better
            told = _told(stance, rules, page)
            for code, (rank, start, end) in told.items():
                found = (rank + len(told) + aside, start, end)
                best[code] = min(found, best.get(code, found))
    return sorted(
        (Gap(code, start, _whole(page.lower, end)) for code, (_, start, end) in best.items()), key=lambda gap: gap.start
    )


def _whole(lower: str, end: int) -> int:
    """Where the word ends that a prefix of the lexicon has begun."""
    while end < len(lower) and lower[end].isalnum():
        end += 1
    return end


def _told(stance: Stance, rules: Sequence[Rule], page: Page) -> dict[str, tuple[int, int, int]]:
    """The gaps that a stance tells of: by code, the rank of the first rule that matches, and its span."""
    told: dict[str, tuple[int, int, int]] = {}
    hits = _telling(stance, page.text)
    for rule in rules:
        if rule.code not in told:
            match = _match(rule, hits, page.lower)
            if match:
                first = match[0][0]
                begun = min(start for start, end, _ in hits if start <= first < end)  # "did not", not "not"
                told[rule.code] = (rule.rank + _strain(page.lower, begun, match[1][1]), begun, match[1][1])
    return told


def _strain(lower: str, start: int, end: int) -> int:
    """By how many ranks a match yields to others: one whose words stand far apart, or that tells by the way or in numbers alone.

    "Identified fewer victims" yields to "lacked procedures to identify victims", and so does "deported migrants without screening".
    """
    words = lower[start:end]
    return (_SIDELONG if _BY_THE_WAY.search(words) else 0) + (_STRETCHED if end - start > _LONG else 0)


def _telling(stance: Stance, text: str) -> list[Hit]:
    """The terms of a stance that rules look at, without those within a name or a formula.

    "The Office for the Protection of Children was closed" tells of no protection, and "difficult to assess" of no difficulty.
    """
    classes = classes_of_rules()
    hits = [
        hit
        for hit in stance.hits
        if hit[2] in classes and not (hit[2] in _OF_DEEDS and text[hit[0]].isupper() and hit[0] > stance.start)
    ]
    if "denial_void" not in stance.terms:
        return hits
    void = [(start, end) for start, end, term in stance.hits if term == "denial_void"]
    return [hit for hit in hits if hit[2] not in _CUES or not any(start < hit[1] and hit[0] < end for start, end in void)]


def _rules_for(known: frozenset[str], index: Index) -> list[Rule]:
    """The rules of an index all of whose words are among these classes, by rank."""
    near = {rule for term in known & index.words for rule in index.rules[term]}
    fit = [rule for rule in near if not any(map(known.isdisjoint, rule.words)) and known.isdisjoint(rule.anywhere)]
    return sorted(fit, key=attrgetter("rank"))


def _match(rule: Rule, hits: Sequence[Hit], lower: str) -> tuple[Hit, Hit] | None:
    """The first and the last term of the first match of a rule, begun as near to its end as can be."""
    best: tuple[Hit, Hit] | None = None
    for number, hit in enumerate(hits):
        start, _, term = hit
        if term not in rule.words[0] or (best and (start >= best[1][0] or start < best[0][1])):
            continue
        last = _follow(rule, hits, number, 1, lower)
        if last is not None and (best is None or last[1] <= best[1][1]) and _clear(rule, hits, hit, last, lower):
            best = hit, last
    return best


def _follow(rule: Rule, hits: Sequence[Hit], at: int, step: int, lower: str) -> Hit | None:
    if step == len(rule.words):
        return hits[at]
    begun = hits[at][1]
    for number in range(at + 1, len(hits)):
        start, _, term = hits[number]
        if step not in rule.far and start - begun > rule.gap:
            return None
        if start < begun:  # a term within the same words
            continue
        if term in rule.between:
            return None
        if term in rule.words[step] and (step > 1 or not rule.part or _plays(rule.part, hits[at], hits[number], lower)):
            last = _follow(rule, hits, number, step + 1, lower)
            if last is not None:
                return last
    return None


def _plays(part: str, first: Hit, second: Hit, lower: str) -> bool:
    """Whether the second of two words is the object of the first, meets with it as its subject would, or is an act of one's own."""
    end = _whole(lower, first[1])
    gap = lower[end : second[0]]
    if part == "object":
        return _is_object(lower[first[0] : end], _WORDS.findall(gap))
    if _NONE_OF_THEM.search(lower, max(0, first[0] - _NEGATED), first[0]):
        return False
    if part == "fate":
        word = lower[second[0] : _whole(lower, second[1])]
        straight = word.endswith("ed") and all(w.endswith("ly") for w in gap.split())
        return straight or ("as " in gap and word.startswith("criminal")) or _MEETS_WITH.search(gap) is not None
    return not lower.endswith(_COERCED, 0, second[0]) and " who " not in gap


def _is_object(verb: str, between: Sequence[str]) -> bool:
    """Whether what follows these words is whom the verb (or noun of a deed) falls on: no other verb, no preposition intervenes."""
    noun = verb.endswith(("tion", "ment", "sion"))
    previous, named = verb, False
    for word in between:
        if word == "of":
            if not _PUNISHMENT.match(previous):
                return False
            noun = False
        elif word in _APART or (word.endswith(("ed", "ing")) and not (_PUNISHES.match(word) or _DESCRIBES.match(word))):
            return False
        elif word == "including" or _PUNISHES.match(word):
            named = False
        elif previous == "," and named:
            return False
        elif word not in (",", "and", "or", "and/or") and not word.endswith("ly"):
            named = True
        previous = word
    return not noun


def _clear(rule: Rule, hits: Sequence[Hit], first: Hit, last: Hit, lower: str) -> bool:
    """Whether nothing beside a match takes it back: what stands shortly before it, or what follows it as its object."""
    if rule.before and any(term in rule.before and 0 <= first[0] - end <= _BEFORE for _, end, term in hits):
        return False
    return not rule.next or _object(rule, hits, last, lower) is None


def _object(rule: Rule, hits: Sequence[Hit], last: Hit, lower: str) -> Hit | None:
    """What follows a match, beyond a list of its last word's class, if `next` forbids it."""
    reach = last[1]
    for hit in hits:
        start, end, term = hit
        if start < last[1]:
            continue
        if start - reach > _NEXT or term == "denial":  # a new "nor did it"
            return None
        if term in rule.next:
            return None if _AMONG_OTHERS.search(lower[reach:start]) else hit
        if term in rule.words[-1]:
            reach = end
    return None


@cache
def _rules() -> tuple[Rule, ...]:
    told = yaml.load(_RULES.read_text(encoding="utf-8"), _LOADER)
    groups = {name: frozenset(members) for name, members in told["groups"].items()}
    return tuple(_rule(rank, row, groups) for rank, row in enumerate(told["rules"]))


def _rule(rank: int, row: dict[str, Any], groups: dict[str, frozenset[str]]) -> Rule:
    words = row["words"].split()

    def named(told: str) -> frozenset[str]:
        return frozenset().union(*(groups.get(word, {word}) for word in told.replace("|", " ").split()))

    return Rule(
        rank,
        row["code"],
        tuple(named(word.lstrip("~")) for word in words),
        row.get("gap", 60),
        frozenset(number for number, word in enumerate(words) if word.startswith("~")),
        row.get("stance") != "any",
        named(row.get("before", "")),
        named(row.get("between", "")),
        named(row.get("next", "")),
        named(row.get("anywhere", "")),
        row.get("profile", False),
        row.get("part", ""),
    )


@cache
def classes_of_rules() -> frozenset[str]:
    """All classes of terms that a rule looks at."""
    return frozenset().union(*(group for r in _rules() for group in (*r.words, r.before, r.between, r.next, r.anywhere)))


@cache
def _index(shortfall: bool, profile: bool) -> Index:
    """The rules that hold in a stance: those that need a shortfall only in one, and in a profile those that hold there."""
    rules: dict[str, list[Rule]] = {}
    often = {name: rank for rank, name in enumerate(reversed(_COMMON), start=1)}
    for rule in _rules():
        if (rule.shortfall and not shortfall) or (profile and not rule.profile):
            continue
        for term in min(rule.words, key=lambda word: (max(often.get(term, 0) for term in word), len(word))):
            rules.setdefault(term, []).append(rule)
    return Index(frozenset(rules), rules)
