"""Who reads, who is let in, who decides, and what the other side and the log are told: on both databases."""

import datetime as dt
import logging

import pytest
from commission_database import account, commitment, database, today, workspace
from test_leaving_pages import _plain_files, visitor

pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.filterwarnings("ignore:No directory at")]
__all__ = ["_plain_files", "database"]


@pytest.fixture
def person():
    return account("keeper")


@pytest.fixture
def ws(person):
    return workspace(person, "The pangolin desk")


@pytest.fixture
def contributor(ws, person):
    from palermo.workspace.commission.founding import set_role

    writer = account("writer")
    set_role(ws, writer.username, "contributor", person)
    return writer


def proof(promise, person, **more):
    from palermo.workspace.commission.evidence import Evidence
    from palermo.workspace.commission.saving import create

    values = {"kind": "document", "title": "The quoll gazette", "source": "Gazette", "locator": "page 3", "quotation": "Amended."}
    return create(Evidence, promise.workspace, person, values | {"commitment": promise} | more)


# The other side ------------------------------------------------------------------------------------------------------------------


def test_the_other_side_reads_the_name_of_the_commission_as_its_mark_says_and_never_that_of_the_workspace(ws, person):
    from palermo.workspace.commission.founding import table_of
    from palermo.workspace.commission.saving import change
    from palermo.workspace.commission.sharing import seat

    guest, table = account("guest"), table_of(ws)
    seat(table, guest, person)
    for mark, said in (("never", False), ("attributable", True), ("not_attributable", False)):
        ws.relationship.refresh_from_db()
        change(ws.relationship, ws.relationship.version, person, {"mark": mark})
        pages = [visitor(guest).get(path).content.decode() for path in ("/work/tables/", f"/work/tables/{table.key}/")]
        assert [("Bilateral Commission" in page, "pangolin" in page) for page in pages] == [(said, False)] * 2, mark


def test_with_its_last_seat_an_account_of_the_other_side_is_closed_and_never_becomes_one_of_the_house(ws, person):
    from palermo.workspace.commission.founding import table_of
    from palermo.workspace.commission.sharing import seat, unseat
    from palermo.workspace.leaving.ending import end

    other = workspace(person, "The tamarin desk")
    guest, second = account("guest"), account("second")
    for table in (table_of(ws), table_of(other)):
        seat(table, guest, person)
    seat(table_of(other), second, person)
    unseat(table_of(ws), guest.username, person)
    guest.refresh_from_db()
    assert guest.is_active, "a seat is left"
    end(other, person, "over", other.name)
    for one in (guest, second):
        one.refresh_from_db()
        assert not one.is_active
    person.refresh_from_db()
    assert person.is_active


def test_of_an_item_that_was_erased_meanwhile_no_copy_is_laid_on_the_table(ws, person):
    from palermo.workspace.commission.erasure import erase
    from palermo.workspace.commission.founding import table_of
    from palermo.workspace.commission.models import Commitment, SharedItem
    from palermo.workspace.commission.saving import Refused, change, publish
    from palermo.workspace.commission.sharing import lay_on_table

    promise = change(publish(commitment(ws, person), 1, person), 2, person, {"mark": "attributable"})
    held = Commitment.objects.get(pk=promise.pk)  # what another request has read before
    erase(promise, person, "A source asked for it")
    with pytest.raises(Refused, match="stays in the workspace"):
        lay_on_table(table_of(ws), held, person)
    assert not SharedItem.objects.filter(item=promise.key).exists()


# Who decides ---------------------------------------------------------------------------------------------------------------------


def test_what_a_manager_rejected_a_contributor_cannot_take_in_by_its_place(ws, person, contributor):
    from palermo.workspace.commission.proposals import decide, proposals
    from palermo.workspace.reading import record_at

    promise = commitment(ws, person)
    place = proposals(record_at(None), promise)[0].locator
    piece = decide(promise, record_at(None), place, person, "rejected")
    answer = visitor(contributor).post(f"/work/{ws.key}/commitment/{promise.key}/record/", {"locator": place})
    piece.refresh_from_db()
    assert (answer.status_code, piece.verdict, piece.decided_by) == (422, "rejected", person)


def test_nothing_is_hung_on_a_commitment_that_was_erased(ws, person):
    from palermo.workspace.commission.erasure import erase

    promise = commitment(ws, person)
    erase(promise, person, "A source asked for it")
    for act in ("document", "record", "decide", "status", "file"):
        assert visitor(person).post(f"/work/{ws.key}/commitment/{promise.key}/{act}/").status_code == 404, act


def test_a_search_made_before_the_promise_shows_nothing_of_it(ws, person):
    from palermo.workspace.commission.rules import Search, change_status
    from palermo.workspace.commission.saving import Refused

    early = Search("the gazette", dt.date(2016, 12, 1), "the legal office")
    with pytest.raises(Refused, match="before the commitment was made"):
        change_status(commitment(ws, person), 1, person, "not_started", day=dt.date(2017, 3, 1), search=early)


def test_a_wider_mark_asks_for_another_look_at_all_that_an_item_says(ws, person):
    from palermo.workspace.commission.meetings import Meeting
    from palermo.workspace.commission.saving import change, create
    from palermo.workspace.commission.text_check import NeedsConfirmation

    values = {"title": "Round", "date": dt.date(2017, 1, 12), "minutes": "The victim named below was heard."}
    meeting = create(Meeting, ws, person, values, confirmed=True)
    with pytest.raises(NeedsConfirmation):
        change(meeting, 1, person, {"mark": "public"})
    assert change(meeting, 1, person, {"mark": "public"}, confirmed=True).mark == "public"


# Who reads -----------------------------------------------------------------------------------------------------------------------


def test_a_reader_is_not_told_of_a_draft_on_which_a_status_rests(ws, person):
    from palermo.workspace.commission.founding import set_role
    from palermo.workspace.commission.rules import change_status
    from palermo.workspace.commission.saving import publish

    reader = account("reader")
    set_role(ws, reader.username, "reader", person)
    promise = publish(commitment(ws, person), 1, person)
    change_status(promise, 2, person, "limited", day=dt.date(2017, 3, 1), evidence=proof(promise, person))
    path = f"/work/{ws.key}/commitment/{promise.key}/"
    assert [("quoll" in visitor(who).get(path).content.decode()) for who in (person, reader)] == [True, False]


def test_reading_under_embargo_is_noted_by_whatever_page_shows_the_words(ws, person):
    from palermo.workspace.commission.audit import Reading

    until = today() + dt.timedelta(days=9)
    promise = commitment(ws, person, embargoed_until=until)
    piece = proof(promise, person, embargoed_until=until)
    for path, read in (("", {promise.key, piece.key}), ("edit/", {promise.key})):
        Reading.objects.filter(workspace=ws.key).delete()
        assert visitor(person).get(f"/work/{ws.key}/commitment/{promise.key}/{path}").status_code == 200
        assert set(Reading.objects.filter(workspace=ws.key).values_list("item", flat=True)) == read, path


def test_the_log_of_readings_lapses_so_no_backup_holds_it():
    from palermo.workspace.leaving.kept import left_out

    assert "commission.reading" in left_out()


# The audit of people -------------------------------------------------------------------------------------------------------------


def test_who_was_let_in_or_out_and_by_whom_stands_in_the_audit_as_numbers(ws, person):
    from palermo.workspace.commission.audit import Entry
    from palermo.workspace.commission.founding import table_of

    colleague, guest, table = account("colleague"), account("guest"), table_of(ws)
    ours = visitor(person)
    ours.post(f"/work/{ws.key}/members/", {"username": colleague.username, "role": "manager"})
    ours.post(f"/work/{ws.key}/members/", {"username": colleague.username, "act": "remove"})
    ours.post(f"/work/{ws.key}/table/", {"username": guest.username})
    ours.post(f"/work/{ws.key}/table/", {"username": guest.username, "act": "remove"})
    noted = Entry.objects.filter(workspace=ws.key, what="person", actor=person.pk).values_list("act", "field")
    us, them = colleague.pk, str(guest.pk)
    assert list(noted) == [("set_role", f"{us} manager"), ("remove", str(us)), ("seat", them), ("unseat", them)]
    assert not table.seats.exists()


# The log -------------------------------------------------------------------------------------------------------------------------


def test_a_failure_is_logged_without_the_secret_in_its_address_and_without_the_row():
    from django.db import IntegrityError
    from django.test import RequestFactory
    from django.urls import resolve

    from palermo.workspace.logs import Discreet

    secret = "wombat"
    request = RequestFactory().get(f"/notices/calendar/{secret}/palermo.ics")
    request.resolver_match = resolve(request.path_info)
    try:
        raise IntegrityError(f"Failing row contains ({secret})")
    except IntegrityError as error:
        told = (type(error), error, error.__traceback__)
    record = logging.LogRecord("django.request", 40, "", 1, "%s: %s", ("Internal Server Error", request.path), told)
    record.request = request
    Discreet().filter(record)
    said = logging.Formatter("%(message)s").format(record)
    assert secret not in said
    assert "notices:secret_calendar" in said
    assert "IntegrityError" in said
