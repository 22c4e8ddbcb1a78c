"""Search: passages of what was read, the best first, with the words that were asked for marked and a citation."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from palermo.record.folding import SECTIONS, concept, flattened, numbers, synonyms, tag
from palermo.record.opened import Record, Row
from palermo.record.search_query import Query, Term, parse

_GAP = r"[\W_]+"  # what can stand between two words of a phrase


@dataclass(frozen=True)
class Filters:
    """What narrows a search: codes of jurisdictions, first and last edition, sections, series. Empty means any."""

    countries: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    sections: tuple[str, ...] = ()
    series: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A passage that was found. `marked`: spans of `text` that were asked for. `published` None: nobody gave a date."""

    passage: str
    text: str
    marked: tuple[tuple[int, int], ...]
    section: str
    series: str
    edition: int | None
    jurisdiction: str | None
    title: str
    address: str
    origin: str
    published: str | None
    document: str
    locator: str


_SQL = """
SELECT p.id AS passage, p.text, p.section, p.start, p."end", d.series, d.edition, d.iso3, d.title, d.address, d.origin, d.published,
  d.sha256, d.text_sha256
FROM passage_index JOIN passages AS p ON p.number = passage_index.rowid JOIN documents AS d ON d.key = p.document
WHERE passage_index MATCH ? AND passage_index.rowid BETWEEN ? AND ? {series} ORDER BY passage_index.rank, p.id LIMIT ? OFFSET ?
"""
_INDEX_SQL = "SELECT rowid FROM passage_index WHERE passage_index MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rank LIMIT ?"


def search(record: Record, text: str, filters: Filters = Filters(), limit: int = 20, offset: int = 0) -> tuple[Found, ...]:
    """Passages that answer the question as of the record's day, by bm25. UserError where the question has no word in it."""
    query = parse(text)
    series = f"AND d.series IN ({', '.join('?' * len(filters.series))})" if filters.series else ""
    rows = record.rows(_SQL.format(series=series), *_asked(query, filters), *filters.series, limit, offset)
    return tuple(_found(row, query) for row in rows)


def numbers_of(rows: Callable[..., Sequence[Any]], text: str, filters: Filters, limit: int) -> list[int]:
    """The numbers of the best passages by the index alone, of any day and series. `rows`: asks the database; for benchmarks."""
    return [found[0] for found in rows(_INDEX_SQL, *_asked(parse(text), filters), limit)]


def _asked(query: Query, filters: Filters) -> tuple[str, int, int]:
    """What the index is asked: its expression, the first and the last number of a passage."""
    first, last = filters.years or (0, 9999)
    return _expression(query, filters), numbers(first)[0], numbers(last)[1]


def _expression(query: Query, filters: Filters) -> str:
    sections = [name for name in filters.sections if name in SECTIONS]
    parts = [f"{{{' '.join(sections)}}} : ({query.sql()})" if sections else f"({query.sql()})"]
    if filters.countries:
        parts.append(f"tags : ({' OR '.join(tag('iso3', code) for code in filters.countries)})")
    return " AND ".join(parts)


def _found(row: Row, query: Query) -> Found:
    return Found(
        passage=row["passage"],
        text=row["text"],
        marked=marks(row["text"], query.wanted),
        section=row["section"],
        series=row["series"],
        edition=row["edition"],
        jurisdiction=row["iso3"],
        title=row["title"],
        address=row["address"],
        origin=row["origin"],
        published=row["published"],
        document=row["sha256"],
        locator=f"text:{row['text_sha256']}#{row['start']}-{row['end']}",
    )


def marks(text: str, terms: Sequence[Term]) -> tuple[tuple[int, int], ...]:
    """The spans of a text in which a term stands, in any form of its words or as a synonym; in order, none overlapping."""
    letters, at = flattened(text)
    found = {m.span() for term in terms for m in _pattern(term).finditer(letters)}
    spans = sorted(((at[s], max(at[e], at[e - 1] + 1)) for s, e in found), key=lambda s: (s[0], -s[1]))
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """For each word that stands for others: itself or its phrase, and the others."""
    return {concept(kept): (kept, *others) for kept, others in synonyms().items()}


def _pattern(term: Term) -> re.Pattern[str]:
    last = term.folded.split()[-1:]
    forms = (_alternatives(word, term.prefix and [word] == last) for word in term.folded.split())
    return re.compile(rf"\b{_GAP.join(forms)}\b", re.IGNORECASE)


def _alternatives(word: str, prefix: bool) -> str:
    """A folded word in every spelling that it stands for. Abbreviations count in capitals only, as they are folded."""
    phrases = (word,) if prefix else _spellings().get(word, (word,))
    forms = [_GAP.join(_form(part, prefix) for part in re.findall(r"\w+", phrase)) for phrase in phrases]
    return f"(?:{'|'.join(sorted(forms, key=len, reverse=True))})"


def _form(word: str, prefix: bool) -> str:
    """A word in any of its forms: its stem, cut as the index would cut it, and what can follow."""
    if prefix:
        return re.escape(word) + r"\w*"
    if word[:2].isupper():
        return f"(?-i:{word})"
    if len(word) < 4 or word.isdigit():
        return re.escape(word)
    stem = re.sub(r"(?:ations?|ations|ings?|ied|ies|ed|es|e|s|y)$", "", word)
    return re.escape(stem if len(stem) > 2 else word) + r"\w{0,7}"
