"""`palermo read`: read the library, given files, or the lines of a JSONL file, into findings."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from palermo.cli.common import as_json, output_option, put, target
from palermo.cli.progress import bar
from palermo.errors import UserError
from palermo.utf8 import is_utf8

if TYPE_CHECKING:
    from palermo.evidence.engines import Engine

_FORMS = ("terminal", "json", "jsonl")
MOST_OF_LINES = 1_000_000_000  # bytes of JSONL: some two hundred editions
_MANY = 2_000_000  # characters of JSONL from which starting processes pays


@click.command("read")
@click.argument("paths", nargs=-1, metavar="[FILE]...")
@click.option("--jsonl", "rows", metavar="FILE", help="Read the lines of this file: each a JSON object with id, text and iso3.")
@click.option("--country", metavar="JURISDICTION", help="With FILE: of whom the files are, where they do not say.")
@click.option("--year", type=click.IntRange(1990, 2100), metavar="YEAR", help="With FILE: their edition, where they do not say.")
@click.option("--series", metavar="SERIES", help="With FILE: their series. Default: own.")
@click.option("--workers", type=click.IntRange(0, 256), metavar="N", help="Processes. Default: one a core; 0: in this one.")
@click.option("--engine", metavar="dask://HOST:PORT", help="Read on the workers of a Dask scheduler (extra 'scale').")
@click.option("--format", "form", type=click.Choice(_FORMS), help="Form of the output. Default: terminal; with --jsonl, jsonl.")
@output_option
def command(paths: tuple[str, ...], rows: str | None, form: str | None, output: str | None, **more: Any) -> None:
    """Read official texts into findings, each with the span of words that supports it.

    Without FILE, reads what the library holds and this reader has not read yet. A document that cannot be read is named and set
    aside; the next run tries it again. With FILE, prints what is found in these files and keeps nothing.
    """
    if rows is not None and (paths or form not in (None, "jsonl")):
        raise UserError("--jsonl FILE is read alone and printed as JSON lines: leave out other files and --format.")
    if not paths and (more["country"] or more["year"] or more["series"]):
        raise UserError("--country, --year and --series say what a FILE is. Give a FILE, or leave them out.")
    if output is not None:
        target(output, (*paths, *([rows] if rows is not None else [])))
    if rows is not None:
        _lines(rows, output, more)
    elif paths:
        _files(paths, form or "terminal", output, more)
    else:
        _library(form or "terminal", output, more)


# The library ------------------------------------------------------------------------------------------------------------------


def _library(form: str, output: str | None, more: dict[str, Any]) -> None:
    from palermo.evidence.engines import engine
    from palermo.evidence.reader_id import reader_id
    from palermo.evidence.run import read_library
    from palermo.library.places import printable

    if form == "jsonl":
        raise UserError("--format jsonl prints the findings of a FILE. The summary of the library is terminal or json.")
    with engine(more["engine"], more["workers"]) as running, bar("Reading") as progress:
        done = read_library(running, progress)
    aside = [
        {"document": held.sha256, "series": held.series, "address": held.address, "why": why} for held, why in done.set_aside
    ]
    if form == "json":
        data = {"schema": "palermo.read.library/1", "record": None, "as_of": None, "reader": reader_id()}
        unnamed = [{"document": held.sha256, "series": held.series, "address": held.address} for held in done.unnamed]
        counts = {"read": done.read, "already": done.already}
        put(as_json(data | counts | {"set_aside": aside, "unnamed": unnamed}), output)
        return
    lines = [f"{done.read} read, {done.already} read before, {len(aside)} set aside."]
    lines += [f"  set aside: {one['series']} {printable(one['address'])}: {printable(one['why'])}" for one in aside]
    lines += [
        f"  country or edition not known: {held.series} {printable(held.address)}; a question about a country or a year passes over "
        "it. Where it is about one, bring it again with --country and --year."
        for held in done.unnamed
    ]
    if not (done.read or done.already or aside):
        lines = ["The library holds no documents. Bring some: palermo collect SERIES."]
    put("".join(f"{line}\n" for line in lines), output)


# Given files ------------------------------------------------------------------------------------------------------------------


def _files(paths: tuple[str, ...], form: str, output: str | None, more: dict[str, Any]) -> None:
    from palermo.cli.read_print import print_json, print_jsonl, print_tables
    from palermo.evidence.engines import Failed, engine, over
    from palermo.evidence.run import read_given

    given = [_given(path, more) for path in paths]
    workers = min(len(given), more["workers"]) if more["workers"] is not None else min(len(given), 2)
    with engine(more["engine"], workers) as running:
        found = dict(over(running, read_given, given, lambda one: len(one[1])))
    readings, aside = [], []
    for number, path in enumerate(paths):
        result = found[number]
        if isinstance(result, Failed):
            aside.append((path, result.why))
        else:
            readings.append((path, result))
    if not readings:
        raise UserError(f"'{aside[0][0]}' cannot be read: {aside[0][1]}")
    for path, why in aside:
        click.echo(f"palermo: '{path}' is set aside: {why}", err=True)
    {"json": print_json, "jsonl": print_jsonl, "terminal": print_tables}[form](readings, aside, output)


def _given(path: str, more: dict[str, Any]) -> tuple[Any, bytes]:
    """A file that a person names, as the library would hold it."""
    from palermo.library.content import LARGEST, look
    from palermo.library.series import named
    from palermo.library.store import Held, sha256
    from palermo.register.jurisdictions import resolve

    series = named(more["series"] or "own")
    code = resolve(more["country"]).code if more["country"] else None
    file = Path(path)
    content = _content(file, LARGEST)
    seen = look(content, file.name)
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    held = Held(
        series.id, path, now, sha256(content), seen.media_type, len(content), more["year"], code, None, series.origin,
        seen.title or file.stem,
    )  # fmt: skip
    return held, content


def _content(file: Path, most: int) -> bytes:
    """The bytes of a regular file of at most so many; a pipe or a device, which may never end, is not read."""
    try:
        if not file.exists():
            raise UserError(f"'{file}' cannot be read: there is no such file.")
        if not file.is_file():
            raise UserError(f"'{file}' is no file. Give the files to read, or none to read the library.")
        if file.stat().st_size > most:
            raise UserError(f"'{file}' is larger than {most // 1_000_000} MB. Cut it into smaller files.")
        return file.read_bytes()
    except OSError as error:
        raise UserError(f"'{file}' cannot be read ({error.strerror}).") from error


# Lines of JSON ----------------------------------------------------------------------------------------------------------------


def _lines(path: str, output: str | None, more: dict[str, Any]) -> None:
    from palermo.evidence.engines import Failed, engine

    rows = list(_rows(Path(path)))
    few = sum(len(row["text"]) for row in rows) < _MANY
    workers = 0 if few and more["workers"] is None else more["workers"]
    with engine(more["engine"], workers) as running, bar("Reading") as progress:
        found = _watched(running, rows, progress)
    for number, row in enumerate(rows):
        if isinstance(found[number], Failed):
            click.echo(f"palermo: '{row['id']}' is set aside: {found[number].why}", err=True)
    results = (found[number] for number in range(len(rows)))
    put("".join(line for line in results if not isinstance(line, Failed)), output)


def _watched(running: "Engine", rows: list[dict[str, Any]], progress: Any) -> dict[int, Any]:
    from palermo.evidence.engines import over
    from palermo.evidence.run import read_row

    found = {}
    for number, result in over(running, read_row, rows, lambda row: len(row["text"])):
        found[number] = result
        progress(len(found), len(rows), rows[number]["id"])
    return found


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = _content(path, MOST_OF_LINES).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"'{path}' cannot be read as UTF-8 text ({error}). Give a file of JSON lines.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UserError(f"'{path}', line {number}: this is no JSON object ({error}).") from error
        if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("text"), str):
            raise UserError(f"'{path}', line {number}: each line needs 'id' and 'text', both strings.")
        if why := _unfit(row):
            click.echo(f"palermo: '{path}', line {number}, is set aside: {why}", err=True)
        else:
            yield row


def _unfit(row: dict[str, Any]) -> str | None:
    """Why a row cannot be read, None where it can."""
    if not isinstance(row.get("iso3"), str | None):
        return "its 'iso3' is no string"
    broken = next((name for name in ("id", "text", "iso3") if not is_utf8(row.get(name) or "")), None)
    return f"its '{broken}' holds half a character (a lone surrogate), which no UTF-8 text can" if broken else None
