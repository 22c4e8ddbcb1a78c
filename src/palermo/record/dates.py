"""Days on which something in the record became public."""

import datetime as dt

from palermo.facts.schema import TABLES
from palermo.record.opened import Record


def days_of_publication(record: Record) -> list[dt.date]:
    """Every day on which some row that can be seen was first public, oldest first. A cut date counts as its last day."""
    days: set[str] = set()
    for table in TABLES:
        rows = record.rows(f"SELECT DISTINCT published_by AS day FROM {table.name} WHERE published_by IS NOT NULL")
        days.update(row["day"] for row in rows)
    return sorted(dt.date.fromisoformat(day) for day in days)
