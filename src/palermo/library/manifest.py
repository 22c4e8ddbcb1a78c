"""The manifest: one line of JSON for every document that the library keeps, appended and flushed after its bytes are in place.

Lines are added and never changed; the one exception is an erasure, which leaves a tombstone in place of what it removes. A line
that a kill has torn is no line: readers pass over it, and the next writer mends the file. Each line ends with a hash of its own
content, so that one changed by hand is seen; lines of an older palermo have none.
"""

import datetime as dt
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from palermo.errors import PalermoError, UserError
from palermo.files import settle, write_atomically
from palermo.home import home, library_folder, manifest_file
from palermo.utf8 import as_utf8, is_utf8


@dataclass(frozen=True, slots=True)
class Held:
    """A document that the library keeps, as one retrieval of it found it.

    `series` the id of the series; `address` the url, or the name of the file that a person brought; `retrieved_at` an instant (UTC);
    `sha256` and `size` (bytes) of the original; `words` the sha256 of a page's visible words, by which a page that was only
    repainted is known; `jurisdiction` ISO 3166-1 alpha-3, None where one document speaks of many or does not say; `published` the
    day on which the public could first read it, None where the document does not give it.
    """

    series: str
    address: str
    retrieved_at: str
    sha256: str
    media_type: str
    size: int
    edition: int | None
    jurisdiction: str | None
    published: dt.date | None
    origin: str
    title: str
    words: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    def __post_init__(self) -> None:
        _written_out(self)

    @property
    def place(self) -> tuple[str, str, int | None, str | None]:
        """Where the document stands: a later one of the same place is a new version of it."""
        return self.series, self.address, self.edition, self.jurisdiction

    @property
    def file(self) -> tuple[str, str, str]:
        """Which bytes of which name it is: a later line on the same file describes it anew."""
        return self.series, self.address, self.sha256


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of an erased document: its hash, the day, and the reason."""

    sha256: str
    erased: str
    reason: str

    def __post_init__(self) -> None:
        _written_out(self)


def _written_out(entry: "Line") -> None:
    """Names and titles come from outside: whatever the library holds of them can be written as UTF-8."""
    for field in fields(entry):
        value = getattr(entry, field.name)
        if isinstance(value, str) and not is_utf8(value):
            object.__setattr__(entry, field.name, as_utf8(value))


Line = Held | Tombstone


def folder() -> Path:
    """The folder of the library. It need not exist yet."""
    return library_folder()


def path() -> Path:
    """The manifest. It need not exist yet."""
    return manifest_file()


def to_line(entry: Line) -> bytes:
    """An entry as its line; what is not known (None) is left out, and every character is written in ASCII."""
    row = {key: value for key, value in asdict(entry).items() if value is not None}
    if isinstance(entry, Held) and entry.published:
        row["published"] = entry.published.isoformat()
    return json.dumps(row | {"check": _mark(row)}, separators=(",", ":")).encode() + b"\n"


def _mark(row: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:16]


def _entry(row: Any) -> Line:
    """The entry of a line. ValueError, TypeError or KeyError where it is none, or is not as it was written."""
    if not isinstance(row, dict) or row.pop("check", None) not in (None, _mark(row)):
        raise ValueError("it is not as it was written")
    _fit(row)
    if "erased" in row:
        return Tombstone(row["sha256"], row["erased"], row["reason"])
    empty: dict[str, Any] = {"edition": None, "jurisdiction": None, "published": None}
    published = dt.date.fromisoformat(row["published"]) if "published" in row else None
    return Held(**{**empty, **row, "published": published})


def _fit(row: dict[str, Any]) -> None:
    """ValueError for a field of another type or form than it has: an id is part of the name of a file, a year of a query."""
    for name, value in row.items():
        kind = int if name in ("size", "edition") else str
        form = _FORMS.get(name)
        if type(value) is not kind or (form and not re.fullmatch(form, str(value), re.ASCII)):
            raise ValueError(f"its {name} is none")


_FORMS = {"sha256": "[0-9a-f]{64}", "series": "[a-z][a-z0-9_]{0,40}", "edition": r"(?:19|20)\d\d", "jurisdiction": "[A-Z]{3}",
          "size": r"\d{1,15}", "published": r"\d{4}-\d\d-\d\d", "erased": r"\d{4}-\d\d-\d\d"}  # fmt: skip


def _parsed(line: bytes) -> Line | None:
    try:
        return _entry(json.loads(line))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def read() -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """All entries in order, and a sentence for each line that is none. A torn last line is passed over without a word."""
    entries, problems = [], []
    for number, line, whole in _lines():
        entry = _parsed(line)
        if entry is not None:
            entries.append(entry)
        elif whole:
            problems.append(
                f"line {number} of the manifest cannot be read, or is not as it was written: delete it; what it named is fetched again"
            )
    return tuple(entries), tuple(problems)


def _lines() -> Iterator[tuple[int, bytes, bool]]:
    """Number, bytes, and whether the line is ended (the last one may be torn)."""
    try:
        content = path().read_bytes()
    except FileNotFoundError:
        return
    except (NotADirectoryError, PermissionError) as error:
        raise UserError(f"{home()} cannot be used ({error.strerror}). Set PALERMO_HOME to a folder of your own.") from error
    except OSError as error:
        raise PalermoError(f"The manifest of the library cannot be read ({path()}: {error.strerror}).") from error
    *ended, torn = content.split(b"\n")
    yield from ((number, line, True) for number, line in enumerate(ended, start=1) if line.strip())
    if torn:
        yield len(ended) + 1, torn, False


def append(entry: Line) -> None:
    """Add one line and flush it to the disk. Call it only with the lock of `store.writing` held, the bytes being in place."""
    new = not path().exists()
    descriptor = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    with os.fdopen(descriptor, "ab") as file:
        file.write(to_line(entry))
        file.flush()
        os.fsync(file.fileno())
    if new:
        settle(path().parent)


def mend() -> str | None:
    """Complete or cut off a last line that a kill has torn. Returns what was done, None when nothing was."""
    lines = list(_lines())
    if not lines or lines[-1][2]:
        return None
    last = lines[-1][1]
    size = path().stat().st_size
    with path().open("r+b") as file:
        if _parsed(last) is not None:
            file.seek(size)
            file.write(b"\n")
            done = "the last line of the manifest was ended"
        else:
            file.truncate(size - len(last))
            done = "a torn last line of the manifest was cut off; what it named is fetched again"
        file.flush()
        os.fsync(file.fileno())
    return done


def bury(sha256: str, tombstone: Tombstone) -> None:
    """Write the manifest anew with a tombstone in place of all that named the document; lines that are none stay, to be mended."""
    left = [line + b"\n" for _, line, _ in _lines() if sha256.encode() not in line]
    write_atomically(path(), b"".join([*left, to_line(tombstone)]))
    settle(path().parent)
