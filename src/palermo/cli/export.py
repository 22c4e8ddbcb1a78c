"""`palermo export`: the record as Parquet, CSV and JSONL with a codebook."""

import datetime as dt
from pathlib import Path

import click

from palermo.cli.common import as_json, as_of_option, format_option, reading


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--open", "open_only", is_flag=True, help="Leave out tables and columns whose terms are unclear.")
@as_of_option
@format_option("terminal", "json")
def command(folder: Path, open_only: bool, as_of: dt.date | None, form: str) -> None:
    """Write the record into FOLDER: csv/, jsonl/, parquet/, datapackage.json, codebook.md and LICENCES.md.

    Two exports of one record are equal byte for byte. An earlier export in FOLDER is replaced; anything else is left alone.
    """
    from palermo.record.export import export

    with reading(as_of) as record:
        written = export(record, folder, open_only=open_only)
    if form == "json":
        data = {
            "schema": "palermo.export/1",
            "record": written.record,
            "as_of": written.as_of,
            "folder": str(written.folder),
            "open": written.open_only,
            "tables": written.tables,
            "files": written.files,
            "bytes": written.size,
            "left_out": [{"table": item.table, "columns": list(item.columns)} for item in written.left_out],
        }
        click.echo(as_json(data), nl=False)
        return
    click.echo(f"Wrote {len(written.tables)} tables in {written.files} files, {written.size / 1e6:.1f} MB, to {written.folder}.")
    for item in written.left_out:
        what = f"columns {', '.join(item.columns)} of {item.table}" if item.columns else item.table
        click.echo(f"Left out for unclear terms: {what}.")
