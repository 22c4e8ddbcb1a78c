"""A person's word on a finding that the record shows, in the form in which the log keeps it."""

from palermo.evidence.reviews import Review, Said, Verdict
from palermo.record.narratives import Narrative, ReadFinding
from palermo.record.opened import Record


def content(found: ReadFinding) -> Said:
    """What a finding says."""
    return Said(found.code, found.value, dict(found.details))


def as_read(found: ReadFinding) -> Said:
    """What the reader found; where it finds nothing there any more, what stands there by a person's word."""
    old = found.reviewed["old"] if found.reviewed else None
    return Said(**old) if old else content(found)


def review(
    record: Record, text: Narrative, found: ReadFinding, verdict: Verdict, new: Said | None, by: str, note: str | None = None,
    *, missed: bool = False,
) -> Review:  # fmt: skip
    """The review of a finding, with a frozen copy of what it was made on. The log gives it its id and its time.

    `missed`: the reader had not found it, and a person gives its words.
    """
    return Review(
        id="", at="", by=by, verdict=verdict, finding=found.id, kind=found.kind, old=None if missed else as_read(found), new=new,
        passage=found.passage, quotation=found.quotation, sentence=found.sentence, series=text.series, edition=text.edition,
        jurisdiction=text.jurisdiction, text_sha256=text.text_sha256, document=text.sha256, start=found.start, end=found.end,
        record=record.id, reader=found.reader, note=note,
    )  # fmt: skip
