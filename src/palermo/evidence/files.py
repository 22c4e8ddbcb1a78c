"""What was read of the library's documents: one file each, immutable, named by the document and kept by reader.

`evidence/<reader>/<2 hex>/<sha256>-<series>-<edition>-<jurisdiction>.json` in PALERMO_HOME is written once, whole, and ends with the
hash of all that stands before it, so that damage is seen without trust in the disk. A file that is absent or damaged is read again
from its original; nothing here is worth a backup.
"""

import fcntl
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from palermo.errors import PalermoError, UserError
from palermo.evidence import model
from palermo.evidence.model import Finding, Placement, Reading, Section, Stretch, Text
from palermo.evidence.reader_id import reader_id
from palermo.files import write_atomically
from palermo.home import readings_folder
from palermo.library.store import Held

SCHEMA = "palermo.reading/1"
_SEAL = b',"sha256":"'
_KINDS: dict[str, type[Any]] = {
    kind.__name__.lower(): kind
    for kind in (model.Figure, model.Gap, model.Action, model.Role, model.Flow, model.Penalty, model.Judgment, model.Ground,
                 model.Trend, model.Recommendation)
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause of the text, as the finders cut it. `section`: the name of its section."""

    start: int
    end: int
    section: str


@dataclass(frozen=True, slots=True)
class PartReading:
    """One narrative of a document, and what was found in it. `jurisdiction` None where neither page nor library says; `origin` None
    where it is that of the document."""

    jurisdiction: str | None
    edition: int | None
    title: str
    text: Text
    reading: Reading
    passages: tuple[Passage, ...]
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """All that one reader found in one document. `document`: the SHA-256 of the original's bytes."""

    document: str
    series: str
    reader: str
    parts: tuple[PartReading, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A document of which there is no reading by this reader, and why."""

    why: str


def folder() -> Path:
    """The folder of readings, of every reader. It need not exist yet."""
    return readings_folder()


def path(held: Held) -> Path:
    """Where the reading of a document by this reader lies. It need not exist yet."""
    reader = re.sub(r"[^a-z0-9.]+", "-", reader_id().casefold())
    name = f"{held.sha256}-{held.series}-{held.edition or 0}-{(held.jurisdiction or 'xxx').casefold()}.json"
    return folder() / reader / held.sha256[:2] / name


def as_row(reading: DocumentReading) -> dict[str, Any]:
    """A reading as JSON data."""
    return {
        "schema": SCHEMA,
        "reader": reading.reader,
        "document": reading.document,
        "series": reading.series,
        "parts": [_part(part) for part in reading.parts],
    }


def encoded(reading: DocumentReading) -> bytes:
    """A reading as the bytes of its file. Equal readings give equal bytes."""
    head = json.dumps(as_row(reading), separators=(",", ":")).encode()[:-1]
    return head + _SEAL + hashlib.sha256(head).hexdigest().encode() + b'"}\n'


def sound(held: Held) -> bool:
    """Whether the document has been read by this reader and its file is whole. Faster than reading it."""
    return _whole(path(held)) is not None


def reading_of(held: Held) -> DocumentReading | Unread:
    """What this reader found in a document, or why there is nothing: not read yet, or damaged since."""
    file = path(held)
    content = _whole(file)
    if content is None:
        return Unread("its findings are damaged on disk" if file.exists() else "it has not been read")
    try:
        row = json.loads(content)
        if row["schema"] != SCHEMA or row["document"] != held.sha256:
            return Unread("its findings are those of something else")
        parts = tuple(_part_reading(part, row["reader"]) for part in row["parts"])
    except (ValueError, TypeError, KeyError) as error:
        return Unread(f"its findings cannot be understood ({error})")
    return DocumentReading(row["document"], row["series"], row["reader"], parts)


def write(held: Held, content: bytes) -> None:
    """Keep the bytes of a reading in their place. UserError when the folder cannot be written, PalermoError on a full disk."""
    file = path(held)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, content)
    except OSError as error:
        raise PalermoError(
            f"The findings could not be written ({error.strerror}). What was there is whole; free some space."
        ) from error


def forget(digest: str) -> int:
    """Remove what any reader has found in a document, for one that was erased. Returns how many files there were."""
    found = list(folder().glob(f"*/{digest[:2]}/{digest}-*.json"))
    for file in found:
        file.unlink(missing_ok=True)
    return len(found)


@contextmanager
def writing() -> Iterator[None]:
    """Hold the lock of the readings, waiting for another reader to end, and remove what a kill has left half-written."""
    try:
        folder().mkdir(parents=True, exist_ok=True)
        lock = (folder() / "lock").open("w")
    except OSError as error:
        raise UserError(f"{folder()} cannot be written ({error.strerror}). Set PALERMO_HOME to a folder of your own.") from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # released when the file is closed, by a kill too
        for part in folder().glob("*/*/.palermo.*"):
            part.unlink(missing_ok=True)
        yield


def _whole(file: Path) -> bytes | None:
    """The bytes of a file whose seal is right, None for any other."""
    try:
        content = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise PalermoError(f"The findings cannot be read ({file}: {error.strerror}).") from error
    head, seal, tail = content.rpartition(_SEAL)
    return content if seal and tail == hashlib.sha256(head).hexdigest().encode() + b'"}\n' else None


# A part as JSON, and back -----------------------------------------------------------------------------------------------------


def plain(item: Any) -> dict[str, Any]:
    """The fields of a finding, section or placement; those at their default are left out."""
    pairs = ((field, getattr(item, field.name)) for field in fields(item))
    return {field.name: value for field, value in pairs if field.default is MISSING or value != field.default}


def _part(part: PartReading) -> dict[str, Any]:
    return {
        "jurisdiction": part.jurisdiction,
        "edition": part.edition,
        "title": part.title,
        **({"origin": part.origin} if part.origin else {}),
        "text": part.text.text,
        "text_sha256": part.reading.text_sha256,
        "stretches": [[s.start, s.end, s.place, s.at] for s in part.text.stretches],
        "sections": [plain(section) for section in part.reading.sections],
        "placement": plain(part.reading.placement),
        "findings": [finding_row(finding) for finding in part.reading.findings],
        "passages": [{"start": p.start, "end": p.end, "section": p.section} for p in part.passages],
    }


def finding_row(finding: Finding) -> dict[str, Any]:
    """A finding as its kind and its fields."""
    return {"kind": type(finding).__name__.lower(), **plain(finding)}


def _part_reading(row: dict[str, Any], reader: str) -> PartReading:
    text = Text(row["text"], tuple(Stretch(*stretch) for stretch in row["stretches"]))
    if text.sha256 != row["text_sha256"]:
        raise ValueError("the text is not the one that was read")
    reading = Reading(
        text_sha256=row["text_sha256"],
        reader=reader,
        placement=Placement(**{**row["placement"], "spans": tuple((a, b) for a, b in row["placement"].get("spans", ()))}),
        findings=tuple(_finding(**finding) for finding in row["findings"]),
        sections=tuple(Section(**section) for section in row["sections"]),
    )
    passages = tuple(Passage(**passage) for passage in row["passages"])
    return PartReading(row["jurisdiction"], row["edition"], row["title"], text, reading, passages, row.get("origin"))


def _finding(kind: str, **values: Any) -> Finding:
    found: Finding = _KINDS[kind](**{name: tuple(v) if isinstance(v, list) else v for name, v in values.items()})
    return found
