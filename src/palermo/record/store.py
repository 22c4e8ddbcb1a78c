"""Where records lie, which one is current, and whether it is whole.

`records/<id>.sqlite` never changes once it is there. `records/current` names the record in use, with its checksum, and is
renamed into place, so that a reader sees the old record or the new one and never half of either.
"""

import hashlib
import json
import re
import shutil
import sqlite3
import zlib
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from palermo.errors import PalermoError, UserError
from palermo.files import write_atomically as write_atomically
from palermo.home import home

_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Pointer:
    """The record in use: its id, size in bytes, checksums, and the stamp of the inputs that it was built from."""

    id: str
    size: int
    crc32: int
    sha256: str
    stamp: str


def records() -> Path:
    """The folder of records."""
    return home() / "records"


def path_of(record_id: str) -> Path:
    """The file of a record."""
    return records() / f"{record_id}.sqlite"


def pointer() -> Pointer | None:
    """The record in use, or None when there is none yet. PalermoError when the pointer cannot be read."""
    path = records() / "current"
    try:
        found = Pointer(**json.loads(path.read_text(encoding="utf-8")))
        if not _ID.fullmatch(str(found.id)):
            raise ValueError(f"{found.id!r} is no record")
        return found
    except FileNotFoundError:
        return None
    except (NotADirectoryError, PermissionError) as error:
        raise UserError(f"{home()} cannot be used ({error.strerror}). Set PALERMO_HOME to a folder of your own.") from error
    except (OSError, ValueError, TypeError) as error:
        raise PalermoError(
            f"The pointer to the current record cannot be read ({path}: {error}). Delete that file: the record is built again."
        ) from error


def checksums(path: Path) -> tuple[int, int, str]:
    """Size in bytes, CRC-32 and SHA-256 of a file."""
    content = path.read_bytes()
    return len(content), zlib.crc32(content), hashlib.sha256(content).hexdigest()


def set_current(record_id: str, stamp: str) -> Pointer:
    """Point to a record that is complete on disk."""
    size, crc, digest = checksums(path_of(record_id))
    new = Pointer(record_id, size, crc, digest, stamp)
    write_atomically(records() / "current", json.dumps(asdict(new), indent=1).encode())
    return new


def restamp(current: Pointer, stamp: str) -> Pointer:
    """The same record with a new stamp; where the folder cannot be written to, the old pointer serves as well."""
    new = replace(current, stamp=stamp)
    try:
        write_atomically(records() / "current", json.dumps(asdict(new), indent=1).encode())
    except OSError:
        return current
    return new


def damaged(record_id: str, why: str) -> PalermoError:
    """The one sentence for a record that is not what was built."""
    return PalermoError(
        f"The record {record_id} is damaged ({why}). Run 'palermo record rebuild' to build it again from the bundled facts."
    )


def verify(current: Pointer) -> None:
    """Check that the record is the one that was built, byte for byte. PalermoError when it is not."""
    path = path_of(current.id)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise damaged(current.id, "its file is missing") from None
    except OSError as error:
        raise damaged(current.id, error.strerror or str(error)) from error
    if len(content) != current.size:
        raise damaged(current.id, f"{len(content)} bytes instead of {current.size}")
    if zlib.crc32(content) != current.crc32:
        raise damaged(current.id, "its bytes are not those that were built")


def is_kept(record_id: str) -> bool:
    """Whether a record of that id is on disk; what is no id is never looked for."""
    return _ID.fullmatch(record_id) is not None and path_of(record_id).is_file()


def verify_earlier(record_id: str) -> None:
    """Check an earlier record, of which no checksum is kept: that it is whole, and bears its name. PalermoError when it is not."""
    uri = f"{path_of(record_id).absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as db:
            (state,) = db.execute("PRAGMA quick_check(1)").fetchone()
            named = db.execute("SELECT value FROM meta WHERE name = 'record'").fetchone()
    except sqlite3.DatabaseError as error:
        raise damaged(record_id, str(error)) from error
    if state != "ok" or named is None or named[0] != record_id:
        raise damaged(record_id, state if state != "ok" else "it bears another name")


def kept() -> list[tuple[str, int]]:
    """All records on disk: id and size in bytes, newest first."""
    files = sorted(records().glob("*.sqlite"), key=lambda p: p.stat().st_mtime, reverse=True)
    return [(file.stem, file.stat().st_size) for file in files]


def cited() -> set[str]:
    """Records that something outside cites: their ids stand, one a line, in `records/cited`."""
    try:
        return set((records() / "cited").read_text(encoding="utf-8").split())
    except (FileNotFoundError, NotADirectoryError):
        return set()


def prune() -> tuple[list[str], list[str]]:
    """Delete older records, sparing the current one and those that something cites. Returns (deleted, spared)."""
    now = pointer()
    spared = cited() | ({now.id} if now else set())
    deleted = [record_id for record_id, _ in kept() if record_id not in spared]
    for record_id in deleted:
        path_of(record_id).unlink(missing_ok=True)
        shutil.rmtree(home() / "derived" / record_id, ignore_errors=True)
    return deleted, sorted(record_id for record_id, _ in kept())
