"""Keep a file: read beside the site, looked at for people's details, then its bytes and its row together."""

import datetime as dt
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from palermo.workspace.accounts.models import User
from palermo.workspace.attachments import store
from palermo.workspace.attachments.extract import DOCX, HTML, PDF, PLAIN, Extracted
from palermo.workspace.attachments.limits import MOST_BYTES, MOST_FILES
from palermo.workspace.attachments.models import Attachment, Kind, holds
from palermo.workspace.attachments.reader import read
from palermo.workspace.attachments.web import Way, fetch
from palermo.workspace.attachments.words import _
from palermo.workspace.commission.marks import width
from palermo.workspace.commission.people import Workspace
from palermo.workspace.commission.saving import Refused, change, create
from palermo.workspace.commission.text_check import NeedsConfirmation, details

SUFFIX = {PDF: "pdf", HTML: "html", PLAIN: "txt", DOCX: "docx"}


def upload(
    workspace: Workspace, actor: User, name: str, content: bytes, said: Mapping[str, Any], *, confirmed: bool = False
) -> Attachment:
    """Keep an uploaded document, a draft. Refused for what is not taken; NeedsConfirmation for people's details.

    `name`: of the file, which is looked at and not kept; `said`: the fields that a person writes.
    """
    _room(workspace, len(content))
    found = read(content)
    values = {"kind": Kind.DOCUMENT, "title": said.get("title") or found.title or plain_name(name)}
    return _keep(workspace, actor, content, found, dict(said) | values, name, confirmed)


def capture(
    workspace: Workspace, actor: User, address: str, said: Mapping[str, Any], *, confirmed: bool = False, way: Way | None = None
) -> Attachment:
    """Keep a public page as it is now, a draft. Refused where captures are off, for an address that is not asked, and as `upload`.

    `way`: how the network is reached; None as the site does.
    """
    if not settings.CAPTURES:
        raise Refused(_("Captures are turned off on this site."))
    _room(workspace, 0)
    page = fetch(address, way)
    _room(workspace, len(page.content))
    found = read(page.content)
    values = {"kind": Kind.CAPTURE, "title": said.get("title") or found.title or page.address[:200]}
    where = {"asked": address.strip(), "address": page.address, "captured_at": page.at}
    return _keep(workspace, actor, page.content, found, dict(said) | values | where, "", confirmed)


def _keep(
    workspace: Workspace, actor: User, content: bytes, found: Extracted, values: dict[str, Any], name: str, confirmed: bool
) -> Attachment:
    values |= {"media_type": found.media_type, "size": len(content), "text": found.text, "no_text": found.no_text}
    _look([name, *(value for value in values.values() if isinstance(value, str))], found.people, found.no_text, confirmed)
    sha256 = store.put(workspace.key, content)
    try:
        item = create(Attachment, workspace, actor, values | {"sha256": sha256}, confirmed=True)
    except Exception:
        store.drop(workspace.key, sha256, lambda: holds(workspace.pk, sha256))
        raise
    # Once more when the row stands, where the erasure of a file of the same bytes came between.
    transaction.on_commit(lambda: store.put(workspace.key, content))
    return item


def _look(texts: list[str], people: tuple[str, ...], no_text: str, confirmed: bool) -> None:
    """NeedsConfirmation where a file seems to tell who somebody is, or where nobody can tell whether it does."""
    found = list(dict.fromkeys(words for text in texts for words in details(text)))
    if people:
        found.append(_("the name of a person in the properties of the file"))
    if no_text in ("locked", "images"):
        found.append(_("a file that cannot be looked through here"))
    if found and not confirmed:
        raise NeedsConfirmation(found)


def edit(item: Attachment, seen: int, actor: User, said: Mapping[str, Any], *, confirmed: bool = False) -> Attachment:
    """Change what a person wrote of a file. A wider mark is a step towards sharing: the text is looked at once more.

    Evidence that quotes the file goes no further than the file: where its mark or embargo is made narrower, theirs follow.
    """
    if width(said.get("mark", item.mark)) > width(item.mark):
        _look([item.title, item.publisher, item.address, item.text], (), item.no_text, confirmed)
    with transaction.atomic():
        changed = change(item, seen, actor, said, confirmed=confirmed)
        for piece in item.hangs_on_it():
            narrowed = narrower(changed, piece.mark, piece.embargoed_until)
            change(piece, piece.version, actor, narrowed, act="follow")
    return changed


def narrower(item: Attachment, mark: str, embargo: dt.date | None) -> dict[str, Any]:
    """The mark and embargo of something made from a file: those that are wished, or the file's where these are narrower."""
    latest = max((day for day in (item.embargoed_until, embargo) if day), default=None)
    return {"mark": min(item.mark, mark, key=width), "embargoed_until": latest}


def _room(workspace: Workspace, size: int) -> None:
    """Refused where the workspace has no room for another file."""
    held = Attachment.objects.filter(workspace=workspace, erased_at=None)
    together = held.aggregate(all=Sum("size"))["all"] or 0
    if held.count() >= MOST_FILES or together + size > MOST_BYTES:
        raise Refused(_("The workspace has no room for another file. Erase some that nothing rests on."))


def plain_name(name: str, kind: str = "") -> str:
    """A file name without folders and without characters that mislead; with the ending of what the file is, not of its name."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c == " ").strip(". ")
    stem = (kept.rpartition(".")[0] or kept) if kind else kept
    return " ".join((stem or "file").split())[:100] + (f".{SUFFIX[kind]}" if kind else "")
