"""What is done with others: cards and partners, copies on the shared table, and the table as the other side sees it.

Seats at the table are given on its page alone: a token that was lost lets nobody in.
"""

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from palermo.workspace.commission import founding, may, sharing
from palermo.workspace.commission.people import Workspace
from palermo.workspace.commission.practice import Card
from palermo.workspace.commission.table import SharedItem, SharedTable
from palermo.workspace.interface import shapes
from palermo.workspace.interface.operations.common import Limit, Offset, part, reads, writes
from palermo.workspace.interface.operations.items import PLURAL, find

router = Router()
_CARDS = "/workspaces/{ws}/cards"
LAID = ("meeting", "ask", "commitment")  # what can lie on the table


class Received(BaseModel):
    """A card that a partner gave us."""

    key: UUID
    partner: str
    title: str
    kind: str
    what: str
    cautions: str
    gap: str
    precedent: str
    source: str


class Partner(BaseModel):
    """A workspace that may be given cards, by the number that it has here."""

    partner: int
    name: str


class Partners(BaseModel):
    """Our partners, and (for those who may share) the code by which others choose us."""

    our_code: str | None
    items: list[Partner]


class Code(shapes.Said):
    """A partner's code, given from hand to hand."""

    code: shapes.words(64, 1)  # type: ignore[valid-type]


class Given(shapes.Said):
    """To which partner."""

    partner: Annotated[int, Field(ge=1, le=2**31 - 1)]
    confirmed: shapes.Confirmed = False


class Back(shapes.Said):
    """From which partner."""

    partner: Annotated[int, Field(ge=1, le=2**31 - 1)]


class Holders(BaseModel):
    """The partners who hold a card."""

    items: list[Partner]


class Copy(BaseModel):
    """A copy of what an item said when it was laid on the table."""

    item: UUID
    what: str
    version: int
    title: str
    lines: list[list[str]]
    laid_at: dt.datetime


class CopySeen(BaseModel):
    """A copy on the table, as the other side sees it."""

    title: str
    lines: list[list[str]]
    laid_at: dt.datetime


class Table(BaseModel):
    """A shared table."""

    key: UUID
    name: str


class OurTable(BaseModel):
    """The shared table as we see it; `seats` for those who may give them, `key` null where there is no table yet."""

    key: UUID | None
    seats: list[str] | None
    items: list[Copy]


class TheirTable(Table):
    """The shared table as the other side sees it: the copies, and nothing else."""

    items: list[CopySeen]


class Confirming(shapes.Said):
    """Whether somebody looked once more."""

    confirmed: shapes.Confirmed = False


class Nothing(shapes.Said):
    """Nothing needs to be said."""


@router.get(
    "/workspaces/{ws}/received-cards", response=reads(shapes.Page[Received]), operation_id="list_received_cards", tags=["cards"]
)
def list_received_cards(request: HttpRequest, ws: str, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The cards that partners have given us, and that their marks still let out."""
    found = may.cards_received(may.member(request.user, ws)).select_related("workspace").order_by("title", "pk")
    return part(found, lambda cards: [_received(card) for card in cards], limit, offset)


def _received(card: Card) -> dict[str, Any]:
    names = [name for name in Received.model_fields if name != "partner"]
    return {name: getattr(card, name) for name in names} | {"partner": card.workspace.name}


@router.get("/workspaces/{ws}/partners", response=reads(Partners), operation_id="list_partners", tags=["cards"])
def list_partners(request: HttpRequest, ws: str) -> Any:
    """The partners that were chosen."""
    membership = may.member(request.user, ws)
    chosen = membership.workspace.partners.select_related("partner").order_by("partner__name", "pk")
    code = membership.workspace.partner_code if may.allows(membership.role, "share") else None
    return {"our_code": code, "items": [_partner(one.partner) for one in chosen]}


@router.post("/workspaces/{ws}/partners", response=writes(Partner), operation_id="choose_partner", tags=["cards"])
def choose_partner(request: HttpRequest, ws: str, said: Code) -> Any:
    """Choose a partner by its code. Managers and above."""
    return _partner(sharing.choose_partner(may.member(request.user, ws, "share").workspace, said.code, request.user).partner)


def _partner(workspace: Workspace) -> dict[str, Any]:
    return {"partner": workspace.pk, "name": workspace.name}


@router.post(f"{_CARDS}/{{key}}/give", response=writes(Holders), operation_id="give_card", tags=["cards"])
def give_card(request: HttpRequest, ws: str, key: str, said: Given) -> Any:
    """Give a card to a partner, as its mark allows. Managers and above."""
    card, partner = _card_and_partner(request, ws, key, said.partner)
    sharing.give_card(card, partner, request.user, confirmed=said.confirmed)
    return _holders(card)


@router.post(f"{_CARDS}/{{key}}/take-back", response=writes(Holders), operation_id="take_card_back", tags=["cards"])
def take_card_back(request: HttpRequest, ws: str, key: str, said: Back) -> Any:
    """Take a card back; what the partner has read stays read. Managers and above."""
    card, partner = _card_and_partner(request, ws, key, said.partner)
    sharing.take_card_back(card, partner, request.user)
    return _holders(card)


def _card_and_partner(request: HttpRequest, ws: str, key: str, number: int) -> tuple[Card, Workspace]:
    membership = may.member(request.user, ws, "share")
    card = may.item(membership, Card, key)
    partner = Workspace.objects.filter(chosen_by__workspace=membership.workspace, pk=number).first()
    if partner is None:
        raise may.NotSeen
    return card, partner


def _holders(card: Card) -> dict[str, Any]:
    return {"items": [_partner(share.partner) for share in card.shares.select_related("partner").order_by("pk")]}


@router.get("/workspaces/{ws}/table", response=reads(OurTable), operation_id="read_our_table", tags=["tables"])
def read_our_table(request: HttpRequest, ws: str) -> Any:
    """What lies on the shared table, as we see it."""
    return _our_table(may.member(request.user, ws))


def _our_table(membership: Any) -> dict[str, Any]:
    table = SharedTable.objects.filter(workspace=membership.workspace).first()
    if table is None:
        return {"key": None, "seats": None, "items": []}
    shares = may.allows(membership.role, "share")
    seats = list(table.seats.order_by("person__username").values_list("person__username", flat=True)) if shares else None
    return {"key": table.key, "seats": seats, "items": [_copy(copy, Copy) for copy in sharing.on_the_table(table)]}


def _copy(copy: SharedItem, shape: type[BaseModel]) -> dict[str, Any]:
    return {name: getattr(copy, name) for name in shape.model_fields}


def laying(what: str) -> None:
    """Lay a copy of an item of a kind on the table, and take it away."""
    many = PLURAL[what]
    where = f"/workspaces/{{ws}}/{many}/{{key}}"

    @router.post(
        f"{where}/lay", response=writes(OurTable), operation_id=f"lay_{what}", summary=f"Lay on the table: {what}", tags=[many]
    )
    def lay(request: HttpRequest, ws: str, key: str, said: Confirming) -> Any:
        """Both sides see this copy from now on, as the mark allows. Managers and above."""
        membership = may.member(request.user, ws, "share")
        item = find(membership, what, key)
        sharing.lay_on_table(founding.table_of(membership.workspace), item, request.user, confirmed=said.confirmed)
        return _our_table(membership)

    @router.post(
        f"{where}/take-away",
        response=writes(OurTable),
        operation_id=f"take_{what}_away",
        summary=f"Take away: {what}",
        tags=[many],
    )
    def take_away(request: HttpRequest, ws: str, key: str, said: Nothing) -> Any:
        """Take the copy away; what the other side has read stays read. Managers and above."""
        membership = may.member(request.user, ws, "share")
        sharing.take_from_table(find(membership, what, key), request.user)
        return _our_table(membership)


for _what in LAID:
    laying(_what)


@router.get("/tables", response=reads(shapes.Page[Table]), operation_id="list_tables", url_name="tables", tags=["tables"])
def list_tables(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The tables at which the person has a seat, on the other side."""
    found = SharedTable.objects.filter(seats__person=request.user).order_by("pk")
    return part(found, lambda tables: [{"key": t.key, "name": sharing.name_of(t)} for t in tables], limit, offset)


@router.get("/tables/{table}", response=reads(TheirTable), operation_id="read_table", url_name="table", tags=["tables"])
def read_table(request: HttpRequest, table: str) -> Any:
    """The shared table as the other side sees it."""
    found = may.table_of(request.user, table)
    copies = [_copy(copy, CopySeen) for copy in sharing.on_the_table(found)]
    return {"key": found.key, "name": sharing.name_of(found), "items": copies}
