"""Send this week's digests. Run it every day, by cron or a timer: who has had this week's gets no other."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from palermo.workspace.notices.postbox import FORM
from palermo.workspace.notices.sending import send_all
from palermo.workspace.reading import record_at


class Command(BaseCommand):
    """Send what is still to be sent of this week, and say what was done in one line."""

    help = "Send this week's digests to those who have had none of this week. Run it every day."

    def handle(self, *args: Any, **options: Any) -> None:
        """CommandError where no mail is set up, the server cannot be reached, or it refused some."""
        if settings.POSTBOX is None:
            raise CommandError(f"No mail is set up, so nothing was sent. Set PALERMO_MAIL, for example {FORM}.", returncode=2)
        try:
            done = send_all(record_at(None))
        except OSError as error:
            said = " ".join(str(error).split()) or type(error).__name__
            raise CommandError(
                f"The mail server does not let us in, so nothing was sent ({said}). Check PALERMO_MAIL."
            ) from error
        self.stdout.write(f"{done.sent} sent; {done.before} had this week's already.")
        if done.unknown:
            self.stdout.write(
                f"{done.unknown} begun and not known to have arrived: not sent again; next week's goes back further."
            )
        if done.refused:
            why = ", ".join(sorted(set(done.refused)))
            raise CommandError(f"The mail server refused {len(done.refused)} ({why}). They are tried again at the next run.")
