"""Originals, kept under the hash of their bytes, and the lock under which one collector at a time writes.

`library/originals/<2 hex>/<sha256>` is written beside its place, flushed and renamed, and never changed. First the bytes, then the
line of the manifest: a kill between the two leaves a file that nothing names, which the next run names.
"""

import datetime as dt
import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from palermo.errors import PalermoError, UserError
from palermo.files import settle
from palermo.library import manifest
from palermo.library.manifest import Held as Held  # what the rooms above hold in their hands
from palermo.library.manifest import Tombstone
from palermo.library.series import all_series
from palermo.register.jurisdictions import jurisdictions

_PART = ".part-"
_DIGEST = re.compile("[0-9a-f]{64}")


def sha256(content: bytes) -> str:
    """The hash by which a document is known: SHA-256 of its bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def original(digest: str) -> Path:
    """Where the bytes of a document lie. UserError for what is no hash."""
    if not _DIGEST.fullmatch(digest):
        raise UserError(f"'{digest}' is no SHA-256 of a document: give its 64 hex digits.")
    return manifest.folder() / "originals" / digest[:2] / digest


def documents(series: str | None = None, every_version: bool = False) -> tuple[Held, ...]:
    """What the library holds, in the order of retrieval: the last version of each document, or all versions.

    `series`: only those of this series. Documents that were erased are not among them, nor is what was said of a file before it
    was described anew, as of another place or edition.
    """
    lines = [e for e in manifest.read()[0] if isinstance(e, Held) and series in (None, e.series)]
    described = {entry.file: entry.place for entry in lines}
    held = [entry for entry in lines if described[entry.file] == entry.place]
    if every_version:
        return tuple(held)
    last = {entry.place: number for number, entry in enumerate(held)}
    return tuple(held[number] for number in sorted(last.values()))


def tombstones() -> dict[str, Tombstone]:
    """What was erased, by its hash."""
    return {e.sha256: e for e in manifest.read()[0] if isinstance(e, Tombstone)}


def read_bytes(digest: str) -> bytes:
    """The bytes of an original, checked against their name. PalermoError when they are gone or damaged."""
    try:
        content = original(digest).read_bytes()
    except FileNotFoundError:
        buried = tombstones().get(digest)
        why = f"it was erased on {buried.erased} ({buried.reason})" if buried else "it is not in the library"
        raise PalermoError(f"The document {digest[:12]}… cannot be read: {why}.") from None
    if sha256(content) != digest:
        raise PalermoError(f"The document {digest[:12]}… is damaged on disk. Collect it again: the right bytes mend it.")
    return content


def sound(digest: str) -> bool:
    """Whether the bytes of a document lie in their place and are those of its name."""
    try:
        return sha256(original(digest).read_bytes()) == digest
    except OSError:
        return False


def check() -> tuple[str, ...]:
    """Read every original again and compare it with its hash. Returns a sentence for each problem, none when all is whole."""
    entries, problems = manifest.read()
    found = [*problems, *_unknown(entries), *_lost(entries)]
    for digest, size in sorted({(e.sha256, e.size) for e in entries if isinstance(e, Held)}):
        try:
            content = original(digest).read_bytes()
        except FileNotFoundError:
            found.append(f"the document {digest} is named in the manifest, and its file is missing: collect it again")
        except (OSError, UserError) as error:
            found.append(f"the document {digest} cannot be read ({error})")
        else:
            if len(content) != size or sha256(content) != digest:
                found.append(f"the document {digest} is damaged: its bytes are not those that were kept; collect it again")
    return tuple(found)


def _unknown(entries: tuple[manifest.Line, ...]) -> Iterator[str]:
    """Series and places of the manifest that are none."""
    for held in (e for e in entries if isinstance(e, Held)):
        if held.jurisdiction and held.jurisdiction not in jurisdictions():
            yield f"the document {held.sha256[:12]}… is said to be of '{held.jurisdiction}', which is no jurisdiction"
        if not any(held.series in (series.id, *series.aliases) for series in all_series().values()):
            yield f"the document {held.sha256[:12]}… is said to be of '{held.series}', which is no series"


def _lost(entries: tuple[manifest.Line, ...]) -> Iterator[str]:
    """A manifest that is gone: a kill leaves one original that it does not name, before the first line, and never several."""
    if not entries and len(orphans()) > 1:
        yield f"{len(orphans())} originals lie in {manifest.folder() / 'originals'}, and the manifest that named them is lost or empty"


def orphans() -> tuple[str, ...]:
    """Originals that nothing in the manifest names, by hash: a kill can leave one, and so does a line that was deleted."""
    named = {entry.sha256 for entry in manifest.read()[0]}
    there = (path.name for path in (manifest.folder() / "originals").glob("*/*") if _DIGEST.fullmatch(path.name))
    return tuple(sorted(name for name in there if name not in named))


# Writing ----------------------------------------------------------------------------------------------------------------------


class Writer:
    """The right to write to the library, given by `writing`. `mended`: what an earlier kill had left, in words."""

    def __init__(self, mended: tuple[str, ...]) -> None:
        self.mended = mended

    def keep(self, content: bytes, entry: Held) -> None:
        """Keep a document: its bytes, then its line. PalermoError when the disk is full; nothing half-made is left."""
        try:
            _put(content, entry.sha256)
            manifest.append(entry)
        except OSError as error:
            raise _unwritable(error) from error

    def erase(self, digest: str, reason: str) -> Tombstone:
        """Remove a document and all that the manifest says of it; one that was erased before is erased to the end.

        UserError when the library does not hold it.
        """
        held = any(held.sha256 == digest for held in documents(every_version=True))
        tombstone = None if held else tombstones().get(digest)
        if tombstone is None:
            if not held and digest not in orphans():
                raise UserError(f"'{digest}' is no document of the library. 'palermo collect --list' shows what is held.")
            tombstone = Tombstone(digest, dt.datetime.now(dt.UTC).date().isoformat(), reason)
            manifest.bury(digest, tombstone)  # first the tombstone: a kill after it leaves bytes that the next writer removes
        original(digest).unlink(missing_ok=True)
        return tombstone


@contextmanager
def writing() -> Iterator[Writer]:
    """Hold the library's lock, mend what an earlier kill has left, and give a writer. UserError when another one has it."""
    try:
        manifest.folder().mkdir(parents=True, exist_ok=True)
        lock = (manifest.folder() / "lock").open("w")
    except OSError as error:
        raise _unwritable(error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # released when the file is closed, by a kill too
        except OSError:
            raise UserError("Another collect is writing to this library. Wait until it has ended.") from None
        yield Writer(_mend())


def _mend() -> tuple[str, ...]:
    done = manifest.mend()
    for part in (manifest.folder() / "originals").glob(f"*/{_PART}*"):
        part.unlink(missing_ok=True)
    for digest in tombstones():
        original(digest).unlink(missing_ok=True)
    return (done,) if done else ()


def _put(content: bytes, digest: str) -> None:
    """Bytes into their place. Sound bytes that lie there already stay as they are; damaged ones are mended."""
    path = original(digest)
    if sound(digest):
        return
    if not path.parent.exists():
        path.parent.mkdir(parents=True)
        settle(path.parent.parent)
    part = path.with_name(f"{_PART}{os.getpid()}")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        settle(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _unwritable(error: OSError) -> PalermoError:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
        return PalermoError(f"The library could not be written: {error.strerror}. What it held is whole; free some space.")
    return UserError(f"{manifest.folder()} cannot be written ({error.strerror}). Set PALERMO_HOME to a folder of your own.")
