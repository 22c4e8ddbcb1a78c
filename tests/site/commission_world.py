"""Fills a running site with two workspaces and people in every role. Run inside the site; prints their sessions and keys as JSON."""

import datetime as dt
import json
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from palermo.workspace.accounts.models import User
from palermo.workspace.commission import founding, saving, sharing
from palermo.workspace.commission.models import Ask, Card, Commitment, Evidence, Framework, Meeting, Office, WorkingGroup

ROLES = ("reader", "contributor", "manager", "administrator")
SECRET = "The tamarisk clause"


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
    people = {role: User.objects.create_user(f"matrix-{role}") for role in (*ROLES, "outsider", "guest", "loner")}
    people["site_administrator"] = User.objects.create_user("matrix-site-administrator", is_staff=True)
    chief = people["administrator"]
    ws = founding.found(chief, f"{SECRET} workspace", "United States", "Cuba", commission="Bilateral Commission")
    for role in ROLES[:-1]:
        founding.set_role(ws, people[role].username, role)
    other = founding.found(people["outsider"], "Another workspace", "United States", "Haiti")
    sharing.choose_partner(ws, other.partner_code)
    table = founding.table_of(ws)
    sharing.seat(table, people["guest"])
    day = dt.date(2017, 1, 13)
    ask = dict.fromkeys(("sentence", "authority", "act", "object", "by_when", "basis", "shown_by", "caution"), SECRET)
    promise = {"title": SECRET, "side": "theirs", "form": "oral", "standing": "agreed", "date": day, "gap": "law_forms_missing"}
    made = {
        "framework": saving.create(Framework, ws, chief, {"title": SECRET, "kind": "memorandum", "date": day}),
        "group": saving.create(WorkingGroup, ws, chief, {"name": SECRET}),
        "office": saving.create(Office, ws, chief, {"name": SECRET, "side": "ours"}),
        "meeting": saving.create(Meeting, ws, chief, {"title": SECRET, "date": day}),
        "ask": saving.create(Ask, ws, chief, ask),
        "commitment": saving.create(Commitment, ws, chief, promise),
        "card": saving.create(Card, ws, chief, {"title": SECRET, "kind": "law", "what": SECRET, "cautions": SECRET}),
    }
    proof = {"kind": "document", "title": SECRET, "source": "Gazette", "locator": "page 3", "quotation": SECRET}
    made["evidence"] = saving.create(Evidence, ws, chief, proof | {"commitment": made["commitment"]})
    drafts = {what: str(item.key) for what, item in made.items()}
    draft = saving.create(Commitment, ws, chief, promise | {"title": f"{SECRET}, a draft"})
    for item in made.values():
        saving.publish(item, 1, chief)
    return {
        "sessions": {role: session(person) for role, person in people.items()},
        "workspace": str(ws.key),
        "table": str(table.key),
        "partner": other.pk,
        "items": drafts | {"relationship": str(ws.relationship.key)},
        "draft": str(draft.key),
        "secret": SECRET,
    }


print(json.dumps(build()))
