"""The stated ground of a Watch List placement (PRACTICE P7): no increase of efforts, the number of victims, or commitments.

The ground is read only where the text places the jurisdiction on the Tier 2 Watch List: the same words can explain a Tier 3.
"""

import re
from collections.abc import Iterator

from palermo.evidence.model import Ground
from palermo.evidence.page import Clause, Page

_NUMBERS = re.compile(
    r"number of [\w' -]{0,60}victims[\w', -]{0,80}(?:very significant|significantly increasing|increasing significantly|significant and increasing)"
    r"|(?:very significant|significantly increasing|significant and increasing|large and growing) (?:absolute )?number of [\w -]{0,40}victims"
)
_STEPS = re.compile(
    r"(?:commitments?|commits|committed)\b[^;.]{0,80}?"
    r"(?:(?:additional|future|further|more)\b[\w -]{0,30}\b(?:steps|actions?|measures|efforts)"
    r"|(?:over|during|in|throughout) the (?:next|coming|following) (?:year|twelve months|12 months))"
)
_REST_OF_WORD = re.compile(r"\w*(?:(?: [\w-]+)? efforts)?")
_AFAR = 80  # characters between a denial and the efforts that it denies
_TIER_3 = re.compile(r"tier 3\b")
_PLACED_ON = ("placed on ", "remained on ", "remains on ", "remain on ", " is on ", "downgraded to ", "tier rating: ")
_TOLD_BY = frozenset({"ground_efforts", "ground_numbers", "ground_pledge"})
_PASSED_OVER = frozenset({"profile", "recommendations"})


def grounds(page: Page) -> list[Ground]:
    """The grounds that a text states for a place on the Watch List, each once, by their place."""
    if not _is_on_watch_list(page):
        return []
    found: dict[str, Ground] = {}
    for clause in page.clauses:
        if not clause.terms.isdisjoint(_TOLD_BY) and clause.section not in _PASSED_OVER:
            for ground in _of_clause(clause):
                found.setdefault(ground.code, ground)
    return sorted(found.values(), key=lambda ground: ground.start)


def _is_on_watch_list(page: Page) -> bool:
    lower = page.lower
    if "watch list" not in lower:
        return False
    return not any(lower.endswith(_PLACED_ON, 0, match.start()) for match in _TIER_3.finditer(lower))


def _of_clause(clause: Clause) -> Iterator[Ground]:
    denial = None  # the first denial since the last contrast
    for start, end, term in clause.hits:
        if term == "contrast":
            denial = None
        elif term == "denial":
            denial = denial if denial and start - denial[1] <= _AFAR else (start, end)
        elif term == "ground_numbers":
            yield from _matched("numbers", _NUMBERS, clause, max(0, start - clause.start - 2 * _AFAR))
        elif term in ("ground_efforts", "ground_pledge"):
            denied = denial if denial and start - denial[1] <= _AFAR else None
            if term == "ground_efforts" and denied:
                yield Ground("no_increasing_efforts", denied[0], _word_end(clause, end))
            elif term == "ground_pledge" and not denied:
                yield from _matched("commitments", _STEPS, clause, start - clause.start)


def _word_end(clause: Clause, end: int) -> int:
    """Where the word ends in which a term of the form `increas*` stops."""
    match = _REST_OF_WORD.match(clause.lower, end - clause.start)
    return clause.start + match.end() if match else end


def _matched(code: str, form: re.Pattern[str], clause: Clause, at: int) -> Iterator[Ground]:
    match = form.search(clause.lower, at, at + 4 * _AFAR)
    if match:
        yield Ground(code, clause.start + match.start(), clause.start + match.end())
