"""The record's tables of what was read: documents of the library, their sections and passages, and findings with their words.

A document's text shows when the document does: every view hangs on `documents.published_by`, and a document without a date shows
only when no day is asked for. The search index holds no text; what it finds is looked up through the view of passages.
"""

from palermo.record.folding import INDEX_DDL

LIBRARY = ("documents", "sections", "passages", "document_findings")  # seen through views

LIBRARY_SQL = (
    """
CREATE TABLE readings (name TEXT PRIMARY KEY, parts TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
  key TEXT PRIMARY KEY, sha256 TEXT NOT NULL, part INTEGER NOT NULL, series TEXT NOT NULL, edition INTEGER, iso3 TEXT,
  title TEXT NOT NULL, address TEXT NOT NULL, retrieved_at TEXT NOT NULL, media_type TEXT NOT NULL, origin TEXT NOT NULL,
  published TEXT, published_by TEXT, until TEXT, text_sha256 TEXT NOT NULL, words INTEGER NOT NULL, mark TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_place ON documents (iso3, series, edition);
CREATE TABLE sections (
  document TEXT NOT NULL REFERENCES documents, number INTEGER NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE passages (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL REFERENCES documents, section TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX passages_document ON passages (document);
CREATE INDEX passages_id ON passages (id);
CREATE TABLE document_findings (
  id TEXT NOT NULL, document TEXT NOT NULL REFERENCES documents, passage TEXT NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL,
  value INTEGER, start INTEGER NOT NULL, "end" INTEGER NOT NULL, details TEXT NOT NULL, reader TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('unreviewed', 'accepted', 'corrected', 'rejected')), reviewed TEXT,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_findings_id ON document_findings (id);
CREATE TABLE unplaced_reviews (review TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
"""
    + INDEX_DDL.rstrip("; \n")
    + ";\n"
)


def library_views(day: str | None) -> list[str]:
    """The temporary views through which a record opened at a date shows what was read: on a day the words of that day."""
    standing = f"published_by <= '{day}' AND (until IS NULL OR until > '{day}')" if day else "until IS NULL"
    held = f"EXISTS (SELECT 1 FROM main.documents WHERE {standing} AND key = document)"
    return [
        f"CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} WHERE {standing if name == 'documents' else held}"
        for name in LIBRARY
    ]
