"""Every operation of the programming interface as each role and with each kind of token; every output for each mark."""

import datetime as dt
import os

import pytest
from commission_database import database
from interface_world import DAY, PROMISE, ROLES, SECRET, World, ask, asker, build, somewhere, token

pytestmark = pytest.mark.usefixtures("database")
__all__ = ["database"]
KINDS = ("framework", "group", "office", "meeting", "ask", "commitment", "card", "evidence")
MANY = os.environ.get("HYPOTHESIS_PROFILE") == "torture"
PARTS = dict.fromkeys(("authority", "act", "object", "by_when", "basis", "shown_by", "caution"), "x")
NEW = {
    "framework": {"title": "x", "kind": "treaty", "date": DAY},
    "group": {"name": "x"},
    "office": {"name": "x", "side": "ours"},
    "meeting": {"title": "x", "date": DAY},
    "ask": PARTS,
    "commitment": PROMISE | {"title": "x"},
    "card": {"title": "x", "kind": "law", "what": "x", "cautions": "x"},
}
STALE, PERSONAL = {"version": 999}, "write to someone@example.org"
# Every operation below a workspace: what it takes at least; what is sent; and what a role that suffices is told.
NEEDS: dict[str, tuple[str, object, int]] = {
    "read_workspace": ("reader", None, 200),
    "list_members": ("reader", None, 200),
    "list_received_cards": ("reader", None, 200),
    "list_partners": ("reader", None, 200),
    "read_our_table": ("reader", None, 200),
    "list_statuses": ("reader", None, 200),
    "list_evidence_on": ("reader", None, 200),
    "list_brief_asks": ("contributor", None, 200),
    "take_brief_asks": ("contributor", {"day": "2017-02-22", "asks": ["no such ask"]}, 422),
    "list_proposals": ("contributor", None, 200),
    "answer_ask": ("manager", STALE | {"answer": "noted", "answered_on": DAY}, 409),
    "change_status": ("manager", STALE | {"status": "complete", "day": DAY}, 422),
    "add_document": ("contributor", {"title": "x", "source": "x", "locator": "x", "quotation": "x"}, 201),
    "add_from_record": ("contributor", {"locator": "nowhere"}, 422),
    "decide_proposal": ("manager", {"locator": "nowhere", "verdict": "accepted"}, 422),
    "choose_partner": ("manager", {"code": "nobody's"}, 422),
    "give_card": ("manager", {"partner": 0}, 422),
    "take_card_back": ("manager", {"partner": 0}, 200),
}
for _what in (*KINDS, "relationship"):
    NEEDS[f"read_{_what}"] = ("reader", None, 200)
    NEEDS[f"history_of_{_what}"] = ("manager", None, 200)
    NEEDS[f"change_{_what}"] = ("manager", STALE, 409)  # of what is published; a contributor's for a draft
    NEEDS[f"publish_{_what}"] = ("manager", STALE, 200)  # it is published already
for _what in KINDS:
    NEEDS[f"list_{_what if _what == 'evidence' else _what + 's'}"] = ("reader", None, 200)
    NEEDS[f"erase_{_what}"] = ("administrator", {"reason": PERSONAL}, 422)
for _what in NEW:
    NEEDS[f"make_{_what}"] = ("contributor", NEW[_what], 201)
for _what in ("meeting", "ask", "commitment"):
    NEEDS[f"lay_{_what}"] = ("manager", {}, 422)  # its mark keeps it in
    NEEDS[f"take_{_what}_away"] = ("manager", {}, 200)
# What is asked of no workspace: what a member, a guest, and a person without workspace or seat are told.
ELSEWHERE = {
    "list_workspaces": (None, 200, 404, 200),
    "make_workspace": ({"name": "x", "sender": "USA", "host": "USA"}, 422, 404, 422),
    "read_portfolio": (None, 200, 404, 200),
    "list_tables": (None, 200, 200, 200),
    "read_table": (None, 404, 200, 404),
}


@pytest.fixture(scope="module")
def world(database) -> World:
    return build()


@pytest.fixture(autouse=True)
def no_counts_of_earlier_tests():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="module")
def operations(world, database) -> list[tuple[str, str, str]]:
    """Every operation of the OpenAPI document itself: its name, its method, and its path with what there is in its places."""
    paths = ask("/openapi.json", world.tokens["reader"]).json()["paths"]
    found = []
    for path, methods in paths.items():
        for method, said in methods.items():
            name = said["operationId"]
            assert name in NEEDS or name in ELSEWHERE, f"say who may {name}"
            found.append((name, method.upper(), filled(path.removeprefix("/api/v1"), world)))
    assert {name for name, _method, _path in found} == NEEDS.keys() | ELSEWHERE.keys()
    return found if database == "sqlite" or MANY else found[::3]  # who may what is asked of the same code on both


def filled(path: str, world: World) -> str:
    words = path.split("/")
    what = words[3] if len(words) > 3 else ""
    key = world.items.get(what) or world.items.get(what.removesuffix("s"))
    return path.format(ws=world.ws.key, key=key.key if key else "", table=world.table.key)


def said(name: str, world: World) -> object:
    body = (NEEDS.get(name) or (None, ELSEWHERE[name][0]))[1]
    return {**body, "partner": world.other.pk} if body and "partner" in body else body


def suffices(role: str, needed: str) -> bool:
    return ROLES.index(role) >= ROLES.index(needed)


@pytest.mark.parametrize("role", ROLES)
def test_a_member_does_what_the_role_may_do_and_nothing_else_exists(world, operations, role):
    for name, method, path in operations:
        answer = ask(path, world.tokens[role], method, said(name, world))
        needed, _said, told = NEEDS.get(name) or (role, None, ELSEWHERE[name][1])
        expected = told if suffices(role, needed) else 404
        assert answer.status_code == expected, (role, name, answer.status_code, answer.content)
        if answer.status_code >= 400:
            assert SECRET not in answer.content.decode(), (role, name)


@pytest.mark.parametrize("role", ["outsider", "loner", "guest"])
def test_who_is_no_member_cannot_tell_that_there_is_a_workspace(world, operations, role):
    for name, method, path in operations:
        answer = ask(path, world.tokens[role], method, said(name, world))
        if name in ELSEWHERE:
            expected = ELSEWHERE[name][2 if role == "guest" else 3]
            assert answer.status_code == expected, (role, name, answer.content)
        else:
            nowhere = ask(path.replace(str(world.ws.key), somewhere()), world.tokens[role], method, said(name, world))
            assert (answer.status_code, nowhere.status_code) == (404, 404), (role, name, answer.content)
            assert (answer.content, answer.headers) == (nowhere.content, nowhere.headers), (role, name)
        assert SECRET not in answer.content.decode(), (role, name)


def lost_tokens(world) -> dict[str, str]:
    """Tokens that serve nothing here, each for another reason."""
    from commission_database import account
    from django.utils import timezone

    from palermo.workspace.commission import founding
    from palermo.workspace.interface import tokens
    from palermo.workspace.interface.models import Token

    chief, gone, closed = world.people["administrator"], account("gone"), account("closed")
    for person in (gone, closed):
        founding.set_role(world.ws, person.username, "administrator")
    found = {"nobody": "", "invented": tokens.BEGINS + "a" * 43, "not even words": "é\x00"}
    found |= {"revoked": token(chief), "expired": token(chief), "of a member who left": token(gone, workspace=world.ws)}
    found |= {"of a closed account": token(closed)}
    assert tokens.revoke(Token.objects.filter(pk=tokens.found(found["revoked"]).pk), chief) == 1
    Token.objects.filter(pk=tokens.found(found["expired"]).pk).update(expires=timezone.now())
    founding.remove(world.ws, gone.username)
    closed.is_active = False
    closed.save()
    return found


def test_a_token_that_does_not_serve_makes_a_stranger_for_whom_nothing_exists(world, operations):
    stranger = ask("/no/such/thing").content
    for why, words in lost_tokens(world).items():
        header = {"HTTP_AUTHORIZATION": f"Bearer {words}".encode().decode("latin-1")} if words else {}
        some = operations if why in ("nobody", "invented") or MANY else operations[::9]
        for name, method, path in [*some, ("document", "GET", "/openapi.json"), ("nothing", "GET", "/no/such/thing")]:
            answer = ask(path, method=method, said=said(name, world) if name in NEEDS else None, **header)
            assert (answer.status_code, answer.content) == (404, stranger), (why, name, answer.content)


def test_a_token_that_only_reads_writes_nothing_whoever_holds_it(world, operations):
    reads = token(world.people["administrator"], may_write=False)
    for name, method, path in operations:
        answer = ask(path, reads, method, said(name, world))
        assert answer.status_code == (403 if method != "GET" else 404 if name == "read_table" else 200), (name, answer.content)


def test_a_token_for_one_workspace_reaches_no_other_that_its_person_may_enter(world, operations):
    from palermo.workspace.commission import founding

    chief = world.people["administrator"]
    second = founding.found(chief, "The second one", "United States", "Haiti")
    there = token(chief, workspace=second)
    for name, method, path in operations:
        answer = ask(path, there, method, said(name, world))
        if name in NEEDS:
            assert answer.status_code == 404, (name, answer.content)
        assert SECRET not in answer.content.decode(), name
    assert [one["name"] for one in ask("/workspaces", there).json()["items"]] == ["The second one"]
    assert ask("/workspaces", there, "POST", {"name": "x", "host": "Cuba"}).status_code == 403
    assert ask(f"/workspaces/{second.key}/meetings", there, "POST", NEW["meeting"]).status_code == 201


def test_the_cookie_of_a_session_reads_and_writes_nothing(world, operations):
    for name, method, path in operations:
        client = asker(world.people["administrator"])
        body = {"data": "{}", "content_type": "application/json"} if method != "GET" else {}
        status = client.generic(method, f"/api/v1{path}", **body).status_code
        assert status == (403 if method != "GET" else 404 if name == "read_table" else 200), name


def test_a_token_that_does_not_serve_is_not_helped_by_a_cookie(world):
    client = asker(world.people["administrator"])
    assert client.get("/api/v1/workspaces", HTTP_AUTHORIZATION="Bearer nonsense").status_code == 404
    assert client.get("/api/v1/workspaces", HTTP_AUTHORIZATION="Basic bm9ib2R5Og==").status_code == 404


def test_a_token_opens_no_page(world):
    for path in ("/work/", f"/work/{world.ws.key}/", "/account/tokens/"):
        client = asker()
        assert client.get(path, HTTP_AUTHORIZATION=f"Bearer {world.tokens['administrator']}").status_code in (404, 500), path


def test_what_is_foreign_takes_as_many_questions_to_the_database_as_what_does_not_exist(world):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    outsider = world.tokens["outsider"]
    ask("/workspaces", outsider)
    asked = []
    for ws in (world.ws.key, somewhere(), "no-key-at-all"):
        for rest in ("", "/meetings", f"/meetings/{world.items['meeting'].key}"):
            with CaptureQueriesContext(connection) as queries:
                assert ask(f"/workspaces/{ws}{rest}", outsider).status_code == 404
            asked.append([query["sql"].partition("WHERE")[0] for query in queries])
    assert asked[0]
    assert all(one == asked[0] for one in asked)


def test_a_reader_sees_no_draft_and_a_contributor_changes_it(world):
    path = f"/workspaces/{world.ws.key}/commitments"
    assert ask(f"{path}/{world.draft.key}", world.tokens["reader"]).status_code == 404
    titles = [one["title"] for one in ask(path, world.tokens["reader"]).json()["items"]]
    assert f"{SECRET}, a draft" not in titles
    changed = ask(f"{path}/{world.draft.key}", world.tokens["contributor"], "PATCH", {"version": 1, "place": "Havana"})
    assert (changed.status_code, changed.json()["place"], changed.json()["version"]) == (200, "Havana", 2)


# Marks -------------------------------------------------------------------------------------------------------------------------

LETS_OUT = {"never": False, "not_attributable": False, "attributable": True, "public": True}


def outputs(world: World) -> dict[str, str]:
    """Everything that the interface gives out, by who receives it."""
    ws, other = world.ws.key, world.other.key
    asked = {
        "members": (f"/workspaces/{ws}/commitments", "reader"),
        "cards of members": (f"/workspaces/{ws}/cards", "reader"),
        "our view of the table": (f"/workspaces/{ws}/table", "reader"),
        "the other side": (f"/tables/{world.table.key}", "guest"),
        "partners": (f"/workspaces/{other}/received-cards", "outsider"),
        "other members": (f"/workspaces/{other}/commitments", "outsider"),
        "another portfolio": ("/portfolio", "outsider"),
    }
    return {name: ask(path, world.tokens[role]).content.decode() for name, (path, role) in asked.items()}


def made(world: World, many: str, values: dict) -> tuple[str, int]:
    """A new item of the manager's, published: its path and version."""
    path, manager = f"/workspaces/{world.ws.key}/{many}", world.tokens["manager"]
    key = ask(path, manager, "POST", values).json()["key"]
    assert ask(f"{path}/{key}/publish", manager, "POST", {"version": 1}).status_code == 200
    return f"{path}/{key}", 2


@pytest.mark.parametrize("embargoed", [False, True])
@pytest.mark.parametrize("mark", LETS_OUT)
def test_every_output_lets_out_what_the_mark_lets_out(world, mark, embargoed):
    """The words are of this case alone, and are looked for in whatever anybody receives."""
    words, manager = f"juniper {mark} {embargoed}", world.tokens["manager"]
    until = {"embargoed_until": dt.datetime.now(dt.UTC).date() + dt.timedelta(days=9)} if embargoed else {}
    outside = LETS_OUT[mark] and not embargoed
    promise, seen = made(world, "commitments", PROMISE | {"title": words, "mark": mark} | until)
    card, card_seen = made(world, "cards", NEW["card"] | {"title": words, "mark": mark} | until)
    laid = ask(f"{promise}/lay", manager, "POST", {})
    given = ask(f"{card}/give", manager, "POST", {"partner": world.other.pk})
    assert (laid.status_code, given.status_code) == ((200, 200) if outside else (422, 422))
    assert "its mark does not let it out" in laid.content.decode() or outside
    found = {name for name, text in outputs(world).items() if words in text}
    mine, theirs = {"members", "cards of members"}, {"our view of the table", "the other side", "partners"}
    assert found == (mine | theirs if outside else mine)
    for path, version in ((promise, seen), (card, card_seen)):
        if outside:
            assert ask(path, manager, "PATCH", {"version": version, "mark": "never"}).status_code == 200
    assert {name for name, text in outputs(world).items() if words in text} == mine


def test_the_other_side_sees_of_a_copy_what_the_page_shows_and_no_more(world):
    promise, _seen = made(
        world, "commitments", PROMISE | {"title": "Laid open", "mark": "public", "after_funding": "our own worry"}
    )
    ask(f"{promise}/lay", world.tokens["manager"], "POST", {})
    (copy,) = [
        one for one in ask(f"/tables/{world.table.key}", world.tokens["guest"]).json()["items"] if one["title"] == "Laid open"
    ]
    assert set(copy) == {"title", "lines", "laid_at"}
    assert "our own worry" not in str(copy)
    assert str(world.ws.key) not in ask(f"/tables/{world.table.key}", world.tokens["guest"]).content.decode()
