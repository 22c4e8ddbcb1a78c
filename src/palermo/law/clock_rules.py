"""The rules of the tier clock (R6-R14, R19, R20), one function each.

Each takes what the law says for the edition and one reading of the history, and returns what it admits and
excludes. What is allowed is all that some rule admits and no rule excludes, so the order of the rules does
not matter. They say what the clock permits, never what a place deserves.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from palermo.law.explain import RuleApplied
from palermo.law.model import Law, Version
from palermo.law.spells import Basis, Reading

WATCH = ("2WL", "2WL+waiver")


@dataclass(frozen=True)
class Terms:
    """The law of one edition as numbers: what the rules need, read once from the dated values.

    A None means that the version in force does not have that rule yet.
    """

    law: Law
    report_year: int
    version: Version
    mode: str
    watch_list: bool
    basis: Basis | None
    cap: int
    one_year: int | None
    one_year_reading: str
    as_of: dt.date | None = None

    def rule(self, rule: str, effect: str, **more: tuple[str, ...] | Mapping[str, str]) -> RuleApplied:
        """A `RuleApplied` with the rule's own citation."""
        return RuleApplied(rule, self.law.citation(rule), effect, **more)  # type: ignore[arg-type]


def years(values: tuple[int, ...]) -> str:
    """Years for a sentence: `2015, 2016 and 2017`."""
    words = [str(value) for value in values]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else "no year"


def tier_1(terms: Terms, reading: Reading) -> RuleApplied | None:
    """R6: Tier 1 stays open from any history."""
    return terms.rule("R6", "Tier 1 is open to a government that meets all four minimum standards.", admits=("1",))


def tier_2(terms: Terms, reading: Reading) -> RuleApplied | None:
    """R7: Tier 2 stays open from any history."""
    text = "Tier 2 is open to a government that falls short of the standards but makes significant efforts."
    return terms.rule("R7", text, admits=("2",))


def tier_3(terms: Terms, reading: Reading) -> RuleApplied | None:
    """R8: Tier 3 stays open from any history, for a government without significant efforts."""
    text = "Tier 3 is open from any earlier placement if significant efforts are not being made."
    return terms.rule("R8", text, admits=("3",))


def watch_list(terms: Terms, reading: Reading) -> RuleApplied | None:
    """R9: the Watch List exists for editions since the act of 2003."""
    if not terms.watch_list:
        return terms.rule("R9", "The law of this edition does not have a Watch List yet.", excludes=WATCH)
    text = "The Tier 2 Watch List is open unless a limit on its length applies."
    return terms.rule("R9", text, admits=("2WL",))


def limit(terms: Terms, reading: Reading) -> RuleApplied | None:
    """R11: after two consecutive years the Watch List is closed without a downgrade waiver."""
    if terms.basis is None or reading.run < terms.basis.limit:
        return None
    left = reading.used(terms.basis.limit) < terms.cap
    text = (
        f"{reading.run} consecutive Watch List years come before the {terms.report_year} report; "
        "a place that would be on the list again goes to Tier 3"
        + (" unless a downgrade waiver is given." if left else ": no downgrade waiver is left.")
    )
    counted = {"run": str(reading.run), "years": years(_run_years(reading))}
    return terms.rule("R11", text, excludes=("2WL",), inputs=counted)


def merit(terms: Terms, reading: Reading) -> RuleApplied | None:
    """R10: at the limit, a place that merits Tier 2 or Tier 1 is simply put there."""
    if terms.basis is None or reading.run < terms.basis.limit:
        return None
    text = "Who merits Tier 1 or Tier 2 at the limit is placed there; that takes no downgrade waiver."
    return terms.rule("R10", text, admits=("1", "2"))


def waiver(terms: Terms, reading: Reading) -> RuleApplied | None:
    """R12: at the limit, a downgrade waiver may keep the place on the Watch List if the plan passes three
    tests.
    """
    if terms.basis is None or reading.run < terms.basis.limit:
        return None
    text = (
        "A downgrade waiver may keep the place on the Watch List if there is a written plan, which would be "
        "significant efforts if carried out, with enough resources committed. Giving it is a choice."
    )
    return terms.rule("R12", text, admits=("2WL+waiver",))


def waiver_cap(terms: Terms, reading: Reading) -> RuleApplied | None:
    """R13: how many downgrade waivers one run may take under the law of the edition."""
    if terms.basis is None or reading.run < terms.basis.limit:
        return None
    used = reading.used(terms.basis.limit)
    counted = {"used": str(used), "cap": str(terms.cap)}
    if used >= terms.cap:
        text = f"This run has used {used} of {terms.cap} downgrade waivers that the law allows; none is left."
        return terms.rule("R13", text, excludes=("2WL+waiver",), inputs=counted)
    text = f"This run has used {used} of {terms.cap} downgrade waivers that the law allows."
    return terms.rule("R13", text, inputs=counted)


def one_year(terms: Terms, reading: Reading) -> RuleApplied | None:
    """R14: one year only on the Watch List after a run kept by downgrade waiver ended in Tier 3 (since
    2019).
    """
    if terms.one_year is None or terms.basis is None or reading.watch is None:
        return None
    barred = _READINGS[terms.one_year_reading](reading, terms.basis.limit, terms.one_year)
    if barred is None:
        return None
    text = (
        f"The Watch List spell of {years(barred)} was extended by downgrade waiver and ended in Tier 3; "
        f"after the return ({years(reading.watch.years)}) the list is closed for {terms.report_year}, "
        "even to a downgrade waiver."
    )
    counted = {"earlier spell": years(barred), "since the return": years(reading.watch.years)}
    return terms.rule("R14", text, excludes=WATCH, inputs=counted)


def special_case_at_limit(terms: Terms, reading: Reading) -> RuleApplied | None:
    """R19: in practice an unranked special case has taken the place of a choice forced by the limit."""
    if terms.mode != "state_practice" or terms.basis is None or reading.run < terms.basis.limit:
        return None
    text = "In practice a place at the limit has also been left unranked as a special case."
    return terms.rule("R19", text, admits=("SC",))


def special_case(terms: Terms, reading: Reading) -> RuleApplied | None:
    """R20: special case is a practice; the statute has no such category."""
    if terms.mode == "state_practice":
        text = "Special case is a practice for places that cannot be assessed; nothing in a history bars it."
        return terms.rule("R20", text, admits=("SC",))
    text = "The statute has no special case, so a literal reading leaves it out."
    return terms.rule("R20", text, excludes=("SC",))


RULES = (
    tier_1, tier_2, tier_3, watch_list, merit, limit, waiver, waiver_cap, one_year,
    special_case_at_limit, special_case,
)  # fmt: skip


def _run_years(reading: Reading) -> tuple[int, ...]:
    watch = reading.watch.years if reading.watch else ()
    return max(reading.listed, watch, key=len)


def _returned(reading: Reading, limit: int) -> tuple[int, ...] | None:
    """The years of the waived spell, if the present one began right after the Tier 3 spell that ended it."""
    if len(reading.spells) < 3 or not reading.spells[0].waived(limit):
        return None
    return reading.spells[0].years


def _practice(reading: Reading, limit: int, allowed: int) -> tuple[int, ...] | None:
    """State's practice: the limit binds the spell right after the return from Tier 3."""
    served = len(reading.spells[-1].years)
    return _returned(reading, limit) if served >= allowed else None


def _return_year_uncounted(reading: Reading, limit: int, allowed: int) -> tuple[int, ...] | None:
    """A literal reading: the first year back is there for having left Tier 3, so one more year fits."""
    served = len(reading.spells[-1].years) - 1
    return _returned(reading, limit) if served >= allowed else None


def _for_ever(reading: Reading, limit: int, allowed: int) -> tuple[int, ...] | None:
    """A literal reading: the limit binds every later spell, however long ago the waived one was."""
    served = len(reading.spells[-1].years)
    return reading.waived_then_3 or None if served >= allowed else None


_READINGS = {"practice": _practice, "return_year_uncounted": _return_year_uncounted, "for_ever": _for_ever}
