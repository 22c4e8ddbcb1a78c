"""The judgment that opens each P: "The government increased law enforcement efforts".

In a page with headings it stands in the first sentences under the heading of the P, which names the subject; elsewhere the words name it.
A verb of direction counts before a word of amount: "maintained limited efforts" were maintained, "made limited efforts" are minimal.
"""

import re

from palermo.evidence.model import Trend
from palermo.evidence.page import Clause, Page
from palermo.evidence.terms import Hit

SUBJECTS = ("prosecution", "protection", "prevention")
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
_NEAR = 60  # characters between the efforts and the words on them
_ELSEWHERE = re.compile(r" to (?!make|demonstrate|undertake|conduct)")  # "continued to impede" maintains nothing
_APART = re.compile(r",(?! however,)| for | of ")  # between a word of direction and efforts that it is not about


def trends(page: Page) -> list[Trend]:
    """The judgment on each P, at most one a subject, by their place."""
    headed = {section.name for section in page.sections if section.name in SUBJECTS}
    found: dict[str, Trend] = {}
    place: dict[str, int] = {}
    for clause in page.clauses:
        place[clause.section] = place.get(clause.section, 0) + 1
        if "trend_efforts" not in clause.terms or clause.section in ("recommendations", "profile"):
            continue
        efforts = next(hit for hit in clause.hits if hit.term == "trend_efforts")
        for subject in _subjects(clause, efforts, headed, place[clause.section]) - found.keys():
            trend = _trend(subject, clause, efforts)
            if trend:
                found[subject] = trend
    return sorted(found.values(), key=lambda trend: (trend.start, trend.subject))


def _subjects(clause: Clause, efforts: Hit, headed: set[str], place: int) -> set[str]:
    """Of which P a clause may judge: that of its heading, if it opens the section, else those whose words stand by the efforts."""
    if clause.section in headed:
        return {clause.section} if place <= _OPENING else set()
    named = {
        hit.term.removeprefix("about_") for hit in clause.hits if hit.term.startswith("about_") and _gap(hit, efforts) <= _NEAR
    }
    return named & set(SUBJECTS) - headed


def _trend(subject: str, clause: Clause, efforts: Hit) -> Trend | None:
    said = {hit.term: hit for hit in reversed(clause.hits) if hit.term in _TERMS and _is_about(clause, hit, efforts)}
    denied = any(hit.term == "denial" and hit.start < efforts.start for hit in clause.hits)
    if not said or (denied and "trend_nil" not in said):
        return None
    direction = next(name for term, name in _DIRECTIONS if term in said)
    if {"trend_up", "trend_down"} <= said.keys():
        direction = "mixed"
    spans = [*said.values(), efforts]
    return Trend(subject, direction, min(hit.start for hit in spans), max(hit.end for hit in spans))


def _is_about(clause: Clause, hit: Hit, efforts: Hit) -> bool:
    low, high = min(hit.end, efforts.end), max(hit.start, efforts.start)
    if (
        high - low > _NEAR
        or _ELSEWHERE.match(clause.lower, hit.end - clause.start)
        or any(other.term == "contrast" and low <= other.start < high for other in clause.hits)
    ):
        return False
    if efforts.end <= hit.start and clause.lower[efforts.end - clause.start : hit.start - clause.start] == " and ":
        return False  # "maintained its efforts and decreased its funding"
    return not _APART.search(clause.lower[low - clause.start : high - clause.start] if hit.start < efforts.start else "")


def _gap(one: Hit, other: Hit) -> int:
    return max(one.start, other.start) - min(one.end, other.end)
