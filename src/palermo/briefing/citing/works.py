"""The works that a paper rests on: each publication once, with its original and every carrier, however many places of it are cited.

An original that was not read is said to be known through its carriers, and each carrier is a work of its own (PRACTICE P3).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from palermo.briefing.brief import Brief
from palermo.briefing.claims import Locator
from palermo.briefing.document import Listed, sources
from palermo.record import query
from palermo.register.dates import in_words


@dataclass(frozen=True, slots=True)
class Work:
    """A work for a list of references.

    `kind`: report (a publication), legislation, dataset (the catalogue of this record). `published`: a date, perhaps cut to month or
    year; None where none is known, or where what is cited of the work became public on several days. `numbers`: those of the paper's own list that lead to it. `notes`: what a reader must know: what carried it, its caveats, the
    record.
    """

    id: str
    kind: str
    title: str
    publisher: str
    published: str | None
    url: str | None
    numbers: tuple[int, ...]
    notes: tuple[str, ...]


def works(paper: Brief) -> tuple[Work, ...]:
    """The works of a paper in the order of first use, originals before the carriers that brought them. What a workspace wrote is none."""
    found: dict[str, list[Listed]] = {}
    for entry in sources(paper):
        if Locator.parse(entry.citation.locator).kind != "agreed":
            found.setdefault(_id(entry), []).append(entry)
    originals = [_original(paper, key, entries) for key, entries in found.items()]
    return (*originals, *_carriers(paper, [entry for entries in found.values() for entry in entries], set(found)))


def _id(entry: Listed) -> str:
    """A name that lasts: the slug of the source, the provision in its version; for rows with addresses of their own, the row."""
    where = Locator.parse(entry.citation.locator)
    if where.kind == "law":
        return where.path.replace("@", "_")
    if where.kind == "catalogue":
        return "palermo_catalogue"
    own = where.table in ("instruments", "instrument_sightings")
    return f"{entry.citation.source}_{where.key}" if own else entry.citation.source


def _original(paper: Brief, key: str, entries: list[Listed]) -> Work:
    first, record = entries[0], paper.case.record
    kind = {"law": "legislation", "catalogue": "dataset"}.get(Locator.parse(first.citation.locator).kind, "report")
    days = sorted({entry.citation.published for entry in entries if entry.citation.published})
    carriers = dict.fromkeys(carrier for entry in entries for carrier in entry.carriers)
    notes = [f"Original not held; as transcribed in: {'; '.join(_named(c) for c in carriers)}."] if carriers else []
    notes += [f"Public {in_words(days[0])} to {in_words(days[-1])}."] if len(days) > 1 else []
    notes += [
        f"{caveat[:1].upper()}{caveat[1:]}." for caveat in sorted({e.citation.caveat for e in entries if e.citation.caveat})
    ]
    notes.append(f"Cited through the record {record.id} as of {paper.case.as_of.isoformat()}.")
    numbers = tuple(entry.n for entry in entries)
    return Work(key, kind, first.title, first.publisher, days[0] if len(days) == 1 else None, first.url, numbers, tuple(notes))


def _carriers(paper: Brief, entries: list[Listed], known: set[str]) -> Iterator[Work]:
    carried: dict[query.Source, list[int]] = {}
    for entry in entries:
        for carrier in entry.carriers:
            carried.setdefault(carrier, []).append(entry.n)
    for carrier, numbers in carried.items():
        if carrier.id not in known:
            note = "A carrier: it transcribes what others established."
            yield Work(
                carrier.id, "report", carrier.title, carrier.publisher, carrier.published, carrier.url, tuple(numbers), (note,)
            )


def _named(carrier: query.Source) -> str:
    year = f" ({carrier.published[:4]})" if carrier.published else ""
    return f"{carrier.title}, {carrier.publisher}{year}"
