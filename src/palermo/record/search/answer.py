"""Search: passages of what was read, the best first, with the words that were asked for marked and a citation.

The index says which passages answer; their own texts say which answer best (`rank`). Of many matches the latest are
ranked first, so that a question about everything costs no more than another.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from palermo.record.folding import SECTIONS, numbers, tag
from palermo.record.opened import Record, Row
from palermo.record.search.query import Query, parse
from palermo.record.search.rank import ranked
from palermo.record.search.words import marks
from palermo.register.jurisdictions import jurisdictions

RANKED = 200  # matches that are ranked together


@dataclass(frozen=True)
class Filters:
    """What narrows a search: codes of jurisdictions, first and last edition, sections, series. Empty means any."""

    countries: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    sections: tuple[str, ...] = ()
    series: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A passage that was found. `marked`: spans of `text` that were asked for. `published` None: nobody gave a date.

    `score` compares passages that were ranked together, and only as answers to the same question.
    """

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
    score: float


_MATCHING = """
SELECT p.number, p.id, p.document, p.text FROM passage_index JOIN passages AS p ON p.number = passage_index.rowid
WHERE passage_index MATCH ? AND passage_index.rowid BETWEEN ? AND ? ORDER BY passage_index.rowid DESC LIMIT ?
"""
_SHOWN = """
SELECT p.number, p.id AS passage, p.text, p.section, p.start, p."end", d.series, d.edition, d.iso3, d.title, d.address, d.origin,
  d.published, d.sha256, d.text_sha256
FROM passages AS p JOIN documents AS d ON d.key = p.document WHERE p.number IN ({numbers})
"""


def search(record: Record, text: str, filters: Filters = Filters(), limit: int = 20, offset: int = 0) -> tuple[Found, ...]:
    """Passages that answer the question as of the record's day, the best first. UserError where the question has no word in it.

    More than `RANKED` matches are ranked so many at a time, those of the latest editions first, those of no edition last.
    """
    query = parse(text)
    groups = _groups(record, _expression(query, filters), filters.years or (0, 9999))
    best = list(islice(chain.from_iterable(ranked(rows, query.wanted) for rows in groups), offset, offset + limit))
    shown = _SHOWN.format(numbers=", ".join("?" * len(best)))
    rows = {row["number"]: row for row in record.rows(shown, *(row["number"] for _, row in best))}
    return tuple(_found(rows[row["number"]], query, score) for score, row in best)


def searched(record: Record, filters: Filters) -> int:
    """How many narratives the filters leave to be searched. Sections do not count: a narrative without one is silent in it."""
    where, values = ["TRUE"], list[str | int]()
    for column, among in (("iso3", filters.countries), ("series", filters.series)):
        if among:
            where.append(f"{column} IN ({', '.join('?' * len(among))})")
            values += among
    if filters.years:
        where.append("edition BETWEEN ? AND ?")
        values += filters.years
    (row,) = record.rows(f"SELECT count(*) AS n FROM documents WHERE {' AND '.join(where)}", *values)
    return int(row["n"])


def not_held(record: Record, filters: Filters) -> str | None:
    """What to say where nothing that fits the filters is held, of each place by itself; None where all of them have something.

    That one of two places is held must not make the other look silent.
    """
    lacking = [code for code in filters.countries if not searched(record, replace(filters, countries=(code,)))]
    if not lacking and (filters.countries or searched(record, filters)):
        return None
    of_whom = f" on {', '.join(jurisdictions()[code].name().text for code in lacking)}" if lacking else ""
    return (
        f"Not in this record: a narrative{of_whom} that fits these filters, so none was searched. "
        "That says nothing about what was reported."
    )


def _groups(record: Record, expression: str, years: tuple[int, int]) -> Iterator[list[Row]]:
    """The passages that match, in groups to be ranked: the latest editions first, and within one as its documents' hashes fall."""
    first, last = numbers(years[0])[0], min(numbers(years[1])[1], _last_number(record))
    while rows := record.rows(_MATCHING, expression, first, last, RANKED):
        yield rows
        if len(rows) < RANKED:
            break
        last = rows[-1]["number"] - 1


def _last_number(record: Record) -> int:
    """Where passages shown on the day end: the index would offer all later ones, each to be refused."""
    (row,) = record.once("last edition", lambda: record.rows("SELECT max(edition) AS edition FROM documents"))
    return numbers(row["edition"])[1]


def _expression(query: Query, filters: Filters) -> str:
    """What the index is asked, filters included."""
    sections = [name for name in filters.sections if name in SECTIONS] or SECTIONS  # never the column of index terms
    parts = [f"{{{' '.join(sections)}}} : ({query.sql()})"]
    for name, values in (("iso3", filters.countries), ("series", filters.series)):
        if values:
            parts.append(f"tags : ({' OR '.join(tag(name, value) for value in values)})")
    return " AND ".join(parts)


def _found(row: Row, query: Query, score: float) -> Found:
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
        score=score,
    )
