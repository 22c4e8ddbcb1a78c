"""Build a record: register, facts, law and reviews in, one SQLite file out.

The file is made beside its place, checked, flushed and renamed. A build that is killed leaves the old record in use and a
temporary file that the next build removes. Where only the library or its reviews have changed, the new record starts as a copy of
the old one and only what differs is joined: one new document costs seconds, whatever the size of the library.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import yaml

from palermo.errors import PalermoError
from palermo.evidence import review_log
from palermo.facts import dating, read
from palermo.facts.schema import TABLES, Table
from palermo.law.load import compile_law
from palermo.record import store
from palermo.record.confirmations import Confirmation, confirmations, confirmed_rows
from palermo.record.folder import alive
from palermo.record.inputs import base_id, read_documents, record_id
from palermo.record.joined import join
from palermo.record.library_schema import LIBRARY_SQL
from palermo.record.retired import retire
from palermo.record.schema import columns, schema_sql, tail
from palermo.record.stamp import stamp
from palermo.register.jurisdictions import jurisdictions

_DISK = ("SQLITE_FULL", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_IOERR_WRITE")
Progress = Callable[[str, int, int], None]  # what is being built, done, of how many
# Bases of the tables whose rows do not say it themselves.
TABLE_BASIS = {
    "tier_placements_conflicts": "transcribed",
    "published_counts": "transcribed",
    "ilab_enforcement": "official",
    "ilab_legal_standards": "official",
    "ilab_goods": "official",
    "upr_pairs": "derived",
    "us_trade_shares": "transcribed",
    "us_aid": "transcribed",
    "instruments": "transcribed",
    "reported_findings": "coded",
    "finding_details": "coded",
    "machine_findings": "machine",
}


def _basis(table: Table, row: read.Row) -> str:
    if table.name == "instruments" and row["confidence"] == "high":
        return "official"
    if table.name == "published_counts" and row["measure"].startswith(("special_", "tier_3_with")):
        return "official"
    return TABLE_BASIS[table.name]


def _day(text: str) -> str | None:
    day = dating.day(text)
    return day.isoformat() if day else None


def fact_rows(table: Table, confirmed: dict[str, Confirmation]) -> Iterator[tuple[Any, ...]]:
    """The rows of one table as the record stores them: typed cells, then who established them and when."""
    extra = confirmed_rows(confirmed) if table.name == "tier_placements" else []
    for row in (*read.rows(table), *extra):
        key = table.key_of(row)
        origin = dating.dated(table.name, row)
        if table.name == "tier_placements" and key in confirmed:
            row, origin = confirmed.pop(key).applied_to(row, origin)
        where = f"{table.name}/{key}"
        cells = [read.typed(column, row[column.name], where) for column in table.columns]
        added = {
            "original": origin.original,
            "carrier": origin.carrier or None,
            "published": origin.published or None,
            "published_by": _day(origin.published),
            "caveat": origin.caveat or None,
            **{f"{rule}_public": _day(dating.LATER[rule](row)) for rule in table.later},
        }
        yield (key, *cells, *(added[name] if name in added else _basis(table, row) for name in tail(table)))


def _insert(db: sqlite3.Connection, table: str, width: int, rows: Iterator[tuple[Any, ...]]) -> None:
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)


def _fill_registers(db: sqlite3.Connection) -> None:
    places = jurisdictions()
    for code, p in sorted(places.items()):
        place = (code, p.alpha2, p.m49, p.region, p.kind, p.valid_from, p.valid_to, p.assessed_as, p.part_of)
        db.execute(f"INSERT INTO jurisdictions VALUES ({', '.join('?' * 9)})", [cell or None for cell in place])
        named = {n.text: (code, n.text, "preferred", n.valid_from or None, n.valid_to or None) for n in p.names}
        named |= {a: (code, a, "alias", None, None) for a in p.aliases if a not in named}
        _insert(db, "names", 5, iter(named.values()))
    for row in sorted(dating.all_sources().values(), key=lambda r: r["id"]):
        cells = [row[c] or None for c in ("id", "title", "publisher", "url", "licence", "kind", "published")]
        db.execute(
            f"INSERT INTO sources VALUES ({', '.join('?' * 10)})",
            [*cells, _day(row["published"]), row["covers"] or None, row["caveats"] or None],
        )


def _fill_catalogue(db: sqlite3.Connection) -> None:
    entries = yaml.safe_load((read.FOLDER.parent / "catalogue.yml").read_text(encoding="utf-8"))
    common = entries.pop("_common")
    for name, entry in sorted(entries.items()):
        db.execute(
            f"INSERT INTO catalogue VALUES ({', '.join('?' * 10)})",
            (
                name,
                *(entry[k] for k in ("title", "question", "established_by", "terms", "attribution", "coverage")),
                json.dumps(entry["gaps"], ensure_ascii=False),
                json.dumps(entry["unclear_columns"]),
                json.dumps(common | entry["columns"], ensure_ascii=False),
            ),
        )


def _fill(db: sqlite3.Connection, progress: Progress) -> None:
    confirmed = confirmations()
    _fill_registers(db)
    for done, table in enumerate(TABLES):
        progress(table.name, done, len(TABLES))
        _insert(db, table.name, len(columns(table)), fact_rows(table, confirmed))
    _fill_catalogue(db)
    law = json.dumps(compile_law(), ensure_ascii=False, sort_keys=True)
    db.execute("INSERT INTO law VALUES ('compiled', ?)", (law,))
    progress("checks", len(TABLES), len(TABLES))


def _check(db: sqlite3.Connection) -> None:
    broken = db.execute("PRAGMA foreign_key_check").fetchmany(3)
    if broken:
        raise PalermoError(f"The facts do not fit together: {broken}. This is a fault of palermo; please report it.")


def _write(path: Path, new_id: str, progress: Progress) -> None:
    base, earlier = base_id(), _earlier(new_id)
    copied = earlier is not None and _base_of(earlier) == base
    if earlier is not None and copied:
        shutil.copyfile(earlier, path)
    with closing(sqlite3.connect(path.absolute().as_uri(), uri=True, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")
        if not copied:
            db.executescript(schema_sql() + LIBRARY_SQL)
        db.execute("BEGIN")
        if not copied:
            _fill(db, progress)
        join(db, read_documents(), review_log.read().reviews, progress)
        db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", (("record", new_id), ("base", base)))
        _check(db)
        db.execute("COMMIT")
        if earlier is not None:
            retire(db, earlier, new_id)
        db.execute("ANALYZE")
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _earlier(new_id: str) -> Path | None:
    """The file of the record in use, where it is whole and another one: the same record is built from nothing, to mend it."""
    try:
        current = store.pointer()
        if current is None or current.id == new_id:
            return None
        store.verify(current)
        return store.path_of(current.id)
    except PalermoError:
        return None


def _base_of(record: Path) -> str | None:
    """The first half of a record's inputs; None for a record that an older palermo built."""
    with closing(sqlite3.connect(f"{record.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        rows = db.execute("SELECT value FROM meta WHERE name = 'base'").fetchall()
    return str(rows[0][0]) if rows else None


def build(progress: Progress = lambda *_: None) -> store.Pointer:
    """Build the record that the present inputs make, and point to it. Returns the pointer.

    Raises PalermoError when the disk is full or not writable (nothing is left behind), or when the facts do not fit together.
    """
    new_id, mark = record_id(), stamp()
    target = store.path_of(new_id)
    temporary = target.with_name(f".{new_id}.{os.getpid()}.building")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(target.parent)
        _write(temporary, new_id, progress)
        temporary.replace(target)
        return store.set_current(new_id, mark)
    except OSError as error:
        raise _no_room(target.parent, error.strerror or str(error)) from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname in _DISK:
            raise _no_room(target.parent, str(error)) from error
        raise
    finally:
        temporary.unlink(missing_ok=True)


def _remove_leftovers(folder: Path) -> None:
    """Remove what killed builds left; a build that is still running in another process is left alone."""
    for leftover in folder.glob(".*.building"):
        if not alive(leftover.name.split(".")[-2]):
            leftover.unlink(missing_ok=True)


def _no_room(folder: Path, why: str) -> PalermoError:
    return PalermoError(
        f"The record could not be written to {folder} ({why}). Free some space there, or set PALERMO_HOME to another folder."
    )


def renew(current: store.Pointer, progress: Progress = lambda *_: None) -> store.Pointer:
    """The record to use after the inputs were touched: the same one if they still mean the same, else a new one.

    A damaged record keeps its old stamp, so that nothing here blesses it.
    """
    if current.id != record_id():
        return build(progress)
    store.verify(current)
    return store.restamp(current, stamp())
