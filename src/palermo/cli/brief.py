"""`palermo brief`: the main job."""

import datetime as dt
import io
import sys
from pathlib import Path

import click

from palermo.briefing.brief import Brief
from palermo.briefing.case import AUDIENCES
from palermo.briefing.citing import annotations, bibtex, csl_json
from palermo.briefing.occasion import occasion
from palermo.briefing.order import FORMS, Order, able, made, written
from palermo.cli.common import as_json, as_of_option, console, format_option, output_option, put, reading
from palermo.errors import UserError
from palermo.register.jurisdictions import resolve

_BINARY = ("docx", "pdf")
_CITED = {"bibtex": bibtex, "csl-json": csl_json, "annotations": annotations}


def _terminal(paper: Brief, output: str | None) -> str | None:
    """The terminal form: straight to the screen, or as plain text of eighty columns for a file."""
    from palermo.briefing.render.terminal import show

    if output is None:
        show(paper, console())
        return None
    from rich.console import Console

    text = io.StringIO()
    show(paper, Console(file=text, width=80, color_system=None, highlight=False))
    return text.getvalue()


def _one(jurisdiction: str, order: Order, as_of: dt.date | None, output: str | None, cite_as: str | None) -> None:
    place = resolve(jurisdiction)
    if not cite_as and order.form in _BINARY and output is None and sys.stdout.isatty():
        raise UserError(f"a {order.form.upper()} is no text for a screen. Give -o FILE, or a pipe.")
    content: str | bytes | None
    with reading(as_of) as record:
        paper = made(record, place, order)
        if cite_as:
            content = _CITED[cite_as](paper)
        elif order.form == "terminal":
            content = _terminal(paper, output)
        elif order.form == "json":
            from palermo.briefing.document import document

            content = as_json(document(paper))
        else:
            content = written(paper, order)
    if content is not None:
        put(content, output)


def _all(order: Order, as_of: dt.date | None, output: str | None) -> None:
    from palermo.briefing.many import INDEX, many
    from palermo.cli.progress import bar

    if output is None:
        raise UserError("'--all' makes a folder. Give -o DIR.")
    if order.form not in FORMS:
        raise UserError(f"'--all' makes files, and '{order.form}' is none of them. Give --format pdf, docx, html or md.")
    with reading(as_of) as record, bar("Papers") as progress:
        shelf = many(record, order, Path(output), progress)
    click.echo(f"Wrote {len(shelf.files)} papers to {shelf.folder}; begin with {shelf.folder / INDEX}.")
    click.echo(f"{len(shelf.left_out)} jurisdictions are left out: no edition that was out by the day placed them.")


@click.command("brief")
@click.argument("jurisdiction", required=False)
@click.option("--all", "everybody", is_flag=True, help="A paper on every jurisdiction that was placed, into the folder -o DIR.")
@click.option("--from", "sender", default="USA", show_default=True, metavar="SENDER", help="Whose paper it is.")
@as_of_option
@click.option("--audience", type=click.Choice(AUDIENCES), default="own", show_default=True, help="Who will read it.")
@click.option(
    "--for", "cover", metavar="TEXT", help="What it is prepared for: a line on the cover. Bodies and meetings, no victims."
)
@click.option("--agenda", is_flag=True, help="The asks with why now, precedent and what was answered, for the table.")
@click.option("--full", is_flag=True, help="Add what does not fit on two pages.")
@click.option(
    "--paper", "size", type=click.Choice(("a4", "letter")), default="a4", show_default=True, help="Sheet of pdf and docx."
)
@format_option("terminal", "md", "html", "docx", "pdf", "json")
@click.option(
    "--cite-as", type=click.Choice(tuple(_CITED)), help="In place of the paper its sources, or its quotations, as data."
)
@output_option
def command(
    jurisdiction: str | None,
    everybody: bool,
    sender: str,
    as_of: dt.date | None,
    audience: str,
    cover: str | None,
    agenda: bool,
    full: bool,
    size: str,
    form: str,
    cite_as: str | None,
    output: str | None,
) -> None:
    """The paper for a meeting with JURISDICTION: what to say, what to ask, what to avoid.

    Every sentence cites. JURISDICTION is a name, former name or code: cuba, CUB, Burma, Swaziland. The formats docx and pdf need
    the extra 'papers'.
    """
    order = Order(resolve(sender).code, audience, occasion(cover), full, agenda, form, size)
    able(form)
    if everybody and jurisdiction is not None:
        raise UserError(f"'--all' and '{jurisdiction}' do not go together. Leave one of them out.")
    if everybody and cite_as:
        raise UserError("'--all' and '--cite-as' do not go together: sources are listed for one paper.")
    if everybody:
        _all(order, as_of, output)
    elif jurisdiction is None:
        raise UserError("on whom? Name a jurisdiction, or give --all.")
    else:
        _one(jurisdiction, order, as_of, output, cite_as)
