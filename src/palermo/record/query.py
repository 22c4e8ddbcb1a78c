"""The questions that the rooms above ask of a record opened at a date. Every answer is a fact with its locator."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from palermo.errors import PalermoError
from palermo.facts.schema import BY_NAME
from palermo.record.facts import Fact, select
from palermo.record.opened import Record
from palermo.record.schema import columns


@dataclass(frozen=True)
class Source:
    """A source of the register. `published` may be cut to a month or year, or be None where it cannot be known."""

    id: str
    title: str
    publisher: str
    url: str | None
    licence: str
    kind: str
    published: str | None
    caveats: str | None


@dataclass(frozen=True)
class Entry:
    """A table's entry in the catalogue: what it holds, who established it, its terms, coverage and known gaps."""

    name: str
    title: str
    question: str
    established_by: str
    terms: str
    attribution: str
    coverage: str
    gaps: tuple[str, ...]
    unclear_columns: tuple[str, ...]
    columns: Mapping[str, str]


def source(record: Record, source_id: str) -> Source:
    """A source by its id. PalermoError if the record has none of that id."""
    try:
        return sources(record)[source_id]
    except KeyError:
        raise PalermoError(f"The record {record.id} has no source '{source_id}'.") from None


def sources(record: Record) -> dict[str, Source]:
    """The register of sources by id; read once for each opened record."""
    names = ("id", "title", "publisher", "url", "licence", "kind", "published", "caveats")
    return record.once("sources", lambda: {r["id"]: Source(*(r[n] for n in names)) for r in record.rows("SELECT * FROM sources")})


def catalogue(record: Record) -> dict[str, Entry]:
    """The catalogue of all tables, by name; read once for each opened record."""
    return record.once("catalogue", lambda: _catalogue(record))


def _catalogue(record: Record) -> dict[str, Entry]:
    found = {}
    for row in record.rows("SELECT * FROM catalogue ORDER BY name"):
        found[row["name"]] = Entry(
            **{c: row[c] for c in ("name", "title", "question", "established_by", "terms", "attribution", "coverage")},
            gaps=tuple(json.loads(row["gaps"])),
            unclear_columns=tuple(json.loads(row["unclear_columns"])),
            columns=json.loads(row["columns"]),
        )
    return found


def cell(record: Record, table: str, key: str, column: str | None) -> Any:
    """One cell (or, without a column, the key) as it stood on the day. LookupError if there is none to be seen.

    Used to read a printed value again at its locator.
    """
    if table not in BY_NAME or (column and column not in columns(BY_NAME[table])):
        raise LookupError(f"no column {table}#{column}")
    rows = record.rows(f'SELECT "{column or "key"}" AS cell FROM {table} WHERE key = ?', key)
    if not rows:
        raise LookupError(f"no row {table}/{key} as of {record.as_of}")
    return rows[0]["cell"]


def counts(record: Record) -> dict[str, int]:
    """Rows of every fact table that can be seen on the day."""
    return {name: record.rows(f"SELECT count(key) AS n FROM {name}")[0]["n"] for name in BY_NAME}


def last_published(record: Record) -> str:
    """The last day on which a fact that can be seen was first public, as an ISO date; empty when no fact has a date."""
    return max(str(record.rows(f"SELECT coalesce(max(published_by), '') AS day FROM {name}")[0]["day"]) for name in BY_NAME)


def count_where(record: Record, table: str, column: str, value: str) -> int:
    """How many rows of a table, seen on the day, hold a value in a column. LookupError for an unknown table or column."""
    if table not in BY_NAME or column not in columns(BY_NAME[table]):
        raise LookupError(f"no column {table}#{column}")
    return int(record.rows(f'SELECT count(key) AS n FROM {table} WHERE "{column}" = ?', value)[0]["n"])


def editions(record: Record) -> tuple[Fact, ...]:
    """All editions that had been released by the day, oldest first."""
    return record.once("editions", lambda: select(record, "editions", "TRUE", order="report_year"))


def placements(record: Record, code: str) -> tuple[Fact, ...]:
    """The placements of one jurisdiction, oldest first."""
    return select(record, "tier_placements", "iso3 = ?", code, order="report_year")


def placements_of(record: Record, report_year: int) -> tuple[Fact, ...]:
    """All placements of one edition, by code."""
    return select(record, "tier_placements", "report_year = ?", report_year)


def conflicts(record: Record, code: str) -> tuple[Fact, ...]:
    """Placements that other carriers give differently, and that were not kept."""
    return select(record, "tier_placements_conflicts", "iso3 = ?", code, order="report_year, key")


def events(record: Record, code: str) -> tuple[Fact, ...]:
    """Events of the Watch List and the determinations that concern one jurisdiction, oldest first."""
    return select(record, "watch_list_events", "iso3 = ?", code, order="report_year, key")


def _all_findings(record: Record, code: str) -> tuple[Fact, ...]:
    read = lambda: select(record, "reported_findings", "iso3 = ?", code, order="report_year, key")  # noqa: E731
    return record.once(f"findings/{code}", read)


def findings(record: Record, code: str, *kinds: str) -> tuple[Fact, ...]:
    """What was coded from official summaries, oldest edition first: gaps, actions, figures, flows, placement statements."""
    return tuple(finding for finding in _all_findings(record, code) if finding["kind"] in kinds)


def finding_details(record: Record, code: str) -> dict[str, Fact]:
    """What the coded words of findings say beyond their codes, by finding id."""
    where = "finding_id IN (SELECT id FROM reported_findings WHERE iso3 = ?)"
    read = lambda: {fact["finding_id"]: fact for fact in select(record, "finding_details", where, code)}  # noqa: E731
    return record.once(f"finding_details/{code}", read)


def coded_editions(record: Record, code: str) -> tuple[int, ...]:
    """Editions whose official summary of this jurisdiction was read and coded in full."""
    return tuple(sorted({finding["report_year"] for finding in _all_findings(record, code)}))


def treaty_acts(record: Record, code: str) -> tuple[Fact, ...]:
    """Acts of one jurisdiction towards treaties, as far as they had become known."""
    return select(record, "treaty_acts", "iso3 = ?", code)


def criminalization(record: Record, code: str) -> tuple[Fact, ...]:
    """Scholars' codes of the national law by year, oldest first."""
    return select(record, "criminalization", "iso3 = ? AND level IS NOT NULL", code, order="year")


def labour_standards(record: Record, code: str) -> tuple[Fact, ...]:
    """The Labor Department's findings on legal standards, for the whole jurisdiction, newest year first."""
    return select(record, "ilab_legal_standards", "iso3 = ? AND territory IS NULL", code, order="year DESC, key")


def labour_assessments(record: Record, code: str) -> tuple[Fact, ...]:
    """The Labor Department's yearly assessments, newest first."""
    return select(record, "ilab_assessments", "iso3 = ?", code, order="year DESC")


def recommendations_to(record: Record, code: str) -> tuple[Fact, ...]:
    """Recommendations on trafficking made to one jurisdiction through the Universal Periodic Review, newest first."""
    return select(record, "upr_recommendations", "target_iso3 = ?", code, order="session DESC, key")


def reviews_held(record: Record) -> bool:
    """Whether any session of the Universal Periodic Review had been held by the day."""
    return bool(record.rows("SELECT key FROM upr_recommendations LIMIT 1"))


def reviewed(record: Record, code: str) -> bool:
    """Whether a jurisdiction had been reviewed in a session that is held by the day: one that never was got no recommendation."""
    return bool(record.rows("SELECT key FROM upr_pairs WHERE target_iso3 = ? LIMIT 1", code))


def holds_kind(record: Record, table: str, column: str, start: str) -> bool:
    """Whether a table shows, by the day, any row whose column begins so, on whatever place: else its silence on one says nothing."""
    pattern = start.replace("_", "\\_") + "%"
    return bool(record.rows(f"SELECT key FROM {table} WHERE \"{column}\" LIKE ? ESCAPE '\\' LIMIT 1", pattern))


def review_pairs(record: Record, sender: str, host: str) -> tuple[Fact, ...]:
    """Counts of all recommendations from one jurisdiction to another, by session."""
    return select(record, "upr_pairs", "sender_iso3 = ? AND target_iso3 = ?", sender, host, order="session")


def instruments(record: Record, sender: str, host: str) -> tuple[Fact, ...]:
    """Instruments, designations and dated states of relations that a sender holds with a host, oldest first."""
    order = "coalesce(signed, in_force, ended, '9'), key"
    return select(record, "instruments", "sender_iso3 = ? AND host_iso3 = ?", sender, host, order=order)


def sightings(record: Record, ids: Iterable[str]) -> tuple[Fact, ...]:
    """Dated sightings of instruments at work, oldest first."""
    wanted = list(ids)
    marks = ", ".join("?" * len(wanted))
    return select(record, "instrument_sightings", f"instrument_id IN ({marks})", *wanted, order="date, key")


def reactions(record: Record, code: str) -> tuple[Fact, ...]:
    """Reactions of a government to the report, as coded from embassy cables, newest first."""
    return select(record, "reactions", "iso3 = ? AND any_reaction = 1", code, order="report_year DESC")


def missions(record: Record, code: str) -> tuple[Fact, ...]:
    """State of the two diplomatic missions by edition of the Factbook, newest first."""
    return select(record, "missions", "iso3 = ?", code, order="year DESC")


def trade(record: Record, code: str) -> tuple[Fact, ...]:
    """Share of the United States in a jurisdiction's trade, newest first."""
    return select(record, "us_trade_shares", "iso3 = ?", code, order="year DESC")


def aid(record: Record, code: str) -> tuple[Fact, ...]:
    """Aid by year, newest first."""
    return select(record, "us_aid", "iso3 = ?", code, order="year DESC")


def grants(record: Record, code: str) -> tuple[Fact, ...]:
    """Anti-trafficking grants by fiscal year, newest first; `listed` no is a placeholder of the compilation, not a zero."""
    return select(record, "tip_grants", "scope = 'country' AND iso3 = ?", code, order="fiscal_year DESC")


def banks(record: Record, code: str) -> tuple[Fact, ...]:
    """Membership of the development banks and the IMF."""
    return select(record, "bank_membership", "iso3 = ?", code)


def goods(record: Record, code: str) -> tuple[Fact, ...]:
    """Goods that the Labor Department lists as made with child or forced labour, newest year first."""
    return select(record, "ilab_goods", "iso3 = ?", code, order="year DESC, good")


def everything(record: Record, code: str) -> dict[str, tuple[Fact, ...]]:
    """Every fact of every table that concerns one jurisdiction on either side, by table."""
    found = {}
    for name, table in BY_NAME.items():
        places = [column.name for column in table.columns if column.type == "place"]
        if not places:
            continue
        where = " OR ".join(f"{place} = ?" for place in places)
        facts = select(record, name, where, *[code] * len(places))
        if facts:
            found[name] = facts
    return found


def labour_flags(record: Record, code: str) -> tuple[Fact, ...]:
    """The Labor Department's yes or no answers on enforcement, for the whole jurisdiction, newest year first."""
    where = "iso3 = ? AND territory IS NULL AND value IS NULL"
    return select(record, "ilab_enforcement", where, code, order="year DESC, key")


def determinations(record: Record) -> tuple[Fact, ...]:
    """Every presidential determination on every jurisdiction, oldest edition first."""
    return record.once(
        "determinations",
        lambda: select(record, "watch_list_events", "event LIKE 'determination\\_%' ESCAPE '\\'", order="report_year, key"),
    )


def editions_listing(record: Record, event: str) -> tuple[int, ...]:
    """Editions of which this record holds a list (`policy_or_pattern`, `child_soldiers_list`), whoever is on it."""
    rows = record.rows("SELECT DISTINCT report_year AS y FROM watch_list_events WHERE event = ? ORDER BY y", event)
    return tuple(row["y"] for row in rows)


def flows_abroad(record: Record, code: str) -> tuple[Fact, ...]:
    """Findings of nationals of one jurisdiction exploited in others, in its own summaries and in theirs, oldest first."""
    where = "kind = 'flow' AND ((iso3 = ? AND direction = 'out') OR (other_iso3 = ? AND direction = 'in'))"
    return select(record, "reported_findings", where, code, code, order="report_year, key")


def all_placements(record: Record) -> dict[str, tuple[Fact, ...]]:
    """Every placement of every edition, by code and within it oldest first: for questions about all places at once."""
    found: dict[str, list[Fact]] = {}
    for placement in select(record, "tier_placements", "TRUE", order="iso3, report_year"):
        found.setdefault(placement["iso3"], []).append(placement)
    return {code: tuple(facts) for code, facts in found.items()}


def events_of_kind(record: Record, *kinds: str) -> tuple[Fact, ...]:
    """Events of some kinds, of all jurisdictions, by code and year: `waiver`, `cliff`, `one_year_rule` and so on."""
    marks = ", ".join("?" * len(kinds))
    return select(record, "watch_list_events", f"event IN ({marks})", *kinds, order="iso3, report_year, key")


def summarised(record: Record) -> frozenset[tuple[str, int]]:
    """The pairs of code and edition for which findings coded from an official summary are held."""
    rows = record.rows("SELECT DISTINCT iso3, report_year FROM reported_findings")
    return frozenset((row["iso3"], row["report_year"]) for row in rows)
