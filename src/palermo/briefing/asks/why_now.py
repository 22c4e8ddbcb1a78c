"""Why an ask is put now: the clock of the statute where it is our own, else what is known of the calendar of the two sides."""

from typing import Any

from palermo.briefing.asks.model import Ask
from palermo.briefing.asks.plan import third_year_limit
from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, claim, day_value
from palermo.record import query

_LIMIT = "{left} {remain}, to {end}; the {year} edition is the one at the {limit}"
_ASK = "{left} {remain}, to {end}, in which an act still counts for the {year} edition"
_QUESTION = "An answer now leaves {left}, to {end}, for an act that still counts for the {year} edition"
_LAST_DAY = "Today, {end}, is the last day on which an act counts for the {year} edition ({left} remain)"
_NO_CLOCK = "No clock of the statute runs here on this record, and the day of the next meeting is not in it."
_NO_DAY = "The day of the next meeting is not in this record, nor a body in which both sides meet."
_LAST_SEEN = "The day of the next meeting is not in this record; last seen at work: {title}, on {seen}."
_NAMED = ("statement", "announced")  # a body that is only spoken of was not seen at work


def why_now(case: Case, ask: Ask) -> Claim | None:
    """The line of why now. None where the other side reads it: the days that are left are our reckoning, not theirs."""
    if case.audience == "counterpart":
        return None
    if not case.ours:
        return calendar(case, f"{ask.id}/why_now")
    return _clock(case, ask) if case.standing.last is not None else _no_clock(case, ask)


def _clock(case: Case, ask: Ask) -> Claim:
    """The days in which an act still counts, and the day on which the edition is due where it is the next one."""
    s, law = case.standing, [case.law("22 USC 7107(b)(1)")]
    template = _LAST_DAY if s.days_left == 0 else _QUESTION if ask.question else _ASK
    slots: dict[str, Any] = {
        "left": case.computed("days_left", "1 day" if s.days_left == 1 else f"{s.days_left} days", s.days_left, "days", law),
        "end": day_value(s.period.end.isoformat(), law, "period_end"),
        "year": case.computed("counting_year", str(s.counting_year), s.counting_year, "year", law),
        "remain": "remains" if s.days_left == 1 else "remain",
    }
    if ask.id.startswith("ask.written_plan/") and s.days_left and s.counting_year == s.next_year:
        template, slots["limit"] = _LIMIT, third_year_limit(case, s.next_year)
    if s.counting_year == s.next_year:
        template += ", due on {due}"
        slots["due"] = day_value(s.due.isoformat(), law, "due")
    return claim(f"{ask.id}/why_now", "rule", template + ".", **slots)


def _no_clock(case: Case, ask: Ask) -> Claim:
    return claim(f"{ask.id}/why_now", "rule", _NO_CLOCK, cites=case.absent("tier_placements", "instruments"))


def calendar(case: Case, key: str) -> Claim:
    """When the two sides were last seen to meet, which is all that a record knows of their calendar."""
    cites = case.absent("instruments")
    bodies = [row for row in query.instruments(case.record, case.sender.code, case.place.code) if row["kind"] == "commission"]
    sightings = query.sightings(case.record, [row["id"] for row in bodies])
    seen = [sighting for sighting in sightings if sighting["date"] and sighting["event"] not in _NAMED]
    if not seen:
        return claim(key, "reported", _NO_DAY, cites=cites)
    last = max(seen, key=lambda sighting: (sighting["date"], sighting.key))
    title = case.read(next(row for row in bodies if row["id"] == last["instrument_id"]), "title")
    return claim(key, "reported", _LAST_SEEN, title=title, seen=case.date(last, "date"), cites=cites)
