"""READ: every document of the library that this reader has not read yet, on as many processors as there are.

Reading is a pure function from a document's bytes to the bytes of its file of findings. It may run anywhere; only this process
writes. A document that cannot be read is named and set aside, and tried again by the next run.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from palermo.errors import PalermoError
from palermo.evidence import files
from palermo.evidence.codebook import as_codebook
from palermo.evidence.engines import Engine, Failed, engine, over
from palermo.evidence.files import DocumentReading, PartReading, Passage
from palermo.evidence.model import Part, Text
from palermo.evidence.page import page
from palermo.evidence.reader import read, read_page
from palermo.evidence.reader_id import reader_id
from palermo.evidence.subject import OF_MANY_MATTERS, about_trafficking
from palermo.library.store import Held, read_bytes, tombstones
from palermo.library.versions import versions
from palermo.utf8 import as_utf8

Progress = Callable[[int, int, str], None]  # documents done, documents in all, the title of the one just done


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has done: how many documents it read, how many were read before, and those set aside, with the reason.

    `unnamed`: documents just read of which a narrative says neither itself nor by its import of whom, or of which edition, it is.
    """

    read: int
    already: int
    set_aside: tuple[tuple[Held, str], ...]
    unnamed: tuple[Held, ...] = ()


def read_document(held: Held, data: bytes) -> DocumentReading:
    """Read one document. `data`: the bytes of the original. Raises `layouts.Unreadable` for bytes that hold no text."""
    from palermo.evidence.layouts import parts  # its parsers are needed, and loaded, only where documents are read

    found = parts(
        data,
        media_type=held.media_type,
        series=held.series,
        edition=held.edition,
        jurisdiction=held.jurisdiction,
        title=held.title,
    )
    return DocumentReading(held.sha256, held.series, reader_id(), tuple(read_part(part, held.series) for part in found))


def read_part(part: Part, series: str = "") -> PartReading:
    """Read one narrative. Of a series on many matters only what is about trafficking is read; its passages are all kept."""
    sheet = page(part.text, part.jurisdiction)
    passages = tuple(Passage(clause.start, clause.end, clause.section) for clause in sheet.clauses)
    reading = read_page(about_trafficking(sheet) if series in OF_MANY_MATTERS else sheet, part.text.sha256)
    return PartReading(part.jurisdiction, part.edition, as_utf8(part.title), part.text, reading, passages, part.origin)


def read_library(running: Engine | None = None, progress: Progress = lambda *_: None) -> Summary:
    """Read what this reader has not read. Without an engine the work is done by one process a core.

    Kill it at any moment: each file of findings is whole or absent. UserError when the folder cannot be written.
    """
    if running is None:
        with engine() as own:
            return read_library(own, progress)
    with files.writing():
        for digest in tombstones():
            files.forget(digest)
        held = {files.path(version.held): version.held for version in versions()}
        unread = [one for one in held.values() if not files.sound(one)]
        unnamed: list[Held] = []
        set_aside = list(_read(running, unread, progress, unnamed)) if unread else []
    return Summary(len(unread) - len(set_aside), len(held) - len(unread), tuple(set_aside), tuple(unnamed))


def _read(running: Engine, unread: list[Held], progress: Progress, unnamed: list[Held]) -> Iterator[tuple[Held, str]]:
    """Read and write; yields the documents that are set aside, and notes those of which nobody says what they are."""
    loaded, missing = [], []

    def load() -> Iterator[tuple[str, Held, bytes]]:
        for one in unread:
            try:
                data = read_bytes(one.sha256)
            except PalermoError as error:
                missing.append((one, str(error)))
                continue
            loaded.append(one)
            yield reader_id(), one, data

    for done, (number, result) in enumerate(over(running, read_held, load(), lambda task: len(task[2])), start=1):
        one = loaded[number]
        if isinstance(result, Failed):
            yield one, result.why
        else:
            files.write(one, result)
            if _unnamed(one, result):
                unnamed.append(one)
        progress(done + len(missing), len(unread), one.title)
    yield from missing


def _unnamed(held: Held, content: bytes) -> bool:
    """Whether a narrative of a document, as its file of findings has it, lacks its place or its edition."""
    if held.jurisdiction and held.edition:
        return False
    return any(part["jurisdiction"] is None or part["edition"] is None for part in json.loads(content)["parts"])


# What an engine runs ----------------------------------------------------------------------------------------------------------


def read_held(task: tuple[str, Held, bytes]) -> bytes:
    """The bytes of the file of findings of one document. PalermoError where the worker has another reader than its sender."""
    reader, held, data = task
    if reader != reader_id():
        raise PalermoError(f"the worker has another version of palermo ({reader_id()}, and {reader} is wanted)")
    return files.encoded(read_document(held, data))


def read_given(task: tuple[Held, bytes]) -> DocumentReading:
    """The findings of one file that a person names."""
    return read_document(*task)


def read_row(row: dict[str, Any]) -> str:
    """One line of a JSONL file, read: a line in the codebook's form."""
    codes = as_codebook(row["id"], read(Text(row["text"]), row.get("iso3") or None))
    return json.dumps(codes, ensure_ascii=False) + "\n"
