"""What the user's library adds to the record, and whether all of it is whole: originals, readings, reviews."""

from collections.abc import Sequence
from dataclasses import dataclass

from palermo.errors import PalermoError
from palermo.evidence import review_log
from palermo.evidence.files import path as reading_path
from palermo.evidence.files import sound
from palermo.library import store
from palermo.library.places import printable
from palermo.library.store import Held
from palermo.library.versions import Version, versions
from palermo.record.joined import published
from palermo.record.opened import Record
from palermo.register.dates import last_day


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


def unread(
    record: Record, series: Sequence[str] = (), years: tuple[int, int] | None = None, places: Sequence[str] = ()
) -> tuple[Held, ...]:
    """Documents that the library holds and this reader has not read, or could not, and that a question may be about.

    `series`, first and last of the `years`, and `places` narrow them; a document that does not say its edition or place may be any.
    As of a day only what had been published by then. Nothing of such a document is in the record: that it is silent is not known.
    """
    return tuple(
        held
        for version in versions()
        for held in (version.held,)
        if (not series or held.series in series)
        and (years is None or held.edition is None or years[0] <= held.edition <= years[1])
        and (not places or held.jurisdiction is None or held.jurisdiction in places)
        and _public(version, record)
        and not reading_path(held).is_file()
    )


def _public(version: Version, record: Record) -> bool:
    """Whether these are the words that could be read on the day of the record."""
    if not record.dated:
        return version.until is None
    day = published(version, version.held.edition)
    over = version.until is not None and last_day(version.until) <= record.as_of
    return day is not None and last_day(day) <= record.as_of and not over


def unread_sentence(found: Sequence[Held]) -> str | None:
    """What to say of such documents, None where there are none."""
    if not found:
        return None
    names = ", ".join(printable(held.address) for held in found[:3]) + (" …" if len(found) > 3 else "")
    return (
        f"Held and not read, so that nothing is known of what they say ({len(found):,}): {names}. "
        "Run 'palermo read': it reads them, or says why it cannot."
    )


def _count(record: Record, table: str, column: str) -> int:
    return int(record.rows(f"SELECT count({column}) AS n FROM {table}")[0]["n"])


def library_problems() -> tuple[str, ...]:
    """What is damaged in the library, its readings and the log of reviews, a sentence each; none when all is whole.

    A reading that is damaged is made again by `palermo read`; an original is collected again.
    """
    found = list(store.check())
    for document in (version.held for version in versions()):
        if reading_path(document).is_file() and not sound(document):
            found.append(f"The findings of {document.address} are damaged. Run 'palermo read': they are made again.")
    try:
        torn = review_log.read().torn
    except PalermoError as error:
        found.append(str(error))
    else:
        found += [torn] if torn else []
    return tuple(found)
