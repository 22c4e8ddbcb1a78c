"""The record's tables: one STRICT table for each fact table, with who established each row and when it was public.

Every fact table gets the same tail: `original` and `carrier` (ids of `sources`), `published` (as the source gives it),
`published_by` (the last day that it can mean; NULL for an undated row), `basis` and `caveat`. A column that became public later
than its row has a companion `<rule>_public`, and a record opened at a date hides it until then.
"""

from palermo.facts.schema import BASIS, TABLES, Column, Table

VERSION = "2"  # raised when the meaning of a table changes


def _quoted(spec: str) -> str:
    return ", ".join(f"'{choice}'" for choice in spec.partition(":")[2].split("/"))


SQL_TYPE = {"int": "INTEGER", "real": "REAL"}

REGISTERS = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE jurisdictions (
  iso3 TEXT PRIMARY KEY, iso2 TEXT NOT NULL, un_m49 TEXT NOT NULL, region TEXT NOT NULL, kind TEXT NOT NULL,
  valid_from TEXT, valid_to TEXT, assessed_as TEXT, part_of TEXT REFERENCES jurisdictions
) STRICT, WITHOUT ROWID;
CREATE TABLE names (
  iso3 TEXT NOT NULL REFERENCES jurisdictions, name TEXT NOT NULL, kind TEXT NOT NULL, valid_from TEXT, valid_to TEXT,
  PRIMARY KEY (iso3, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE sources (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, publisher TEXT NOT NULL, url TEXT, licence TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('original', 'carrier', 'derived')), published TEXT, published_by TEXT, covers TEXT,
  caveats TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE catalogue (
  name TEXT PRIMARY KEY, title TEXT NOT NULL, question TEXT NOT NULL, established_by TEXT NOT NULL, terms TEXT NOT NULL,
  attribution TEXT NOT NULL, coverage TEXT NOT NULL, gaps TEXT NOT NULL, unclear_columns TEXT NOT NULL, columns TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE law (id TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE retired_ids (id TEXT PRIMARY KEY, replaced_by TEXT, reason TEXT NOT NULL, since TEXT NOT NULL)
  STRICT, WITHOUT ROWID;
"""


def _sql(column: Column) -> str:
    parts = [f'"{column.name}"', SQL_TYPE.get(column.type, "TEXT")]
    if column.required:
        parts.append("NOT NULL")
    if column.type == "place":
        parts.append("REFERENCES jurisdictions")
    if column.choices:
        known = ", ".join(f"'{choice}'" for choice in column.choices)
        parts.append(f'CHECK ("{column.name}" IN ({known}))')
    return " ".join(parts)


TAIL = {
    "basis": f"TEXT NOT NULL CHECK (basis IN ({_quoted(BASIS)}))",
    "original": "TEXT NOT NULL REFERENCES sources",
    "carrier": "TEXT",
    "published": "TEXT",
    "published_by": "TEXT",
    "caveat": "TEXT",
}


def tail(table: Table) -> list[str]:
    """The columns that the record adds to a table: those of TAIL that its rows do not carry themselves."""
    own = {column.name for column in table.columns}
    return [name for name in TAIL if name not in own] + [f"{rule}_public" for rule in table.later]


def columns(table: Table) -> list[str]:
    """All columns of a record table, in order."""
    return ["key", *(column.name for column in table.columns), *tail(table)]


def create(table: Table) -> str:
    """The statements that make one fact table and its index by place."""
    lines = ["key TEXT PRIMARY KEY", *(_sql(column) for column in table.columns)]
    lines += [f"{name} {TAIL.get(name, 'TEXT')}" for name in tail(table)]
    sql = f"CREATE TABLE {table.name} (\n  " + ",\n  ".join(lines) + "\n) STRICT, WITHOUT ROWID;\n"
    places = [column.name for column in table.columns if column.type == "place"]
    return sql + "".join(f"CREATE INDEX {table.name}_{place} ON {table.name} ({place});\n" for place in places)


def view(table: Table, day: str | None) -> str:
    """The temporary view through which a record opened at a date shows one table; undated rows only without a date."""
    shown = []
    hidden = {name: rule for rule, names in table.later.items() for name in (*names, f"{rule}_public")}
    for name in columns(table):
        if day and name in hidden:
            shown.append(f'CASE WHEN {hidden[name]}_public <= \'{day}\' THEN "{name}" END AS "{name}"')
        else:
            shown.append(f'"{name}"')
    where = f" WHERE published_by <= '{day}'" if day else ""
    return f"CREATE TEMP VIEW {table.name} AS SELECT {', '.join(shown)} FROM main.{table.name}{where}"


def schema_sql() -> str:
    """Everything that makes an empty record."""
    return REGISTERS + "".join(create(table) for table in TABLES)
