"""Series of official publications: one file each in `series/`, with addresses, expectations and origin.

A file says where the pages of each era stood, how the links of an index are told from the rest, what a page must hold to be taken
for one, and who established the facts (`origin`): series of one origin count once, however many copy it (PRACTICE P5).
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from palermo.errors import UserError

_FOLDER = Path(__file__).parent / "series"
_FORMATS = {"html": "text/html", "pdf": "application/pdf", "json": "application/json", "csv": "text/csv", "text": "text/plain",
            "xml": "application/xml", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """What a series and its documents must be like.

    `documents`: fewest and most of a complete edition, by the year from which that holds. `words`: fewest words of a document, on a
    page without those of its links, by the year from which that holds; `holds`: words of which each must stand in a document, in any
    case; `sections`: headings of a narrative, and `signs`: words of which one stands in a narrative without them. A page that has
    neither is none of the series.
    """

    documents: dict[int, tuple[int, int]] = field(default_factory=dict)
    words: dict[int, int] = field(default_factory=dict)
    holds: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()

    def fewest(self, edition: int | None) -> int:
        """Fewest words of a document of an edition; of one whose edition is not known, the fewest of any."""
        known = [count for year, count in sorted(self.words.items()) if edition is None or year <= edition]
        return (min(known) if edition is None else known[-1]) if known else 0

    def of(self, edition: int) -> tuple[int, int] | None:
        """Fewest and most documents of an edition, None where nothing is known of it."""
        known = [year for year in self.documents if year <= edition]
        return self.documents[max(known)] if known else None


@dataclass(frozen=True, slots=True)
class Era:
    """Editions whose pages stand in one layout.

    `index`: addresses of the pages from which documents are found, `{year}` standing for the edition, tried in order until one
    answers; `through`: a pattern of addresses of further index pages; `links`: a pattern of addresses of documents, its group
    `slug` the name of the place; `text`: a pattern of the words of a link, where addresses do not tell; `many`: True where one
    document holds several narratives; `pdfs`: a pattern of addresses of files that print the edition again, fetched on request;
    `guess`: an address with `{slug}`, tried for a place that the index leaves out;
    `met`: whether anyone of us has seen an original of this layout.
    """

    first: int
    last: int
    layout: str
    index: tuple[str, ...]
    links: str
    through: str | None = None
    text: str | None = None
    many: bool = False
    guess: str | None = None
    pdfs: str | None = None
    met: bool = False

    def covers(self, edition: int) -> bool:
        """Whether an edition stands in this layout."""
        return self.first <= edition <= self.last


@dataclass(frozen=True, slots=True)
class Series:
    """One series. `formats`: media types that its documents may have; `pause`: seconds between two requests to one host;
    `slugs`: names in addresses that the register cannot resolve, by code; `country_at`: where a JSON file names its place; `since`:
    its first edition, None where not known."""

    id: str
    title: str
    publisher: str
    origin: str
    formats: tuple[str, ...]
    expected: Expected
    published: str
    eras: tuple[Era, ...] = ()
    aliases: tuple[str, ...] = ()
    pause: float = 1.5
    slugs: dict[str, str] = field(default_factory=dict)
    country_at: tuple[str, ...] = ()
    edition_at: tuple[str, ...] = ()
    since: int | None = None
    rests_on: tuple[str, ...] = ()
    never_met: tuple[str, ...] = ()

    def era(self, edition: int) -> Era | None:
        """The layout of an edition, None where this series has no addresses for it."""
        return next((era for era in self.eras if era.covers(edition)), None)

    def editions(self, until: int) -> tuple[int, ...]:
        """All editions that addresses are known for, up to a year."""
        return tuple(year for year in range(1990, until + 1) if self.era(year))


def _years(text: str | int) -> tuple[int, int]:
    first, _, last = str(text).partition("-")
    return int(first), int(last) if last else int(first)


def _era(row: dict[str, Any]) -> Era:
    first, last = _years(row.pop("years"))
    index = row.pop("index")
    for key in ("links", "through", "text", "pdfs"):
        re.compile((row.get(key) or "").replace("{year}", "2000"))
    return Era(first, last, index=tuple([index] if isinstance(index, str) else index), **row)


def _expected(row: dict[str, Any]) -> Expected:
    counts = {int(year): (low, high) for year, (low, high) in row.pop("documents", {}).items()}
    words = row.pop("words", 0)
    lists: dict[str, Any] = {key: tuple(row.pop(key, ())) for key in ("holds", "sections", "signs")}
    return Expected(documents=counts, words=words if isinstance(words, dict) else {0: words}, **lists, **row)


def _series(path: Path) -> Series:
    row = yaml.safe_load(path.read_text(encoding="utf-8"))
    lists: dict[str, Any] = {
        key: tuple(row.pop(key, ())) for key in ("aliases", "country_at", "edition_at", "rests_on", "never_met")
    }
    return Series(
        formats=tuple(_FORMATS[name] for name in row.pop("formats")),
        expected=_expected(row.pop("expected", {})),
        eras=tuple(_era(era) for era in row.pop("eras", ())),
        **lists,
        **row,
    )


@cache
def all_series() -> dict[str, Series]:
    """Every series by its id. A file that does not fit is a fault of ours and raises."""
    found = [_series(path) for path in sorted(_FOLDER.glob("*.yml"))]
    return {series.id: series for series in found}


def established_by(origin: str) -> str:
    """The name of whoever established what a document of an origin says: the publisher of the series that speaks for itself."""
    own = [series for series in all_series().values() if series.origin == origin]
    first = sorted(own, key=lambda series: (len(series.rests_on), series.id))
    return first[0].publisher if first else origin


def named(name: str) -> Series:
    """The series that a person means, by id or alias. UserError for an unknown one, with the names that there are."""
    wanted = name.strip().casefold().replace("-", "_")
    for series in all_series().values():
        if wanted in (series.id, *series.aliases):
            return series
    known = ", ".join(series.aliases[0] if series.aliases else series.id for series in all_series().values())
    raise UserError(f"'{name}' is no series. There are: {known}.")
