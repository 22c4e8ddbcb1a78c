"""Placement: its source, its stated ground, its history, and values that were not kept."""

from collections.abc import Iterator
from typing import Any

from palermo.assessment.standing import CONCLUDED
from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, Value, claim, listed, ordinal
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.narratives import narratives
from palermo.register.tiers import TIERS

_MOVED = {"remained": "remained where it was", "downgraded": "was downgraded", "upgraded": "was upgraded", "placed": "was placed"}


def placement(case: Case) -> list[Claim]:
    """What is on record about the placement in the newest edition and before."""
    if not case.standing.placements:
        return []
    narrative = [] if case.standing.ended else _narrative(case)  # no narrative of the newest edition could be on it
    return [*_history(case), *_ground(case), *narrative, *_missing(case), *_conflicts(case)]


def _runs(placements: tuple[Fact, ...]) -> list[list[Fact]]:
    runs: list[list[Fact]] = []
    for fact in placements:
        if runs and fact["tier"] == runs[-1][-1]["tier"] and fact["report_year"] == runs[-1][-1]["report_year"] + 1:
            runs[-1].append(fact)
        else:
            runs.append([fact])
    return runs


def _history(case: Case) -> Iterator[Claim]:
    runs = _runs(case.standing.placements)
    parts = [_run_value(case, run) for run in runs]
    yield claim(case.key("placement.history", case.edition), "reported", "Placements on record: {runs}.", runs=parts)
    concluded = [p for p in case.standing.placements if p["basis"] in CONCLUDED]
    if concluded:
        yield claim(
            case.key("placement.concluded", case.edition),
            "computed",
            "Not read in the report, but concluded from published lists, totals or other editions: {years}.",
            years=case.years(concluded),
        )


def _run_value(case: Case, run: list[Fact]) -> Value:
    first, last = run[0]["report_year"], run[-1]["report_year"]
    years = str(first) if first == last else f"{first}–{last}"
    tier = TIERS[run[0]["tier"]]
    return case.computed("span", f"{tier} in {years}", (first, last), "years", [case.cite(p, "tier") for p in run])


def _ground(case: Case) -> Iterator[Claim]:
    """What the official summary said about the placement, in the codes that it was read into."""
    stated = [f for f in query.findings(case.record, case.place.code, "placement") if f["report_year"] == case.edition]
    for fact in {f["code"]: f for f in stated}.values():
        key = case.key(f"placement.{fact['code']}", fact["report_year"])
        slots: dict[str, Any] = {"edition": case.year(fact), "place": case.name}
        if fact["code"] == "movement":
            moved = case.read(fact, "value", _MOVED.get(fact["value"], fact["value"]), "movement")
            yield claim(
                key, "coded", "The official summary of the {edition} edition says that {place} {moved}.", moved=moved, **slots
            )
        elif fact["code"] == "consecutive_years":
            years = case.read(fact, "value", f"{ordinal(int(fact['value']))} consecutive year", "editions")
            yield claim(
                key,
                "coded",
                "The official summary of the {edition} edition itself counts the {years} for {place}.",
                years=years,
                **slots,
            )
        else:
            template = "The official summary of the {edition} edition says that a downgrade waiver was given to {place}."
            yield claim(key, "coded", template, cites=[case.cite(fact, "code")], **slots)


def _narrative(case: Case) -> Iterator[Claim]:
    latest = case.standing.latest
    assert latest is not None
    if narratives(case.record, "tip_report", latest["report_year"], case.place.code):
        yield claim(
            case.key("placement.narrative", latest["report_year"]),
            "reported",
            "The narrative of the {edition} edition is in this record, read by machine; this paper is made without it. "
            "Read there the ground that it states for the placement, its recommendations and its figures.",
            edition=case.year(latest),
        )
        return
    template = (
        "The narrative of the {edition} edition is not held: the ground that it states for the placement, its recommendations and its "
        "figures are not known to this record."
    )
    yield claim(
        case.key("placement.narrative", latest["report_year"]),
        "reported",
        template,
        edition=case.year(latest),
        cites=case.absent("reported_findings"),
    )


def _missing(case: Case) -> Iterator[Claim]:
    unknown = [e for e in case.standing.editions if e["report_year"] in case.standing.unknown_years]
    if unknown:
        yield claim(
            case.key("placement.unknown", *[e["report_year"] for e in unknown]),
            "reported",
            "The placement in {years} is not in this record, which is incomplete for "
            + ("that edition" if len(unknown) == 1 else "those editions")
            + "; it is treated as unknown, not as absent.",
            years=case.years(unknown),
            cites=case.absent("tier_placements"),
        )


def _conflicts(case: Case) -> Iterator[Claim]:
    for other in query.conflicts(case.record, case.place.code):
        if other["tier_kept"]:
            yield claim(
                case.key("placement.conflict", other["report_year"], other["tier_other"]),
                "reported",
                "Sources copied the placement of {year} differently: {kept} was kept, {other} is also found.",
                year=case.year(other),
                kept=case.tier(other, "tier_kept"),
                other=case.tier(other, "tier_other"),
            )


def history_in_words(case: Case) -> str:
    """The placement history in one line, for the text alternative of a timeline."""
    return listed([_run_value(case, run).text for run in _runs(case.standing.placements)])
