"""The special watch list of the statute and the Tier 2 Watch List of the report (R9), and the downgrade
waiver's three tests (R12).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from palermo.errors import UserError
from palermo.law.history import TIERS
from palermo.law.load import default_law
from palermo.law.model import Law
from palermo.law.versions import law_version

GROUND_CODES = {"victims": "A_iii_I", "no_increasing_efforts": "A_iii_II", "commitments": "A_iii_III"}


def special_watch_list(
    tier: str,
    tier_before: str | None,
    report_year: int,
    *,
    grounds: Collection[str] = (),
    law: Law | None = None,
) -> tuple[str, ...]:
    """The bases on which a place is on the special watch list of the edition; empty if it is not.

    "A_i" rose to Tier 1, "A_ii" rose from Tier 3, "A_iii" and its grounds for the Tier 2 Watch List.
    UserError for an unknown tier, or a ground that the law of the edition does not have (such as promises
    since 2019).
    """
    law = law or default_law()
    valid = law.value("watch_list_grounds", law_version(report_year, law=law).id)
    if valid is None:
        return ()
    for word in (tier, *([tier_before] if tier_before else [])):
        if word not in TIERS:
            raise UserError(f"'{word}' is not a tier; the tiers are {', '.join(TIERS)}.")
    accepted = valid.value if isinstance(valid.value, tuple) else ()
    for ground in grounds:
        if ground not in accepted:
            raise UserError(f"'{ground}' is not a ground for the Watch List in the {report_year} edition.")
    return (*_rise(tier, tier_before), *_listed(tier, grounds))


def _rise(tier: str, before: str | None) -> tuple[str, ...]:
    if tier == "1" and before in ("2", "2WL"):
        return ("A_i",)
    return ("A_ii",) if tier in ("2", "2WL") and before == "3" else ()


def _listed(tier: str, grounds: Collection[str]) -> tuple[str, ...]:
    if tier != "2WL":
        return ()
    return tuple(GROUND_CODES[ground] for ground in sorted(grounds)) or ("A_iii",)


def watch_list_count(tiers: Mapping[str, str], before: Mapping[str, str], report_year: int) -> int:
    """How many places are on the special watch list: the Tier 2 Watch List and those that moved up a tier."""
    return sum(bool(special_watch_list(tier, before.get(name), report_year)) for name, tier in tiers.items())


@dataclass(frozen=True)
class WaiverTests:
    """The three tests of a downgrade waiver; None means not known."""

    written_plan: bool | None
    would_be_significant: bool | None
    resources_committed: bool | None


@dataclass(frozen=True)
class WaiverAnswer:
    """Whether a downgrade waiver is available: "yes", "no" or "unknown", with each test; never that it is
    given.
    """

    available: str
    tests: Mapping[str, str]
    citation: str


def downgrade_waiver(tests: WaiverTests, *, merits_watch_list: bool | None, law: Law | None = None) -> WaiverAnswer:
    """Whether the tests of a downgrade waiver are met: the plan, its worth, its resources, and the merits.

    Giving the waiver remains a choice, so "yes" says only that it is available. Source: 22 USC
    7107(b)(2)(D)(ii).
    """
    values = {
        "written plan": tests.written_plan,
        "significant if carried out": tests.would_be_significant,
        "resources committed": tests.resources_committed,
        "merits the Watch List (practice)": merits_watch_list,
    }
    available = "no" if False in values.values() else "unknown" if None in values.values() else "yes"
    said = {name: _said(value) for name, value in values.items()}
    return WaiverAnswer(available, said, (law or default_law()).citation("R12"))


def _said(value: bool | None) -> str:
    return "not known" if value is None else "met" if value else "not met"
