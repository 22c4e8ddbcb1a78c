"""A file of a workspace: a document that was uploaded, or a page that was captured. Its bytes lie in `store`."""

from django.db import models, transaction

from palermo.workspace.attachments import store
from palermo.workspace.attachments.limits import LONGEST_ADDRESS
from palermo.workspace.attachments.words import _lazy as _
from palermo.workspace.commission.evidence import Evidence
from palermo.workspace.commission.marks import Item


class Kind(models.TextChoices):
    """How the file came here: the kinds of evidence that rest on one (`evidence.Proven`)."""

    DOCUMENT = "document", _("a document")
    CAPTURE = "capture", _("a captured page")


class NoText(models.TextChoices):
    """Why a file has no text that a page could show."""

    LOCKED = "locked", _("it is locked with a password")
    IMAGES = "images", _("it holds images and no text")
    EMPTY = "empty", _("it holds no words")


class Attachment(Item):
    """One file. `sha256` is that of its bytes: evidence names a file by it.

    `text` is what was read in it, `no_text` why nothing was. `asked` is the address that somebody typed, `address` the one that
    answered, `captured_at` when.
    """

    TITLE, WHAT = "title", "attachment"
    WRITTEN = ("title", "publisher", "published", "mark", "embargoed_until")  # what a person writes and may change
    title = models.CharField(_("what it is (no person's name)"), max_length=200)
    publisher = models.CharField(_("who published it"), max_length=200, blank=True)
    published = models.CharField(_("published on"), max_length=10, blank=True)
    kind = models.CharField(_("how it came here"), max_length=10, choices=Kind.choices, editable=False)
    media_type = models.CharField(_("format"), max_length=100, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), default=0, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False, db_index=True)
    asked = models.CharField(max_length=LONGEST_ADDRESS, blank=True, editable=False)
    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS, blank=True, editable=False)
    captured_at = models.DateTimeField(_("captured at"), null=True, blank=True, editable=False)
    text = models.TextField(blank=True, editable=False)
    no_text = models.CharField(max_length=10, choices=NoText.choices, blank=True, editable=False)

    class Meta(Item.Meta):
        ordering = ["-made_at"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="attachment_kind_is_known"),
            models.CheckConstraint(
                condition=~models.Q(sha256="", erased_at=None) & ~models.Q(media_type="", erased_at=None),
                name="attachment_is_hashed",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="capture", erased_at=None)
                | (~models.Q(address="") & models.Q(captured_at__isnull=False)),
                name="attachment_captured_says_where_and_when",
            ),
        ]

    def hangs_on_it(self) -> list[Item]:
        """Evidence that quotes this file, unless the workspace holds the same bytes once more."""
        if not self.sha256 or held_elsewhere(self):
            return []
        return list(Evidence.objects.filter(workspace=self.workspace, sha256=self.sha256, erased_at=None).exclude(kind="record"))

    def let_go(self) -> None:
        """The bytes go as soon as the erasure stands."""
        workspace, sha256 = self.workspace, self.sha256
        transaction.on_commit(lambda: store.drop(workspace.key, sha256, lambda: holds(workspace.pk, sha256)))


def holds(workspace_pk: int, sha256: str) -> bool:
    """Whether a file of a workspace rests on bytes of this hash."""
    return bool(Attachment.objects.filter(workspace_id=workspace_pk, sha256=sha256, erased_at=None).exists())


def held_elsewhere(item: Attachment) -> bool:
    """Whether another file of the workspace has the same bytes."""
    same = Attachment.objects.filter(workspace_id=item.workspace_id, sha256=item.sha256, erased_at=None)
    return bool(same.exclude(pk=item.pk).exists())
