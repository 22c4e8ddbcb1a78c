"""The legal mask: a chance of zero where the letter of the statute forbids a placement, and nowhere else."""

from typing import TYPE_CHECKING

from palermo.law.clock import tier_clock
from palermo.law.explain import RuleApplied
from palermo.outlook.before import Before
from palermo.outlook.model import TIERS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FORMS = {"1": {"1"}, "2": {"2"}, "2WL": {"2WL", "2WL+waiver"}, "3": {"3"}}


def closed(before: Before, code: str, mode: str = "statute_literal") -> dict[str, RuleApplied]:
    """The tiers that the letter of the statute (or practice, by `mode`) closes to a place in the edition, each with a rule.

    What unknown years leave in doubt is open.
    """
    place = before.standings[code]
    law, day = before.record.law, before.record.as_of
    answer = tier_clock(place.history, before.report_year, law=law, as_of=day, mode=mode)
    shut = [tier for tier in TIERS if not _FORMS[tier] & set(answer.allowed)]
    return {tier: next(r for r in reversed(answer.rules) if _FORMS[tier] & set(r.excludes)) for tier in shut}


def masked(chances: "NDArray[np.float64]", open_: "NDArray[np.bool_]") -> "NDArray[np.float64]":
    """Chances (rows by tiers) with those that are closed set to zero, and the rest raised to sum to one.

    Where all chance lay on what is closed (persistence can do that), it is shared alike by what is open.
    """
    kept = chances * open_
    kept[kept.sum(axis=1) == 0] = 1.0
    kept *= open_
    shares: NDArray[np.float64] = kept / kept.sum(axis=1, keepdims=True)
    return shares
