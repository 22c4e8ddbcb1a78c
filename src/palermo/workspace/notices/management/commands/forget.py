"""Drop what has lapsed. The site does it once a day by itself; this is for who runs it otherwise."""

from typing import Any

from django.core.management.base import BaseCommand

from palermo.workspace.notices.forgetting import forget


class Command(BaseCommand):
    """Drop it, and say in one line what was dropped."""

    help = "Drop what has lapsed: read logs, sessions, codes, addresses that nobody confirmed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Drop it."""
        self.stdout.write(forget())
