"""Citations in short, for the foot of a page: who, what, which editions, whether the original was read, and the numbers of the list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from palermo.briefing.brief import Brief
from palermo.briefing.claims import Citation, Locator
from palermo.briefing.document import Listed, sources
from palermo.briefing.render.layout import editions, ranges, series, without_edition


@dataclass(frozen=True, slots=True)
class Note:
    """What a claim rests on, one entry for each publication: its words, and its numbers in the list of sources, in ranges."""

    text: str
    numbers: str


def notes(brief: Brief) -> dict[str, tuple[Note, ...]]:
    """The notes of every claim of a brief, by the id of the claim."""
    listed = {entry.citation: entry for entry in sources(brief)}
    return {claim.id: tuple(_notes(claim.citations, listed)) for claim in brief.claims}


def _notes(citations: Iterable[Citation], listed: dict[Citation, Listed]) -> Iterable[Note]:
    groups: dict[tuple[str, ...], list[Listed]] = {}
    for entry in sorted((listed[citation] for citation in citations), key=lambda entry: entry.n):
        groups.setdefault(series(entry), []).append(entry)
    for entries in groups.values():
        yield Note(_words(entries), ranges([entry.n for entry in entries]))


def _words(entries: Sequence[Listed]) -> str:
    kind = Locator.parse(entries[0].citation.locator).kind
    if kind == "law":
        return ", ".join(dict.fromkeys(entry.title.replace(" (version ", " (law version ") for entry in entries))
    if kind == "agreed":
        return entries[0].title
    if kind == "catalogue":
        tables = sorted({Locator.parse(entry.citation.locator).path for entry in entries})
        return f"{entries[0].title}: {', '.join(tables)}"
    held = "" if not entries[0].carriers else ", original not held"
    return f"{entries[0].publisher}, {without_edition(entries[0].title)}{editions(list(entries))}{held}"
