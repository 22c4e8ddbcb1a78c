"""The passages of one document that bear on the topics, and what looking for them gave.

A finding speaks for a topic, or cuts the other way, by its code; a passage found by words bears on it, and is taken to support it
only where no denial stands in it. Recommendations are left out: what is asked for is not what happened.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from palermo.briefing.exhibit.model import Searched, Shown, Side
from palermo.briefing.exhibit.topics import Topic
from palermo.record.narratives import Narrative, Passage, ReadFinding, passages, read_findings
from palermo.record.opened import Record
from palermo.record.search.answer import Filters, search
from palermo.register.silences import Answer, Known, NotReported, Silent
from palermo.register.vocabulary import gaps

_DENIAL = re.compile(r"\b(?:no|not|none|nor|never|neither|without)\b|n['’]t\b", re.IGNORECASE)
_MOST = 200  # passages that one question may give in one document
_ASKED = "recommendations"


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that bears on topics. `reviewed`: a person accepted a finding that it was found by."""

    passage: Passage
    shown: tuple[Shown, ...]
    reviewed: bool


@dataclass(frozen=True)
class Looked:
    """What one document gave: passages in the order of its text, and an answer for each topic."""

    found: tuple[Found, ...]
    searched: tuple[Searched, ...]


def look(record: Record, text: Narrative, topics: tuple[Topic, ...], document: str) -> Looked:
    """Look for the topics in one document. `document`: how it is called in print."""
    held = {p.id: p for p in passages(record, text.key) if p.section != _ASKED}
    findings = [f for f in read_findings(record, text.key) if f.status != "rejected" and f.passage in held]
    shown: dict[str, dict[tuple[str, Side], Shown]] = {}
    searched = []
    for topic in topics:
        found = [*_by_findings(findings, topic), *_by_words(record, text, topic, held)]
        for passage, one in found:
            shown.setdefault(passage, {}).setdefault((topic.id, one.side), one)
        searched.append(Searched(topic, document, _answer(text, len({p for p, _ in found}), topic, findings, document)))
    accepted = {f.passage for f in findings if f.status in ("accepted", "corrected")}
    ordered = sorted(shown, key=lambda passage: (held[passage].start, passage))
    return Looked(tuple(Found(held[p], _settled(shown[p]), p in accepted) for p in ordered), tuple(searched))


def _settled(found: dict[tuple[str, Side], Shown]) -> tuple[Shown, ...]:
    """One side for each topic: a finding's code is more than words, and what cuts the other way is asked for in narrower words."""
    by_topic: dict[str, list[Shown]] = {}
    for one in found.values():
        by_topic.setdefault(one.topic.id, []).append(one)
    settled = []
    for several in by_topic.values():
        coded = [one for one in several if not one.how.startswith("the words")]
        told = coded or [one for one in several if one.side == "contrary"] or several
        sides = {one.side for one in told}
        how = "; ".join(dict.fromkeys(one.how for one in told))
        settled.append(Shown(told[0].topic, sides.pop() if len(sides) == 1 else "bears_on", how))
    return tuple(settled)


def _by_findings(findings: list[ReadFinding], topic: Topic) -> Iterator[tuple[str, Shown]]:
    for finding in findings:
        code = str((finding.reviewed or {}).get("code") or finding.code)
        if finding.kind == "gap" and code in topic.gaps:
            yield finding.passage, Shown(topic, "supports", f"the finding: {gaps()[code].label}")
        elif finding.kind == "action" and code in topic.actions:
            yield finding.passage, Shown(topic, "contrary", f"the finding: {code.replace('_', ' ')}")


def _by_words(record: Record, text: Narrative, topic: Topic, held: dict[str, Passage]) -> Iterator[tuple[str, Shown]]:
    years = (text.edition, text.edition) if text.edition else None
    filters = Filters((text.jurisdiction,) if text.jurisdiction else (), years, (), (text.series,))
    asked: tuple[tuple[Side, tuple[str, ...]], ...] = (("supports", topic.words), ("contrary", topic.against))
    for side, questions in asked:
        for question in questions:
            for hit in search(record, question, filters, limit=_MOST):
                if hit.document == text.sha256 and hit.passage in held:
                    words = ", ".join(dict.fromkeys(hit.text[a:b].casefold() for a, b in hit.marked))
                    way: Side = "bears_on" if _DENIAL.search(hit.text) else side
                    yield hit.passage, Shown(topic, way, f"the words “{words}”")


def _answer(text: Narrative, count: int, topic: Topic, findings: list[ReadFinding], document: str) -> Answer[object]:
    if count:
        return Known(count, f"text:{text.text_sha256}")
    unreported = next((f for f in findings if f.code == "data_not_reported"), None)
    if unreported and topic.actions:
        return NotReported(unreported.locator(text.text_sha256), "that data were not reported (which ones, its words tell)")
    return Silent(document, machine=True)
