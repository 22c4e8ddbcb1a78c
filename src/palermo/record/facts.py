"""A fact as the record holds it: its cells, who established it, who carried it, and how to point at it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from palermo.facts.schema import BY_NAME
from palermo.record.opened import Record, Row

_TAIL = ("key", "basis", "original", "carrier", "published", "published_by", "caveat")


@dataclass(frozen=True)
class Fact:
    """One row of a fact table. `fact["tier"]` is a cell; None means that the source left it empty, never zero."""

    table: str
    key: str
    cells: Mapping[str, Any]
    basis: str
    original: str
    carrier: str | None
    published: str | None
    published_by: str | None
    caveat: str | None

    def __getitem__(self, column: str) -> Any:
        return self.cells[column]

    def locator(self, column: str | None = None) -> str:
        """Where the fact stands, in the grammar of citations: `table:tier_placements/CUB/2016#tier`."""
        return f"table:{self.table}/{self.key}" + (f"#{column}" if column else "")


def fact(table: str, row: Row) -> Fact:
    """A row of the record as a fact."""
    cells = {column.name: row[column.name] for column in BY_NAME[table].columns}
    return Fact(table, row["key"], cells, row["basis"], *(row[name] for name in _TAIL[2:]))


def select(record: Record, table: str, where: str, *parameters: Any, order: str = "key") -> tuple[Fact, ...]:
    """Facts of one table as they stood on the day of the record."""
    rows = record.rows(f"SELECT * FROM {table} WHERE {where} ORDER BY {order}", *parameters)
    return tuple(fact(table, row) for row in rows)
