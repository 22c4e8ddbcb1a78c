"""A workspace, its members and their roles, and the workspaces that it has chosen as partners."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member may do; each role may do what those before it may."""

    READER = "reader", _("reader")
    CONTRIBUTOR = "contributor", _("contributor")
    MANAGER = "manager", _("manager")
    ADMINISTRATOR = "administrator", _("administrator")


def partner_code() -> str:
    """A new code by which another workspace can name this one as a partner; given from hand to hand."""
    return secrets.token_urlsafe(16)


class Workspace(models.Model):
    """What one team keeps on one relationship. Nobody but its members can tell that it exists."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name of the workspace"), max_length=120)
    partner_code = models.CharField(max_length=64, unique=True, default=partner_code, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="workspace_has_a_name")]

    def __str__(self) -> str:
        return str(self.name)


class Membership(models.Model):
    """A person's role in a workspace; one for each person and workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.READER)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "person"], name="one_role_for_each_person"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_is_known"),
        ]


class Partnership(models.Model):
    """A workspace that may be given practice cards: chosen by typing the code that its people gave."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="partners")
    partner = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="chosen_by")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "partner"], name="a_partner_once"),
            models.CheckConstraint(condition=~models.Q(workspace=models.F("partner")), name="no_partner_of_oneself"),
        ]
