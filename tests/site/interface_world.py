"""What the tests of the programming interface meet: people in every role with their tokens, and two workspaces; asked in process."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass, field
from functools import cache

ROLES = ("reader", "contributor", "manager", "administrator")
SECRET = "tamarisk"
DAY = dt.date(2017, 1, 13)
PROMISE = {"title": SECRET, "side": "theirs", "form": "oral", "standing": "agreed", "date": DAY, "gap": "law_forms_missing"}
ASK_PARTS = ("authority", "act", "object", "by_when", "basis", "shown_by", "caution")


@dataclass
class World:
    """Accounts by role, their tokens, and the keys of what there is in the workspace `ws`."""

    people: dict
    tokens: dict[str, str] = field(default_factory=dict)
    ws: object = None
    other: object = None
    table: object = None
    items: dict = field(default_factory=dict)
    draft: object = None


@cache
def _client():
    from django.test import Client

    return Client(raise_request_exception=False, enforce_csrf_checks=True, SERVER_NAME="localhost")


def asker(person=None):
    """A client that goes through the whole site, as WSGI does, and lets nothing that went wrong out as an exception."""
    client = _client()
    client.cookies.clear()
    if person is not None:
        client.force_login(person)
    return client


def ask(path: str, token: str = "", method: str = "GET", said: object = None, **more: str):
    """One request to the interface with a token; the answer."""
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
    body = {} if said is None else {"data": json.dumps(said, default=str), "content_type": "application/json"}
    return asker().generic(method, f"/api/v1{path}", **body, **headers, **more)


def token(person, **more: object) -> str:
    """A new token of a person: to write wherever the person may, unless said otherwise."""
    from palermo.workspace.interface import tokens

    return tokens.make(person, "a program", **({"days": 30, "may_write": True} | more))[1]


def build() -> World:
    """A workspace with one item of each kind, published, and a draft; another workspace, a partner; a table with a guest."""
    from commission_database import account

    from palermo.workspace.commission import founding, saving, sharing
    from palermo.workspace.commission.forms import KINDS

    world = World({role: account(role) for role in (*ROLES, "outsider", "guest", "loner")})
    chief = world.people["administrator"]
    world.ws = founding.found(chief, f"{SECRET} workspace", "United States", "Cuba", commission="Bilateral Commission")
    for role in ROLES[:-1]:
        founding.set_role(world.ws, world.people[role].username, role)
    world.other = founding.found(world.people["outsider"], "Another workspace", "United States", "Haiti")
    sharing.choose_partner(world.ws, world.other.partner_code)
    world.table = founding.table_of(world.ws)
    sharing.seat(world.table, world.people["guest"])
    values = {
        "framework": {"title": SECRET, "kind": "memorandum", "date": DAY},
        "group": {"name": SECRET},
        "office": {"name": SECRET, "side": "ours"},
        "meeting": {"title": SECRET, "date": DAY},
        "ask": dict.fromkeys((*ASK_PARTS, "sentence"), SECRET),
        "commitment": PROMISE,
        "card": {"title": SECRET, "kind": "law", "what": SECRET, "cautions": SECRET},
        "evidence": {"kind": "document", "title": SECRET, "source": "Gazette", "locator": "page 3", "quotation": SECRET},
    }
    for what, said in values.items():
        more = {"commitment": world.items["commitment"]} if what == "evidence" else {}
        item = saving.create(KINDS[what].model, world.ws, chief, said | more)
        world.items[what] = saving.publish(item, 1, chief)
    world.items["relationship"] = world.ws.relationship
    world.draft = saving.create(KINDS["commitment"].model, world.ws, chief, PROMISE | {"title": f"{SECRET}, a draft"})
    world.tokens = {role: token(person) for role, person in world.people.items()}
    return world


def somewhere() -> str:
    """A key that nothing has."""
    return str(uuid.uuid4())
