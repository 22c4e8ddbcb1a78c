"""A person with an account, and the invitation that made it."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person. `username` may be a pseudonym; no e-mail address, name or network address is asked for or kept.

    `is_staff` marks an administrator: invites, changes roles, closes accounts. `may_review` lets a person accept, correct or
    reject what was read.
    """

    first_name = None
    last_name = None
    may_review = models.BooleanField(default=False)
    within: int | None = None  # of a request by token: the only workspace that it reaches; None: all of the person's
    REQUIRED_FIELDS: ClassVar[list[str]] = []


class Invitation(models.Model):
    """A one-time code. Only its hash is kept; it lapses at `expires`, and serves once."""

    code_sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="invitations")
    made_at = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    administrator = models.BooleanField(default=False)
    may_review = models.BooleanField(default=False)
    used_by = models.OneToOneField(User, null=True, on_delete=models.SET_NULL, related_name="invitation")
    used_at = models.DateTimeField(null=True)
