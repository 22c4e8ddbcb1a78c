"""PROBE: a maintainer's live check of one page of each layout. Nothing is kept."""

from dataclasses import dataclass

from palermo.library.answers import RefusedError
from palermo.library.collect import planned
from palermo.library.content import fault, look
from palermo.library.fetch import Fetcher
from palermo.library.series import Era, Series


@dataclass(frozen=True, slots=True)
class Probed:
    """What one layout answered. `address` the page that was asked; `documents` how many the index names; `fault` why the page, or
    its index, cannot be taken (empty when it can)."""

    layout: str
    edition: int
    address: str
    documents: int
    media_type: str
    words: int
    title: str
    fault: str


def probe(series: Series, until: int, fetcher: Fetcher) -> tuple[Probed, ...]:
    """Ask for one page of each layout of a series: of its last edition that answers, not after the year `until`."""
    return tuple(_layout(series, era, min(era.last, until), fetcher) for era in series.eras if era.first <= until)


def _layout(series: Series, era: Era, last: int, fetcher: Fetcher) -> Probed:
    """The newest edition of a layout may not be out yet: then the one before it is asked."""
    found = _edition(series, era, last, fetcher)
    return _edition(series, era, last - 1, fetcher) if found.fault and not found.documents and last > era.first else found


def _edition(series: Series, era: Era, edition: int, fetcher: Fetcher) -> Probed:
    address = era.index[0].format(year=edition)
    count = 0
    try:
        plan = planned(series, era, edition, fetcher)
        address, count = plan[0].address, len(plan)
        content = fetcher.get(address).content or b""
    except RefusedError as error:
        return Probed(era.layout, edition, address, count, "", 0, "", str(error))
    seen = look(content, address)
    return Probed(
        era.layout, edition, address, count, seen.media_type, len((seen.words or "").split()), seen.title,
        fault(content, seen, series, whole=True, edition=edition) or "",
    )  # fmt: skip
