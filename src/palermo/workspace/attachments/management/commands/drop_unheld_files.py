"""Remove bytes that no file of a workspace holds: what a kill has left, or a restored copy has brought back."""

from functools import partial
from typing import Any

from django.core.management.base import BaseCommand

from palermo.workspace.attachments import store
from palermo.workspace.attachments.models import holds
from palermo.workspace.commission.people import Workspace


class Command(BaseCommand):
    """`palermo serve` runs it at each start. An upload under way puts its bytes back when it lands."""

    help = "Remove bytes that no file of a workspace holds."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for each whether something holds it."""
        workspaces = dict(Workspace.objects.values_list("key", "pk"))
        dropped = sum(store.drop(key, sha256, partial(_held, workspaces.get(key), sha256)) for key, sha256 in store.every())
        self.stdout.write(f"{dropped} files were held by nothing and are removed.")


def _held(workspace: int | None, sha256: str) -> bool:
    return workspace is not None and holds(workspace, sha256)
