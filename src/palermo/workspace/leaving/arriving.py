"""An archive comes in: a new workspace with new keys, all of it drafts, its past marked as what the archive says.

Everything is a draft, since nobody here has looked at it: readers see none of it, and nothing can be shared or published, until a
manager of this place shows it. Whoever brings it is the administrator; people do not come along. It is one transaction.
"""

from collections.abc import Iterator
from typing import IO, Any
from uuid import UUID

from django.db import transaction

from palermo.errors import UserError
from palermo.workspace.accounts.models import User
from palermo.workspace.attachments import store
from palermo.workspace.attachments.reader import read
from palermo.workspace.commission.audit import Tombstone, digest
from palermo.workspace.commission.commitments import Commitment, StatusChange
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.people import Membership, Role, Workspace
from palermo.workspace.commission.saving import Refused, create, note, publish
from palermo.workspace.commission.table import Seat
from palermo.workspace.commission.text_check import look
from palermo.workspace.commission.words import _
from palermo.workspace.leaving import archive, files, package, shape
from palermo.workspace.leaving.archive import Archive
from palermo.workspace.leaving.models import Arrival, Brought, PastChange, PastEntry, PastTombstone


def arrive(source: IO[bytes], person: User, *, confirmed: bool = False) -> Arrival:
    """Bring an archive in. UserError for one that is not sound; NeedsConfirmation for what looks like people's details.

    What was erased on this site, as an item or with its workspace, does not come back with an archive.
    """
    if not person.is_active or Seat.objects.filter(person=person).exists():
        raise Refused(_("An account of the other side makes no workspace here."))
    with archive.opened(source) as (found, held):
        again = _read_again(found, held)  # takes a while for many files: before anybody has to wait for the database
        look([*_texts(found), *(said["text"] for said in again.values())], confirmed)
        with transaction.atomic():
            _without_erased(found)
            for row in found.items["attachment"]:
                row |= again[row["sha256"]]
            arrival = _bring(found, person)
            _keep_files(arrival, found, held)
            transaction.on_commit(lambda: _keep_files(arrival, found, held))  # again, where a start of the site came between
        return arrival


def _read_again(found: Archive, held: package.Package) -> dict[str, dict[str, Any]]:
    """What each file of an archive is and says, by its hash: read from its bytes, as if it were uploaded. Refused as there."""
    again = {}
    for sha256 in {row["sha256"] for row in found.items["attachment"]}:
        content = held.read(archive.file_name(sha256))
        said = read(content)
        again[sha256] = {"text": said.text, "no_text": said.no_text, "media_type": said.media_type, "size": len(content)}
    return again


def _keep_files(arrival: Arrival, found: Archive, held: package.Package) -> None:
    """The bytes of the files go into the store of the new workspace, which loses them again if they cannot all be kept."""
    try:
        for sha256 in {row["sha256"] for row in found.items["attachment"]}:
            store.put(arrival.workspace, held.read(archive.file_name(sha256)))
    except OSError:
        files.remove(arrival.workspace)
        raise


def _texts(found: Archive) -> Iterator[str]:
    """Every text of an archive: what it calls words of the record may be anybody's."""
    yield found.name
    for what, rows in found.items.items():
        for row in rows:
            yield from shape.words(what, row)
    for changes in found.changes.values():
        for change in changes:
            yield from (change["searched"], change["asked"], change["note"])
    yield from (stone["reason"] for stone in found.tombstones)


def _without_erased(found: Archive) -> None:
    """Take out what this site has erased for good, and what hangs on it."""
    index = found.index()
    gone = set(Tombstone.objects.filter(item__in=[found.key, *index]).values_list("item", flat=True))
    # What came in before has another key here: it may have been erased under that one.
    before = dict(Brought.objects.filter(origin__in=index).values_list("item", "origin"))
    gone |= {before[key] for key in Tombstone.objects.filter(item__in=before).values_list("item", flat=True)}
    if found.key in gone:
        raise Refused(_("That workspace was erased here for good. It does not come back with an archive."))
    if not gone:
        return
    gone |= {row["key"] for row in found.items["evidence"] if row["commitment"] in gone}
    for what, rows in found.items.items():
        found.items[what] = [_cut(what, row, gone) for row in rows if row["key"] not in gone]
    for key, changes in list(found.changes.items()):
        kept = [change for change in changes if change["evidence"] not in gone]
        if key in gone or not kept:
            del found.changes[key]
        else:
            found.changes[key] = kept
        if len(kept) < len(changes) and kept[-1:] != changes[-1:]:
            for row in found.items["commitment"]:
                row.update({"status": "", "status_day": None} if row["key"] == key else {})
    found.audit = [entry for entry in found.audit if entry["item"] not in gone]


def _cut(what: str, row: dict[str, Any], gone: set[UUID]) -> dict[str, Any]:
    refs = [f.name for f in shape.fields_of(shape.KINDS[what]) if f.remote_field is not None and row[f.name] in gone]
    return row | dict.fromkeys(refs)


def _bring(found: Archive, person: User) -> Arrival:
    workspace = Workspace.objects.create(name=found.name)
    Membership.objects.create(workspace=workspace, person=person, role=Role.ADMINISTRATOR)
    items = _items(found, workspace, person)
    arrival: Arrival = Arrival.objects.create(
        by=person.pk,
        workspace=workspace.key,
        from_workspace=found.key,
        sha256=found.sha256,
        exported_at=found.exported_at,
        items=len(items),
    )
    rows = [row for rows in found.items.values() for row in rows]
    Brought.objects.bulk_create(
        Brought(
            arrival=arrival, item=items[r["key"]].key, origin=r["key"], **{n: r[n] for n in ("version", "made_at", "changed_at")}
        )
        for r in rows
    )
    for row in found.items["commitment"]:
        if row["key"] in found.changes:
            _statuses(arrival, items, row, found.changes[row["key"]], person)
    entries = ({n: e[n] for n in shape.ENTRY if n != "item"} | {"item": items[e["item"]].key} for e in found.audit)
    PastEntry.objects.bulk_create((PastEntry(arrival=arrival, **entry) for entry in entries), batch_size=500)
    PastTombstone.objects.bulk_create(
        PastTombstone(arrival=arrival, origin=s["item"], **{n: s[n] for n in shape.TOMBSTONE if n != "item"})
        for s in found.tombstones
    )
    return arrival


def _items(found: Archive, workspace: Workspace, person: User) -> dict[UUID, Item]:
    """The items by the key that they had, made through the same door as what is typed here."""
    made: dict[UUID, Item] = {}
    for what, rows in found.items.items():
        for row in rows:
            values = {f.name: row[f.name] for f in shape.fields_of(shape.KINDS[what])}
            if what == "attachment":
                values |= {n: row[n] for n in shape.READ_AGAIN}
            values |= {n: made[values[n]] for n in _links(what) if values[n] is not None}
            if what == "commitment":
                values |= {"status": "", "status_day": None}  # set with the change that stands for it
            try:
                new = create(shape.KINDS[what], workspace, person, values, act="import", confirmed=True)
                made[row["key"]] = publish(new, 1, person) if what == "relationship" else new  # the two sides are no draft
            except Refused as error:
                raise UserError(
                    _("In this archive, %(what)s: %(why)s Nothing was brought in.") % {"what": what, "why": error}
                ) from error
    return made


def _links(what: str) -> list[str]:
    return [f.name for f in shape.fields_of(shape.KINDS[what]) if f.remote_field is not None]


def _statuses(
    arrival: Arrival, items: dict[UUID, Item], row: dict[str, Any], changes: list[dict[str, Any]], person: User
) -> None:
    """Changes of status, numbered anew; the status itself is written after the change that stands for it, as everywhere."""
    promise = items[row["key"]]
    before = ""
    for version, said in enumerate(changes, 2):
        proof = items[said["evidence"]] if said["evidence"] else None
        values = {n: said[n] for n in ("status", "day", "searched", "searched_on", "asked", "note")}
        change = StatusChange.objects.create(
            commitment=promise, version=version, before=before, evidence=proof, made_by=None, **values
        )
        PastChange.objects.create(arrival=arrival, change=change, made_at=said["made_at"])
        before = said["status"]
    promise.version = len(changes) + 1
    stands = {"status": row["status"], "status_day": row["status_day"]}
    Commitment.objects.filter(pk=promise.pk).update(version=promise.version, **stands)
    note(promise, person, "import", [("status", "", digest(promise.salt, "status", row["status"]))])
