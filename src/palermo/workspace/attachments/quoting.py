"""Evidence that rests on a file: a frozen copy of the words that show it, with the file's hash, address and day."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from palermo.workspace.accounts.models import User
from palermo.workspace.attachments.keeping import narrower
from palermo.workspace.attachments.models import Attachment, Kind
from palermo.workspace.attachments.words import _
from palermo.workspace.commission.commitments import Commitment
from palermo.workspace.commission.evidence import Evidence, Proven
from palermo.workspace.commission.may import visible
from palermo.workspace.commission.people import Membership
from palermo.workspace.commission.saving import Refused, create


def quote(
    commitment: Commitment, item: Attachment, actor: User, quotation: str, where: str = "", *, stamp: Any, confirmed: bool = False
) -> Evidence:
    """Make evidence from words of a file. Refused where the file, as far as it was read, does not hold them.

    `where`: page or section, in words. `stamp`: who decided, and when. Its mark and embargo are the file's.
    """
    if item.erased_at is not None or item.workspace_id != commitment.workspace_id:
        raise Refused(_("There is no such file in this workspace."))
    if not quotation.strip() or (not item.no_text and _level(quotation) not in _level(item.text)):
        raise Refused(_("These words do not stand in the file. Copy them from its text, as they are."))
    values = {
        "commitment": commitment,
        "kind": item.kind,
        "title": item.title,
        "source": item.publisher or _("publisher not stated"),
        "published": item.published,
        "locator": ", ".join(part for part in (place(item), where.strip()[:100]) if part)[:400],
        "quotation": quotation.strip(),
        "sha256": item.sha256,
    }
    return create(
        Evidence,
        commitment.workspace,
        actor,
        values | narrower(item, item.mark, item.embargoed_until) | stamp,
        confirmed=confirmed,
    )


def place(item: Attachment) -> str:
    """Where a file stands, for whoever has only the evidence: address and day of a page, the day of an upload."""
    if item.kind == Kind.CAPTURE and item.captured_at:
        return f"{item.address} ({item.captured_at:%Y-%m-%d})"
    return _("file of this workspace, uploaded on %(day)s") % {"day": f"{item.made_at:%Y-%m-%d}"}


def files_of(membership: Membership, evidence: Iterable[Evidence]) -> dict[str, Attachment]:
    """The files on which evidence rests, by hash, as far as a member sees them."""
    hashes = {piece.sha256 for piece in evidence if piece.kind != "record" and piece.sha256}
    seen = visible(membership, Attachment).filter(sha256__in=hashes, erased_at=None).defer("text")
    return {item.sha256: item for item in seen}


def no_further(piece: Evidence) -> None:
    """ValidationError where the mark or embargo of evidence is wider than that of every file of its workspace that it quotes."""
    if piece.kind == Proven.RECORD or not piece.sha256 or piece.erased_at is not None:
        return
    files = Attachment.objects.filter(workspace=piece.workspace, sha256=piece.sha256, erased_at=None).defer("text")
    held = {"mark": piece.mark, "embargoed_until": piece.embargoed_until}
    if files and all(narrower(item, piece.mark, piece.embargoed_until) != held for item in files):
        raise ValidationError(_("Evidence goes no further than its file. Change the mark or the embargo of the file first."))


def _level(words: str) -> str:
    return " ".join(words.split()).casefold()
