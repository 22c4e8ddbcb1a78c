"""The shared table: a place beside the workspace that holds only copies which both sides may see."""

import uuid

from django.conf import settings
from django.db import models

from palermo.workspace.commission.people import Workspace


class SharedTable(models.Model):
    """One for each workspace at most. The other side has seats at it, and never a way into the workspace."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="table")


class Seat(models.Model):
    """A person of the other side. Who has a seat is no member of the workspace, and the other way round."""

    table = models.ForeignKey(SharedTable, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seats")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "person"], name="one_seat_for_each_person")]


class SharedItem(models.Model):
    """A copy of what an item said when a manager laid it on the table. `lines` are pairs of label and words."""

    table = models.ForeignKey(SharedTable, on_delete=models.CASCADE, related_name="items")
    what = models.CharField(max_length=20)
    item = models.UUIDField()
    version = models.PositiveIntegerField()
    title = models.TextField()
    lines = models.JSONField(default=list)
    laid_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["what", "laid_at"]
        constraints = [models.UniqueConstraint(fields=["table", "item"], name="an_item_once_on_the_table")]
