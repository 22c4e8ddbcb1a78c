"""Everything that the record holds on one jurisdiction: a screen of it, and all of it as data."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from palermo.assessment.paired import Pair, paired
from palermo.assessment.treaties import treaty_standing
from palermo.briefing.case import Case
from palermo.briefing.claims import listed
from palermo.briefing.sections.bottom_line import allowed_value
from palermo.briefing.sections.placement import history_in_words
from palermo.evidence.accuracy import said_of
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.dates import in_words
from palermo.register.jurisdictions import Jurisdiction, jurisdictions
from palermo.register.tiers import TIERS

SCHEMA = "palermo.country/1"


@dataclass(frozen=True)
class Holding:
    """One table with rows on the jurisdiction: how many, the newest day on which one became public, who established them."""

    table: str
    rows: int
    newest: str | None
    established_by: str


@dataclass(frozen=True)
class Profile:
    """A jurisdiction on one screen. `lines` are label and text."""

    code: str
    name: str
    as_of: dt.date
    record: str
    lines: tuple[tuple[str, str], ...]
    holdings: tuple[Holding, ...]


def profile(record: Record, place: Jurisdiction) -> Profile:
    """What to show on one screen."""
    case = Case(record, place, jurisdictions()["USA"], "own")
    entries = query.catalogue(record)
    holdings = tuple(
        Holding(
            name, len(facts), max((f.published_by for f in facts if f.published_by), default=None), entries[name].established_by
        )
        for name, facts in query.everything(record, place.code).items()
    )
    return Profile(place.code, place.name(case.as_of).text, case.as_of, record.id, tuple(_lines(case)), holdings)


def _lines(case: Case) -> list[tuple[str, str]]:
    standing = case.standing
    if not standing.placements:
        return [("placement", "no placement in this record by that day")]
    newest = standing.run[-1]
    lines = [
        ("newest placement", f"{TIERS[newest['tier']]} in {newest['report_year']}, read as {newest['basis']}"),
        ("history", history_in_words(case)),
    ]
    if standing.ended:
        lines.append(("ended", f"had ceased to exist by that day, after {in_words(case.place.valid_to)}"))
    else:
        lines.append(("next edition", f"{standing.next_year}: {allowed_value(case).text}"))
        left = f"{standing.days_left} to {in_words(standing.period.end)}, for {standing.counting_year}"
        lines.append(("days that count", left))
    if case.gaps:
        year = case.gaps[0].year
        labels = [g.gap.label for g in case.gaps if g.year == year]
        lines.append((f"gaps, {year} summary", "; ".join(labels)))
    lines.extend(_beside_the_machine(case))
    joined = [t.name for t in (treaty_standing(case.acts, n) for n in ("PALERMO", "UNTOC", "CRC_OPSC")) if t.state == "party"]
    lines.append(("party to", listed(joined) if joined else "no act of joining on record"))
    return lines


def _beside_the_machine(case: Case) -> list[tuple[str, str]]:
    """The newest summary that both people and the machine read: where they agree, and what stands where they do not."""
    both = [pair for pair in paired(case.record, case.place.code) if pair.outcome not in ("not_coded", "not_read")]
    if not both:
        return []
    newest = [pair for pair in both if pair.edition == both[-1].edition]
    named = {"differ": "other values in", "coded_only": "coded only", "machine_only": "machine only"}
    count = {outcome: sum(pair.outcome == outcome for pair in newest) for outcome in ("agree", *named)}
    apart = "".join(f"; {words} {count[outcome]}" for outcome, words in named.items() if count[outcome])
    text = f"people and machine agree on {count['agree']} of {len(newest)} findings{apart}; what people coded stands"
    return [(f"read twice, {newest[0].edition}", text)]


def _pair(pair: Pair) -> dict[str, Any]:
    where = {"coded": pair.coded, "machine": pair.machine, "stands": pair.stands}
    return {
        "edition": pair.edition,
        "kind": pair.kind,
        "code": pair.code,
        "outcome": pair.outcome,
        **{name: [fact.locator() for fact in facts] for name, facts in where.items()},
        "quotation": pair.quotation,
    }


def _row(fact: Fact) -> dict[str, Any]:
    measured = {"measured": said_of(fact["kind"], fact["series"])} if fact.basis == "machine" else {}
    return {
        "locator": fact.locator(),
        **fact.cells,
        "basis": fact.basis,
        "source": fact.original,
        "carrier": fact.carrier,
        "published": fact.published,
        "caveat": fact.caveat,
        **measured,
    }


def as_data(record: Record, place: Jurisdiction) -> dict[str, Any]:
    """Every fact on the jurisdiction by table, the clock, and the sources of all rows (`palermo.country/1`)."""
    case = Case(record, place, jurisdictions()["USA"], "own")
    found = query.everything(record, place.code)
    ids = {i for facts in found.values() for f in facts for i in (f.original, *(f.carrier or "").split("|")) if i}
    standing = case.standing
    return {
        "schema": SCHEMA,
        "record": record.id,
        "as_of": record.as_of.isoformat(),
        "jurisdiction": place.code,
        "name": place.name(record.as_of).text,
        "region": place.region,
        "kind": place.kind,
        "ended": place.valid_to if standing.ended else None,
        "next_edition": {
            "report_year": standing.next_year,
            "allowed": list(standing.clock.allowed),
            "unknown_years": list(standing.unknown_years),
            "rules": [{"id": r.id, "citation": r.citation, "effect": r.effect} for r in standing.clock.rules],
        }
        if standing.placements and not standing.ended
        else None,
        "findings": [_pair(pair) for pair in paired(record, place.code)],
        "tables": {name: [_row(fact) for fact in facts] for name, facts in found.items()},
        "sources": [
            {
                "source": s.id,
                "title": s.title,
                "publisher": s.publisher,
                "url": s.url,
                "published": s.published,
                "kind": s.kind,
                "licence": s.licence,
            }
            for s in (query.source(record, i) for i in sorted(ids))
        ],
    }
