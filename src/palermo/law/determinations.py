"""The President's determinations on Tier 3 countries: their window, their kinds, and what a set must look
like (R21, R22).
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from palermo.law.load import default_law
from palermo.law.model import Law
from palermo.law.period import required


@dataclass(frozen=True)
class Timing:
    """How a determination lies to its window: days since submission, and "early", "in_window" or "late"."""

    days: int
    standing: str
    citation: str


def determination_timing(submitted: dt.date, determined: dt.date, report_year: int, law: Law | None = None) -> Timing:
    """Where a determination falls in the window of 45 to 90 days, both ends inside. Late is not void."""
    law = law or default_law()
    least = int(str(required(law, "determination_earliest_days", report_year).value))
    most = int(str(required(law, "determination_latest_days", report_year).value))
    days = (determined - submitted).days
    standing = "early" if days < least else "late" if days > most else "in_window"
    return Timing(days, standing, law.citation("R21"))


def withholding_kind(assistance_year_before: bool | None) -> str:
    """Which withholding fits a country: "D1Ai" if it had restricted assistance the year before, "D1Aii" if
    none.

    "unknown" when that is not known.
    """
    if assistance_year_before is None:
        return "unknown"
    return "D1Ai" if assistance_year_before else "D1Aii"


@dataclass(frozen=True)
class SetCheck:
    """What is odd in a year's determinations: under two kinds, not on Tier 3, or on Tier 3 without one."""

    twice: tuple[str, ...]
    not_on_tier_3: tuple[str, ...]
    without: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """True when every Tier 3 country has exactly one determination and nobody else has any."""
        return not (self.twice or self.not_on_tier_3 or self.without)


def check_determinations(
    government: Collection[str], exchanges: Collection[str], waived: Collection[str], tier_3: Collection[str]
) -> SetCheck:
    """Compare the countries withheld from (two kinds) and fully waived with those on Tier 3."""
    kinds = [set(government), set(exchanges), set(waived)]
    named = set().union(*kinds)
    twice = {name for name in named if sum(name in kind for kind in kinds) > 1}
    on_list = set(tier_3)
    return SetCheck(tuple(sorted(twice)), tuple(sorted(named - on_list)), tuple(sorted(on_list - named)))
