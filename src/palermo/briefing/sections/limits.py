"""What the record does not know: limits that bear on this paper, each citing the catalogue."""

import re
from collections.abc import Iterator

from palermo.briefing.case import Case
from palermo.briefing.claims import Citation, Claim, Value, claim
from palermo.record import query

# What a reader of any brief must know is missing, by the table that would hold it.
_ALWAYS = ("tier_placements", "reported_findings")
_FULL = (
    "upr_recommendations",
    "criminalization",
    "treaty_acts",
    "instruments",
    "us_aid",
    "watch_list_events",
    "ilab_assessments",
)


def limits(case: Case) -> list[Claim]:
    """Limits of the record for this question: what was transcribed, what was coded later, and the known gaps of tables used."""
    return [*_transcribed(case), *_coded_later(case), *_one_origin(case), *_known_gaps(case)]


def _transcribed(case: Case) -> Iterator[Claim]:
    rows = [p for p in case.standing.placements if p["basis"] != "official"]
    if rows:
        yield claim(
            case.key("limits.transcribed"),
            "reported",
            "All {count} placements here were transcribed or concluded from other texts; the official pages were not read, and should be "
            "before publication.",
            count=case.computed("count", str(len(rows)), len(rows), "placements", [case.cite(p, "basis") for p in rows]),
        )


def _coded_later(case: Case) -> Iterator[Claim]:
    if case.gaps:
        once = all(f["codings"] == 1 for g in case.gaps for f in g.findings)
        words = (
            "by one reading only; some codes are wrong"
            if once
            else "some of them by one reading only, and some of those are wrong"
        )
        yield claim(
            case.key("limits.coded"),
            "coded",
            "Gaps and figures were coded later, from summaries of the editions and not from the narratives, " + words + ".",
            cites=[case.cite(case.gaps[0].newest, "codings"), *case.absent("reported_findings")],
        )


def _one_origin(case: Case) -> Iterator[Claim]:
    if case.gaps and case.audience == "public":
        yield claim(
            case.key("limits.origin"),
            "coded",
            "The gaps have one origin, a report of the United States Government; that others repeat them adds no evidence.",
            cites=[case.cite(case.gaps[0].newest)],
        )


def _speaks_of_later(text: str, case: Case) -> bool:
    """Whether a gap of the catalogue names a year after the day of a question about the past."""
    return case.record.dated and any(int(year) > case.as_of.year for year in re.findall(r"\b(?:19|20)\d\d\b", text))


def _known_gaps(case: Case) -> Iterator[Claim]:
    entries = query.catalogue(case.record)
    for table in (*_ALWAYS, *(_FULL if case.full else ())):
        entry = entries.get(table)
        if entry is None:
            continue
        told = [(n, text) for n, text in enumerate(entry.gaps) if not _speaks_of_later(text, case)]
        for number, text in told if case.full else told[:1]:
            cite = Citation(f"catalogue:{table}#gaps/{number}", "palermo_catalogue")
            yield claim(
                case.key("limits.gap", table, number),
                "reported",
                "{table}: {gap}",
                table=Value(entry.title, entry.title, "title", (Citation(f"catalogue:{table}#title", "palermo_catalogue"),)),
                gap=Value(text, text, "gap", (cite,)),
            )
