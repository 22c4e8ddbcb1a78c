"""What is slow to compute: worked out once for a record and a day, and kept beside the record in `derived/<id>/`.

A kept answer is a file of JSON that holds the name and version of the function that made it. Deleting the folder loses nothing.

The id of a record knows its inputs and not the rooms above it, which make these answers: `code_of` those rooms is part of a version.
"""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from palermo.errors import UserError
from palermo.files import write_atomically
from palermo.home import home
from palermo.record.opened import Record
from palermo.record.stamp import PACKAGE

_COUNTED = (".py", ".yml", ".csv")


def code_of(*packages: str) -> str:
    """The hash of the code, lists and tables of the named rooms (`"outlook", "assessment"`): 16 hexadecimal digits.

    Read once in a process, whose code does not change either. ValueError for a room that does not exist.
    """
    return _hashed(PACKAGE, frozenset(packages))


@cache
def _hashed(package: Path, rooms: frozenset[str]) -> str:
    total = hashlib.sha256()
    for room in sorted(rooms):
        files = sorted(path for path in (package / room).rglob("*") if path.suffix in _COUNTED)
        if not files:
            raise ValueError(f"there is no room {room!r}")
        for path in files:
            total.update(path.relative_to(package).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def place_of(record: Record, name: str) -> Path:
    """Where the answer `name` for this record and its day is kept; undated questions are kept apart from dated ones."""
    day = record.as_of.isoformat() + ("" if record.dated else "-undated")
    return home() / "derived" / record.id / f"{name}-{day}.json"


def held(record: Record, name: str, version: str) -> Any | None:
    """The kept answer, or None when there is none of this version or it cannot be read."""
    try:
        kept = json.loads(place_of(record, name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return kept["answer"] if isinstance(kept, dict) and kept.get("version") == version else None


def derived(record: Record, name: str, version: str, make: Callable[[], Any]) -> Any:
    """The kept answer, made first if need be. It is plain data, and comes back as JSON gives it.

    `version` changes with the function that makes the answer. UserError when the folder cannot be written to.
    """
    found = held(record, name, version)
    if found is not None:
        return found
    text = json.dumps({"version": version, "answer": make()}, ensure_ascii=False)
    path = place_of(record, name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        raise UserError(
            f"{path.parent} cannot be written ({error.strerror}). Set PALERMO_HOME to a folder of your own."
        ) from error
    return json.loads(text)["answer"]
