"""Ids that an earlier record had and this one no longer has, and what took their place.

Whatever keeps a reference outside the record (a workspace, a review, a file) can still be told what became of it. The table is the
record's memory of earlier records: it is carried on from each to the next, and no part of an export or of the record's id.
"""

import sqlite3
from pathlib import Path

from palermo.facts.schema import TABLES

_CARRY = "INSERT OR IGNORE INTO retired_ids SELECT * FROM before.retired_ids"
_FACTS = """
INSERT OR REPLACE INTO retired_ids
SELECT '{table}/' || key, NULL, 'no longer in the table', ? FROM before.{table} WHERE key NOT IN (SELECT key FROM main.{table})
"""
_PASSAGES = """
INSERT OR REPLACE INTO retired_ids
SELECT DISTINCT id, NULL, 'its document left the library, or its words changed', ? FROM before.passages
WHERE id NOT IN (SELECT id FROM main.passages)
"""
_FINDINGS = """
INSERT OR REPLACE INTO retired_ids
SELECT DISTINCT old.id,
  coalesce(
    (SELECT min(id) FROM main.document_findings AS new WHERE new.passage = old.passage AND new.kind = old.kind AND new.code = old.code),
    (SELECT min(id) FROM main.document_findings AS new WHERE new.passage = old.passage AND new.kind = old.kind)),
  'the passage is read otherwise now, or is gone', ?
FROM before.document_findings AS old WHERE old.id NOT IN (SELECT id FROM main.document_findings)
"""
_BACK = """
DELETE FROM retired_ids WHERE id IN (SELECT id FROM main.document_findings) OR id IN (SELECT id FROM main.passages)
"""


def retire(db: sqlite3.Connection, earlier: Path, record_id: str) -> None:
    """Note in `db` every id of the earlier record that it does not have. Passes over a table that the earlier one lacks."""
    db.execute("ATTACH ? AS before", (f"{earlier.absolute().as_uri()}?mode=ro&immutable=1",))
    had = {row[0] for row in db.execute("SELECT name FROM before.sqlite_master WHERE type = 'table'")}
    db.execute("BEGIN")
    db.execute(_CARRY)
    for table in TABLES:
        if table.name in had:
            db.execute(_FACTS.format(table=table.name), (record_id,))
            db.execute(f"DELETE FROM retired_ids WHERE id IN (SELECT '{table.name}/' || key FROM main.{table.name})")
    if "document_findings" in had:
        db.execute(_PASSAGES, (record_id,))
        db.execute(_FINDINGS, (record_id,))
    db.execute(_BACK)
    db.execute("COMMIT")
    db.execute("DETACH before")
