"""Tokens: what is kept of them, what they end with, what the audit holds; and writing by them side by side."""

import datetime as dt
import threading

import pytest
from commission_database import account, commitment, database, today, workspace
from interface_world import PROMISE, ask, token

pytestmark = pytest.mark.usefixtures("database")
__all__ = ["database"]


@pytest.fixture(autouse=True)
def no_counts_of_earlier_tests():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def person():
    return account("keeper")


@pytest.fixture
def ws(person):
    return workspace(person)


def row(words: str):
    from palermo.workspace.interface import tokens

    return tokens.found(words)


def test_of_a_token_only_a_hash_is_kept_and_the_day_on_which_it_served(person, ws):
    from django.db import connection

    before, words = today(), token(person, workspace=ws)
    assert (len(words), words[:8]) == (51, "palermo_")
    assert ask("/workspaces", words).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM interface_token")
        everything = str(cursor.fetchall())
    assert words.removeprefix("palermo_") not in everything
    assert before <= row(words).last_used <= today()


def test_the_audit_says_who_made_and_revoked_a_token_and_holds_neither_its_name_nor_its_words(person, ws):
    from palermo.workspace.commission.audit import Entry
    from palermo.workspace.interface import tokens
    from palermo.workspace.interface.models import Token

    second = workspace(person, "Another one of mine")
    held = row(token(person))
    tokens.revoke(Token.objects.filter(pk=held.pk), person)
    for one in (ws, second):
        entries = Entry.objects.filter(item=held.key, workspace=one.key).values_list("act", "actor", "what", "field")
        assert list(entries) == [("make_token", person.pk, "token", "write"), ("revoke_token", person.pk, "token", "write")]
    assert "a program" not in str([vars(entry) for entry in Entry.objects.filter(item=held.key)])


def test_a_token_for_a_workspace_ends_with_the_membership_also_when_the_person_comes_back(person, ws):
    from palermo.workspace.commission import founding

    friend = account("friend")
    founding.set_role(ws, friend.username, "manager")
    bound, wide = token(friend, workspace=ws), token(friend)
    path = f"/workspaces/{ws.key}"
    assert [ask(path, one).status_code for one in (bound, wide)] == [200, 200]
    founding.remove(ws, friend.username)
    assert [ask(path, one).status_code for one in (bound, wide)] == [404, 404]
    founding.set_role(ws, friend.username, "reader")
    assert [ask(path, one).status_code for one in (bound, wide)] == [404, 200]


def test_tokens_end_with_the_account_also_when_it_is_opened_again(person, ws):
    from palermo.workspace.accounts.models import User

    words = token(person)
    for still in (False, True):
        person.is_active = still
        person.save()
        assert ask("/workspaces", words).status_code == 404
    again = token(person)
    User.objects.filter(pk=person.pk).update(is_active=False)  # past the signal
    assert ask("/workspaces", again).status_code == 404


def test_a_lesser_role_reaches_less_by_the_token_that_was_made_before(person, ws):
    from palermo.workspace.commission import founding

    friend = account("friend")
    founding.set_role(ws, friend.username, "contributor")
    words = token(friend)
    assert ask(f"/workspaces/{ws.key}/groups", words, "POST", {"name": "Law"}).status_code == 201
    founding.set_role(ws, friend.username, "reader")
    assert ask(f"/workspaces/{ws.key}/groups", words, "POST", {"name": "Law"}).status_code == 404


def test_a_token_is_refused_for_a_foreign_workspace_a_life_of_ones_own_and_one_too_many(person, ws):
    from palermo.workspace.commission.saving import Refused
    from palermo.workspace.commission.text_check import NeedsConfirmation
    from palermo.workspace.interface import tokens

    with pytest.raises(Refused, match="do not belong"):
        tokens.make(person, "x", days=30, workspace=workspace(account("other"), "Foreign"))
    with pytest.raises(Refused, match="how long"):
        tokens.make(person, "x", days=3650)
    with pytest.raises(NeedsConfirmation):
        tokens.make(person, "of someone@example.org", days=30)
    for _ in range(tokens.MOST):
        token(person)
    with pytest.raises(Refused, match="Revoke one"):
        token(person)


def test_who_asks_too_often_is_told_to_wait_whatever_the_token_and_others_are_not(person, ws, monkeypatch):
    from palermo.workspace.interface import door

    monkeypatch.setattr(door, "RATES", {"read": "3/m/key", "write": "1/m/key"})
    first, second, other = token(person), token(person), token(account("other"))
    assert [ask("/workspaces", one).status_code for one in (first, second, first, second)] == [200, 200, 200, 429]
    assert "Wait a minute" in ask("/workspaces", first).json()["error"]
    assert ask("/workspaces", other).status_code == 200
    assert ask("/workspaces", "invented").status_code == 404


def test_that_an_item_under_embargo_was_read_is_noted_for_each_way_to_read_it(person, ws):
    from palermo.workspace.commission.audit import Reading

    words, until = token(person), today() + dt.timedelta(days=9)
    promise = commitment(ws, person, embargoed_until=until)
    commitment(ws, person, title="open to all of us")
    path = f"/workspaces/{ws.key}/commitments"
    for where, expected in ((path, 1), (f"{path}/{promise.key}", 2), (f"{path}/{promise.key}/status", 3), ("/portfolio", 3)):
        assert ask(where, words).status_code == 200
        readings = Reading.objects.filter(workspace=ws.key, actor=person.pk)
        assert (readings.count(), {r.item for r in readings}) == (expected, {promise.key}), where


# Writing -----------------------------------------------------------------------------------------------------------------------


def test_who_was_overtaken_is_told_which_fields_changed_and_nothing_is_lost(person, ws):
    promise, words = commitment(ws, person), token(person)
    path = f"/workspaces/{ws.key}/commitments/{promise.key}"
    assert ask(path, words, "PATCH", {"version": 1, "place": "Havana", "standing": "disputed"}).status_code == 200
    late = ask(path, words, "PATCH", {"version": 1, "indicator": "convictions"})
    assert late.status_code == 409
    told = late.json()
    assert (told["changed"], told["version"]) == (["place", "standing"], 2)
    assert "(place, standing)" in told["error"]
    assert "Havana" not in late.content.decode()
    now = ask(path, words).json()
    assert (now["place"], now["standing"], now["indicator"], now["version"]) == ("Havana", "disputed", "", 2)


def test_of_eight_who_write_at_once_each_lands_or_is_told_and_tries_again(person, ws):
    promise, words = commitment(ws, person), token(person)
    path, told = f"/workspaces/{ws.key}/commitments/{promise.key}", []

    def write(number: int) -> None:
        from django.db import connections
        from django.test import Client

        client = Client(raise_request_exception=False, SERVER_NAME="localhost", HTTP_AUTHORIZATION=f"Bearer {words}")
        while True:
            now = client.get(f"/api/v1{path}").json()
            said = {"version": now["version"], "after_funding": f"{now['after_funding']} n{number}"}
            answer = client.patch(f"/api/v1{path}", said, content_type="application/json")
            told.append(answer.status_code)
            if answer.status_code == 200:
                break
        connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert set(told) <= {200, 409}
    written = ask(path, words).json()["after_funding"].split()
    assert sorted(written) == sorted(f"n{number}" for number in range(8))


def test_text_that_looks_like_a_persons_details_is_refused_once_and_is_not_repeated(person, ws):
    words, path = token(person), f"/workspaces/{ws.key}/commitments"
    said = {**PROMISE, "after_funding": "write to someone@example.org"}
    refused = ask(path, words, "POST", said)
    assert (refused.status_code, refused.json()["confirm"]) == (422, ["an e-mail address"])
    assert "someone@" not in refused.content.decode()
    assert ask(path, words, "POST", said | {"confirmed": True}).status_code == 201


def test_a_status_needs_evidence_or_a_dated_note_of_a_search_as_on_the_page(person, ws):
    words, promise = token(person), commitment(ws, person)
    path = f"/workspaces/{ws.key}/commitments/{promise.key}"
    complete = {"version": 1, "status": "complete", "day": "2017-03-01"}
    refused = ask(f"{path}/status", words, "POST", complete)
    assert (refused.status_code, "needs evidence" in refused.json()["error"]) == (422, True)
    silent = ask(f"{path}/status", words, "POST", complete | {"status": "no_evidence_available"})
    assert (silent.status_code, "Silence alone shows nothing" in silent.json()["error"]) == (422, True)
    document = {"title": "Gazette", "source": "Gazette office", "locator": "page 3", "quotation": "The article is amended."}
    piece = ask(f"{path}/evidence", words, "POST", document).json()
    done = ask(f"{path}/status", words, "POST", complete | {"evidence": piece["key"]}).json()
    assert (done["status"], done["version"]) == ("complete", 2)
    assert done["counts"]["edition"] == 2017
    (was,) = ask(f"{path}/status", words).json()["items"]
    assert (was["status"], was["evidence"]) == ("complete", piece["key"])


def test_what_belongs_to_another_workspace_is_pointed_to_by_nothing(person, ws):
    words, foreign = token(person), commitment(workspace(account("other"), "Foreign"), person)
    promise = commitment(ws, person)
    path = f"/workspaces/{ws.key}/commitments/{promise.key}"
    for field in ("meeting", "ask", "our_office"):
        refused = ask(path, words, "PATCH", {"version": 1, field: str(foreign.key)})
        assert (refused.status_code, list(refused.json()["fields"])) == (422, [field])
    status = {"version": 1, "status": "complete", "day": "2017-03-01", "evidence": str(foreign.key)}
    assert ask(f"{path}/status", words, "POST", status).status_code == 422


def test_what_was_erased_says_when_and_why_and_takes_nothing_more(person, ws):
    words, promise = token(person), commitment(ws, person)
    path = f"/workspaces/{ws.key}/commitments/{promise.key}"
    assert ask(f"{path}/erase", words, "POST", {"reason": "A source asked for it"}).status_code == 200
    left = ask(path, words).json()
    assert (left["erased"]["reason"], left["title"], left["gap"]) == ("A source asked for it", "", "")
    assert ask(path, words, "PATCH", {"version": 2, "title": "back"}).status_code == 404
    document = {"title": "x", "source": "x", "locator": "x", "quotation": "x"}
    assert ask(f"{path}/evidence", words, "POST", document).status_code == 404
    assert ask(f"/workspaces/{ws.key}/commitments", words).json()["count"] == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 422),
        ("{", 400),
        ("[1]", 422),
        ("null", 422),
        ('{"name": "a\\u0000b"}', 422),
        ('{"name": "\\ud800"}', 422),
        ("x" * 1_100_000, 413),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_in_words(person, ws, body, status):
    from interface_world import asker

    words = token(person)
    header = {"content_type": "application/json", "HTTP_AUTHORIZATION": f"Bearer {words}"}
    answer = asker().generic("POST", f"/api/v1/workspaces/{ws.key}/groups", data=body, **header)
    assert (answer.status_code, bool(answer.json()["error"])) == (status, True)


def test_a_list_comes_in_parts_that_join_without_a_gap(person, ws):
    words, path = token(person), f"/workspaces/{ws.key}/groups"
    names = [f"Group {number}" for number in range(5)]
    for name in names:
        ask(path, words, "POST", {"name": name})
    parts = [ask(f"{path}?limit=2&offset={offset}", words).json() for offset in (0, 2, 4, 6)]
    assert [one["name"] for part in parts for one in part["items"]] == names
    assert {part["count"] for part in parts} == {5}
    assert ask(f"{path}?limit=0", words).status_code == 422
    assert ask(f"{path}?limit=201", words).status_code == 422


@pytest.mark.parametrize(
    "day", ["0001-01-01", "1900-01-01", "1999-12-31", "2000-10-28", "2100-12-31", "9999-12-31", "2017-02-30"]
)
def test_of_a_day_of_no_known_edition_nothing_is_claimed(person, ws, day):
    words = token(person)
    meeting = ask(
        f"/workspaces/{ws.key}/meetings", words, "POST", {"title": "x", "date": "9999-12-31", "ends": "9999-12-31"}
    ).json()
    for path in ("/portfolio", f"/workspaces/{ws.key}", f"/workspaces/{ws.key}/meetings/{meeting['key']}/brief-asks"):
        answer = ask(f"{path}?day={day}", words)
        assert answer.status_code in (200, 422), (path, day, answer.content)
        assert answer.status_code == 200 or answer.json()["error"]
    assert (ask(f"/portfolio?day={day}", words).status_code == 200) == (day == "2000-10-28")


def test_asks_of_a_brief_come_onto_the_agenda_with_their_sources_and_keep_their_words(person, ws):
    words = token(person)
    meeting = ask(f"/workspaces/{ws.key}/meetings", words, "POST", {"title": "Next round", "date": "2017-03-15"}).json()
    path = f"/workspaces/{ws.key}/meetings/{meeting['key']}/brief-asks"
    offered = ask(f"{path}?day=2017-02-22", words).json()
    chosen = [one["id"] for one in offered["items"]][:2]
    refused = ask(path, words, "POST", {"day": "2017-02-22", "asks": [*chosen, "no such ask"]})
    assert refused.status_code == 422
    assert not any(one["taken"] for one in ask(f"{path}?day=2017-02-22", words).json()["items"])
    first, second = ask(path, words, "POST", {"day": "2017-02-22", "asks": chosen}).json()["items"]
    assert (first["as_of"], first["meeting"], first["published_at"]) == ("2017-02-22", meeting["key"], None)
    assert first["frozen"]["claims"][0]["sources"]
    changed = ask(f"/workspaces/{ws.key}/asks/{second['key']}", words, "PATCH", {"version": 1, "act": "do less"})
    assert (changed.status_code, list(changed.json()["fields"])) == (422, ["act"])
    assert ask(path, words, "POST", {"day": "2017-02-22", "asks": chosen[:1]}).status_code == 422
