"""Files of a workspace on both databases: what is taken, what is looked at, what evidence rests on them, what erasure leaves."""

import datetime as dt
import re
import stat
import threading
from pathlib import Path

import hostile_files as files
import pytest
from commission_database import account, commitment, database, today, workspace
from web_of_our_own import answer, leads_to, way, web

pytestmark = pytest.mark.usefixtures("database")
__all__ = ["database"]


@pytest.fixture
def person():
    return account("archivist")


@pytest.fixture
def ws(person):
    return workspace(person)


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    """A home of the test's own for bytes: the record stays where it is."""
    from palermo.workspace import state

    place = tmp_path / "site"
    place.mkdir(mode=0o700)
    monkeypatch.setattr(state, "folder", lambda: place)
    return place


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    """Files are read in this process: that another one reads them on the site is tested beside (`test_attachment_formats`)."""
    from palermo.workspace.attachments import keeping
    from palermo.workspace.attachments.extract import Refused, extract
    from palermo.workspace.attachments.reader import refusal

    def read(content):
        try:
            return extract(content)
        except Refused as error:
            raise refusal(str(error)) from None

    monkeypatch.setattr(keeping, "read", read)


def upload(ws, person, content=files.PAGE, name="gazette.html", confirmed=False, **said):
    from palermo.workspace.attachments.keeping import upload

    return upload(ws, person, name, content, said, confirmed=confirmed)


def bytes_in(place: Path) -> list[Path]:
    return [p for p in (place / "files").rglob("*") if p.is_file() and p.name != ".turn"]


def refused(match, act):
    from palermo.workspace.commission.saving import Refused

    with pytest.raises(Refused, match=match):
        act()


# What is kept ---------------------------------------------------------------------------------------------------------------------


def test_a_document_is_kept_as_a_draft_that_never_leaves_and_its_bytes_in_the_workspaces_own_store(ws, person, own_store):
    item = upload(ws, person, publisher="Gazette office")
    assert (item.media_type, item.size, item.mark, item.published_at) == ("text/html", len(files.PAGE), "never", None)
    (held,) = bytes_in(own_store)
    assert held.read_bytes() == files.PAGE
    assert held == own_store / "files" / ws.key.hex / item.sha256
    assert stat.S_IMODE(held.stat().st_mode) == 0o600
    assert {stat.S_IMODE(p.stat().st_mode) for p in held.parents if own_store in (p, *p.parents)} == {0o700}


@pytest.mark.parametrize(
    "content", [files.zip_bomb(), files.pdf_bomb(), b"\x89PNG\r\n\x1a\n", b""], ids=["zip", "pdf", "png", "none"]
)
def test_what_is_refused_leaves_no_bytes(ws, person, own_store, content):
    refused("made to do harm|is no PDF|is empty", lambda: upload(ws, person, content, name="report.pdf"))
    assert bytes_in(own_store) == []


def test_more_files_or_bytes_than_a_workspace_has_room_for_are_refused(ws, person, monkeypatch):
    from palermo.workspace.attachments import keeping

    monkeypatch.setattr(keeping, "MOST_FILES", 2)
    upload(ws, person)
    upload(ws, person)
    refused("no room", lambda: upload(ws, person))
    monkeypatch.setattr(keeping, "MOST_FILES", 9)
    monkeypatch.setattr(keeping, "MOST_BYTES", 2 * len(files.PAGE) + 10)
    refused("no room", lambda: upload(ws, person))


def test_where_no_title_is_given_the_files_own_stands_and_else_its_plain_name(ws, person):
    assert upload(ws, person).title == "Gazette 12"
    assert upload(ws, person, b"Words.", name="../notes.txt").title == "notes.txt"
    assert upload(ws, person, title="Official gazette").title == "Official gazette"


# People's details ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name", "what"),
    [
        (b"Write to office@example.org", "a.txt", "e-mail"),
        (files.pdf("passport no. A123456"), "a.pdf", "number"),
        (files.docx(parts={"word/comments.xml": files.note("the victim named below")}), "a.docx", "name of a victim"),
        (b"Plain words.", "victim Ana Perez.txt", "name of a victim"),
        (files.docx(author="Somebody"), "a.docx", "properties of the file"),
        (files.pdf(author="Somebody"), "a.pdf", "properties of the file"),
        (files.pdf_without_words(), "a.pdf", "cannot be looked through"),
    ],
    ids=["text", "pdf", "a comment", "the file's name", "who wrote a document", "who wrote a pdf", "a picture"],
)
def test_an_upload_that_tells_of_people_waits_for_a_confirmation_and_leaves_nothing_till_then(
    ws, person, own_store, content, name, what
):
    from palermo.workspace.commission.text_check import NeedsConfirmation

    with pytest.raises(NeedsConfirmation, match=what):
        upload(ws, person, content, name)
    assert bytes_in(own_store) == []
    assert upload(ws, person, content, name, confirmed=True).size == len(content)


def test_a_wider_mark_is_a_step_towards_sharing_and_has_the_text_looked_at_again(ws, person):
    from palermo.workspace.attachments.keeping import edit
    from palermo.workspace.commission.text_check import NeedsConfirmation

    item = upload(ws, person, b"Write to office@example.org", confirmed=True)
    with pytest.raises(NeedsConfirmation):
        edit(item, 1, person, {"mark": "public"})
    wide = edit(item, 1, person, {"mark": "public"}, confirmed=True)
    assert edit(wide, 2, person, {"mark": "attributable"}).mark == "attributable"


# Captures ---------------------------------------------------------------------------------------------------------------------------


def test_a_captured_page_is_kept_with_address_day_and_hash(ws, person):
    from palermo.workspace.attachments.keeping import capture

    before = today()
    with web({"/": leads_to("/law"), "/law": answer(files.PAGE)}) as served:
        item = capture(ws, person, served.at("/"), {"publisher": "Gazette office"}, way=way(served))
    assert (item.kind, item.asked, item.address) == ("capture", served.at("/"), served.at("/law"))
    assert before <= item.captured_at.date() <= today()
    assert (item.title, item.media_type) == ("Gazette 12", "text/html")
    assert len(item.sha256) == 64


def test_where_captures_are_off_nothing_is_asked_and_it_is_said(ws, person, settings_off):
    from palermo.workspace.attachments.keeping import capture

    with web({"/": answer(files.PAGE)}) as served:
        refused("turned off on this site", lambda: capture(ws, person, served.at("/"), {}, way=way(served)))
    assert served.asked == []


@pytest.fixture
def settings_off():
    from django.test import override_settings

    with override_settings(CAPTURES=False):
        yield


@pytest.mark.parametrize(("word", "on"), [("", True), ("on", True), ("1", True), ("off", False), ("0", False), (" NO ", False)])
def test_the_environment_turns_captures_off(monkeypatch, word, on):
    from palermo.errors import UserError
    from palermo.workspace import state

    monkeypatch.setenv("PALERMO_CAPTURES", word)
    assert state.captures() is on
    monkeypatch.setenv("PALERMO_CAPTURES", "perhaps")
    with pytest.raises(UserError, match="PALERMO_CAPTURES is 'perhaps'"):
        state.captures()


# Evidence -----------------------------------------------------------------------------------------------------------------------------


def quote(promise, item, person, words=files.WORDS, where="", **more):
    from palermo.workspace.attachments.quoting import quote

    return quote(promise, item, person, words, where, stamp={"decided_by": person}, **more)


def test_a_status_rests_on_words_of_a_captured_page_frozen_with_hash_address_and_day(ws, person):
    from palermo.workspace.attachments.keeping import capture
    from palermo.workspace.commission.forms import StatusForm
    from palermo.workspace.commission.rules import change_status

    promise = commitment(ws, person)
    with web({"/law": answer(files.PAGE)}) as served:
        item = capture(ws, person, served.at("/law"), {"publisher": "Gazette office", "published": "2017-02"}, way=way(served))
    piece = quote(promise, item, person, "the  article on\ntrafficking", "second column")
    assert (piece.kind, piece.sha256, piece.source, piece.published) == ("capture", item.sha256, "Gazette office", "2017-02")
    assert piece.locator == f"{served.at('/law')} ({item.captured_at.date()}), second column"
    offered = [str(label) for _value, label in StatusForm(promise).fields["evidence"].choices]
    assert "Gazette 12 (a captured page)" in offered
    done = change_status(promise, 1, person, "complete", day=dt.date(2017, 3, 1), evidence=piece)
    assert done.status == "complete"


def test_a_document_serves_as_evidence_too_and_words_that_it_does_not_hold_are_refused(ws, person):
    promise, item = commitment(ws, person), upload(ws, person, files.pdf())
    refused("do not stand in the file", lambda: quote(promise, item, person, "The article is repealed."))
    refused("do not stand in the file", lambda: quote(promise, item, person, " "))
    assert quote(promise, item, person).kind == "document"


def test_a_file_of_another_workspace_is_no_evidence_here(ws, person):
    other = account("other")
    theirs = upload(workspace(other, "Elsewhere"), other)
    refused("no such file", lambda: quote(commitment(ws, person), theirs, person))


def test_evidence_goes_no_further_than_its_file_and_follows_when_that_is_kept_closer(ws, person):
    from palermo.workspace.attachments.keeping import edit

    promise, item = commitment(ws, person), upload(ws, person, mark="public")
    piece = quote(promise, item, person)
    assert piece.mark == "public"
    later = today() + dt.timedelta(days=9)
    edit(item, 1, person, {"mark": "not_attributable", "embargoed_until": later})
    piece.refresh_from_db()
    assert (piece.mark, piece.embargoed_until) == ("not_attributable", later)


def test_evidence_is_not_made_to_go_further_than_its_file_later_either(ws, person):
    from palermo.workspace.attachments.keeping import edit
    from palermo.workspace.commission.saving import change

    later = today() + dt.timedelta(days=9)
    item = upload(ws, person, embargoed_until=later)
    piece = quote(commitment(ws, person), item, person)
    for wider in ({"mark": "public"}, {"embargoed_until": None}, {"embargoed_until": today()}):
        refused("no further than its file", lambda wider=wider: change(piece, 1, person, wider))
    edit(item, 1, person, {"mark": "attributable", "embargoed_until": None})
    assert change(piece, 1, person, {"mark": "attributable", "embargoed_until": None}).mark == "attributable"


def test_evidence_with_a_hash_can_be_marked_and_not_rewritten(ws, person):
    from palermo.workspace.commission.forms import item_form

    piece = quote(commitment(ws, person), upload(ws, person), person)
    assert set(item_form("evidence", ws, instance=piece).fields) == {"title", "mark", "embargoed_until"}


@pytest.mark.parametrize("mark", ["never", "not_attributable", "attributable", "public"])
def test_no_way_out_but_the_members_page_and_the_archive_carries_a_file(ws, person, mark):
    from palermo.workspace.attachments.models import Attachment
    from palermo.workspace.commission.founding import table_of
    from palermo.workspace.commission.marks import leaving
    from palermo.workspace.commission.saving import publish
    from palermo.workspace.commission.sharing import lay_on_table

    item = publish(upload(ws, person, mark=mark), 1, person)
    rows = Attachment.objects.filter(pk=item.pk)
    assert leaving(rows, "archive").exists() == (mark != "never")
    refused("Only meetings, asks and commitments", lambda: lay_on_table(table_of(ws), item, person))


def test_who_reads_a_file_under_embargo_or_downloads_it_is_noted_and_of_others_nothing(ws, person):
    from django.test import RequestFactory

    from palermo.workspace.attachments import views
    from palermo.workspace.commission.audit import Reading

    later = today() + dt.timedelta(days=9)
    closed, free = upload(ws, person, embargoed_until=later), upload(ws, person)
    for item in (closed, free):
        request = RequestFactory().get("/")
        request.user = person
        assert views.original(request, str(ws.key), str(item.key)).content == files.PAGE
    assert list(Reading.objects.filter(workspace=ws.key).values_list("item", "actor")) == [(closed.key, person.pk)]


# Audit and erasure -------------------------------------------------------------------------------------------------------------------


def test_the_audit_of_a_file_holds_hashes_and_no_content(ws, person):
    from palermo.workspace.commission.audit import Entry

    item = upload(ws, person, title="Official gazette", publisher="Gazette office")
    entries = list(Entry.objects.filter(item=item.key))
    assert {"title", "text", "sha256"} <= {e.field for e in entries}
    everything = str([vars(e) for e in entries])
    for words in ("gazette", "Gazette", "article", item.sha256):
        assert words not in everything


def erase(item, person, reason="A source asked for it"):
    from palermo.workspace.commission.erasure import erase

    return erase(item, person, reason)


def test_erasure_leaves_no_byte_and_no_word_of_a_file_nor_of_the_evidence_that_quotes_it(ws, person, own_store):
    from django.db import connection

    from palermo.workspace.commission.rules import change_status

    own = files.PAGE.replace(b"Gazette 12", ws.key.hex.encode())  # other tests keep the same words
    promise, item = commitment(ws, person), upload(ws, person, own, title="Secret gazette", publisher="Secret office")
    piece = quote(promise, item, person)
    change_status(promise, 1, person, "complete", day=dt.date(2017, 3, 1), evidence=piece, note_text="by secret means")
    sha256, key = item.sha256, item.key
    stone = erase(item, person)
    assert bytes_in(own_store) == []
    for row in (item, piece):
        row.refresh_from_db()
        assert row.erased_at is not None
    assert (item.text, item.sha256, item.title, item.address, item.size) == ("", "", "", "", 0)
    assert (stone.what, stone.item, stone.reason) == ("attachment", key, "A source asked for it")
    assert sha256 not in str(vars(stone))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            left = str(cursor.fetchall()).lower()
            for words in ("secret gazette", "secret office", "by secret means", sha256):
                assert words not in left, table


def test_bytes_that_another_file_holds_stay_until_that_goes_too(ws, person, own_store):
    one, two = upload(ws, person), upload(ws, person)
    piece = quote(commitment(ws, person), two, person)
    erase(one, person)
    piece.refresh_from_db()
    assert (len(bytes_in(own_store)), piece.erased_at) == (1, None)
    erase(two, person)
    piece.refresh_from_db()
    assert bytes_in(own_store) == []
    assert piece.erased_at is not None


def test_the_bytes_of_another_workspace_are_not_touched(ws, person, own_store):
    other = account("other")
    theirs = upload(workspace(other, "Elsewhere"), other)
    erase(upload(ws, person), person)
    assert [p.name for p in bytes_in(own_store)] == [theirs.sha256]


def test_what_a_restored_copy_brings_back_is_erased_again_with_its_bytes(ws, person, own_store):
    from palermo.workspace.attachments import store
    from palermo.workspace.attachments.models import Attachment
    from palermo.workspace.commission.erasure import again

    item = upload(ws, person)
    before = {f.attname: getattr(item, f.attname) for f in Attachment._meta.concrete_fields}
    erase(item, person)
    Attachment.objects.filter(pk=item.pk).update(**{k: v for k, v in before.items() if k != "id"})
    store.put(ws.key, files.PAGE)
    again(Attachment.objects.get(pk=item.pk))
    assert bytes_in(own_store) == []
    assert Attachment.objects.get(pk=item.pk).text == ""


def test_bytes_that_nothing_holds_go_at_the_next_start_and_what_is_held_stays(ws, person, own_store):
    from django.core.management import call_command

    from palermo.workspace.attachments import store

    kept = upload(ws, person)
    store.put(ws.key, b"left by a kill")
    (own_store / "files" / ws.key.hex / ".0123456789abcdef").write_bytes(b"half")
    lost = own_store / "files" / ("0" * 32)
    lost.mkdir()
    (lost / ("a" * 64)).write_bytes(b"of a workspace that is gone")
    call_command("drop_unheld_files", verbosity=0)
    assert [p.name for p in bytes_in(own_store)] == [kept.sha256]


def test_a_row_that_cannot_be_written_leaves_no_bytes(ws, person, own_store):
    refused("Ensure this value|at most 10", lambda: upload(ws, person, published="the day before yesterday"))
    assert bytes_in(own_store) == []


def test_a_file_uploaded_while_its_twin_is_erased_keeps_its_bytes(ws, person, own_store):
    from django.db import connection

    from palermo.workspace.attachments import store

    broken = []

    def both(number: int) -> None:
        try:
            item = upload(ws, person)
            if number % 2:
                erase(item, person)
        except Exception as error:  # noqa: BLE001
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=both, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert broken == []
    assert store.get(ws.key, store.sha256_of(files.PAGE)) == files.PAGE


def test_bytes_that_were_altered_or_lost_are_never_given_out(ws, person, own_store):
    from django.contrib.messages.storage.cookie import CookieStorage
    from django.test import RequestFactory

    from palermo.errors import PalermoError
    from palermo.workspace.attachments import store, views

    item = upload(ws, person)
    (held,) = bytes_in(own_store)
    held.write_bytes(b"another")
    with pytest.raises(PalermoError, match="altered"):
        store.get(ws.key, item.sha256)
    held.unlink()
    with pytest.raises(PalermoError, match="missing"):
        store.get(ws.key, item.sha256)
    request = RequestFactory().get("/")
    request.user, request._messages = person, CookieStorage(request)
    assert views.original(request, str(ws.key), str(item.key)).url == f"/work/{ws.key}/attachment/{item.key}/"


@pytest.mark.parametrize("name", ["../key", "", "a" * 63, "A" * 64, "a" * 64 + "/..", "a" * 64 + "\n"])
def test_the_store_is_asked_for_hashes_and_nothing_else(ws, name):
    from palermo.workspace.attachments import store

    with pytest.raises(ValueError, match=re.escape("no SHA-256")):
        store.path(ws.key, name)
