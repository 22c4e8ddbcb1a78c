"""`palermo brief`: the main job."""

import datetime as dt
import io

import click

from palermo.briefing.brief import Brief, brief
from palermo.briefing.case import AUDIENCES
from palermo.briefing.check import check
from palermo.cli.common import as_json, as_of_option, console, format_option, output_option, put, reading
from palermo.errors import PalermoError
from palermo.register.jurisdictions import resolve


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


def _render(made: Brief, form: str, output: str | None) -> str | None:
    if form == "json":
        from palermo.briefing.document import document

        return as_json(document(made))
    if form == "md":
        from palermo.briefing.render.markdown import markdown

        return markdown(made)
    if form == "html":
        from palermo.briefing.render.html import html

        return html(made)
    return _terminal(made, output)


@click.command("brief")
@click.argument("jurisdiction")
@click.option("--from", "sender", default="USA", show_default=True, metavar="SENDER", help="Whose paper it is.")
@as_of_option
@click.option("--audience", type=click.Choice(AUDIENCES), default="own", show_default=True, help="Who will read it.")
@click.option("--full", is_flag=True, help="Add what does not fit on two pages.")
@format_option("terminal", "md", "html", "json")
@output_option
def command(
    jurisdiction: str, sender: str, as_of: dt.date | None, audience: str, full: bool, form: str, output: str | None
) -> None:
    """The paper for a meeting with JURISDICTION: what to say, what to ask, what to avoid.

    Every sentence cites. JURISDICTION is a name, former name or code: cuba, CUB, Burma, Swaziland.
    """
    place, side = resolve(jurisdiction), resolve(sender)
    with reading(as_of) as record:
        text = _render(_checked(brief(record, place, side, audience, full=full)), form, output)
    if text is not None:
        put(text, output)
