"""What the audit reads and what it says: a ledger of plain histories, a replayed placement, a line."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from palermo.law.clock import ClockAnswer
from palermo.law.explain import RuleApplied
from palermo.law.history import YearEntry
from palermo.law.model import Law

WATCH = "2WL"
WAIVED = "2WL+waiver"
ONE_YEAR_RULE = "R14"
Key = tuple[str, int]
"""A code and a report year."""

KINDS = {
    "not_allowed": "Placements that the rules in force did not allow",
    "undecided": "Placements that an unknown year leaves undecided",
    "waiver": "Downgrade waivers that must have been given",
    "waiver_unexpected": "Downgrade waivers on record where none was called for",
    "one_year_rule": "The one-year rule",
    "special_case": "Special cases",
    "determination": "Determinations: late, early, or without a day on record",
    "report_late": "Reports released after they were due",
    "unexplained_change": "Changes of placement that this record cannot explain, by edition",
    "not_held": "What this record does not hold",
}
"""The kinds of line in the order in which they are printed, each with its heading."""


@dataclass(frozen=True)
class EditionDates:
    """The days of one edition: `released` stands in for submission; `determined` is that of the presidential determination."""

    released: dt.date
    determined: dt.date | None = None


@dataclass(frozen=True)
class Ledger:
    """What the audit reads.

    `histories` are placements by code and report year, an entry without a tier being unknown; `waivers` the basis of each
    downgrade waiver on record (`official`, `transcribed`, `inferred`); `narratives` the pairs whose narrative is
    held and `summarised` those with a coded summary only; `concluded` the placements that nobody read in a report. `as_of` is the day of the question.
    """

    histories: Mapping[str, Mapping[int, YearEntry]]
    editions: Mapping[int, EditionDates] = field(default_factory=dict)
    waivers: Mapping[Key, str] = field(default_factory=dict)
    narratives: frozenset[Key] = frozenset()
    summarised: frozenset[Key] = frozenset()
    concluded: frozenset[Key] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    as_of: dt.date | None = None

    def name(self, code: str) -> str:
        """The name of a place, or its code where the ledger gives none."""
        return self.names.get(code, code)

    def tier(self, code: str, year: int) -> str | None:
        """The placement that counts for an edition; None when it is unknown or there was none."""
        entry = self.histories.get(code, {}).get(year)
        return entry.counted if entry else None


@dataclass(frozen=True)
class Line:
    """One true sentence. `standing` tells lines of a kind apart; `placements`, `waivers` and `editions` say what it rests on."""

    kind: str
    standing: str
    report_year: int
    text: str
    rules: tuple[RuleApplied, ...]
    jurisdiction: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    placements: tuple[Key, ...] = ()
    waivers: tuple[Key, ...] = ()
    editions: tuple[int, ...] = ()


@dataclass(frozen=True)
class Replayed:
    """One placement and what the law then left open."""

    code: str
    year: int
    tier: str
    answer: ClockAnswer

    @property
    def permitted(self) -> bool:
        """Whether the placement was open, by downgrade waiver or without."""
        return self.tier in self.answer.allowed or (self.tier == WATCH and WAIVED in self.answer.allowed)

    def rule(self, rule_id: str) -> RuleApplied | None:
        """What a rule did here, if it surely did anything."""
        return next((rule for rule in self.answer.rules if rule.id == rule_id and not rule.conditional), None)


def applied(law: Law, rule_id: str) -> RuleApplied:
    """A rule as the ground of a line that no clock answer carries."""
    return RuleApplied(rule_id, law.citation(rule_id), law.rules[rule_id].title)


def spell(ledger: Ledger, code: str, year: int) -> tuple[Key, ...]:
    """The placement of a year and the unbroken same placements directly before it, oldest first."""
    found = [(code, year)]
    while ledger.tier(code, found[0][1] - 1) == ledger.tier(code, year):
        found.insert(0, (code, found[0][1] - 1))
    return tuple(found)


def unread(ledger: Ledger, keys: tuple[Key, ...]) -> str:
    """A half-sentence on those placements among `keys` that nobody read in a report; empty when all were read."""
    years = [str(year) for code, year in keys if (code, year) in ledger.concluded]
    return f" (concluded, not read in the report: {', '.join(years)})" if years else ""
