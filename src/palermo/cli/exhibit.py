"""`palermo exhibit`: published pages for counsel, and a memo apart from them."""

import datetime as dt

import click

from palermo.cli.common import as_json, as_of_option, output_option, put, reading
from palermo.cli.folder import new_folder, put_all
from palermo.cli.progress import bar
from palermo.errors import UserError
from palermo.extras import need
from palermo.register.jurisdictions import resolve


@click.command("exhibit")
@click.argument("jurisdiction")
@click.option("--topic", "names", multiple=True, metavar="TOPIC", help="What is to be shown; may be repeated.")
@as_of_option
@click.option(
    "--in-force", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Also the editions in force on this day."
)
@click.option("--without", multiple=True, metavar="ID", help="Leave out this passage (its id is in the memo); may be repeated.")
@click.option("--whole", is_flag=True, help="All pages of each document, not the title page and the cited ones.")
@click.option(
    "--paper",
    type=click.Choice(("letter", "a4")),
    default="letter",
    show_default=True,
    help="For the pages that are printed here.",
)
@click.option(
    "--largest", type=click.IntRange(1, 2000), default=25, show_default=True, metavar="MB", help="Split files above this size."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("pdf", "json")),
    default="pdf",
    show_default=True,
    help="PDF files, or what is in them as data.",
)
@output_option
def command(
    jurisdiction: str,
    names: tuple[str, ...],
    as_of: dt.date | None,
    in_force: dt.datetime | None,
    without: tuple[str, ...],
    whole: bool,
    paper: str,
    largest: int,
    form: str,
    output: str | None,
) -> None:
    """Published pages on JURISDICTION as an exhibit, with index and marked passages.

    -o names a new folder: exhibit.pdf is what may be filed, memo.pdf is for counsel alone. It decides nothing, and keeps nothing of a
    client.
    """
    need("papers", "An exhibit")
    from palermo.briefing.exhibit.document import document
    from palermo.briefing.exhibit.exhibit import Options, exhibit, warnings
    from palermo.briefing.exhibit.memo import memo
    from palermo.briefing.exhibit.topics import topic, topics

    if not names:
        raise UserError(f"An exhibit needs a topic: what is to be shown. Give --topic one of {', '.join(topics())}.")
    place, asked = resolve(jurisdiction), tuple(dict.fromkeys(map(topic, names)))
    if form == "pdf":
        if output is None:
            raise UserError("An exhibit is a folder with two files. Give -o the name of a new folder.")
        new_folder(output)
    options = Options(paper, whole, largest * 1_000_000, without, in_force.date() if in_force else None)
    with reading(as_of) as record, bar("Exhibit") as progress:
        made = exhibit(record, place, asked, options, progress)
        told = warnings(made)
        files = {file.name: file.content for file in made.files} | {"memo.pdf": memo(made, told)} if form == "pdf" else {}
        data = document(made, told) if form == "json" else {}
    if form == "json":
        put(as_json(data), output)
        return
    assert output is not None
    put_all(output, files)
    for line in told:
        click.echo(line, err=True)
    click.echo(
        f"{output}: {', '.join(files)}. {made.plan.total} pages may be filed once counsel has read them; memo.pdf stays with counsel."
    )
