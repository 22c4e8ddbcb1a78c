"""Which documents an exhibit shows: the newest edition of each series on the day, and the one in force on another day if asked.

What is no published page (data, plain text) is searched and not shown: it is named for counsel, who gets the page.
"""

import datetime as dt
from collections.abc import Iterator

from palermo.assessment.compare.reading import newest_capture
from palermo.briefing.exhibit.find import Looked, look
from palermo.briefing.exhibit.model import Chosen, Marked, NewerEdition, Searched, Selection, SetAside
from palermo.briefing.exhibit.names import name_of
from palermo.briefing.exhibit.topics import Topic
from palermo.errors import UserError
from palermo.library import store
from palermo.library.places import printable
from palermo.library.series import all_series
from palermo.library.store import Held
from palermo.record import query
from palermo.record.holdings import unread
from palermo.record.narratives import Narrative, narratives
from palermo.record.opened import Record, as_it_is
from palermo.register.dates import last_day
from palermo.register.jurisdictions import Jurisdiction
from palermo.register.silences import NotHeld

PAGES = {"application/pdf": "PDF", "text/html": "web page"}


def choose(
    record: Record, place: Jurisdiction, topics: tuple[Topic, ...], without: tuple[str, ...] = (), in_force: dt.date | None = None
) -> Selection:
    """Choose documents and passages about a jurisdiction as of the record's day. `without`: ids of passages to leave out.

    UserError where no document about it was read, and for a passage to be left out that was not found.
    """
    texts = _texts(record, place.code, in_force)
    if not texts:
        raise UserError(_none(record, place))
    chosen: list[Chosen] = []
    searched: list[Searched] = []
    aside: list[SetAside] = []
    left_out: set[str] = set()
    for text in texts:
        held = _held(text)
        looked = look(record, text, topics, name_of(text))
        searched += looked.searched
        found = [one for one in looked.found if one.passage.id not in without]
        left_out |= {one.passage.id for one in looked.found} - {one.passage.id for one in found}
        why = _not_a_page(held, looked, len(found))
        if why:
            aside.append(SetAside(name_of(text), why))
        elif held:
            marks = tuple(Marked("", one.passage, one.shown, one.reviewed) for one in found)
            chosen.append(Chosen("", text, held, marks).lettered(len(chosen)))
    if unknown := [one for one in without if one not in left_out]:
        raise UserError(f"'{unknown[0]}' is no passage that was found. The memo names each passage by its id.")
    searched += _not_held(record, place, topics)
    return Selection(tuple(chosen), tuple(searched), tuple(_newer(place.code, texts)), (*aside, *_unread(record, place)))


def _texts(record: Record, code: str, in_force: dt.date | None) -> list[Narrative]:
    """Of each series the newest edition, then the one in force on a day; documents without an edition all."""
    by_series: dict[str, list[Narrative]] = {}
    for text in narratives(record, jurisdiction=code):
        by_series.setdefault(text.series, []).append(text)
    found: list[Narrative] = []
    for texts in by_series.values():
        found += [text for text in texts if text.edition is None]
        for day in (None, in_force):
            public = [t for t in texts if t.edition and (day is None or (t.published and last_day(t.published) <= day))]
            if public and (day is None or in_force):
                year = max(t.edition or 0 for t in public)
                found.append(_best(tuple(t for t in public if t.edition == year)))
    return list({text.key: text for text in found}.values())


def _best(same: tuple[Narrative, ...]) -> Narrative:
    """Of the texts of one edition the newest that is a published page; data only where no page of it is held."""
    pages = tuple(text for text in same if (held := _held(text)) and held.media_type in PAGES)
    return newest_capture(pages or same)


def _held(text: Narrative) -> Held | None:
    same = [held for held in store.documents(every_version=True) if held.sha256 == text.sha256 and held.series == text.series]
    return same[-1] if same else None


def _not_a_page(held: Held | None, looked: Looked, count: int) -> str | None:
    """Why a document is not shown; None for one that is."""
    if held is None:
        return "its original is not in the library any more"
    if not count:
        return "none of its passages was found to bear on the topics, or all were left out"
    if held.media_type not in PAGES:
        return f"it is held as data ({held.media_type}), which is no published page (passages that bear on the topics: {count:,}): {_page(held)}"
    return None


def _page(data: Held) -> str:
    """What to do to have the page in place of the data: of the series that speak once, the record reads what was brought in last."""
    same = (data.series, data.edition, data.jurisdiction)
    pages = [h for h in store.documents() if (h.series, h.edition, h.jurisdiction) == same and h.media_type in PAGES]
    if not pages:
        return "get the page itself"
    return f"'{printable(pages[-1].address)}' is held too, and the record reads the data in its place; erase the data to have the page read"


def _none(record: Record, place: Jurisdiction) -> str:
    name = place.name(record.as_of).text
    waiting = unread(record, places=(place.code,))
    if waiting:
        names = ", ".join(printable(held.address) for held in waiting[:3]) + (" …" if len(waiting) > 3 else "")
        return f"No document about {name} was read; held and not read: {names}. Run 'palermo read': it reads them, or says why it cannot."
    return (
        f"The library holds no document about {name} that was public by {record.as_of}. Fetch one with 'palermo collect tip --year 2024', "
        "or bring your own with 'palermo collect SERIES --from PATH'; then 'palermo read'."
    )


def _not_held(record: Record, place: Jurisdiction, topics: tuple[Topic, ...]) -> Iterator[Searched]:
    """A series of which nothing about the place is in the record: a limit of the record, and no silence of a report."""
    held = {text.series for text in narratives(record, jurisdiction=place.code)}
    for series in all_series().values():
        if series.id not in held:
            yield from (Searched(topic, series.title, NotHeld(f"series:{series.id}")) for topic in topics)


def _unread(record: Record, place: Jurisdiction) -> Iterator[SetAside]:
    for held in unread(record, places=(place.code,)):
        yield SetAside(
            f"{all_series()[held.series].title}: {printable(held.address)}", "it is held and was not read: nothing is known of it"
        )


def _newer(code: str, texts: list[Narrative]) -> Iterator[NewerEdition]:
    """Series of which a later edition than the newest one shown is known today, whatever the day of the question."""
    with as_it_is() as today:
        known = {text.series: set[int]() for text in texts}
        for series, years in known.items():
            years |= {t.edition for t in narratives(today, series, None, code) if t.edition}
            years |= {h.edition for h in unread(today, (series,), places=(code,)) if h.edition}
        held = {series: max(years, default=0) for series, years in known.items()}
        if "tip_report" in known:
            known["tip_report"] |= {edition["report_year"] for edition in query.editions(today)}
    for series, years in known.items():
        shown = max((t.edition or 0 for t in texts if t.series == series), default=0)
        newest = max(years, default=0)
        if shown and newest > shown:
            yield NewerEdition(series, shown, newest, held[series] >= newest)
