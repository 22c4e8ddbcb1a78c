"""One moment of the database: what is read in the block is from one state of it, and nobody who writes has to wait."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """A block of reading. SQLite: a transaction that begins without the writer's lock; PostgreSQL: REPEATABLE READ, read only."""
    if connection.in_atomic_block:  # somebody else's transaction: its moment is ours
        yield
    elif connection.vendor == "sqlite":
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # deferred: in WAL mode the first question takes a snapshot
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
