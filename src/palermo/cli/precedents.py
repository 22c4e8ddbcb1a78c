"""`palermo precedents`: who closed a gap before, when, and by what."""

import datetime as dt

import click

from palermo.cli.common import as_json, as_of_option, format_option, output_option, put, reading
from palermo.cli.precedents_print import screen
from palermo.priorities.precedents.data import as_data
from palermo.priorities.precedents.named import named_gap
from palermo.register.jurisdictions import resolve


@click.command("precedents")
@click.argument("gap", nargs=-1, required=True, metavar="GAP")
@click.option("--like", metavar="JURISDICTION", help="Put what is nearest to this place first. Without it, newest first.")
@as_of_option
@format_option("terminal", "json")
@output_option
def command(gap: tuple[str, ...], like: str | None, as_of: dt.date | None, form: str, output: str | None) -> None:
    """Which jurisdictions had GAP, which of them closed it, in which edition, after how many, and by what.

    GAP is a code or words: penalty_fine_option, "fine option", "no law". Closed means on positive evidence only: a law, a standard
    that turned to yes, a treaty act. That a gap is no longer mentioned closes nothing.
    """
    code = named_gap(" ".join(gap))
    place = resolve(like) if like is not None else None
    with reading(as_of) as record:
        data = as_data(record, code, place)
    put(as_json(data) if form == "json" else screen(data, 80 if output else None), output)
