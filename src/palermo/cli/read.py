"""`palermo read`: read documents, or the lines of a JSONL file, into findings."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from palermo.cli.common import format_option, output_option, put
from palermo.errors import UserError


@click.command("read")
@click.option("--jsonl", "path", metavar="FILE", help="Read the lines of this file: each a JSON object with id, text and iso3.")
@format_option("jsonl")
@output_option
def command(path: str | None, form: str, output: str | None) -> None:
    """Read official texts into findings, each with the span of words that supports it."""
    from palermo.evidence.codebook import as_codebook
    from palermo.evidence.model import Text
    from palermo.evidence.reader import read

    if path is None:
        raise UserError("Say what to read: --jsonl FILE.")
    lines = [as_codebook(row["id"], read(Text(row["text"]), row.get("iso3") or None)) for row in _rows(Path(path))]
    put("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), output)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"'{path}' cannot be read as UTF-8 text ({error}). Give a file of JSON lines.") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise UserError(f"'{path}', line {number}: this is no JSON object ({error.msg}).") from error
        if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("text"), str):
            raise UserError(f"'{path}', line {number}: each line needs 'id' and 'text', both strings.")
        yield row
