"""The gap catalogue on the union of a country's statutes (R33): each gap one small predicate.

A predicate answers True (a gap), False (none) or None (not known). Another statute may fill what one leaves
open, so each looks at all of them at once. A gap in the text of a law says nothing of practice.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from palermo.errors import UserError
from palermo.law.abstract import StatuteAbstract
from palermo.law.load import default_law
from palermo.law.model import GapDefinition, Law

Statutes = Sequence[StatuteAbstract]
T = TypeVar("T")
LABOUR = frozenset({"forced_labour", "servitude", "debt_bondage", "slavery"})
SUBJECTS = ("child_sex", "adult_sex", "labour")


@dataclass(frozen=True)
class GapResult:
    """One gap of the catalogue against the statutes: "gap", "no_gap", "unknown", or "not_from_statutes".

    `filled_by` names statutes that fill what another leaves open; `open_in` those that on their own have
    the gap.
    """

    gap: GapDefinition
    standing: str
    filled_by: tuple[str, ...] = ()
    open_in: tuple[str, ...] = ()


def find_gaps(statutes: Statutes, law: Law | None = None) -> tuple[GapResult, ...]:
    """Every gap of the catalogue, tested on the union of the statutes. UserError if no statute is given."""
    if not statutes:
        raise UserError("No statute was given; gaps are tested on one abstract or more.")
    return tuple(_result(gap, statutes) for gap in (law or default_law()).gaps)


def _result(gap: GapDefinition, statutes: Statutes) -> GapResult:
    test = TESTS.get(gap.id)
    if test is None:
        return GapResult(gap, "not_from_statutes")
    answer = test(statutes)
    alone = {statute.name: test([statute]) for statute in statutes}
    open_in = tuple(name for name, one in alone.items() if one)
    filled = tuple(name for name, one in alone.items() if one is False) if open_in and answer is False else ()
    return GapResult(gap, {True: "gap", False: "no_gap", None: "unknown"}[answer], filled, open_in)


def _known(statutes: Statutes, value: Callable[[StatuteAbstract], T | None]) -> list[T]:
    return [found for statute in statutes if (found := value(statute)) is not None]


def _every(values: Iterable[bool]) -> bool | None:
    """True if all are, False if one is not, None if there are none."""
    listed = list(values)
    return all(listed) if listed else None


def _covering(statutes: Statutes, subject: str) -> Statutes:
    return [statute for statute in statutes if subject in statute.covers]


def _union(statutes: Statutes, value: Callable[[StatuteAbstract], tuple[str, ...] | None]) -> set[str] | None:
    lists = _known(statutes, value)
    return {word for words in lists for word in words} if lists else None


def g1(statutes: Statutes) -> bool | None:
    """Every statute on child sex trafficking asks for means."""
    return _every(_known(_covering(statutes, "child_sex"), lambda one: one.means_required_child_sex))


def g2(statutes: Statutes) -> bool | None:
    """Every statute asks for movement."""
    return _every(move != "none" for move in _known(statutes, lambda one: one.movement_required))


def g3(statutes: Statutes) -> bool | None:
    """Some purpose of labour trafficking is in no statute, or no statute covers labour at all."""
    purposes = _union(_covering(statutes, "labour"), lambda one: one.purposes)
    if purposes is None:
        return None if _covering(statutes, "labour") else True
    return not purposes >= LABOUR


def g4(statutes: Statutes) -> bool | None:
    """Sex trafficking is punished less than rape in the same country, at the top or at the bottom."""
    sex = [one for one in statutes if {"child_sex", "adult_sex"} & set(one.covers)]
    tops = _below(sex, statutes, lambda one: one.penalty_max, lambda one: one.rape_max)
    bottoms = _below(sex, statutes, lambda one: one.penalty_min, lambda one: one.rape_min)
    if True in (tops, bottoms):
        return True
    return None if tops is None else False


def _below(
    sex: Statutes,
    statutes: Statutes,
    penalty: Callable[[StatuteAbstract], int | None],
    rape: Callable[[StatuteAbstract], int | None],
) -> bool | None:
    given, against = _known(sex, penalty), _known(statutes, rape)
    return max(given) < max(against) if given and against else None


def g5(statutes: Statutes) -> bool | None:
    """A court may give a fine alone under some statute on sex trafficking."""
    sex = [one for one in statutes if {"child_sex", "adult_sex"} & set(one.covers)]
    found = _known(sex, lambda one: one.fine_alternative)
    return any(found) if found else None


def g6(statutes: Statutes) -> bool | None:
    """For some subject, no statute reaches the maximum that practice took as stringent (four years)."""
    value = default_law().value("stringent_max_years", default_law().versions[0].id)
    least = int(str(value.value)) if value else 0
    tops = [_known(_covering(statutes, subject), lambda one: one.penalty_max) for subject in SUBJECTS]
    given = [max(found) < least for found in tops if found]
    return any(given) if given else None


def g7(statutes: Statutes) -> bool | None:
    """No means are asked for with adults in any statute."""
    means = _union(statutes, lambda one: one.means)
    return None if means is None else not means


def g8(statutes: Statutes) -> bool | None:
    """Something counts as trafficking without exploitation in some statute."""
    broad = _union(statutes, lambda one: one.over_broad)
    return None if broad is None else bool(broad)


def g9(statutes: Statutes) -> bool | None:
    """No statute spares victims punishment."""
    return _every(not shield for shield in _known(statutes, lambda one: one.nonpenalisation))


def g10(statutes: Statutes) -> bool | None:
    """A definition of victims, procedures or a referral mechanism is missing everywhere."""
    parts = (
        _known(statutes, lambda one: one.victim_definition),
        _known(statutes, lambda one: one.sop),
        _known(statutes, lambda one: one.nrm),
    )
    missing = [_every(not have for have in part) for part in parts]
    return True if True in missing else None if None in missing else False


def g11(statutes: Statutes) -> bool | None:
    """No statute offers residence without conditions."""
    offers = _known(statutes, lambda one: one.residence_permit_conditional)
    return _every(offer != "unconditional" for offer in offers)


def g16(statutes: Statutes) -> bool | None:
    """No current national plan."""
    return _every(plan != "current" for plan in _known(statutes, lambda one: one.national_plan))


def g17(statutes: Statutes) -> bool | None:
    """No statute bars fees charged to workers."""
    return _every(not ban for ban in _known(statutes, lambda one: one.recruiter_fee_ban))


def g18(statutes: Statutes) -> bool | None:
    """Nothing against demand."""
    return _every(not have for have in _known(statutes, lambda one: one.demand_reduction))


def g20(statutes: Statutes) -> bool | None:
    """The age of a child for sex trafficking is under 18 in every statute that sets one."""
    return _every(age < 18 for age in _known(_covering(statutes, "child_sex"), lambda one: one.child_age))


def g21(statutes: Statutes) -> bool | None:
    """An act of the Palermo Protocol is in no statute."""
    acts = _union(statutes, lambda one: one.acts)
    wanted = default_law().value("palermo_acts", default_law().versions[0].id)
    if acts is None or wanted is None or not isinstance(wanted.value, tuple):
        return None
    return not set(wanted.value) <= acts


TESTS: dict[str, Callable[[Statutes], bool | None]] = {
    "G1": g1, "G2": g2, "G3": g3, "G4": g4, "G5": g5, "G6": g6, "G7": g7, "G8": g8, "G9": g9,
    "G10": g10, "G11": g11, "G16": g16, "G17": g17, "G18": g18, "G20": g20, "G21": g21,
}  # fmt: skip
