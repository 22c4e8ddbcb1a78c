"""The bytes of files as backups see them: `PALERMO_HOME/site/files/<workspace>/<sha256>`, whichever room put them there."""

import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from palermo.files import settle
from palermo.workspace import state

_NAME = re.compile(r"files/([0-9a-f]{32})/([0-9a-f]{64})")


def folder() -> Path:
    """The folder of all workspaces' bytes. It need not exist yet."""
    return state.folder() / "files"


def every() -> list[str]:
    """The names of all files, below the site's folder."""
    found = (path.relative_to(state.folder()).as_posix() for path in folder().glob("*/*"))
    return sorted(name for name in found if is_file(name))


def is_file(name: str) -> bool:
    """Whether a name is one that a file has."""
    return _NAME.fullmatch(name) is not None


def chunks(name: str) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    with (state.folder() / name).open("rb") as file:
        while chunk := file.read(1 << 20):
            yield chunk


def put(name: str, content: Iterable[bytes]) -> None:
    """Keep the bytes of a file, for its owner alone, whole or not at all. What is there already stays as it is."""
    place = state.folder() / name
    place.parent.parent.mkdir(mode=0o700, exist_ok=True)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    temporary = place.with_name(f".{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(content)
            file.flush()
            os.fsync(file.fileno())
        if not place.exists():
            temporary.replace(place)
            settle(place.parent)
    finally:
        temporary.unlink(missing_ok=True)


def set_aside(name: str) -> None:
    """Keep the present files a second time under a name beside their folder: links, which take no room."""
    for file in every():
        place = state.folder() / f"{name}.files" / Path(file).relative_to("files")
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.link(state.folder() / file, place)


def remove(workspace: UUID) -> None:
    """Remove all files of a workspace."""
    shutil.rmtree(folder() / workspace.hex, ignore_errors=True)
