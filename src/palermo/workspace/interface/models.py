"""A token: the key by which a program speaks for a person. Only its hash is kept."""

import uuid

from django.conf import settings
from django.db import models

from palermo.workspace.commission.people import Workspace


class Token(models.Model):
    """What a person lets a program do: read, or write too, in one workspace or (None) wherever the person may.

    `sha256` is that of 256 random bits, so it needs no salt. `last_used` is a day, and no hour: it shows what lies idle, and is
    no log of somebody's work. A token ends at `expires`, when it is revoked, with the membership, and with the account.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64, unique=True)
    workspace = models.ForeignKey(Workspace, null=True, on_delete=models.CASCADE, related_name="tokens")
    may_write = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    last_used = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="token_has_a_name")]
