"""A backup comes back, whole or not at all; what was erased since stays erased.

The new state is made beside the old one (on SQLite in a file of its own, on PostgreSQL within the transaction), with the tables,
constraints and triggers of this version, and takes the old one's place in one step. See `swap`.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import Error, connection

from palermo import __version__
from palermo.errors import UserError
from palermo.workspace.commission.commitments import Commitment, StatusChange
from palermo.workspace.leaving import erasures, files, package
from palermo.workspace.leaving.backup import LIMITS, SCHEMA, migrations
from palermo.workspace.leaving.kept import instance_of, kept_models
from palermo.workspace.leaving.swap import fresh, is_empty


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: rows and files, how much was erased again, and where the state before lies aside (None: there was none)."""

    rows: int
    files: int
    erased_again: int
    aside: str | None


def restore(path: Path, *, replace: bool = False, more_erasures: Path | None = None) -> Restored:
    """Restore a backup. UserError where it is none, is of another version, or would overwrite a state without `replace`.

    `more_erasures`: the log of erasures of the machine where the backup was made, if that is another one.
    """
    with path.open("rb") as file, package.reading(file, LIMITS) as held:
        _check(held)
        if not (empty := is_empty()) and not replace:
            raise UserError("This site holds accounts or workspaces already. To put the backup in their place, say --replace.")
        erased = {one.item: one for one in [*_erased_since(more_erasures), *_erased_before(held)]}
        name = f"before_restore_{dt.datetime.now(dt.UTC):%Y%m%d_%H%M%S_%f}"
        files.set_aside(name)
        try:
            with fresh(name, empty) as aside:
                rows = _load(held)
                names = [one for one in held.listed if files.is_file(one)]
                for one in names:  # by their hash: until a row names them they are nobody's
                    files.put(one, held.chunks(one))
                again = erasures.again_all(erased.values())
                connection.check_constraints()
        except (Error, ValueError, KeyError, TypeError, ValidationError) as error:
            raise UserError(
                f"This backup cannot be restored ({' '.join(str(error).split())[:200]}). Nothing was changed."
            ) from error
    erasures.keep(erased.values())
    return Restored(rows, len(names), again, aside)


def _check(held: package.Package) -> None:
    """Of our kind, with a document for each table; every hash is looked at before anything is changed."""
    if not isinstance(held.manifest, dict) or held.manifest.get("schema") != SCHEMA:
        said = str(held.manifest.get("schema"))[:40] if isinstance(held.manifest, dict) else ""
        raise UserError(f"This is no backup that this palermo reads: it is of version '{said}', and {SCHEMA} is meant.")
    wanted = {f"rows/{m._meta.label_lower}.jsonl" for m in kept_models()} | {"erasures.jsonl"}
    odd = sorted(wanted ^ {name for name in held.listed if not files.is_file(name)})
    if odd:
        raise UserError(
            f"'{odd[0]}' does not belong into a backup for palermo {__version__}, or is missing there. {_made_by(held)}"
        )
    for name in held.listed:
        for _chunk in held.chunks(name):
            pass


def _made_by(held: package.Package) -> str:
    return f"The backup was made by palermo {str(held.manifest.get('palermo'))[:20]}: restore it with that version, then upgrade."


def check_version(held: package.Package) -> None:
    """UserError where the tables of the backup are not those of this version: nothing is guessed about a column."""
    theirs, ours = held.manifest.get("migrations"), migrations()
    if theirs != ours:
        odd = next((m for m in [*(theirs or []), *ours] if m not in ours or m not in (theirs or [])), "?")
        raise UserError(f"The tables of this backup are of another version (migration {odd}). {_made_by(held)}")


def _erased_before(held: package.Package) -> list[erasures.Erased]:
    try:
        return [erasures.Erased(**row) for row in _rows(held, "erasures.jsonl")]
    except (ValueError, TypeError) as error:
        raise UserError("What this backup says of erasures cannot be read. Nothing was changed.") from error


def _erased_since(more: Path | None) -> list[erasures.Erased]:
    """What this machine knows to have been erased: its log, the state that is to be replaced, and a log that was brought along."""
    logs = [erasures.log_file(), *([more] if more else [])]
    return [*(one for log in logs for one in erasures.read(log)), *erasures.in_database()]


def _load(held: package.Package) -> int:
    """Write every row as it was. A commitment's status is written after the change that stands for it, as the database asks."""
    check_version(held)
    statuses: list[Commitment] = []
    count = 0
    for model in kept_models():
        for row in _rows(held, f"rows/{model._meta.label_lower}.jsonl"):
            instance = instance_of(model, row)
            if isinstance(instance, Commitment) and instance.status:
                statuses.append(Commitment(pk=instance.pk, status=instance.status, version=instance.version))
                instance.status = ""
            instance.save_base(raw=True, force_insert=True)
            count += 1
    _stand(statuses)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept_models()):
            cursor.execute(statement)
    return count


def _stand(statuses: list[Commitment]) -> None:
    changes: dict[tuple[int, str], int] = defaultdict(int)
    for pk, status, version in StatusChange.objects.values_list("commitment", "status", "version").order_by("version"):
        changes[pk, status] = version
    for one in statuses:
        rows = Commitment.objects.filter(pk=one.pk)
        rows.update(status=one.status, version=changes[one.pk, one.status])
        rows.update(version=one.version)


def _rows(held: package.Package, path: str) -> Iterator[dict[str, Any]]:
    rest = b""
    for chunk in held.chunks(path):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from (json.loads(line) for line in lines)
    if rest:
        raise ValueError(f"{path} is cut off")
