"""The form of an archive, `palermo.workspace/1`: its kinds in the order in which one may point to another, and each field as JSON.

The forms of fields are read off the models, so that archive, check and JSON Schema cannot differ.
"""

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models

from palermo.workspace.attachments.models import Attachment
from palermo.workspace.commission.commitments import Commitment
from palermo.workspace.commission.evidence import Evidence
from palermo.workspace.commission.marks import LETS_THROUGH, Item, content_fields
from palermo.workspace.commission.meetings import Ask, Meeting
from palermo.workspace.commission.practice import Card
from palermo.workspace.commission.relationship import Framework, Office, Relationship, WorkingGroup

SCHEMA = "palermo.workspace/1"
KINDS: dict[str, type[Item]] = {
    kind.WHAT: kind
    for kind in (Relationship, Framework, WorkingGroup, Office, Meeting, Ask, Commitment, Evidence, Card, Attachment)
}
MARKS = sorted(LETS_THROUGH["archive"])
FRAME = ("key", "version", "draft", "made_at", "changed_at")
CHANGE = ("commitment", "status", "day", "evidence", "searched", "searched_on", "asked", "note", "made_at")
ENTRY = ("item", "at", "actor", "act", "version", "field", "was_sha256", "is_sha256")
TOMBSTONE = ("item", "what", "sha256", "on", "reason")
SHA256 = re.compile(r"[0-9a-f]{64}")
READ_AGAIN = ("text", "no_text", "media_type", "size")  # of a file: not in an archive, since its bytes say it
_CODES = {"sha256", "record_id", "claim_id", "finding", "gap", "sender", "host"}  # of machines, and looked up
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z")


class Malformed(ValueError):  # noqa: N818
    """A value is not of the form that the archive's version asks for."""


def fields_of(model: type[Item]) -> "list[models.Field[Any, Any]]":
    """The fields of a kind that an archive holds: its content, without people, and without what was read in a file."""
    own = [f for f in content_fields(model) if f.remote_field is None or f.remote_field.model is not _person()]
    return [f for f in own if not (model is Attachment and f.name in READ_AGAIN)]


def _person() -> Any:
    from django.apps import apps

    return apps.get_model(settings.AUTH_USER_MODEL)


def words(what: str, row: dict[str, Any]) -> Iterator[str]:
    """The free text of an item: what a person can have written. A place in the record is none."""
    for field in fields_of(KINDS[what]):
        typed = isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in _CODES
        if typed and not (field.name == "locator" and row.get("kind") == "record"):
            yield row[field.name]
    for claim in row["frozen"].get("claims", ()) if what == "ask" else ():
        yield claim["text"]


def as_json(value: Any) -> Any:
    """A value of a field as JSON: days and moments (UTC) in ISO 8601, keys as text."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def day(value: Any) -> dt.date:
    """A day. Malformed where it is none."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise Malformed(f"'{str(value)[:40]}' is no day")
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise Malformed(f"'{value}' is no day") from error


def moment(value: Any, latest: dt.datetime) -> dt.datetime:
    """A moment in UTC, no later than `latest`. Malformed where it is none, or lies after it."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise Malformed(f"'{str(value)[:40]}' is no moment in UTC")
    try:
        found = dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise Malformed(f"'{value}' is no moment in UTC") from error
    if found > latest:
        raise Malformed(f"{value} lies in the future of the archive")
    return found


def key(value: Any) -> uuid.UUID:
    """A key in its one form. Malformed where it is none."""
    try:
        found = uuid.UUID(value)
    except (ValueError, TypeError, AttributeError) as error:
        raise Malformed(f"'{str(value)[:40]}' is no key") from error
    if str(found) != value:
        raise Malformed(f"'{value[:50]}' is no key in its usual form")
    return found


def whole(value: Any, least: int = 1) -> int:
    """A whole number that a version can be. Malformed where it is none."""
    if type(value) is not int or not least <= value < 2**31:
        raise Malformed(f"'{str(value)[:40]}' is no whole number from {least} on")
    return value


def text(value: Any, longest: int = 200_000) -> str:
    """Text that a database can hold. Malformed where it is none, or too long."""
    if not isinstance(value, str) or len(value) > longest:
        raise Malformed(f"'{str(value)[:40]}' is no text of at most {longest} characters")
    return value


def sha256(value: Any, *, empty: bool = False) -> str:
    """A SHA-256 in hexadecimal. Malformed where it is none."""
    if not (empty and value == "") and not (isinstance(value, str) and SHA256.fullmatch(value)):
        raise Malformed(f"'{str(value)[:40]}' is no SHA-256")
    return str(value)


def value_of(field: "models.Field[Any, Any]", value: Any, latest: dt.datetime) -> Any:
    """The value of a field from JSON; the key of another item stays a key. Malformed where it is not of the field's form."""
    if value is None:
        if not field.null:
            raise Malformed("it may not be empty")
        return None
    if isinstance(field, models.ForeignKey):
        return key(value)
    if isinstance(field, models.DateTimeField):
        return moment(value, latest)
    if isinstance(field, models.DateField):
        return day(value)
    if isinstance(field, models.BooleanField | models.JSONField):
        wanted = bool if isinstance(field, models.BooleanField) else dict
        if type(value) is not wanted:
            raise Malformed(f"'{str(value)[:40]}' is not of its form")
        return value
    return text(value, field.max_length or 200_000)
