"""Why a place stands where it does, in plain words: the readings that add most to its score, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from palermo.assessment.numbered import Cited
from palermo.priorities.table import Table
from palermo.priorities.weights import Weights

MOST = 3  # reasons in the line of a place
_NOTHING = "nothing that was read adds to its score"
NAMES = {
    "placement": "placement",
    "gaps": "gaps as reported",
    "state_policy": "state policy or pattern",
    "no_convictions": "no convictions",
    "labour": "labour assessment",
    "forced_goods": "goods made with forced labour",
    "chance_up": "chance of a rise",
    "chance_down": "chance of a fall",
    "window": "open window",
    "closures": "past closings",
    "repeated_gap": "gap reported again",
    "repeated_advice": "advice given again",
}
"""The indicators by the names in print."""


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons in one line, and what they were read from."""

    said: str
    cites: tuple[Cited, ...]


def why(cells: Table, weights: Weights, code: str, part: str | None = None) -> Why:
    """The three readings that add most, the largest first; of one part alone where it is named. A guess is no reason."""
    shares = {name: share for name, share in weights.indicators.items() if part in (None, weights.part_of[name])}
    added = {n: share * cells[n][code].value for n, share in shares.items() if not cells[n][code].missing}
    chosen = [name for name in sorted(added, key=lambda n: -added[n]) if added[name] > 0][:MOST]
    readings = [cells[name][code].reading for name in chosen or shares]  # that nothing adds is read from all of them
    said = "; ".join(reading.said for reading in readings) if chosen else _NOTHING
    return Why(said + _missing([n for n in shares if cells[n][code].missing]), tuple(c for r in readings for c in r.cites))


def _missing(names: Sequence[str]) -> str:
    return f". Not known here: {', '.join(NAMES[name] for name in names)}" if names else ""
