"""`palermo brief`: the main job."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

import click

from palermo.briefing.brief import Brief, brief
from palermo.briefing.case import AUDIENCES
from palermo.briefing.check import check
from palermo.briefing.occasion import occasion
from palermo.cli.common import as_json, as_of_option, console, format_option, output_option, put, reading
from palermo.errors import PalermoError
from palermo.extras import need
from palermo.register.jurisdictions import resolve

# Forms with a renderer of their own: the module and the function in it have one name. The last two come with an extra.
_RENDERERS = {"md": "markdown", "html": "html", "docx": "docx", "pdf": "pdf"}
_EXTRA = {"docx": "A Word file", "pdf": "A PDF"}


def _terminal(made: Brief, output: str | None) -> str | None:
    """The terminal form: straight to the screen, or as plain text of eighty columns for a file."""
    from palermo.briefing.render.terminal import show

    if output is None:
        show(made, console())
        return None
    from rich.console import Console

    text = io.StringIO()
    show(made, Console(file=text, width=80, color_system=None, highlight=False))
    return text.getvalue()


def _checked(made: Brief) -> Brief:
    """The brief, after every value was read again at its source. What does not hold is not printed: a fault of ours."""
    failures = check(made)
    if failures:
        raise PalermoError(
            f"this paper does not hold ({failures[0].claim}: {failures[0].why}), so it is not printed. Please report it."
        )
    return made


def _render(made: Brief, form: str, output: str | None) -> str | bytes | None:
    if form == "terminal":
        return _terminal(made, output)
    if form == "json":
        from palermo.briefing.document import document

        return as_json(document(made))
    name = _RENDERERS[form]
    render: Callable[[Brief], str | bytes] = getattr(import_module(f"palermo.briefing.render.{name}"), name)
    return render(made)


@click.command("brief")
@click.argument("jurisdiction")
@click.option("--from", "sender", default="USA", show_default=True, metavar="SENDER", help="Whose paper it is.")
@as_of_option
@click.option("--audience", type=click.Choice(AUDIENCES), default="own", show_default=True, help="Who will read it.")
@click.option(
    "--for", "cover", metavar="TEXT", help="What it is prepared for: a line on the cover. Names of bodies, not of victims."
)
@click.option("--agenda", is_flag=True, help="The asks with why now, precedent and what was answered, for the table.")
@click.option("--full", is_flag=True, help="Add what does not fit on two pages.")
@format_option("terminal", "md", "html", "docx", "pdf", "json")
@output_option
def command(
    jurisdiction: str,
    sender: str,
    as_of: dt.date | None,
    audience: str,
    cover: str | None,
    agenda: bool,
    full: bool,
    form: str,
    output: str | None,
) -> None:
    """The paper for a meeting with JURISDICTION: what to say, what to ask, what to avoid.

    Every sentence cites. JURISDICTION is a name, former name or code: cuba, CUB, Burma, Swaziland.
    """
    place, side, line = resolve(jurisdiction), resolve(sender), occasion(cover)
    if form in _EXTRA:
        need("papers", _EXTRA[form])
    with reading(as_of) as record:
        if agenda:
            make = import_module("palermo.briefing.agenda").agenda
            made = replace(make(record, place, side, audience), occasion=line)
        else:
            made = brief(record, place, side, audience, full=full, occasion=line)
        content = _render(_checked(made), form, output)
    if content is not None:
        put(content, output)
