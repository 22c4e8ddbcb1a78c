"""`palermo outlook`: chances for the next edition, and how good such estimates were."""

import datetime as dt

import click

from palermo.cli.common import as_json, as_of_option, format_option, output_option, put, reading
from palermo.register.jurisdictions import resolve


@click.command("outlook")
@click.argument("country", required=False, metavar="[JURISDICTION]")
@click.option("--backtest", is_flag=True, help="Test such estimates on the editions of the past, beside simpler ways.")
@as_of_option
@format_option("terminal", "json")
@output_option
def command(country: str | None, backtest: bool, as_of: dt.date | None, form: str, output: str | None) -> None:
    """The chances of each placement in the next edition, for one JURISDICTION or for all.

    Our estimate, not the Department's, and for your own eyes: no paper for a counterpart or for the public holds it. A placement is
    held impossible only where the letter of the statute forbids it. With --backtest: how good such estimates were.
    """
    from palermo.cli.outlook_print import screen, screen_of_test

    if backtest and country is not None:
        raise click.UsageError("--backtest is about all jurisdictions at once; leave the name out.")
    place = resolve(country) if country is not None else None
    with reading(as_of) as record:
        if backtest:
            from palermo.outlook.past_test import past_test

            data = past_test(record)
        else:
            from palermo.outlook.document import document
            from palermo.outlook.forecast import outlook

            data = document(record, outlook(record), place)
    draw = screen_of_test if backtest else screen
    put(as_json(data) if form == "json" else draw(data, 80 if output else None), output)
