"""The digest, on both databases: who gets it, in which language, what it tells; once a week, whatever happens in between."""

import datetime as dt
import re
import threading

import pytest
from commission_database import account, commitment, database
from notices_world import a_member, browser_of, items_of, named, shown, subscribed, with_mail
from smtp_sink import smtp_sink

pytestmark = pytest.mark.usefixtures("database")
__all__ = ["database"]
WEEK = dt.timedelta(days=7)


@pytest.fixture
def record():
    from palermo.workspace.reading import record_at

    return record_at(None)


@pytest.fixture(autouse=True)
def _nobody_else():
    """Tests share a database: whoever had subscribed before does not any more."""
    from palermo.workspace.notices.models import Subscription

    Subscription.objects.all().delete()


@pytest.fixture
def desk():
    """A member who has confirmed an address, and the workspace, which may be named."""
    person, ws = a_member("desk")
    named(ws, person)
    subscribed(person)
    return person, ws


@pytest.fixture
def now():
    """The moment of a test, taken once: neither a midnight nor a Monday falls into it."""
    return dt.datetime.now(dt.UTC)


@pytest.fixture
def send(record, now):
    """Sends the digests of a moment, that of the test where none is given."""
    from palermo.workspace.notices.sending import send_all

    return lambda at=now: send_all(record, at)


# The address ------------------------------------------------------------------------------------------------------------


def asked(person) -> tuple[str, list]:
    """A person who has given an address; the code that went there."""
    from palermo.workspace.notices.subscribing import ask

    with with_mail() as box:
        ask(person, "desk@example.org", "en")
    return re.search(r"^    (\d{8})$", box[0].body, re.MULTILINE)[1], box


def test_an_account_holds_no_address_until_its_person_gives_one_and_none_after_it_is_erased(send):
    from django.db import connection

    from palermo.workspace.notices.subscribing import confirm, erase

    person, _ws = a_member()
    assert person.email == ""
    code, box = asked(person)
    assert box[0].to == ["desk@example.org"]
    confirm(person, code)
    with with_mail():
        send()
    person.refresh_from_db()
    assert person.email == ""
    assert erase(person)
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "desk@example.org" not in str(cursor.fetchall()), table


def test_nothing_goes_to_an_address_that_nobody_has_confirmed(send):
    person, ws = a_member()
    items_of(ws, person, "public")
    asked(person)
    with with_mail() as box:
        assert send().sent == 0
    assert box == []


def test_a_code_serves_within_a_day_and_five_tries(now):
    from palermo.workspace.commission.saving import Refused
    from palermo.workspace.notices.models import Subscription
    from palermo.workspace.notices.subscribing import confirm

    person, stranger = account("desk"), account("stranger")
    code, _box = asked(person)
    with pytest.raises(Refused):
        confirm(stranger, code)
    for _ in range(4):
        with pytest.raises(Refused, match="wrong or lapsed"):
            confirm(person, "00000000")
    assert confirm(person, f" {code[:4]} {code[4:]} ").confirmed_at
    Subscription.objects.all().delete()
    code, _box = asked(person)
    for _ in range(5):
        with pytest.raises(Refused):
            confirm(person, "00000000")
    assert not Subscription.objects.filter(person=person).exists(), "dropped after five tries"
    code, _box = asked(person)
    Subscription.objects.update(made_at=now - dt.timedelta(days=1, minutes=1))
    with pytest.raises(Refused):
        confirm(person, code)


def test_an_address_to_which_no_code_can_be_sent_is_not_kept():
    from palermo.workspace.notices.models import Subscription
    from palermo.workspace.notices.subscribing import ask

    person = account("desk")
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with with_mail(EMAIL_BACKEND=smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=1), pytest.raises(OSError):  # noqa: PT011
        ask(person, "desk@example.org", "en")
    assert not Subscription.objects.filter(person=person).exists()


def test_the_site_does_not_write_to_strangers_for_somebody_who_asks_and_asks():
    person = account("desk")
    with with_mail() as box:
        client = browser_of(person)
        for _ in range(8):
            client.post("/notices/address/", {"act": "give", "address": "x@example.org", "language": "en"})
            client.post("/notices/address/", {"act": "erase"})
    assert len(box) == 5


def test_the_link_in_a_mail_ends_it_without_a_login_but_not_by_being_looked_at(desk):
    from palermo.workspace.notices.models import Subscription
    from palermo.workspace.notices.subscribing import stop_token

    person, _ws = desk
    address = f"/notices/stop/{stop_token(person.digest)}/"
    with with_mail():
        client = browser_of(None)
        assert client.get(address).status_code == 200
        assert Subscription.objects.filter(person=person).exists()
        wrong = address.replace("stop/", "stop/x")
        assert client.post(wrong).status_code == 404
        assert Subscription.objects.filter(person=person).exists()
        assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not Subscription.objects.filter(person=person).exists()
        assert client.post(address).status_code == 200, "a second click is no error"


def test_a_closed_account_gets_nothing_and_with_an_account_its_address_goes(send, desk):
    from palermo.workspace.notices.models import Subscription

    person, _ws = desk
    person.is_active = False
    person.save()
    with with_mail() as box:
        send()
    assert box == []
    person.delete()
    assert not Subscription.objects.exists()


# What it tells ------------------------------------------------------------------------------------------------------------


def test_a_digest_tells_what_is_late_due_met_changed_and_proposed(send, desk, now):
    person, ws = desk
    items_of(ws, person, "attributable")
    with with_mail() as box:
        assert send().sent == 1
    said = box[0].body
    assert box[0].subject == f"palermo: the week of {_english(now.date() - dt.timedelta(days=now.weekday()))}"
    assert ws.name not in box[0].subject
    assert "Late (1)\n- late-attributable-published (their side, due" in said
    assert "Due within 30 days (1)\n- due-attributable-published" in said
    assert "Meetings to come (1)\n- round-attributable-published" in said
    assert "- ask, new: ask-attributable-published" in said
    assert re.search(r"The record may have evidence \(2\)\n- late-attributable-published: \d+ findings of which no digest", said)
    assert "in which an act still counts for the" in said
    assert all(len(line) <= 80 for line in said.splitlines())


def _english(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def test_a_digest_tells_of_a_finding_once(send, desk, now):
    person, ws = desk
    shown(commitment(ws, person), person, "public")
    with with_mail() as box:
        send()
        send(now + WEEK)
    assert "law enacted" in " ".join(box[0].body.split())
    assert "may have evidence" not in box[1].body


def test_a_status_is_told_and_what_was_told_before_is_not_told_again(send, desk):
    from palermo.workspace.commission.rules import Search, change_status

    person, ws = desk
    promise = shown(commitment(ws, person), person, "public")
    with with_mail() as box:
        moment = dt.datetime.now(dt.UTC)
        send(moment)
        search = Search("the gazette", moment.date(), "the legal office")
        promise = change_status(promise, promise.version, person, "not_started", day=moment.date(), search=search)
        type(promise).objects.filter(pk=promise.pk).update(changed_at=moment + dt.timedelta(days=1))
        promise.changes.update(made_at=moment + dt.timedelta(days=1))
        send(moment + WEEK)
        send(moment + 2 * WEEK)
    first, second, third = (" ".join(mail.body.split()) for mail in box)
    assert "commitment, new: Amend the penal code" in first
    assert f"commitment, not started ({_english(moment.date())}): Amend the penal code" in second
    assert "gazette" not in second
    assert "What changed" not in third


def test_what_comes_out_of_its_embargo_is_new(send, desk, now):
    from palermo.workspace.commission.models import Meeting

    person, ws = desk
    meeting = items_of(ws, person, "public")[0]
    Meeting.objects.filter(pk=meeting.pk).update(
        embargoed_until=now.date(), published_at=now - 9 * WEEK, changed_at=now - 9 * WEEK
    )
    with with_mail() as box:
        send()
    assert "meeting, new: round-public-published" in box[0].body


def test_a_digest_speaks_the_language_of_its_person(send):
    person, ws = a_member("escritorio")
    named(ws, person)
    subscribed(person, "es")
    items_of(ws, person, "public")
    with with_mail() as box:
        send()
    said = box[0].body
    assert "Atrasados (1)\n- late-public-published (su lado" in said
    assert re.search(r"\d de [a-z]+ de 20\d\d", said)


def test_a_digest_leads_to_the_site_and_to_its_end_where_the_site_has_an_address(send, desk):
    from palermo.workspace import state

    person, ws = desk
    items_of(ws, person, "public")
    team = state.Profile("team", "https://tip.example.org", {}, False)
    with with_mail(PROFILE=team) as box:
        send()
    headers, said = box[0].message(), box[0].body
    assert f"https://tip.example.org/work/{ws.key}/" in said
    stop = headers["List-Unsubscribe"].strip("<>")
    assert stop in said
    assert stop.startswith("https://tip.example.org/notices/stop/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


# Once -------------------------------------------------------------------------------------------------------------------


def test_who_has_had_this_weeks_digest_gets_no_other_until_the_next_week(send, desk, now):
    monday = now - dt.timedelta(days=now.weekday())
    with with_mail() as box:
        assert send(monday).sent == 1
        again = send(monday + dt.timedelta(days=6))
        assert (again.sent, again.before) == (0, 1)
        assert send(monday + WEEK).sent == 1
    assert len(box) == 2


def test_of_two_runs_at_once_one_sends(desk, now):
    from django.db import connection

    from palermo.workspace.notices.sending import send_all

    start = threading.Barrier(4)
    outcomes = []

    def run() -> None:
        from palermo.workspace.reading import record_at

        own = record_at(None)
        start.wait()
        try:
            outcomes.append(send_all(own, now).sent)
        finally:
            connection.close()

    with with_mail() as box:
        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(outcomes) == [0, 0, 0, 1]
    assert len(box) == 1


def over_smtp(sink):
    """Mail that goes to a server of our own."""
    return with_mail(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=sink.port,
        EMAIL_USE_TLS=False,
        EMAIL_TIMEOUT=5,
    )


def test_a_server_is_handed_one_mail_for_one_person(send, desk):
    person, ws = desk
    subscribed(account("second"), address="second@example.org")
    items_of(ws, person, "public")
    with smtp_sink() as sink, over_smtp(sink):
        assert send().sent == 2
    first, second = sink.mails
    assert (first["To"], second["To"]) == ("desk@example.org", "second@example.org")
    assert first["From"] == "palermo@example.org"
    assert first["Message-ID"].endswith("@example.org>")
    assert "late-public-published" in first.get_content()
    assert "late-public-published" not in second.get_content(), "who belongs to no workspace is told of none"
    assert first["Message-ID"] != second["Message-ID"]


def test_where_the_server_says_no_it_is_tried_again(send, desk):
    with smtp_sink() as sink, over_smtp(sink):
        for step in ("rcpt", "data", "taken"):
            sink.at = lambda at, step=step: "451 later" if at == step else None
            outcome = send()
            assert (outcome.sent, outcome.unknown, len(outcome.refused)) == (0, 0, 1), step
        sink.at, sink.mails[:] = lambda at: None, []
        assert send().sent == 1
        assert len(sink.mails) == 1


def test_where_the_line_breaks_nobody_knows_and_it_is_not_sent_twice(send, desk, now):
    person, ws = desk
    with smtp_sink() as sink, over_smtp(sink):
        sink.at = lambda at: "" if at == "taken" else None
        assert send().unknown == 1
        sink.at = lambda at: None
        again = send()
        assert (again.sent, again.unknown) == (0, 1)
        assert len(sink.mails) == 1
        shown(commitment(ws, person, title="Said in the lost week"), person, "public")
        assert send(now + WEEK).sent == 1
    assert "Said in the lost week" in sink.mails[1].get_content(), "the next one goes back to the last that is known"


def test_one_broken_line_does_not_cost_the_others_their_digest(send, desk):
    subscribed(account("second"), address="second@example.org")
    with smtp_sink() as sink, over_smtp(sink):
        breaks = iter([""])
        sink.at = lambda at: next(breaks, None) if at == "taken" else None
        outcome = send()
        assert (outcome.sent, outcome.unknown) == (1, 1)


def test_a_server_that_cannot_be_reached_leaves_everything_to_the_next_run(send, desk):
    from palermo.workspace.notices.models import Sending

    with with_mail(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1):
        with pytest.raises(OSError):  # noqa: PT011
            send()
        assert not Sending.objects.exists()


# Setting up, and forgetting -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "smtp://u:p%40ss@mail.example.org?from=a@example.org",
            ("mail.example.org", 587, "u", "p@ss", "a@example.org", True, False),
        ),
        (
            "smtps://a%40example.org:x@mail.example.org",
            ("mail.example.org", 465, "a@example.org", "x", "a@example.org", False, True),
        ),
        ("smtp://127.0.0.1:2525?from=a@example.org", ("127.0.0.1", 2525, "", "", "a@example.org", False, False)),
        ("smtp://relay:25?from=a@example.org&tls=0", ("relay", 25, "", "", "a@example.org", False, False)),
    ],
)
def test_a_mail_server_is_read_from_the_environment_and_encrypted_unless_said_otherwise(monkeypatch, text, read):
    from palermo.workspace.notices.postbox import from_environment

    monkeypatch.setenv("PALERMO_MAIL", text)
    box = from_environment()
    assert (box.host, box.port, box.user, box.password, box.sender, box.starttls, box.tls) == read


@pytest.mark.parametrize(
    "text",
    ["mail.example.org", "http://secret:secret@h?from=a@b", "smtp://secret:secret@h", "smtp://u:secret@h:x", "smtp://u:secret@h?tls=2",
     "smtp://u:secret@h?from=a@b%0d%0aBcc:x@y", "smtp://?from=a@b", "smtp://u:secret@h?from"],
)  # fmt: skip
def test_a_mail_server_that_cannot_be_read_is_refused_without_repeating_its_password(monkeypatch, text):
    from palermo.errors import UserError
    from palermo.workspace.notices.postbox import from_environment

    monkeypatch.setenv("PALERMO_MAIL", text)
    with pytest.raises(UserError, match="PALERMO_MAIL") as said:
        from_environment()
    assert "secret" not in str(said.value)


def test_what_has_lapsed_is_dropped_and_the_rest_stays(now):
    from palermo.workspace.commission.audit import Reading
    from palermo.workspace.notices.forgetting import forget
    from palermo.workspace.notices.models import Subscription

    person, ws = a_member()
    item = commitment(ws, person)
    for days in (89, 91):
        reading = Reading.objects.create(workspace=ws.key, actor=person.pk, item=item.key)
        Reading.objects.filter(pk=reading.pk).update(at=now - dt.timedelta(days=days))
    for name, hours in (("old", 25), ("young", 23)):
        Subscription.objects.create(
            person=account(name), address=f"{name}@example.org", code_hash="x", made_at=now - dt.timedelta(hours=hours)
        )
    kept = subscribed(person)
    Subscription.objects.filter(pk=kept.pk).update(made_at=now - 9 * WEEK)
    said = forget()
    assert "1 entries of the read log have lapsed" in said
    assert Reading.objects.filter(item=item.key).count() == 1
    assert set(Subscription.objects.values_list("address", flat=True)) == {"young@example.org", "desk@example.org"}


def test_the_site_drops_what_has_lapsed_once_a_day_and_again_where_it_failed(monkeypatch):
    from palermo.workspace import background

    ran = []
    outcomes = iter(["failed", "", ""])

    class EndOfTestError(Exception):
        pass

    def sleep(seconds: float) -> None:
        if len(ran) == 2 and seconds < 60:
            background._forgotten.clear()  # the next day
        if len(ran) == 3:
            raise EndOfTestError

    monkeypatch.setattr(background, "_forgotten", set())
    monkeypatch.setattr(background, "_looked", list)
    monkeypatch.setattr(background, "_run", lambda command: ran.append(command) or next(outcomes))
    monkeypatch.setattr(background.time, "sleep", sleep)
    with pytest.raises(EndOfTestError):
        background._look_after()
    assert ran == [["manage", "forget"]] * 3
