"""Whether the record is whole, and what is missing from it. Nothing here prints; `palermo doctor` does.

Damage is one thing and a gap another: `Health.ok` is false only when the record's bytes are not those that were built. Everything
else says what a reader must check before relying on a brief.
"""

import datetime as dt
import os
import platform
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from importlib import metadata
from pathlib import Path

from palermo.errors import PalermoError
from palermo.facts.schema import BY_NAME, TABLES
from palermo.home import home
from palermo.library.store import documents, orphans
from palermo.record import missing, store
from palermo.record.holdings import Holdings, holdings, library_problems
from palermo.record.inputs import record_id
from palermo.record.library_schema import library_views
from palermo.record.missing import Missing
from palermo.record.opened import Record
from palermo.record.query import catalogue
from palermo.record.schema import view
from palermo.record.stamp import stamp


@dataclass(frozen=True)
class Versions:
    """What is installed: versions of palermo, Python, SQLite and DuckDB (None: not installed)."""

    palermo: str
    python: str
    sqlite: str
    duckdb: str | None


@dataclass(frozen=True)
class Check:
    """One test of the record's file. `detail` says what was found, and where when it is damage."""

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True)
class Terms:
    """Under which terms a table may be passed on: open, attribution or unclear, and which columns are unclear ("*": all)."""

    terms: str
    unclear_columns: tuple[str, ...]
    attribution: str


@dataclass(frozen=True)
class Kept:
    """Another record on this machine: its id, its size in bytes, and whether something outside cites it."""

    id: str
    size: int
    cited: bool


@dataclass(frozen=True)
class Health:
    """What an examination found. `counts` and all below it are empty when the record is damaged or there is none yet.

    `record` is None when there is no record yet, and `up_to_date` false when the facts, law or reviews have changed since it was
    built: in both cases the next question builds a new one. `as_of` is the day of the examination.
    """

    as_of: dt.date
    home: Path
    versions: Versions
    record: str | None
    size: int
    up_to_date: bool
    checks: tuple[Check, ...]
    counts: dict[str, int] = field(default_factory=dict)
    terms: dict[str, Terms] = field(default_factory=dict)
    missing: Missing | None = None
    library: Holdings | None = None
    others: tuple[Kept, ...] = ()

    @property
    def ok(self) -> bool:
        """False only for damage."""
        return all(check.ok for check in self.checks)


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def versions() -> Versions:
    """The versions of what is installed."""
    return Versions(_version("palermo") or "not installed", platform.python_version(), sqlite3.sqlite_version, _version("duckdb"))


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    db.row_factory = sqlite3.Row
    return db


def _bytes(current: store.Pointer, path: Path) -> Check:
    """The file against the size and SHA-256 that the pointer has kept since it was built."""
    name = "checksum"
    try:
        size, _, digest = store.checksums(path)
    except FileNotFoundError:
        return Check(name, False, f"{path} is missing")
    except OSError as error:
        return Check(name, False, f"{path} cannot be read: {error.strerror or error}")
    if size != current.size:
        return Check(name, False, f"{path} has {size} bytes instead of {current.size}")
    if digest != current.sha256:
        return Check(name, False, f"{path} has the SHA-256 {digest} instead of {current.sha256}: its bytes have changed")
    return Check(name, True, f"SHA-256 {digest}, {size} bytes")


def _pragma(path: Path, pragma: str, clean: Callable[[list[str]], bool]) -> Check:
    """One of SQLite's own tests. A file that SQLite cannot read is a finding and no error."""
    try:
        with closing(_connect(path)) as db:
            found = [" ".join(str(cell) for cell in row) for row in db.execute(f"PRAGMA {pragma}").fetchmany(5)]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return Check(pragma, False, f"{path} cannot be read by SQLite: {error}")
    ok = clean(found)
    return Check(pragma, ok, "nothing wrong" if ok else f"{path}: {'; '.join(' '.join(line.split()) for line in found)}")


def _named(path: Path, current: store.Pointer) -> Check:
    """The record's own name, so that a file of another record in its place is found."""
    try:
        with closing(_connect(path)) as db:
            rows = db.execute("SELECT value FROM meta WHERE name = 'record'").fetchall()
            own = str(rows[0][0]) if rows else "nothing"
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return Check("identity", False, f"{path} cannot be read by SQLite: {error}")
    ok = own == current.id
    return Check("identity", ok, f"record {own}" if ok else f"{path} names itself {own} instead of {current.id}")


def _library() -> Check:
    """The originals against their hashes, the readings against their seals, the log of reviews line by line."""
    try:
        problems, count = library_problems(), len(documents())
        unnamed = _unnamed()
    except (PalermoError, OSError) as error:
        return Check("library", False, f"it cannot be examined: {error}")
    whole = f"{count:,} originals, all whole" if count else "no documents yet"
    return Check("library", not problems, " ".join(problems[:5]) or "; ".join(filter(None, (whole, unnamed))))


def _unnamed() -> str:
    """What to do with originals that the manifest does not name, empty where there are none."""
    found = orphans()
    if not found:
        return ""
    return (
        f"{len(found):,} that nothing names ({', '.join(found[:3])}{' …' if len(found) > 3 else ''}): bring again what they are, "
        "or remove them with 'palermo collect --erase SHA256 --reason TEXT'"
    )


def _closed() -> tuple[Check, ...]:
    """A line for each folder of the user's that cannot be read."""
    found: list[Check] = []

    def closed(error: OSError) -> None:
        found.append(Check("folder", False, f"{error.filename} cannot be read ({error.strerror}): check its permissions"))

    for _ in os.walk(home(), onerror=closed) if home().exists() else ():
        pass
    return tuple(found)


def _checks(current: store.Pointer) -> Iterator[Check]:
    path = store.path_of(current.id)
    yield _bytes(current, path)
    if path.is_file():
        yield _pragma(path, "integrity_check", lambda found: found == ["ok"])
        yield _pragma(path, "foreign_key_check", lambda found: not found)
        yield _named(path, current)


def _counts(record: Record) -> dict[str, int]:
    registers = ("jurisdictions", "names", "sources")
    keys = {**dict.fromkeys(BY_NAME, "key"), "jurisdictions": "iso3", "names": "iso3", "sources": "id"}
    return {name: record.rows(f"SELECT count({keys[name]}) AS n FROM {name}")[0]["n"] for name in (*BY_NAME, *registers)}


def _terms(record: Record) -> dict[str, Terms]:
    return {name: Terms(e.terms, e.unclear_columns, e.attribution) for name, e in catalogue(record).items()}


def _others(current: store.Pointer | None) -> tuple[Kept, ...]:
    cited = store.cited()
    now = current.id if current else None
    return tuple(Kept(record, size, record in cited) for record, size in store.kept() if record != now)


def _located(current: store.Pointer | None) -> tuple[store.Pointer | None, tuple[Check, ...]]:
    """The pointer to examine, and what is wrong with it."""
    try:
        current = current or store.pointer()
    except PalermoError as error:
        return None, (Check("pointer", False, str(error)),)
    return current, (*_checks(current), _library()) if current else (_library(),)


def _up_to_date(current: store.Pointer | None) -> bool:
    try:
        return current is not None and (current.stamp == stamp() or current.id == record_id())
    except (PalermoError, OSError):  # the checks say what cannot be read
        return False


def examine(
    current: store.Pointer | None = None,
    *,
    as_of: dt.date | None = None,
    today: Callable[[], dt.date] = dt.date.today,
) -> Health:
    """Examine a record, by default the one in use. Never builds one and raises nothing for a damaged one.

    With `as_of`, what is held and what is missing is that of the day; without it that of today, with undated rows. UserError
    when a confirmation that the user keeps cannot be used.
    """
    day = as_of or today()
    closed = _closed()
    current, checks = _located(current)
    found = Health(
        as_of=day,
        home=store.records().parent,
        versions=versions(),
        record=current.id if current else None,
        size=current.size if current else 0,
        up_to_date=not closed and _up_to_date(current),
        checks=(*closed, *checks),
        others=() if closed else _others(current),
    )
    return _with_content(found, current, as_of) if current and found.ok else found


def _with_content(found: Health, current: store.Pointer, as_of: dt.date | None) -> Health:
    with closing(_connect(store.path_of(current.id))) as db:
        for table in TABLES:
            db.execute(view(table, as_of.isoformat() if as_of else None))
        for statement in library_views(as_of.isoformat() if as_of else None):
            db.execute(statement)
        record = Record(db, current.id, as_of, found.as_of)
        return replace(
            found, counts=_counts(record), terms=_terms(record), missing=missing.missing(record), library=holdings(record)
        )
