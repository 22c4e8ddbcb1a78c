"""Questions about all jurisdictions at once, for the rooms that compare them."""

from collections.abc import Iterable

from palermo.facts.schema import BY_NAME
from palermo.record.facts import Fact, select
from palermo.record.opened import Record, Row


def all_facts(record: Record, table: str, **equal: str | int) -> tuple[Fact, ...]:
    """Every fact of a table as it stood on the day, by key; `equal` keeps the rows that hold these values.

    LookupError for a table or a column that the record does not have.
    """
    _check(table, equal)
    where = " AND ".join(f'"{column}" = ?' for column in equal) or "TRUE"
    return select(record, table, where, *equal.values())


def cells(record: Record, table: str, *columns: str, **equal: str | int) -> list[Row]:
    """Only some columns of a table as it stood on the day, with the key: for the many rows that a count or a model reads."""
    _check(table, [*columns, *equal])
    where = " AND ".join(f'"{column}" = ?' for column in equal) or "TRUE"
    chosen = ", ".join(f'"{column}"' for column in ("key", *columns))
    return record.rows(f"SELECT {chosen} FROM {table} WHERE {where} ORDER BY key", *equal.values())


def _check(table: str, columns: Iterable[str]) -> None:
    known = {column.name for column in BY_NAME[table].columns} | {"basis", "published", "key"} if table in BY_NAME else set()
    wrong = [column for column in columns if column not in known]
    if not known or wrong:
        raise LookupError(f"the record has no {table}{'#' + str(wrong[0]) if wrong else ''}")
