"""What all printed forms share: the head of the paper, labelled lines of asks, ranges of citations, grouped sources."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from palermo.briefing.agreed import MARKS, strictest
from palermo.briefing.asks.model import Ask
from palermo.briefing.brief import Brief
from palermo.briefing.claims import Citation, Claim, Locator
from palermo.briefing.document import Listed, sources
from palermo.register.dates import in_words

AUDIENCE = {"own": "For our own side only", "counterpart": "Non-paper", "public": "For the public"}
NOTICE = (
    "Not legal advice. Not affiliated with the United Nations or any government; placements apply a United States statute. Numbers in "
    "brackets lead to the sources."
)


@dataclass(frozen=True)
class Head:
    """The head of a paper: title, for whom and as of when, what it is prepared for, and the notice that every paper carries."""

    title: str
    audience: str
    line: str
    notice: str
    occasion: str | None = None  # free text of a person: a renderer escapes it


def head(brief: Brief) -> Head:
    """The head of the paper; the audience stands first, because every paper leaks."""
    case = brief.case
    title = f"{case.place.name(case.as_of).text}: trafficking in persons"
    line = f"From {case.sender_name} · as of {in_words(case.as_of)} · record {case.record.id}"
    return Head(title, _audience(brief), line, NOTICE, brief.occasion)


def _audience(brief: Brief) -> str:
    """For whom, and the strictest mark of what a workspace gave: whoever holds the paper has to obey it."""
    mark = strictest(brief.agreed)
    said = AUDIENCE[brief.case.audience]
    return said if mark in (None, "public") else f"{said}: {MARKS[mark]}"


def ask_lines(ask: Ask) -> Iterator[tuple[str, Claim]]:
    """The labelled lines of an ask, in the order of print."""
    if ask.why_now:
        yield "Why now", ask.why_now
    for basis in ask.basis:
        yield "Basis", basis
    yield "Shown by", ask.shown_by
    if ask.precedent:
        yield "Precedent", ask.precedent
    for answer in ask.answered:
        yield "Answered before", answer
    if ask.offer:
        yield "Our offer", ask.offer
    if ask.caution:
        yield "Caution", ask.caution
    if ask.fallback:
        yield "Fallback", ask.fallback


def loose(section_claims: Iterable[Claim], asks: Iterable[Ask]) -> list[Claim]:
    """Claims of a section that belong to no ask."""
    grouped = {claim.id for ask in asks for claim in ask.claims}
    return [claim for claim in section_claims if claim.id not in grouped]


class Numbers:
    """The numbers of a brief's citations in print, joined to ranges: `1, 4–6`."""

    def __init__(self, brief: Brief) -> None:
        """Number the citations in the order of first use."""
        self._place = brief.numbers

    def of(self, citations: Iterable[Citation]) -> str:
        """The numbers of some citations, in ranges."""
        return ranges(sorted(self._place[c] for c in citations))


def ranges(numbers: list[int]) -> str:
    """`[1, 2, 3, 5]` as `1–3, 5`."""
    parts: list[list[int]] = []
    for n in numbers:
        if parts and n == parts[-1][-1] + 1:
            parts[-1].append(n)
        else:
            parts.append([n])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}–{p[-1]}" for p in parts)


@dataclass(frozen=True)
class Group:
    """Sources that differ only in the place cited: one line of the list."""

    numbers: str
    text: str
    url: str | None
    locators: tuple[str, ...]


def grouped_sources(brief: Brief) -> list[Group]:
    """The list of sources in print: one line for each series or statute, with its editions, and every carrier named as one."""
    groups: dict[tuple[str, ...], list[Listed]] = {}
    for entry in sources(brief):
        groups.setdefault(series(entry), []).append(entry)
    return [_group(entries) for entries in groups.values()]


def series(entry: Listed) -> tuple[str, ...]:
    """What entries have in common that make one line of the list: the publication, or the kind of source."""
    where = Locator.parse(entry.citation.locator)
    if where.kind == "table":
        address = entry.url or "" if where.table.startswith("instrument") else ""
        return (without_edition(entry.title), entry.publisher, "read" if not entry.carriers else "carried", address)
    return (where.kind, entry.publisher)


_EDITION = re.compile(r", (?:session )?\d+(?: edition)?\Z| on the \d{4} report.*\Z")


def without_edition(title: str) -> str:
    """The title of a series from that of one of its editions."""
    return _EDITION.sub("", title)


def _group(entries: list[Listed]) -> Group:
    kind = Locator.parse(entries[0].citation.locator).kind
    text = {"law": _law, "catalogue": _catalogue, "agreed": _agreed}.get(kind, _publication)(entries)
    urls = {e.url for e in entries}
    numbers = ranges(sorted(e.n for e in entries))
    return Group(numbers, text, urls.pop() if len(urls) == 1 else None, tuple(e.citation.locator for e in entries))


def _law(entries: list[Listed]) -> str:
    names = {e.title.partition(" (version")[0]: e.n for e in entries}
    version = entries[0].title.partition("(version ")[2].rstrip(")")
    return f"United States Code, in the law version {version}: {_numbered(names)}."


def _catalogue(entries: list[Listed]) -> str:
    names: dict[str, int] = {}
    for entry in entries:
        names.setdefault(Locator.parse(entry.citation.locator).path, entry.n)
    return f"Catalogue of this record, on what it holds: {', '.join(sorted(names))}."


def _agreed(entries: list[Listed]) -> str:
    return f"{entries[0].title}. Not public, and not in this record: only our side can look it up."


def _numbered(names: dict[str, int]) -> str:
    return "; ".join(f"{name} [{n}]" for name, n in names.items())


def _publication(entries: list[Listed]) -> str:
    first = entries[0]
    text = f"{without_edition(first.title)}{editions(entries)}. {first.publisher}{_public(entries)}"
    carried = _carriers(entries)
    if carried:
        text += f". Original not held; as transcribed in {carried}"
    caveats = sorted({e.citation.caveat for e in entries if e.citation.caveat})
    tables = sorted({Locator.parse(e.citation.locator).table for e in entries})
    return f"{text}{'; ' + ', '.join(caveats) if caveats else ''}. In this record: {', '.join(tables)}."


def editions(entries: list[Listed]) -> str:
    """The editions or sessions of entries of one series, as they follow its title; empty where they have none."""
    years = sorted({e.edition for e in entries if e.edition})
    if not years:
        return ""
    word = "session" if years[0] < 1900 else "edition"
    return f", {word}{'s' if len(years) > 1 else ''} {ranges(years)}"


def _public(entries: list[Listed]) -> str:
    days = sorted({e.citation.published for e in entries if e.citation.published})
    if not days:
        return ", undated"
    return f", public {in_words(days[0])}" + (f" to {in_words(days[-1])}" if len(days) > 1 else "")


def _carriers(entries: list[Listed]) -> str:
    """Every carrier of the group, with the numbers that it carries."""
    numbers: dict[str, list[int]] = {}
    for entry in entries:
        for carrier in entry.carriers:
            year = f" ({carrier.published[:4]})" if carrier.published else ""
            numbers.setdefault(f"{carrier.title}, {carrier.publisher}{year}", []).append(entry.n)
    whole = len(numbers) == 1
    return "; ".join(name if whole else f"{name} [{ranges(sorted(set(ns)))}]" for name, ns in numbers.items())
