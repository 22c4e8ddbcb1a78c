"""The Django application."""

from django.apps import AppConfig


class Attachments(AppConfig):
    """Files and captured pages of a workspace, in a store of its own under its permissions."""

    name = "palermo.workspace.attachments"
    label = "attachments"

    def ready(self) -> None:
        """A file is an item of a workspace as any other (published, erased, audited), and evidence goes no further than its file."""
        from palermo.workspace.attachments.models import Attachment
        from palermo.workspace.attachments.quoting import no_further
        from palermo.workspace.attachments.words import _lazy
        from palermo.workspace.commission.evidence import ASKED
        from palermo.workspace.commission.forms import KINDS, Kind

        KINDS["attachment"] = Kind(Attachment, Attachment.WRITTEN, _lazy("file"), typed=False)
        ASKED.append(no_further)
