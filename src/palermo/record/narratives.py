"""Questions about what was read: narratives, their passages, and findings with their words."""

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from palermo.record.opened import Record, Row


@dataclass(frozen=True)
class Outline:
    """A section of a narrative: its function, its heading as printed, its span in the text."""

    name: str
    title: str
    start: int
    end: int


@dataclass(frozen=True)
class Narrative:
    """A document's text about one jurisdiction in one edition. `words` counts them; `text_sha256` names the text.

    `published` is None where nobody gave a date: such a document shows only when no day is asked for.
    """

    key: str
    sha256: str
    part: int
    series: str
    edition: int | None
    jurisdiction: str | None
    title: str
    address: str
    retrieved_at: str
    origin: str
    published: str | None
    text_sha256: str
    words: int
    sections: tuple[Outline, ...]


@dataclass(frozen=True)
class Passage:
    """A sentence or clause of a narrative, with its span in the text. `number` is of this record only; `id` is for good."""

    id: str
    number: int
    document: str
    section: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class ReadFinding:
    """A finding that the reader made, and what a person said of it.

    `status`: unreviewed, accepted, corrected or rejected; `reviewed` what the person put in its place. `quotation`: the words of its
    span. `sentence`: the passage that it stands in.
    """

    id: str
    document: str
    passage: str
    kind: str
    code: str
    value: int | None
    start: int
    end: int
    details: Mapping[str, Any]
    reader: str
    status: str
    reviewed: Mapping[str, Any] | None
    quotation: str
    sentence: str

    def locator(self, text_sha256: str) -> str:
        """Where the words stand, in the grammar of citations."""
        return f"text:{text_sha256}#{self.start}-{self.end}"


def narratives(
    record: Record, series: str | None = None, edition: int | None = None, jurisdiction: str | None = None
) -> tuple[Narrative, ...]:
    """Narratives as of the record's day, by series, edition and jurisdiction; each argument narrows them."""
    where = {"series": series, "edition": edition, "iso3": jurisdiction}
    asked = {name: value for name, value in where.items() if value is not None}
    condition = " AND ".join(f"{name} = ?" for name in asked) or "TRUE"
    rows = record.rows(f"SELECT * FROM documents WHERE {condition} ORDER BY series, edition, iso3, key", *asked.values())
    return tuple(_narrative(record, row) for row in rows)


def narrative(record: Record, key: str) -> Narrative | None:
    """The narrative of that key, None where this record does not show it."""
    rows = record.rows("SELECT * FROM documents WHERE key = ?", key)
    return _narrative(record, rows[0]) if rows else None


def _narrative(record: Record, row: Row) -> Narrative:
    outline = record.rows('SELECT name, title, start, "end" FROM sections WHERE document = ? ORDER BY number', row["key"])
    names = (
        "key",
        "sha256",
        "part",
        "series",
        "edition",
        "title",
        "address",
        "retrieved_at",
        "origin",
        "published",
        "text_sha256",
        "words",
    )
    sections = tuple(Outline(*section) for section in outline)
    return Narrative(jurisdiction=row["iso3"], sections=sections, **{name: row[name] for name in names})


def passages(record: Record, document: str) -> tuple[Passage, ...]:
    """The passages of a narrative, in order."""
    rows = record.rows("SELECT * FROM passages WHERE document = ? ORDER BY start, number", document)
    return tuple(Passage(*(row[n] for n in ("id", "number", "document", "section", "start", "end", "text"))) for row in rows)


def read_findings(record: Record, document: str, kind: str | None = None) -> tuple[ReadFinding, ...]:
    """The findings of a narrative, by their place; rejected ones are among them, so that a reader can see what was refused."""
    held = passages(record, document)
    by_id = {passage.id: passage for passage in held}
    condition, asked = ("AND kind = ?", (kind,)) if kind else ("", ())
    sql = f'SELECT * FROM document_findings WHERE document = ? {condition} ORDER BY start, "end", kind, id'
    return tuple(_finding(row, by_id[row["passage"]], held) for row in record.rows(sql, document, *asked))


def of_text(record: Record, text_sha256: str) -> Narrative | None:
    """A narrative with the text of that hash, None where no document shown has it."""
    keys = record.rows("SELECT key FROM documents WHERE text_sha256 = ? ORDER BY key LIMIT 1", text_sha256)
    return narrative(record, keys[0]["key"]) if keys else None


def words_at(record: Record, text_sha256: str, start: int, end: int) -> str | None:
    """The words of a span in the text of that hash, with a blank between passages; None where no document shown has that text."""
    keys = record.rows("SELECT key FROM documents WHERE text_sha256 = ? ORDER BY key LIMIT 1", text_sha256)
    return _quoted(passages(record, keys[0]["key"]), start, end) or None if keys else None


def unplaced_reviews(record: Record) -> frozenset[str]:
    """The ids of reviews whose words stand in no document of their subject, whatever the day of the record."""
    return frozenset(row["review"] for row in record.rows("SELECT review FROM unplaced_reviews"))


def _quoted(held: tuple[Passage, ...], start: int, end: int) -> str:
    """The words of a span, which can run over several passages; a blank stands for what lies between two of them."""
    at = max(bisect_right(held, start, key=lambda passage: passage.start) - 1, 0)
    inside = takewhile(lambda passage: passage.start < end, held[at:])
    return " ".join(p.text[max(start - p.start, 0) : end - p.start] for p in inside if p.end > start)


def _finding(row: Row, passage: Passage, held: tuple[Passage, ...]) -> ReadFinding:
    quotation = _quoted(held, row["start"], row["end"])
    names = ("id", "document", "passage", "kind", "code", "value", "start", "end")
    return ReadFinding(
        **{name: row[name] for name in names},
        details=json.loads(row["details"]),
        reader=row["reader"],
        status=row["status"],
        reviewed=json.loads(row["reviewed"]) if row["reviewed"] else None,
        quotation=quotation,
        sentence=passage.text,
    )
