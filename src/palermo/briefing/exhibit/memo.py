"""The memo to counsel: what was searched and what was not held, warnings, and protections to discuss. Never part of the filed pages."""

import datetime as dt
from typing import Any

from palermo.briefing.exhibit.exhibit import Exhibit
from palermo.briefing.exhibit.model import Searched
from palermo.briefing.exhibit.printing import PAPERS, filled, printed
from palermo.briefing.exhibit.view import view
from palermo.law.protections import STALE_AFTER, Protection, to_discuss
from palermo.library.store import sha256
from palermo.register.dates import in_words
from palermo.register.silences import Known, NotHeld, NotReported, Silent

_CONFIDENCE = {
    "H": "read in the text of the law",
    "M": "read in a copy or a secondary source",
    "L": "recollected or known third-hand: check it first",
}
_SILENCES = (
    ("Found", Known, "passages were found, and are marked in the exhibit unless the document is not shown."),
    ("The source says that it was not reported", NotReported, "that is a statement of the source, and no zero."),
    ("Searched in full, and nothing found", Silent, "a program read it and found none, which is less than that it says nothing."),
    ("Not in this record", NotHeld, "this library holds nothing of it on this place: that says nothing of what was reported."),
)  # fmt: skip


def memo(made: Exhibit, warnings: tuple[str, ...], today: dt.date | None = None) -> bytes:
    """The memo as a PDF file. `today`: the day from which the reviews of protections are counted."""
    values = view(made.record, made.place, made.topics, made.tabs, made.dropped, made.selection.newer, made.options.whole)
    fresh, stale = to_discuss(today or dt.datetime.now(dt.UTC).date())
    page = filled(
        "memo.html",
        paper=PAPERS[made.options.paper],
        made=made,
        told=warnings,
        files=[{"name": f.name, "first": f.first, "last": f.last, "sha256": sha256(f.content)} for f in made.files],
        record_id=made.record.id,
        searched=list(searched(made)),
        protections=[_protection(one) for one in fresh],
        stale=[_protection(one) for one in stale],
        stale_after=STALE_AFTER,
        **values,
    )
    content: bytes = printed(page).write_pdf()
    return content


def searched(made: Exhibit) -> Any:
    """The search record in four groups, one for each kind of answer, with a sentence for each topic and document."""
    for title, kind, reading in _SILENCES:
        rows = [one for one in made.selection.searched if isinstance(one.answer, kind)]
        yield {"title": title, "reading": reading, "counted": kind is Known, "rows": _grouped(rows, len(made.topics))}


def _grouped(rows: list[Searched], topics: int) -> list[dict[str, Any]]:
    """Rows by document: topics that have one answer stand in one line."""
    found: dict[tuple[str, object], list[str]] = {}
    for one in rows:
        count = one.answer.value if isinstance(one.answer, Known) else None
        found.setdefault((one.document, count), []).append(one.topic.title)
    return [
        {
            "document": document,
            "answer": count,
            "topics": "all that were asked for" if len(titles) == topics > 1 else "; ".join(titles),
        }
        for (document, count), titles in found.items()
    ]


def _protection(one: Protection) -> dict[str, Any]:
    return {
        "one": one,
        "reviewed": in_words(one.last_reviewed),
        "confidence": _CONFIDENCE[one.confidence],
        "notes": [{"text": note.text, "doubt": note.confidence == "L"} for note in one.notes],
    }
