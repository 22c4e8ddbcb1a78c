"""`python -m benchmarks.search`: passages found in the search index, beside bm25s and tantivy on the same passages and filters.

400,000 passages, each like no other, recomposed from real official texts and from our own fixtures, in a document for each of 187
jurisdictions and 25 editions. Each side answers the same questions with the same filters in the same run and gives its twenty best.
Of the peers the looking up of numbers is timed, and nothing else; of palermo a whole search in a record opened at a date, with the
texts, the words marked and the citations. Their bm25 counts every passage that is held; palermo's, those ranked together.
"""

import argparse
import datetime as dt
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.reading import material
from palermo.record.folding import INDEX_IN_ONE, SECTIONS, first_number, row
from palermo.record.library_schema import LIBRARY_SQL, library_views
from palermo.record.opened import Record
from palermo.record.search.answer import Filters, search

PASSAGES, QUESTIONS, BEST = 400_000, 200, 20
DAY = dt.date(2026, 1, 1)  # of the question: every passage has been published
TARGET = 10.0  # milliseconds, of 95 questions in a hundred
PLACES = tuple(f"{a}{b}Q" for a in "ABCDEFGHIJKLMNOPQ" for b in "ABCDEFGHIJK")
ASKED = (
    "withholding of passports", "forced labor", "children begging", "victims shelter services", "convicted traffickers",
    "national action plan", "labor inspectors", "debt bondage brick kilns", "law enforcement officials complicit",
    "screening vulnerable populations", "human trafficking", "government victims", '"identified victims"', "prosecut* officials",
    "police training OR judges seminar", "domestic workers recruitment fees", "child labor -mining", "trafficking law penalties",
)  # fmt: skip
KINDS: dict[str, Callable[[random.Random], Filters]] = {
    "country": lambda draw: Filters((draw.choice(PLACES),)),
    "country, years": lambda draw: Filters((draw.choice(PLACES),), (2015, 2025)),
    "country, years, section": lambda draw: Filters((draw.choice(PLACES),), (2015, 2025), (draw.choice(SECTIONS[1:5]),)),
    "section": lambda draw: Filters(sections=(draw.choice(SECTIONS[1:5]),)),
    "two years": lambda _: Filters(years=(2023, 2024)),
    "none": lambda _: Filters(),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage to be found: its number, words and place."""

    number: int
    text: str
    place: str
    year: int
    section: str


def passages(count: int) -> Iterator[Passage]:
    """So many passages, the same on every run. None where there is nothing to compose from."""
    draw, sentences = random.Random(1), [sentence.split() for sentence in material()]
    documents = [(place, year) for year in range(2001, 2026) for place in sorted(PLACES, key=_hash)]
    seen: set[str] = set()
    while sentences and len(seen) < count:
        text = " ".join(
            [*draw.choice(sentences)[:30], *draw.choice(sentences)[: draw.randint(3, 12)], str(draw.randrange(1, 900))]
        )
        if text in seen:
            continue
        seen.add(text)
        place, year = documents[(len(seen) - 1) * len(documents) // count]
        first = first_number(year, _hash(place), 0)
        yield Passage(first + len(seen) % 2048, text, place, year, draw.choice(SECTIONS))


def _hash(place: str) -> str:
    return sha256(place.encode()).hexdigest()


Ask = Callable[[str, Filters], list[int]]


def ours(held: list[Passage], folder: Path) -> Ask:
    """A record that holds these passages and nothing else, opened at a date on which all of them show."""
    db = sqlite3.connect(folder / "record.sqlite")
    db.row_factory = sqlite3.Row
    db.executescript(LIBRARY_SQL)
    _fill(db, "documents", {(p.place, p.year): _document(p) for p in held}.values())
    _fill(db, "passages", ((p.number, str(p.number), f"{p.place}{p.year}", p.section, 0, 0, p.text) for p in held))
    columns = f"passage_index (rowid, {', '.join(SECTIONS)}, tags)"
    _fill(db, columns, ((p.number, *row(p.text, p.place, p.section, "tip_report")) for p in held))
    db.execute(INDEX_IN_ONE)
    db.commit()
    for statement in library_views(DAY.isoformat()):
        db.execute(statement)
    record = Record(db, "benchmark", DAY, DAY)
    return lambda text, filters: [int(found.passage) for found in search(record, text, filters, BEST)]


def _fill(db: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    first, *others = rows
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})", (first, *others))


def _document(p: Passage) -> tuple[Any, ...]:
    key, published = f"{p.place}{p.year}", f"{p.year}-07-01"
    carrier = ("", "", "2026-01-01", "text/plain", "state", published, published, None)
    return (key, key, 0, "tip_report", p.year, p.place, *carrier, key, 0, "")


def with_tantivy(held: list[Passage], folder: Path) -> Ask:
    """tantivy, with its English stemmer and filters as terms."""
    import tantivy

    builder = tantivy.SchemaBuilder().add_text_field("words", tokenizer_name="en_stem").add_integer_field("number", stored=True)
    for name in ("place", "section"):
        builder = builder.add_text_field(name, tokenizer_name="raw")
    schema = builder.add_integer_field("year", indexed=True, fast=True).build()
    (folder / "tantivy").mkdir()
    index = tantivy.Index(schema, path=str(folder / "tantivy"))
    writer = index.writer(200_000_000)
    for p in held:
        writer.add_document(tantivy.Document(words=p.text, number=p.number, place=p.place, section=p.section, year=p.year))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(text: str, filters: Filters) -> list[int]:
        must = [index.parse_query(text, ["words"], conjunction_by_default=True)]
        for name, values in (("place", filters.countries), ("section", filters.sections)):
            must += [tantivy.Query.term_set_query(schema, name, list(values))] if values else []
        if filters.years:
            must.append(tantivy.Query.range_query(schema, "year", tantivy.FieldType.Integer, *filters.years))
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in must])
        return [searcher.doc(at)["number"][0] for _, at in searcher.search(query, BEST).hits]

    return ask


def with_bm25s(held: list[Passage], folder: Path) -> Ask:
    """bm25s: any of the words, since it has no other grammar; filters as a mask over all passages."""
    import bm25s  # type: ignore[import-untyped]
    import numpy as np

    index = bm25s.BM25()
    index.index(bm25s.tokenize([p.text for p in held], stopwords=[], show_progress=False), show_progress=False)
    index.save(str(folder / "bm25s"))
    numbers, years = np.array([p.number for p in held]), np.array([p.year for p in held])
    columns = {name: np.array([getattr(p, name) for p in held]) for name in ("place", "section")}

    def ask(text: str, filters: Filters) -> list[int]:
        mask = np.ones(len(held), dtype=np.float32)
        for name, values in (("place", filters.countries), ("section", filters.sections)):
            if values:
                mask *= np.isin(columns[name], values)
        if filters.years:
            mask *= (years >= filters.years[0]) & (years <= filters.years[1])
        tokens = bm25s.tokenize([text], stopwords=[], show_progress=False, return_ids=False)
        found, scores = index.retrieve(tokens, k=BEST, weight_mask=mask, show_progress=False)
        return [int(numbers[at]) for at, score in zip(found[0], scores[0], strict=True) if score > 0]

    return ask


SIDES: dict[str, Callable[[list[Passage], Path], Ask]] = {"palermo": ours, "tantivy": with_tantivy, "bm25s": with_bm25s}


def size(folder: Path) -> float:
    """Megabytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of the middle question and of the 95th in a hundred, by the clock and of the processor; passages found on average."""

    middle: float
    most: float
    processor: float
    found: float


def timed(ask: Ask, kind: str, questions: int) -> Times:
    """What the questions of a kind take, one after the other."""
    draw, clock, processor, found = random.Random(7), [], [], 0
    for _ in range(questions):
        text, filters = draw.choice(ASKED), KINDS[kind](draw)
        start, busy = time.perf_counter(), time.process_time()
        found += len(ask(text, filters))
        processor.append((time.process_time() - busy) * 1000)
        clock.append((time.perf_counter() - start) * 1000)
    return Times(_part(clock, 0.5), _part(clock, 0.95), _part(processor, 0.95), found / questions)


def _part(times: list[float], part: float) -> float:
    return sorted(times)[int(len(times) * part)]


def main() -> int:
    """Print the figures. 0 whether or not the target was met, and where there is nothing to compose from."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--passages", type=int, default=PASSAGES)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--only", choices=SIDES, help="measure one side alone")
    arguments = parser.parse_args()
    held = list(passages(arguments.passages))
    if not held:
        print("benchmarks.search: nothing to compose passages from; nothing was measured.", file=sys.stderr)
        return 0
    words = sum(len(p.text.split()) for p in held)
    print(f"Search: {len(held):,} passages, {words:,} words, {arguments.questions} questions a kind of filter; ", end="")
    print(f"load {os.getloadavg()[0]:.1f}", flush=True)
    for name in [arguments.only] if arguments.only else SIDES:
        if name != "palermo" and find_spec(name) is None:
            print(f"  {name}: not installed, not measured.")
            continue
        _side(name, held, arguments.questions)
    return 0


def _side(name: str, held: list[Passage], questions: int) -> None:
    with tempfile.TemporaryDirectory(prefix="palermo-bench-") as folder:
        start = time.perf_counter()
        ask: Any = SIDES[name](held, Path(folder))
        print(f"  {name}: built in {time.perf_counter() - start:.1f} s, {size(Path(folder)):.0f} MB")
        for kind in KINDS:
            times = timed(ask, kind, questions)
            missed = f"  misses {TARGET:.0f} ms" if times.most > TARGET else ""
            print(f"    {kind:24} p50 {times.middle:7.2f} ms   p95 {times.most:7.2f} ms", end="")
            print(f"   of the processor {times.processor:7.2f} ms   {times.found:5.1f} found{missed}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
