"""What the last edition said, or left out, on what a question is about: quoted or coded, each with its source, never as evidence.

It stands beside the empty field, greyed, so that whoever answers sees what is known already. What this record does not hold is
said as that, and is no silence of the edition.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from palermo.assessment.compare.answer import Change, Comparison
from palermo.assessment.compare.cited import NumberedTexts
from palermo.assessment.compare.data import silence_data, silent_citations
from palermo.assessment.compare.figures import in_print, silence_on, withheld
from palermo.assessment.compare.names import label
from palermo.assessment.compare.reading import EditionReading, Said, pair
from palermo.briefing.submission.questions import Question
from palermo.record import query
from palermo.record.narratives import narratives
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction
from palermo.register.silences import NotReported, Silent
from palermo.register.vocabulary import gaps

Kind = Literal["said", "left_out", "not_reported", "silent", "not_held", "not_searched"]
NOT_SEARCHED = "The file of questions does not say what this one is about, so the last edition was not looked through for it."


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence on the last edition, the words that it quotes (None where none are held), and the numbers of its sources."""

    kind: Kind
    text: str
    quotation: str | None
    citations: tuple[int, ...]


@dataclass(frozen=True)
class Before:
    """The editions before a report year: `last`, the last one that was out, and the newest of which this record holds words or codes on
    the place, beside the one before it (`held`, None where it holds none)."""

    last: int
    held: Comparison | None


def before(record: Record, place: Jurisdiction, year: int) -> Before | None:
    """The editions before a report year, as of the record's day; None where none was out."""
    out = [edition["report_year"] for edition in query.editions(record) if edition["report_year"] < year]
    if not out:
        return None
    told_in = {text.edition for text in narratives(record, "tip_report", None, place.code) if text.edition}
    newest = max(({*told_in, *query.coded_editions(record, place.code)}) & set(out), default=None)
    two = pair(record, "tip_report", place.code, (newest - 1, newest)) if newest else None
    return Before(out[-1], Comparison(place, *two) if two and two[1].basis != "none" else None)


def told(record: Record, known: Before, question: Question, cited: NumberedTexts) -> tuple[Note, ...]:
    """The notes on one question, by its gaps, actions and figures."""
    if not question.about:
        return (Note("not_searched", NOT_SEARCHED, None, ()),)
    one = known.held
    missing = () if one and one.later.edition == known.last else (_not_held(known, cited),)
    if one is None:
        return missing
    wanted = [("gap", code) for code in question.codes] + [("action", code) for code in question.actions]
    changes = {(change.said.kind, change.said.code): change for change in one.changes}
    found = [note for key in wanted for note in _finding(record, one, key, changes.get(key), cited)]
    return (*missing, *found, *(note for measure in question.figures for note in _figure(one.later, measure, cited)))


def _not_held(known: Before, cited: NumberedTexts) -> Note:
    words = f"Not in this record: the {known.last} edition on this place, its text or a summary of it. That says nothing of what it says"
    older = f"; what follows is of the {known.held.later.edition} edition" if known.held else ""
    return Note("not_held", f"{words}{older}.", None, (cited.catalogue("reported_findings"),))


def _finding(
    record: Record, one: Comparison, key: tuple[str, str], change: Change | None, cited: NumberedTexts
) -> Iterator[Note]:
    if change is None or not (change.later or change.change == "lost"):
        kind, code = key
        name = gaps()[code].label if kind == "gap" else f"action: {code.replace('_', ' ')}"
        silence = silence_data(Silent(one.later.document, one.later.basis == "machine"), name, one.later, cited)
        yield Note("silent", _sentence(silence["text"]), None, tuple(silence["citations"]))
        return
    name = label(change.said, record.as_of)
    if change.later:
        yield from (_said(said, name, one.later, cited) for said in change.later)
    else:
        for said in change.earlier:
            words = f"Left out: {name}. It was found in {one.earlier.document} and not in {one.later.document}, which does not say that it ended"
            numbers = (*cited.said(said), *silent_citations(one.later, cited))
            yield Note("left_out", _sentence(words), said.quotation or None, tuple(dict.fromkeys(numbers)))


def _said(said: Said, name: str, reading: EditionReading, cited: NumberedTexts) -> Note:
    how = "as a program read it" if said.quotation else "as it was coded"
    return Note("said", _sentence(f"{reading.document}, {how}: {name}"), said.quotation or None, tuple(cited.said(said)))


def _figure(reading: EditionReading, measure: str, cited: NumberedTexts) -> Iterator[Note]:
    """A measure of the edition's own period: each value that it gives, or which of the silences stands there."""
    name = measure.replace("_", " ")
    every = [said for said in reading.of("figure") if said.code == measure and said.amount]
    given = [said for said in every if said.amount and not said.amount.previous]
    for said in given:
        amount = said.amount
        assert amount is not None
        more = ", ".join(filter(None, (amount.unit, amount.form, amount.population, amount.period or "period not stated")))
        yield _said(said, f"{name}: {in_print(amount)} ({more})", reading, cited)
    if given:
        return
    answer = silence_on(reading, measure, bool(every))
    silence = silence_data(answer, f"figures on {name}", reading, cited, measure)
    unreported = withheld(reading, measure) if isinstance(answer, NotReported) else None
    kind: Kind = "not_reported" if isinstance(answer, NotReported) else "silent"
    quoted = unreported.quotation or None if unreported else None
    yield Note(kind, _sentence(silence["text"]), quoted, tuple(silence["citations"]))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
