"""The minimum standards MS1 to MS4 from statutes, the matrix b1 to b12, and which evidence counts (R3-R5).

Nothing here adds up to a tier: the text gives no weights, and neither do we.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from palermo.errors import UserError
from palermo.law import gaps
from palermo.law.abstract import StatuteAbstract
from palermo.law.load import default_law
from palermo.law.model import Law
from palermo.law.period import counts_promises, period_for, reporting_period
from palermo.law.versions import law_version

Met = Literal["met", "not_met", "unknown"]
CELLS = ("evidence_for", "evidence_against", "presumption", "silent")


@dataclass(frozen=True)
class StandardResult:
    """One minimum standard: "met", "not_met" or "unknown", with its citation and one sentence on why."""

    id: str
    standing: Met
    citation: str
    why: str


def minimum_standards(statutes: Sequence[StatuteAbstract]) -> tuple[StandardResult, ...]:
    """MS1 to MS4 as far as the text of statutes can show. MS4 needs evidence of efforts and stays as it was
    given.

    Source: 22 USC 7106(a). UserError if no statute is given.
    """
    if not statutes:
        raise UserError("No statute was given; the standards are tested on one abstract or more.")
    efforts = {one.efforts for one in statutes if one.efforts}
    fourth: Met = "unknown" if len(efforts) != 1 else "met" if "met" in efforts else "not_met"
    return (
        _standard(1, _first(statutes), "every severe form is prohibited and punished"),
        _standard(2, _second(statutes), "sex trafficking is punished like rape, with no fine in place of prison"),
        _standard(3, _met(gaps.g6(statutes)), "the maximum is stringent (four years in practice to 2015)"),
        _standard(4, fourth, "serious and sustained efforts, which no statute text can show"),
    )


def _standard(number: int, standing: Met, why: str) -> StandardResult:
    return StandardResult(f"MS{number}", standing, f"22 USC 7106(a)({number})", why)


def _met(gap: bool | None) -> Met:
    return "unknown" if gap is None else "not_met" if gap else "met"


def _first(statutes: Sequence[StatuteAbstract]) -> Met:
    prohibits = [one.prohibits for one in statutes if one.prohibits is not None]
    if prohibits and not any(prohibits):
        return "not_met"
    return _all_of(gaps.g1(statutes), gaps.g2(statutes), gaps.g3(statutes))


def _second(statutes: Sequence[StatuteAbstract]) -> Met:
    return _all_of(gaps.g4(statutes), gaps.g5(statutes))


def _all_of(*found: bool | None) -> Met:
    return "not_met" if True in found else "unknown" if None in found else "met"


@dataclass(frozen=True)
class EvidenceItem:
    """One item on a criterion: `weight` "for", "against" or "no_data" (asked for and not provided)."""

    criterion: str
    weight: Literal["for", "against", "no_data"]
    note: str = ""


def criteria_matrix(items: Iterable[EvidenceItem], law: Law | None = None) -> dict[str, tuple[str, ...]]:
    """For each criterion b1 to b12 the cells that its items fill, or "silent". b8 is a fact and not an
    effort.

    "presumption" arises from missing data under b1 and b7 alone, and can be explained away. UserError for
    an unknown criterion. Source: 22 USC 7106(b).
    """
    law = law or default_law()
    ids, presumed = _words(law, "criteria"), _words(law, "criteria_with_data_presumption")
    cells: dict[str, set[str]] = {name: set() for name in ids}
    for item in items:
        if item.criterion not in cells:
            raise UserError(f"'{item.criterion}' is not a criterion; they are {ids[0]} to {ids[-1]}.")
        if item.weight != "no_data":
            cells[item.criterion].add(f"evidence_{item.weight}")
        elif item.criterion in presumed:
            cells[item.criterion].add("presumption")
    return {name: tuple(cell for cell in CELLS if cell in found) or ("silent",) for name, found in cells.items()}


def _words(law: Law, name: str) -> tuple[str, ...]:
    value = law.value(name, law.versions[0].id)
    return value.value if value and isinstance(value.value, tuple) else ()


def presumed_not_vigorous(*, requested: bool | None, provided: bool | None) -> bool | None:
    """The presumption of b1 and b7: data reasonably asked for and not provided. None when either is not
    known.
    """
    if requested is False or provided is True:
        return False
    return None if requested is None or provided is None else True


@dataclass(frozen=True)
class EvidenceUse:
    """How an item counts for an edition: "usable", "commitment", "out_of_period" or "context", and for
    which year.
    """

    use: str
    report_year: int
    counts_in: int
    citation: str


def evidence_use(
    day: dt.date,
    kind: Literal["concrete_action", "commitment", "context"],
    report_year: int,
    law: Law | None = None,
) -> EvidenceUse:
    """How an item of a day and kind counts for the edition. From 2019 a promise is "commitment" and never
    usable.

    Up to the 2018 report a promise could be weighed. Source: 22 USC 7107(b)(1)(A)-(B); 7102(5)-(6).
    """
    law = law or default_law()
    law_version(report_year, law=law)
    start, end, _, _ = reporting_period(report_year, law)
    promise = counts_promises(report_year, law)
    use = "usable"
    if kind == "context":
        use = "context"
    elif not start <= day <= end:
        use = "out_of_period"
    elif kind == "commitment" and not (promise and promise.value):
        use = "commitment"
    return EvidenceUse(use, report_year, period_for(day, law), law.citation("R5"))
