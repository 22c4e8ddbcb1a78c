"""The pages of leaving, and the end of a workspace: who reaches them, what they say, what is gone afterwards."""

import io
import re
import uuid
from pathlib import Path

import pytest
from commission_database import account, database, workspace
from test_leaving_archive import count, documents, taken, written

pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.filterwarnings("ignore:No directory at")]
__all__ = ["database"]
ADDRESSES = ("leave", "past", "end")


@pytest.fixture(scope="module", autouse=True)
def _plain_files(database):
    """Static files under their own names: nothing is laid out for a test without a server."""
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={"default": plain, "staticfiles": plain}):
        yield


def letters() -> str:
    """A word of its own without a digit, which a look for people's details might take for a number."""
    return "".join(chr(ord("a") + int(digit, 16)) for digit in uuid.uuid4().hex[:12])


def visitor(person=None):
    from django.test import Client

    found = Client(SERVER_NAME="localhost")
    if person:
        found.force_login(person)
    return found


def sent(person, path: str, data: dict | None):
    return visitor(person).get(path) if data is None else visitor(person).post(path, data)


@pytest.fixture
def keeper():
    return account("keeper")


@pytest.fixture
def ws(keeper):
    found = workspace(keeper, "The tamarisk desk")
    written(found, keeper)
    return found


def test_only_an_administrator_takes_a_workspace_out_or_ends_it(ws, keeper):
    from palermo.workspace.commission.founding import set_role

    people = {role: account(role) for role in ("reader", "contributor", "manager")}
    for role, person in people.items():
        set_role(ws, person.username, role)
    for person in (None, account("outsider"), *people.values()):
        for name in ADDRESSES:
            for data in (None, {"typed": ws.name, "reason": "r"}):
                there, nowhere = (sent(person, f"/work/{key}/{name}/", data) for key in (ws.key, uuid.uuid4()))
                assert (there.status_code, nowhere.status_code) == (404, 404), (person, name)
                assert "tamarisk" not in there.content.decode()
    ours = visitor(keeper)
    assert [ours.get(f"/work/{ws.key}/{name}/").status_code for name in ADDRESSES] == [200, 404, 200]
    ws.refresh_from_db()


def test_the_page_says_how_much_stays_and_gives_the_archive_as_a_download(ws, keeper):
    from palermo.workspace.commission.audit import Entry
    from palermo.workspace.commission.models import Evidence
    from palermo.workspace.commission.saving import change

    change(Evidence.objects.get(workspace=ws), 1, keeper, {"mark": "never"})
    page = visitor(keeper).get(f"/work/{ws.key}/leave/").content.decode()
    assert "8 items, their history" in page
    assert "1 item stays here" in page
    assert "1 commitment leaves without its status" in page
    assert "Gazette" not in page
    answer = visitor(keeper).post(f"/work/{ws.key}/leave/")
    assert (answer["Content-Type"], answer["Content-Disposition"]) == ("application/zip", 'attachment; filename="workspace.zip"')
    assert len(documents(answer.getvalue())) == 14
    entry = Entry.objects.get(item=ws.key, act="export")
    assert (entry.actor, entry.what) == (keeper.pk, "workspace")


def test_an_archive_comes_in_by_a_page_and_its_past_is_shown_apart(ws, keeper):
    from palermo.workspace.commission.people import Workspace

    other = account("other")
    theirs = visitor(other)
    assert theirs.get("/work/bring/").status_code == 200
    file = io.BytesIO(taken(ws, keeper))
    file.name = "a.zip"
    answer = theirs.post("/work/bring/", {"archive": file})
    assert answer.status_code == 302
    new = Workspace.objects.get(memberships__person=other)
    assert answer["Location"] == f"/work/{new.key}/"
    past = theirs.get(f"/work/{new.key}/past/").content.decode()
    assert "nobody here can vouch for it" in past
    assert re.search(r"<td>p1</td><td>create</td>", past)
    promise = new.commitments.get()
    page = theirs.get(f"/work/{new.key}/commitment/{promise.key}/").content.decode()
    assert "brought in with an archive on" in page
    assert "Nobody here has looked yet" not in page
    new.commitments.update(status="")  # as where its evidence stayed
    page = theirs.get(f"/work/{new.key}/commitment/{promise.key}/").content.decode()
    assert "Nobody here has looked yet; a status that it had elsewhere did not come along" in page
    history = theirs.get(f"/work/{new.key}/commitment/{promise.key}/history/").content.decode()
    assert f"/work/{new.key}/past/" in history
    assert keeper.username not in past + page + history


def test_what_is_no_archive_is_refused_by_the_page_in_words(keeper):
    before = count()
    file = io.BytesIO(b"%PDF-1.4 nonsense" * 10)
    file.name = "a.zip"
    answer = visitor(keeper).post("/work/bring/", {"archive": file})
    assert (answer.status_code, count()) == (422, before)
    assert "no archive that palermo made" in answer.content.decode()
    assert visitor(keeper).post("/work/bring/").status_code == 422
    assert visitor().post("/work/bring/").status_code == 404


def test_whoever_sits_at_a_shared_table_brings_nothing_in(ws, keeper):
    from palermo.workspace.commission.founding import table_of
    from palermo.workspace.commission.saving import Refused
    from palermo.workspace.commission.sharing import seat
    from palermo.workspace.leaving.arriving import arrive

    guest = account("guest")
    seat(table_of(ws), guest)
    assert visitor(guest).get("/work/bring/").status_code == 404
    with pytest.raises(Refused, match="other side"):
        arrive(io.BytesIO(taken(ws, keeper)), guest)


def test_a_workspace_ends_only_when_its_name_was_typed_and_then_nothing_of_it_is_left(ws, keeper, database):
    from django.apps import apps
    from django.db import connection

    from palermo.workspace.commission.audit import Entry, Tombstone
    from palermo.workspace.commission.founding import table_of
    from palermo.workspace.commission.models import Card, SharedItem, Workspace
    from palermo.workspace.commission.saving import change, publish
    from palermo.workspace.commission.sharing import choose_partner, give_card, lay_on_table

    ws.name = f"The pangolin desk {letters()}"  # other tests have made others in this database
    ws.save()
    partner = workspace(account("friend"), "Partner")
    choose_partner(ws, partner.partner_code)
    choose_partner(partner, ws.partner_code)
    card = publish(Card.objects.get(workspace=ws), 1, keeper)
    give_card(card, partner, keeper)
    promise = change(publish(ws.commitments.get(), 3, keeper), 4, keeper, {"our_words": "quetzal" * 40})
    lay_on_table(table_of(ws), promise, keeper)
    archive = taken(ws, keeper)
    files = Path(str(connection.settings_dict["NAME"])).parent.glob("site.sqlite*") if database == "sqlite" else ()
    ours = visitor(keeper)
    for typed, reason, said in (
        ("the pangolin desk", "over", "exactly as it stands"),
        (ws.name, "ask a@example.org", "put it otherwise"),
    ):
        answer = ours.post(f"/work/{ws.key}/end/", {"typed": typed, "reason": reason})
        assert (answer.status_code, said in answer.content.decode()) == (422, True)
    answer = ours.post(f"/work/{ws.key}/end/", {"typed": ws.name, "reason": "The project is over"})
    assert (answer.status_code, answer["Location"]) == (302, "/work/")
    assert not Workspace.objects.filter(pk=ws.pk).exists()
    held = [m for m in apps.get_models() if m._meta.app_label in ("commission", "leaving")]
    left = str([[vars(row) for row in m._default_manager.all()] for m in held if m is not SharedItem])
    assert "pangolin" not in left
    assert "quetzal" not in left
    assert not SharedItem.objects.filter(item=promise.key).exists()
    assert not Card.objects.filter(shares__partner=partner).exists()
    assert [(p.partner_id, p.workspace_id) for p in partner.partners.all()] == []
    stone = Tombstone.objects.get(item=ws.key)
    assert (stone.what, stone.reason, len(stone.sha256)) == ("workspace", "The project is over", 64)
    assert set(Entry.objects.filter(item=ws.key, what="workspace").values_list("act", "actor")) == {
        ("export", keeper.pk),
        ("erase", keeper.pk),
    }
    for file in files:
        assert b"quetzalquetzal" not in file.read_bytes(), file
    come_back(archive, keeper)


def come_back(archive: bytes, person) -> None:
    """An archive does not bring back here what was erased here."""
    from palermo.workspace.commission.saving import Refused
    from palermo.workspace.leaving.arriving import arrive

    before = count()
    with pytest.raises(Refused, match="erased here for good"):
        arrive(io.BytesIO(archive), person)
    assert count() == before
