"""`palermo country`: everything known about one jurisdiction, on one screen, or all of it as data."""

import datetime as dt
import io

import click

from palermo.briefing.country import Profile, as_data, profile
from palermo.cli.common import as_json, as_of_option, console, format_option, output_option, put, reading
from palermo.evidence.accuracy import in_short
from palermo.register.dates import in_words
from palermo.register.jurisdictions import resolve


def _screen(known: Profile, output: str | None) -> None:
    from rich.table import Table
    from rich.text import Text

    kept = io.StringIO() if output else None
    screen = console(kept)
    screen.print(Text(f"{known.name} ({known.code})", style="bold"))
    screen.print(Text(f"as of {in_words(known.as_of)} · record {known.record}", style="dim"))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(ratio=1)
    for label, text in known.lines:
        grid.add_row(label, text)
    screen.print(grid)
    screen.print()
    rows = Table(title="What the record holds", title_justify="left", box=None, padding=(0, 2, 0, 0), expand=True)
    rows.add_column("table", style="dim", min_width=21)
    rows.add_column("rows", justify="right", min_width=5)
    rows.add_column("newest", min_width=10)
    rows.add_column("established by", overflow="ellipsis", no_wrap=True, ratio=1)
    for held in known.holdings:
        rows.add_row(held.table, str(held.rows), held.newest or "undated", held.established_by)
    screen.print(rows)
    if any(held.table == "machine_findings" for held in known.holdings):
        screen.print(Text(f"machine_findings: {in_short(['factbook_tip'])}", style="dim"))
    screen.print(Text("All of it, with sources: --format json", style="dim"))
    if kept:
        put(kept.getvalue(), output)


@click.command("country")
@click.argument("jurisdiction")
@as_of_option
@format_option("terminal", "json")
@output_option
def command(jurisdiction: str, as_of: dt.date | None, form: str, output: str | None) -> None:
    """Everything known about JURISDICTION, on one screen; as JSON, every row with its source."""
    place = resolve(jurisdiction)
    with reading(as_of) as record:
        if form == "json":
            put(as_json(as_data(record, place)), output)
        else:
            _screen(profile(record, place), output)
