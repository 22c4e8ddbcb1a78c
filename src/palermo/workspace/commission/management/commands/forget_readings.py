"""Drop the log of who read what under embargo, when it has lapsed (90 days, or `READ_LOG_DAYS`)."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from palermo.workspace.commission.audit import Reading


class Command(BaseCommand):
    """Run it every day."""

    help = "Drop entries of the read log that have lapsed."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many days are kept."""
        parser.add_argument("--days", type=int, default=getattr(settings, "READ_LOG_DAYS", 90), help="Days to keep.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Drop what is older."""
        dropped, _ = Reading.objects.filter(at__lt=timezone.now() - dt.timedelta(days=options["days"])).delete()
        self.stdout.write(f"{dropped} entries of the read log have lapsed.")
