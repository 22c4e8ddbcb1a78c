"""What of the site's state a backup keeps, and how a value is written there. The same on every database.

Left out: sessions and everything that opens a door (invitations, tokens, secret addresses), since a backup lies about for years;
the e-mail addresses of the digest, since one that was erased must not come back; the log of readings, which lapses; and what Django
makes anew (kinds of content, permissions).
"""

import base64
import datetime as dt
import decimal
import uuid
from typing import Any

from django.apps import apps
from django.db import models

_LEFT_OUT = {
    "account.emailconfirmation",
    "accounts.invitation",
    "commission.reading",
    "interface.token",
    "notices.secretaddress",
    "notices.sending",
    "notices.subscription",
    "socialaccount.socialtoken",
    "socialaccount.socialapp",
}
_LEFT_OUT_APPS = {"sessions", "auth", "contenttypes"}
_OF_PERMISSIONS = {"accounts.user_groups", "accounts.user_user_permissions"}  # nothing here uses them


def kept_models() -> list[type[models.Model]]:
    """The models whose rows a backup holds, by name."""
    found = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    return sorted((m for m in found if not _left_out(m)), key=lambda m: m._meta.label_lower)


def left_out() -> list[str]:
    """The names of those that it does not hold."""
    kept = set(kept_models())
    return sorted(m._meta.label_lower for m in apps.get_models(include_auto_created=True) if m not in kept)


def _left_out(model: type[models.Model]) -> bool:
    label, app = model._meta.label_lower, model._meta.app_label
    return app in _LEFT_OUT_APPS or label in _LEFT_OUT | _OF_PERMISSIONS


def row_of(instance: models.Model) -> dict[str, Any]:
    """A row by the names of its columns' attributes, as JSON."""
    return {f.attname: _written(getattr(instance, f.attname)) for f in instance._meta.concrete_fields}


def _written(value: Any) -> Any:
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, uuid.UUID | decimal.Decimal):
        return str(value)
    return value


def instance_of(model: type[models.Model], row: dict[str, Any]) -> models.Model:
    """A row again. KeyError or ValueError where it does not have exactly the columns of the model."""
    fields = {f.attname: f for f in model._meta.concrete_fields}
    if set(fields) != set(row):
        raise ValueError(f"the columns of {model._meta.label} are others")
    return model(**{name: _read(fields[name], value) for name, value in row.items()})


def _read(field: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.to_python(value)
