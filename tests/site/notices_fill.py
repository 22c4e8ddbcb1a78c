"""Gives a person of a running site a confirmed address and as many workspaces as asked. Run inside it with `NAME` and `WORKSPACES` set."""

import datetime as dt

from django.utils import timezone

from palermo.register.jurisdictions import jurisdictions
from palermo.workspace.accounts.models import User
from palermo.workspace.commission import founding, saving
from palermo.workspace.commission.models import Commitment, Meeting
from palermo.workspace.notices.models import Subscription


def fill(name: str, workspaces: int) -> None:
    """Workspaces, each with a meeting, something late, something due, long titles, and one item that stays in."""
    today = timezone.now().date()
    person = User.objects.get(username=name)
    hosts = [code for code in jurisdictions() if code != "USA"][:workspaces]
    for number, host in enumerate(hosts):
        ws = founding.found(person, f"United States and the jurisdiction {host}, long of name", "United States", host)
        saving.change(ws.relationship, 2, person, {"mark": "attributable"})
        common = {"workspace": ws, "mark": "attributable", "published_at": timezone.now()}
        Meeting.objects.create(title="Round of talks on trafficking " * 5, date=today + dt.timedelta(days=number), **common)
        promise = {"side": "theirs", "form": "oral", "standing": "agreed", "date": dt.date(2017, 1, 13)}
        long = "Make forced labour a crime in the penal code, with penalties as severe as those for other grave crimes " * 2
        for days in (-3, 3):
            Commitment.objects.create(title=long[:200], due=today + dt.timedelta(days=days), **promise, **common)
        Commitment.objects.create(title="Stays in", due=today, **promise, **common | {"mark": "never"})
    Subscription.objects.create(person=person, address=f"{name}@example.org", confirmed_at=timezone.now())


fill(NAME, WORKSPACES)  # noqa: F821 - set by who runs it
