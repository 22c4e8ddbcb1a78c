"""The `datapackage.json` of an export: Frictionless Data Package, written by hand, the same for the same record."""

from collections.abc import Iterable
from typing import Any

from palermo.facts.schema import Column
from palermo.record.opened import Record
from palermo.record.sheets import LeftOut, Sheet

NAME = "palermo-record"
FORMATS = ("csv", "jsonl", "parquet")
CUT_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_MEDIA = {"csv": "text/csv", "jsonl": "application/x-ndjson", "parquet": "application/vnd.apache.parquet"}
_TYPES = {"int": "integer", "real": "number", "day": "date"}
_TERMS = {
    "open": "Open: pass it on as it is",
    "attribution": "Attribution: pass it on if you say whose it is",
    "unclear": "Unclear: ask its maker before you publish it",
}


def _field(column: Column, description: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.type == "date":
        constraints["pattern"] = CUT_DATE
    made = {"name": column.name, "type": _TYPES.get(column.type, "string"), "description": description}
    return made | ({"constraints": constraints} if constraints else {})


def _link(field: str, sheet: Sheet, resource: str, other: str) -> dict[str, Any]:
    target = "" if sheet.name == resource else resource
    return {"fields": field, "reference": {"resource": target, "fields": other}}


def schema(sheet: Sheet) -> dict[str, Any]:
    """The Table Schema of a sheet: fields with types, meanings and constraints, its key, and what its codes refer to."""
    links = [_link(f.name, sheet, "jurisdictions", "iso3") for f in sheet.fields if f.type == "place"]
    links += [_link(f.name, sheet, "sources", "id") for f in sheet.fields if f.name == "original"]
    made: dict[str, Any] = {
        "fields": [_field(column, sheet.entry.columns[column.name]) for column in sheet.fields],
        "missingValues": [""],
        "primaryKey": sheet.key[0] if len(sheet.key) == 1 else list(sheet.key),
    }
    return made | ({"foreignKeys": links} if links else {})


def path_of(sheet: Sheet, form: str) -> str:
    """Where a sheet lies within the export: `csv/tier_placements.csv`."""
    return f"{form}/{sheet.name}.{form}"


def resource(sheet: Sheet, form: str, rows: int, size: int, sha256: str) -> dict[str, Any]:
    """One file of the export. The CSV carries the schema; JSONL and Parquet hold the same rows and name that table."""
    entry = sheet.entry
    made: dict[str, Any] = {
        "name": sheet.name if form == "csv" else f"{sheet.name}.{form}",
        "type": "table" if form == "csv" else "file",
        "path": path_of(sheet, form),
        "format": form,
        "mediatype": _MEDIA[form],
        "title": entry.title,
        "description": entry.question,
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "terms": sheet.terms,
        "established_by": entry.established_by,
        "attribution": entry.attribution,
        "licenses": [{"name": f"palermo-{sheet.terms}", "title": _TERMS[sheet.terms], "path": "LICENCES.md"}],
    }
    if form != "csv":
        return made | {"same_rows_as": sheet.name}
    dialect = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
    return made | {"rows": rows, "encoding": "utf-8", "dialect": dialect, "schema": schema(sheet)}


def _source(row: dict[str, Any]) -> dict[str, Any]:
    made = {"name": row["id"], "title": row["title"], "publisher": row["publisher"], "licence": row["licence"]}
    made |= {"path": row["url"]} if row["url"] else {}
    return made | ({"published": row["published"]} if row["published"] else {})


def descriptor(
    record: Record,
    resources: Iterable[dict[str, Any]],
    sources: Iterable[dict[str, Any]],
    left_out: tuple[LeftOut, ...],
) -> dict[str, Any]:
    """The whole data package of a record. It holds no time of its own, so that two exports of one record are equal."""
    made: dict[str, Any] = {
        "name": NAME,
        "title": "palermo: official reporting on human trafficking as tables",
        "description": "Facts, each with who established it and when it became public. An empty cell is never zero. "
        "codebook.md explains every table and column; LICENCES.md says under which terms each may be passed on.",
        "version": record.id,
    }
    if record.dated:
        made["as_of"] = record.as_of.isoformat()
    made["left_out"] = [{"table": x.table, "columns": list(x.columns) or ["*"], "reason": "terms unclear"} for x in left_out]
    made["licenses"] = [{"name": "palermo-by-table", "title": "Terms differ by table; see LICENCES.md", "path": "LICENCES.md"}]
    return made | {"sources": [_source(row) for row in sources], "resources": list(resources)}
