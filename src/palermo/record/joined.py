"""Join what was read into the record: one document after the other, from its findings file.

A document of a series that speaks once about a jurisdiction in an edition (the TIP Report, the Country Reports, the Factbook) counts
once: the page of its own before a volume that holds all of them, and the last retrieval before an earlier one. Nothing that two
carriers repeat is counted twice.
"""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from palermo.errors import PalermoError
from palermo.evidence.files import DocumentReading, PartReading, finding_row, plain, reading_of
from palermo.evidence.numbers import fits
from palermo.evidence.reviews import Found, Review, applied, by_subject, particulars
from palermo.facts.read import raw
from palermo.library.store import Held
from palermo.library.versions import Version
from palermo.record.folding import INDEX_IN_ONE, SECTIONS, first_number, row
from palermo.register.dates import last_day

ONCE = ("tip_report", "human_rights_report", "factbook_tip")  # series with one narrative for a jurisdiction and edition
_CODE = {
    "figure": "measure", "gap": "code", "action": "type", "role": "name", "flow": "country", "penalty": "law", "judgment": "test",
    "ground": "code", "trend": "subject", "recommendation": "", "placement": "tier",
}  # fmt: skip

Progress = Callable[[str, int, int], None]
Outline = tuple[tuple[str | None, int | None], ...]
Place = tuple[str, int | None, str | None]  # series, edition, jurisdiction


@dataclass(frozen=True)
class Chosen:
    """A part of a document that joins the record: its key, the document, which part, whom and which edition it is about.

    `day` when the public could first read these words, `until` when others had taken their place (None: they still stand). `mark`
    changes when anything changes that the record says of it, so that only what changed is joined again.
    """

    key: str
    held: Held
    day: str | None
    until: str | None
    mark: str
    part: int
    edition: int | None
    iso3: str | None


def chosen(documents: Mapping[str, Version], outlines: Mapping[str, Outline], marks: Mapping[Place, str]) -> list[Chosen]:
    """The parts that join the record, in the order of their keys.

    `documents` by the name of their findings file; `outlines` for each the jurisdiction and edition of its parts, in order; `marks`
    the hash of the reviews of a place, for places that have any. An earlier wording of a page stands beside the later one, each for
    its own days.
    """
    kept: dict[tuple[Any, ...], Chosen] = {}
    for name, version in sorted(documents.items(), key=_last_counts):
        held = version.held
        for number, (iso3, edition) in enumerate(outlines[name]):
            day = published(version, edition)
            if version.until and (day is None or last_day(day) >= last_day(version.until)):
                continue  # no day on which these words were the ones to be read
            mark = f"{name} {held.address} {held.title} {day} {version.until} {marks.get((held.series, edition, iso3), '')}"
            one = Chosen(f"{held.sha256}/{number}", held, day, version.until, mark, number, edition, iso3)
            once = held.series in ONCE and iso3 and version.until is None
            kept[(held.series, edition, iso3) if once else (one.key,)] = one
    return sorted(kept.values(), key=lambda one: one.key)


def _last_counts(item: tuple[str, Version]) -> tuple[bool, str, str]:
    name, version = item
    return version.held.jurisdiction is not None, version.held.retrieved_at, name


def passage_id(text: str, series: str, edition: int | None, iso3: str | None, occurrence: int) -> str:
    """The id of a passage: made of its words and of where they stand, never of the record (DESIGN, identity)."""
    normal = _normal(text)
    return hashlib.sha256(
        f"{normal}\\0{series}\\0{edition}\\0{iso3}\\0{occurrence}".encode("utf-8", "surrogatepass")
    ).hexdigest()[:24]


def _normal(text: str) -> str:
    """Words without regard to blanks and capitals."""
    return " ".join(text.split()).casefold()


def finding_id(passage: str, kind: str, code: str, value: int | None, rest: Mapping[str, Any], occurrence: int = 0) -> str:
    """The id of a finding: its passage, kind, code and value, what else tells two of them apart, and which of equal ones it is.

    A recommendation, which has no code, has its words for one.
    """
    apart = json.dumps(particulars(kind, rest), sort_keys=True) + (f"\\0{occurrence}" if occurrence else "")
    return hashlib.sha256(f"{passage}\\0{kind}\\0{code}\\0{value}\\0{apart}".encode()).hexdigest()[:24]


def published(version: Version, edition: int | None) -> str | None:
    """When the public could first read these words: as the library says, else the day on which their edition was released.

    None where nobody knows: such a document shows only when no day is asked for. A page that was captured again with other words may
    have had them since any day: it counts from the day of its retrieval.
    """
    held = version.held
    day = held.published.isoformat() if held.published else _released(held.series, edition)
    if day is None or version.since is None:
        return day
    return max(day, version.since, key=last_day)


def _released(series: str, edition: int | None) -> str | None:
    """The day of an edition in the tables of facts, which know the TIP Report and the Labor Department's findings alone."""
    if series == "tip_report":
        days = {row["report_year"]: row["released_date"] for row in raw("editions")}
    elif series == "sweat_and_toil":
        days = {row["edition"]: row["published"] for row in raw("publication_dates") if row["series"] == "ilab_findings"}
    else:
        return None
    return days.get(str(edition)) or None


@dataclass(frozen=True, slots=True)
class _Passage:
    id: str
    start: int
    end: int
    section: str
    text: str


def _passages(one: Chosen, part: PartReading) -> list[_Passage]:
    seen: Counter[str] = Counter()
    found = []
    for passage in part.passages:
        text = part.text.text[passage.start : passage.end]
        normal = _normal(text)
        identity = passage_id(text, one.held.series, one.edition, one.iso3, seen[normal])
        seen[normal] += 1
        found.append(_Passage(identity, passage.start, passage.end, passage.section, text))
    return found


def _found(part: PartReading) -> list[dict[str, Any]]:
    """The findings of a part by their place; the placement is one of them where the text states a tier."""
    rows = [finding_row(finding) for finding in part.reading.findings]
    said = part.reading.placement
    if said.spans:
        start, end = said.spans[0]
        rows.append({"kind": "placement", "start": start, "end": end, **plain(said)})
    return sorted(rows, key=lambda f: (f["start"], f["end"], f["kind"]))


def finding_rows(part: PartReading, passages: list[_Passage], reader: str) -> Iterator[Found]:
    """The findings of a part, each in the passage that holds its first word. A number that no count has is no finding."""
    at, seen = 0, Counter[str]()
    for finding in _found(part):
        if not fits(finding.get("value")):
            continue
        while at + 1 < len(passages) and passages[at].end <= finding["start"]:
            at += 1
        kind, column = finding["kind"], _CODE[finding["kind"]]
        code = "" if finding.get(column) is None else str(finding[column])
        value = int(finding["met"]) if "met" in finding else finding.get("value")
        own = (column, "kind", "start", "end", "value", "met", "spans", "number")  # a number moves with the list
        rest = {name: list(cell) if isinstance(cell, tuple) else cell for name, cell in finding.items() if name not in own}
        home, words = passages[at].id, part.text.text[finding["start"] : finding["end"]]
        says = _normal(words) if kind == "recommendation" else code
        alike = finding_id(home, kind, says, value, rest)
        identity = finding_id(home, kind, says, value, rest, seen[alike])
        seen[alike] += 1
        yield Found(identity, kind, code, value, finding["start"], finding["end"], rest, home, reader)


def add(db: sqlite3.Connection, one: Chosen, reading: DocumentReading, reviews: Sequence[Review]) -> None:
    """Add one part of a document with its sections, passages and findings, reviews applied."""
    part, held = reading.parts[one.part], one.held
    title = part.title if len(reading.parts) > 1 else held.title  # a reading keeps the title that a document had when it was read
    about = (one.key, held.sha256, one.part, held.series, one.edition, one.iso3, title or part.title or held.title, held.address)
    days = (one.day, last_day(one.day).isoformat() if one.day else None, one.until)
    rest = (held.retrieved_at, held.media_type, part.origin or held.origin, *days)
    _insert(db, "documents", [(*about, *rest, part.reading.text_sha256, len(part.text.text.split()), one.mark)])
    _insert(db, "sections", ((one.key, n, s.name, s.title, s.start, s.end) for n, s in enumerate(part.reading.sections)))
    passages = _passages(one, part)
    first = _free(db, one, len(passages))
    _insert(db, "passages", ((first + n, p.id, one.key, p.section, p.start, p.end, p.text) for n, p in enumerate(passages)))
    _index(db, "", ((first + n, *row(p.text, one.iso3, p.section, held.series)) for n, p in enumerate(passages)))
    found = list(finding_rows(part, passages, reading.reader))
    if len({row.id for row in found}) < len(found):
        raise PalermoError(f"Two findings of {held.address} have one id. This is a fault of palermo; please report it.")
    if reviews:
        after = applied(found, passages, reviews, (held.series, one.edition, one.iso3))
        found = list(after.rows)
    _insert(db, "document_findings", (_cells(one.key, row) for row in found))


def _number(one: Chosen) -> int:
    return first_number(one.edition, one.held.sha256, one.part)


def _free(db: sqlite3.Connection, one: Chosen, count: int) -> int:
    """The number of the first passage of a part, the first from which so many are not taken."""
    first = _number(one)
    taken = "SELECT max(number) FROM passages WHERE number BETWEEN ? AND ?"
    while (last := db.execute(taken, (first, first + count - 1)).fetchone()[0]) is not None:
        first = last + 1
    return first


def _cells(document: str, row: Found) -> tuple[Any, ...]:
    where = (row.start, row.end, _json(row.details), row.reader, row.status)
    return (row.id, document, row.passage, row.kind, row.code, row.value, *where, _json(row.reviewed) if row.reviewed else None)


def _json(cells: Mapping[str, Any]) -> str:
    return json.dumps(dict(cells), ensure_ascii=False, sort_keys=True)


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    cells = list(rows)
    if cells:
        db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(cells[0]))})", cells)


def _index(db: sqlite3.Connection, command: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Put rows into the search index, or take them out with the command `passage_index`."""
    names = f"{command}rowid, {', '.join(SECTIONS)}, tags"
    db.executemany(f"INSERT INTO passage_index ({names}) VALUES ({', '.join('?' * (names.count(',') + 1))})", rows)


def remove(db: sqlite3.Connection, key: str) -> None:
    """Take one part of a document out again; the index forgets its passages by the words that were put in."""
    iso3, series = db.execute("SELECT iso3, series FROM documents WHERE key = ?", (key,)).fetchone()
    gone = db.execute("SELECT number, section, text FROM passages WHERE document = ?", (key,)).fetchall()
    _index(db, "passage_index, ", (("delete", number, *row(text, iso3, section, series)) for number, section, text in gone))
    for table in ("document_findings", "passages", "sections"):
        db.execute(f"DELETE FROM {table} WHERE document = ?", (key,))
    db.execute("DELETE FROM documents WHERE key = ?", (key,))


def _digest(reviews: Iterable[Review]) -> str:
    return hashlib.sha256("".join(_json(asdict(review)) for review in reviews).encode()).hexdigest()[:12]


class _Readings:
    """The findings files of the documents, the last one read kept in hand: a volume has two hundred parts."""

    def __init__(self, documents: Mapping[str, Version]) -> None:
        self._documents = documents
        self._last: tuple[str, DocumentReading] | None = None

    def of(self, name: str) -> DocumentReading:
        if self._last is None or self._last[0] != name:
            held = self._documents[name].held
            reading = reading_of(held)
            if not isinstance(reading, DocumentReading):
                raise PalermoError(f"The document {held.address}: {reading.why}. Run 'palermo read'.")
            self._last = (name, reading)
        return self._last[1]


def _outlines(db: sqlite3.Connection, documents: Mapping[str, Version], readings: _Readings) -> dict[str, Outline]:
    """Whom and which edition the parts of each document are about; files that the record knows are not opened again."""
    known = {name: tuple(map(tuple, json.loads(parts))) for name, parts in db.execute("SELECT name, parts FROM readings")}
    found: dict[str, Outline] = {}
    for name in sorted(documents):
        found[name] = known.get(name) or tuple((part.jurisdiction, part.edition) for part in readings.of(name).parts)
    db.execute("DELETE FROM readings")
    db.executemany("INSERT INTO readings VALUES (?, ?)", ((name, json.dumps(parts)) for name, parts in found.items()))
    return found


def join(db: sqlite3.Connection, documents: Mapping[str, Version], reviews: Sequence[Review], progress: Progress) -> None:
    """Make the library's part of a record what the documents and reviews say: only what differs is done.

    `documents`: by the name of their findings file.
    """
    readings = _Readings(documents)
    there = dict(db.execute("SELECT key, mark FROM documents"))
    by_place = by_subject(reviews)
    marks = {place: _digest(some) for place, some in by_place.items()}
    wanted = {one.key: one for one in chosen(documents, _outlines(db, documents, readings), marks)}
    db.execute("PRAGMA secure_delete = ON")  # the words of an erased document are overwritten, not only forgotten
    for key in sorted(there):
        if key not in wanted or wanted[key].mark != there[key]:
            remove(db, key)
    missing = sorted(
        (one for key, one in wanted.items() if there.get(key) != one.mark), key=_number
    )  # as the index likes it best
    for done, one in enumerate(missing):
        progress("documents", done, len(missing))
        reviewed = by_place.get((one.held.series, one.edition, one.iso3), ())
        add(db, one, readings.of(one.mark.partition(" ")[0]), reviewed)
    if not there or there.keys() - wanted.keys():
        db.execute(INDEX_IN_ONE)  # it is asked thrice as fast so; and what it forgot, it keeps until then
    _lost_reviews(db, by_place)


def _lost_reviews(db: sqlite3.Connection, by_place: Mapping[Place, Sequence[Review]]) -> None:
    """Note the reviews whose words are in no document of their place any more, by their ids: all else stays in the log."""
    rows = db.execute("SELECT json_extract(reviewed, '$.review') FROM document_findings WHERE reviewed IS NOT NULL")
    placed = {review for (review,) in rows}
    lost = (review.id for some in by_place.values() for review in some if review.id not in placed)
    db.execute("DELETE FROM unplaced_reviews")
    _insert(db, "unplaced_reviews", ((review,) for review in lost))
