"""What the page of a kind of item shows beside its own lines."""

from importlib import import_module
from typing import Any

from palermo.briefing.brief import Brief
from palermo.extras import missing
from palermo.workspace.attachments.quoting import files_of
from palermo.workspace.commission import may
from palermo.workspace.commission.commitments import OPEN, Commitment
from palermo.workspace.commission.counting import how_it_counts
from palermo.workspace.commission.evidence import Evidence
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.meetings import Ask, Meeting
from palermo.workspace.commission.people import Membership
from palermo.workspace.commission.practice import Card
from palermo.workspace.commission.proposals import proposals
from palermo.workspace.commission.references import resolve
from palermo.workspace.commission.table import SharedItem
from palermo.workspace.commission.views.common import lines, unsaid
from palermo.workspace.leaving.models import Brought
from palermo.workspace.reading import record_at

# What the agenda of a meeting can be taken along as: the media type of each. The first two come with an extra.
FILES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
_EXTRA = ("docx", "pdf")


def files() -> tuple[str, ...]:
    """The forms of file that this installation can write."""
    return tuple(form for form in FILES if form not in _EXTRA or not missing("papers"))


def written(paper: Brief, form: str) -> str | bytes:
    """A paper in one form. The module of a renderer and the function in it have the name of the form."""
    made: str | bytes = getattr(import_module(f"palermo.briefing.render.{form}"), form)(paper)
    return made


def of(membership: Membership, item: Item) -> tuple[str, dict[str, Any]]:
    """The template of an item's page, and what it needs."""
    makers = {Meeting: _meeting, Ask: _ask, Commitment: _commitment, Card: _card}
    make = makers.get(type(item))
    more = make(membership, item) if make else {}
    more["on_table"] = SharedItem.objects.filter(item=item.key).first()
    name = type(item).WHAT if make else "item"
    return f"commission/{name}.html", more


def said_in_full(more: dict[str, Any]) -> list[Item]:
    """Other items whose words stand on an item's page: to see it is to read them."""
    return [*(piece for piece, *_rest in more.get("evidence", ())), *more.get("asks", ())]


def _meeting(membership: Membership, meeting: Meeting) -> dict[str, Any]:
    """The agenda: asks, indicators, and the open commitments of both sides (those made here after it)."""
    open_ones = may.visible(membership, Commitment).filter(status__in=OPEN, erased_at=None, date__lt=meeting.date)
    return {
        "asks": may.visible(membership, Ask).filter(meeting=meeting, erased_at=None),
        "open": open_ones,
        "files": files(),
        "made": may.visible(membership, Commitment).filter(meeting=meeting, erased_at=None),
        "lines": lines(
            meeting,
            "agenda",
            "indicators",
            "minutes",
            "decisions",
            "our_readout",
            "our_readout_at",
            "their_readout",
            "their_readout_at",
            "title",
        ),
    }


def _ask(membership: Membership, ask: Ask) -> dict[str, Any]:
    return {
        "lines": lines(
            ask, "sentence", "answer", "answered_on", "answer_words", "authority", "act", "object", "by_when", "meeting"
        ),
        "commitments": may.visible(membership, Commitment).filter(ask=ask, erased_at=None),
    }


def _commitment(membership: Membership, commitment: Commitment) -> dict[str, Any]:
    record = record_at(None)
    held = list(may.visible(membership, Evidence).filter(commitment=commitment, erased_at=None))
    files = files_of(membership, held)
    two = (
        "our_words",
        "their_words",
        "our_language",
        "their_language",
        "our_readout",
        "their_readout",
        "title",
        "standing",
        "declared_policy",
    )
    return {
        "counts": how_it_counts(record.law, commitment),
        "seen": {piece.pk for piece in held},  # a status may rest on evidence that is a draft yet
        "evidence": [(piece, resolve(record, piece), files.get(piece.sha256)) for piece in held],
        "proposed": proposals(record, commitment) if may.allows(membership.role, "draft") else [],
        "brought": Brought.objects.filter(item=commitment.key).exists(),
        "changes": commitment.changes.select_related("evidence", "made_by", "past__arrival"),
        "lines": lines(commitment, *two),
        "unsaid": unsaid(commitment, "declared_policy"),
    }


def _card(membership: Membership, card: Card) -> dict[str, Any]:
    given = set(card.shares.values_list("partner_id", flat=True))
    partners = membership.workspace.partners.select_related("partner")
    return {"partners": [(p.partner, p.partner_id in given) for p in partners]}
