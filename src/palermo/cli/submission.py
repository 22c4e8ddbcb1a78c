"""`palermo submission`: a working paper for the yearly request for information."""

import datetime as dt
import sys

import click

from palermo.cli.common import as_json, as_of_option, format_option, output_option, put, reading, target
from palermo.errors import UserError
from palermo.register.jurisdictions import resolve


@click.command("submission")
@click.argument("jurisdiction")
@click.option("--year", type=click.IntRange(2001, 2100), required=True, help="The report year that is asked about.")
@click.option("--questions", required=True, metavar="FILE", help="The questions of the request, as YAML or text.")
@click.option("--clean", is_flag=True, help="Only questions and fields: without what is not for sending.")
@click.option("--paper", type=click.Choice(("a4", "letter")), default="a4", show_default=True, help="Of the Word file.")
@as_of_option
@format_option("md", "json", "docx")
@output_option
def command(
    jurisdiction: str,
    year: int,
    questions: str,
    clean: bool,
    paper: str,
    as_of: dt.date | None,
    form: str,
    output: str | None,
) -> None:
    """A paper to fill in on JURISDICTION: each question, empty fields, and beside them what the last edition said.

    The questions, the deadline and the address come from FILE: none is built in. Text of the report is never filled in as evidence.
    """
    from palermo.briefing.submission.questions import read_request
    from palermo.briefing.submission.submission import document, submission, warnings

    place, request = resolve(jurisdiction), read_request(questions, year)
    if output is not None:
        target(output, [questions])
    if form == "docx":
        from palermo.extras import need

        need("papers", "A Word file")
        if output is None and sys.stdout.isatty():
            raise UserError("a DOCX is no text for a screen. Give -o FILE, or a pipe.")
    content: str | bytes
    with reading(as_of) as record:
        made = submission(record, place, request)
        if form == "json":
            content = as_json(document(made))
        elif form == "docx":
            from palermo.briefing.submission.docx import docx

            content = docx(made, paper, clean)
        else:
            from palermo.briefing.submission.markdown import markdown

            content = markdown(made, clean)
    for line in warnings(made):
        click.echo(line, err=True)
    put(content, output)
