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
_PASSED_OVER = frozenset({"profile", "recommendations"})


def grounds(page: Page) -> list[Ground]:
    """The grounds that a text states for a place on the Watch List, each once, by their place."""
    if not _is_on_watch_list(page):
        return []
    found: dict[str, Ground] = {}
    for clause in page.clauses:
        if clause.section not in _PASSED_OVER and _may_state_one(clause.lower):
            for ground in _of_clause(clause):
                found.setdefault(ground.code, ground)
    return sorted(found.values(), key=lambda ground: ground.start)


def _is_on_watch_list(page: Page) -> bool:
    lower = page.lower
    if "watch list" not in lower:
        return False
    return not any(lower.endswith(_PLACED_ON, 0, match.start()) for match in _TIER_3.finditer(lower))


def _may_state_one(words: str) -> bool:
    """A quick look: every ground speaks of an increase or progress, of numbers, or of commitments."""
    return "increas" in words or "progress" in words or "significant" in words or "number" in words or "commit" in words


def _of_clause(clause: Clause) -> Iterator[Ground]:
    denial = None  # the first denial since the last contrast
    for hit in clause.hits:
        if hit.term == "contrast":
            denial = None
        elif hit.term == "denial":
            denial = denial if denial and hit.start - denial.end <= _AFAR else hit
        elif hit.term == "ground_numbers":
            yield from _matched("numbers", _NUMBERS, clause, max(0, hit.start - clause.start - 2 * _AFAR))
        elif hit.term in ("ground_efforts", "ground_pledge"):
            denied = denial if denial and hit.start - denial.end <= _AFAR else None
            if hit.term == "ground_efforts" and denied:
                yield Ground("no_increasing_efforts", denied.start, _word_end(clause, hit.end))
            elif hit.term == "ground_pledge" and not denied:
                yield from _matched("commitments", _STEPS, clause, hit.start - clause.start)


def _word_end(clause: Clause, end: int) -> int:
    """Where the word ends in which a term of the form `increas*` stops."""
    match = _REST_OF_WORD.match(clause.lower, end - clause.start)
    return clause.start + match.end() if match else end


def _matched(code: str, form: re.Pattern[str], clause: Clause, at: int) -> Iterator[Ground]:
    match = form.search(clause.lower, at, at + 4 * _AFAR)
    if match:
        yield Ground(code, clause.start + match.start(), clause.start + match.end())
