"""What Tier 3 in the next edition would bring, and what it would change here. What no tier decides is kept apart."""

import re
from collections.abc import Iterator

from palermo.assessment.consequences_here import CUT, NOTHING, UNKNOWN, Here, Touched, WaiverRate, consequences_here
from palermo.briefing.case import Case
from palermo.briefing.claims import Citation, Claim, Value, claim
from palermo.briefing.sections.preferences import programme
from palermo.record import query
from palermo.register.dates import in_words

_START = {
    "": "What it would change here: ",
    NOTHING: f"What it would change here: {NOTHING} (",
    UNKNOWN: f"What it would change here is {UNKNOWN} (",
}
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SHORT = ("aid_withheld", "bank_votes", "restriction_waiver")  # on a two-page paper


def tier_3_here(case: Case) -> list[Claim]:
    """Consequences of the United States statute: printed for no other sender as if they were its own."""
    if not case.ours or case.place == case.sender or case.audience == "public":
        return []
    found = consequences_here(case.standing, "3")
    tied = [h for h in found.tied_to_tier if case.full or h.consequence.id in _SHORT]
    claims = [c for h in tied for c in _consequence(case, h, found.waived_here)]
    claims += _last_determination(case)
    if case.full:
        claims += [c for h in found.apart for c in _consequence(case, h, found.waived_here)]
    return claims


def _consequence(case: Case, here: Here, rate: WaiverRate) -> Iterator[Claim]:
    item = here.consequence
    words = _ISO_DAY.sub(lambda day: in_words(day.group()), item.sentence.rstrip("."))
    law = case.law(item.citation)
    before = [case.cite(case.standing.current, "tier")] if case.standing.current else []
    sentence = case.computed("consequence", words, item.sentence, "sentence", [law, *before])
    end = "" if item.citation in words else " ({law})"
    checked = "; to be read again" if item.recheck else ""
    yield claim(
        case.key(f"consequence.{item.id}", case.standing.next_year),
        "rule",
        "{sentence}" + end + checked + ".",
        sentence=sentence,
        law=case.section_of_law(item.citation) if end else "",
    )
    if item.id == "restriction_waiver":
        yield from _how_often(case, rate)
    elif here.touched:
        yield _would_change(case, here)


def _how_often(case: Case, rate: WaiverRate) -> Iterator[Claim]:
    """How often a restriction waiver was given, here and overall, as far as the determinations were read."""
    key = case.key("consequence.restriction_waiver.rate", case.standing.next_year)
    where = "table:watch_list_events#count(event=determination_full_waiver)"
    number = query.count_where(case.record, "watch_list_events", "event", "determination_full_waiver")
    overall = Value(str(number), number, "restriction waivers", (Citation(where, "presidential_determinations"),))
    waivers = "waiver is" if number == 1 else "waivers are"
    if not number:
        template = "How often it was given is not known: no full restriction waiver is on record by that day."
        yield claim(key, "reported", template, cites=case.absent("watch_list_events"))
        return
    if not rate.decided:
        template = f"How often it was given: {{overall}} full restriction {waivers} on record overall, and no decision here."
        yield claim(key, "reported", template, overall=overall)
        return
    inputs = [case.cite(f, "event") for f in rate.decided]
    full = sum(f["event"] == "determination_full_waiver" for f in rate.decided)
    yield claim(
        key,
        "reported",
        "How often it was given: in full in {full} of {all} "
        + ("decision" if len(inputs) == 1 else "decisions")
        + f" here, read or coded; {{overall}} full restriction {waivers} on record overall.",
        full=case.computed("count_full_waivers", str(full), full, "decisions", inputs),
        all=case.computed("count", str(len(inputs)), len(inputs), "decisions", inputs),
        overall=overall,
    )


def _would_change(case: Case, here: Here) -> Claim:
    """The line "what it would change here", with every fact that it rests on and every table that is silent."""
    parts = [_touched(case, item) for item in here.shown]
    start = _START[here.start]
    template = start + "; ".join(f"{{part_{n}}}" for n in range(len(parts))) + ("." if here.adds else ").")
    cites = [c for t in here.shown if not t.facts for c in case.absent(t.table)]
    slots = {f"part_{n}": part for n, part in enumerate(parts)}
    sentence, dated = programme(case, tuple(fact for item in here.shown for fact in item.facts))
    key = case.key(f"consequence.{here.consequence.id}.here", case.standing.next_year)
    return claim(key, "reported", template + sentence, cites=cites, **slots, **dated)


def _touched(case: Case, item: Touched) -> Value | str:
    """One thing that would be touched: a value where facts stand behind it; a silence of the record where none does."""
    if not item.facts or item.column is None:
        return item.line
    facts = item.facts
    return Value(item.line, facts[0][item.column], item.kind, tuple(case.cite(f, item.column) for f in facts))


def _last_determination(case: Case) -> Iterator[Claim]:
    """The last presidential determination that names the place, and for which fiscal year."""
    rows = [f for f in query.events(case.record, case.place.code) if f["event"].startswith("determination_") and f["fiscal_year"]]
    if not rows:
        return
    newest = rows[-1]
    partly_read = newest["report_year"] >= CUT
    words = {
        "determination_restriction": "restrictions" + (", unless a part that was not read waives them," if partly_read else ""),
        "determination_full_waiver": "a full restriction waiver",
        "determination_multilateral": "a decision on votes in the banks",
        "determination_subsequent_compliance": "a finding that the government had come to comply",
    }[newest["event"]]
    yield claim(
        case.key("consequence.last", newest["report_year"]),
        "reported",
        "The newest presidential determination on record that names it, on the {year} edition, brought {kind} for the fiscal year {fiscal}; "
        "later ones may be held in part or not at all.",
        year=case.year(newest),
        kind=case.read(newest, "event", words, "event"),
        fiscal=case.year(newest, "fiscal_year"),
    )
