"""What tests of notices share: a site in this process with a mailbox, people, and items whose words tell their mark and state."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from commission_database import account, commitment, today, workspace

STATIC = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MARKS = ("never", "not_attributable", "attributable", "public")
STATES = ("published", "draft", "embargoed")


@contextmanager
def with_mail(**more: object) -> Iterator[list]:
    """Mail that goes to a list; pages without a manifest of static files."""
    from django.core import mail
    from django.test import override_settings

    mail.outbox = []
    more = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend", "POSTBOX": True} | more
    with override_settings(STORAGES=STATIC, DEFAULT_FROM_EMAIL="palermo@example.org", **more):
        yield mail.outbox


def browser_of(person):
    """A client that is logged in as a person; without one, a stranger's."""
    from django.core.cache import cache
    from django.test import Client

    cache.clear()
    client = Client(SERVER_NAME="localhost")
    if person is not None:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def shown(item, person, mark: str, state: str = "published"):
    """An item with a mark, published or not, under embargo or not."""
    from palermo.workspace.commission.saving import change, publish

    values = {"mark": mark}
    if state == "embargoed":
        values["embargoed_until"] = today() + dt.timedelta(days=9)
    item = change(item, item.version, person, values) if mark != item.mark or len(values) > 1 else item
    return item if state == "draft" else publish(item, item.version, person)


def items_of(ws, person, mark: str, state: str = "published") -> list:
    """A meeting to come, a late and a due commitment and an open ask; each says in a word of its own what it is."""
    from palermo.workspace.commission.models import Ask, Meeting
    from palermo.workspace.commission.saving import create

    word = f"{mark}-{state}"
    ask = dict.fromkeys(("authority", "act", "object", "by_when", "basis", "shown_by", "caution"), "x")
    made = [
        create(Meeting, ws, person, {"title": f"round-{word}", "date": today() + dt.timedelta(days=20)}),
        commitment(ws, person, title=f"late-{word}", due=today() - dt.timedelta(days=3)),
        commitment(ws, person, title=f"due-{word}", due=today() + dt.timedelta(days=3)),
        create(Ask, ws, person, ask | {"sentence": f"ask-{word}"}),
    ]
    return [shown(item, person, mark, state) for item in made]


def named(ws, person, mark: str = "public"):
    """Mark the relationship, so that the name of the workspace may be said."""
    ws.relationship.refresh_from_db()
    return shown(ws.relationship, person, mark)


def subscribed(person, language: str = "en", address: str = "desk@example.org"):
    """A person who has confirmed an address."""
    from django.utils import timezone

    from palermo.workspace.notices.models import Subscription

    return Subscription.objects.create(person=person, address=address, language=language, confirmed_at=timezone.now())


def a_member(name: str = "keeper"):
    """A person with a workspace."""
    person = account(name)
    return person, bureau(person)


def bureau(person):
    """A workspace whose name is its own, and holds no number that looks like a person's."""
    return workspace(person, "Bureau " + uuid.uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop")))
