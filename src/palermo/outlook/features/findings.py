"""Findings coded or read in the official summary of the edition before: held for the Watch List and Tier 3 only.

Whether a summary is held says more about the carrier than about the government, and may depend on what came later; so a missing
summary is left unknown, and no number says that it is missing.
"""

from collections import defaultdict

from palermo.outlook.before import Before
from palermo.record.worldwide import cells

GAPS = ("enforcement_weak", "convictions_none", "complicity_not_acted_on", "law_forms_missing", "identification_weak")


def findings(before: Before) -> dict[str, dict[str, float]]:
    """Numbers of distinct gaps and actions, and the gaps named most often, by code. Coded findings outrank those of a machine."""
    year = before.report_year - 1
    coded = _said(before, "reported_findings", report_year=year)
    machine = _said(before, "machine_findings", edition=year, series="factbook_tip")
    return {code: _numbers((machine | coded)[code]) for code in before.asked if code in machine or code in coded}


def _said(before: Before, table: str, **equal: str | int) -> dict[str, dict[str, set[str]]]:
    """Codes of gaps and actions by place."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"gap": set(), "action": set()})
    for row in cells(before.record, table, "iso3", "kind", "code", **equal):
        if row["kind"] in ("gap", "action"):
            found[row["iso3"]][row["kind"]].add(row["code"])
    return dict(found)


def _numbers(said: dict[str, set[str]]) -> dict[str, float]:
    gaps, actions = said["gap"], said["action"]
    found = {"gaps": float(len(gaps)), "actions": float(len(actions)), "balance": float(len(actions) - len(gaps))}
    return found | {f"gap_{gap}": float(gap in gaps) for gap in GAPS}
