"""`palermo clock`: who is at which point of the Watch List clock before an edition."""

import datetime as dt
import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from palermo.cli.common import as_json, as_of_option, format_option, output_option, put, reading
from palermo.errors import UserError

if TYPE_CHECKING:
    from rich.console import Console

    from palermo.assessment.clock import ClockRow, EditionClock


class _Year(click.ParamType):  # type: ignore[type-arg]
    name = "year"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        if not (value.isascii() and value.isdigit() and len(value) == 4):
            raise UserError(f"'{value}' is not a year. --year takes the year of an edition as four digits, for example 2017.")
        return int(value)


def year_option(help_text: str, *, required: bool = False) -> Callable[[Any], Any]:
    """The `--year` option: the year of an edition, in four digits."""
    return click.option("--year", type=_Year(), metavar="YYYY", required=required, help=help_text)


def shown(draw: "Callable[[Console], None]", output: str | None) -> None:
    """Draw on the screen, or as plain text of eighty columns into a file."""
    from rich.console import Console

    if output is None:
        draw(Console(highlight=False))
        return
    text = io.StringIO()
    draw(Console(file=text, width=80, color_system=None, highlight=False))
    put(text.getvalue(), output)


SHORT = {"2WL": "WL", "2WL+waiver": "WL+dw", "SC": "SC"}
"""Placements in a narrow column; the key below the table says what they mean."""


def _open(row: "ClockRow") -> str:
    return " ".join(SHORT.get(tier, tier) for tier in row.answer.allowed)


def _or(value: int | tuple[int, ...]) -> str:
    return " or ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _table(console: "Console", title: str, rows: "list[ClockRow]") -> None:
    from rich.table import Table
    from rich.text import Text

    from palermo.assessment.explained import years

    console.print(Text(f"{title} ({len(rows)})", style="bold"))
    if not rows:
        console.print("  nobody\n")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), expand=False)
    table.add_column("place", ratio=3, min_width=24)
    table.add_column("decided by", min_width=12)
    table.add_column("in a row", justify="right")
    table.add_column("dw used", justify="right")
    table.add_column("stays open", no_wrap=True)
    for row in rows:
        used = f"{_or(row.answer.waivers_used)} of {row.answer.waiver_cap}"
        decided = years(row.evidence) + ("*" if row.concluded else "")
        table.add_row(f"{row.name} ({row.code})", decided, _or(row.answer.run), used, _open(row))
    console.print(table)
    console.print()


def _groups(clock: "EditionClock") -> "list[tuple[str, list[ClockRow]]]":
    there = [row for row in clock.rows if not row.ended]
    rows = [row for row in there if not row.uncertain]
    at_limit = [row for row in rows if row.answer.at_limit and not row.barred]
    listed = [row for row in rows if row.placement["tier"] == "2WL" and not row.answer.at_limit and not row.barred]
    return [
        ("At the third-year limit, a downgrade waiver is possible", [row for row in at_limit if not row.used_up]),
        ("At the third-year limit, downgrade waivers used up", [row for row in at_limit if row.used_up]),
        ("Barred from the Watch List by the one-year rule", [row for row in rows if row.barred]),
        ("On the Watch List, below the limit", listed),
        ("Not certain: the record lacks a placement that decides", [row for row in there if row.uncertain]),
    ]


def _draw(clock: "EditionClock", console: "Console") -> None:
    from rich.text import Text

    from palermo.register.dates import in_words

    record = clock.record
    console.print(Text(f"The Watch List clock before the {clock.report_year} report", style="bold"))
    console.print(
        Text(f"as of {in_words(record.as_of)} · law {clock.version.id}, 22 USC 7107(b) · record {record.id}", style="dim")
    )
    console.print("Computed from placements alone: what the clock permits, not what a place deserves.")
    if clock.overdue:
        console.print(f"That report was due on {in_words(clock.due)}; this record does not hold it: check before use.")
    console.print()
    groups = _groups(clock)
    for title, rows in groups:
        _table(console, title, rows)
    shown_above = {row.code for _, rows in groups for row in rows}
    free = [row for row in clock.rows if row.code not in shown_above and not row.ended]
    console.print(f"Not on the Watch List in {clock.report_year - 1}, and free of these limits: {len(free)}.")
    ended = [f"{row.name} ({in_words(row.ended)})" for row in clock.rows if row.ended]
    unread = sum(bool(row.concluded) for row in free)
    if unread:
        console.print(f"Of these, {unread} by a placement that was concluded and not read in the report.")
    if ended:
        console.print(f"Ceased to exist before that report, which could not assess it: {'; '.join(ended)}.")
    if any(row.concluded for row in clock.rows if row.code in shown_above):
        console.print(
            "* A placement that decides was not read in the report, but concluded from published lists, totals or other editions."
        )
    if clock.incomplete:
        named = ", ".join(map(str, clock.incomplete))
        console.print(f"Editions not complete in this record: {named}. A missing placement is taken as unknown: what stays open")
        console.print("is the union over what it may have been.")
    console.print("WL: Tier 2 Watch List; dw: downgrade waiver; SC: special case, a practice outside the statute.", style="dim")


@click.command("clock")
@year_option("The edition to come. Default: the next one.")
@as_of_option
@format_option("terminal", "json")
@output_option
def command(year: int | None, as_of: dt.date | None, form: str, output: str | None) -> None:
    """Who meets the third-year limit in an edition, whose downgrade waivers are used up, and who is barred.

    One row for each jurisdiction placed in the edition before, computed from placements alone.
    """
    from palermo.assessment.clock import document, edition_clock

    with reading(as_of) as record:
        clock = edition_clock(record, year)
        if form == "json":
            put(as_json(document(clock)), output)
        else:
            shown(lambda console: _draw(clock, console), output)
