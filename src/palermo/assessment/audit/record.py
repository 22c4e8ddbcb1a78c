"""The audit of a record: its ledger, the summary, and the lines as data with their sources."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from palermo.assessment.audit.core import audit
from palermo.assessment.audit.ledger import KINDS, EditionDates, Key, Ledger, Line
from palermo.assessment.clock import plain_rules, standings
from palermo.assessment.numbered import Numbered
from palermo.assessment.standing import CONCLUDED, Standing
from palermo.law.versions import law_version
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record

SCHEMA = "palermo.law.audit/1"


@dataclass(frozen=True)
class Audited:
    """The audit of a record at its date."""

    record: Record
    ledger: Ledger
    lines: tuple[Line, ...]
    stands: Mapping[str, Standing]
    waivers: Mapping[Key, Fact]
    editions: Mapping[int, Fact]

    def of(self, kind: str) -> tuple[Line, ...]:
        """The lines of one kind, by year."""
        return tuple(line for line in self.lines if line.kind == kind)

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many lines there are, by kind and standing."""
        found = Counter((line.kind, line.standing) for line in self.lines)
        return {kind: {s: n for (k, s), n in sorted(found.items()) if k == kind} for kind in KINDS}

    @property
    def replayed(self) -> int:
        """How many placements were replayed."""
        return sum(entry.counted is not None for history in self.ledger.histories.values() for entry in history.values())

    @property
    def unknown(self) -> dict[int, int]:
        """How many placements are unknown, by edition."""
        found = Counter(y for history in self.ledger.histories.values() for y, e in history.items() if e.counted is None)
        return dict(sorted(found.items()))

    @property
    def in_window(self) -> int:
        """Determinations on record whose day lies in the window of the statute."""
        outside = [line for line in self.of("determination") if line.standing != "not_on_record"]
        return sum(edition.determined is not None for edition in self.ledger.editions.values()) - len(outside)


def audit_record(record: Record) -> Audited:
    """Replay every placement that the record shows on its day."""
    stands = standings(record)
    waivers = {(event["iso3"], event["report_year"]): event for event in query.events_of_kind(record, "waiver")}
    editions = {edition["report_year"]: edition for edition in query.editions(record)}
    ledger = Ledger(
        histories={code: _history(place) for code, place in stands.items()},
        editions={year: _dates(edition) for year, edition in editions.items()},
        waivers={key: event.basis for key, event in waivers.items()},
        summarised=query.summarised(record),
        concluded=frozenset(
            (code, fact["report_year"]) for code, s in stands.items() for fact in s.placements if fact.basis in CONCLUDED
        ),
        names={code: place.place.name(record.as_of).text for code, place in stands.items()},
        as_of=record.as_of,
    )
    return Audited(record, ledger, audit(ledger, record.law), stands, waivers, editions)


def _history(place: Standing) -> dict[int, Any]:
    """The placements of one place; after the place itself came to an end no year is unknown."""
    last = place.placements[-1]["report_year"]
    ended = bool(place.place.valid_to)
    return {year: entry for year, entry in place.history.items() if not ended or year <= last}


def _dates(edition: Fact) -> EditionDates:
    determined = edition["determination_date"]
    day = dt.date.fromisoformat
    return EditionDates(day(edition["released_date"]), day(determined) if determined else None)


def document(audited: Audited) -> dict[str, Any]:
    """The audit as data: `palermo.law.audit/1`. Each line cites what it rests on."""
    sources = Numbered(audited.record)
    return {
        "schema": SCHEMA,
        "record": audited.record.id,
        "as_of": audited.record.as_of.isoformat(),
        "replayed": audited.replayed,
        "editions": len(audited.editions),
        "unknown": {str(year): count for year, count in audited.unknown.items()},
        "determinations_in_window": audited.in_window,
        "counts": audited.counts,
        "lines": [_plain(line, audited, sources) for line in audited.lines],
        "sources": sources.plain(),
    }


def _plain(line: Line, audited: Audited, sources: Numbered) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "standing": line.standing,
        "report_year": line.report_year,
        "jurisdiction": line.jurisdiction,
        "text": line.text,
        "rules": plain_rules(line.rules),
        "values": dict(line.values),
        "citations": _cites(line, audited, sources),
    }


def _cites(line: Line, audited: Audited, sources: Numbered) -> list[int]:
    law = audited.record.law
    version = law_version(line.report_year, audited.record.as_of, law=law)
    cites = [sources.law(rule.citation, version) for rule in line.rules]
    for code, year in line.placements:
        fact = audited.stands[code].by_year.get(year)
        cites += [sources.fact(fact, "tier")] if fact else []
    cites += [sources.fact(audited.waivers[key], "event") for key in line.waivers]
    column = "determination_date" if line.kind == "determination" else "released_date"
    cites += [sources.fact(audited.editions[year], column) for year in line.editions]
    if line.kind in ("not_held", "undecided", "unexplained_change"):
        cites.append(sources.catalogue("editions" if line.kind == "not_held" else "tier_placements"))
    return list(dict.fromkeys(cites))
