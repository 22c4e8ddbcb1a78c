"""The question of this room: how the ranking would have done, under a set of weights."""

from typing import Any

from palermo.extras import need
from palermo.priorities.backtest.eves import frozen
from palermo.priorities.weights import Weights, standard
from palermo.record import query
from palermo.record.opened import Record


def backtest(record: Record, weights: Weights | None = None) -> dict[str, Any]:
    """The test as data: `palermo.priorities.backtest/1`. About a minute, once for a record, a day and a set of weights."""
    need("analysis", "The backtest")
    from palermo.priorities.backtest.document import document  # it needs numpy

    chosen = weights or standard()
    editions = {edition["report_year"]: edition for edition in query.editions(record)}
    return document(record, chosen, frozen(record, chosen), editions)
