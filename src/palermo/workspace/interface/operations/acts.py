"""Acts on asks and commitments: an answer, a change of status, and evidence."""

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.responses import Status
from pydantic import BaseModel, Field

from palermo.workspace.commission import asking, may, proposals, rules
from palermo.workspace.commission.commitments import Commitment, StatusChange
from palermo.workspace.commission.commitments import Status as Standing
from palermo.workspace.commission.evidence import Evidence, Verdict
from palermo.workspace.commission.forms import DOCUMENT, AnswerForm, FromRecordForm, StatusForm
from palermo.workspace.commission.meetings import Answer, Ask
from palermo.workspace.interface import sent, shapes
from palermo.workspace.interface.operations.common import Limit, Offset, part, reads, writes
from palermo.workspace.interface.operations.items import shape_of, show, show_read
from palermo.workspace.reading import record_at

router = Router()
_ASK, _COMMITMENT = "/workspaces/{ws}/asks/{key}", "/workspaces/{ws}/commitments/{key}"


class Answered(shapes.Said):
    """How an ask was answered, and on which day."""

    version: shapes.Version
    answer: Literal[tuple(Answer.values)]  # type: ignore[valid-type]
    answered_on: dt.date
    answer_words: shapes.words() = Field("", description="in their words")  # type: ignore[valid-type]
    confirmed: shapes.Confirmed = False


class NewStatus(shapes.Said):
    """A status with what it rests on: evidence; or, for `not_started` and `no_evidence_available`, a dated note of a search."""

    version: shapes.Version
    status: Literal[tuple(Standing.values)]  # type: ignore[valid-type]
    day: dt.date = Field(description="The day on which it stood so.")
    evidence: UUID | None = Field(None, description="The key of a piece of accepted evidence on this commitment.")
    searched: shapes.words() = Field("", description="What was searched.")  # type: ignore[valid-type]
    searched_on: dt.date | None = None
    asked: shapes.words(200) = Field("", description="Which office was asked; never a person.")  # type: ignore[valid-type]
    note: shapes.words() = ""  # type: ignore[valid-type]
    confirmed: shapes.Confirmed = False


class StatusWas(BaseModel):
    """One change of status, with what it rested on."""

    version: int
    before: str
    status: str
    day: dt.date
    evidence: UUID | None
    searched: str
    searched_on: dt.date | None
    asked: str
    note: str
    made_at: dt.datetime


class Place(shapes.Said):
    """A place in the record: `table:…` or `text:…`, as on the page of a fact or a document."""

    locator: shapes.words(400, 1)  # type: ignore[valid-type]


class Decision(Place):
    """Whether what stands at a place is evidence on the commitment."""

    verdict: Literal[tuple(Verdict.values)]  # type: ignore[valid-type]


class Proposal(BaseModel):
    """A finding of the record that may bear on a commitment, and on which nobody has decided."""

    record_id: str
    locator: str
    finding: str
    title: str
    quotation: str
    value: str
    source: str
    published: str
    sha256: str


@router.post(f"{_ASK}/answer", response=writes(shape_of("ask")), operation_id="answer_ask", tags=["asks"])
def answer_ask(request: HttpRequest, ws: str, key: str, said: Answered) -> Any:
    """Write down how an ask was answered. Whoever may change the ask."""
    membership = may.member(request.user, ws, "draft")
    ask: Any = sent.editable(membership, may.item(membership, Ask, key))
    form = sent.cleaned(AnswerForm(said.model_dump()))
    values = (form["answer"], form["answered_on"], form["answer_words"])
    return show(asking.answer(ask, said.version, request.user, *values, confirmed=said.confirmed))


@router.post(f"{_COMMITMENT}/status", response=writes(shape_of("commitment")), operation_id="change_status", tags=["commitments"])
def change_status(request: HttpRequest, ws: str, key: str, said: NewStatus) -> Any:
    """Change the status of a commitment, with what it rests on. Managers and above."""
    membership = may.member(request.user, ws, "decide")
    commitment = may.standing(membership, Commitment, key)
    form = sent.cleaned(sent.by_key(StatusForm(commitment, said.model_dump())))
    search = rules.Search(form["searched"], form["searched_on"], form["asked"])
    more = {"day": form["day"], "evidence": form["evidence"], "search": search, "note_text": form["note"]}
    return show(rules.change_status(commitment, said.version, request.user, form["status"], **more, confirmed=said.confirmed))


@router.get(f"{_COMMITMENT}/status", response=reads(shapes.Page[StatusWas]), operation_id="list_statuses", tags=["commitments"])
def list_statuses(request: HttpRequest, ws: str, key: str, limit: Limit = 50, offset: Offset = 0) -> Any:
    """How it went: every change of status, oldest first."""
    commitment = may.item(may.member(request.user, ws), Commitment, key)
    sent.read(request.user, [commitment])
    return part(commitment.changes.select_related("evidence"), _statuses, limit, offset)


def _statuses(changes: list[StatusChange]) -> list[dict[str, Any]]:
    names = [name for name in StatusWas.model_fields if name != "evidence"]
    return [{name: getattr(c, name) for name in names} | {"evidence": c.evidence.key if c.evidence else None} for c in changes]


@router.get(f"{_COMMITMENT}/evidence", response=reads(shapes.Page[shape_of("evidence")]), operation_id="list_evidence_on", tags=["evidence"])  # type: ignore[misc]  # fmt: skip
def list_evidence_on(request: HttpRequest, ws: str, key: str, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The evidence on one commitment, accepted and rejected."""
    membership = may.member(request.user, ws)
    commitment = may.item(membership, Commitment, key)
    held = may.visible(membership, Evidence).filter(commitment=commitment, erased_at=None).order_by("published", "made_at", "pk")
    return part(held, lambda items: show_read(request.user, items), limit, offset)


@router.post(
    f"{_COMMITMENT}/evidence", response=writes(shape_of("evidence"), 201), operation_id="add_document", tags=["evidence"]
)
def add_document(request: HttpRequest, ws: str, key: str, said: shapes.new("evidence")) -> Any:  # type: ignore[valid-type]
    """Add a document as evidence. Contributors and above."""
    membership = may.member(request.user, ws, "draft")
    commitment = may.standing(membership, Commitment, key)
    more = {"commitment": commitment, "kind": DOCUMENT, "decided_by": request.user, "decided_at": timezone.now()}
    return Status(201, show(sent.create("evidence", membership.workspace, request.user, said, more)))


@router.post(
    f"{_COMMITMENT}/evidence/record", response=writes(shape_of("evidence")), operation_id="add_from_record", tags=["evidence"]
)
def add_from_record(request: HttpRequest, ws: str, key: str, said: Place) -> Any:
    """Add a fact or finding of the record as evidence, by its place, with a frozen copy. Contributors and above."""
    membership = may.member(request.user, ws, "draft")
    commitment = may.standing(membership, Commitment, key)
    locator = sent.cleaned(FromRecordForm(said.model_dump()))["locator"].strip()
    return show(proposals.add(commitment, record_at(None), locator, request.user))


@router.get(f"{_COMMITMENT}/proposals", response=reads(shapes.Page[Proposal]), operation_id="list_proposals", tags=["evidence"])
def list_proposals(request: HttpRequest, ws: str, key: str, limit: Limit = 50, offset: Offset = 0) -> Any:
    """Findings of the record that may bear on it; a person decides, and silence proves nothing. Contributors and above."""
    commitment = may.item(may.member(request.user, ws, "draft"), Commitment, key)
    found = proposals.proposals(record_at(None), commitment)
    return part(found, lambda ones: [{name: getattr(p, name) for name in Proposal.model_fields} for p in ones], limit, offset)


@router.post(f"{_COMMITMENT}/proposals", response=writes(shape_of("evidence")), operation_id="decide_proposal", tags=["evidence"])
def decide_proposal(request: HttpRequest, ws: str, key: str, said: Decision) -> Any:
    """Accept or reject a proposed finding, or one that was decided before. Managers and above."""
    commitment = may.standing(may.member(request.user, ws, "decide"), Commitment, key)
    locator = sent.cleaned(FromRecordForm(said.model_dump()))["locator"].strip()
    return show(proposals.decide(commitment, record_at(None), locator, request.user, said.verdict))
