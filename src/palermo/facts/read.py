"""Reading the packaged CSV files: strict, typed, and loud about anything that the schema does not know."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from palermo.errors import PalermoError
from palermo.facts.schema import Column, Table

Row = dict[str, str]
FOLDER = Path(str(files("palermo.facts"))) / "tables"


def raw(name: str) -> Iterator[Row]:
    """The rows of a packaged CSV as text. PalermoError if the file is missing: the installation is damaged."""
    path = FOLDER / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file, strict=True)
    except FileNotFoundError:
        raise PalermoError(f"The bundled table {name} is missing from this installation. Install palermo again.") from None


def rows(table: Table) -> Iterator[Row]:
    """The rows of one fact table, after the check that its columns are those of the schema."""
    expected = [column.name for column in table.columns]
    for row in raw(table.name):
        if list(row) != expected:
            raise PalermoError(f"{table.name}: columns {list(row)} are not those of the schema {expected}")
        yield row


def typed(column: Column, text: str, where: str) -> Any:
    """A cell as its type; None for an empty one, never zero. PalermoError names the row when the schema is broken."""
    if text == "":
        if column.required:
            raise PalermoError(f"{where}: {column.name} is empty")
        return None
    if column.choices and text not in column.choices:
        raise PalermoError(f"{where}: {column.name} is {text!r}, which is none of {', '.join(column.choices)}")
    if column.type == "int":
        return int(text)
    if column.type == "real":
        return int(text) if text.lstrip("-").isdigit() else float(text)
    return text


@cache
def sources() -> dict[str, Row]:
    """The bundled register of sources, by id."""
    return {row["id"]: row for row in raw("sources")}
