"""The asks of a brief, to be put on a meeting's agenda: the paper is checked before anything of it is given."""

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.responses import Status
from pydantic import BaseModel, Field

from palermo.register.dates import parse_as_of
from palermo.workspace.commission import asking, may
from palermo.workspace.commission.meetings import Meeting
from palermo.workspace.commission.people import Membership
from palermo.workspace.commission.views.acts import paper_of
from palermo.workspace.interface import shapes
from palermo.workspace.interface.operations.common import reads, writes
from palermo.workspace.interface.operations.items import shape_of, show

router = Router(tags=["asks"])
_WHERE = "/workspaces/{ws}/meetings/{key}/brief-asks"
_Day = Annotated[dt.date | None, Query(None, description="The brief as of this day; today where it is left out.")]


class BriefAsk(BaseModel):
    """An ask of a brief, and whether it is on the agenda already."""

    id: str
    sentence: str
    basis: list[str]
    caution: str | None
    taken: bool


class BriefAsks(BaseModel):
    """The asks of the brief as of a day, made from one record."""

    day: dt.date
    record_id: str
    items: list[BriefAsk]


class Taken(BaseModel):
    """What was put on the agenda, as drafts."""

    items: list[shape_of("ask")]  # type: ignore[valid-type]


class Chosen(shapes.Said):
    """Which asks of the brief of a day are put on the agenda."""

    day: dt.date
    asks: Annotated[list[shapes.words(200, 1)], Field(min_length=1, max_length=50)]  # type: ignore[valid-type]


@router.get(_WHERE, response=reads(BriefAsks), operation_id="list_brief_asks")
def list_brief_asks(request: HttpRequest, ws: str, key: str, day: _Day = None) -> Any:
    """The asks of the brief as of a day. Contributors and above."""
    membership = may.member(request.user, ws, "draft")
    meeting = may.item(membership, Meeting, key)
    asked, paper = _paper(membership, day)
    taken = set(meeting.asks.filter(erased_at=None).values_list("claim_id", flat=True))
    items = [
        {
            "id": ask.id,
            "sentence": ask.sentence.text,
            "basis": [claim.text for claim in ask.basis],
            "caution": ask.caution.text if ask.caution else None,
            "taken": ask.id in taken,
        }
        for ask in asking.asks_of(paper)
    ]
    return {"day": asked, "record_id": paper.case.record.id, "items": items}


@router.post(_WHERE, response=writes(Taken, 201), operation_id="take_brief_asks")
def take_brief_asks(request: HttpRequest, ws: str, key: str, said: Chosen) -> Any:
    """Put asks of the brief of a day on the agenda, with their sources: all of them, or none. Contributors and above."""
    membership = may.member(request.user, ws, "draft")
    meeting = may.standing(membership, Meeting, key)
    _asked, paper = _paper(membership, said.day)
    return Status(201, {"items": [show(ask) for ask in asking.take_all(meeting, paper, said.asks, request.user)]})


def _paper(membership: Membership, day: dt.date | None) -> tuple[dt.date, Any]:
    today = timezone.now().date()
    asked = min(parse_as_of(day.isoformat()), today) if day else today
    return asked, paper_of(membership, asked)
