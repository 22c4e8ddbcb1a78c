"""The Django application."""

from django.apps import AppConfig


class Leaving(AppConfig):
    """A team leaves with its data: archive out and in, backup and restore, the end of a workspace."""

    name = "palermo.workspace.leaving"
    label = "leaving"

    def ready(self) -> None:
        """From now on every erasure is also kept outside the database, where a restore finds it."""
        from django.db.models.signals import post_save

        from palermo.workspace.commission.audit import Tombstone
        from palermo.workspace.leaving.erasures import on_tombstone

        post_save.connect(on_tombstone, sender=Tombstone, dispatch_uid="leaving.erasures")
