"""Write a record as CSV, JSONL and Parquet, with a data package and a codebook.

Two exports of one record are equal byte for byte: rows stand in the order of their keys, files hold no time and no path, and
Parquet is written by one thread with fixed row groups. The folder appears whole or not at all.
"""

import csv
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from palermo.errors import PalermoError, UserError
from palermo.facts import read
from palermo.record import datapackage
from palermo.record.codebook import codebook
from palermo.record.folder import whole_folder
from palermo.record.opened import Record
from palermo.record.sheets import LeftOut, Sheet, as_json, cited, only_open, rows, sheets, shown_sources

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[str, int, int], None]  # what is being written, done, of how many
_SQL_TYPES = {"int": "BIGINT", "real": "DOUBLE", "day": "DATE"}
_ROW_GROUP = 122_880  # rows; a fixed size, because the default may change with the version
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "temp_directory": "",
}
_TEXTS = ("datapackage.json", "codebook.md", "LICENCES.md")


@dataclass(frozen=True)
class ExportSummary:
    """What was written: rows by table, number and bytes of the files, and what was left out for unclear terms."""

    folder: Path
    record: str
    as_of: str | None
    open_only: bool
    tables: dict[str, int]
    files: int
    size: int
    left_out: tuple[LeftOut, ...]


@dataclass
class _Work:
    """What an export gathers while it writes."""

    folder: Path
    engine: "duckdb.DuckDBPyConnection"
    written: dict[Sheet, int] = field(default_factory=dict)
    resources: list[dict[str, Any]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    sources: list[dict[str, Any]] = field(default_factory=list)


def _plain(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows with whole amounts written without a fraction: 12 and not 12.0."""
    return [tuple(int(c) if isinstance(c, float) and c.is_integer() else c for c in row) for row in found]


def _write_csv(path: Path, sheet: Sheet, found: list[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(sheet.names)
        writer.writerows(found)


def _write_jsonl(path: Path, sheet: Sheet, found: list[tuple[Any, ...]]) -> None:
    names = sheet.names
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(as_json(dict(zip(names, row, strict=True))) + "\n" for row in found)


def _text(value: str | Path) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _write_parquet(engine: "duckdb.DuckDBPyConnection", path: Path, sheet: Sheet, from_csv: Path) -> None:
    """Parquet from the CSV just written, with the types of the schema: nothing is guessed."""
    types = ", ".join(f"{_text(f.name)}: {_text(_SQL_TYPES.get(f.type, 'VARCHAR'))}" for f in sheet.fields)
    reader = (
        f"read_csv({_text(from_csv)}, columns={{{types}}}, header=true, auto_detect=false, delim=',', quote='\"', escape='\"', "
        "nullstr='', new_line='\\n', strict_mode=true, max_line_size=4000000)"
    )
    engine.execute(
        f"COPY (SELECT * FROM {reader}) TO {_text(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
    )


def _finished(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file, which is on the disk afterwards."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
        return file.tell(), digest


def _write_sheet(work: _Work, sheet: Sheet, found: list[tuple[Any, ...]]) -> None:
    found = _plain(found)
    paths = {form: work.folder / datapackage.path_of(sheet, form) for form in datapackage.FORMATS}
    _write_csv(paths["csv"], sheet, found)
    _write_jsonl(paths["jsonl"], sheet, found)
    _write_parquet(work.engine, paths["parquet"], sheet, paths["csv"])
    for form, path in paths.items():
        work.resources.append(datapackage.resource(sheet, form, len(found), *_finished(path)))
    work.written[sheet] = len(found)


def _write_sheets(work: _Work, record: Record, chosen: list[Sheet], progress: Progress) -> None:
    for done, sheet in enumerate(chosen):
        progress(sheet.name, done, len(chosen))
        found = rows(record, sheet)
        work.ids |= cited(sheet, found)
        if sheet.name == "sources":
            found = shown_sources(record, found, work.ids)
            work.sources = [dict(zip(sheet.names, row, strict=True)) for row in found]
        _write_sheet(work, sheet, found)
    progress("codebook", len(chosen), len(chosen))


def _write_texts(work: _Work, record: Record, open_only: bool, left_out: tuple[LeftOut, ...]) -> None:
    package = datapackage.descriptor(record, work.resources, work.sources, left_out)
    licences = (read.FOLDER.parent / "LICENCES.md").read_text(encoding="utf-8")
    contents = {
        "datapackage.json": json.dumps(package, ensure_ascii=False, indent=1) + "\n",
        "codebook.md": codebook(record, work.written, open_only=open_only, left_out=left_out),
        "LICENCES.md": licences,
    }
    for name in _TEXTS:
        (work.folder / name).write_text(contents[name], encoding="utf-8", newline="\n")
        _finished(work.folder / name)


def _files_of(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def is_export(folder: Path) -> bool:
    """Whether a folder is an earlier export and holds nothing else, so that a new one may take its place."""
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        listed = {item["path"] for item in package["resources"]}
        ours = package["name"] == datapackage.NAME
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return ours and set(_files_of(folder)) <= listed | set(_TEXTS)


@contextmanager
def _engine(folder: Path) -> "Iterator[duckdb.DuckDBPyConnection]":
    """DuckDB with one thread, no extensions from outside and no files of its own. A failed write is a PalermoError."""
    try:
        import duckdb
    except ImportError:
        raise UserError("The package 'duckdb' is missing; Parquet needs it. Install it with 'pip install duckdb'.") from None
    engine = duckdb.connect(":memory:", config=dict(_SETTINGS))
    try:
        engine.execute("SET preserve_insertion_order = true")
        yield engine
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        why = str(error).splitlines()[0]
        raise PalermoError(f"'{folder}' could not be written ({why}). Nothing was left behind.") from error
    finally:
        engine.close()


def _summary(work: _Work, record: Record, folder: Path, open_only: bool, left_out: tuple[LeftOut, ...]) -> ExportSummary:
    sizes = [path.stat().st_size for path in work.folder.rglob("*") if path.is_file()]
    return ExportSummary(
        folder=folder,
        record=record.id,
        as_of=record.as_of.isoformat() if record.dated else None,
        open_only=open_only,
        tables={sheet.name: rows for sheet, rows in work.written.items()},
        files=len(sizes),
        size=sum(sizes),
        left_out=left_out,
    )


def export(record: Record, folder: Path, *, open_only: bool = False, progress: Progress = lambda *_: None) -> ExportSummary:
    """Write the record, as it stood on its day, into `folder`: csv/, jsonl/, parquet/, a data package, codebook and licences.

    `open_only` leaves out the tables and columns whose terms are unclear. An earlier export is replaced; UserError when the
    folder holds anything else or cannot be written, PalermoError when the disk is full or the catalogue is not complete. After
    an error nothing is left behind.
    """
    chosen, left_out = list(sheets(record)), []
    if open_only:
        pairs = [only_open(sheet) for sheet in chosen]
        chosen = [sheet for sheet, _ in pairs if sheet]
        left_out = [item for _, item in pairs if item]
    with whole_folder(folder, is_export) as temporary, _engine(folder) as engine:
        for form in datapackage.FORMATS:
            (temporary / form).mkdir()
        work = _Work(temporary, engine)
        _write_sheets(work, record, chosen, progress)
        _write_texts(work, record, open_only, tuple(left_out))
        return _summary(work, record, folder, open_only, tuple(left_out))
