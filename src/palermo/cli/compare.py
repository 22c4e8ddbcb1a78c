"""`palermo compare`: what changed between two editions, on one jurisdiction or on all."""

import datetime as dt

import click

from palermo.assessment.compare.answer import compare, compare_all
from palermo.assessment.compare.data import as_data
from palermo.cli.common import as_json, as_of_option, format_option, output_option, put, reading
from palermo.cli.compare_print import screen
from palermo.library.series import named
from palermo.record.holdings import unread, unread_sentence
from palermo.register.jurisdictions import resolve


@click.command("compare")
@click.argument("earlier", type=int, metavar="EDITION")
@click.argument("later", type=int, metavar="EDITION")
@click.argument("jurisdiction", required=False, metavar="[JURISDICTION]")
@click.option("--series", default="tip_report", show_default=True, metavar="SERIES", help="Which report: its id or short name.")
@as_of_option
@format_option("terminal", "json")
@output_option
def command(
    earlier: int, later: int, jurisdiction: str | None, series: str, as_of: dt.date | None, form: str, output: str | None
) -> None:
    """What changed between two EDITIONs of a report, on one JURISDICTION or, without it, on all.

    What an edition no longer mentions has not for that reason ended, and a shorter text is not an improvement.
    """
    chosen, editions = named(series), (earlier, later)
    place = resolve(jurisdiction) if jurisdiction is not None else None
    with reading(as_of) as record:
        one = compare(record, chosen, editions, place) if place else None
        data = as_data(record, chosen, editions, one, () if place else compare_all(record, chosen, editions))
        missed = unread_sentence(unread(record, (chosen.id,), (min(editions), max(editions)), (place.code,) if place else ()))
        text = as_json(data) if form == "json" else screen(data, chosen.title, 80 if output else None)
    put(text, output)
    if missed:
        click.echo(f"palermo: {missed}", err=True)
