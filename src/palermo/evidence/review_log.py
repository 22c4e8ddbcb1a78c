"""The log of reviews: `PALERMO_HOME/reviews/findings.jsonl`, one line of JSON for each review, added and never changed.

    {"id": …, "at": …, "by": …, "verdict": "correct", "finding": …, "kind": "gap", "old": {"code": …}, "new": {"code": …}, …}

The id is a hash of all but `by` and `note`, so that a line changed by accident is seen, and a person's name or remark can be
blanked for good. Lines are written under a lock and flushed to the disk. A last line that a kill has torn is passed over and
named, and cut off by the next writer; any other line that cannot be used stops the command: none is skipped.
"""

import datetime as dt
import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, get_args

from palermo.errors import PalermoError, UserError
from palermo.evidence.numbers import fits
from palermo.evidence.reviews import Review, Said, Verdict
from palermo.files import settle, write_atomically
from palermo.home import reviews_file
from palermo.utf8 import as_utf8, is_utf8

_TEXTS = ("id", "at", "by", "finding", "kind", "passage", "quotation", "sentence", "series", "text_sha256", "document", "record")
_PERSONAL = {
    "an address of electronic mail": re.compile(r"\S+@\S+\.\w+"),
    "a telephone or document number": re.compile(r"\b[A-Z]{0,3}\d{6,}\b|\+\d[\d ()-]{6,}|\b\d{3}\)?[ -]\d{3}[ -]\d{4}\b"),
    "a form of address with a name": re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Señor|Señora|Mme)\.? [A-Z]\w+"),
    "a date of birth": re.compile(r"\b(?:born (?:on|in)|date of birth|d\.?o\.?b\.?)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Log:
    """The reviews in the order in which they were made, and a sentence about a torn last line, None where it is whole."""

    reviews: tuple[Review, ...]
    torn: str | None


def path() -> Path:
    """The file of reviews. It need not exist yet."""
    return reviews_file()


def read() -> Log:
    """All reviews. UserError names the line that cannot be used."""
    try:
        content = path().read_bytes()
    except FileNotFoundError:
        return Log((), None)
    except OSError as error:
        raise UserError(f"{path()} cannot be read ({error.strerror}). Check its permissions, or set PALERMO_HOME.") from error
    *lines, rest = content.split(b"\n")
    found: dict[str, Review] = {}
    latest = ""
    for number, line in enumerate(lines, start=1):
        if line.strip() and not _is_stone(line):
            review = _review(line, number)
            if review.at < latest:
                raise UserError(
                    f"{path()}, line {number}: it stands below a later review. Put the lines in the order of their 'at'."
                )
            latest = review.at
            found[review.id] = review
    if not rest.strip():
        return Log(tuple(found.values()), None)
    try:  # whole but for its line feed: the kill came late
        last = _review(rest, len(lines) + 1)
        return Log((*found.values(), last), None)
    except UserError:
        torn = (
            f"{path()}, line {len(lines) + 1}: a review was cut off while it was written. Make it again; it counts for nothing."
        )
        return Log(tuple(found.values()), torn)


def append(review: Review) -> Review:
    """Add a review, stamped with its time and id, and flush it to the disk. Returns it as written.

    `review.id` and `review.at` are replaced. UserError where the folder cannot be written, PalermoError on a full disk.
    """
    if problem := personal_details(f"{review.note or ''}\n{review.by}"):
        raise UserError(f"The note or name holds {problem}. Never write down who a victim, witness or source is; leave it out.")
    if not review.by.strip() or not as_utf8(review.by).isprintable():
        raise UserError(f"'{review.by}' is no name. Give --by one line, a pseudonym if you like, or leave it out.")
    review = replace(review, by=as_utf8(review.by), note=as_utf8(review.note) if review.note else None)
    with _locked():
        _mend()
        stamped = replace(review, at=_now())
        stamped = replace(stamped, id=_identity(asdict(stamped)))
        new = not path().exists()
        with path().open("ab") as file:
            file.write(_line(asdict(stamped)))
            file.flush()
            os.fsync(file.fileno())
        if new:
            settle(path().parent)
    return stamped


def _now() -> str:
    """The instant, and never one before the last review, whatever a clock was set to: the order of the lines is that of time."""
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return max(now, *(review.at for review in read().reviews[-1:]), "")


def forget(document: str) -> int:
    """Remove the reviews of a document that was erased: their words go, a line with the day stays. Returns how many there were.

    `document`: the SHA-256 of the original's bytes. Every line that names it goes, also one that is no review any more, and a
    last line that a kill has torn: it counts for nothing, and nobody knows of which document it is.
    """
    if not path().exists():
        return 0
    with _locked():
        lines = path().read_bytes().splitlines(keepends=True)
        named = json.dumps(document).encode()
        gone = [line for line in lines if named in line and not _is_stone(line)]
        torn = [line for line in lines[-1:] if not line.endswith(b"\n") and not _is_review(line)]
        stone = json.dumps({"erased": dt.datetime.now(dt.UTC).date().isoformat(), "document": document}).encode() + b"\n"
        if gone or torn:
            write_atomically(
                path(), b"".join(stone if line in gone else line for line in lines if line in gone or line not in torn)
            )
    return len(gone)


def spoilt() -> str | None:
    """A sentence for the first line that is no review and no sign of an erasure, None where all are."""
    try:
        read()
    except UserError as error:
        return str(error)
    return None


def _is_stone(line: bytes) -> bool:
    """Whether a line is what an erasure has left: a day and the hash of a document, and nothing else."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    texts = isinstance(row, dict) and row.keys() == {"erased", "document"} and all(isinstance(v, str) for v in row.values())
    return texts and bool(re.fullmatch(r"\d{4}-\d\d-\d\d [0-9a-f]+", f"{row['erased']} {row['document']}", re.ASCII))


def personal_details(text: str) -> str | None:
    """What in a text looks like a person's details, None where nothing does. Names alone cannot be told from places."""
    return next((name for name, pattern in _PERSONAL.items() if pattern.search(text)), None)


@contextmanager
def _locked() -> Iterator[None]:
    """Hold the folder of reviews, waiting for another writer."""
    folder = path().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise UserError(f"{folder} cannot be written ({error.strerror}). Set PALERMO_HOME to a folder of your own.") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # released when it is closed, by a kill too
        yield
    except PermissionError as error:
        raise UserError(f"{path()} cannot be written ({error.strerror}). Check its permissions.") from error
    except OSError as error:
        raise PalermoError(f"The review could not be written ({error.strerror}). What was there is whole.") from error
    finally:
        os.close(descriptor)


def _mend() -> None:
    """End a last line that lacks only its line feed; cut off one that a kill has torn. UserError for a log that is corrupt."""
    log = read()
    if not path().exists():
        return
    with path().open("r+b") as file:
        content = file.read()
        if content and not content.endswith(b"\n"):
            if log.torn:
                file.truncate(content.rfind(b"\n") + 1)
            else:
                file.write(b"\n")


# A review as its line, and back -----------------------------------------------------------------------------------------------


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known (None). The details of a finding stay as they are: None there takes a field away."""
    whole = {name: _plain(row[name]) if name in ("old", "new") and row[name] else row[name] for name in row}
    return {name: value for name, value in whole.items() if value is not None}


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(_plain(row), ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def _identity(row: dict[str, Any]) -> str:
    content = {name: value for name, value in _plain(row).items() if name not in ("id", "by", "note")}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def _is_review(line: bytes) -> bool:
    try:
        _review(line, 0)
    except UserError:
        return False
    return True


def _review(line: bytes, number: int) -> Review:
    try:
        row = json.loads(line)
        found = Review(**dict.fromkeys((f.name for f in fields(Review)), None) | row | _contents(row))
        wrong = _wrong(found, row)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        wrong = f"it is no review ({error})"
    if wrong:
        raise UserError(f"{path()}, line {number}: {wrong}. Mend or delete that line; it is never skipped.")
    return found


def _contents(row: dict[str, Any]) -> dict[str, Any]:
    return {name: Said(**row[name]) for name in ("old", "new") if row.get(name) is not None}


def _wrong(found: Review, row: dict[str, Any]) -> str | None:
    """What is wrong with a line, None where it is sound."""
    missing = [name for name in _TEXTS if not isinstance(getattr(found, name), str)]
    if missing or not all(isinstance(place, int) for place in (found.start, found.end)):
        return f"it lacks {', '.join(missing) or 'the span of its words'}"
    if found.verdict not in get_args(Verdict) or (found.verdict == "correct") != (found.new is not None):
        return f"'{found.verdict}' is no verdict, or what it says is missing"
    if not is_utf8(json.dumps(row, ensure_ascii=False)):
        return "it holds what is no UTF-8 text"
    if any(content and not fits(content.value) for content in (found.old, found.new)):
        return "its value is no whole number that a record can hold"
    if found.old is None and found.verdict != "correct":
        return "it does not say what was reviewed"
    return None if _identity(row) == found.id else "its content is not what was written"
