"""The Django application."""

from django.apps import AppConfig


class Attachments(AppConfig):
    """Files and captured pages of a workspace, in a store of its own under its permissions."""

    name = "palermo.workspace.attachments"
    label = "attachments"

    def ready(self) -> None:
        """A file is an item of a workspace: it is published, erased and looked up in the audit as any other."""
        from palermo.workspace.attachments.models import Attachment
        from palermo.workspace.attachments.words import _lazy
        from palermo.workspace.commission.forms import KINDS, Kind

        KINDS["attachment"] = Kind(Attachment, Attachment.WRITTEN, _lazy("file"), typed=False)
