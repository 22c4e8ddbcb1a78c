"""How near a precedent is to a place: a plain ordered tuple, first things first, each explained. Nothing is weighted.

Region, then the standing towards the Palermo Protocol, then income (which this record does not hold), then whether both were given
a recommendation on the same gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from palermo.assessment.treaties import treaty_standing
from palermo.priorities.precedents.answer import STATES, Precedent
from palermo.priorities.precedents.model import Cell
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.record.worldwide import all_facts, cells
from palermo.register.jurisdictions import Jurisdiction, jurisdictions

REGIONS = {
    "AF": "Africa",
    "EAP": "East Asia and the Pacific",
    "EUR": "Europe and Eurasia",
    "NEA": "the Near East",
    "SCA": "South and Central Asia",
    "WHA": "the Western Hemisphere",
}
_SERIES = {
    "sweat_and_toil": "the Labor Department suggested",
    "upr": "other governments recommended in the Universal Periodic Review",
}


@dataclass(frozen=True, slots=True)
class Near:
    """One step of nearness: `same` True, False, or None where the record does not say. `words` explain it, `cells` cite it."""

    kind: str
    same: bool | None
    words: str
    cells: tuple[Cell, ...] = ()


def nearest_first(record: Record, found: Sequence[Precedent], like: Jurisdiction) -> list[tuple[Precedent, tuple[Near, ...]]]:
    """The precedents of one gap with their nearness to a place: by state, then nearest, then newest. The place itself is left out."""
    others = [precedent for precedent in found if precedent.place != like.code]
    near = [(precedent, nearness(record, precedent, like)) for precedent in others]
    order = list(STATES)
    return sorted(near, key=lambda pair: (order.index(pair[0].state), rank(pair[1]), -pair[0].year, pair[0].place))


def rank(steps: Sequence[Near]) -> tuple[bool, ...]:
    """What the order compares: for each step in turn whether it is not the same (what is not known counts as not the same)."""
    return tuple(step.same is not True for step in steps)


def nearness(record: Record, precedent: Precedent, like: Jurisdiction) -> tuple[Near, ...]:
    """The steps of nearness of a precedent to a place, in the order in which they count."""
    there = jurisdictions()[precedent.place]
    return (
        _region(there, like),
        _protocol(record, there, like),
        Near("income", None, "income is not in this record"),
        _recommended(record, precedent.gap, there, like),
    )


def _region(there: Jurisdiction, like: Jurisdiction) -> Near:
    same = there.region == like.region
    return Near("region", same, f"{'same' if same else 'another'} region ({REGIONS.get(there.region, there.region)})")


def _protocol(record: Record, there: Jurisdiction, like: Jurisdiction) -> Near:
    standings = [treaty_standing(_acts(record).get(place.code, ()), "PALERMO") for place in (there, like)]
    party = [standing.state == "party" for standing in standings]
    words = {
        (True, True): "both party to the Palermo Protocol",
        (False, False): "neither seen as a party to the Palermo Protocol",
    }.get((party[0], party[1]), "only one of them party to the Palermo Protocol")
    if "not_held" in [standing.state for standing in standings]:
        return Near("treaty", None, "the standing of one of them towards the Palermo Protocol is not held")
    acts = [standing.act for standing in standings if standing.act]
    return Near("treaty", party[0] == party[1], words, tuple((act.table, act.key, "act") for act in acts))


def _acts(record: Record) -> dict[str, tuple[Fact, ...]]:
    def read() -> dict[str, tuple[Fact, ...]]:
        found: dict[str, tuple[Fact, ...]] = {}
        for act in all_facts(record, "treaty_acts", treaty="PALERMO"):
            found[act["iso3"]] = (*found.get(act["iso3"], ()), act)
        return found

    return record.once("acts towards the protocol", read)


def _recommended(record: Record, gap: str, there: Jurisdiction, like: Jurisdiction) -> Near:
    """Whether both were given a recommendation on the same gap in one series, as the reader found it."""
    given = record.once(f"recommended/{gap}", lambda: _given(record, gap))
    for series, words in _SERIES.items():
        mine, theirs = given.get((series, like.code)), given.get((series, there.code))
        if mine and theirs:
            return Near("recommendation", True, f"{words} to both that this gap be closed (read by machine)", (theirs, mine))
    return Near("recommendation", False, "no recommendation on this gap was found for both")


def _given(record: Record, gap: str) -> dict[tuple[str, str], Cell]:
    rows = cells(record, "machine_findings", "iso3", "series", "edition", kind="recommendation", code=gap)
    newest = sorted(rows, key=lambda row: int(row["edition"]))
    return {(row["series"], row["iso3"]): ("machine_findings", row["key"], "code") for row in newest}


def fact_of(record: Record, cell: Cell) -> Fact:
    """The fact in which a cell stands, read once. LookupError when the day does not show it."""
    table, key, _ = cell
    found: tuple[Fact, ...] = record.once(f"fact/{table}/{key}", lambda: all_facts(record, table, key=key))
    if not found:
        raise LookupError(f"no row {table}/{key} as of {record.as_of}")
    return found[0]
