"""`palermo picture`: a map, a grid or a chart as a file, its words and its table beside it or on the screen."""

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from palermo.cli.common import as_json, as_of_option, console, format_option, output_option, put, reading
from palermo.errors import UserError
from palermo.extras import need
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction, resolve

if TYPE_CHECKING:
    from palermo.briefing.pictures.frame import Picture

KINDS = {
    "map": "the world, small states as dots",
    "tiles": "a grid of tiles, every jurisdiction as large as any other",
    "reliability": "whether past chances were right as often as they said",
    "ranks": "the ranking with its intervals",
    "timeline": "one JURISDICTION over the editions",
}
ENDINGS = (".svg", ".png", ".html", ".json")


def _kind(typed: str) -> str:
    if typed.lower() not in KINDS:
        raise UserError(f"'{typed}' is no kind of picture. Kinds are {', '.join(KINDS)}.")
    return typed.lower()


def _ending(output: str) -> str:
    ending = Path(output).suffix.lower()
    if ending not in ENDINGS:
        raise UserError(f"'{output}' does not end in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}: the ending says what is drawn.")
    return ending


def _place(kind: str, typed: str | None) -> Jurisdiction | None:
    if kind == "timeline" and typed is None:
        raise UserError("A timeline is of one jurisdiction: name it, for example 'palermo picture timeline Cuba'.")
    if kind != "timeline" and typed is not None:
        raise UserError(f"'{typed}' is not needed: a picture of the kind {kind} shows all jurisdictions.")
    return resolve(typed) if typed is not None else None


def _drawn(record: Record, kind: str, shows: str, place: Jurisdiction | None) -> "Picture":
    """The picture; its module is imported only now, since it needs the extra."""
    picture: Callable[..., Picture] = import_module(f"palermo.briefing.pictures.{kind}").picture
    if kind not in ("map", "tiles"):
        return picture(record, place) if place else picture(record)
    if shows == "placements":
        from palermo.briefing.pictures.layers import placements

        return picture(placements(record))
    from palermo.briefing.pictures.chances import chances

    return picture(chances(record, "up" if shows == "up" else "down"))


def _screen(picture: "Picture") -> None:
    """The words and the table: what a reader has who cannot see the picture."""
    from rich.table import Table
    from rich.text import Text

    from palermo.briefing.pictures.frame import NOTICE

    screen = console()
    screen.print(Text(picture.title, style="bold"))
    screen.print(Text(picture.subtitle, style="dim"))
    screen.print(Text(picture.alt))
    rows = Table(box=None, padding=(0, 2, 0, 0))
    for column in picture.columns:
        rows.add_column(column, overflow="fold")
    for row in picture.rows:
        rows.add_row(*("–" if cell is None else str(cell) for cell in row.cells))
    screen.print(rows)
    for note in (*picture.notes, NOTICE, f"{picture.stamp}.", "To draw it: -o FILE.svg, FILE.png or FILE.html."):
        screen.print(Text(note, style="dim"))


def _write(picture: "Picture", output: str) -> None:
    """The file, and beside an image its table under the same name."""
    from palermo.briefing.pictures import render
    from palermo.briefing.pictures.frame import as_data

    ending = _ending(output)
    if ending == ".json":
        put(as_json(as_data(picture)), output)
    elif ending == ".html":
        put(render.html(picture), output)
    else:
        put(render.png(picture) if ending == ".png" else render.svg(picture), output)
        put(render.table(picture), str(Path(output).with_suffix(".csv")))


@click.command("picture", epilog="Kinds: " + "; ".join(f"{kind}, {what}" for kind, what in KINDS.items()) + ".")
@click.argument("kind")
@click.argument("country", required=False, metavar="[JURISDICTION]")
@click.option(
    "--of",
    "shows",
    type=click.Choice(("placements", "down", "up")),
    default="down",
    show_default=True,
    help="What a map or tiles show: placements, or the chance of a worse or a better placement in the next edition.",
)
@as_of_option
@format_option("terminal", "json")
@output_option
def command(kind: str, country: str | None, shows: str, as_of: dt.date | None, form: str, output: str | None) -> None:
    """Draw a picture of the KIND map, tiles, reliability, ranks or timeline; a timeline is of one JURISDICTION.

    The ending of FILE says what is written: .svg, .png (each with FILE.csv beside it), .html (with the table inside) or .json.
    Without -o the words and the table are printed. Borders imply no position; a chance is our estimate.
    """
    kind = _kind(kind)
    place = _place(kind, country)
    if output is not None:
        _ending(output)
    need("analysis", "A picture")
    with reading(as_of) as record:
        picture = _drawn(record, kind, shows, place)
        if output is not None:
            _write(picture, output)
        elif form == "json":
            from palermo.briefing.pictures.frame import as_data

            put(as_json(as_data(picture)), None)
        else:
            _screen(picture)
