"""Filling a calendar: the best set of places for so many slots, beside what taking them from the top would give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from palermo.errors import UserError


@dataclass(frozen=True, slots=True)
class Limits:
    """What the calendar allows: so many slots in all, and at most so many of a region or a placement (None: no limit).

    `include` are places that must be in it, `exclude` those that must not.
    """

    slots: int
    per_region: int | None = None
    per_tier: int | None = None
    include: frozenset[str] = field(default_factory=frozenset)
    exclude: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled calendar: the places from the highest score down, and the sum of their scores."""

    places: tuple[str, ...]
    total: float


Groups = Sequence[tuple[int, Mapping[str, str]]]
"""A limit, and the group of each place to which it applies."""


def groups(limits: Limits, regions: Mapping[str, str], tiers: Mapping[str, str]) -> Groups:
    """The limits that are set, each with its groups."""
    pairs = ((limits.per_region, regions), (limits.per_tier, tiers))
    return [(limit, of) for limit, of in pairs if limit is not None]


def optimal(scores: Mapping[str, float], limits: Limits, kinds: Groups) -> Filled:
    """The set with the greatest sum of scores that keeps every limit, by mixed-integer programming, to optimality.

    UserError when the places that must be in it cannot all be.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    codes = sorted(scores)
    rows, most = [np.ones(len(codes))], [float(limits.slots)]
    for limit, of in kinds:
        for group in sorted({of[code] for code in codes}):
            rows.append(np.array([of[code] == group for code in codes], float))
            most.append(float(limit))
    low = np.array([code in limits.include for code in codes], float)
    high = np.array([code not in limits.exclude for code in codes], float)
    answer = milp(
        -np.array([scores[code] for code in codes]),
        integrality=np.ones(len(codes)),
        bounds=Bounds(low, high),
        constraints=LinearConstraint(np.array(rows), ub=np.array(most)),
    )
    if not answer.success:
        named = ", ".join(sorted(limits.include))
        raise UserError(
            f"no calendar of {limits.slots} slots has all of {named} within the limits. Raise a limit or leave one out."
        )
    return _filled([code for code, taken in zip(codes, answer.x, strict=True) if taken > 0.5], scores)


def greedy(scores: Mapping[str, float], limits: Limits, kinds: Groups) -> Filled:
    """What a person does by hand: those that must be in it, then from the top of the ranking whoever still fits."""
    taken: list[str] = []
    order = sorted(scores, key=lambda code: (code not in limits.include, -scores[code], code))
    for code in order:
        if len(taken) < limits.slots and code not in limits.exclude and _fits(code, taken, kinds):
            taken.append(code)
    return _filled(taken, scores)


def _fits(code: str, taken: Sequence[str], kinds: Groups) -> bool:
    return all(sum(of[other] == of[code] for other in taken) < limit for limit, of in kinds)


def _filled(taken: Sequence[str], scores: Mapping[str, float]) -> Filled:
    places = tuple(sorted(taken, key=lambda code: (-scores[code], code)))
    return Filled(places, sum(scores[code] for code in places))
