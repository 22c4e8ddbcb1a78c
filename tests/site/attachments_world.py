"""Fills a running site with a workspace that has files, and people in every role. Run inside the site; prints JSON."""

import datetime as dt
import json
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from palermo.workspace.accounts.models import User
from palermo.workspace.attachments import keeping, quoting
from palermo.workspace.commission import founding, saving, sharing
from palermo.workspace.commission.models import Commitment

ROLES = ("reader", "contributor", "manager", "administrator")
SCRIPTED = (
    b"<!doctype html><html><head><title>x</title><script>document.title='run'</script></head>"
    b"<body onload=alert(1)><p>The juniper clause.</p><p>&lt;script&gt;alert(9)&lt;/script&gt;</p></body></html>"
)


def session(person: User) -> str:
    """A session for somebody, as a login makes it."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.save()
    return store.session_key


def build() -> dict:
    """People by role with their sessions, and the keys of what there is."""
    people = {role: User.objects.create_user(f"files-{role}") for role in (*ROLES, "outsider", "guest", "loner")}
    chief, day = people["administrator"], dt.date(2017, 1, 13)
    ws = founding.found(chief, "Juniper workspace", "United States", "Cuba")
    for role in ROLES[:-1]:
        founding.set_role(ws, people[role].username, role)
    founding.found(people["outsider"], "Another workspace", "United States", "Haiti")
    sharing.seat(founding.table_of(ws), people["guest"])
    promise = {"title": "Juniper promise", "side": "theirs", "form": "oral", "standing": "agreed", "date": day}
    commitment = saving.publish(saving.create(Commitment, ws, chief, promise), 1, chief)
    page = keeping.upload(ws, chief, "../../juniper.html", SCRIPTED, {"title": "Juniper page"})
    draft = keeping.upload(ws, chief, "a.txt", b"The juniper draft.", {"title": "Juniper draft"})
    piece = quoting.quote(commitment, page, chief, "The juniper clause.", stamp={})
    for item in (page, piece):
        saving.publish(item, item.version, chief)
    return {
        "sessions": {role: session(person) for role, person in people.items()},
        "workspace": str(ws.key),
        "commitment": str(commitment.key),
        "page": str(page.key),
        "draft": str(draft.key),
    }


print(json.dumps(build()))
