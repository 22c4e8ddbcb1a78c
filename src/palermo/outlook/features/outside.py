"""Sources beside the report itself: treaties, the Labor Department, reactions to the report, reviews, votes."""

from collections import defaultdict

from palermo.outlook.before import Before
from palermo.record.worldwide import cells

BOUND = ("ratification", "accession", "succession", "acceptance", "approval", "definitive_signature", "became_party")
RECENT = 2
"""Years within which an act counts as recent."""


def treaties(before: Before) -> dict[str, dict[str, float]]:
    """Treaties that a place was bound by on the eve, and whether the Palermo Protocol is one and of late. A place of which no act
    towards any treaty is held is unknown: territories are bound through the state that they belong to.
    """
    joined: dict[str, dict[str, int]] = defaultdict(dict)
    for row in cells(before.record, "treaty_acts", "iso3", "treaty", "act", "date", "published"):
        if row["act"] in BOUND:
            joined[row["iso3"]][row["treaty"]] = int(str(row["date"] or row["published"])[:4])
    return {code: _bound(joined[code], before.report_year) for code in before.asked if code in joined}


def _bound(joined: dict[str, int], year: int) -> dict[str, float]:
    palermo = joined.get("PALERMO")
    recent = palermo is not None and year - palermo <= RECENT
    return {"treaties": float(len(joined)), "palermo": float(palermo is not None), "palermo_recent": float(recent)}


def labour(before: Before) -> dict[str, dict[str, float]]:
    """The newest assessment of the Labor Department (a rank, higher is better) and the step to it from the one before."""
    ranks = _by_year(before, "ilab_assessments", "level_rank")
    found = {}
    for code in before.asked:
        newest = [ranks[code][year] for year in sorted(ranks[code], reverse=True)]
        if newest:
            found[code] = {"labour_rank": newest[0], "labour_step": newest[0] - newest[1] if len(newest) > 1 else 0.0}
    return found


def votes(before: Before) -> dict[str, dict[str, float]]:
    """The share of votes in the General Assembly that agreed with the United States: newest year, and change over three years."""
    shares = _by_year(before, "unga_votes", "agree_same")
    found = {}
    for code in before.asked:
        years = sorted(shares[code], reverse=True)
        if years and years[0] >= before.report_year - 3:
            then = [shares[code][year] for year in years if years[0] - year <= 3]
            found[code] = {"votes_same": then[0], "votes_change": then[0] - then[-1]}
    return found


def reactions(before: Before) -> dict[str, dict[str, float]]:
    """Editions (2001 to 2011) to which a reaction of the government was coded, and how many of these objected."""
    found: dict[str, dict[str, float]] = {}
    for row in cells(before.record, "reactions", "iso3", "any_reaction", "objection", "no_information"):
        if not row["no_information"]:
            numbers = found.setdefault(row["iso3"], {"reactions": 0.0, "objections": 0.0})
            numbers["reactions"] += row["any_reaction"] or 0
            numbers["objections"] += row["objection"] or 0
    return found


def reviews(before: Before) -> dict[str, dict[str, float]]:
    """Recommendations on trafficking received in the Universal Periodic Review so far; a place not yet reviewed is unknown."""
    found: dict[str, dict[str, float]] = {}
    for row in cells(before.record, "upr_recommendations", "target_iso3", "year"):
        numbers = found.setdefault(row["target_iso3"], {"recommendations": 0.0, "recommended_lately": 0.0})
        numbers["recommendations"] += 1
        numbers["recommended_lately"] += float(row["year"] >= before.report_year - RECENT)
    return found


def _by_year(before: Before, table: str, column: str) -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for row in cells(before.record, table, "iso3", "year", column):
        if row[column] is not None:
            found[row["iso3"]][row["year"]] = float(row[column])
    return found
