"""What was erased, kept a second time outside the database, so that a restored backup cannot bring it back.

`PALERMO_HOME/site/erasures.jsonl` holds one line for each tombstone, only ever added: ids, a hash, the day and the reason, as the
tombstone itself.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.db import connection, transaction

from palermo.errors import PalermoError
from palermo.workspace import state
from palermo.workspace.commission.audit import Tombstone
from palermo.workspace.commission.erasure import again
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.people import Workspace
from palermo.workspace.leaving import shape
from palermo.workspace.leaving.ending import take_away

_NAMES = ("workspace", "what", "item", "sha256", "on", "reason")


@dataclass(frozen=True, slots=True)
class Erased:
    """One erasure, as a tombstone says it; every value as text."""

    workspace: str
    what: str
    item: str
    sha256: str
    on: str
    reason: str


def log_file() -> Path:
    """The log. It need not exist yet."""
    return state.folder() / "erasures.jsonl"


def on_tombstone(sender: Any, instance: Tombstone, created: bool, raw: bool, **_more: Any) -> None:
    """Keep a new tombstone outside, once its transaction is sure; and let SQLite overwrite what was there."""
    if created and not raw:
        transaction.on_commit(lambda: _settled(of(instance)))


def _settled(erased: Erased) -> None:
    keep([erased])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the log of changes holds what was there; a reader may delay it


def of(stone: Tombstone) -> Erased:
    """A tombstone as a line."""
    return Erased(**{name: str(shape.as_json(getattr(stone, name))) for name in _NAMES})


def in_database() -> list[Erased]:
    """The tombstones that the database holds; none where it has no tables yet."""
    if Tombstone._meta.db_table not in connection.introspection.table_names():
        return []
    return [of(stone) for stone in Tombstone.objects.order_by("pk")]


def keep(erased: Iterable[Erased]) -> None:
    """Add erasures to the log, those that it does not hold yet; they are on the disk afterwards."""
    path = log_file()
    held = {line.item for line in read(path, whole=True)}
    new = [one for one in erased if one.item not in held]
    if not new:
        return
    text = "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in new)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        _mend_end(file)
        file.write(text.encode())
        file.flush()
        os.fsync(descriptor)


def _mend_end(file: IO[bytes]) -> None:
    """Where a crash has cut the last line, take it away: its erasure is in the database, and is kept again from there."""
    content = file.read()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        file.truncate(whole)


def read(path: Path, *, whole: bool = False) -> list[Erased]:
    """The erasures of a log; a last line that a crash has cut is none (`whole`: even where it lacks but its end).

    PalermoError for any other line that is none.
    """
    if not path.exists():
        return []
    found = []
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    lines = [*lines[:-1], ""] if whole else lines
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        try:
            found.append(Erased(**json.loads(line)))
        except (ValueError, TypeError) as error:
            if number == len(lines):
                continue
            raise PalermoError(f"Line {number} of {path} is damaged. It says what was erased for good: mend it first.") from error
    return found


def again_all(erased: Iterable[Erased]) -> int:
    """Erase again what a backup has brought back, and keep each tombstone. How many items or workspaces had come back."""
    models = {m.WHAT: m for m in apps.get_models() if issubclass(m, Item)}
    back = 0
    for one in erased:
        Tombstone.objects.get_or_create(item=one.item, defaults={name: getattr(one, name) for name in _NAMES})
        if one.what == "workspace":
            for workspace in Workspace.objects.filter(key=one.item):
                take_away(workspace)
                back += 1
        elif one.what in models:
            for item in models[one.what]._default_manager.filter(key=one.item, erased_at=None):
                again(item)
                back += 1
    return back
