"""Evidence: a frozen copy of what the record, a document or a captured page said. It reads the same when its source has moved on."""

from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from palermo.workspace.commission.marks import Item

ASKED: list[Callable[["Evidence"], None]] = []
"""What every piece of evidence must keep; rooms above add to it when the site starts. Each raises ValidationError."""


class Proven(models.TextChoices):
    """Where evidence comes from."""

    RECORD = "record", _("the record")
    DOCUMENT = "document", _("a document")
    CAPTURE = "capture", _("a captured page")


class Verdict(models.TextChoices):
    """What a person decided on it. What was rejected is not proposed again."""

    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")


class Evidence(Item):
    """One piece of evidence on one commitment.

    `record_id`, `locator`, `finding`, `quotation`, `value`, `source`, `published` and `sha256` are the frozen copy. `sha256` is
    that of the text or the original for what was read, else of the row as it stood.
    """

    TITLE, WHAT = "title", "evidence"
    commitment = models.ForeignKey("commission.Commitment", on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=10, choices=Proven.choices)
    title = models.CharField(_("title"), max_length=300)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.ACCEPTED, editable=False)
    record_id = models.CharField(max_length=80, blank=True, editable=False)
    locator = models.CharField(_("where it stands (address, page or file reference)"), max_length=400)
    finding = models.CharField(max_length=120, blank=True, editable=False)
    quotation = models.TextField(_("the words that show it"))
    value = models.CharField(max_length=200, blank=True, editable=False)
    source = models.CharField(_("who published it"), max_length=200)
    published = models.CharField(_("published on"), max_length=10, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file, if you have it"), max_length=64, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, editable=False)

    class Meta(Item.Meta):
        ordering = ["published", "made_at"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=models.Q(kind__in=Proven.values), name="evidence_kind_is_known"),
            models.CheckConstraint(condition=models.Q(verdict__in=Verdict.values), name="evidence_verdict_is_known"),
            models.CheckConstraint(
                condition=~models.Q(kind="record", erased_at=None) | (~models.Q(record_id="") & ~models.Q(sha256="")),
                name="evidence_of_the_record_is_frozen",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="capture", erased_at=None) | ~models.Q(sha256=""), name="evidence_captured_is_hashed"
            ),
            models.UniqueConstraint(
                fields=["commitment", "locator"],
                condition=models.Q(kind="record", erased_at=None),
                name="evidence_of_the_record_once",
            ),
        ]

    def clean(self) -> None:
        """ValidationError where what is asked of every piece is not kept (`ASKED`)."""
        for ask in ASKED:
            ask(self)
