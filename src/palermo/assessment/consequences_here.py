"""What a placement would change here: each consequence of the law beside what the record holds on this jurisdiction.

Facts only, each with its locator, so that a brief can make claims of them. What no tier decides is kept apart, and so is what
the sender may not lawfully offer, which is for counsel to check.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from palermo.assessment.standing import Standing
from palermo.law.consequences import Consequence, consequences
from palermo.record import query
from palermo.record.facts import Fact

BANKS = ("IBRD", "IFC", "MIGA", "IDB", "ADB", "AfDB", "EBRD", "IMF")  # IDA rows exist for borrowers only
CUT = 2016  # from this edition on, the copies read lack the paragraphs of a determination on restriction waivers
State = Literal["found", "none_found", "not_held"]
NOTHING = "nothing found that it would add"
UNKNOWN = "not known to this record"
_CONTEXT = ("measures_in_force", "restriction_waivers")  # what stands already, or was done before: no placement adds it


@dataclass(frozen=True)
class Touched:
    """One thing that a consequence would touch: `aid`, `arms`, `banks`, ... with the facts that say so.

    "none_found" means that the table is held and shows none; "not_held" that this record has no table for it. `column` is the
    cell to read in each fact, and `table` the catalogue entry to cite where there is none.
    """

    kind: str
    state: State
    line: str
    table: str
    facts: tuple[Fact, ...] = ()
    column: str | None = None


@dataclass(frozen=True)
class WaiverRate:
    """How often a restriction waiver was full, as known on the day: `full` of `decided` in editions whose waivers were read.

    `unread` are editions of which only the restrictions were read: a waiver there would not show.
    """

    decided: tuple[Fact, ...]
    full: tuple[Fact, ...]
    unread: tuple[int, ...]


@dataclass(frozen=True)
class Here:
    """A consequence with what it would touch here. `adds` is False when nothing was found that it would add."""

    consequence: Consequence
    touched: tuple[Touched, ...]

    @property
    def adds(self) -> bool:
        """Whether something was found that it would change."""
        return any(item.state == "found" and item.kind not in _CONTEXT for item in self.touched)

    @property
    def known(self) -> bool:
        """Whether every table that could show a change is held for the day. Only then is "nothing found" an answer."""
        return all(item.state != "not_held" for item in self.touched)

    @property
    def shown(self) -> tuple[Touched, ...]:
        """What to print: where something is found, that and what is not held; else everything that was looked at."""
        return tuple(item for item in self.touched if item.state != "none_found") if self.adds else self.touched

    @property
    def start(self) -> str:
        """How the line "what it would change here" begins: with what was found, with nothing, or with what is not known."""
        return "" if self.adds else NOTHING if self.known else UNKNOWN


@dataclass(frozen=True)
class CounselCheck:
    """Something that the sender may not lawfully offer, or only under conditions: always "check with counsel"."""

    subject: str
    citation: str | None
    line: str = "check with counsel"


@dataclass(frozen=True)
class ConsequencesHere:
    """What would follow from a placement in the next edition. The placement is the caller's question and no forecast."""

    tier: str
    report_year: int
    tied_to_tier: tuple[Here, ...]
    apart: tuple[Here, ...]
    waived_here: WaiverRate
    waived_overall: WaiverRate
    counsel: tuple[CounselCheck, ...]


COUNSEL = (
    CounselCheck("help to security units: vetting for gross violations of human rights", "22 USC 2378d"),
    CounselCheck("training or other help to police: a general bar with exceptions", "22 USC 2420"),
    CounselCheck("anything that a bar on this country forbids (embargo, sanctions, appropriations)", None),
)


def consequences_here(standing: Standing, tier: str) -> ConsequencesHere:
    """What the law attaches to a placement in the next edition, and what it would change here, as known on the day.

    Empty before the statute was enacted. UserError for an unknown tier.
    """
    found: tuple[Consequence, ...] = ()
    if standing.enacted:
        before = standing.current["tier"] if standing.current else None
        law, year = standing.record.law, standing.next_year
        found = consequences(tier, year, law, previous=before, as_of=standing.as_of)
    here = [Here(item, tuple(look(standing) for look in _LOOK.get(item.id, ()))) for item in found]
    every = query.determinations(standing.record)
    return ConsequencesHere(
        tier,
        standing.next_year,
        tuple(h for h in here if h.consequence.tied_to_tier),
        tuple(h for h in here if not h.consequence.tied_to_tier),
        _rate(every, [f for f in every if f["iso3"] == standing.place.code]),
        _rate(every, list(every)),
        COUNSEL,
    )


# How often waived -------------------------------------------------------------------------------------------------------------


def _rate(every: tuple[Fact, ...], own: list[Fact]) -> WaiverRate:
    """The rate over editions in which at least one full waiver was read; elsewhere a copy may lack the part with the waivers."""
    read = {f["report_year"] for f in every if f["event"] == "determination_full_waiver"}
    kinds = ("determination_full_waiver", "determination_restriction")
    decided = {(f["iso3"], f["report_year"]): f for f in own if f["event"] in kinds and f["report_year"] in read}
    full = tuple(f for f in own if f["event"] == "determination_full_waiver")
    return WaiverRate(tuple(decided.values()), full, tuple(sorted({f["report_year"] for f in own} - read)))


# What each consequence would touch --------------------------------------------------------------------------------------------

Look = Callable[[Standing], Touched]


def _money(usd: float) -> str:
    """An amount in print: millions with one place, and a small one in full, so that it is never rounded to nothing."""
    return f"USD {usd / 1e6:,.1f} million" if usd >= 100_000 else f"USD {usd:,.0f}"


def _amount(kind: str, column: str, noun: str, note: str) -> Look:
    """Look for the last known year of an amount; a blank is not zero, and a zero is a value."""

    def look(standing: Standing) -> Touched:
        fact = next((f for f in query.aid(standing.record, standing.place.code) if f[column] is not None), None)
        if fact is None:
            return Touched(kind, "not_held", f"{noun}: not in this record by that day", "us_aid")
        line = f"{noun} of {_money(fact[column])} in {fact['year']}, the last known year, {note}"
        return Touched(kind, "found" if fact[column] else "none_found", line, "us_aid", (fact,), column)

    return look


_aid = _amount("aid", "oda_us_usd", "assistance from the United States", "in constant dollars, by whatever channel")
_arms = _amount("arms", "us_military_police_usd", "military and police aid", "sales not included")


def _waivers(standing: Standing) -> Touched:
    every = query.determinations(standing.record)
    here, overall = _rate(every, [f for f in every if f["iso3"] == standing.place.code]), _rate(every, list(every))
    rest = f"overall in {len(overall.full)} of {len(overall.decided)}"
    if not here.decided:
        state: State = "none_found" if overall.decided else "not_held"
        return Touched(
            "restriction_waivers", state, f"no decision here on record; full restriction waivers {rest}", "watch_list_events"
        )
    line = f"a full restriction waiver in {len(here.full)} of {len(here.decided)} decisions here whose waivers were read, {rest}"
    return Touched("restriction_waivers", "found", line, "watch_list_events", here.decided, "event")


def _exchanges(standing: Standing) -> Touched:
    return Touched("exchanges", "not_held", "exchanges of officials are not in this record", "us_aid")


def _banks(standing: Standing) -> Touched:
    """Membership of the institutions to which the votes apply. What is not held for the day is never read as a no."""
    rows = query.banks(standing.record, standing.place.code)
    members = tuple(f for f in rows if f["member"] == "yes")
    unseen = [name for name in BANKS if name not in {f["institution"] for f in rows}]
    rest = f"; membership of {', '.join(unseen)} not held for that day" if unseen else ""
    if members:
        names = ", ".join(f["institution"] for f in members)
        line = f"member of {names} when last seen; whether it borrowed is not on record{rest}"
        return Touched("banks", "found", line, "bank_membership", members, "member")
    if unseen:
        return Touched("banks", "not_held", "membership of the banks not held for that day", "bank_membership")
    return Touched(
        "banks", "none_found", "a member of none of the listed institutions on record", "bank_membership", rows, "member"
    )


def _in_force(standing: Standing) -> Touched:
    """Restrictions whose fiscal year (1 October to 30 September) holds the day."""
    own = [f for f in query.determinations(standing.record) if f["iso3"] == standing.place.code]
    running = tuple(
        f for f in own if f["event"] == "determination_restriction" and f["fiscal_year"] == _fiscal_year(standing.as_of)
    )
    if not running:
        return Touched("measures_in_force", "none_found", "no such restriction in force on record that day", "watch_list_events")
    unread = ", unless waived in a part that was not read" if running[0]["report_year"] >= CUT else ""
    line = f"restrictions already ran in fiscal year {running[0]['fiscal_year']}{unread}"
    return Touched("measures_in_force", "found", line, "watch_list_events", running, "fiscal_year")


def _fiscal_year(day: dt.date) -> int:
    return day.year + (day.month >= 10)


def _comparable(standing: Standing) -> Touched:
    return Touched("comparable", "not_held", "broad restrictions over human rights are not in this record", "watch_list_events")


def under_way(fact: Fact) -> bool:
    """Whether an instrument is shown neither as ended nor as suspended by the day."""
    return not fact["ended"] and fact["status"] not in ("ended", "lapsed", "suspended")


def _instrument(kind: str, words: str, *prefixes: str, of: tuple[str, ...]) -> Look:
    """Look for an instrument with the United States that had not ended by the day.

    That there is none can be said only where the kinds named in `of` are on record by the day, for whatever place.
    """

    def look(standing: Standing) -> Touched:
        rows = query.instruments(standing.record, "USA", standing.place.code)
        found = tuple(f for f in rows if f["kind"].startswith(prefixes) and under_way(f))
        if found:
            titles = "; ".join(dict.fromkeys(f["title"] for f in found))
            return Touched(kind, "found", f"{words} on record: {titles}", "instruments", found, "title")
        if all(query.holds_kind(standing.record, "instruments", "kind", start) for start in of):
            return Touched(kind, "none_found", f"no {words} on record", "instruments")
        return Touched(kind, "not_held", f"{words}: not all in this record by that day", "instruments")

    return look


def _event(event: str, words: str) -> Look:
    """Look for a listing in any edition that was out, newest first. Only the list of the newest edition can show that there is none."""

    def look(standing: Standing) -> Touched:
        rows = tuple(f for f in query.events(standing.record, standing.place.code) if f["event"] == event)[::-1]
        if rows:
            line = f"on {words} in {', '.join(str(f['report_year']) for f in rows)}"
            return Touched(event, "found", line, "watch_list_events", rows, "event")
        newest = standing.latest["report_year"] if standing.latest else None
        if newest in query.editions_listing(standing.record, event):
            return Touched(event, "none_found", f"not on {words} in the newest edition", "watch_list_events")
        return Touched(event, "not_held", f"{words} of the newest edition: not in this record", "watch_list_events")

    return look


def _goods(standing: Standing) -> Touched:
    rows = [f for f in query.goods(standing.record, standing.place.code) if "yes" in (f["forced"], f["forced_child"])]
    newest = tuple(f for f in rows if f["year"] == rows[0]["year"])
    if newest:
        names = ", ".join(f["good"] for f in newest)
        line = f"goods listed for forced labour in {newest[0]['year']}: {names}"
        return Touched("goods", "found", line, "ilab_goods", newest, "good")
    if query.holds_kind(standing.record, "ilab_goods", "key", ""):
        return Touched("goods", "none_found", "no goods listed for forced labour on record by that day", "ilab_goods")
    return Touched("goods", "not_held", "the lists of goods made by forced labour: not in this record by that day", "ilab_goods")


_PREFERENCES = ("trade_gsp", "trade_agoa", "trade_cbi")  # the designations of the first have no date before the programme lapsed
_LOOK: dict[str, tuple[Look, ...]] = {
    "aid_withheld": (_aid, _arms, _in_force),
    "exchanges_withheld": (_exchanges, _aid, _in_force),
    "bank_votes": (_banks,),
    "restriction_waiver": (_waivers,),
    "comparable_restrictions": (_comparable, _in_force),
    "certification": (_aid,),
    "compact_funds": (_instrument("compacts", "compact or threshold programme", "mcc_", of=("mcc_",)),),
    "fast_track": (
        _instrument("trade_agreements", "trade agreement", "trade_fta", "trade_tifa", "trade_art", of=("trade_fta",)),
    ),
    "policy_or_pattern": (_event("policy_or_pattern", "the list of governments with a policy or pattern"),),
    "child_soldier_list": (_event("child_soldiers_list", "the child-soldier list"), _arms),
    "preferences": (_instrument("preferences", "tariff preferences", *_PREFERENCES, of=_PREFERENCES),),
    "import_bar": (
        _goods,
        _instrument("forced_labour_tariff", "action over forced labour in trade", "trade_301", of=("trade_301",)),
    ),
}
