"""`palermo standards`: the minimum standards and criteria, with the evidence for and against each, and the silences."""

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import Any

import click

from palermo.assessment.criteria import REBUTTABLE, Matrix, Presumption, Row, matrix
from palermo.assessment.evidence_for import Evidence
from palermo.assessment.numbered import Numbered
from palermo.cli.common import as_json, as_of_option, format_option, output_option, put, reading
from palermo.law.versions import law_version
from palermo.register.dates import in_words
from palermo.register.jurisdictions import resolve
from palermo.register.silences import NotHeld, NotReported, Silent

SCHEMA = "palermo.standards/1"
NOTE = (
    "Evidence as it was found, in the words and year of its source. Nothing is weighed or added up: the statute gives no weights, and "
    "the judgment is the Secretary of State's."
)


def evidence_item(item: Evidence, cited: Numbered) -> dict[str, Any]:
    """One item of evidence for JSON, its facts as numbers of sources."""
    return {
        "text": item.text,
        "year": item.year,
        "basis": item.basis,
        "origin": item.origin,
        "stale": item.stale,
        "caveat": item.caveat,
        "locator": item.fact.locator(item.column),
        "citations": [cited.fact(item.fact, item.column), *cited.facts(item.facts[1:])],
    }


def _presumed(presumption: Presumption, cited: Numbered) -> dict[str, Any]:
    rest = {"open": presumption.open, "holds": presumption.holds, "note": presumption.note}
    return evidence_item(presumption.item, cited) | rest


def _row(matrix_: Matrix, row: Row, cited: Numbered) -> dict[str, Any]:
    law = matrix_.record.law
    number = (
        [cited.law(row.citation, law.version(law_version(matrix_.edition, matrix_.as_of, law=law).id))] if matrix_.edition else []
    )
    return {
        "id": row.id,
        "title": row.title,
        "citation": row.citation,
        "state": row.state,
        "evidence_for": [evidence_item(item, cited) for item in row.evidence_for],
        "evidence_against": [evidence_item(item, cited) for item in row.evidence_against],
        "presumption": [_presumed(p, cited) for p in row.presumption],
        "not_reported": [{"text": f"The source says {s.reason}.", "locator": s.locator} for s in row.not_reported],
        "silent": [{"text": f"{_upper(s.document)}, read in full, says nothing.", "document": s.document} for s in row.silent],
        "not_held": [{"text": _not_held(s), "citations": [cited.catalogue(_table(s))]} for s in row.not_held],
        "origins": {"for": list(row.origins("for")), "against": list(row.origins("against"))},
        "united_states_only": row.united_states_only,
        "citations": number,
    }


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _table(silence: NotHeld) -> str:
    return silence.catalogue.removeprefix("catalogue:")


def _not_held(silence: NotHeld) -> str:
    return f"Not in this record for this edition: {_table(silence).replace('_', ' ')}."


def as_data(made: Matrix) -> dict[str, Any]:
    """The whole matrix in the form of `palermo.standards/1`."""
    cited = Numbered(made.record)
    return {
        "schema": SCHEMA,
        "record": made.record.id,
        "as_of": made.as_of.isoformat(),
        "jurisdiction": made.place.code,
        "name": made.place.name(made.as_of).text,
        "edition": made.edition,
        "note": NOTE,
        "rows": [_row(made, row, cited) for row in made.rows],
        "sources": cited.plain(),
    }


# On the screen ----------------------------------------------------------------------------------------------------------------


def side(items: Iterable[Evidence], cited: Numbered) -> Iterator[str]:
    """One line for each thing found: its years, newest first, `old` where it is stale, and where it was read."""
    groups: dict[tuple[str, str], list[Evidence]] = {}
    for item in items:
        groups.setdefault((item.words, item.origin), []).append(item)
    for (words, _), found in groups.items():
        years = ", ".join(f"{item.year}{' old' if item.stale else ''}" for item in found)
        numbers = "".join(f"[{cited.fact(item.fact, item.column)}]" for item in found)
        yield f"• {years}: {words} {numbers}"


def _presumptions(row: Row, cited: Numbered) -> Iterator[str]:
    """One line for presumptions that are open, one for those that are not."""
    for open_ in (True, False):
        items = [p.item for p in row.presumption if p.open == open_]
        for line in side(items, cited):
            yield f"• presumption, {line[2:]}" + ("" if open_ else " (not open: a later summary no longer said so, or old)")


def _silences(made: Matrix) -> Iterator[str]:
    """Each silence once, with the rows on which it bears."""
    rows: dict[str, list[str]] = {}
    for row in made.rows:
        silences: tuple[NotReported | Silent | NotHeld, ...] = (*row.not_reported, *row.silent, *row.not_held)
        for silence in silences:
            rows.setdefault(_silence(silence), []).append(row.id)
    for text, ids in rows.items():
        yield f"{', '.join(ids)}: {text}"


def _silence(silence: NotReported | Silent | NotHeld) -> str:
    if isinstance(silence, NotReported):
        return f"the source says {silence.reason}"
    if isinstance(silence, Silent):
        return f"{silence.document}, read in full, says nothing"
    return _not_held(silence)[:1].lower() + _not_held(silence)[1:].rstrip(".")


def source_lines(cited: Numbered) -> Iterator[str]:
    """The numbered sources, original first, with the locator in this record."""
    for entry in cited.plain():
        carrier = f", as transcribed in {entry['carrier']['title']}" if entry["carrier"] else ""
        caveat = f" ({entry['caveat']})" if entry["caveat"] else ""
        yield f"[{entry['n']}] {entry['publisher']}, {entry['title']}{carrier}{caveat}. {entry['locator']}"


def screen(made: Matrix, width: int | None = None) -> str:
    """The matrix as text of a width (that of the terminal if none is given)."""
    from rich.console import Console

    cited, out = Numbered(made.record), io.StringIO()
    console = Console(file=out, width=width or Console().width, color_system=None, highlight=False, markup=False)
    edition = f"the {made.edition} edition" if made.edition else "no edition was out"
    name = made.place.name(made.as_of).text
    console.print(f"{name}: minimum standards and criteria, {edition}, as of {in_words(made.as_of)}")
    console.print(f"record {made.record.id}. {NOTE}")
    console.print(_table_of(made, cited))
    if any(row.presumption for row in made.rows):
        console.print(f"A presumption {REBUTTABLE}.")
    console.print("'old' is more than three editions before: a question to confirm, never a ground.")
    parts = (("No evidence", _bare(made)), ("Silences", _silences(made)), ("Sources", source_lines(cited)))
    for title, lines in parts:
        listed(console, title, list(lines))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def listed(console: Any, title: str, lines: list[str]) -> None:
    """Print a list under its title; nothing where there are no lines."""
    if lines:
        console.print(f"\n{title}")
    for line in lines:
        console.print(f"  {line}")


def _table_of(made: Matrix, cited: Numbered) -> Any:
    from rich.table import Table

    table = Table(expand=True, show_lines=True)
    for title, ratio in (("standard", 3), ("evidence for", 5), ("evidence against", 5)):
        table.add_column(title, ratio=ratio, overflow="fold")
    for row in made.rows:
        for_, against = [*side(row.evidence_for, cited)], [*side(row.evidence_against, cited), *_presumptions(row, cited)]
        if for_ or against:
            table.add_row(_head(row), "\n".join(for_), "\n".join(against))
    return table


_STATES = {"not_reported": "not reported", "silent": "silent", "not_held": "not in this record"}


def _head(row: Row) -> str:
    alone = "established by the United States alone" if row.united_states_only else ""
    return "\n".join(line for line in (f"{row.id} {row.title}", row.citation, alone, _STATES.get(row.state, "")) if line)


def _bare(made: Matrix) -> Iterator[str]:
    """The rows without any item, each with its one state."""
    for row in made.rows:
        if row.state != "evidence" and not row.presumption:
            yield f"{row.id} {row.title} ({row.citation}): {_STATES[row.state]}"


@click.command("standards")
@click.argument("jurisdiction")
@click.option("--year", type=int, metavar="YEAR", help="Edition of the report. Default: the newest one that was out.")
@as_of_option
@format_option("terminal", "json")
@output_option
def command(jurisdiction: str, year: int | None, as_of: dt.date | None, form: str, output: str | None) -> None:
    """Evidence for and against each minimum standard and criterion for JURISDICTION, and what is silent.

    Nothing is weighed or added up.
    """
    place = resolve(jurisdiction)
    with reading(as_of) as record:
        made = matrix(record, place, year)
        text = as_json(as_data(made)) if form == "json" else screen(made, 80 if output else None)
    put(text, output)
