"""An archive as it was read: every document of its version and kind, every value of its form, every reference to something in it.

Nothing of the database is asked here, and nothing is believed: what an archive says of its past is kept as what it says.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import IO, Any
from uuid import UUID

from django.utils import timezone

from palermo.briefing.claims import Locator
from palermo.errors import UserError
from palermo.register.jurisdictions import jurisdictions
from palermo.register.vocabulary import gaps
from palermo.workspace.attachments.limits import LARGEST, MOST_FILES
from palermo.workspace.commission.commitments import SEARCHED, Status
from palermo.workspace.leaving import package, shape
from palermo.workspace.leaving.shape import Malformed

LIMITS = package.Limits(file=2_500_000_000, members=MOST_FILES + 100, member=50_000_000, total=3_000_000_000)
MOST_ITEMS = 3_000  # to bring them in holds the database of a site for some seconds
MOST_LINES = 500_000  # of the audit
_LATE = dt.timedelta(minutes=10)  # clocks differ
_DOCUMENTS = {f"items/{what}.json": what for what in shape.KINDS} | {
    "history/changes.json": "changes",
    "history/audit.json": "audit",
    "tombstones.json": "tombstones",
}
_FILE = re.compile(r"files/[0-9a-f]{64}")
_LABEL = re.compile(r"(p[0-9]{1,8})?")


@dataclass
class Archive:
    """What an archive says. Items by kind with their values (references as keys); changes by commitment, oldest first."""

    name: str
    key: UUID
    exported_at: dt.datetime
    sha256: str
    items: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    changes: dict[UUID, list[dict[str, Any]]] = field(default_factory=dict)
    audit: list[dict[str, Any]] = field(default_factory=list)
    tombstones: list[dict[str, Any]] = field(default_factory=list)

    def index(self) -> "Index":
        """Each item by its key, with its kind."""
        return {row["key"]: (what, row) for what, rows in self.items.items() for row in rows}


Index = dict[UUID, tuple[str, dict[str, Any]]]


@contextmanager
def opened(source: IO[bytes]) -> Iterator[tuple[Archive, package.Package]]:
    """Read an archive. UserError, in one sentence, for whatever is not as its version says."""
    with package.reading(source, LIMITS) as held:
        found = _manifest(held.manifest, _sha256(source))
        odd = sorted(set(_DOCUMENTS) ^ {name for name in held.listed if not _FILE.fullmatch(name)})
        if odd:
            raise UserError(f"'{odd[0]}' does not belong into an archive of version {shape.SCHEMA}, or is missing there.")
        documents = {kind: _rows(held.document(path), path, kind) for path, kind in _DOCUMENTS.items()}
        _fill(found, documents)
        _check_files(found, held)
        yield found, held


def _check_files(found: Archive, held: package.Package) -> None:
    """The bytes of exactly the files that the archive describes, under their own hash."""
    wanted = {file_name(row["sha256"]) for row in found.items["attachment"]}
    there = {name: listed for name, listed in held.listed.items() if _FILE.fullmatch(name)}
    if set(there) != wanted:
        raise UserError("The files of this archive are not those that it describes. Nothing was brought in.")
    wrong = next((name for name, (size, sha) in there.items() if file_name(sha) != name or size > LARGEST), None)
    if wrong is not None:
        raise UserError(f"'{wrong}' in this archive is too large, or is not what its name says. Nothing was brought in.")


def file_name(sha256: str) -> str:
    """The name of a file's bytes in an archive."""
    return f"files/{sha256}"


def _sha256(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    source.seek(0)
    while chunk := source.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()


def _manifest(data: Any, sha: str) -> Archive:
    names = {"schema", "kind", "palermo", "exported_at", "workspace", "left_out", "members"}
    if not isinstance(data, dict) or data.get("schema") != shape.SCHEMA:
        version = str(data.get("schema"))[:40] if isinstance(data, dict) else ""
        raise UserError(f"This archive is of version '{version}'; this palermo reads {shape.SCHEMA}.")
    if set(data) != names or data["kind"] != "manifest" or not isinstance(data["workspace"], dict):
        raise UserError("The manifest of this archive is not of its version's form.")
    try:
        at = shape.moment(data["exported_at"], timezone.now() + _LATE)
        name = shape.text(data["workspace"].get("name"), 120).strip()
        found = Archive(name, shape.key(data["workspace"].get("key")), at, sha)
    except Malformed as error:
        raise UserError(f"The manifest of this archive: {error}.") from error
    if not found.name:
        raise UserError("The manifest of this archive gives the workspace no name.")
    return found


def _rows(data: Any, path: str, kind: str) -> list[dict[str, Any]]:
    sound = isinstance(data, dict) and set(data) == {"schema", "kind", "items"} and isinstance(data["items"], list)
    if not sound or data["schema"] != shape.SCHEMA or data["kind"] != kind:
        raise UserError(f"'{path}' in this archive is not of the form of {shape.SCHEMA}.")
    most = MOST_LINES if kind == "audit" else MOST_ITEMS
    if len(data["items"]) > most:
        raise UserError(f"'{path}' in this archive holds {len(data['items']):,} entries; {most:,} is the most that is read.")
    return list(data["items"])


def _fill(found: Archive, documents: dict[str, list[dict[str, Any]]]) -> None:
    for what in shape.KINDS:
        found.items[what] = [_checked(f"{what} {n}", _item, what, row, found) for n, row in enumerate(documents[what], 1)]
    if sum(len(rows) for rows in found.items.values()) > MOST_ITEMS:
        raise UserError(f"This archive holds more than {MOST_ITEMS:,} items, the most that is read.")
    index = found.index()
    if len(index) != sum(len(rows) for rows in found.items.values()):
        raise UserError("Two items of this archive have one key.")
    if len(found.items["relationship"]) != 1:
        raise UserError("An archive holds one relationship; this one does not.")
    for what, rows in found.items.items():
        for n, row in enumerate(rows, 1):
            _checked(f"{what} {n}", _references, what, row, index)
    for n, row in enumerate(documents["changes"], 1):
        change = _checked(f"change of status {n}", _change, row, found, index)
        found.changes.setdefault(change["commitment"], []).append(change)
    _check_statuses(found)
    found.audit = [_checked(f"audit {n}", _entry, row, found, index) for n, row in enumerate(documents["audit"], 1)]
    found.tombstones = [_checked(f"tombstone {n}", _stone, row, found, index) for n, row in enumerate(documents["tombstones"], 1)]


def _checked(where: str, check: Any, *arguments: Any) -> Any:
    try:
        return check(*arguments)
    except Malformed as error:
        raise UserError(f"In this archive, {where}: {error}. Nothing was brought in.") from error


def _exactly(row: Any, names: tuple[str, ...]) -> None:
    if not isinstance(row, dict) or set(row) != set(names):
        given = set(row) if isinstance(row, dict) else set()
        raise Malformed(f"it does not have exactly the fields of its kind ({', '.join(sorted(given ^ set(names)))[:120]})")


def _item(what: str, row: Any, found: Archive) -> dict[str, Any]:
    fields = shape.fields_of(shape.KINDS[what])
    _exactly(row, (*shape.FRAME, *(f.name for f in fields)))
    values: dict[str, Any] = {
        "key": shape.key(row["key"]),
        "version": shape.whole(row["version"]),
        "draft": row["draft"],
        "made_at": shape.moment(row["made_at"], found.exported_at),
        "changed_at": shape.moment(row["changed_at"], found.exported_at),
    }
    for one in fields:
        try:
            values[one.name] = shape.value_of(one, row[one.name], found.exported_at)
        except Malformed as error:
            raise Malformed(f"{one.name}: {error}") from error
    if type(values["draft"]) is not bool or values["mark"] not in shape.MARKS:
        raise Malformed("its mark does not let it into an archive, or it does not say whether it is a draft")
    _known(what, values, found.exported_at.date())
    return values


def _known(what: str, values: dict[str, Any], last: dt.date) -> None:
    """Codes and places that the pages look up must be ones that there are."""
    for name in ("sender", "host", "precedent") if what in ("relationship", "card") else ():
        if values.get(name) and values[name] not in jurisdictions():
            raise Malformed(f"{name}: '{values[name]}' is no jurisdiction of the register")
    if values.get("gap") and values["gap"] not in gaps():
        raise Malformed(f"gap: '{values['gap']}' is no gap of the vocabulary")
    if values.get("sha256"):
        shape.sha256(values["sha256"])
    if (values.get("answered_on") or last) > last or (values.get("status_day") or last) > last:
        raise Malformed("it tells of a day that lies in the future of the archive")
    if what == "evidence" and values["kind"] == "record":
        _locator(values["locator"])
    if what == "ask":
        _frozen(values["frozen"])
    if what == "attachment":
        shape.sha256(values["sha256"])
        if any(place and not place.startswith(("http://", "https://")) for place in (values["asked"], values["address"])):
            raise Malformed("its address is none of the web")


def _locator(place: Any) -> None:
    try:
        kind = Locator.parse(shape.text(place, 400)).kind
    except ValueError as error:
        raise Malformed(f"'{str(place)[:60]}' is no place in a record") from error
    if kind not in ("table", "text", "law", "catalogue"):
        raise Malformed(f"'{str(place)[:60]}' is no place in a record")


def _frozen(copy: dict[str, Any]) -> None:
    """The copy of a brief's claims: exactly their words, ids and sources."""
    if not copy:
        return
    _exactly(copy, ("claims",))
    for claim in _some(copy["claims"]):
        _exactly(claim, ("id", "text", "basis", "sources"))
        _strings(claim, "id", "text", "basis")
        for source in _some(claim["sources"]):
            _exactly(source, ("locator", "source", "title", "published"))
            _locator(source["locator"])
            _strings(source, "source", "title")
            if source["published"] is not None:
                shape.text(source["published"], 10)


def _some(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) > 200:
        raise Malformed("the copy of its claims is not of its form")
    return value


def _strings(row: dict[str, Any], *names: str) -> None:
    for name in names:
        shape.text(row[name], 20_000)


def _references(what: str, row: dict[str, Any], index: Index) -> None:
    for one in shape.fields_of(shape.KINDS[what]):
        there = index.get(row[one.name]) if one.remote_field is not None else None
        if one.remote_field is not None and row[one.name] is not None and (not there or there[0] != one.related_model.WHAT):
            raise Malformed(f"{one.name} leads to nothing in the archive")


def _change(row: Any, found: Archive, index: Index) -> dict[str, Any]:
    """A change of status with what it rests on; one without is forged, since nobody could have made it."""
    _exactly(row, shape.CHANGE)
    values: dict[str, Any] = row | {
        "commitment": shape.key(row["commitment"]),
        "evidence": None if row["evidence"] is None else shape.key(row["evidence"]),
        "day": shape.day(row["day"]),
        "searched_on": None if row["searched_on"] is None else shape.day(row["searched_on"]),
        "made_at": shape.moment(row["made_at"], found.exported_at),
    }
    for name, longest in (("searched", 200_000), ("asked", 200), ("note", 200_000)):
        shape.text(row[name], longest)
    if row["status"] not in Status.values or index.get(values["commitment"], ("",))[0] != "commitment":
        raise Malformed("it names no status, or no commitment of the archive")
    _rests(values, found, index)
    return values


def _rests(change: dict[str, Any], found: Archive, index: Index) -> None:
    promise = index[change["commitment"]][1]
    proof = index[change["evidence"]][1] if index.get(change["evidence"], ("",))[0] == "evidence" else None
    last = found.exported_at.date()
    if not promise["date"] <= change["day"] <= last or (change["searched_on"] or last) > last:
        raise Malformed("its day lies before the commitment was made, or in the future")
    if change["status"] in SEARCHED:
        if change["evidence"] or not (change["searched"].strip() and change["searched_on"] and change["asked"].strip()):
            raise Malformed(f"'{change['status']}' without what was searched, when, and which office was asked")
    elif proof is None or proof["commitment"] != change["commitment"] or change["searched"] or change["asked"]:
        raise Malformed(f"'{change['status']}' without evidence on that commitment in the archive: nobody can have set it")


def _check_statuses(found: Archive) -> None:
    """The status of a commitment is that of its last change, with its day; or none, where that one stayed."""
    for row in found.items["commitment"]:
        last = (found.changes.get(row["key"]) or [{"status": "", "day": None}])[-1]
        if row["status"] and (row["status"], row["status_day"]) != (last["status"], last["day"]):
            raise UserError(
                f"In this archive a commitment is '{row['status']}', and no change of status stands for it. Nothing was brought in."
            )
        if bool(row["status"]) != bool(row["status_day"]):
            raise UserError("In this archive a commitment has the day of a status without the status. Nothing was brought in.")
    for changes in found.changes.values():
        if any(a["made_at"] > b["made_at"] for a, b in pairwise(changes)):
            raise UserError("In this archive the changes of a status are not in their order. Nothing was brought in.")


def _entry(row: Any, found: Archive, index: Index) -> dict[str, Any]:
    """An entry of the audit there. Its actor is a label: an account of ours cannot be named by an archive."""
    _exactly(row, shape.ENTRY)
    item, version = shape.key(row["item"]), shape.whole(row["version"])
    if item not in index or version > index[item][1]["version"]:
        raise Malformed("it speaks of an item, or of a version, that is not in the archive")
    if not isinstance(row["actor"], str) or not _LABEL.fullmatch(row["actor"]):
        raise Malformed("its actor is no label of an archive, such as p1")
    shape.text(row["act"], 20)
    shape.text(row["field"], 40)
    hashes = {name: shape.sha256(row[name], empty=True) for name in ("was_sha256", "is_sha256")}
    values: dict[str, Any] = row | hashes | {"item": item, "at": shape.moment(row["at"], found.exported_at)}
    return values


def _stone(row: Any, found: Archive, index: Index) -> dict[str, Any]:
    _exactly(row, shape.TOMBSTONE)
    item, on = shape.key(row["item"]), shape.day(row["on"])
    if item in index or on > found.exported_at.date():
        raise Malformed("it stands for what is in the archive, or lies in the future")
    shape.text(row["what"], 20)
    if not shape.text(row["reason"], 200).strip():
        raise Malformed("it gives no reason")
    values: dict[str, Any] = row | {"item": item, "on": on, "sha256": shape.sha256(row["sha256"])}
    return values
