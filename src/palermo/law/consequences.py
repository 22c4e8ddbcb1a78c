"""What would follow from a placement (R15-R17, R21-R29), each with its days; and, apart, what no tier
decides.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from palermo.errors import UserError
from palermo.law.history import PLACEMENTS
from palermo.law.load import default_law
from palermo.law.model import ConsequenceDefinition, Law
from palermo.law.period import on, required
from palermo.law.timetable import CalendarEntry, statutory_calendar
from palermo.law.versions import law_version
from palermo.register.dates import last_day


@dataclass(frozen=True)
class Consequence:
    """One consequence of a placement, or one measure that no tier decides (`tied_to_tier` false).

    `starts` and `ends` are days, or None where the law sets none. `force` is "mandatory" or "discretionary";
    `needs` is a further fact that it depends on.
    """

    id: str
    rule: str
    citation: str
    sentence: str
    starts: dt.date | None
    ends: dt.date | None
    force: str
    tied_to_tier: bool
    confidence: str
    needs: str | None
    note: str | None
    recheck: bool


def consequences(
    tier: str,
    report_year: int,
    law: Law | None = None,
    *,
    previous: str | None = None,
    as_of: dt.date | None = None,
    submitted: dt.date | None = None,
    released: dt.date | None = None,
) -> tuple[Consequence, ...]:
    """What the law of the edition attaches to a placement, then what it attaches to no tier.

    `previous` is the placement before, which some consequences need; without it they are left out. Days are
    counted as in `statutory_calendar`. A special case brings none that is tied to a tier. UserError for an
    unknown tier.
    """
    law = law or default_law()
    for word in (tier, *([previous] if previous else [])):
        if word not in PLACEMENTS:
            raise UserError(f"'{word}' is not a placement; the placements are {', '.join(PLACEMENTS)}.")
    version = law_version(report_year, as_of, law=law)
    events = statutory_calendar(report_year, law=law, as_of=as_of, submitted=submitted, released=released)
    days = _days(law, report_year, as_of, {event.id: event for event in events}, released or submitted)
    end = law.value("trade_procedures_end", version.id)
    found = [
        item
        for item in law.consequences
        if law.order[item.since] <= law.order[version.id]
        and report_year >= item.first_report_year
        and _attaches(item, tier, previous)
    ]
    dormant = dt.date.fromisoformat(str(end.value)) if end else None
    return tuple(_made(item, tier, days, dormant) for item in sorted(found, key=lambda item: not item.tied_to_tier))


def _attaches(item: ConsequenceDefinition, tier: str, previous: str | None) -> bool:
    if not item.tied_to_tier:
        return True
    if tier not in item.tiers or (item.previous and previous not in item.previous):
        return False
    return not item.changed or (previous is not None and _list(previous) != _list(tier))


def _list(tier: str) -> str:
    return "2WL" if tier == "2WL+waiver" else tier


Window = tuple[dt.date | None, dt.date | None]


def _days(law: Law, year: int, as_of: dt.date | None, events: dict[str, CalendarEntry], out: dt.date | None) -> dict[str, Window]:
    """The days of each kind of window in this edition."""
    fiscal = tuple(required(law, name, year, as_of).value for name in ("fiscal_year_start", "fiscal_year_end"))
    due, following = events["report_due"].date, None
    if year < 2100:
        following = on(year + 1, required(law, "report_due", year + 1, as_of).value)
    report = out or due
    return {
        "next_fiscal_year": (on(year, fiscal[0]), on(year + 1, fiscal[1])),
        "after_report": _window(events.get("determinations")),
        "from_report": (report, None),
        "until_next_report": (report, following),
        "trade_evidence": (report, _window(events.get("trade_evidence"))[1]),
        "action_plan": (report, _window(events.get("action_plans"))[1]),
        "interim": (report, _window(events.get("interim_assessment"))[1]),
        "standing": (None, None),
        "out": (out, None),
    }


def _window(event: CalendarEntry | None) -> Window:
    if event is None:
        return None, None
    return event.date or event.earliest, event.date or event.latest


def _made(item: ConsequenceDefinition, tier: str, days: dict[str, Window], dormant: dt.date | None) -> Consequence:
    """A consequence with its days. `dormant`: agreements entered into from this day on are outside the trade procedures."""
    starts, ends = days[item.window]
    head = f"If placed on {_named(tier)}" if item.tied_to_tier else "Whatever the tier"
    span = "".join(f" {word} {day.isoformat()}" for word, day in (("from", starts), ("to", ends)) if day is not None)
    text = f"{head}, {item.sentence}{',' if span else ''}{span}"
    if item.window == "after_report" and span:
        text += ", if the report comes on the day it is due" if not days["out"][0] else ""
    if item.rule == "R16" and dormant and (ends is None or ends > dormant):
        text += f"; dormant for agreements entered into from {dormant.isoformat()}, unless the procedures are renewed"
    return Consequence(
        item.id, item.rule, item.citation, f"{text}.", starts, ends, item.force, item.tied_to_tier,
        item.confidence, item.needs, item.note, item.recheck,
    )  # fmt: skip


def _named(tier: str) -> str:
    names = {"2WL": "the Tier 2 Watch List", "2WL+waiver": "the Tier 2 Watch List by downgrade waiver"}
    return names.get(tier, f"Tier {tier}")


def pattern_outlook(finding: bool | None) -> str:
    """What a finding of a government policy or pattern does (R17): "tier_3_strongly_indicated", never forced.

    "no_effect" without a finding, "unknown" when it is not known.
    """
    if finding is None:
        return "unknown"
    return "tier_3_strongly_indicated" if finding else "no_effect"


def fast_track(tier: str, report_year: int, agreement_entered: dt.date, *, letter: bool = False, law: Law | None = None) -> str:
    """Whether fast-track procedures apply to an agreement (R16): "barred", "allowed", "dormant" or
    "not_in_force".

    Dormant when the agreement is entered into on or after 1 July 2021, since the procedures ended.
    """
    law = law or default_law()
    end = law.value("trade_procedures_end", law_version(report_year, law=law).id)
    if end is None:
        return "not_in_force"
    if agreement_entered >= dt.date.fromisoformat(str(end.value)):
        return "dormant"
    return "barred" if tier == "3" and not letter else "allowed"


def import_measure(*, xinjiang_or_listed_entity: bool, information: str | None) -> str:
    """What customs does with a good (R28): "presumed_barred", "barred", "detain" or "none"; no tier matters.

    `information` is "conclusive", "reasonable" or None.
    """
    if xinjiang_or_listed_entity:
        return "presumed_barred"
    return {"conclusive": "barred", "reasonable": "detain"}.get(information or "", "none")


def preference_signal(*, steps_on_worker_rights: bool | None, worst_forms_commitments: bool | None) -> str:
    """Whether preferences are at risk (R27): "risk", "no_risk" or "unknown"; no tier matters."""
    answers = (steps_on_worker_rights, worst_forms_commitments)
    return "risk" if False in answers else "unknown" if None in answers else "no_risk"


def african_preferences(day: dt.date, law: Law | None = None) -> Literal["running", "lapsed", "renewed", "run_out"]:
    """How the programme of preferences for Africa stood on a day, as far as it could be known on it (R27).

    A designation of a country outlives a lapse of the programme. "renewed" holds up to the last day as last read; what came
    after "run_out" is not known.
    """
    law = law or default_law()
    lapse, renewal, end = (last_day(_african(law, name)) for name in ("agoa_lapsed_on", "agoa_renewed_on", "agoa_runs_to"))
    if day <= lapse:
        return "running"
    if day < renewal:
        return "lapsed"
    return "renewed" if day <= end else "run_out"


def _african(law: Law, name: str) -> str:
    value = law.value(name, law.versions[-1].id)
    assert value is not None
    return str(value.value)


def person_measure(role: str, *, significant_financial_gain: bool | None = None) -> str:
    """Whether section 7108 reaches a person (R29): "possible", "no" or "unknown".

    `role` is "trafficker", "supporter" or "official"; an official must gain significantly and financially.
    UserError for another role.
    """
    if role in ("trafficker", "supporter"):
        return "possible"
    if role != "official":
        raise UserError(f"'{role}' is not a role; the roles are trafficker, supporter and official.")
    if significant_financial_gain is None:
        return "unknown"
    return "possible" if significant_financial_gain else "no"
