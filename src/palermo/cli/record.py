"""`palermo record list|rebuild|prune`: the records on this machine."""

from typing import Any

import click

from palermo.cli.common import as_json, format_option


@click.group("record")
def command() -> None:
    """List, rebuild and prune records."""


@command.command("list")
@format_option("terminal", "json")
def list_(form: str) -> None:
    """List the records on this machine, newest first."""
    from palermo.record import store

    now, cited = store.pointer(), store.cited()
    rows: list[dict[str, Any]] = [
        {"id": i, "bytes": size, "current": bool(now and now.id == i), "cited": i in cited} for i, size in store.kept()
    ]
    if form == "json":
        click.echo(
            as_json({"schema": "palermo.records/1", "record": now.id if now else None, "as_of": None, "records": rows}), nl=False
        )
        return
    for row in rows:
        mark = "current" if row["current"] else "cited" if row["cited"] else ""
        click.echo(f"{row['id']}  {row['bytes'] / 1e6:6.1f} MB  {mark}".rstrip())
    if not rows:
        click.echo("No record yet: the first question builds one.")


@command.command("rebuild")
def rebuild() -> None:
    """Build the record again from the bundled facts, in place of a damaged one."""
    from palermo.record.build import build

    click.echo(f"Built record {build().id}.")


@command.command("prune")
def prune() -> None:
    """Delete older records, sparing the current one and those that something cites."""
    from palermo.record import store

    deleted, kept = store.prune()
    click.echo(f"Deleted {len(deleted)}, kept {len(kept)}.")
