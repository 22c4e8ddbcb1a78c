"""The findings of given files, printed: a table for the screen, one JSON object, or lines in the codebook's form."""

import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from palermo.cli.common import as_json, console, put
from palermo.cli.finding_words import finding_words, placement_words
from palermo.evidence.accuracy import in_short
from palermo.evidence.codebook import as_codebook
from palermo.evidence.files import DocumentReading, PartReading, as_row
from palermo.evidence.reader_id import reader_id

if TYPE_CHECKING:
    from rich.table import Table

SCHEMA = "palermo.read/1"

Readings = list[tuple[str, DocumentReading]]
Aside = list[tuple[str, str]]


def print_json(readings: Readings, aside: Aside, output: str | None) -> None:
    """All of it as one object; each document as its file of findings has it."""
    documents = [{"file": path, **as_row(reading)} for path, reading in readings]
    head = {"schema": SCHEMA, "record": None, "as_of": None, "reader": reader_id(), "documents": documents}
    put(as_json(head | {"set_aside": [{"file": path, "why": why} for path, why in aside]}), output)


def print_jsonl(readings: Readings, _: Aside, output: str | None) -> None:
    """A line for each narrative, named by its file, and by its number where the file holds several."""
    rows = (
        as_codebook(f"{path}#{number}" if len(reading.parts) > 1 else path, part.reading)
        for path, reading in readings
        for number, part in enumerate(reading.parts)
    )
    put("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), output)


def print_tables(readings: Readings, _: Aside, output: str | None) -> None:
    """A table for each narrative: what was found, and the words that say it."""
    from rich.text import Text

    kept = io.StringIO() if output else None
    screen = console(kept)
    for path, reading in readings:
        for part in reading.parts:
            place, edition = part.jurisdiction or "no jurisdiction named", part.edition or "no edition named"
            about = f"{place} · {edition} · {len(part.text.text.split()):,} words"
            screen.print(Text(f"{path}: {part.title or 'untitled'}", style="bold"), soft_wrap=True)
            screen.print(Text(about, style="dim"), soft_wrap=True)
            screen.print(_table(part))
            screen.print()
    screen.print(Text(in_short(reading.series for _, reading in readings), style="dim"))
    if kept:
        put(kept.getvalue(), output)


def _table(part: PartReading) -> "Table":
    from rich.table import Table
    from rich.text import Text

    rows = Table(box=None, padding=(0, 2, 0, 0), expand=True)
    rows.add_column("finding", max_width=14)
    rows.add_column("what it says", ratio=1)
    rows.add_column("in the words", ratio=1)
    for kind, says, start, end in _rows(part):
        rows.add_row(kind, Text(says), Text(" ".join(part.text.text[start:end].split())))
    return rows


def _rows(part: PartReading) -> Iterator[tuple[str, str, int, int]]:
    said, day = part.reading.placement, dt.date(part.edition, 12, 31) if part.edition else dt.datetime.now(dt.UTC).date()
    if said.tier and said.spans:
        yield "placement", placement_words(said), *said.spans[0]
    for finding in part.reading.findings:
        yield type(finding).__name__.lower(), finding_words(finding, day), finding.start, finding.end
