"""One's workspaces, what is due over all of them, and who belongs to one.

Members are let in and taken out on the page alone: a token that was lost lets nobody in.
"""

import datetime as dt
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.errors import HttpError
from ninja.responses import Status
from pydantic import BaseModel, Field

from palermo.register.dates import parse_as_of
from palermo.workspace.commission import founding, may, portfolio
from palermo.workspace.commission.forms import FoundingForm
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.people import Membership, Role
from palermo.workspace.commission.words import _
from palermo.workspace.interface import sent, shapes
from palermo.workspace.interface.operations.common import Limit, Offset, part, reads, writes
from palermo.workspace.interface.operations.items import shape_of, show
from palermo.workspace.reading import record_at

router = Router(tags=["workspaces"])
_Day = Annotated[dt.date | None, Query(None, description="The day that is asked about; today where it is left out.")]


class Workspace(BaseModel):
    """A workspace to which the person belongs."""

    key: UUID
    name: str
    role: Literal[tuple(Role.values)]  # type: ignore[valid-type]


class Short(BaseModel):
    """An item in a list of what is due."""

    key: UUID
    title: str
    date: dt.date | None = Field(None, description="a meeting's day, a commitment's due date")


class Line(BaseModel):
    """What the day asks for in one workspace. `next_meeting` null: no forum is known."""

    workspace: Workspace
    next_meeting: Short | None
    open_asks: list[Short]
    late: list[Short]
    due_within_30_days: list[Short]
    open_without_due_date: int


class Portfolio(BaseModel):
    """Over all workspaces: the lines by the next meeting, and the days that remain in the period of which edition."""

    day: dt.date
    edition: int
    days_left: int
    period_end: dt.date
    lines: list[Line]


class Overview(Line):
    """One workspace: its two sides, and what is due."""

    relationship: shape_of("relationship")  # type: ignore[valid-type]


class Member(BaseModel):
    """Somebody who belongs to a workspace."""

    name: str
    role: Literal[tuple(Role.values)]  # type: ignore[valid-type]


class Founding(shapes.Said):
    """A new workspace on a relationship."""

    name: shapes.words(120, 1)  # type: ignore[valid-type]
    sender: shapes.words(80, 1) = "USA"  # type: ignore[valid-type]
    host: shapes.words(80, 1)  # type: ignore[valid-type]
    us: Literal["sender", "host"] = "sender"
    commission: shapes.words(200) = ""  # type: ignore[valid-type]


@router.get("/workspaces", response=reads(shapes.Page[Workspace]), operation_id="list_workspaces")
def list_workspaces(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The workspaces that the person belongs to, as far as the token reaches."""
    return part(may.memberships(request.user), lambda found: [_workspace(one) for one in found], limit, offset)


@router.post("/workspaces", response=writes(Workspace, 201), operation_id="make_workspace")
def make_workspace(request: HttpRequest, said: Founding) -> Any:
    """Make a workspace; its maker is its administrator. A token for one workspace makes no other."""
    if request.user.within is not None:
        raise HttpError(403, _("This token reaches one workspace, and makes no other."))
    made = founding.found(request.user, **sent.cleaned(FoundingForm(said.model_dump())))
    return Status(201, _workspace(may.member(request.user, made.key)))


@router.get("/workspaces/{ws}", response=reads(Overview), operation_id="read_workspace")
def read_workspace(request: HttpRequest, ws: str, day: _Day = None) -> Any:
    """The two sides, and what is due on both."""
    membership = may.member(request.user, ws)
    relationship = may.item(membership, type(membership.workspace.relationship), membership.workspace.relationship.key)
    sent.read(request.user, [relationship])
    return _line(portfolio.line(membership, _day(day))) | {"relationship": show(relationship)}


@router.get("/portfolio", response=reads(Portfolio), operation_id="read_portfolio")
def read_portfolio(request: HttpRequest, day: _Day = None) -> Any:
    """Over all workspaces, as far as the token reaches: what is next, open, due and late."""
    found = portfolio.portfolio(request.user, record_at(None).law, _day(day))
    period = {"day": found.day, "edition": found.edition, "days_left": found.days, "period_end": found.period_end}
    return period | {"lines": [_line(line) for line in found.lines]}


@router.get("/workspaces/{ws}/members", response=reads(shapes.Page[Member]), operation_id="list_members")
def list_members(request: HttpRequest, ws: str, limit: Limit = 50, offset: Offset = 0) -> Any:
    """Who belongs to the workspace. It is changed on its page, and not here."""
    membership = may.member(request.user, ws)
    people = membership.workspace.memberships.select_related("person").order_by("person__username")
    return part(people, lambda found: [{"name": m.person.username, "role": m.role} for m in found], limit, offset)


def _day(asked: dt.date | None) -> dt.date:
    return parse_as_of(asked.isoformat()) if asked else timezone.now().date()


def _workspace(membership: Membership) -> dict[str, Any]:
    return {"key": membership.workspace.key, "name": membership.workspace.name, "role": membership.role}


def _line(line: portfolio.Line) -> dict[str, Any]:
    return {
        "workspace": _workspace(line.membership),
        "next_meeting": _short(line.next_meeting, "date") if line.next_meeting else None,
        "open_asks": [_short(ask) for ask in line.asks],
        "late": [_short(one, "due") for one in line.late],
        "due_within_30_days": [_short(one, "due") for one in line.due],
        "open_without_due_date": line.undecided,
    }


def _short(item: Item, day: str = "") -> dict[str, Any]:
    return {"key": item.key, "title": str(item), "date": getattr(item, day) if day else None}
