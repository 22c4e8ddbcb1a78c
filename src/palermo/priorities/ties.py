"""Ties between the sender and a place: context to be read beside the ranking, and no part of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from palermo.assessment.missions import MISSION
from palermo.assessment.numbered import Cited, cited, cited_catalogue
from palermo.record import query
from palermo.record.opened import Record
from palermo.record.worldwide import all_facts

US = "USA"


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie in words, with its year, and what it was read from."""

    kind: str
    said: str
    cites: tuple[Cited, ...]


def ties(record: Record, sender: str, host: str) -> tuple[Tie, ...]:
    """What is held of the ties. The tables of missions, trade, aid and votes are of the United States only."""
    found = [*_instruments(record, sender, host)]
    if sender == US:
        for read in (_mission, _trade, _aid, _votes):
            found += read(record, host)
    else:
        found += _recommended(record, sender, host)
    return tuple(found)


def _instruments(record: Record, sender: str, host: str) -> Iterator[Tie]:
    rows = [f for f in query.instruments(record, sender, host) if not f["ended"]]
    if rows:
        count = "one instrument" if len(rows) == 1 else f"{len(rows)} instruments"
        yield Tie("instruments", f"{count} on record, none shown as ended", tuple(cited(f, "kind") for f in rows))
    else:
        said = "no instrument on record; the lists are selective"
        yield Tie("instruments", said, (cited_catalogue("instruments"),))


def _mission(record: Record, host: str) -> Iterator[Tie]:
    known = [f for f in query.missions(record, host) if f["us_mission"] in MISSION]
    if known:
        said = f"mission there: {MISSION[known[0]['us_mission']]} (Factbook edition of {known[0]['year']})"
        yield Tie("mission", said, (cited(known[0], "us_mission"),))


def _trade(record: Record, host: str) -> Iterator[Tie]:
    for word in ("export", "import"):
        row = next((f for f in query.trade(record, host) if f[f"{word}_share_pct"] is not None), None)
        if row:
            said = f"{row[f'{word}_share_pct']:g} percent of its {word}s ({row[f'{word}_data_year'] or row['year']})"
            yield Tie("trade", said, (cited(row, f"{word}_share_pct"),))


def _aid(record: Record, host: str) -> Iterator[Tie]:
    row = next((f for f in query.aid(record, host) if f["us_economic_assistance_musd"] is not None), None)
    if row:
        said = f"USD {row['us_economic_assistance_musd']:,.1f} million of economic assistance ({row['year']})"
        yield Tie("aid", said, (cited(row, "us_economic_assistance_musd"),))


def _votes(record: Record, host: str) -> Iterator[Tie]:
    row = next((f for f in reversed(all_facts(record, "unga_votes", iso3=host)) if f["agree_same"] is not None), None)
    if row:
        said = f"the same vote in {row['agree_same']:.0%} of the General Assembly's votes ({row['year']})"
        yield Tie("votes", said, (cited(row, "agree_same"),))


def _recommended(record: Record, sender: str, host: str) -> Iterator[Tie]:
    rows = [f for f in query.review_pairs(record, sender, host) if f["n_trafficking"]]
    if rows:
        count = sum(f["n_trafficking"] for f in rows)
        said = f"{count} recommendations on trafficking in the Universal Periodic Review, the last in {rows[-1]['year']}"
        yield Tie("review", said, tuple(cited(f, "n_trafficking") for f in rows))
    else:
        said = "no recommendation on trafficking in the Universal Periodic Review on this record"
        yield Tie("review", said, (cited_catalogue("upr_pairs"),))
