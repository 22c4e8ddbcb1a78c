"""A fresh, empty state of the database to be filled, which takes the place of the present one in one step when the block ends well.

SQLite: a file of its own, laid over the live one through SQLite's own copying of pages, which is one transaction there: who reads
meanwhile reads the old state, and a kill leaves it. PostgreSQL: the old tables move into a schema of their own, new ones are made
and filled, all in one transaction. The old state is kept aside: as a file, or as that schema.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, connections, transaction

from palermo.workspace.leaving.kept import kept_models

_WAIT = 20  # seconds for those who are writing


def is_empty() -> bool:
    """Whether there is nothing in the database that a backup would keep."""
    there = set(connection.introspection.table_names())
    return not any(m._meta.db_table in there and m._base_manager.exists() for m in kept_models())


@contextmanager
def fresh(name: str, empty: bool) -> Iterator[str | None]:
    """The block fills the default database, which is new. It is given the place of the old state, under `name`; None where it was empty."""
    make = _file if connection.vendor == "sqlite" else _schema
    with make(name, empty) as aside:
        yield aside


# SQLite ------------------------------------------------------------------------------------------------------------------------


@contextmanager
def _file(name: str, empty: bool) -> Iterator[str | None]:
    settings = dict(connection.settings_dict)
    live = Path(str(settings["NAME"]))
    new, aside = live.with_name(f".{live.name}.restoring"), live.with_name(f"{name}.sqlite")
    _remove(new)
    os.close(os.open(new, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        _use(settings | {"NAME": str(new)})
        call_command("migrate", interactive=False, verbosity=0)
        with transaction.atomic():
            yield None if empty else str(aside)
        _use(settings)
        if not empty:
            os.close(os.open(aside, os.O_CREAT | os.O_EXCL, 0o600))
            _copy(live, aside)
        _copy(new, live)
    finally:
        _use(settings)
        _remove(new)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, timeout=_WAIT)) as one, closing(sqlite3.connect(target, timeout=_WAIT)) as other:
        one.backup(other)


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{end}").unlink(missing_ok=True)


def _use(settings: dict[str, Any]) -> None:
    """Make Django's connection lead to another file."""
    connections["default"].close()
    connections.settings["default"] = connections.configure_settings({"default": settings})["default"]
    del connections["default"]


# PostgreSQL --------------------------------------------------------------------------------------------------------------------


@contextmanager
def _schema(name: str, empty: bool) -> Iterator[str | None]:
    with transaction.atomic():
        _move_aside(name)
        call_command("migrate", interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # as in every transaction; migrations have asked for some at once
            yield None if empty else f"schema {name}"
            if empty:
                cursor.execute(f"DROP SCHEMA {name} CASCADE")


def _move_aside(name: str) -> None:
    ours = {*connection.introspection.django_table_names(include_views=False), "django_migrations"}
    tables = sorted(ours & set(connection.introspection.table_names()))
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{_WAIT}s'")
        cursor.execute(f"CREATE SCHEMA {name}")
        cursor.execute(
            "SELECT DISTINCT p.oid::regprocedure::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE NOT t.tgisinternal AND t.tgrelid::regclass::text = ANY(%s)",
            [tables],
        )
        functions = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" SET SCHEMA {name}')
        for function in functions:
            cursor.execute(f"ALTER FUNCTION {function} SET SCHEMA {name}")
