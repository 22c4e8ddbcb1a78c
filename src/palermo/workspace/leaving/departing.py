"""A workspace goes into an archive: what its marks let out, its history, and how much stayed; never which.

People stay: an archive calls them p1, p2, ... The salts stay too: with a salt, whoever holds the archive could try guesses at what
a field had said before.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from uuid import UUID

from django.utils import timezone

from palermo import __version__
from palermo.workspace.accounts.models import User
from palermo.workspace.attachments import store
from palermo.workspace.attachments.models import Attachment
from palermo.workspace.commission.audit import Entry, Tombstone
from palermo.workspace.commission.commitments import SEARCHED, Commitment, StatusChange
from palermo.workspace.commission.marks import Item, leaving, may_leave
from palermo.workspace.commission.people import Workspace
from palermo.workspace.commission.text_check import look
from palermo.workspace.leaving import package, shape
from palermo.workspace.leaving.archive import file_name
from palermo.workspace.leaving.snapshot import one_moment


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What stays: items, statuses that rest on evidence which stays, references that lead to what stays."""

    items: int
    statuses: int
    references: int


@dataclass
class Departure:
    """What an archive of a workspace holds, as JSON by document; made at one moment of the database."""

    workspace: Workspace
    items: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)
    audit: list[dict[str, Any]] = field(default_factory=list)
    tombstones: list[dict[str, Any]] = field(default_factory=list)
    left: LeftOut = LeftOut(0, 0, 0)


def gather(workspace: Workspace) -> Departure:
    """Gather what may leave a workspace, as it is at one moment."""
    with one_moment():
        return _gathered(workspace)


def _gathered(workspace: Workspace) -> Departure:
    found = Departure(workspace)
    going = _going(workspace)
    keys = {item.pk: item.key for items in going.values() for item in items if isinstance(item, Commitment)}
    gone = {(type(item), item.pk): item.key for items in going.values() for item in items}
    found.changes, stay = _changes(keys, gone)
    cut = 0
    for what, items in going.items():
        rows = [_row(item, gone, stay) for item in items]
        found.items[what] = [row for row, _lost in rows]
        cut += sum(lost for _row_, lost in rows)
    left = sum(m._default_manager.filter(workspace=workspace, erased_at=None).count() for m in shape.KINDS.values()) - len(gone)
    found.left = LeftOut(left, len(stay), cut)
    found.audit = _audit(workspace, set(gone.values()))
    found.tombstones = [
        {name: shape.as_json(getattr(stone, name)) for name in shape.TOMBSTONE}
        for stone in Tombstone.objects.filter(workspace=workspace.key).order_by("pk")
    ]
    return found


def _going(workspace: Workspace) -> dict[str, list[Item]]:
    """The items that may leave, by kind. The two sides always do; evidence only with its commitment."""
    going: dict[str, list[Item]] = {}
    for what, model in shape.KINDS.items():
        all_of_it = model._default_manager.filter(workspace=workspace).order_by("pk")
        chosen = all_of_it if what == "relationship" else leaving(all_of_it, "archive")
        if what == "evidence":
            chosen = chosen.filter(commitment__in=[item.pk for item in going["commitment"]])
        going[what] = list(chosen)
    return going


def _row(item: Item, gone: dict[Any, UUID], stay: set[int]) -> tuple[dict[str, Any], int]:
    """An item as JSON, and how many of its references lead to what stays."""
    row: dict[str, Any] = {
        "key": str(item.key),
        "version": item.version,
        "draft": item.published_at is None,
        "made_at": shape.as_json(item.made_at),
        "changed_at": shape.as_json(item.changed_at),
    }
    lost = 0
    for each in shape.fields_of(type(item)):
        value = getattr(item, each.attname)
        if each.remote_field is not None and value is not None:
            value = gone.get((each.related_model, value))
            lost += value is None
        row[each.name] = shape.as_json(value)
    if item.WHAT == "relationship" and not may_leave(item, "archive"):  # then an archive says who the two sides are, and no more
        row |= {"mark": "not_attributable", "commission": "", "first_met": None, "embargoed_until": None}
    if isinstance(item, Commitment) and item.pk in stay:
        row |= {"status": "", "status_day": None}
    return row, lost


def _changes(keys: dict[int, UUID], gone: dict[Any, UUID]) -> tuple[list[dict[str, Any]], set[int]]:
    """Changes of status whose evidence leaves too, and the commitments whose present status rests on what stays."""
    rows, stay = [], set()
    for change in StatusChange.objects.filter(commitment__in=keys).select_related("evidence").order_by("commitment", "version"):
        proof = gone.get((type(change.evidence), change.evidence_id)) if change.evidence_id else None
        if proof is None and change.status not in SEARCHED:
            stay.add(change.commitment_id)
            continue
        stay.discard(change.commitment_id)
        row = {name: shape.as_json(getattr(change, name)) for name in shape.CHANGE if name not in ("commitment", "evidence")}
        rows.append({"commitment": str(keys[change.commitment_id]), "evidence": proof and str(proof)} | row)
    return [{name: row[name] for name in shape.CHANGE} for row in rows], stay


def _audit(workspace: Workspace, keys: set[UUID]) -> list[dict[str, Any]]:
    """The audit of what leaves, with a label in the place of each account."""
    labels: dict[int, str] = {}
    rows = []
    for entry in Entry.objects.filter(workspace=workspace.key, item__in=keys).order_by("pk"):
        actor = labels.setdefault(entry.actor, f"p{len(labels) + 1}") if entry.actor is not None else ""
        row = {name: shape.as_json(getattr(entry, name)) for name in shape.ENTRY}
        rows.append(row | {"actor": actor})
    return rows


def texts(found: Departure) -> Iterator[str]:
    """Every text that a person wrote and that the archive would carry, and that of files; published words of the record are none."""
    keys = [row["key"] for row in found.items["attachment"]]
    yield from Attachment.objects.filter(key__in=keys).values_list("text", flat=True)
    for what, rows in found.items.items():
        for row in rows:
            if not (what == "evidence" and row["kind"] == "record") and not row.get("claim_id"):
                yield from shape.words(what, row)
    for change in found.changes:
        yield from (change["searched"], change["asked"], change["note"])


def depart(workspace: Workspace, target: IO[bytes], actor: User | None, *, confirmed: bool = False) -> Departure:
    """Write the archive of a workspace to an open file, and note in the audit that it was taken.

    NeedsConfirmation where a text that would leave looks like a person's details; PalermoError where a file's bytes are damaged.
    """
    found = gather(workspace)
    look(texts(found), confirmed)
    now = shape.as_json(timezone.now())
    with package.writing(target) as writer:
        for what, rows in found.items.items():
            writer.document(f"items/{what}.json", _document(what, rows))
        for what in ("changes", "audit"):
            writer.document(f"history/{what}.json", _document(what, getattr(found, what)))
        writer.document("tombstones.json", _document("tombstones", found.tombstones))
        for sha256 in sorted({row["sha256"] for row in found.items["attachment"]}):
            writer.add(file_name(sha256), [store.get(workspace.key, sha256)])
        writer.close(
            {
                "schema": shape.SCHEMA,
                "kind": "manifest",
                "palermo": __version__,
                "exported_at": now,
                "workspace": {"key": str(workspace.key), "name": _name(workspace)},
                "left_out": {name: getattr(found.left, name) for name in LeftOut.__slots__},
            }
        )
    person = actor.pk if actor else None
    Entry.objects.create(workspace=workspace.key, actor=person, act="export", what="workspace", item=workspace.key, version=1)
    return found


def _name(workspace: Workspace) -> str:
    """The name of a workspace, where the mark of the relationship lets it out; else the names of the two sides."""
    between = workspace.relationship
    return str(workspace.name) if may_leave(between, "archive") else f"{between.our_name} – {between.their_name}"


def _document(kind: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"schema": shape.SCHEMA, "kind": kind, "items": rows}
