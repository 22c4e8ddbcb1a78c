"""A backup of the whole site: every row that is kept, one document of lines for each table, from one moment of the database.

It is neutral: what was taken from SQLite can be restored on PostgreSQL, and the other way round. See docs/decisions/0005.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from palermo import __version__
from palermo.workspace.leaving import erasures, files, package, shape
from palermo.workspace.leaving.kept import kept_models, left_out, row_of
from palermo.workspace.leaving.snapshot import one_moment

SCHEMA = "palermo.backup/1"
LIMITS = package.Limits(file=4_000_000_000, members=60_000, member=3_900_000_000, total=40_000_000_000, ratio=1_000)


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: rows by table, files, and its bytes."""

    rows: dict[str, int]
    files: int
    size: int


def migrations() -> list[list[str]]:
    """The migrations that this database has had, in the order of their names."""
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def backup(path: Path) -> Backup:
    """Write a backup, which only its owner may read. The site may serve meanwhile: all of it is from one moment."""
    rows: dict[str, int] = {}
    with package.private_file(path) as file, package.writing(file) as writer, one_moment():
        erased = {stone.item: stone for stone in [*erasures.read(erasures.log_file()), *erasures.in_database()]}
        for model in kept_models():
            label = model._meta.label_lower
            writer.add(f"rows/{label}.jsonl", _lines(model, rows))
        held = [name for name in files.every() if _added(writer, name)]  # after the rows: no row is without its file
        writer.add("erasures.jsonl", [_line(asdict(stone)) for stone in erased.values()])
        writer.close(
            {
                "schema": SCHEMA,
                "palermo": __version__,
                "made_at": shape.as_json(timezone.now()),
                "database": connection.vendor,
                "migrations": migrations(),
                "rows": rows,
                "left_out": left_out(),
            }
        )
    erasures.keep(erased.values())
    return Backup(rows, len(held), path.stat().st_size)


def _added(writer: package.Writer, name: str) -> bool:
    """Add a file, unless it was erased in between."""
    try:
        chunks = list(files.chunks(name))
    except FileNotFoundError:
        return False
    writer.add(name, chunks)
    return True


def _lines(model: type[models.Model], rows: dict[str, int]) -> Iterator[bytes]:
    label = model._meta.label_lower
    rows[label] = 0
    for instance in model._base_manager.order_by("pk").iterator(chunk_size=500):
        rows[label] += 1
        yield _line(row_of(instance))


def _line(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False) + "\n").encode()
