"""What the user's library adds to the record, and whether all of it is whole: originals, readings, reviews."""

from dataclasses import dataclass

from palermo.errors import PalermoError
from palermo.evidence import review_log
from palermo.evidence.files import path as reading_path
from palermo.evidence.files import sound
from palermo.library import store
from palermo.record.opened import Record


@dataclass(frozen=True)
class Holdings:
    """How many documents the library keeps, how many of them this reader has read, and what of it stands in the record.

    `unplaced`: reviews whose words are in no document any more; they are kept.
    """

    documents: int
    read: int
    narratives: int
    passages: int
    findings: int
    reviews: int
    unplaced: int


def holdings(record: Record) -> Holdings:
    """What the library and the record opened at a day hold."""
    held = store.documents()
    return Holdings(
        documents=len(held),
        read=sum(reading_path(document).is_file() for document in held),
        narratives=_count(record, "documents", "key"),
        passages=_count(record, "passages", "id"),
        findings=_count(record, "document_findings", "id"),
        reviews=len(review_log.read().reviews),
        unplaced=_count(record, "unplaced_reviews", "review"),
    )


def _count(record: Record, table: str, column: str) -> int:
    return int(record.rows(f"SELECT count({column}) AS n FROM {table}")[0]["n"])


def library_problems() -> tuple[str, ...]:
    """What is damaged in the library, its readings and the log of reviews, a sentence each; none when all is whole.

    A reading that is damaged is made again by `palermo read`; an original is collected again.
    """
    found = list(store.check())
    for document in store.documents():
        if reading_path(document).is_file() and not sound(document):
            found.append(f"The findings of {document.address} are damaged. Run 'palermo read': they are made again.")
    try:
        torn = review_log.read().torn
    except PalermoError as error:
        found.append(str(error))
    else:
        found += [torn] if torn else []
    return tuple(found)
