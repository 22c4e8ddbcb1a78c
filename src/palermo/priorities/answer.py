"""The question of this room: which places come first, for a sender, under a set of weights."""

from typing import Any

from palermo.errors import UserError
from palermo.priorities import kept
from palermo.priorities.document import Question, document
from palermo.priorities.ranking import Ranking, rank
from palermo.priorities.weights import Weights, standard
from palermo.record.opened import Record


def priorities(record: Record, asked: Question, weights: Weights | None = None) -> dict[str, Any]:
    """The ranking as data: `palermo.priorities/1`. The parts and draws are those of the record and the day, worked out once.

    UserError when the extra for analysis is missing, before the first edition, or when a place that is to be in the calendar is
    not ranked.
    """
    found, drawn = kept.with_draws(record)
    own = list(found.places)
    if asked.sender in own:
        import numpy as np

        drawn = np.delete(drawn, own.index(asked.sender), axis=1)
        found = found.without(asked.sender)
    for code in sorted((asked.limits.include | asked.limits.exclude) if asked.limits else ()):
        if code not in found.places:
            raise UserError(
                f"'{code}' is not in the ranking: the {found.report_year} edition did not place it, or it is the sender."
            )
    return document(record, found, ranked(found, drawn, weights or standard()), asked)


def ranked(found: kept.Material, drawn: Any, weights: Weights) -> Ranking:
    """What is kept, under a set of weights. Nothing is read from the record."""
    return rank(found.table, weights.over(found.table), drawn)
