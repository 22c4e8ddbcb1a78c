"""The list of sources as a paper prints it, put together from what the paper carries: one line for each series or statute."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from palermo.briefing.claims import Locator
from palermo.briefing.verify.paper import CarrierHeld, ClaimHeld, Paper, SourceHeld
from palermo.record import query
from palermo.record.opened import Record
from palermo.register.dates import in_words

# What tells the editions of one series apart in their titles; what is left is the title of the series.
_EDITION = re.compile(r", (?:session )?\d+(?: edition)?\Z| on the \d{4} report.*\Z")
_FIRST_YEAR = 1900  # a smaller number counts sessions


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its numbers in ranges, its words, and the address where all its entries have one."""

    numbers: str
    text: str
    url: str | None


def ranges(numbers: Sequence[int]) -> str:
    """`1–3, 5` for 1, 2, 3 and 5, in whatever order."""
    runs: list[tuple[int, int]] = []
    for n in sorted(numbers):
        if runs and runs[-1][1] == n - 1:
            runs[-1] = (runs[-1][0], n)
        else:
            runs.append((n, n))
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def lines(paper: Paper, record: Record) -> list[Line]:
    """The lines in the order of print. The record is asked for the publishers of carriers alone."""
    groups: dict[tuple[str, ...], list[SourceHeld]] = {}
    for entry in paper.sources:
        groups.setdefault(series(entry), []).append(entry)
    return [_line(entries, record) for entries in groups.values()]


def _where(entry: SourceHeld) -> Locator:
    try:
        return Locator.parse(entry.locator)
    except ValueError:
        return Locator("", entry.locator)  # named by the comparison with the record


def series(entry: SourceHeld) -> tuple[str, ...]:
    """What entries of one line have in common."""
    where = _where(entry)
    if where.kind != "table":
        return where.kind, entry.publisher
    own_address = (entry.url or "") if where.table.startswith("instrument") else ""
    return _EDITION.sub("", entry.title), entry.publisher, str(bool(entry.carriers)), own_address


def _line(entries: list[SourceHeld], record: Record) -> Line:
    urls = {entry.url for entry in entries}
    text = {"law": _law, "catalogue": _catalogue, "agreed": _agreed}.get(_where(entries[0]).kind)
    words = text(entries) if text else _publication(entries, record)
    return Line(ranges([entry.n for entry in entries]), words, urls.pop() if len(urls) == 1 else None)


def _law(entries: list[SourceHeld]) -> str:
    provisions: dict[str, int] = {}
    for entry in entries:
        provisions[entry.title.partition(" (version")[0]] = entry.n
    version = entries[0].title.partition("(version ")[2].rstrip(")")
    listed = "; ".join(f"{name} [{n}]" for name, n in provisions.items())
    return f"United States Code, in the law version {version}: {listed}."


def _catalogue(entries: list[SourceHeld]) -> str:
    tables = sorted({_where(entry).path for entry in entries})
    return f"Catalogue of this record, on what it holds: {', '.join(tables)}."


def _agreed(entries: list[SourceHeld]) -> str:
    return f"{entries[0].title}. Not public, and not in this record: only our side can look it up."


def note(paper: Paper, claim: ClaimHeld) -> str:
    """The footnote of a claim: its publications in short, each with its numbers in the list."""
    groups: dict[tuple[str, ...], list[SourceHeld]] = {}
    for n in sorted(claim.citations):
        groups.setdefault(series(paper.sources[n - 1]), []).append(paper.sources[n - 1])
    parts = (f"{_short(entries)} [{ranges([entry.n for entry in entries])}]" for entries in groups.values())
    return f"{'; '.join(parts)}."


def _short(entries: list[SourceHeld]) -> str:
    first, kind = entries[0], _where(entries[0]).kind
    if kind == "law":
        return ", ".join(dict.fromkeys(entry.title.replace(" (version ", " (law version ") for entry in entries))
    if kind == "agreed":
        return first.title
    if kind == "catalogue":
        return f"{first.title}: {', '.join(sorted({_where(entry).path for entry in entries}))}"
    held = ", original not held" if first.carriers else ""
    return f"{first.publisher}, {series_title(first)}{editions(entries)}{held}"


def _publication(entries: list[SourceHeld], record: Record) -> str:
    first = entries[0]
    parts = [f"{series_title(first)}{editions(entries)}", f"{first.publisher}{_public(entries)}"]
    if any(entry.carriers for entry in entries):
        parts.append(f"Original not held; as transcribed in {_carriers(entries, record)}")
    caveats = sorted({entry.caveat for entry in entries if entry.caveat})
    tables = sorted({_where(entry).table for entry in entries})
    return f"{'. '.join(parts)}{''.join(f'{mark}{c}' for mark, c in _joined(caveats))}. In this record: {', '.join(tables)}."


def _joined(caveats: list[str]) -> list[tuple[str, str]]:
    return [("; " if n == 0 else ", ", caveat) for n, caveat in enumerate(caveats)]


def series_title(entry: SourceHeld) -> str:
    """The title of the series that an entry belongs to."""
    return _EDITION.sub("", entry.title)


def editions(entries: Sequence[SourceHeld]) -> str:
    """`, editions 2010–2016`, as it follows a title; empty where there are none."""
    years = {entry.edition for entry in entries if entry.edition}
    if not years:
        return ""
    word = "session" if min(years) < _FIRST_YEAR else "edition"
    return f", {word}{'s' if len(years) > 1 else ''} {ranges(list(years))}"


def _public(entries: list[SourceHeld]) -> str:
    days = sorted({entry.published for entry in entries if entry.published})
    if not days:
        return ", undated"
    return f", public {_day(days[0])}" + (f" to {_day(days[-1])}" if len(days) > 1 else "")


def _day(text: str) -> str:
    try:
        return in_words(text)
    except (ValueError, IndexError):
        return text


def _carriers(entries: list[SourceHeld], record: Record) -> str:
    carried: dict[str, set[int]] = {}
    for entry in entries:
        for carrier in entry.carriers:
            carried.setdefault(_carrier(carrier, record), set()).add(entry.n)
    if len(carried) == 1:
        return next(iter(carried))
    return "; ".join(f"{name} [{ranges(sorted(numbers))}]" for name, numbers in carried.items())


def _carrier(carrier: CarrierHeld, record: Record) -> str:
    known = query.sources(record).get(carrier.source)
    publisher = known.publisher if known else "unknown"
    return f"{carrier.title}, {publisher}" + (f" ({carrier.published[:4]})" if carrier.published else "")
