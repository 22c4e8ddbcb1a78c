"""All of one's workspaces at a glance: what is next, what is open, what is late on either side, and where no forum is known."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from palermo.law.model import Law
from palermo.workspace.commission.commitments import OPEN, Commitment
from palermo.workspace.commission.counting import days_left
from palermo.workspace.commission.marks import Output, leaving
from palermo.workspace.commission.may import memberships, visible
from palermo.workspace.commission.meetings import Ask, Meeting
from palermo.workspace.commission.people import Membership

SOON = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Line:
    """One workspace on the day. `next_meeting` None: no forum is known. `due`: within thirty days; `late`: the day has passed."""

    membership: Membership
    next_meeting: Meeting | None
    asks: tuple[Ask, ...]
    late: tuple[Commitment, ...]
    due: tuple[Commitment, ...]
    undecided: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The lines, by the next meeting; and how many days remain in the period of which edition."""

    day: dt.date
    edition: int
    days: int
    period_end: dt.date
    lines: tuple[Line, ...]


def portfolio(person: Any, law: Law, today: dt.date, output: Output = "members") -> Portfolio:
    """Over the workspaces of a person, and of nobody else, what the day asks for, as far as an output may carry it.

    Refused for a day of no known edition.
    """
    edition, days, end = days_left(law, today)
    lines = [line(membership, today, output) for membership in memberships(person).select_related("workspace__relationship")]
    lines.sort(
        key=lambda one: (
            one.next_meeting is None,
            one.next_meeting.date if one.next_meeting else today,
            one.membership.workspace.name,
        )
    )
    return Portfolio(today, edition, days, end, tuple(lines))


def line(membership: Membership, today: dt.date, output: Output = "members") -> Line:
    """One workspace on the day, as far as the member's role sees it and an output may carry it."""
    ahead = leaving(visible(membership, Meeting), output).filter(Q(date__gte=today) | Q(ends__gte=today))
    open_ones = leaving(visible(membership, Commitment), output).filter(status__in=OPEN)
    return Line(
        membership,
        ahead.order_by("date", "pk").first(),
        tuple(leaving(visible(membership, Ask), output).filter(answer="")),
        tuple(open_ones.filter(due__lt=today).order_by("due")),
        tuple(open_ones.filter(due__gte=today, due__lte=today + SOON).order_by("due")),
        open_ones.filter(due=None).count(),
    )
