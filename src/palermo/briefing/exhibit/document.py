"""The exhibit as data: `palermo.exhibit/1`."""

import datetime as dt
from typing import Any

from palermo.assessment.compare.cited import NumberedTexts
from palermo.briefing.exhibit.dropped import Dropped
from palermo.briefing.exhibit.exhibit import Exhibit
from palermo.briefing.exhibit.leaves import Printed
from palermo.briefing.exhibit.model import Marked, Searched
from palermo.briefing.exhibit.names import name_of
from palermo.briefing.exhibit.view import where
from palermo.law.protections import to_discuss
from palermo.register.silences import Known, NotHeld, NotReported, sentence

SCHEMA = "palermo.exhibit/1"


def document(made: Exhibit, warnings: tuple[str, ...], today: dt.date | None = None) -> dict[str, Any]:
    """What is in the exhibit and its memo, in the form of docs/reference/schemas/exhibit.json."""
    cited = NumberedTexts(made.record)
    fresh, stale = to_discuss(today or dt.datetime.now(dt.UTC).date())
    return {
        "schema": SCHEMA,
        "record": made.record.id,
        "as_of": made.record.as_of.isoformat(),
        "jurisdiction": made.place.code,
        "topics": [{"id": topic.id, "title": topic.title} for topic in made.topics],
        "pages": made.plan.total,
        "files": [{"name": f.name, "first_page": f.first, "last_page": f.last} for f in made.files],
        "tabs": [_tab(one, made, cited) for one in made.tabs],
        "searched": [_searched(one) for one in made.selection.searched],
        "warnings": list(warnings),
        "set_aside": [{"document": one.document, "why": one.why} for one in made.set_aside],
        "dropped": [_dropped(one) for one in made.dropped],
        "protections": {"to_discuss": [one.id for one in fresh], "left_out": [one.id for one in stale]},
        "notice": "Information, not legal advice.",
        "sources": cited.plain(),
    }


def _tab(one: Printed, made: Exhibit, cited: NumberedTexts) -> dict[str, Any]:
    text, held = one.chosen.narrative, one.chosen.held
    return {
        "letter": one.chosen.letter,
        "name": name_of(text),
        "page": made.plan.tab[one.chosen.letter],
        "document": {
            "sha256": held.sha256,
            "media_type": held.media_type,
            "address": held.address,
            "retrieved_at": held.retrieved_at,
        },
        "document_pages": one.pages,
        "shown_pages": [leaf.printed for leaf in one.leaves],
        "passages": [_passage(one, mark, made, cited) for mark in one.chosen.marks],
    }


def _passage(one: Printed, mark: Marked, made: Exhibit, cited: NumberedTexts) -> dict[str, Any]:
    return {
        "label": mark.label,
        "id": mark.passage.id,
        "text": mark.passage.text,
        "page": made.plan.of_mark(one, mark.label),
        "where": where(one, mark),
        "reviewed": mark.reviewed,
        "shown": [{"topic": shown.topic.id, "side": shown.side, "found_by": shown.how} for shown in mark.shown],
        "citations": [cited.words(one.chosen.narrative, mark.passage.start, mark.passage.end)],
    }


def _searched(one: Searched) -> dict[str, Any]:
    state = {Known: "found", NotReported: "not_reported", NotHeld: "not_held"}.get(type(one.answer), "silent")
    count = one.answer.value if isinstance(one.answer, Known) else None
    return {
        "topic": one.topic.id,
        "document": one.document,
        "state": state,
        "passages": count,
        "text": sentence(one.answer, "passages"),
    }


def _dropped(one: Dropped) -> dict[str, Any]:
    return {
        "series": one.series,
        "earlier": one.earlier,
        "later": one.later,
        "refusal": one.refusal,
        "not_held_between": list(one.between),
        "sections": [{"name": s.name, "words": {"earlier": s.words[0], "later": s.words[1]}} for s in one.sections],
        "passages": [
            {"section": p.section, "text": p.text, "topics": [topic.id for topic in p.topics], "locator": p.locator}
            for p in one.passages
        ],
    }
