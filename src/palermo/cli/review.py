"""`palermo review list|accept|correct|reject`: what a person says of the reader's findings."""

import datetime as dt
import hashlib
import io
from collections.abc import Iterator, Mapping
from typing import Any

import click

from palermo.cli.common import as_json, as_of_option, console, format_option, put, reading
from palermo.errors import UserError
from palermo.evidence import review_log
from palermo.evidence.refound import Pages, Seen
from palermo.evidence.review_content import KINDS, details_of, said
from palermo.evidence.reviews import Found, Review, Said, Verdict, applied, latest
from palermo.library.series import named
from palermo.record import reviewing
from palermo.record.narratives import Narrative, Passage, ReadFinding, narratives, passages, read_findings, unplaced_reviews
from palermo.record.opened import Record
from palermo.record.reviewing import content
from palermo.register.jurisdictions import resolve

SCHEMA = "palermo.review/1"
STATUSES = ("unreviewed", "accepted", "corrected", "rejected", "unplaced")
SHORTEST = 4  # characters of a shortened id
WARNING = "Never write down who a victim, a witness or a source is, in a note or a name."

by_option = click.option(
    "--by",
    default="unnamed",
    envvar="PALERMO_BY",
    metavar="NAME",
    help="Who says so; a pseudonym will do. Stays on this machine.",
)
note_option = click.option("--note", metavar="TEXT", help=f"Why. Stays on this machine. {WARNING}")


@click.group("review")
def command() -> None:
    """Accept, correct or reject what the reader found: your word wins, and survives a new page and a new reader."""


# List -------------------------------------------------------------------------------------------------------------------------


@command.command("list")
@click.argument("country", required=False)
@click.option("--year", "edition", type=click.IntRange(1900, 2100), help="Only this edition.")
@click.option("--series", help="Only this series, for example tip_report.")
@click.option("--kind", type=click.Choice(list(KINDS)), help="Only findings of this kind.")
@click.option(
    "--status", type=click.Choice(STATUSES), help="Only findings of this status; 'unplaced': reviews without their words."
)
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="So many at most.")
@as_of_option
@format_option("terminal", "json")
def list_(
    country: str | None, edition: int | None, series: str | None, kind: str | None, status: str | None, limit: int,
    as_of: dt.date | None, form: str,
) -> None:  # fmt: skip
    """Findings with the words that they rest on, and what persons have said of them."""
    place = resolve(country).code if country is not None else None
    series = named(series).id if series is not None else None
    log = review_log.read()
    with reading(as_of) as record:
        texts = narratives(record, series, edition, place)
        rows: list[tuple[Narrative, ReadFinding]] = []
        for text, finding in _findings(record, texts, kind) if status != "unplaced" else ():
            if status in (None, finding.status):
                rows.append((text, finding))
            if len(rows) > limit:
                break
        lost = [r for r in _unplaced(record, log.reviews) if _asked(r, series, edition, place, kind)]
        lost = lost if status in (None, "unplaced") else []
        if form == "json":
            put(as_json(_data(record, rows[:limit], len(rows) > limit, lost, log)), None)
        else:
            put(_screen(rows[:limit], len(rows) > limit, lost, {r.id: r for r in log.reviews}), None)
    if log.torn:
        click.echo(f"palermo: {log.torn}", err=True)


def _findings(record: Record, texts: tuple[Narrative, ...], kind: str | None) -> Iterator[tuple[Narrative, ReadFinding]]:
    return ((text, finding) for text in texts for finding in read_findings(record, text.key, kind))


def _asked(review: Review, series: str | None, edition: int | None, place: str | None, kind: str | None) -> bool:
    pairs = ((series, review.series), (edition, review.edition), (place, review.jurisdiction), (kind, review.kind))
    return all(wanted in (None, own) for wanted, own in pairs)


def _unplaced(record: Record, reviews: tuple[Review, ...]) -> list[Review]:
    """Reviews whose words stand in no document of their subject; on a day, only where it shows a document of that subject."""
    ids = unplaced_reviews(record)
    shown = {(text.series, text.edition, text.jurisdiction) for text in narratives(record)} if ids else set()
    return [review for review in latest(reviews) if review.id in ids and (not record.dated or review.subject in shown)]


def _data(
    record: Record, rows: list[tuple[Narrative, ReadFinding]], more: bool, lost: list[Review], log: review_log.Log
) -> dict[str, Any]:
    persons = {review.id: review for review in log.reviews}
    return {
        "schema": SCHEMA,
        "record": record.id,
        "as_of": record.as_of.isoformat(),
        "findings": [_finding_data(text, finding, persons) for text, finding in rows],
        "more": more,
        "unplaced": [_lost_data(review) for review in lost],
        "torn": log.torn,
    }


def _finding_data(text: Narrative, finding: ReadFinding, persons: Mapping[str, Review]) -> dict[str, Any]:
    review = persons.get(finding.reviewed["review"]) if finding.reviewed else None
    return {
        "id": finding.id, "document": text.key, "series": text.series, "edition": text.edition, "jurisdiction": text.jurisdiction,
        "kind": finding.kind, "code": finding.code, "value": finding.value, "details": dict(finding.details),
        "quotation": finding.quotation, "sentence": finding.sentence, "locator": finding.locator(text.text_sha256),
        "reader": finding.reader, "status": finding.status, "reviewed": dict(finding.reviewed) if finding.reviewed else None,
        "by": review.by if review else None, "note": review.note if review else None,
    }  # fmt: skip


def _lost_data(review: Review) -> dict[str, Any]:
    stands = review.stands
    return {
        "review": review.id, "at": review.at, "by": review.by, "note": review.note, "verdict": review.verdict,
        "finding": review.finding, "kind": review.kind, "series": review.series, "edition": review.edition,
        "jurisdiction": review.jurisdiction, "quotation": review.quotation, "sentence": review.sentence,
        "says": {"code": stands.code, "value": stands.value, "details": dict(stands.details)} if stands else None,
    }  # fmt: skip


def _screen(rows: list[tuple[Narrative, ReadFinding]], more: bool, lost: list[Review], persons: Mapping[str, Review]) -> str:
    from rich.text import Text

    out = io.StringIO()
    screen = console(out)
    heading = ""
    for text, finding in rows:
        if text.key != heading:
            heading = text.key
            about = (
                text.jurisdiction or "no jurisdiction",
                text.series,
                str(text.edition or "no edition"),
                f"document {text.key[:10]}",
            )
            screen.print(Text(" · ".join(about), style="bold"))
        line = Text(f"  {finding.id[:10]}  {_words(finding.kind, content(finding))}  {_standing(finding, persons)}")
        screen.print(line, soft_wrap=True)
        screen.print(Text(f"      {_marked(finding.sentence, finding.quotation)}"), soft_wrap=True)
    for review in lost:
        whom = f"{review.jurisdiction or 'no jurisdiction'} · {review.series} · {review.edition or 'no edition'}"
        screen.print(
            Text(f"Unplaced: {whom} · {_words(review.kind, review.stands or review.old)} ({review.verdict}, {review.at[:10]})")
        )
        screen.print(Text(f"      {_marked(review.sentence, review.quotation)}"), soft_wrap=True)
    if more:
        screen.print("There are more: narrow them with COUNTRY, --year, --kind or --status, or raise --limit.")
    if not rows and not lost:
        screen.print("Nothing to show. 'palermo collect' and 'palermo read' bring texts into the record.")
    return out.getvalue()


def _standing(finding: ReadFinding, persons: Mapping[str, Review]) -> str:
    review = persons.get(finding.reviewed["review"]) if finding.reviewed else None
    return f"{finding.status} by {review.by}, {review.at[:10]}" if review else finding.status


def _words(kind: str, content: Said | None) -> str:
    """A finding in one line: `figure convictions 12 (qualifier exact)`."""
    if content is None:
        return f"{kind}: nothing"
    fields = ", ".join(f"{name} {value}" for name, value in sorted(content.details.items()) if value not in (None, False, [], ""))
    return " ".join(
        filter(None, (kind, content.code, "" if content.value is None else str(content.value), f"({fields})" if fields else ""))
    )


def _marked(sentence: str, quotation: str) -> str:
    """The sentence on one line, with the quotation between marks."""
    before, found, after = sentence.partition(quotation) if quotation else (sentence, "", "")
    return " ".join((f"{before}»{found}«{after}" if found else sentence).split())


# Accept, reject, correct ------------------------------------------------------------------------------------------------------


@command.command("accept")
@click.argument("finding", metavar="ID")
@by_option
@note_option
def accept(finding: str, by: str, note: str | None) -> None:
    """The reader is right: the finding ID (its first characters will do) is so."""
    with reading(None) as record:
        text, found = _one(record, finding)
        if found.status == "corrected":
            raise UserError(
                f"'{finding}' has been corrected, so that it is no longer what the reader found. To change it, use "
                f"'palermo review correct {finding}'; to refuse it, 'reject'."
            )
        _say(record, text, found, "accept", None, by, note)


@command.command("reject")
@click.argument("finding", metavar="ID")
@by_option
@note_option
def reject(finding: str, by: str, note: str | None) -> None:
    """The words do not say so: the finding ID counts for nothing from now on."""
    with reading(None) as record:
        _say(record, *_one(record, finding), "reject", None, by, note)


@command.command("correct")
@click.argument("target", metavar="ID")
@click.option("--code", help="What it is: the gap, the measure, the type, the country.")
@click.option("--value", type=int, help="The number of a figure; 1 or 0 for a judgment.")
@click.option("--qualifier", help="exact, at_least, at_most or approx.")
@click.option("--direction", help="in or out (flow); increased, decreased, … (trend).")
@click.option("--field", "fields", multiple=True, metavar="NAME=VALUE", help="Another field; NAME= takes it away. Repeatable.")
@click.option("--quote", metavar="WORDS", help="The reader missed something: ID names a document, and these are its words.")
@click.option("--kind", type=click.Choice(list(KINDS)), help="With --quote: what kind of finding the words are.")
@by_option
@note_option
def correct(
    target: str, code: str | None, value: int | None, qualifier: str | None, direction: str | None, fields: tuple[str, ...],
    quote: str | None, kind: str | None, by: str, note: str | None,
) -> None:  # fmt: skip
    """The finding ID is something else: say what with --code, --value and fields; the rest stays as it is.

    With --quote WORDS and --kind KIND, ID names a document and the finding is one that the reader has missed.
    """
    given = _pairs(fields) | {n: v for n, v in (("qualifier", qualifier), ("direction", direction)) if v is not None}
    if (quote is None) != (kind is None):
        raise UserError("--quote and --kind go together: the words that the reader missed, and what kind of finding they are.")
    with reading(None) as record:
        if quote is not None and kind is not None:
            text, found = _missed(record, target, quote, kind, said(kind, None, code, value, given))
            _say(record, text, found, "correct", content(found), by, note, missed=True)
            return
        text, found = _one(record, target)
        new = said(found.kind, content(found), code, value, given)
        if new == content(found):
            fields_of = ", ".join(details_of(found.kind))
            raise UserError(f"'{target}' is that already. Say what is otherwise: --code, --value, --field (here: {fields_of}).")
        _say(record, text, found, "correct", new, by, note)


def _pairs(fields: tuple[str, ...]) -> dict[str, str]:
    for field in fields:
        if "=" not in field:
            raise UserError(f"'{field}' is no field: write NAME=VALUE, for example unit=persons.")
    return {name: value for name, _, value in (field.partition("=") for field in fields)}


def _only(named: dict[str, Any], word: str, what: str) -> Any:
    """The one thing whose id begins with a word. UserError for none, several, or a word too short to mean one."""
    if len(word) < SHORTEST:
        raise UserError(f"'{word}' is too short for {what}: give its first {SHORTEST} characters or more.")
    if not named:
        raise UserError(f"'{word}' is no {what} of this record. 'palermo review list' shows them.")
    if len(named) > 1:
        raise UserError(f"'{word}' begins more than one {what}: {', '.join(sorted(named)[:5])}. Give more of it.")
    return next(iter(named.values()))


def _one(record: Record, word: str) -> tuple[Narrative, ReadFinding]:
    found: dict[str, tuple[Narrative, ReadFinding]] = {}
    if len(word) >= SHORTEST:
        for text, finding in _findings(record, narratives(record), None):
            if finding.id.startswith(word):
                found.setdefault(finding.id, (text, finding))
    one: tuple[Narrative, ReadFinding] = _only({word: found[word]} if word in found else found, word, "finding")
    return one


def _missed(record: Record, document: str, quote: str, kind: str, content: Said) -> tuple[Narrative, ReadFinding]:
    """A finding that the reader did not make, in the words of a document. UserError where the words do not stand there."""
    named = {text.key: text for text in narratives(record) if text.key.startswith(document)}
    text: Narrative = _only({document: named[document]} if document in named else named, document, "document")
    held = {passage.id: passage for passage in passages(record, text.key)}
    place = Pages(tuple(held.values())).place(Seen("", quote, quote, 0))
    if place is None or place.found_by != "quotation":
        raise UserError(f"'{quote}' does not stand in {text.title or text.key}. Copy the words from the text, within a sentence.")
    passage: Passage = held[place.passage]
    own = f"missed {passage.id} {kind} {content.code} {content.value} {sorted(content.details.items())}"
    words = passage.text[place.start - passage.start : place.end - passage.start]
    identity = hashlib.sha256(own.encode()).hexdigest()[:24]
    where = (identity, text.key, passage.id, kind, content.code, content.value, place.start, place.end, content.details)
    return text, ReadFinding(*where, "", "unreviewed", None, words, passage.text)


def _say(
    record: Record, text: Narrative, found: ReadFinding, verdict: Verdict, new: Said | None, by: str, note: str | None,
    missed: bool = False,
) -> None:  # fmt: skip
    """Write the review down and show the finding in its sentence before and after it."""
    review = review_log.append(reviewing.review(record, text, found, verdict, new, by, note or None, missed=missed))
    shown = [
        f"{text.jurisdiction or 'no jurisdiction'} · {text.series} · {text.edition or 'no edition'} · finding {found.id[:10]}",
        f"  {_marked(found.sentence, found.quotation)}",
        f"before: {'nothing: the reader had missed it' if missed else f'{_words(found.kind, content(found))} ({found.status})'}",
        f"after:  {_after(record, text, found, review, missed)}",
        f"Kept as review {review.id}; the next question builds a new record with it.",
    ]
    put("\n".join(shown) + "\n", None)
    if note:
        click.echo(f"palermo: the note stays in {review_log.path()}. {WARNING}", err=True)


def _after(record: Record, text: Narrative, found: ReadFinding, review: Review, missed: bool) -> str:
    """The finding as the next record will have it."""
    same = (found.id, found.kind, found.code, found.value, found.start, found.end, found.details, found.passage, found.reader)
    rows = () if missed else (Found(*same, "unreviewed", found.reviewed),)
    done = applied(rows, passages(record, text.key), (review,), review.subject)
    row = next(row for row in done.rows if row.id == found.id) if done.rows else None
    return f"{_words(row.kind, row.said)} ({row.status})" if row else "nothing"
