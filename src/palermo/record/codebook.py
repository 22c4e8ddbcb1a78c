"""The `codebook.md` of an export, generated from the catalogue: every table, every column, every known gap."""

from collections.abc import Mapping

from palermo.facts.schema import Column
from palermo.record.opened import Record
from palermo.record.sheets import LeftOut, Sheet

_KINDS = {
    "int": "whole number",
    "real": "number",
    "date": "date, perhaps cut to a month or year",
    "day": "date",
    "place": "code of a jurisdiction",
    "source": "ids of sources, joined by `|`",
}
_HOW_TO_READ = """\
- An empty cell is never zero: the source gives no value, the column does not apply, or it is not known. Zero is written `0`.
- `key` is the identity of a row. It is made of the row's content and does not change from one export to the next.
- `original` is the source that established the fact; `carrier` names where it was read when the original was not read here.
- A date may be cut to a month or year when no more is known; `published_by` is the last day that it can mean.
- A row with a `caveat` must not be quoted without it.
- The same rows stand in `csv/`, `jsonl/` and `parquet/`. `datapackage.json` describes them for programs.
"""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _kind(column: Column) -> str:
    if column.choices:
        return " / ".join(f"`{choice}`" for choice in column.choices)
    return _KINDS.get(column.type, "text")


def _columns(sheet: Sheet) -> list[str]:
    lines = ["| column | type | filled | meaning |", "|---|---|---|---|"]
    for field in sheet.fields:
        filled = "always" if field.required else ""
        lines.append(f"| `{field.name}` | {_cell(_kind(field))} | {filled} | {_cell(sheet.entry.columns[field.name])} |")
    return lines


def _table(sheet: Sheet, rows: int, left_out: LeftOut | None) -> list[str]:
    entry = sheet.entry
    lines = [f"## {sheet.name}", "", f"**{entry.title}.** {entry.question}", ""]
    lines += [f"- Rows in this export: {rows:,}", f"- Key: {', '.join(f'`{name}`' for name in sheet.key)}"]
    lines += [f"- Established by: {entry.established_by}", f"- Terms: {sheet.terms}", f"- To be named: {entry.attribution}"]
    lines += [f"- Coverage of the record: {entry.coverage}"]
    lines += [f"- Left out of this export: {', '.join(left_out.columns)} (terms unclear)"] if left_out else []
    lines += ["", "Known gaps:", "", *(f"- {gap}" for gap in entry.gaps)] if entry.gaps else []
    return [*lines, "", *_columns(sheet), ""]


def _head(record: Record, open_only: bool, left_out: tuple[LeftOut, ...]) -> list[str]:
    lines = ["# Codebook", "", f"Record `{record.id}` of palermo. Terms of each table are in LICENCES.md.", ""]
    if record.dated:
        day = record.as_of.isoformat()
        lines += [
            f"This export shows only what had been published by {day}. Coverage and gaps below describe the whole record; the "
            "number of rows is that of this export. Carriers may be later than the facts that they carry.",
            "",
        ]
    lines += ["## How to read it", "", *_HOW_TO_READ.splitlines(), ""]
    if open_only:
        lines += ["## Left out", "", "Asked for open data only, so what has unclear terms was left out:", ""]
        lines += [f"- {item}" for item in left_out] or ["- nothing"]
        lines.append("")
    return lines


def codebook(record: Record, sheets: Mapping[Sheet, int], *, open_only: bool = False, left_out: tuple[LeftOut, ...] = ()) -> str:
    """The codebook as Markdown, for sheets with their numbers of rows."""
    without = {item.table: item for item in left_out}
    lines = _head(record, open_only, left_out)
    lines += ["## Tables", "", "| table | rows | terms | question |", "|---|---|---|---|"]
    lines += [f"| [{s.name}](#{s.name}) | {n:,} | {s.terms} | {_cell(s.entry.question)} |" for s, n in sheets.items()]
    lines.append("")
    for sheet, rows in sheets.items():
        lines += _table(sheet, rows, without.get(sheet.name))
    return "\n".join(lines).rstrip() + "\n"
