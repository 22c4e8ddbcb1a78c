"""The judgment that opens each P: "The government increased law enforcement efforts".

In a page with headings it stands in the first sentences under the heading of the P, which names the subject; elsewhere the words name it.
A verb of direction counts before a word of amount: "maintained limited efforts" were maintained, "made limited efforts" are minimal.
"""

import re

from palermo.evidence.model import Trend
from palermo.evidence.page import Clause, Page
from palermo.evidence.terms import Span

SUBJECTS = ("prosecution", "protection", "prevention")
_ABOUT = {f"about_{subject}": subject for subject in SUBJECTS}
# In the order in which they win over one another.
_DIRECTIONS = (
    ("trend_nil", "none"),
    ("trend_mixed", "mixed"),
    ("trend_up", "increased"),
    ("trend_down", "decreased"),
    ("trend_level", "maintained"),
    ("trend_small", "minimal"),
)
_TERMS = frozenset(term for term, _ in _DIRECTIONS)
_OPENING = 2  # clauses of a section without its heading
_PASSED_OVER = frozenset({"profile", "recommendations"})
_NEAR = 60  # characters between the efforts and the words on them
_ELSEWHERE = re.compile(r" to (?!make|demonstrate|undertake|conduct)")  # "continued to impede" maintains nothing
_APART = re.compile(
    r",(?! however,)| for | of | (?:impact|affect|hamper|imped|hinder|undermin|obstruct)\w+ "
)  # between a word of direction and efforts that it is not about


def trends(page: Page) -> list[Trend]:
    """The judgment on each P, at most one a subject, by their place."""
    headed = {section.name for section in page.sections if section.name in SUBJECTS}
    found: dict[str, Trend] = {}
    place: dict[str, int] = {}
    for clause in page.clauses:
        if clause.section in headed:
            place[clause.section] = place.get(clause.section, 0) + 1
        if "trend_efforts" not in clause.terms or clause.section in _PASSED_OVER:
            continue
        efforts = next((start, end) for start, end, term in clause.hits if term == "trend_efforts")
        if len(found) == len(SUBJECTS):
            break
        for subject in _subjects(clause, efforts, headed, place.get(clause.section, 0)) - found.keys():
            trend = _trend(subject, clause, efforts)
            if trend:
                found[subject] = trend
    return sorted(found.values(), key=lambda trend: (trend.start, trend.subject))


def _subjects(clause: Clause, efforts: Span, headed: set[str], place: int) -> set[str]:
    """Of which P a clause may judge: that of its heading, if it opens the section, else those whose words stand by the efforts."""
    if clause.section in headed:
        return {clause.section} if place <= _OPENING else set()
    if clause.terms.isdisjoint(_ABOUT):
        return set()
    named = {
        _ABOUT[term]
        for start, end, term in clause.hits
        if term in _ABOUT and max(start, efforts[0]) - min(end, efforts[1]) <= _NEAR
    }
    return named - headed


def _trend(subject: str, clause: Clause, efforts: Span) -> Trend | None:
    said = {
        term: (start, end)
        for start, end, term in reversed(clause.hits)
        if term in _TERMS and _is_about(clause, (start, end), efforts)
    }
    denied = any(term == "denial" and start < efforts[0] for start, _, term in clause.hits)
    if not said or (denied and "trend_nil" not in said):
        return None
    direction = next(name for term, name in _DIRECTIONS if term in said)
    if {"trend_up", "trend_down"} <= said.keys():
        direction = "mixed"
    spans = [*said.values(), efforts]
    return Trend(subject, direction, min(start for start, _ in spans), max(end for _, end in spans))


def _is_about(clause: Clause, word: Span, efforts: Span) -> bool:
    low, high = min(word[1], efforts[1]), max(word[0], efforts[0])
    if (
        high - low > _NEAR
        or _ELSEWHERE.match(clause.lower, word[1] - clause.start)
        or any(term == "contrast" and low <= start < high for start, _, term in clause.hits)
    ):
        return False
    if efforts[1] <= word[0] and clause.lower[efforts[1] - clause.start : word[0] - clause.start] == " and ":
        return False  # "maintained its efforts and decreased its funding"
    return word[0] >= efforts[0] or not _APART.search(clause.lower[low - clause.start : high - clause.start])
