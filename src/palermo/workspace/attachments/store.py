"""The bytes of files: `PALERMO_HOME/site/files/<workspace>/<sha256>`, readable by nobody else. Workspaces share no bytes.

Writers and whoever drops bytes take turns, so that a file that is uploaded while its twin is erased stays.
"""

import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from palermo.errors import PalermoError
from palermo.files import settle
from palermo.workspace import state

_HASH = re.compile(r"[0-9a-f]{64}")


def folder() -> Path:
    """The folder of all workspaces' bytes."""
    place = state.folder() / "files"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def sha256_of(content: bytes) -> str:
    """The hash by which bytes are kept."""
    return hashlib.sha256(content).hexdigest()


def path(workspace: UUID, sha256: str) -> Path:
    """Where bytes of a workspace lie, if it has them. ValueError for what is no hash."""
    if not _HASH.fullmatch(sha256):
        raise ValueError("no SHA-256")
    return folder() / workspace.hex / sha256


def put(workspace: UUID, content: bytes) -> str:
    """Keep bytes, flushed to the disk, and return their hash. What is there already stays as it is."""
    sha256 = sha256_of(content)
    place = path(workspace, sha256)
    with _turn():
        place.parent.mkdir(mode=0o700, exist_ok=True)
        if place.is_file() and place.stat().st_size == len(content):
            return sha256
        temporary = place.with_name(f".{secrets.token_hex(8)}")
        try:
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(place)
        finally:
            temporary.unlink(missing_ok=True)
        settle(place.parent)
    return sha256


def get(workspace: UUID, sha256: str) -> bytes:
    """The bytes. PalermoError where they are missing or have been altered."""
    try:
        content = path(workspace, sha256).read_bytes()
    except FileNotFoundError:
        raise PalermoError(f"The bytes of {sha256} are missing from the store of files.") from None
    if sha256_of(content) != sha256:
        raise PalermoError(f"The bytes of {sha256} have been altered in the store of files.")
    return content


def drop(workspace: UUID, sha256: str, held: Callable[[], bool]) -> bool:
    """Remove bytes unless something still holds them, and say whether they went."""
    place = path(workspace, sha256)
    with _turn():
        if held() or not place.exists():
            return False
        place.unlink()
        settle(place.parent)
    return True


def every() -> Iterator[tuple[UUID, str]]:
    """What the store holds: workspace and hash. What a kill left half written is removed on the way."""
    for place in sorted(folder().glob("*/*")):
        if _HASH.fullmatch(place.name):
            yield UUID(hex=place.parent.name), place.name
        else:
            with _turn():
                place.unlink(missing_ok=True)


@contextmanager
def _turn() -> Iterator[None]:
    descriptor = os.open(folder() / ".turn", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
