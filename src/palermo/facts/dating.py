"""Who established a fact, who carried it to us, and on which day a reader could first know it.

One small rule a table (the rules are set out in docs/concepts/dates.md). `as_of` looks only at the day of the original. A date
cut to a month or a year counts as its last day; a row whose date cannot be known is undated, and is shown only when nobody asks
about a past day.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from palermo.facts.originals import originals
from palermo.facts.read import Row, raw, sources
from palermo.facts.schema import BY_NAME
from palermo.register.dates import last_day

CODED_LATER = "coded later"
CONCLUDED_LATER = "concluded later"
GUESS = "guess"
CONSTRAINT = "computed constraint"
CLASSIFIED = "classified by word rules"
READ_BY_MACHINE = "read by machine"

# The scholars' codes of national law for 2014 stand in a data file of the same authors that was under public version control
# from this day (docs/decisions/0003); all other years became public with the book, in 2017.
EARLY_CRIMINALIZATION = ("2014", "2015-08-31")


@dataclass(frozen=True)
class Dated:
    """Original and carrier of one row, the date first public (perhaps cut, or empty), and a caveat that print must show."""

    original: str
    published: str
    carrier: str = ""
    caveat: str = ""


@cache
def _released() -> dict[str, str]:
    return {row["report_year"]: row["released_date"] for row in raw("editions")}


@cache
def _determined() -> dict[str, str]:
    days = {row["edition"]: row["published"] for row in _dates("presidential_determination")}
    return days | {r["report_year"]: r["determination_date"] for r in raw("editions") if r["determination_date"]}


@cache
def _dates(series: str) -> tuple[Row, ...]:
    return tuple(row for row in raw("publication_dates") if row["series"] == series)


@cache
def _published(series: str) -> dict[str, str]:
    return {row["edition"]: row["published"] for row in _dates(series)}


@cache
def all_sources() -> dict[str, Row]:
    """The register of sources and the originals that were not read, by id."""
    return sources() | {row["id"]: row for row in originals()}


def _days(ids: Iterable[str]) -> list[str]:
    return [day for day in (all_sources()[i]["published"] for i in ids) if day]


def _latest(row: Row, column: str = "source") -> str:
    return max(_days(row[column].split("|")), key=last_day, default="")


def _earliest(row: Row, column: str = "source") -> str:
    return min(_days(row[column].split("|")), key=last_day, default="")


def _carried(ids: str, original: str) -> str:
    return "|".join(i for i in ids.split("|") if i and i != original)


def _tip(year: str, carriers: str, caveat: str = "") -> Dated:
    return Dated(f"tip_report_{year}", _released().get(year, ""), carriers, caveat)


def _placement(row: Row) -> Dated:
    return _tip(row["report_year"], row["source"], CONCLUDED_LATER if row["basis"] in ("derived", "inferred") else "")


def _conflict(row: Row) -> Dated:
    carriers = dict.fromkeys(i for name in ("source_kept", "source_other") for i in row[name].split("|") if i)
    return _tip(row["report_year"], "|".join(carriers))


def _interpolated(row: Row) -> Dated:
    return Dated("interpolated", _released()[str(int(row["report_year"]) + 1)], "", GUESS)


def _event(row: Row) -> Dated:
    year, event = row["report_year"], row["event"]
    caveat = CONCLUDED_LATER if row["evidence"] == "D" else ""
    if event == "child_soldiers_waiver":
        return Dated(f"presidential_determination_{year}", row["detail"][-10:], row["source"])
    if event.startswith("determination_"):
        read = next((i for i in row["source"].split("|") if i.startswith("presdet_")), "")
        original = read or f"presidential_determination_{year}"
        return Dated(original, _determined().get(year, ""), _carried(row["source"], original), caveat)
    if year not in _released():  # a constraint on the edition that follows the last one
        before = str(int(year) - 1)
        return Dated(f"tip_report_{before}", _released()[before], row["source"], CONSTRAINT)
    return _tip(year, row["source"], caveat)


def _count(row: Row) -> Dated:
    if row["measure"] in ("special_watch_list", "tier_3_with_waiver", "tier_3_with_full_waiver"):
        first = row["source"].split("|")[0]
        return Dated(first, _earliest(row), _carried(row["source"], first))
    return _tip(row["report_year"], row["source"])


def _treaty(row: Row) -> Dated:
    original = "ilo_ratifications" if row["treaty"].startswith("ILO_") else "un_treaty_depositary"
    return Dated(original, row["date"] or row["seen"], row["source"])


def _criminalization(row: Row) -> Dated:
    year, early = EARLY_CRIMINALIZATION
    day = early if row["year"] == year else _latest(row)
    return Dated("kelley_criminalization", day, "", CODED_LATER)


def _ilab(row: Row) -> Dated:
    edition = f"ilab_findings_{row['year']}"
    return Dated(edition, _published("ilab_findings").get(row["year"], ""), _carried(row["source"], "ilab_findings"))


def _upr(row: Row) -> Dated:
    session = row["session"]
    return Dated(f"upr_session_{session}", _published("upr_session").get(session, ""), row["source"])


def _scholars(row: Row) -> Dated:
    return Dated(row["source"], _latest(row), "", CODED_LATER)


def _grant(row: Row) -> Dated:
    return Dated("tip_grant_lists", f"{int(row['fiscal_year']) + 1}-12-31", row["source"], CODED_LATER)


def _votes(row: Row) -> Dated:
    return Dated("unga_ideal_points", row["year"], _carried(row["source"], "unga_ideal_points"))


def _factbook(row: Row) -> Dated:
    return Dated(f"factbook_{row['year']}", row["year"], _carried(row["source"], "cia_factbook_editions"))


def _trade(row: Row) -> Dated:
    if "cia_factbook_editions" in row["source"].split("|"):
        return _factbook(row)
    return Dated(row["source"], _latest(row), "", CODED_LATER)


def _mission(row: Row) -> Dated:
    return Dated(f"factbook_{row['year']}", row["year"], _carried(row["source"], "cia_factbook_editions"), CLASSIFIED)


def _aid(row: Row) -> Dated:
    return Dated("us_foreign_aid_accounts", _latest(row), row["source"], CODED_LATER)


def _made_by(ids: list[str], day: str) -> tuple[str, str]:
    """Original and carriers of an instrument that was public on a day. A text that is younger decided nothing: it carries."""
    for source_id in ids:
        text = sources()[source_id]
        if text["kind"] == "original" and text["published"] and day and last_day(text["published"]) <= last_day(day):
            return source_id, "|".join(i for i in ids if i != source_id)
    return "parties_to_instrument", "|".join(ids)


def _instrument(row: Row) -> Dated:
    day = row["signed"] or row["in_force"] or row["ended"] or _first_seen(row)
    original, carriers = _made_by(row["source_id"].split("|"), day)
    return Dated(original, day, carriers)


@cache
def _sightings() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in raw("instrument_sightings"):
        found.setdefault(row["instrument_id"], []).append(row["published"])
    return found


def _first_seen(row: Row) -> str:
    """An instrument without a date of its own was public when its oldest source was, or when it was first seen at work."""
    days = [*_sightings().get(row["id"], ()), *_days(row["source_id"].split("|"))]
    return min(days, key=last_day, default="")


def _sighting(row: Row) -> Dated:
    original, carriers = _made_by([i for i in row["source_id"].split("|") if i], row["published"])
    return Dated(original, row["published"], carriers)


def _bank(row: Row) -> Dated:
    return Dated(f"members_{row['institution'].lower()}", row["since"] or row["as_of"], row["source_id"])


def _finding(row: Row) -> Dated:
    return _tip(row["report_year"], f"factbook_{row['factbook_edition']}", CODED_LATER)


@cache
def _findings() -> dict[str, Row]:
    return {row["id"]: row for row in raw("reported_findings")}


def _machine(row: Row) -> Dated:
    """A finding of the reader is as old as the text that it was read in."""
    if row["series"] == "sweat_and_toil":
        edition = f"ilab_findings_{row['edition']}"
        return Dated(edition, _published("ilab_findings").get(row["edition"], ""), "", READ_BY_MACHINE)
    if row["series"] == "upr":
        session = row["edition"]
        return Dated(f"upr_session_{session}", _published("upr_session").get(session, ""), "upr_info_terman", READ_BY_MACHINE)
    return _tip(row["edition"], f"factbook_{row['carrier_edition']}", READ_BY_MACHINE)


FIRST_PUBLIC: dict[str, Callable[[Row], Dated]] = {
    "editions": lambda row: _tip(row["report_year"], row["source"]),
    "tier_placements": _placement,
    "tier_placements_conflicts": _conflict,
    "tier_placements_interpolated": _interpolated,
    "watch_list_events": _event,
    "published_counts": _count,
    "treaty_acts": _treaty,
    "criminalization": _criminalization,
    "ilab_assessments": _ilab,
    "ilab_enforcement": _ilab,
    "ilab_goods": _ilab,
    "ilab_legal_standards": _ilab,
    "upr_recommendations": _upr,
    "upr_pairs": _upr,
    "reactions": _scholars,
    "tip_grants": _grant,
    "policy_index_3p": _scholars,
    "unga_votes": _votes,
    "us_trade_shares": _trade,
    "missions": _mission,
    "us_aid": _aid,
    "global_law_enforcement": lambda row: _tip(row["edition"], row["source"]),
    "instruments": _instrument,
    "instrument_sightings": _sighting,
    "bank_membership": _bank,
    "reported_findings": _finding,
    "finding_details": lambda row: _finding(_findings()[row["finding_id"]]),
    "machine_findings": _machine,
    "publication_dates": lambda row: Dated(row["source"].split("|")[0], row["published"]),
}


def _half_a_year_after(text: str) -> str:
    """Six months after the last day of a session: the outcome is adopted about five months later."""
    if not text:
        return ""
    day = last_day(text)
    month = day.month + 6
    return last_day(f"{day.year + (month - 1) // 12}-{(month - 1) % 12 + 1:02d}").isoformat()


# The date on which a column that `Table.later` names became public.
LATER: dict[str, Callable[[Row], str]] = {
    "note": lambda row: _latest(row) if row["note"] else "",
    "determination": lambda row: row["determination_date"],
    "upr_response": lambda row: _half_a_year_after(_published("upr_session").get(row["session"], "")),
    "upr_coding": lambda row: all_sources()["upr_info_terman"]["published"],
    "unga_estimate": lambda row: all_sources()["unga_ideal_points"]["published"],
    "trade_total": lambda row: all_sources()["kelley_simmons_ajps2014"]["published"],
    "in_force": lambda row: row["in_force"],
    "ended": lambda row: row["ended"],
    "last_seen": lambda row: _latest(row, "source_id"),
}


def day(text: str) -> dt.date | None:
    """The last day that a date can mean; None for an undated one."""
    return last_day(text) if text else None


def dated(table: str, row: Row) -> Dated:
    """Original, carrier and date of a row. The rule of the table decides."""
    return FIRST_PUBLIC[table](row)


assert set(FIRST_PUBLIC) == set(BY_NAME), set(FIRST_PUBLIC) ^ set(BY_NAME)
