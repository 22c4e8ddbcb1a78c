"""`palermo doctor`: is the installation whole, and what does the record lack?"""

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from palermo.cli.common import as_json, as_of_option, console, format_option
from palermo.record.health import Health
from palermo.record.holdings import Holdings
from palermo.record.missing import Missing
from palermo.register.dates import in_words


def _plain(value: Any) -> Any:
    """Dates and paths as text, everything else as it is."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, (dt.date, Path)) else value


def _data(found: Health) -> dict[str, Any]:
    rest: dict[str, Any] = _plain({k: v for k, v in asdict(found).items() if k not in ("record", "as_of")})
    return {"schema": "palermo.doctor/1", "record": found.record, "as_of": found.as_of.isoformat(), "ok": found.ok} | rest


def _screen(found: Health) -> None:
    from rich.table import Table
    from rich.text import Text

    screen = console()
    screen.print(
        f"palermo {found.versions.palermo}, Python {found.versions.python}, SQLite {found.versions.sqlite}", markup=False
    )
    screen.print(f"home {found.home}", soft_wrap=True, markup=False)
    state = (
        "no record yet: the first question builds one"
        if found.record is None
        else f"record {found.record}, {found.size / 1e6:.1f} MB"
    )
    screen.print(
        state
        + ("" if found.up_to_date or found.record is None else "; its inputs have changed: the next question builds a new one")
    )
    for check in found.checks:
        mark = Text("  ok     ", style="green") if check.ok else Text("  BROKEN ", style="bold red")
        screen.print(mark + Text(f"{check.name}: {check.detail}", style=""))
    if found.missing is None:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), title="Tables, rows and terms", title_justify="left")
    table.add_column("table", style="dim")
    table.add_column("rows", justify="right")
    table.add_column("terms")
    for name, rows in found.counts.items():
        table.add_row(name, f"{rows:,}", found.terms[name].terms if name in found.terms else "")
    screen.print()
    screen.print(table)
    if found.library:
        _library(screen, found.library)
    _missing(screen, found.missing)


def _library(screen: Any, held: Holdings) -> None:
    screen.print()
    screen.print("Your library", style="bold")
    if not held.documents:
        screen.print("  No document. 'palermo collect' fetches or imports some; 'palermo read' reads them.")
        return
    unread = held.documents - held.read
    screen.print(
        f"  {held.documents:,} documents, {held.narratives:,} narratives, {held.passages:,} passages, {held.findings:,} findings, "
        f"{held.reviews:,} reviews" + (f" ({held.unplaced:,} no longer find their words)" if held.unplaced else "") + "."
    )
    if unread:
        screen.print(f"  {unread:,} not read by this reader: run 'palermo read'.")


def _missing(screen: Any, lacks: Missing) -> None:
    screen.print()
    screen.print("What is missing", style="bold")
    for due in lacks.due:
        screen.print(
            f"  The {due.report_year} edition was due on {in_words(due.due)} ({due.citation}); it is not in this record."
        )
    for part in lacks.partial:
        word = "is incomplete" if part.held == "incomplete" else "lacks a few"
        screen.print(
            f"  The {part.report_year} edition {word}: {part.placements} placements held, {part.concluded} of them concluded."
        )
    total = sum(edition.placements for edition in lacks.to_confirm)
    doubtful = [d for edition in lacks.to_confirm for d in edition.doubtful]
    screen.print(
        f"  To be confirmed against the official page: {total:,} placements in {len(lacks.to_confirm)} editions ({lacks.confirmed} confirmed)."
    )
    screen.print(f"  Of these {len(doubtful):,} rest on one carrier or were concluded; --format json lists them.")
    screen.print(f"  Write what the page says into {lacks.how_to_confirm.path}:", soft_wrap=True, markup=False)
    screen.print(f"    {','.join(lacks.how_to_confirm.columns)}", soft_wrap=True)
    screen.print(
        f"  Law to be read again: {sum(d.recheck for d in lacks.law)} places; of low confidence: {sum(d.confidence == 'L' for d in lacks.law)}."
    )
    screen.print(
        f"  Known gaps of the tables: {sum(map(len, lacks.gaps.values()))}, in --format json and in the catalogue of an export."
    )


@click.command("doctor")
@as_of_option
@format_option("terminal", "json")
def command(as_of: dt.date | None, form: str) -> None:
    """Check the installation and the record: versions, integrity, counts, terms, and what is missing.

    Ends with exit status 1 only when something is damaged.
    """
    from palermo.record.health import examine

    found = examine(as_of=as_of)
    if form == "json":
        click.echo(as_json(_data(found)), nl=False)
    else:
        _screen(found)
    if not found.ok:
        raise SystemExit(1)
