"""Every address of the workspace as each role: who reads, who writes, and for whom there is no such page."""

import json
import re
import uuid
from pathlib import Path
from urllib.parse import urlencode

import pytest
from visitor import Visitor

ROLES = ("reader", "contributor", "manager", "administrator")
STRANGERS = ("nobody", "outsider", "loner", "site_administrator", "guest")
SECRET = "tamarisk"
# Every address: what it takes at least to read it, and to send something there (None: nothing is read, or sent, there).
NEEDS = {
    "workspace": ("reader", None),
    "members": ("reader", "administrator"),
    "cards": ("reader", "manager"),
    "table": ("reader", "manager"),
    "new": ("contributor", "contributor"),
    "from_brief": ("contributor", "contributor"),
    "agenda": ("reader", None),
    "answer": ("manager", "manager"),  # of what is published; a contributor's for a draft
    "status": ("manager", "manager"),
    "document": ("contributor", "contributor"),
    "from_record": ("contributor", "contributor"),
    "decide": (None, "manager"),
    "give": (None, "manager"),
    "item": ("reader", None),
    "edit": ("manager", "manager"),
    "publish": (None, "manager"),
    "erase": ("administrator", "administrator"),
    "history": ("manager", None),
    "lay": (None, "manager"),
}
KINDS = ("relationship", "framework", "group", "office", "meeting", "ask", "commitment", "card", "evidence")
_OWN_KIND = {
    "from_brief": "meeting",
    "agenda": "meeting",
    "answer": "ask",
    "status": "commitment",
    "document": "commitment",
    "from_record": "commitment",
    "decide": "commitment",
    "give": "card",
}


@pytest.fixture(scope="module")
def world(site, people) -> dict:
    script = Path(__file__).with_name("commission_world.py")
    done = site.manage("shell", "--no-imports", "-c", f"exec(open({str(script)!r}).read(), {{'__name__': 'world'}})")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


def _visitor(site, world, role: str) -> Visitor:
    token = {f"{site.prefix}csrf": "c" * 32}
    return Visitor(site, token | ({f"{site.prefix}session": world["sessions"][role]} if role != "nobody" else {}))


def _send(visitor: Visitor, path: str, **fields: str):
    body = urlencode({"csrfmiddlewaretoken": "c" * 32} | fields)
    return visitor.ask(path, "POST", body, Origin=visitor.site.origin)


def addresses(world) -> list[tuple[str, str]]:
    """All addresses below a workspace, from the list of addresses itself, with what there is in their places."""
    from palermo.workspace.commission.urls import urlpatterns

    found = []
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        if "<str:ws>" not in route:
            continue
        assert pattern.name in NEEDS, f"say who may reach {pattern.name}"
        base = "/work/" + route.replace("<str:ws>", world["workspace"])
        kinds = KINDS if "<str:what>" in route else (_OWN_KIND.get(pattern.name, ""),)
        for kind in kinds:
            if pattern.name == "new" and kind in ("relationship", "evidence"):
                continue
            if pattern.name == "erase" and kind == "relationship":
                continue
            found.append(
                (
                    pattern.name,
                    base.replace("<str:form>", "html")
                    .replace("<str:what>", kind)
                    .replace("<str:key>", world["items"].get(kind, "none")),
                )
            )
    return found


@pytest.fixture(scope="module")
def every(site, world, record_home) -> list[tuple[str, str]]:
    import os

    os.environ.setdefault("PALERMO_HOME", str(record_home))
    from palermo.workspace.serve import setup

    setup()
    found = addresses(world)
    assert len(found) > 60
    return found


def _suffices(role: str, needed: str | None) -> bool:
    return needed is not None and ROLES.index(role) >= ROLES.index(needed)


@pytest.mark.parametrize("role", ROLES)
def test_a_member_reads_what_the_role_reads(site, world, every, role):
    visitor = _visitor(site, world, role)
    for name, path in every:
        status = visitor.ask(path).status
        if NEEDS[name][0] is None:
            assert status == 405, (path, status)
        else:
            assert status == (200 if _suffices(role, NEEDS[name][0]) else 404), (role, path, status)


@pytest.mark.parametrize("role", STRANGERS)
def test_who_is_no_member_cannot_tell_that_there_is_a_workspace(site, world, every, role):
    visitor = _visitor(site, world, role)
    for _name, path in every:
        there = visitor.ask(path)
        nowhere = visitor.ask(path.replace(world["workspace"], str(uuid.uuid4())))
        assert (there.status, nowhere.status) in ((404, 404), (405, 405)), (role, path, there.status)
        assert SECRET not in there.text.lower(), (role, path)
        said, said_nowhere = (_main(answer.text) for answer in (there, nowhere))
        assert said == said_nowhere, (role, path)


def _main(text: str) -> str:
    found = re.search(r"<main.*?</main>", text, re.DOTALL)
    return found[0] if found else text


@pytest.mark.parametrize("role", STRANGERS)
def test_who_is_no_member_changes_nothing(site, world, every, role):
    visitor = _visitor(site, world, role)
    for name, path in every:
        if NEEDS[name][1] is None:
            continue
        answer = _send(
            visitor, path, reason="gone", username="matrix-outsider", role="administrator", verdict="accepted", act="lay"
        )
        assert answer.status == 404, (role, path, answer.status)
        assert SECRET not in answer.text.lower()


@pytest.mark.parametrize("role", ROLES)
def test_a_member_sends_only_what_the_role_may_send(site, world, every, role):
    """What is sent is empty, so that a role that suffices is told what is missing (422), or led back."""
    visitor = _visitor(site, world, role)
    for name, path in every:
        needed = NEEDS[name][1]
        if needed is None:
            continue
        answer = _send(visitor, path)
        if not _suffices(role, needed):
            assert answer.status == 404, (role, path, answer.status)
        elif name == "give":
            assert answer.status == 404  # no partner of that number
        else:
            assert answer.status in (302, 422), (role, path, answer.status)


def test_a_reader_sees_no_draft_and_a_contributor_may_change_it(site, world):
    path = f"/work/{world['workspace']}/commitment/{world['draft']}/"
    assert _visitor(site, world, "reader").ask(path).status == 404
    assert "a draft" not in _visitor(site, world, "reader").ask(f"/work/{world['workspace']}/").text
    contributor = _visitor(site, world, "contributor")
    assert contributor.ask(path).status == 200
    assert contributor.ask(f"{path}edit/").status == 200


def test_a_nul_in_what_was_sent_is_no_fault_of_ours(site, world):
    manager, chief = _visitor(site, world, "manager"), _visitor(site, world, "administrator")
    base = f"/work/{world['workspace']}"
    sent = {"locator": "table:x\0/y", "verdict": "accepted", "act": "remove", "username": "x\0y"}
    for visitor, path in (
        (manager, f"/commitment/{world['items']['commitment']}/decide/"),
        (chief, "/members/"),
        (chief, "/table/"),
    ):
        assert _send(visitor, f"{base}{path}", **sent).status == 302, path


def test_of_a_day_before_the_statute_the_portfolio_says_so_and_shows_today(site, world):
    manager = _visitor(site, world, "manager")
    for path in ("/work/?as_of=1990-01-01", "/notices/week/?as_of=1990-01-01"):
        answer = manager.ask(manager.ask(path).leads_to or path)  # a day of no publication leads to the one before
        assert (answer.status, "no edition is known" in answer.text) == (200, True), path


def test_a_form_without_its_token_is_refused(site, world):
    visitor = _visitor(site, world, "administrator")
    path = f"/work/{world['workspace']}/members/"
    assert visitor.ask(path, "POST", "username=matrix-outsider&role=reader", Origin=site.origin).status == 403


def test_search_and_failures_say_nothing_of_a_workspace(site, world):
    outsider = _visitor(site, world, "outsider")
    for path in ("/search/?q=tamarisk", "/work/", "/work/tables/", "/work/cards/", f"/work/{world['workspace']}x/"):
        assert "tamarisk clause" not in outsider.ask(path).text.lower(), path


def test_the_other_side_reaches_the_table_and_nothing_else(site, world):
    guest = _visitor(site, world, "guest")
    assert guest.ask("/").leads_to == "/work/tables/"
    assert guest.ask(f"/work/tables/{world['table']}/").status == 200
    for path in ("/country/CUB/", "/country/CUB/brief/", "/outlook/", "/priorities/", "/work/", "/work/new/", "/search/"):
        assert guest.ask(path).status == 404, path
    for role in ("nobody", "outsider", "manager"):
        assert _visitor(site, world, role).ask(f"/work/tables/{world['table']}/").status == 404


def test_what_never_leaves_cannot_be_laid_on_the_table_and_what_may_is_seen_as_a_copy(site, world):
    manager, guest = _visitor(site, world, "manager"), _visitor(site, world, "guest")
    base, table = f"/work/{world['workspace']}/commitment/{world['items']['commitment']}/", f"/work/tables/{world['table']}/"
    _send(manager, f"{base}lay/", act="lay")
    assert SECRET not in guest.ask(table).text.lower()
    page = manager.ask(f"{base}edit/").text
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    fields = {
        "title": "Tamarisk agreed",
        "side": "theirs",
        "form": "oral",
        "legal_nature": "unclear",
        "standing": "agreed",
        "date": "2017-01-13",
    }
    more = {
        "level": "unknown",
        "our_language": "en",
        "prevails": "not_stated",
        "rhythm": "once",
        "gap": "law_forms_missing",
        "mark": "attributable",
    }
    assert _send(manager, f"{base}edit/", version=version, after_funding="our own worry", **fields, **more).status == 302
    _send(manager, f"{base}lay/", act="lay")
    seen = guest.ask(table).text
    assert "Tamarisk agreed" in seen
    assert "our own worry" not in seen
