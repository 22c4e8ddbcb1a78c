"""What came in from elsewhere is marked here, beside the tables of the workspace and never among its own audit.

All of it is what an archive says. Nobody here can vouch for it, and the database refuses to change it (see the migration).
"""

from django.db import models

from palermo.workspace.commission.commitments import StatusChange


class Arrival(models.Model):
    """One archive that came in. `workspace` is the one made for it here; `by` the number of the account that brought it."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.PositiveBigIntegerField()
    workspace = models.UUIDField(unique=True)
    from_workspace = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    exported_at = models.DateTimeField()
    items = models.PositiveIntegerField()


class Brought(models.Model):
    """An item that came in: its key here, and what the archive says of it there."""

    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="brought")
    item = models.UUIDField(unique=True)
    origin = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class PastEntry(models.Model):
    """An entry of the audit of the place where an item came from. `actor` is a label of the archive, and no account of ours."""

    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="entries")
    item = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=12, blank=True)
    act = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=40, blank=True)
    was_sha256 = models.CharField(max_length=64, blank=True)
    is_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]


class PastTombstone(models.Model):
    """What had been erased where an archive came from. `origin` is the key that it had there."""

    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="tombstones")
    origin = models.UUIDField()
    what = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    on = models.DateField()
    reason = models.CharField(max_length=200)


class PastChange(models.Model):
    """That a change of status came in with an archive, and when it was made there."""

    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="changes")
    change = models.OneToOneField(StatusChange, on_delete=models.CASCADE, related_name="past")
    made_at = models.DateTimeField()
