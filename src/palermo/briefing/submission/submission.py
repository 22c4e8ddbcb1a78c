"""The working paper of a submission: questions, empty fields, what the last edition said, and a last page for the sender alone."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from palermo.assessment.compare.cited import NumberedTexts
from palermo.briefing.submission.questions import Question, Request
from palermo.briefing.submission.told import Before, Note, before, told
from palermo.law.period import Period, due_date, reporting_period
from palermo.law.versions import law_version
from palermo.record import query
from palermo.record.opened import Record
from palermo.register.dates import in_words
from palermo.register.jurisdictions import Jurisdiction

SCHEMA = "palermo.submission/1"
FIELDS = {
    "act": "Act: what was done, or left undone",
    "date": "Date, within the period",
    "place": "Place: no nearer than is safe",
    "form": "Form of trafficking",
    "authority": "Authority that acted",
    "how_known": "How it is known: first-hand, or the source to cite",
    "attributed": "May it be attributed to us? (yes, no)",
    "quoted": "May it be quoted? (yes, no)",
}
SENDER_ONLY = (
    "Names, addresses, numbers and details by which a victim, a survivor or a witness could be known are taken out.",
    "A source who would be at risk if identified cannot be recognised from place, date or circumstance.",
    "Whoever gave information consented to this use, to attribution and to quotation as marked.",
    "Each act lies within the period, and says how it is known.",
    "Nothing is taken over from the report itself as if it were evidence.",
)
NOTICE = (
    "Not legal advice. Not affiliated with the United Nations or any government. What stands beside a question is not for sending: it is "
    "the last edition's own word, and repeating it tells the Department nothing new."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what the last edition said on it."""

    question: Question
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Submission:
    """A working paper. `known`: the editions before, None where none was out. `overdue`: the year of a later one that was due by the
    day and is not in the record. `sources`: numbered."""

    record: Record
    place: Jurisdiction
    request: Request
    period: Period
    period_citation: int
    known: Before | None
    overdue: int | None
    asked: tuple[Asked, ...]
    sources: tuple[dict[str, Any], ...]

    @property
    def title(self) -> str:
        """What the paper is called."""
        return f"{self.place.name(self.record.as_of).text}: information for the {self.request.year} report"


def submission(record: Record, place: Jurisdiction, request: Request) -> Submission:
    """Lay a request out for a jurisdiction, with what the record knew by its day."""
    cited = NumberedTexts(record)
    period = reporting_period(request.year, record.law, record.as_of)
    number = cited.law(period.citation, law_version(request.year, record.as_of, law=record.law))
    known = before(record, place, request.year)
    asked = tuple(Asked(one, told(record, known, one, cited) if known else ()) for one in request.questions)
    overdue = _overdue(record, request, known.last if known else None)
    return Submission(record, place, request, period, number, known, overdue, asked, tuple(cited.plain()))


def _overdue(record: Record, request: Request, last: int | None) -> int | None:
    """The newest edition between the last one held and the one that is asked about, if its day has come."""
    years = range((last or request.year - 1) + 1, request.year)
    due = [year for year in years if due_date(year, record.law, record.as_of) <= record.as_of]
    return due[-1] if due and all(edition["report_year"] != due[-1] for edition in query.editions(record)) else None


def head(made: Submission) -> Iterator[tuple[str, str]]:
    """What stands at the head: label and words. What the file does not say is to be looked up, and never guessed."""
    request, look = made.request, "not in the file of questions: look it up in the request itself"
    start, end = in_words(made.period.start), in_words(made.period.end)
    yield "Period", f"acts from {start} to {end} [{made.period_citation}]"
    yield "Send by", _deadline(request.deadline, made.record.as_of) if request.deadline else look
    yield "Send to", request.address or look
    yield "Published", request.source or look
    yield "Length", f"at most {request.longest:,} words in all" if request.longest else look
    for line in request.leave_out:
        yield "Leave out", line
    for line in request.rules:
        yield "Rule", line


def _deadline(day: dt.date, today: dt.date) -> str:
    left = (day - today).days
    return f"{in_words(day)} ({left} days from {in_words(today)})" if left >= 0 else f"{in_words(day)}, which is past"


def beside(made: Submission) -> str:
    """What the greyed lines are about: which edition, and whether a newer one may be out."""
    if made.known is None:
        return "No edition was out by the day of this paper."
    newer = (
        f" The {made.overdue} edition was due by then, and this record does not hold it: check before use."
        if made.overdue
        else ""
    )
    return f"What the {made.known.last} edition says or leaves out, for you alone and not for sending.{newer}"


def source_line(source: dict[str, Any]) -> str:
    """One entry of the list of sources: the original, and where it was read if we did not read it itself (PRACTICE P3)."""
    edition = f", {source['edition']}" if source["edition"] and str(source["edition"]) not in source["title"] else ""
    read_in = f", as transcribed in {source['carrier']['title']}, original not held" if source["carrier"] else ""
    caveat = f" ({source['caveat']})" if source["caveat"] else ""
    return f"[{source['n']}] {source['publisher']}, {source['title']}{edition}{read_in}{caveat}: {source['locator']}"


def warnings(made: Submission) -> tuple[str, ...]:
    """What whoever sends must know first."""
    found = []
    if made.request.deadline is None:
        found.append("The file of questions gives no deadline: look it up, for it moves every year.")
    elif made.request.deadline < made.record.as_of:
        found.append(f"The deadline, {in_words(made.request.deadline)}, is past.")
    if made.overdue:
        found.append(
            f"The {made.overdue} edition was due, and this record does not hold it: what stands beside the questions may be old."
        )
    return tuple(found)


def document(made: Submission) -> dict[str, Any]:
    """The paper as data: `palermo.submission/1`."""
    request = made.request
    return {
        "schema": SCHEMA,
        "record": made.record.id,
        "as_of": made.record.as_of.isoformat(),
        "jurisdiction": made.place.code,
        "year": request.year,
        "title": request.title,
        "period": {
            "start": made.period.start.isoformat(),
            "end": made.period.end.isoformat(),
            "citations": [made.period_citation],
        },
        "deadline": request.deadline.isoformat() if request.deadline else None,
        "address": request.address,
        "published": request.source,
        "longest": request.longest,
        "leave_out": list(request.leave_out),
        "rules_of_the_request": list(request.rules),
        "last_edition": made.known.last if made.known else None,
        "held_edition": made.known.held.later.edition if made.known and made.known.held else None,
        "newer_edition_due": made.overdue,
        "warnings": list(warnings(made)),
        "questions": [_asked(one) for one in made.asked],
        "for_the_sender_only": list(SENDER_ONLY),
        "sources": list(made.sources),
    }


def _asked(one: Asked) -> dict[str, Any]:
    notes = [{"kind": n.kind, "text": n.text, "quotation": n.quotation, "citations": list(n.citations)} for n in one.notes]
    question = one.question
    about = {name: list(getattr(question, name)) for name in ("topics", "gaps", "actions", "figures")}
    return {
        "id": question.id,
        "text": question.text,
        "about": about,
        "longest": question.longest,
        "not_for_sending": notes,
        "answer": dict.fromkeys(FIELDS),
    }
