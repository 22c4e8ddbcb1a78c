"""Open the record at a date. The one door: no room above reads a table that is not filtered.

A record opened as of a day shows each table through a temporary view of the same name, which holds only the rows that had been
published by then, and hides columns that became public later. An authorizer refuses any other way to the tables, so that a
forgotten filter is an error and not a leak.
"""

import datetime as dt
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, TypeVar

from palermo.errors import PalermoError, UserError
from palermo.facts.schema import BY_NAME, TABLES
from palermo.law.load import from_compiled
from palermo.law.model import Law
from palermo.record import store
from palermo.record.library_schema import LIBRARY, library_views
from palermo.record.schema import view
from palermo.record.stamp import stamp

Row = sqlite3.Row
T = TypeVar("T")
Progress = Callable[[str, int, int], None]
_PAST_THE_VIEWS = re.compile(r"\bmain\s*\.|\bwith\b|sqlite_", re.IGNORECASE)
_OPEN_TABLES = {"meta", "jurisdictions", "names", "sources", "catalogue", "law", "retired_ids"}


class Record:
    """A record opened at a date. `as_of` is the day of the question; `dated` is False when nobody named one.

    Rooms above ask through `palermo.record.query`; `rows` is for this room only.
    """

    def __init__(self, db: sqlite3.Connection, record_id: str, as_of: dt.date | None, today: dt.date) -> None:
        """Use `opened`, which closes what it opens."""
        self._db = db
        self._read: dict[str, Any] = {}
        self.id = record_id
        self.dated = as_of is not None
        self.as_of = as_of or today

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        """Rows of a query over the tables as they stood on the day. PalermoError when the file is damaged."""
        if _PAST_THE_VIEWS.search(sql):
            raise sqlite3.ProgrammingError(f"not authorized: a question goes through the views, and never to main: {sql}")
        try:
            return self._db.execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            refused = "prohibited" in str(error) or "not authorized" in str(error)
            if refused or isinstance(error, sqlite3.ProgrammingError):
                raise
            raise store.damaged(self.id, str(error)) from error

    def once(self, name: str, read: Callable[[], T]) -> T:
        """What `read` gives, read at most once while the record is open: it cannot change."""
        if name not in self._read:
            self._read[name] = read()
        found: T = self._read[name]
        return found

    @cached_property
    def law(self) -> Law:
        """The law that was compiled into this record."""
        return from_compiled(json.loads(self.rows("SELECT content FROM law WHERE id = 'compiled'")[0]["content"]))


def _guard(action: int, first: str | None, second: str | None, database: str | None, inside: str | None) -> int:
    """Allow reading a fact table only from inside its view; allow nothing that writes."""
    if action == sqlite3.SQLITE_READ:
        if (first in BY_NAME or first in LIBRARY) and database == "main" and inside != first:
            through_a_view = first == "documents" and inside in LIBRARY
            return sqlite3.SQLITE_OK if through_a_view else sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first == "data_version":  # the search index asks whether the file has changed
        return sqlite3.SQLITE_OK
    allowed = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
    return sqlite3.SQLITE_OK if action in allowed else sqlite3.SQLITE_DENY


def _connect(record_id: str) -> sqlite3.Connection:
    uri = f"{store.path_of(record_id).absolute().as_uri()}?mode=ro&immutable=1"
    db = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    return db


def _current(progress: Progress) -> store.Pointer:
    """The record that the present inputs make. What builds one is imported only when one has to be built."""
    current = store.pointer()
    if current is not None and current.stamp == stamp():
        return current
    from palermo.record.build import build, renew

    return renew(current, progress) if current else build(progress)


@contextmanager
def opened(
    as_of: dt.date | None = None,
    *,
    progress: Progress = lambda *_: None,
    today: Callable[[], dt.date] = dt.date.today,
) -> Iterator[Record]:
    """Open the current record at a date, building it first if the inputs have changed.

    `as_of` None asks as of today and shows undated rows too. Raises PalermoError when the record is damaged.
    """
    current = _current(progress)
    store.verify(current)
    with _opened(current.id, as_of, today) as record:
        yield record


@contextmanager
def as_it_is(as_of: dt.date | None = None, *, today: Callable[[], dt.date] = dt.date.today) -> Iterator[Record]:
    """Open the record that is current on disk, even if inputs have changed since, and never build one: for pages.

    PalermoError when there is none, or when it is damaged.
    """
    current = store.pointer()
    if current is None:
        raise PalermoError("There is no record yet. Run 'palermo record rebuild'.")
    store.verify(current)
    with _opened(current.id, as_of, today) as record:
        yield record


@contextmanager
def of_id(
    record_id: str,
    as_of: dt.date | None = None,
    *,
    progress: Progress = lambda *_: None,
    today: Callable[[], dt.date] = dt.date.today,
) -> Iterator[Record]:
    """Open the record of that id: the present one, or an earlier one that is still kept. One that is not here is not made up.

    UserError when it is not here; PalermoError when it is damaged.
    """
    current = store.pointer()
    if current is None or not store.is_kept(record_id):
        current = _current(progress)  # it may be what the present inputs make
    if current.id == record_id:
        store.verify(current)
    elif store.is_kept(record_id):
        store.verify_earlier(record_id)
    else:
        raise UserError(f"The record {record_id} is not here. The present one is {current.id}.")
    with _opened(record_id, as_of, today) as record:
        yield record


@contextmanager
def _opened(record_id: str, as_of: dt.date | None, today: Callable[[], dt.date]) -> Iterator[Record]:
    db = _connect(record_id)
    try:
        day = as_of.isoformat() if as_of else None
        for table in TABLES:
            db.execute(view(table, day))
        for statement in library_views(day):
            db.execute(statement)
        db.execute("SELECT rowid FROM passage_index LIMIT 0")  # the index is made ready before the guard, which would refuse it
        db.set_authorizer(_guard)
        yield Record(db, record_id, as_of, today())
    except sqlite3.DatabaseError as error:
        raise PalermoError(f"The record {record_id} cannot be read ({error}). Run 'palermo record rebuild'.") from error
    finally:
        db.close()
