"""The tier as the text states it, and what it says about standards, efforts, movement, years and waivers.

The tier is the one of the label or heading ("tier rating: Tier 3", "GHANA (Tier 2)"); where there is none, the one on which the text
says that the jurisdiction is. Tiers of which the text says that they were left behind, or avoided by a waiver, are no placement.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from palermo.evidence.model import Placement
from palermo.evidence.numbers import number_of, ordinal_of
from palermo.evidence.page import Clause, Page
from palermo.evidence.terms import Hit

_PASSED_OVER = frozenset({"profile", "recommendations", "prosecution", "protection", "prevention"})
_TIERS = {f"tier_{name}": name for name in ("1", "2", "2WL", "3", "SC")}
_TOLD_BY = frozenset({"standards", "efforts_made", "waiver", *_TIERS})

_ON = (
    r"(?: (?:on|in|at|to|as|the|a|an|its|off|into|is|again|ranking of|rating of|ranking at|placement on|placed on|rated|ranked))*"
)
_LEFT = r"(?: from(?: the)? (?:tier \d|tier 2 watch list))?"
_MOVES = (
    ("upgraded", re.compile(rf"\b(?:upgraded|raised|moved up|promoted|elevated|improved){_LEFT}{_ON} $")),
    ("downgraded", re.compile(rf"\b(?:downgraded|lowered|dropped|demoted|moved down|fell|relegated){_LEFT}{_ON} $")),
    ("remained", re.compile(rf"\b(?:remain(?:s|ed|ing)?|stayed|stays|retained|kept|maintained){_ON} $")),
    ("placed", re.compile(rf"\b(?:is|was|has been|been|were|and) (?:therefore |thus |again |hence )?placed{_ON} $")),
)
# "placed on the Tier 2 Watch List, up from Tier 3"
_COMING_FROM = re.compile(r",? (?:(up|an? upgrade|an? improvement)|(down|an? downgrade)) from ")
# A tier that is named, but is not where the jurisdiction stands.
_ELSEWHERE = re.compile(
    r"(?:from(?: an| the)?|waiver[^,;.]{0,90}|otherwise[\w -]{0,30}|after (?:being|years|\w+ years)[\w ]{0,20}|previously[\w ]{0,12}|would[\w ]{0,40}"
    r"|years on(?: the)?|been on(?: the)?|like(?: other)?|between) $"
)
_NOT_FULL = re.compile(
    r"\b(?:not|never|nor) (?:yet |currently |fully |(?:does |do )?(?:it )?)*(?:meet|meets|met|meeting|comply|complies|complied|complying|compliant|in full compliance)\b"
)
_FULL = re.compile(r"\bfully (?:meets?|met|meeting|compl\w+)\b|\b(?:compl(?:y|ies|ied)|meets?) fully\b|\bin full compliance\b")
_HYPOTHETICAL = re.compile(r"\b(?:would|if|could|should|must|to) (?:\w+ )*$")
_EFFORTS = re.compile(r" (?:(?:an?|any|\w+ and|significant|sufficient|adequate|\w+) ){0,3}efforts?\b")
_NOT_MAKING = re.compile(r"\bnot (?:\w+ ){0,4}$")
_GRANTED = re.compile(r"\b(?:granted|given|received|issued|obtained|accorded)\b[\w ]{0,20}$")
_WAS_GRANTED = re.compile(
    r" [^,;.]{0,60}?\b(?:was|has been|is|being) (?:again |therefore |also )?(?:granted|given|issued|accorded|approved)\b"
)
_DENIED = re.compile(r"\b(?:not|no|never|neither|longer)\b[\w ]{0,30}$")
_YEAR = re.compile(r"\((?:\w+ )?((?:19|20)\d\d)(?: est\.?)?\)")
# "on Tier 2 Watch List for the third consecutive year", "for a second year in a row, X is on the Tier 2 Watch List"
_IN_A_ROW = re.compile(
    r"\b(?:for|in|marking)(?: the| a| an| its)? ([\w-]+) (?:(?:consecutive|straight|successive) years?|years? in a row)\b"
)
_AFTER_TIER = re.compile(r",?(?: (?:ranking|status|rating|placement|in \d{4}|again|and|thus|therefore))*,? $")
_BEFORE_TIER = re.compile(
    r",? [^;]{0,80}?\b(?:is|was|remains?|remained|has been|being|placed|ranked|rated)(?: again)?(?: placed| ranked| rated)?(?: (?:on|in|as|the|a))* $"
)


@dataclass(frozen=True, slots=True)
class _Tier:
    """A tier named in a clause; `move` is the movement to it in words, `here` False where it is not the jurisdiction's place."""

    name: str
    start: int
    end: int
    clause: Clause
    move: str | None
    here: bool


def placement(page: Page) -> Placement:
    """What the text says of the tier."""
    said = [
        (clause, hit)
        for clause in page.clauses
        if not clause.terms.isdisjoint(_TOLD_BY) and clause.section not in _PASSED_OVER
        for hit in clause.hits
        if hit[2] in _TOLD_BY
    ]
    told = list(_tiers(said))
    chosen = _chosen(page, told)
    moved = next((t for t in told if t.here and t.move and chosen and t.name == chosen.name), None)
    complies, complies_span = _complies(said)
    efforts, efforts_span = _efforts(said)
    waiver_span = _waiver(said)
    spans = (_span(chosen), _span(moved), complies_span, efforts_span, waiver_span)
    return Placement(
        tier=chosen.name if chosen else None,
        year=_year(page, told),
        complies=complies,
        significant_efforts=efforts,
        movement=moved.move if moved else None,
        consecutive_years=_consecutive(told),
        waiver=waiver_span is not None,
        spans=tuple(dict.fromkeys(span for span in spans if span)),
    )


def _span(tier: _Tier | None) -> tuple[int, int] | None:
    return (tier.start, tier.end) if tier else None


def _tiers(said: Iterable[tuple[Clause, Hit]]) -> Iterator[_Tier]:
    last = 0
    for clause, (start, end, term) in said:
        if term not in _TIERS or start < last:  # "Tier 2 Watch List" is no "Tier 2"
            continue
        last = end
        before = clause.lower[: start - clause.start]
        came = _COMING_FROM.match(clause.lower, end - clause.start)
        move = next((name for name, form in _MOVES if form.search(before)), None)
        if came:
            move = "upgraded" if came.group(1) else "downgraded"
        yield _Tier(_TIERS[term], start, end, clause, move, move is not None or not _ELSEWHERE.search(before))


def _chosen(page: Page, told: list[_Tier]) -> _Tier | None:
    """The tier of the label or heading, else the one to which the text moves the jurisdiction, else the first that is its place."""
    here = [tier for tier in told if tier.here]
    headed = (tier for tier in here if tier.clause.section == "rating" or _is_heading(page, tier))
    moved = (tier for tier in here if tier.move)
    return next(headed, None) or next(moved, None) or next(iter(here), None)


def _is_heading(page: Page, tier: _Tier) -> bool:
    line_start = page.text.rfind("\n", 0, tier.start) + 1
    return tier.start - line_start < 60 and page.text.find("\n", tier.end, tier.end + 30) >= 0


def _complies(said: Iterable[tuple[Clause, Hit]]) -> tuple[str, tuple[int, int] | None]:
    """Whether the minimum standards are met in full, by the first clause that says either."""
    for clause, (start, end, term) in said:
        if term != "standards":
            continue
        before = clause.lower[: start - clause.start]
        for answer, form in (("not_full", _NOT_FULL), ("full", _FULL)):
            match = form.search(before)
            if match and not _HYPOTHETICAL.search(before, 0, match.start()):
                return answer, (clause.start + match.start(), end)
    return "unstated", None


def _efforts(said: Iterable[tuple[Clause, Hit]]) -> tuple[bool | None, tuple[int, int] | None]:
    """Whether the text says that significant efforts are being made; "is making efforts" alone says neither."""
    for clause, (start, end, term) in said:
        made = _EFFORTS.match(clause.lower, end - clause.start) if term == "efforts_made" else None
        if made is None:
            continue
        before = clause.lower[: start - clause.start]
        denied = bool(_NOT_MAKING.search(before))
        if denied or ("significant" in made.group() and not _HYPOTHETICAL.search(before)):
            return not denied, (start, clause.start + made.end())
    return None, None


def _waiver(said: Iterable[tuple[Clause, Hit]]) -> tuple[int, int] | None:
    for clause, (start, end, term) in said:
        if term == "waiver":
            before = clause.lower[: start - clause.start]
            granted = _GRANTED.search(before)
            if granted is None:
                after = _WAS_GRANTED.match(clause.lower, end - clause.start)
                if after and not _DENIED.search(before):
                    return start, clause.start + after.end()
            elif not _DENIED.search(before, 0, granted.start()):
                return clause.start + granted.start(), end
    return None


def _consecutive(told: Iterable[_Tier]) -> int | None:
    """The number of years in a row of which the text speaks next to a tier."""
    for tier in told:
        lower = tier.clause.lower
        start, end = tier.start - tier.clause.start, tier.end - tier.clause.start
        for row in _IN_A_ROW.finditer(lower):
            near = (
                _AFTER_TIER.fullmatch(lower, end, row.start())
                if row.start() >= end
                else _BEFORE_TIER.fullmatch(lower, row.end(), start)
            )
            if near:
                return ordinal_of(row.group(1)) or number_of(row.group(1))
    return None


def _year(page: Page, told: list[_Tier]) -> int | None:
    """The last year in parentheses of the rating, or of the clause that names the tier."""
    rating = [(section.start, section.end) for section in page.sections if section.name == "rating"]
    ranges = rating or [(tier.clause.start, tier.clause.end) for tier in told]
    years = [match.group(1) for start, end in ranges for match in _YEAR.finditer(page.lower, start, end)]
    return int(years[-1]) if years else None
