"""What a reference kept outside the record leads to now: the fact or finding of that id, or what took its place."""

import hashlib
import json
from dataclasses import dataclass

from palermo.facts.schema import BY_NAME
from palermo.record.facts import Fact, select
from palermo.record.narratives import ReadFinding, narrative, read_findings
from palermo.record.opened import Record


@dataclass(frozen=True, slots=True)
class Retired:
    """An id that this record no longer has: what replaced it (None: nothing), and why it went."""

    replaced_by: str | None
    reason: str


def fact_at(record: Record, table: str, key: str) -> Fact | None:
    """The fact of a table and key as of the record's day; None where there is none to be seen, or no such table."""
    found = select(record, table, "key = ?", key) if table in BY_NAME else ()
    return found[0] if found else None


def finding_at(record: Record, finding_id: str) -> tuple[ReadFinding, str] | None:
    """A finding that was read in a document, with the hash of its text; None where this record does not show it."""
    rows = record.rows("SELECT document FROM document_findings WHERE id = ? ORDER BY document LIMIT 1", finding_id)
    held = narrative(record, rows[0]["document"]) if rows else None
    if held is None:
        return None
    return next((f, held.text_sha256) for f in read_findings(record, held.key) if f.id == finding_id)


def retired(record: Record, reference: str) -> Retired | None:
    """What became of an id of an earlier record; None where nothing is known of it."""
    rows = record.rows("SELECT replaced_by, reason FROM retired_ids WHERE id = ?", reference)
    return Retired(rows[0]["replaced_by"], rows[0]["reason"]) if rows else None


def row_sha256(fact: Fact) -> str:
    """The SHA-256 of a row's cells, by which a reference sees that the row has changed."""
    return hashlib.sha256(json.dumps(dict(fact.cells), sort_keys=True, ensure_ascii=True).encode()).hexdigest()
