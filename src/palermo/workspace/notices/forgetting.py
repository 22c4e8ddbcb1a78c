"""What has lapsed is dropped every day: the log of readings, sessions, codes of invitations, addresses that nobody confirmed."""

import datetime as dt
import io
from contextlib import redirect_stdout

from django.core.management import call_command
from django.utils import timezone

from palermo.workspace.accounts.models import Invitation
from palermo.workspace.notices.models import Sending
from palermo.workspace.notices.subscribing import drop_unconfirmed

_LOG = dt.timedelta(days=400)  # of digests sent: longer than any digest looks back


def forget() -> str:
    """Drop all that has lapsed; what was dropped, in one line."""
    said = io.StringIO()
    call_command("forget_readings", stdout=said)
    with redirect_stdout(io.StringIO()):
        call_command("clearsessions")
    now = timezone.now()
    codes = Invitation.objects.filter(used_at=None, expires__lt=now).delete()[0]
    old = Sending.objects.filter(begun_at__lt=now - _LOG).delete()[0]
    return (
        f"{said.getvalue().strip()} {codes} codes of invitations, {drop_unconfirmed()} addresses that nobody confirmed and "
        f"{old} old entries of the digest's log were dropped, and sessions that have ended."
    )
