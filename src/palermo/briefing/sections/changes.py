"""What changed: since the edition before, between the two newest summaries read, and in treaties and instruments since."""

from collections.abc import Iterator
from typing import Any

from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, claim
from palermo.record import query
from palermo.register.vocabulary import gap


def changes(case: Case) -> list[Claim]:
    """Changes on record. A gap that is no longer mentioned is not called closed."""
    return [*_tier(case), *_summaries(case), *_instruments(case)]


def _tier(case: Case) -> Iterator[Claim]:
    current = case.standing.current
    before = case.standing.by_year.get(current["report_year"] - 1) if current else None
    if current and before and current["tier"] != before["tier"]:
        yield claim(
            case.key("changes.tier", current["report_year"]),
            "reported",
            "Placement: {old} in {year}, {new} in {edition}.",
            old=case.tier(before),
            year=case.year(before),
            new=case.tier(current),
            edition=case.year(current),
        )


def _summaries(case: Case) -> Iterator[Claim]:
    """Gaps in one and not in the other of the two newest summaries."""
    if len(case.coded) < 2:
        return
    older, newer = case.coded[-2:]
    facts = query.findings(case.record, case.place.code, "gap")
    by_year = {year: {f["code"]: f for f in facts if f["report_year"] == year} for year in (older, newer)}
    if not by_year[older] or not by_year[newer]:
        return
    years: dict[str, Any] = {
        "older": case.year(next(iter(by_year[older].values()))),
        "newer": case.year(next(iter(by_year[newer].values()))),
    }
    lost = [by_year[older][c] for c in by_year[older] if c not in by_year[newer]]
    gained = [by_year[newer][c] for c in by_year[newer] if c not in by_year[older]]
    if gained:
        what = [case.read(f, "code", gap(f["code"]).label, "gap") for f in gained]
        yield claim(
            case.key("changes.gained", newer),
            "coded",
            "From the summary of {older} to that of {newer}, the newest read: newly mentioned, {what}.",
            what=what,
            **years,
        )
    if lost:
        what = [case.read(f, "code", gap(f["code"]).label, "gap") for f in lost]
        template = "From the summary of {older} to that of {newer}, the newest read: no longer mentioned, which does not mean closed, {what}."
        yield claim(case.key("changes.lost", newer), "coded", template, what=what, **years)


def _instruments(case: Case) -> Iterator[Claim]:
    latest = case.standing.latest
    if case.place == case.sender or latest is None:
        return
    rows = query.instruments(case.record, case.sender.code, case.place.code)
    since = [f for f in rows if (f["signed"] or "") > latest["released_date"]]
    for fact in since:
        yield claim(
            case.key("changes.instrument", fact.key),
            "reported",
            "Signed or issued since the {edition} edition: {title}, {date}.",
            title=case.read(fact, "title"),
            edition=case.year(latest),
            date=case.date(fact, "signed"),
        )
