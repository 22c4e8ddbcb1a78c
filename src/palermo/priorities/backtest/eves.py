"""How the ranking would have done: frozen on the eve of each past edition, and looked at again after three more.

A place *moved* when any of the three editions that followed placed it better than the newest one before. Compared with simpler
ways to choose twenty places of those that could move. Only what had been published by the eve is read, the forecast included:
it is learned from earlier editions alone.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from palermo.errors import UserError
from palermo.extras import need
from palermo.outlook.model import TIERS, Chance
from palermo.priorities.kept import gathered, version
from palermo.priorities.ranking import LISTS, part_values, score
from palermo.priorities.reading import Outlook
from palermo.priorities.weights import Weights
from palermo.record import query
from palermo.record.derived import derived
from palermo.record.opened import Record

if TYPE_CHECKING:
    from palermo.outlook.panel import Panel

AHEAD = 3  # editions that are looked at
_LIMIT_RUN = 2  # editions on the Watch List in a row: the second year


@dataclass(frozen=True, slots=True)
class Frozen:
    """One eve: the orders of all places by list, and of each place that could move its placement, run and chance; and who moved.

    `moved` lacks a place whose later placements are not known well enough to say.
    """

    edition: int
    eve: str
    orders: Mapping[str, tuple[str, ...]]
    before: Mapping[str, str]
    runs: Mapping[str, int]
    moved: Mapping[str, bool]
    unknown: int


def frozen(record: Record, weights: Weights) -> tuple[Frozen, ...]:
    """Every eve from the first edition that can be forecast to the last with three editions after it; kept for the record."""
    name = hashlib.sha256(repr(weights).encode()).hexdigest()[:12]
    kept = derived(record, f"priorities-backtest-{name}", version(), lambda: [asdict(one) for one in _freeze(record, weights)])
    found = [Frozen(**{**one, "orders": {k: tuple(v) for k, v in one["orders"].items()}}) for one in kept]
    if not found:
        raise UserError(f"there is nothing to test as of {record.as_of}: it needs editions with three more after them.")
    return tuple(found)


def _freeze(record: Record, weights: Weights) -> Iterator[Frozen]:
    need("analysis", "The backtest")
    from palermo.outlook.before import before
    from palermo.outlook.panel import panel, past_rows
    from palermo.outlook.rolling import FIRST_ORIGIN

    everything = panel(past_rows(record))
    released = {e["report_year"]: dt.date.fromisoformat(e["released_date"]) for e in query.editions(record)}
    later = _placements(record)
    for year in sorted(released):
        if year >= FIRST_ORIGIN and year + AHEAD - 1 <= max(released):
            eve = released[year] - dt.timedelta(days=1)
            with before(record.id, year, eve) as seen:
                yield _eve(seen.record, _outlook(everything, year), weights, later)


def _outlook(everything: "Panel", year: int) -> Outlook:
    """The outlook on an edition from strictly earlier ones, in the form of the one that is kept."""
    from palermo.outlook.rolling import palermo

    asked = everything.of(year)
    chances = palermo(everything.earlier(year), asked)
    found = {
        row.jurisdiction: Chance(row.jurisdiction, TIERS[row.before], dict(zip(TIERS, map(float, chances[n]), strict=True)), ())
        for n, row in enumerate(asked.rows)
    }
    return Outlook(year, found)


def _eve(record: Record, outlook: Outlook, weights: Weights, later: Mapping[str, Mapping[int, str]]) -> Frozen:
    found = gathered(record, outlook)
    own = weights.over(found.table)
    values = {code: part_values(found.table, own, code) for code in found.places}
    orders = {name: _order({c: score(values[c], own, part) for c in values}) for name, part in LISTS.items()}
    orders["outlook"] = _order({code: chance.up for code, chance in outlook.chances.items()})
    able = {c: p.tier for c, p in found.places.items() if p.tier in TIERS[1:] and p.edition == found.report_year}
    fates = {code: moved(tier, later.get(code, {}), outlook.report_year) for code, tier in able.items()}
    return Frozen(
        outlook.report_year,
        record.as_of.isoformat(),
        orders,
        able,
        {code: _run(later[code], outlook.report_year) for code in able},
        {code: fate for code, fate in fates.items() if fate is not None},
        sum(fate is None for fate in fates.values()),
    )


def _order(scores: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(scores, key=lambda code: (-scores[code], code)))


def moved(tier: str, later: Mapping[int, str], first: int) -> bool | None:
    """Whether any of three editions placed a place better; None where one that is not known or unranked could have."""
    after = [later.get(year) for year in range(first, first + AHEAD)]
    if any(t in TIERS and TIERS.index(t) < TIERS.index(tier) for t in after if t):
        return True
    return False if all(t in TIERS for t in after) else None


def _run(placements: Mapping[int, str], first: int) -> int:
    """How many editions in a row, up to the newest before `first`, a place was on the Watch List."""
    run = 0
    while placements.get(first - 1 - run) == "2WL":
        run += 1
    return run


def _placements(record: Record) -> dict[str, dict[int, str]]:
    found = query.all_placements(record)
    return {code: {fact["report_year"]: fact["tier"] for fact in facts} for code, facts in found.items()}


def second_year(one: Frozen) -> Sequence[Sequence[str]]:
    """The rule of thumb: places in their second Watch List year, then others on the list, then the rest."""
    limit = [c for c in one.moved if one.runs[c] == _LIMIT_RUN]
    listed = [c for c in one.moved if one.before[c] == "2WL" and c not in limit]
    return limit, listed, [c for c in one.moved if c not in limit and c not in listed]
