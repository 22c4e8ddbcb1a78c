"""`palermo search`: passages of what was read."""

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from palermo.cli.common import as_json, as_of_option, console, format_option, output_option, put, reading
from palermo.errors import UserError
from palermo.library.series import all_series, established_by
from palermo.record.folding import SECTIONS
from palermo.record.holdings import unread, unread_sentence
from palermo.record.opened import Record
from palermo.record.search.answer import Filters, Found, not_held, search, searched
from palermo.register.jurisdictions import jurisdictions, resolve

if TYPE_CHECKING:
    from rich.text import Text

_NONE_HELD = (
    "This record holds no narrative, so nothing was searched: that says nothing about what was reported. "
    "Fetch with 'palermo collect tip --year 2024', or bring your own with 'palermo collect SERIES --from PATH'; then 'palermo read'."
)


@click.command("search")
@click.argument("query")
@click.option("--country", "countries", multiple=True, metavar="NAME", help="Only about this jurisdiction; may be repeated.")
@click.option("--year", metavar="YEAR[-YEAR]", help="Only these editions.")
@click.option("--section", "sections", multiple=True, type=click.Choice(SECTIONS), help="Only this section; may be repeated.")
@click.option("--series", "series", multiple=True, metavar="SERIES", help="Only this series; may be repeated.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many passages.")
@click.option("--offset", type=click.IntRange(0, 1_000_000), default=0, show_default=True, help="Leave out the first so many.")
@as_of_option
@format_option("terminal", "json")
@output_option
def command(
    query: str,
    countries: tuple[str, ...],
    year: str | None,
    sections: tuple[str, ...],
    series: tuple[str, ...],
    limit: int,
    offset: int,
    as_of: dt.date | None,
    form: str,
    output: str | None,
) -> None:
    """Passages that answer QUERY, the best first, each with its citation.

    Words in quotation marks are a phrase, a star ends a beginning (traffick*), OR stands between alternatives, a minus leaves out.
    """
    from palermo.library.series import named

    places = tuple(resolve(name).code for name in countries)
    filters = Filters(places, _years(year), sections, tuple(named(name).id for name in series))
    with reading(as_of) as record:
        found = search(record, query, filters, limit, offset)
        held = searched(record, Filters())
        missed = unread_sentence(unread(record, filters.series, filters.years, filters.countries))
        silence = " ".join(filter(None, (not_held(record, filters) if held else _NONE_HELD, missed))) or None
        data = _data(record, query, filters, found, held, silence)
        fitting = searched(record, filters)
    if form == "json":
        put(as_json(data), output)
    else:
        _screen(found, fitting, query, output, silence)


def _years(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    first, _, last = text.partition("-")
    if not (first + last).isdecimal() or not text.isascii() or len(first) != 4 or len(last or first) != 4:
        raise UserError(f"'{text}' is no year and no range of years. Give --year 2024 or --year 2015-2024.")
    years = (int(first), int(last or first))
    if years[0] > years[1]:
        raise UserError(f"'{text}' ends before it begins. Give the earlier year first.")
    return years


def _data(
    record: Record, query: str, filters: Filters, found: tuple[Found, ...], held: int, silence: str | None
) -> dict[str, Any]:
    sources = [
        {"n": n, "title": f.title, "url": f.address, "publisher": _publisher(f), "edition": f.edition, "published": f.published,
         "sha256": f.document, "locator": f.locator}
        for n, f in enumerate(found, start=1)
    ]  # fmt: skip
    return {
        "schema": "palermo.search/1",
        "record": record.id,
        "as_of": record.as_of.isoformat(),
        "query": query,
        "filters": asdict(filters),
        "narratives_held": held,
        "silence": silence,
        "passages": [
            {
                "id": f.passage,
                "text": f.text,
                "marked": [list(span) for span in f.marked],
                "section": f.section,
                "series": f.series,
                "edition": f.edition,
                "jurisdiction": f.jurisdiction,
                "citations": [n],
            }
            for n, f in enumerate(found, start=1)
        ],
        "sources": sources,
    }


def _publisher(passage: Found) -> str:
    """Who published the words, and whose they are where that is another: a State's reply is published by the rapporteurs' office."""
    series = all_series().get(passage.series)
    if series is None:
        return passage.origin
    others = passage.origin != series.origin
    return f"{established_by(passage.origin)} (published by {series.publisher})" if others else series.publisher


def _body(passage: Found, colours: bool) -> "Text":
    """The passage with its words marked: in reverse on a screen, between » and « in a file or a pipe."""
    from rich.text import Text

    body = Text(passage.text)
    for start, end in reversed(passage.marked):
        if colours:
            body.stylize("reverse", start, end)
        else:
            body = body[:start] + Text(f"»{passage.text[start:end]}«") + body[end:]
    return body


def _screen(found: tuple[Found, ...], fitting: int, query: str, output: str | None, silence: str | None) -> None:
    import io

    from rich.text import Text

    kept = io.StringIO() if output else None
    screen = console(kept)
    if fitting and not found:
        fit = "1 narrative that fits" if fitting == 1 else f"{fitting:,} narratives that fit"
        screen.print(f"No passage of the {fit} these filters answers '{query}'.", markup=False)
    if silence:
        screen.print(silence, markup=False)
    for passage in found:
        place = (
            jurisdictions()[passage.jurisdiction].names[-1].text if passage.jurisdiction in jurisdictions() else "place not named"
        )
        head = f"{place}, {passage.edition or 'no edition'}, {passage.section} · {passage.title}"
        screen.print(Text(head, style="bold"))
        screen.print(_body(passage, colours=screen.is_terminal))
        screen.print(Text(f"{passage.address}  {passage.locator}", style="dim"), soft_wrap=True)
        screen.print()
    if kept:
        put(kept.getvalue(), output)
