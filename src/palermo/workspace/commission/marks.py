"""What every item of a workspace carries: its mark, its version, and whether it is a draft. Marks say where an item may go.

Every output asks `leaving`; none has a rule of its own.
"""

import secrets
import uuid
from typing import Any, Literal, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palermo.workspace.commission.people import Workspace


class Mark(models.TextChoices):
    """The source-protection mark. What is typed in never leaves, until somebody says otherwise."""

    NEVER = "never", _("never leaves this workspace")
    NOT_ATTRIBUTABLE = "not_attributable", _("may be used, not attributed to us")
    ATTRIBUTABLE = "attributable", _("attributable to our organisation")
    PUBLIC = "public", _("public")


Output = Literal["members", "archive", "partners", "table", "public", "paper", "mail", "calendar"]
# The marks that each way out lets through. `archive` is the file with which a team leaves; `table` is what both sides see; `paper` is
# printed for one's own principal; `mail` and `calendar` pass through servers of others, under our name (docs/decisions/0006).
LETS_THROUGH: dict[str, frozenset[str]] = {
    "members": frozenset(Mark.values),
    "archive": frozenset({"not_attributable", "attributable", "public"}),
    "partners": frozenset({"attributable", "public"}),
    "table": frozenset({"attributable", "public"}),
    "public": frozenset({"public"}),
    "paper": frozenset({"not_attributable", "attributable", "public"}),
    "mail": frozenset({"attributable", "public"}),
    "calendar": frozenset({"attributable", "public"}),
}
_NO_DRAFTS = ("partners", "table", "public", "paper", "mail", "calendar")


def salt() -> str:
    """Sixteen random bytes beside each item, so that a hash in the audit cannot be undone by guessing. Erasure destroys it."""
    return secrets.token_hex(16)


class Item(models.Model):
    """Anything that a team writes down.

    `version` counts the changes: a writer names the one that was read, and is refused when another was faster. `published_at` is
    None for a draft. `erased_at`: the content is gone for good, and a tombstone says when and why.
    """

    TITLE = ""  # the field that names an item in lists
    WHAT = ""  # the word by which addresses and the audit call this kind of item
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="%(class)ss")
    mark = models.CharField(_("who may see it"), max_length=20, choices=Mark.choices, default=Mark.NEVER)
    embargoed_until = models.DateField(_("under embargo until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    salt = models.CharField(max_length=32, default=salt, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=models.Q(mark__in=Mark.values), name="%(class)s_mark_is_known"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="%(class)s_version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return str(_("erased")) if self.erased_at else str(getattr(self, self.TITLE, "") or self.WHAT)

    @property
    def embargoed(self) -> bool:
        """Whether the item is under embargo today."""
        return self.embargoed_until is not None and self.embargoed_until > timezone.now().date()

    def hangs_on_it(self) -> "list[Item]":
        """Other items that say what this one says, or are nothing without it: they are erased with it."""
        return []

    def let_go(self) -> None:
        """Called when its row was emptied, while this object still says what stood there: to let go of what lies outside the database."""


T = TypeVar("T", bound=Item)


def width(mark: str) -> int:
    """To how many ways out a mark opens."""
    return sum(mark in marks for marks in LETS_THROUGH.values())


def leaving(items: "models.QuerySet[T]", output: Output) -> "models.QuerySet[T]":
    """Of some items, those that an output may carry: by mark, and outside the workspace no draft and nothing under embargo."""
    found = items.filter(mark__in=LETS_THROUGH[output], erased_at=None)
    if output != "members":
        found = found.exclude(embargoed_until__gt=timezone.now().date())
    return found.exclude(published_at=None) if output in _NO_DRAFTS else found


def may_leave(item: Item, output: Output) -> bool:
    """Whether an output may carry an item: the same rule as `leaving`, for one."""
    open_now = output == "members" or not item.embargoed
    published = item.published_at is not None or output not in _NO_DRAFTS
    return item.mark in LETS_THROUGH[output] and item.erased_at is None and open_now and published


def content_fields(model: type[Item]) -> list[Any]:
    """The fields of an item that hold its content: all but what every item carries."""
    frame = {"id", "key", "workspace", "version", "salt", "made_by", "made_at", "changed_at", "published_at", "erased_at"}
    return [field for field in model._meta.concrete_fields if field.name not in frame]
