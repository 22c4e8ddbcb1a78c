"""What stands under every comparison: how to read it, and what is known of how an edition was made (PRACTICE P5)."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from palermo.register.dates import last_day

READING = (
    "A shorter text is not an improvement, and a longer one is not a decline. What an edition no longer mentions has not for that "
    "reason ended: 'no longer mentioned' says only that it was found in the earlier text and not in the later one."
)
BASES = {
    "machine": "Findings read by machine in the narratives of both editions, with a person's review where there is one; some are wrong.",
    "coded": (
        "Findings coded from official summaries of both editions, since this record does not hold both narratives. A summary "
        "leaves out most of its narrative."
    ),
}
_FILE = Path(__file__).parent / "caveats.yml"


@dataclass(frozen=True, slots=True)
class Press:
    """A source of a caveat. `url` None: known from others who quote it."""

    title: str
    publisher: str
    url: str | None
    published: str


@dataclass(frozen=True, slots=True)
class Caveat:
    """A statement on how one edition of a series was made, with its sources."""

    series: str
    edition: int
    text: str
    sources: tuple[Press, ...]


@cache
def _all() -> tuple[Caveat, ...]:
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(Caveat(**{**row, "sources": tuple(Press(**source) for source in row["sources"])}) for row in rows)


def caveats(series: str, editions: tuple[int, ...], day: dt.date) -> tuple[Caveat, ...]:
    """The caveats on these editions of a series that could be known on a day, each with the sources published by then."""
    found = []
    for caveat in _all():
        known = tuple(source for source in caveat.sources if last_day(source.published) <= day)
        if caveat.series == series and caveat.edition in editions and known:
            found.append(Caveat(caveat.series, caveat.edition, caveat.text, known))
    return tuple(found)
