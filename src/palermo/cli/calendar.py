"""`palermo calendar`: the days that statute and practice set for an edition, on screen, as data or for a calendar program."""

import datetime as dt
import sys
from typing import TYPE_CHECKING

import click

from palermo.cli.clock import shown, year_option
from palermo.cli.common import as_json, as_of_option, format_option, output_option, put, reading
from palermo.errors import UserError

if TYPE_CHECKING:
    from rich.console import Console

    from palermo.assessment.edition_calendar import EditionCalendar


def _draw(calendar: "EditionCalendar", console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text

    from palermo.assessment.edition_calendar import counted_from, when
    from palermo.register.dates import in_words

    record = calendar.record
    console.print(Text(f"Calendar of the {calendar.report_year} Trafficking in Persons Report", style="bold"))
    console.print(Text(f"as of {in_words(record.as_of)} · law {calendar.version.id} · record {record.id}", style="dim"))
    if calendar.released:
        console.print(
            f"Released on {in_words(calendar.released)}; the day of submission is not known, so release stands in for it."
        )
    else:
        console.print("This record holds no release of it: what follows the report is counted from the day on which it is due.")
    console.print()
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, expand=True)
    table.add_column("when", width=20)
    table.add_column("what", ratio=1)
    for entry in calendar.entries:
        what = Text(entry.title)
        basis = "" if entry.basis == "statute" else f"{entry.basis}; "
        what.append(f"\n{entry.citation}; {basis}{counted_from(entry, calendar)}", style="dim")
        if entry.note:
            what.append(f"\n{entry.note}", style="dim")
        table.add_row(when(entry), what)
    console.print(table)


@click.command("calendar")
@year_option("The edition. Default: the next one.")
@as_of_option
@click.option("--ics", is_flag=True, help="Write an iCalendar file (RFC 5545), for a calendar program.")
@format_option("terminal", "json")
@output_option
def command(year: int | None, as_of: dt.date | None, ics: bool, form: str, output: str | None) -> None:
    """Every statutory date of an edition, counted from submission or release (it says which)."""
    from palermo.assessment import edition_calendar as made

    if ics and form == "json":
        raise UserError("'--ics' does not go with '--format json': choose one of the two.")
    with reading(as_of) as record:
        calendar = made.edition_calendar(record, year)
        if ics:
            _put_bytes(made.ics(calendar), output)
        elif form == "json":
            put(as_json(made.document(calendar)), output)
        else:
            shown(lambda console: _draw(calendar, console), output)


def _put_bytes(text: str, output: str | None) -> None:
    """Write text whose line ends must stay as they are."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
    else:
        put(text, output)
