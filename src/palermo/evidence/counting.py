"""The deeds that are counted, as they stand in a clause: investigated, prosecution, convicting, identified, provided services."""

import re
from dataclasses import dataclass

from palermo.evidence.page import Clause

MEASURES = ("investigations", "prosecutions", "convictions", "victims_identified", "victims_assisted")
COUNTS = {f"count_{measure}": measure for measure in MEASURES}
_WORD = re.compile(r"[\w'-]+")
_NOUN = re.compile(
    r"(?:investigations?|prosecutions?|convictions?|indictments?|services|assistance|protection|protections|care|support|shelter|restitution|proceedings|identifications?|sentences?)$"
)
# Words of the same stem that tell of no deed: agencies, adjectives, means.
_OTHER = re.compile(r"(?:investigat(?:ive|ors?|ory)|prosecut(?:ors?|orial)|identifi(?:cation|able|er)|identity|identities|protective|protectors?|protected|assistants?|convicts|investigational|referrals?|references?|referendum)$")


@dataclass(frozen=True, slots=True)
class Deed:
    """A counted deed: its span in the page, its measure, and its `form`: plain, participle, gerund or noun."""

    start: int
    end: int
    measure: str
    form: str


def deeds(clause: Clause) -> list[Deed]:
    """The counted deeds of a clause, in order."""
    found: list[Deed] = []
    for hit in clause.hits:
        measure = COUNTS.get(hit.term)
        if measure is None or (found and hit.start < found[-1].end):
            continue
        last = _WORD.match(clause.lower, clause.lower.rfind(" ", 0, hit.end - clause.start) + 1)
        end = max(hit.end, clause.start + last.end()) if last else hit.end
        text = clause.lower[hit.start - clause.start : end - clause.start]
        if not _OTHER.match(text):
            found.append(Deed(hit.start, end, measure, _form(text)))
    return found


def _form(text: str) -> str:
    if _NOUN.search(text.split(" ")[0]) or _NOUN.search(text):
        return "noun"
    first = text.split(" ")[0]
    if first.endswith("ing"):
        return "gerund"
    return "participle" if first.endswith(("ed", "found", "held", "brought", "put")) else "plain"
