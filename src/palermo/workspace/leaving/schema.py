"""The JSON Schema of an archive's documents, made from the same forms by which they are written and checked."""

from typing import Any

from django.db import models

from palermo.workspace.commission.commitments import Status
from palermo.workspace.commission.marks import Item
from palermo.workspace.leaving import shape

_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$", "description": "UTC."}
_KEY = {"type": "string", "format": "uuid", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
_SHA = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_SHA_OR_NONE = {"type": "string", "pattern": "^([0-9a-f]{64})?$", "description": "Empty: nothing stood there."}
_COUNT = {"type": "integer", "minimum": 0}
_VERSION = {"type": "integer", "minimum": 1}
_STATUS = {"enum": list(Status.values)}
_ACTOR = {"type": "string", "pattern": "^(p[0-9]{1,8})?$", "description": "A label of this archive for one person; no account."}


def schema() -> dict[str, Any]:
    """The whole schema: a document is the manifest, the items of one kind, changes, audit or tombstones."""
    documents = ["manifest", *shape.KINDS, "changes", "audit", "tombstones"]
    defs = {"day": _DAY, "moment": _MOMENT, "key": _KEY, "sha256": _SHA, "manifest": _manifest()}
    defs |= {what: _list(what, _item(model)) for what, model in shape.KINDS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:palermo:workspace:1",
        "title": shape.SCHEMA,
        "description": "The documents of the archive with which a team leaves. Each names the schema and its kind. Files lie beside them, under their SHA-256.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in documents],
        "$defs": defs | {"changes": _changes(), "audit": _audit(), "tombstones": _tombstones()},
    }


def _object(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties, **more}


def _list(kind: str, item: dict[str, Any]) -> dict[str, Any]:
    return _object({"schema": {"const": shape.SCHEMA}, "kind": {"const": kind}, "items": {"type": "array", "items": item}})


def _ref(name: str, *, null: bool = False) -> dict[str, Any]:
    found = {"$ref": f"#/$defs/{name}"}
    return {"anyOf": [found, {"type": "null"}]} if null else found


def _manifest() -> dict[str, Any]:
    left = _object(
        {"items": _COUNT, "statuses": _COUNT, "references": _COUNT},
        description="How much stays for its mark, an embargo or an erasure; statuses that rest on such evidence; references that lead there.",
    )
    member = _object({"path": {"type": "string", "pattern": "^[a-z0-9_./-]+$"}, "bytes": _COUNT, "sha256": _ref("sha256")})
    return _object(
        {
            "schema": {"const": shape.SCHEMA},
            "kind": {"const": "manifest"},
            "palermo": {"type": "string", "description": "The version that wrote it."},
            "exported_at": _ref("moment"),
            "workspace": _object({"key": _ref("key"), "name": {"type": "string", "minLength": 1, "maxLength": 120}}),
            "left_out": left,
            "members": {"type": "array", "items": member},
        }
    )


def _item(model: type[Item]) -> dict[str, Any]:
    frame = {
        "key": _ref("key"),
        "version": _VERSION,
        "draft": {"type": "boolean"},
        "made_at": _ref("moment"),
        "changed_at": _ref("moment"),
    }
    return _object(frame | {field.name: _field(field) for field in shape.fields_of(model)})


def _field(field: "models.Field[Any, Any]") -> dict[str, Any]:
    if field.name == "mark":
        return {"enum": shape.MARKS}
    if isinstance(field, models.ForeignKey):
        return _ref("key", null=field.null) | {"description": f"Key of: {field.related_model.WHAT}."}
    if isinstance(field, models.DateTimeField):
        return _ref("moment", null=field.null)
    if isinstance(field, models.DateField):
        return _ref("day", null=field.null)
    if isinstance(field, models.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, models.JSONField):
        return {"type": "object", "description": "The claims of the brief from which it was taken, with their sources."}
    if field.choices:
        return {"enum": [*([""] if field.blank else []), *(value for value, _label in field.choices)]}
    return {"type": "string"} | ({"maxLength": field.max_length} if field.max_length else {})


def _changes() -> dict[str, Any]:
    searched = {"searched": {"type": "string"}, "searched_on": _ref("day", null=True), "asked": {"type": "string"}}
    first = {"commitment": _ref("key"), "status": _STATUS, "day": _ref("day"), "evidence": _ref("key", null=True)}
    return _list("changes", _object(first | searched | {"note": {"type": "string"}, "made_at": _ref("moment")}))


def _audit() -> dict[str, Any]:
    first = {"item": _ref("key"), "at": _ref("moment"), "actor": _ACTOR, "act": {"type": "string", "maxLength": 20}}
    rest = {"field": {"type": "string", "maxLength": 40}, "was_sha256": _SHA_OR_NONE, "is_sha256": _SHA_OR_NONE}
    return _list("audit", _object(first | {"version": _VERSION} | rest))


def _tombstones() -> dict[str, Any]:
    reason = {"type": "string", "minLength": 1, "maxLength": 200}
    what = {"type": "string", "maxLength": 20}
    return _list(
        "tombstones", _object({"item": _ref("key"), "what": what, "sha256": _ref("sha256"), "on": _ref("day"), "reason": reason})
    )
