"""`palermo law gaps`: what a country's statutes lack, tested on all of them together, beside what was reported."""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from palermo.assessment.criteria import CatalogueGap, reported_in_catalogue
from palermo.assessment.numbered import Numbered
from palermo.cli.common import as_json, as_of_option, format_option, output_option, put, reading
from palermo.cli.standards import evidence_item, listed, side, source_lines
from palermo.errors import UserError
from palermo.law.abstract import StatuteAbstract, load_abstract
from palermo.law.gaps import GapResult, find_gaps
from palermo.law.model import GapDefinition
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction, jurisdictions, resolve

SCHEMA = "palermo.law.gaps/1"
NOTE = "A gap in the text of a law says nothing of practice; a gap that is not shown here is not shown to be closed. Not legal advice."
LARGEST = 200_000  # bytes
FLOWS = "named as where nationals were exploited; the summaries do not say that the programme sent them"
_WORDS = {
    "gap": "gap",
    "no_gap": "no gap",
    "unknown": "not known from these abstracts",
    "not_from_statutes": "no statute can show it",
}


def statutes_of(files: Sequence[Path], country: Jurisdiction | None) -> tuple[tuple[StatuteAbstract, ...], Jurisdiction | None]:
    """The abstracts and the one country that they are of. UserError for two countries, or two statutes of one name."""
    statutes = tuple(_load(path) for path in files)
    names = [statute.name for statute in statutes]
    for name in names:
        if names.count(name) > 1:
            raise UserError(
                f"'{name}' is the name of two statutes; give each its own, so that it can be said which closes a gap."
            )
    for path, statute in zip(files, statutes, strict=True):
        own = _country(path, statute)
        if own and country and own != country:
            raise UserError(
                f"'{path}' is a statute of '{statute.country}' and not of {country.code}; test one country at a time."
            )
        country = own or country
    return statutes, country


def _load(path: Path) -> StatuteAbstract:
    """One abstract; whatever is wrong with the file becomes one sentence that names it."""
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            raise UserError(f"'{path}' is larger than {LARGEST // 1000} kB, which no abstract of a statute is.")
        return load_abstract(path)
    except (RecursionError, TypeError, ValueError) as fault:  # nested too deeply, a list as a key, a date that cannot be
        raise UserError(f"'{path}' is not an abstract of a statute: {fault}.") from None


def _country(path: Path, statute: StatuteAbstract) -> Jurisdiction | None:
    try:
        return resolve(statute.country) if statute.country is not None else None
    except UserError as error:
        raise UserError(f"{path}, country: {error}") from None


# As data ----------------------------------------------------------------------------------------------------------------------


def as_data(
    record: Record, place: Jurisdiction | None, statutes: Sequence[StatuteAbstract], gaps: Sequence["Compared"]
) -> dict[str, Any]:
    """The gaps in the form of `palermo.law.gaps/1`."""
    cited = Numbered(record)
    return {
        "schema": SCHEMA,
        "record": record.id,
        "as_of": record.as_of.isoformat(),
        "jurisdiction": place.code if place else None,
        "note": NOTE,
        "statutes": [{"name": s.name, "citation": s.citation, "covers": list(s.covers)} for s in statutes],
        "gaps": [_gap_data(record, definition, result, found, cited) for definition, result, found in gaps],
        "sources": cited.plain(),
    }


Compared = tuple[GapDefinition, GapResult | None, CatalogueGap | None]


def compared(record: Record, place: Jurisdiction | None, statutes: Sequence[StatuteAbstract]) -> tuple[Compared, ...]:
    """Each gap of the catalogue: what the statutes give (None where none was supplied), and what was reported."""
    tested = {r.gap.id: r for r in find_gaps(statutes, record.law)} if statutes else {}
    reported = reported_in_catalogue(record, place.code) if place else {}
    rows = ((gap, tested.get(gap.id), reported.get(gap.id)) for gap in record.law.gaps)
    return tuple(row for row in rows if row[0].id != "G19" or row[2])  # G19 is a finding of the Department: shown if reported


def _gap_data(
    record: Record, gap: GapDefinition, result: GapResult | None, found: CatalogueGap | None, cited: Numbered
) -> dict[str, Any]:
    return {
        "id": gap.id,
        "title": gap.title,
        "standard": list(gap.standard),
        "citation": gap.citation,
        "statutes": result.standing if result else None,
        "filled_by": list(result.filled_by) if result else [],
        "open_in": list(result.open_in) if result else [],
        "note": gap.note,
        "reported": [evidence_item(item, cited) for item in found.items] if found else [],
        "reported_certain": found.certain if found else None,
        "receiving_states": _receiving_data(found, cited) if found else [],
        "citations": _law(record, gap, cited),
    }


def _law(record: Record, gap: GapDefinition, cited: Numbered) -> list[int]:
    """The provisions of the United States Code that a gap cites, in the version enacted by the day; none before the first."""
    enacted = [v for v in record.law.versions if v.enabled and v.enacted <= record.as_of]
    parts = [f"22 USC {part}" if part[:1].isdigit() and " USC " not in part else part for part in gap.citation.split("; ")]
    return [cited.law(part, enacted[-1]) for part in parts if enacted and " USC " in part]


def _receiving_data(found: CatalogueGap, cited: Numbered) -> list[dict[str, Any]]:
    places = receiving(found)
    return [
        {"jurisdiction": code, "years": years(facts), "note": FLOWS, "citations": cited.facts(facts)}
        for code, facts in places.items()
    ]


def receiving(found: CatalogueGap) -> dict[str, list[Fact]]:
    """The findings that name each receiving state, by its code: from summaries of the sending state and of the receiving one."""
    places: dict[str, list[Fact]] = {}
    for fact in found.receiving:
        places.setdefault(fact["other_iso3"] if fact["direction"] == "out" else fact["iso3"], []).append(fact)
    return dict(sorted(places.items()))


def years(facts: Sequence[Fact]) -> list[int]:
    """The editions of findings, each once, oldest first."""
    return sorted({fact["report_year"] for fact in facts})


# On the screen ----------------------------------------------------------------------------------------------------------------


def screen(
    record: Record, place: Jurisdiction | None, statutes: Sequence[StatuteAbstract], gaps: Sequence[Compared], width: int | None
) -> str:
    """The gaps as text of a width (that of the terminal if none is given)."""
    from rich.console import Console
    from rich.table import Table

    out = io.StringIO()
    console = Console(file=out, width=width or Console().width, color_system=None, highlight=False, markup=False)
    subject = place.name(record.as_of).text if place else "no country given"
    console.print(f"Gaps in the law: {subject}, as of {record.as_of}. Statutes: {', '.join(s.name for s in statutes) or 'none'}.")
    table = Table(expand=True, show_lines=True)
    for title, ratio in (("gap", 4), ("in the statutes together", 4), ("as reported", 4)):
        table.add_column(title, ratio=ratio, overflow="fold")
    cited = Numbered(record)
    for gap, result, found in gaps:
        head = f"{gap.id} {gap.title}\n{', '.join(gap.standard)}; {gap.citation}"
        reported = _reported_lines(record, found, cited) if place else ()
        table.add_row(head, "\n".join(_statute_lines(result)), "\n".join(reported))
    console.print(table)
    console.print(NOTE)
    listed(console, "Sources", list(source_lines(cited)))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _statute_lines(result: GapResult | None) -> Iterator[str]:
    if result is None:
        yield "no statute given"
        return
    yield _WORDS[result.standing]
    if result.filled_by:
        yield f"closed by: {', '.join(result.filled_by)}"
    if result.open_in:
        yield f"open on its own in: {', '.join(result.open_in)}"


def _reported_lines(record: Record, found: CatalogueGap | None, cited: Numbered) -> Iterator[str]:
    if found is None:
        yield "none on record"
        return
    if not found.certain:
        yield "perhaps: the code read stands for more than one gap"
    yield from side(found.items, cited)
    names = [
        f"{jurisdictions()[code].name(record.as_of).text} ({', '.join(map(str, years(facts)))}) [{cited.fact(facts[-1])}]"
        for code, facts in receiving(found).items()
    ]
    if names:
        yield f"Receiving states, {FLOWS}: {'; '.join(names)}"


@click.command("gaps")
@click.option(
    "--statute",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Abstract of a statute, in YAML. Repeat it for several.",
)
@click.argument("more", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--country", metavar="JURISDICTION", help="Show beside it what was reported of this one.")
@as_of_option
@format_option("terminal", "json")
@output_option
def command(
    files: tuple[Path, ...], more: tuple[Path, ...], country: str | None, as_of: dt.date | None, form: str, output: str | None
) -> None:
    """What the statutes in FILEs lack, tested together: one law may close what another leaves open.

    Each FILE is an abstract in YAML (see the guide on statutes). A gap in the law says nothing of practice.
    """
    if not (files or more or country):
        raise UserError("'gaps' needs --statute FILE, --country JURISDICTION, or both.")
    statutes, place = statutes_of((*files, *more), resolve(country) if country is not None else None)
    with reading(as_of) as record:
        gaps = compared(record, place, statutes)
        if form == "json":
            text = as_json(as_data(record, place, statutes, gaps))
        else:
            text = screen(record, place, statutes, gaps, 80 if output else None)
    put(text, output)
