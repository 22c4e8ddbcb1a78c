"""The tables of this room. An address of a person lies here and nowhere else; what is deleted here is gone."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palermo.workspace.commission.people import Workspace


class Subscription(models.Model):
    """That a person wants the weekly digest, and where. Nothing goes there, but one code, until the code has come back."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest")
    address = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    made_at = models.DateTimeField(default=timezone.now)
    code_hash = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(address=""), name="subscription_has_an_address"),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(code_hash=""), name="a_confirmed_address_has_no_code"
            ),
        ]


class Sending(models.Model):
    """One digest of one week. The row is written before the mail is handed over; `sent_at` when the server has taken it.

    A row without `sent_at` is a digest of which nobody knows whether it arrived: it is not sent again. `told` are short hashes of
    the findings that it proposed, so that the next one knows which are new.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="sendings")
    week = models.DateField()
    begun_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    told = models.JSONField(default=list)

    class Meta:
        ordering = ["week"]
        constraints = [models.UniqueConstraint(fields=["subscription", "week"], name="one_digest_a_week")]


class SecretAddress(models.Model):
    """An address that gives a calendar or a feed to whoever knows it. Only the hash of its token is kept.

    `workspace` None: all workspaces of the person, as they are when somebody asks.
    """

    class Kind(models.TextChoices):
        """What it gives."""

        CALENDAR = "calendar", _("calendar of meetings and due dates")
        FEED = "feed", _("feed of public changes")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="secret_addresses")
    workspace = models.ForeignKey(Workspace, null=True, on_delete=models.CASCADE, related_name="secret_addresses")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="en")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at"]
        constraints = [models.CheckConstraint(condition=models.Q(kind__in=["calendar", "feed"]), name="secret_kind_is_known")]
