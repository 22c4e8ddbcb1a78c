"""The tier clock of a whole edition: who is at the third-year limit, who is barred, and what stays open to each."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from palermo.assessment.numbered import Numbered
from palermo.assessment.standing import CONCLUDED, Standing
from palermo.errors import UserError
from palermo.law.clock import ClockAnswer, tier_clock
from palermo.law.explain import RuleApplied
from palermo.law.model import Version
from palermo.law.period import due_date
from palermo.law.versions import law_version
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.jurisdictions import jurisdictions

SCHEMA = "palermo.clock/1"
ONE_YEAR_RULE = "R14"


@dataclass(frozen=True)
class ClockRow:
    """One jurisdiction before an edition. `placement` is that of the edition before; `evidence` are the placements that count.

    `ended` is the last day of a place that had ceased to exist before the edition was due; None where it was still there.
    """

    code: str
    name: str
    placement: Fact
    answer: ClockAnswer
    evidence: tuple[Fact, ...]
    ended: str | None

    @property
    def concluded(self) -> tuple[Fact, ...]:
        """The placements among the evidence that nobody read in a report: concluded from lists, totals or other editions."""
        return tuple(fact for fact in self.evidence if fact.basis in CONCLUDED)

    @property
    def barred(self) -> bool:
        """Whether the one-year rule surely closes the Watch List, even to a downgrade waiver."""
        return any(rule.id == ONE_YEAR_RULE and not rule.conditional for rule in self.answer.rules)

    @property
    def used_up(self) -> bool:
        """Whether the place is surely at the third-year limit with no downgrade waiver left to its run."""
        return self.answer.at_limit and "2WL+waiver" not in self.answer.allowed

    @property
    def uncertain(self) -> bool:
        """Whether the answer depends on a placement that the record lacks."""
        return any(rule.conditional for rule in self.answer.rules)


@dataclass(frozen=True)
class EditionClock:
    """The clock before one edition: a row for each jurisdiction placed in the edition before, by name."""

    record: Record
    report_year: int
    version: Version
    due: dt.date
    rows: tuple[ClockRow, ...]
    held: bool
    incomplete: tuple[int, ...]

    @property
    def overdue(self) -> bool:
        """Whether the edition should have been out by the day of the question, and the record lacks it."""
        return not self.held and self.record.as_of > self.due


def standings(record: Record) -> dict[str, Standing]:
    """Where every jurisdiction with a placement stands, by code, read at once."""
    editions = query.editions(record)
    places = jurisdictions()
    return {c: Standing(places[c], record, editions, facts) for c, facts in query.all_placements(record).items()}


def edition_clock(record: Record, report_year: int | None = None) -> EditionClock:
    """The clock for an edition (None: the next one), computed from placements alone under the law enacted by the day.

    Only editions before it are read, so a past edition can be asked for too. UserError when an edition cannot exist or the
    record holds no placement of the edition before it.
    """
    editions = query.editions(record)
    newest = editions[-1]["report_year"] if editions else None
    year = report_year or (newest + 1 if newest else 2001)
    version = law_version(year, record.as_of, law=record.law)
    rows = [_row(code, place, year) for code, place in standings(record).items() if year - 1 in place.by_year]
    if not rows:
        raise UserError(
            f"'{year}' has no clock here: this record holds no placement of the {year - 1} edition as of {record.as_of}."
        )
    incomplete = tuple(e["report_year"] for e in editions if e["report_year"] < year and e["held"] != "complete")
    held = any(e["report_year"] == year for e in editions)
    due = due_date(year, record.law, record.as_of)
    return EditionClock(record, year, version, due, tuple(sorted(rows, key=lambda row: row.name)), held, incomplete)


def _row(code: str, place: Standing, year: int) -> ClockRow:
    history = {y: entry for y, entry in place.history.items() if y < year}
    answer = tier_clock(history, year, law=place.record.law, as_of=place.as_of)
    ended = place.place.valid_to if place.ended_before(year) else None
    return ClockRow(code, place.place.name(place.as_of).text, place.by_year[year - 1], answer, deciding(place, year), ended)


def deciding(place: Standing, report_year: int) -> tuple[Fact, ...]:
    """The placements that decide the clock, oldest first: the newest spell and the Watch List and Tier 3 spells adjoining it.

    With the one before them, which ended the count. A place off the Watch List needs its newest placement only.
    """
    found: list[Fact] = []
    spells = 0
    for year in range(report_year - 1, 2000, -1):
        fact = place.by_year.get(year)
        if fact is None:
            break
        changed = not found or fact["tier"] != found[-1]["tier"]
        spells += changed
        found.append(fact)
        if changed and (spells > 3 or fact["tier"] not in ("2WL", "3") or found[0]["tier"] != "2WL"):
            break
    return tuple(reversed(found))


def plain_rules(rules: tuple[RuleApplied, ...]) -> list[dict[str, str]]:
    """Rules for JSON, in the one form that every command uses."""
    return [{"id": rule.id, "citation": rule.citation, "effect": rule.effect} for rule in rules]


def number_or_list(value: int | tuple[int, ...]) -> int | list[int]:
    """A count for JSON: a number, or the list of possible numbers where unknown years leave several open."""
    return list(value) if isinstance(value, tuple) else value


def _plain_row(row: ClockRow, version: Version, sources: Numbered) -> dict[str, Any]:
    answer = row.answer
    cites = sources.facts(row.evidence, "tier")
    cites += [sources.law(rule.citation, version) for rule in answer.rules]
    cites += [sources.catalogue("tier_placements")] if answer.unknown_years else []
    return {
        "jurisdiction": row.code,
        "name": row.name,
        "tier": row.placement["tier"],
        "basis": row.placement.basis,
        "concluded": [fact["report_year"] for fact in row.concluded],
        "ended": row.ended,
        "run": number_or_list(answer.run),
        "waivers_used": number_or_list(answer.waivers_used),
        "waiver_cap": answer.waiver_cap,
        "allowed": list(answer.allowed),
        "rules": plain_rules(answer.rules),
        "at_limit": answer.at_limit,
        "may_be_at_limit": answer.may_be_at_limit,
        "barred": row.barred,
        "unknown_years": list(answer.unknown_years),
        "warnings": list(answer.warnings),
        "citations": list(dict.fromkeys(cites)),
    }


def document(clock: EditionClock) -> dict[str, Any]:
    """The clock as data: `palermo.clock/1`."""
    sources = Numbered(clock.record)
    return {
        "schema": SCHEMA,
        "record": clock.record.id,
        "as_of": clock.record.as_of.isoformat(),
        "report_year": clock.report_year,
        "version": clock.version.id,
        "due": clock.due.isoformat(),
        "held": clock.held,
        "incomplete_editions": list(clock.incomplete),
        "jurisdictions": [_plain_row(row, clock.version, sources) for row in clock.rows],
        "sources": sources.plain(),
    }
