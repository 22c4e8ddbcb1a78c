"""Who changed what, and who read an item under embargo: ids and hashes, never content and never a name.

Entries are added and never changed: the database itself refuses (see the migration of the triggers).
"""

import hashlib
from typing import Any

from django.db import models


class Entry(models.Model):
    """One field of one item, changed by one person. `actor` is the number of an account. Hashes are salted by the item."""

    at = models.DateTimeField(auto_now_add=True)
    workspace = models.UUIDField(db_index=True)
    actor = models.PositiveBigIntegerField(null=True)
    act = models.CharField(max_length=20)
    what = models.CharField(max_length=20)
    item = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=40, blank=True)
    was_sha256 = models.CharField(max_length=64, blank=True)
    is_sha256 = models.CharField(max_length=64, blank=True)
    imported = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]


class Reading(models.Model):
    """That a person read an item under embargo. Lapses after `settings.READ_LOG_DAYS`."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    workspace = models.UUIDField(db_index=True)
    actor = models.PositiveBigIntegerField()
    item = models.UUIDField()


class Tombstone(models.Model):
    """What stays of an item that was erased: its id, a hash that nothing can be guessed from, the day, and the reason."""

    workspace = models.UUIDField(db_index=True)
    what = models.CharField(max_length=20)
    item = models.UUIDField(unique=True)
    sha256 = models.CharField(max_length=64)
    on = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="tombstone_has_a_reason")]


def digest(salt: str, field: str, value: Any) -> str:
    """The hash of a field's content under the salt of its item; empty for no content."""
    if value in (None, "", {}, []):
        return ""
    return hashlib.sha256(f"{salt}\0{field}\0{value}".encode()).hexdigest()
