"""What an export holds: one sheet for each fact table and register, with its fields, its rows, and what was left out.

A sheet shows a table as it stood on the day of the record. The day of a column that became public later is hidden together with
the column, names that were not yet in use are left out, and so are sources that were published later unless a row that is shown
cites them (a carrier may be later than the fact that it carries).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from palermo.errors import PalermoError
from palermo.facts.schema import BASIS, TABLES, Column, Table
from palermo.record.opened import Record
from palermo.record.query import Entry, catalogue
from palermo.record.schema import tail

REGISTERS = (
    Table(
        "jurisdictions",
        ("iso3",),
        "iso3! iso2! un_m49! region! kind:state/territory! valid_from:date valid_to:date assessed_as part_of:place",
    ),
    Table("names", ("iso3", "name"), "iso3:place! name! kind:preferred/alias! valid_from:date valid_to:date"),
    Table(
        "sources",
        ("id",),
        "id! title! publisher! url licence! kind:original/carrier/derived! published:date published_by:day covers caveats",
    ),
    Table(
        "catalogue",
        ("name",),
        "name! title! question! established_by! terms:open/attribution/unclear! attribution! coverage! gaps! unclear_columns! "
        "columns!",
    ),
)
_CATALOGUE_ENTRY = Entry(
    name="catalogue",
    title="Catalogue of the tables",
    question="What does each table hold, who established it, under which terms, and what is missing?",
    established_by="palermo",
    terms="open",
    attribution="none",
    coverage="One row for each table of this record but this one, whether or not the table is in the export.",
    gaps=(),
    unclear_columns=(),
    columns={
        "name": "name of the table",
        "title": "title of the table",
        "question": "what a reader finds in it",
        "established_by": "who established its facts",
        "terms": "open, attribution or unclear; LICENCES.md says what that means",
        "attribution": "whom to name",
        "coverage": "what the whole record holds of it",
        "gaps": "what is known to be missing, as a JSON list of sentences",
        "unclear_columns": 'columns whose terms are unclear, as a JSON list; "*" means all of them',
        "columns": "what each column means, as a JSON object",
    },
)


@dataclass(frozen=True, eq=False)
class Sheet:
    """One table of an export: its fields in order, its key, its entry in the catalogue, and its terms.

    `companions` are the columns that hold the day on which another column became public.
    """

    name: str
    key: tuple[str, ...]
    fields: tuple[Column, ...]
    entry: Entry
    companions: tuple[str, ...] = ()
    terms: str = "open"

    @property
    def names(self) -> list[str]:
        """The names of the fields, in order."""
        return [field.name for field in self.fields]


@dataclass(frozen=True)
class LeftOut:
    """What an open export leaves out of a table: these columns, or with none named the whole table. `whose` names the maker."""

    table: str
    columns: tuple[str, ...]
    whose: str

    def __str__(self) -> str:
        what = f"{self.table}: {', '.join(self.columns)}" if self.columns else f"{self.table} (the whole table)"
        return f"{what}. Terms unclear; ask {self.whose} before you publish it."


def _added(table: Table) -> Iterator[Column]:
    kinds = {"published": "date", "published_by": "day"}
    for name in tail(table):
        choices = tuple(BASIS.partition(":")[2].split("/")) if name == "basis" else ()
        kind = "day" if name.endswith("_public") else kinds.get(name, "text")
        yield Column(name, kind, name in ("basis", "original"), choices)


def _of_facts(table: Table, entry: Entry, dated: bool) -> Sheet:
    hidden = {name for names in table.later.values() for name in names} if dated else set()
    own = (replace(column, required=column.required and column.name not in hidden) for column in table.columns)
    fields = (Column("key", "text", True), *own, *_added(table))
    return Sheet(table.name, ("key",), fields, entry, tuple(f"{rule}_public" for rule in table.later), entry.terms)


def _of_register(table: Table, entry: Entry) -> Sheet:
    return Sheet(table.name, table.key, table.columns, entry, (), entry.terms)


def sheets(record: Record) -> tuple[Sheet, ...]:
    """All sheets of a record. PalermoError when the catalogue leaves out a table or a column: nothing goes out unexplained."""
    entries = catalogue(record) | {"catalogue": _CATALOGUE_ENTRY}
    missing = [table.name for table in (*TABLES, *REGISTERS) if table.name not in entries]
    if missing:
        raise PalermoError(f"The catalogue has no entry for {', '.join(missing)}. This is a fault of palermo; please report it.")
    found = [_of_facts(table, entries[table.name], record.dated) for table in TABLES]
    found += [_of_register(table, entries[table.name]) for table in REGISTERS]
    unexplained = [f"{sheet.name}.{name}" for sheet in found for name in sheet.names if name not in sheet.entry.columns]
    if unexplained:
        raise PalermoError(
            f"The catalogue does not explain {', '.join(unexplained)}. This is a fault of palermo; please report it."
        )
    return tuple(found)


def only_open(sheet: Sheet) -> tuple[Sheet | None, LeftOut | None]:
    """A sheet without what has unclear terms (None when nothing is left of it), and what was left out of it."""
    unclear = sheet.entry.unclear_columns or (("*",) if sheet.terms == "unclear" else ())
    if not unclear:
        return sheet, None
    whose = sheet.entry.attribution
    if "*" in unclear or set(unclear) & set(sheet.key):
        return None, LeftOut(sheet.name, (), whose)
    kept = tuple(field for field in sheet.fields if field.name not in unclear)
    terms = "attribution" if sheet.terms == "unclear" else sheet.terms
    return replace(sheet, fields=kept, terms=terms), LeftOut(sheet.name, tuple(unclear), whose)


def _shown(sheet: Sheet, name: str, day: str | None) -> str:
    if day and (name in sheet.companions or (sheet.name == "names" and name == "valid_to")):
        return f'CASE WHEN "{name}" <= \'{day}\' THEN "{name}" END'
    return f'"{name}"'


def rows(record: Record, sheet: Sheet) -> list[tuple[Any, ...]]:
    """The rows of a sheet in the order of its key, as they stood on the day; None for an empty cell."""
    day = record.as_of.isoformat() if record.dated else None
    shown = ", ".join(_shown(sheet, name, day) for name in sheet.names)
    where = f" WHERE valid_from IS NULL OR valid_from <= '{day}'" if day and sheet.name == "names" else ""
    found = record.rows(f"SELECT {shown} FROM {sheet.name}{where} ORDER BY {', '.join(sheet.key)}")
    return [tuple(row) for row in found]


def cited(sheet: Sheet, found: list[tuple[Any, ...]]) -> set[str]:
    """Ids of the sources that rows cite, as original, carrier or source read."""
    places = [i for i, f in enumerate(sheet.fields) if f.type == "source" or f.name in ("original", "carrier")]
    joined = {row[i] for i in places for row in found if row[i]}
    return {source for text in joined for source in text.split("|")}


def shown_sources(record: Record, found: list[tuple[Any, ...]], ids: set[str]) -> list[tuple[Any, ...]]:
    """The rows of the register of sources that an export shows: all, or as of a day those published by then or cited in it."""
    if not record.dated:
        return found
    day = record.as_of.isoformat()
    by = [column.name for column in REGISTERS[2].columns].index("published_by")
    return [row for row in found if row[0] in ids or (row[by] and row[by] <= day)]


def as_json(value: Any) -> str:
    """JSON text of one line: the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
