"""`palermo collect`: fetch official documents, or import those that a person holds, into the library."""

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from palermo.cli.common import as_json, console, format_option
from palermo.cli.progress import bar
from palermo.errors import UserError
from palermo.evidence import files, review_log
from palermo.library.answers import mirror
from palermo.library.bring import Said, bring
from palermo.library.collect import SETTLED, Outcome, Summary, collect
from palermo.library.fetch import Fetcher
from palermo.library.places import printable
from palermo.library.probe import Probed, probe
from palermo.library.series import Series, all_series, named
from palermo.library.store import documents, orphans, tombstones, writing
from palermo.register.jurisdictions import jurisdictions, resolve

SCHEMA = "palermo.collect/1"
_EARLIEST = 1990
_NAMED = 5  # documents with one reason that are named
_LONGEST_NAME = 160  # characters
_WORDS = {"kept": "kept", "changed": "changed since the last time; both are kept", "unchanged": "unchanged",
          "described": "described anew", "refused": "refused", "missing": "missing", "not_asked": "not asked for"}  # fmt: skip


def _this_year() -> int:
    return dt.datetime.now(dt.UTC).year


def years(text: str) -> tuple[int, ...]:
    """The editions of `2024` or `2015-2024`. UserError for anything else."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", text.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not _EARLIEST <= first <= last <= _this_year() + 1:
        raise UserError(f"'{text}' is no year or span of years. Give --year 2024 or --year 2015-2024.")
    return tuple(range(first, last + 1))


def _fetched(
    chosen: list[Series], editions: tuple[int, ...] | None, via: str | None, pause: float | None, pdf: bool
) -> list[Summary]:
    summaries = []
    for series in chosen:
        if not series.eras:
            raise UserError(f"No addresses are known for {series.id}. Import what you hold: collect {series.id} --from PATH.")
    with writing() as writer:
        for series in chosen:
            with Fetcher(pause=series.pause if pause is None else pause, via=via) as fetcher:
                for edition in editions or series.editions(_this_year()):
                    with bar(f"{series.title} {edition}") as progress:
                        summaries.append(collect(series, edition, fetcher, writer, progress, pdf))
    return summaries


def _nothing(summaries: list[Summary]) -> None:
    """Raise when nothing at all was had: that is for the person to mend, and is said in one sentence."""
    outcomes = [outcome for summary in summaries for outcome in summary.outcomes]
    if any(outcome.what in SETTLED for outcome in outcomes):
        return
    reasons = [o.why for o in outcomes if o.why] or [s.unexpected for s in summaries if s.unexpected]
    if any("cannot be reached" in reason for reason in reasons):
        why = next(reason for reason in reasons if "cannot be reached" in reason)
        raise UserError(f"Nothing was fetched: {why}. Check the network, or bring what you hold: collect SERIES --from PATH.")
    named = [f"'{_short(o.address)}': {printable(o.why)}" for o in outcomes if o.why]
    said = named or [s.unexpected for s in summaries if s.unexpected] or ["There was nothing to collect"]
    raise UserError(f"Nothing was collected. {said[0]}.")


# Printing ---------------------------------------------------------------------------------------------------------------------


def _data(summaries: list[Summary], mended: tuple[str, ...]) -> dict[str, Any]:
    runs = [
        {
            "series": s.series,
            "edition": s.edition,
            "complete": s.complete,
            "counts": s.counts,
            "expected": list(s.expected) if s.expected else None,
            "held": s.held,
            "lacking": list(s.lacking),
            "unexpected": s.unexpected or None,
            "documents": [asdict(outcome) for outcome in s.outcomes],
        }
        for s in summaries
    ]
    return {"schema": SCHEMA, "record": None, "as_of": None, "mended": list(mended), "runs": runs}


def _short(address: str) -> str:
    """An address or a name of a file, fit for a line of the screen: of a longer one its beginning and its end."""
    text = printable(address)
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME // 2]}…{text[-_LONGEST_NAME // 2 :]}"


def _screen(summaries: list[Summary], mended: tuple[str, ...]) -> None:
    screen = console()
    for sentence in mended:
        screen.print(f"Mended: {sentence}.", markup=False, soft_wrap=True)
    for summary in summaries:
        counts = ", ".join(f"{number} {_WORDS[what]}" for what, number in summary.counts.items())
        edition = f" {summary.edition}" if summary.edition else ""
        screen.print(f"{summary.series}{edition}: {counts or 'nothing'}.", markup=False, soft_wrap=True)
        for line in _lines(summary.outcomes):
            screen.print(f"  {line}", markup=False, soft_wrap=True)
        if summary.unexpected:
            screen.print(f"  Not as expected: {summary.unexpected}.", markup=False, soft_wrap=True)
        if summary.lacking:
            names = ", ".join(jurisdictions()[code].name().text for code in summary.lacking if code in jurisdictions())
            screen.print(f"  In the neighbouring edition, and not here: {names}.", markup=False, soft_wrap=True)


def _lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What is to be said of single documents; of many with one reason the first few by name (JSON has them all)."""
    alike: dict[tuple[str, str], list[str]] = {}
    for outcome in outcomes:
        if outcome.what not in ("kept", "unchanged"):
            why = f"was {outcome.why[:12]}…" if outcome.what == "changed" else outcome.why
            why = f"before: {why}" if outcome.what == "described" else why
            alike.setdefault((_WORDS[outcome.what].partition(" ")[0], printable(why)), []).append(_short(outcome.address))
    for (what, why), names in alike.items():
        if len(names) <= _NAMED:
            yield from (f"{what}: {name} ({why})" for name in names)
        else:
            yield f"{what}: {len(names)} ({why}): {', '.join(names[:_NAMED])} and {len(names) - _NAMED} more; --format json names all"


def _probed(series: Series, found: tuple[Probed, ...], form: str) -> None:
    if form == "json":
        data = {"schema": "palermo.collect.probe/1", "record": None, "as_of": None, "series": series.id}
        click.echo(as_json(data | {"layouts": [asdict(p) for p in found], "never_met": list(series.never_met)}), nl=False)
        return
    for p in found:
        state = p.fault or f"{p.media_type}, {p.words:,} words, '{printable(p.title)}'"
        click.echo(f"{p.edition}, {p.layout}\n  {p.address}\n  {p.documents} documents named; {state}")
    for layout in series.never_met:
        click.echo(f"Never met in the original: {layout}")


def _listed(form: str) -> None:
    held = documents()
    if form == "json":
        rows = [asdict(h) | {"published": h.published.isoformat() if h.published else None} for h in held]
        click.echo(as_json({"schema": "palermo.collect.list/1", "record": None, "as_of": None, "documents": rows}), nl=False)
        return
    for h in held:
        click.echo(f"{h.sha256[:12]}  {h.series}  {h.edition or '-'}  {h.jurisdiction or '-'}  {printable(h.address)}")
    click.echo(f"{len(held)} documents in the library.")


# The command ------------------------------------------------------------------------------------------------------------------


@click.command("collect")
@click.argument("series", required=False, metavar="[SERIES]")
@click.option("--year", "year", metavar="YEAR[-YEAR]", help="Editions to fetch; with --from, the edition of what is brought.")
@click.option("--all", "everything", is_flag=True, help="Fetch every edition of every series that has addresses.")
@click.option("--pdf", is_flag=True, help="Fetch also the PDF files that print an edition again.")
@click.option("--from", "source", metavar="PATH", help="Import this file, or all files of this folder.")
@click.option("--country", metavar="JURISDICTION", help="With --from: of whom the documents are.")
@click.option("--published", metavar="YYYY-MM-DD", help="With --from: when the public could first read them.")
@click.option("--title", metavar="TEXT", help="With --from: their title.")
@click.option("--probe", "probing", is_flag=True, help="Ask for one page of each layout of a series and keep nothing.")
@click.option("--list", "listing", is_flag=True, help="List what the library holds.")
@click.option("--erase", metavar="SHA256", help="Erase a document for good; only its hash, the day and the reason are left.")
@click.option("--reason", metavar="TEXT", help="With --erase: why, kept beside the hash.")
@click.option("--via", metavar="URL", help="A mirror that holds URL/<host>/<path>, asked in place of the hosts themselves.")
@click.option("--pause", type=click.FloatRange(0, 600), metavar="SECONDS", help="Least time between two requests to a host.")
@format_option("terminal", "json")
def command(series: str | None, year: str | None, everything: bool, source: str | None, form: str, **more: Any) -> None:
    """Collect official documents into the library: fetch them, or import what you hold.

    Nothing that the library holds is overwritten: a page that has changed is kept beside the old one. A run that was stopped goes on
    where it was. SERIES is one of: tip, factbook, labor, upr, hrr, ilo, treaty_body, rapporteurs, greta, own.
    """
    _one_task(series, everything, source, more)
    if more["listing"]:
        _listed(form)
        return
    if more["erase"] is not None:
        _erase(more["erase"], more["reason"])
        return
    via, pause = _wire(more["via"], more["pause"])
    chosen = _chosen(series, everything)
    if more["probing"]:
        with Fetcher(pause=chosen[0].pause if pause is None else pause, via=via) as fetcher:
            found = probe(chosen[0], _this_year(), fetcher)
        _probed(chosen[0], found, form)
        if all(layout.fault for layout in found):
            why = f"no layout answered as it should; the first: {found[0].fault}" if found else "no addresses are known for it"
            raise UserError(f"The probe of {chosen[0].id} failed: {why}.")
        return
    editions = years(year) if year else None
    before = _mended()
    summaries = [_brought(chosen[0], source, editions, more)] if source else _fetched(chosen, editions, via, pause, more["pdf"])
    if form == "json":
        click.echo(as_json(_data(summaries, before)), nl=False)
    else:
        _screen(summaries, before)
    _nothing(summaries)


def _one_task(series: str | None, everything: bool, source: str | None, more: dict[str, Any]) -> None:
    """UserError for options of which one would be passed over in silence."""
    asked = {
        "--list": more["listing"],
        "--erase": more["erase"] is not None,
        "--probe": more["probing"],
        "--from": source is not None,
        "--all": everything,
    }
    given = [name for name, is_given in asked.items() if is_given]
    if len(given) > 1:
        raise UserError(f"{given[0]} and {given[1]} are two tasks. Give them one after the other.")
    if source == "":
        raise UserError("--from is empty. Give it a file or a folder.")
    for name in ("country", "published", "title") if source is None else ("pdf", "via", "pause"):
        if more[name] is not None and more[name] is not False:
            to_do = (
                "is of what is brought: give it with --from"
                if source is None
                else "is of what is fetched: leave it out with --from"
            )
            raise UserError(f"--{name} {to_do}.")
    if series and given and given[0] in ("--list", "--erase"):
        raise UserError(f"{given[0]} is of the whole library: leave out '{series}'.")


def _mended() -> tuple[str, ...]:
    """Mend what a kill has left, and say so, before the work begins."""
    with writing() as writer:
        return writer.mended


def _chosen(series: str | None, everything: bool) -> list[Series]:
    if bool(series) == everything:
        raise UserError("Say which series, for example 'palermo collect tip --year 2024', or --all for every one.")
    if series:
        return [named(series)]  # a series without addresses is brought
    return [s for s in all_series().values() if s.eras]


def _wire(via: str | None, pause: float | None) -> tuple[str | None, float | None]:
    """The mirror and the pause. Official hosts are never asked more than once a second."""
    if pause is not None and not math.isfinite(pause):
        raise UserError(f"'{pause}' is no pause: give --pause a number of seconds.")
    if pause is not None and pause < 1 and not via:
        raise UserError(
            "--pause must be at least 1 second, so that official sites are not burdened; a mirror (--via) may have less."
        )
    return (mirror(via) if via else None), pause


def _brought(series: Series, source: str, editions: tuple[int, ...] | None, more: dict[str, Any]) -> Summary:
    if editions and len(editions) > 1:
        raise UserError("--from takes one --year: that of the edition which the documents are of.")
    said = Said(
        edition=editions[0] if editions else None,
        jurisdiction=resolve(more["country"]).code if more["country"] is not None else None,
        published=_published(more["published"]) if more["published"] is not None else None,
        title=more["title"],
    )
    with writing() as writer, bar(f"Importing into {series.id}") as progress:
        return bring(series, Path(source), said, writer, progress)


def _published(text: str) -> dt.date:
    """A day that has come. UserError for anything else."""
    try:
        day = dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) else None
    except ValueError:
        day = None
    if day is None:
        raise UserError(f"'{text}' is no day of the calendar. --published takes YYYY-MM-DD, for example 2017-06-27.")
    if day.year < 1900 or day > dt.datetime.now(dt.UTC).date():
        raise UserError(f"'{text}' cannot be the day on which it was published: give --published a day from 1900 until today.")
    return day


def _erase(digest: str, reason: str | None) -> None:
    if not reason or not reason.strip():
        raise UserError("--erase needs --reason TEXT: it is what is left of the document.")
    known = {*(held.sha256 for held in documents(every_version=True)), *tombstones(), *orphans()}
    full = [one for one in known if one.startswith(digest) and len(digest) >= 8]
    if len(full) > 1:
        raise UserError(f"'{digest}' begins the hash of several documents. Give more of it.")
    with writing() as writer:  # the tombstone is the first step: with it, the same command finishes what a kill has cut short
        tombstone = writer.erase(full[0] if full else digest, reason.strip())
        files.forget(tombstone.sha256)
        review_log.forget(tombstone.sha256)
    if spoilt := review_log.spoilt():
        raise UserError(f"The document is erased, but for one thing: {spoilt} It may hold words of the document.")
    click.echo(f"Erased {tombstone.sha256}; its hash, the day and the reason are left.")
