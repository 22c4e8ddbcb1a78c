"""What moved an estimate: each source in turn is set to what is usual for places that stood in the same tier, and the change told."""

from collections.abc import Callable, Mapping
from math import exp

import numpy as np

from palermo.outlook.estimate import Fitted
from palermo.outlook.features import GROUPS
from palermo.outlook.features.history import REACH
from palermo.outlook.model import TIERS, Driver
from palermo.outlook.panel import Panel, Row
from palermo.outlook.read_in import Facts
from palermo.outlook.scores import up_and_down

LEAST = 0.01
"""A source that moves neither chance by as much as this is not named."""


def drivers(asked: Panel, fitted: Fitted, facts: Mapping[str, Facts]) -> dict[str, tuple[Driver, ...]]:
    """The sources that moved the estimate of each place, the strongest first, by code. `facts`: see `read_in`."""
    full = np.column_stack(up_and_down(fitted.chances(asked), asked.before))
    usual = fitted.usual[asked.before]
    found: dict[str, list[Driver]] = {row.jurisdiction: [] for row in asked.rows}
    for source in GROUPS:
        columns = [n for n, (name, _) in enumerate(asked.names) if name == source]
        changed = asked.x.copy()
        changed[:, columns] = usual[:, columns]
        moved = full - np.column_stack(up_and_down(fitted.chances(asked, changed), asked.before))
        for row, (up, down) in zip(asked.rows, moved, strict=True):
            if source in row.numbers and max(abs(up), abs(down)) >= LEAST:
                words = _WORDS[source](row.numbers[source], row)
                cited = facts[source].get(row.jurisdiction, ())
                found[row.jurisdiction].append(Driver(source, words, round(float(up), 4), round(float(down), 4), cited))
    return {code: tuple(sorted(some, key=lambda d: -abs(d.up) - abs(d.down))) for code, some in found.items()}


# In words ----------------------------------------------------------------------------------------------------------------------


def _history(numbers: Mapping[str, float], row: Row) -> str:
    run, step = round(exp(numbers[f"run_in_{TIERS[row.before]}"])), numbers["last_step"]
    if step:
        return f"its own history: it came {'down' if step > 0 else 'up'} in the edition before"
    return f"its own history: {run if run < REACH else f'{REACH} or more'} editions in a row where it stands"


def _clock(numbers: Mapping[str, float], row: Row) -> str:
    if numbers["list_closed"]:
        return "the clock: the Watch List is closed to it, as the law is practised"
    if numbers["waiver_needed"]:
        return "the clock: it can stay on the Watch List by downgrade waiver only"
    return "the clock: no limit of the Watch List bears on it"


def _findings(numbers: Mapping[str, float], row: Row) -> str:
    gaps, actions = round(numbers["gaps"]), round(numbers["actions"])
    return f"findings: {gaps} kinds of gap and {actions} kinds of action in the summary of {row.report_year - 1}"


def _region(numbers: Mapping[str, float], row: Row) -> str:
    return "its region, and how the edition before moved others"


def _treaties(numbers: Mapping[str, float], row: Row) -> str:
    state = "is held to be a party" if numbers["palermo"] else "is not known to be a party"
    return f"treaties: it {state} to the Palermo Protocol, and to {round(numbers.get('treaties', 0))} of the treaties looked at"


def _labour(numbers: Mapping[str, float], row: Row) -> str:
    return f"the Labor Department's newest assessment (rank {numbers.get('labour_rank', float('nan')):g}, higher is better)"


def _reactions(numbers: Mapping[str, float], row: Row) -> str:
    return f"reactions to earlier editions: {round(numbers.get('reactions', 0))} coded"


def _reviews(numbers: Mapping[str, float], row: Row) -> str:
    return f"the Universal Periodic Review: {round(numbers.get('recommendations', 0))} recommendations on trafficking on record"


def _votes(numbers: Mapping[str, float], row: Row) -> str:
    return f"votes in the General Assembly: {100 * numbers.get('votes_same', float('nan')):.0f} % with the United States"


_WORDS: Mapping[str, Callable[[Mapping[str, float], Row], str]] = {
    "history": _history, "clock": _clock, "findings": _findings, "treaties": _treaties, "labour": _labour,
    "reactions": _reactions, "region": _region, "reviews": _reviews, "votes": _votes,
}  # fmt: skip
