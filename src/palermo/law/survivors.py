"""Leads and deadlines for a referral to legal help (R35, R36). Information, not legal advice: refer before
filing.
"""

import calendar
import datetime as dt
from dataclasses import dataclass

from palermo.law.load import default_law
from palermo.law.model import Law


@dataclass(frozen=True)
class IntakeAnswers:
    """What a person chose to say; None is "skipped". No names, numbers or story are asked for."""

    in_danger: bool | None = None
    in_custody_or_hearing: bool | None = None
    under_18: bool | None = None
    last_arrival: dt.date | None = None


def referral_leads(answers: IntakeAnswers, today: dt.date) -> tuple[str, ...]:
    """What to do first, in order: "emergency", "urgent_legal", "asylum_deadline", "child_pathway" or
    "standard".
    """
    leads = []
    if answers.in_danger:
        leads.append("emergency")
    if answers.in_custody_or_hearing:
        leads.append("urgent_legal")
    if answers.last_arrival and answers.last_arrival <= today < asylum_deadline(answers.last_arrival):
        leads.append("asylum_deadline")
    if answers.under_18:
        leads.append("child_pathway")
    return tuple(leads) or ("standard",)


def asylum_deadline(last_arrival: dt.date, law: Law | None = None) -> dt.date:
    """The day one year after the last arrival, exceptions apart (8 USC 1158(a)(2)(B))."""
    law = law or default_law()
    value = law.value("asylum_months_from_arrival", law.versions[0].id)
    years = (int(str(value.value)) if value else 12) // 12
    year = last_arrival.year + years
    last = calendar.monthrange(year, last_arrival.month)[1]
    return last_arrival.replace(year=year, day=min(last_arrival.day, last))
