"""What goes out of a workspace by itself, on both databases: each output against each mark, and whether what stays in can be told."""

import datetime as dt
import re

import icalendar
import pytest
from commission_database import account, commitment, database, today
from lxml import etree
from notices_world import (
    MARKS,
    STATES,
    a_member,
    browser_of,
    bureau,
    items_of,
    named,
    shown,
    with_mail,
)

pytestmark = pytest.mark.usefixtures("database")
__all__ = ["database"]
CARRIES = {
    "mail": {"attributable", "public"},
    "calendar": {"attributable", "public"},
    "feed": {"public"},
    "paper": {"not_attributable", "attributable", "public"},
}
KINDS = {
    "mail": ("round", "late", "due", "ask"),
    "calendar": ("round", "late", "due"),
    "feed": ("round", "late", "due", "ask"),
    "paper": ("late", "due", "ask"),  # and of the meetings only the next one
}
EVERY = ("round", "late", "due", "ask")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def person():
    return account("keeper")


@pytest.fixture
def ws(person):
    return bureau(person)


def addresses_of(person) -> dict[str, str]:
    """The person's secret addresses, by kind."""
    from palermo.workspace.notices.secret import make

    return {
        "calendar": f"/notices/calendar/{make(person, 'calendar')[1]}/palermo.ics",
        "feed": f"/notices/feed/{make(person, 'feed')[1]}/palermo.atom",
    }


def outputs(person, secret: dict[str, str]) -> dict[str, str]:
    """Each output of this room as it leaves; of a page what is printed of it."""
    from palermo.workspace.notices.digest import digest
    from palermo.workspace.notices.writing import text
    from palermo.workspace.reading import record_at

    with with_mail():
        page = browser_of(person).get("/notices/week/").content.decode()
        read = {kind: browser_of(None).get(address).content.decode() for kind, address in secret.items()}
    unfolded = read["calendar"].replace("\r\n ", "")
    now = dt.datetime.now(dt.UTC)
    mail = text(digest(person, record_at(None), now - dt.timedelta(days=7), now.date()))
    return {
        "mail": " ".join(mail.split()),
        "calendar": re.sub(r"DTSTAMP:\S+", "", unfolded),
        "feed": read["feed"],
        "paper": re.search(r'<article class="week">.*?</article>', page, re.DOTALL)[0],
    }


def test_every_output_carries_what_its_mark_lets_out_no_draft_and_nothing_under_embargo(person, ws):
    for mark in MARKS:
        for state in STATES:
            items_of(ws, person, mark, state)
    found = outputs(person, addresses_of(person))
    for output, said in found.items():
        for mark in MARKS:
            for state in STATES:
                allowed = mark in CARRIES[output] and state == "published"
                for kind in EVERY:
                    word = f"{kind}-{mark}-{state}"
                    assert (word in said) == (allowed and (kind in KINDS[output] or word in said)), (output, word)


def test_what_stays_in_changes_not_a_word_of_what_goes_out(person, ws):
    """Not a number either: who reads along cannot tell that there is more."""
    from commission_database import workspace

    named(ws, person)
    items_of(ws, person, "public")
    secret = addresses_of(person)
    before = outputs(person, secret)
    items_of(ws, person, "never")
    for mark in ("attributable", "public"):
        items_of(ws, person, mark, "draft")
        items_of(ws, person, mark, "embargoed")
    items_of(workspace(person, "Another bureau"), person, "never")
    assert outputs(person, secret) == before


def test_the_name_of_a_workspace_goes_where_the_mark_of_its_relationship_lets_it(person, ws):
    items_of(ws, person, "public")
    secret = addresses_of(person)
    for mark in MARKS:
        rel = ws.relationship
        rel.refresh_from_db()
        shown(rel, person, mark)
        for output, said in outputs(person, secret).items():
            assert (ws.name in said) == (mark in CARRIES[output]), (mark, output)


def test_nobody_is_told_of_a_workspace_of_others(person, ws):
    items_of(ws, person, "public")
    stranger, _own = a_member("stranger")
    for output, said in outputs(stranger, addresses_of(stranger)).items():
        assert "published" not in said, output


def test_what_is_late_for_years_and_what_is_to_come_both_reach_the_calendar_and_keep_their_names_when_they_move(person, ws):
    from palermo.workspace.commission.saving import change

    due = shown(commitment(ws, person, title="Report", due=dt.date(2018, 3, 1)), person, "attributable")
    address = addresses_of(person)["calendar"]

    def event():
        with with_mail():
            answer = browser_of(None).get(address)
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        events = {str(e["UID"]): e for e in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}
        return events[f"{due.key}-due@palermo"], events

    first, events = event()
    assert first["DTSTART"].dt == dt.date(2018, 3, 1)
    assert first["DTEND"].dt == dt.date(2018, 3, 2)
    assert str(first["SUMMARY"]) == "Due: Report"
    assert all({"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(e) for e in events.values())
    ends = [e for uid, e in events.items() if uid.startswith("period-")]
    assert [(e["DTSTART"].dt.month, e["DTSTART"].dt.day) for e in ends] == [(3, 31)]
    change(due, due.version, person, {"due": dt.date(2018, 4, 1)})
    moved, _all = event()
    assert moved["DTSTART"].dt == dt.date(2018, 4, 1)
    assert int(moved["SEQUENCE"]) > int(first["SEQUENCE"])


def test_the_feed_is_a_feed_and_has_the_latest_change_first(person, ws):
    from palermo.workspace.commission.saving import change

    meeting, *_others = items_of(ws, person, "public")
    address = addresses_of(person)["feed"]
    change(meeting, meeting.version, person, {"place": "Havana"})
    with with_mail():
        answer = browser_of(None).get(address)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 4
    for holder in (feed, *entries):
        assert all(holder.findtext(f"a:{name}", None, ATOM) for name in ("id", "title", "updated")), holder.tag
    assert entries[0].findtext("a:title", None, ATOM) == "round-public-published"
    assert "Havana" in entries[0].findtext("a:summary", None, ATOM)
    assert feed.findtext("a:author/a:name", None, ATOM) == "palermo"
    assert address not in answer.content.decode()


def test_a_title_with_odd_letters_breaks_neither_calendar_nor_feed_nor_mail(person, ws):
    title = "<b>A & B</b>; \\ , \n BEGIN:VEVENT\r\nSUMMARY:x ]]> {{ 7 }} %(x)s"
    from palermo.workspace.commission.models import Ask
    from palermo.workspace.commission.saving import create

    ask = dict.fromkeys(("authority", "act", "object", "by_when", "basis", "shown_by", "caution"), "x")
    shown(create(Ask, ws, person, ask | {"sentence": title}), person, "public")
    shown(
        commitment(ws, person, title=title.replace("\n", " ").replace("\r", " "), due=today() + dt.timedelta(days=1)),
        person,
        "public",
    )
    found = outputs(person, addresses_of(person))
    assert len(icalendar.Calendar.from_ical(found["calendar"]).walk("VEVENT")) == 2
    assert len(etree.fromstring(found["feed"].encode()).findall("a:entry", ATOM)) == 2
    assert "<b>A" not in found["paper"]
    assert "{{ 7 }}" in found["mail"]


def test_what_was_rejected_as_evidence_is_told_of_as_none(person, ws):
    from palermo.workspace.commission.models import Evidence
    from palermo.workspace.commission.saving import change, create

    promise = shown(commitment(ws, person), person, "public")
    values = {"commitment": promise, "kind": "document", "source": "Gazette", "locator": "page 3", "quotation": "Amended."}
    kept, other = (
        shown(create(Evidence, ws, person, values | {"title": name}), person, "public") for name in ("Kept", "Rejected")
    )
    change(other, other.version, person, {"verdict": "rejected"})
    found = outputs(person, addresses_of(person))
    for output in ("mail", "feed"):
        assert kept.title in found[output]
        assert other.title not in found[output], output


# The page of the week --------------------------------------------------------------------------------------------------------


def test_the_page_of_the_week_lists_for_the_member_what_stays_off_the_paper(person, ws):
    items_of(ws, person, "public")
    items_of(ws, person, "never")
    with with_mail():
        page = browser_of(person).get("/notices/week/").content.decode()
    paper, screen = page.split("</article>")
    assert "never-published" not in paper
    assert "3 items stay off the paper" in screen, "late, due, and an ask; of the meetings the screen, too, shows the next one"
    assert "late-never-published" in screen


def test_where_nothing_may_be_printed_the_page_says_so_and_claims_no_zero(person, ws):
    items_of(ws, person, "never")
    with with_mail():
        paper = browser_of(person).get("/notices/week/").content.decode().partition("</article>")[0]
    assert "Nothing in your workspaces may be put on paper" in paper
    assert "is no proof that there is nothing" in paper


def test_thirty_relationships_share_the_page_and_more_are_counted(person):
    from commission_database import workspace
    from django.utils import timezone

    from palermo.workspace.commission.models import Commitment
    from palermo.workspace.notices.week import week
    from palermo.workspace.reading import record_at

    day = today()

    def promises(number: int) -> list:
        common = {"workspace": workspace(person, f"Office {number}"), "mark": "public", "published_at": timezone.now()}
        common |= {"side": "theirs", "form": "oral", "standing": "agreed", "date": dt.date(2017, 1, 13)}
        return [Commitment(title=f"late {n}", due=day - dt.timedelta(days=n), **common) for n in (3, 4)]

    law = record_at(None).law
    for number in range(4):
        Commitment.objects.bulk_create(promises(number))
    roomy = week(person, law, day)
    assert (len(roomy.late.items), roomy.late.total, roomy.tight) == (6, 8, False)
    for number in range(4, 32):
        Commitment.objects.bulk_create(promises(number))
    crowded = week(person, law, day)
    assert (len(crowded.rows), crowded.more) == (30, 2)
    assert (len(crowded.late.items), crowded.late.total, crowded.tight) == (3, 64, True)
    assert {item.due for _name, item in crowded.late.items} == {day - dt.timedelta(days=4)}, "the latest first"


def test_no_backup_holds_an_address_that_may_be_erased_or_that_opens_a_door():
    from palermo.workspace.leaving.kept import left_out

    assert {"notices.subscription", "notices.sending", "notices.secretaddress"} <= set(left_out())


# Secret addresses -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def secret(person, ws):
    """A calendar's address of a person with something to show."""
    items_of(ws, person, "public")
    return addresses_of(person)["calendar"]


def status(address: str, method: str = "get") -> int:
    with with_mail():
        return getattr(browser_of(None), method)(address).status_code


def test_only_the_hash_of_a_token_is_kept(secret):
    from django.db import connection

    token = secret.split("/")[3]
    assert len(token) >= 43
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notices_secretaddress")
        assert token not in str(cursor.fetchall())


def test_an_address_leads_nowhere_once_it_is_renewed_or_revoked(person, secret):
    from palermo.workspace.notices import secret as held
    from palermo.workspace.notices.models import SecretAddress

    assert status(secret) == 200
    key = str(SecretAddress.objects.get(person=person, kind="calendar").key)
    _again, token = held.renew(person, key)
    assert status(secret) == 404
    again = f"/notices/calendar/{token}/palermo.ics"
    assert status(again) == 200
    held.revoke(person, key)
    assert status(again) == 404


def test_an_address_is_its_persons_alone(secret):
    from palermo.workspace.commission.may import NotSeen
    from palermo.workspace.notices import secret as held
    from palermo.workspace.notices.models import SecretAddress

    stranger, _own = a_member("stranger")
    key = str(SecretAddress.objects.latest("pk").key)
    for act in (held.renew, held.revoke):
        with pytest.raises(NotSeen):
            act(stranger, key)
    with pytest.raises(NotSeen):
        held.make(stranger, "feed", str(SecretAddress.objects.latest("pk").person.memberships.get().workspace.key))


def test_who_leaves_a_workspace_or_closes_the_account_takes_the_addresses_along(person, ws):
    from palermo.workspace.commission.founding import remove, set_role
    from palermo.workspace.notices.secret import make

    items_of(ws, person, "public")
    guest = account("guest")
    set_role(ws, guest.username, "reader")
    one = f"/notices/feed/{make(guest, 'feed', str(ws.key))[1]}/palermo.atom"
    every = f"/notices/calendar/{make(guest, 'calendar')[1]}/palermo.ics"
    assert (status(one), status(every)) == (200, 200)
    remove(ws, guest.username)
    assert (status(one), status(every)) == (404, 200)
    with with_mail():
        assert b"round" not in browser_of(None).get(every).content
    set_role(ws, guest.username, "reader")
    guest.is_active = False
    guest.save()
    assert status(one) == 404
    with with_mail():
        assert b"round" not in browser_of(None).get(every).content
    guest.delete()
    assert status(every) == 404


def test_a_wrong_address_is_the_same_as_a_page_that_does_not_exist(secret):
    from palermo.workspace.pages.failures import not_found

    with with_mail():
        client = browser_of(None)
        wrong = client.get(secret.replace("calendar/", "calendar/x"))
        other_kind = client.get(secret.replace("calendar/", "feed/").replace(".ics", ".atom"))
        nothing = client.get("/notices/no/such/page/")
    assert {wrong.status_code, other_kind.status_code, nothing.status_code} == {404}
    plain = {re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in (wrong, other_kind, nothing)}
    assert len(plain) == 1
    assert not_found.__name__ == "not_found"


def test_an_answer_is_kept_by_nobody_and_told_to_nobody(secret):
    with with_mail():
        headers = browser_of(None).get(secret).headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]
    assert "Set-Cookie" not in headers
    assert (status(secret, "head"), status(secret, "post"), status(secret, "put")) == (200, 405, 405)


def test_who_asks_too_often_is_told_so_whether_the_address_is_right_or_not(secret):
    wrong = secret.replace("calendar/", "calendar/x")
    with with_mail():
        client = browser_of(None)
        for address, usual in ((secret, 200), (wrong, 404)):
            answers = [client.get(address).status_code for _ in range(62)]
            assert answers == [usual] * 60 + [429] * 2
