"""What the workspace keeps of people and of what was erased, on both databases: details, audit, tombstones, who read under embargo."""

import datetime as dt

import pytest
from commission_database import commitment, database, evidence, person, promise, today, ws

DAY = dt.date(2017, 3, 1)
pytestmark = pytest.mark.usefixtures("database")
__all__ = ["database", "person", "promise", "ws"]


@pytest.mark.parametrize(
    "text",
    [
        "write to someone@example.org",
        "call +53 7 123 4567",
        "passport no. A123456",
        "the victim named below",
        "la víctima llamada así",
        "born on 3 May",
        "expediente 44812",
    ],
)
def test_text_that_looks_like_a_persons_details_waits_for_a_confirmation(ws, person, text):
    from palermo.workspace.commission.text_check import NeedsConfirmation

    with pytest.raises(NeedsConfirmation, match="Take it out; or confirm"):
        commitment(ws, person, after_funding=text)


def test_ordinary_words_need_no_confirmation(ws, person):
    words = "Victims in Havana get shelter; 17 convictions in 2015; 22 USC 7107(b)(1); Government of Cuba, 16 January 2017."
    assert commitment(ws, person, after_funding=words).after_funding == words


def test_the_audit_holds_hashes_and_ids_and_no_content(promise, person):
    from palermo.workspace.commission.audit import Entry
    from palermo.workspace.commission.saving import change

    change(promise, 1, person, {"standing": "disputed", "place": "Havana"})
    entries = list(Entry.objects.filter(item=promise.key, act="change"))
    assert {e.field for e in entries} == {"standing", "place"}
    assert all(e.actor == person.pk and len(e.is_sha256) == 64 for e in entries)
    everything = str([vars(e) for e in Entry.objects.filter(workspace=promise.workspace.key)])
    for words in ("disputed", "Havana", "penal code", person.username):
        assert words not in everything


def test_the_database_refuses_to_change_the_audit(promise):
    from django.db import DatabaseError, transaction

    from palermo.workspace.commission.audit import Entry

    rows = Entry.objects.filter(item=promise.key)
    count = rows.count()
    for act in (lambda: rows.update(actor=None), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert rows.count() == count > 0


def test_erasure_takes_the_content_everywhere_and_leaves_a_tombstone(ws, promise, person):
    from palermo.workspace.commission.commitments import Commitment
    from palermo.workspace.commission.erasure import erase
    from palermo.workspace.commission.founding import table_of
    from palermo.workspace.commission.rules import change_status
    from palermo.workspace.commission.saving import Refused, change, publish
    from palermo.workspace.commission.sharing import lay_on_table
    from palermo.workspace.commission.table import SharedItem

    piece = evidence(promise, person)
    shown = change(publish(promise, 1, person), 2, person, {"mark": "public", "our_words": "secret words"})
    lay_on_table(table_of(ws), shown, person)
    change_status(shown, 3, person, "complete", day=DAY, evidence=piece, note_text="secret note")
    with pytest.raises(Refused, match="Say why"):
        erase(shown, person, " ")
    stone = erase(shown, person, "A source asked for it")
    gone = Commitment.objects.get(pk=promise.pk)
    piece.refresh_from_db()
    left = str([vars(gone), vars(piece), [vars(c) for c in gone.changes.all()], vars(stone)])
    for words in ("secret", "penal code", "gazette", "Official", "amended"):
        assert words not in left
    assert not SharedItem.objects.filter(item=promise.key).exists()
    assert (len(stone.sha256), stone.reason, gone.status, gone.mark) == (64, "A source asked for it", "", "never")
    with pytest.raises(Refused, match="erased"):
        change(gone, gone.version, person, {"title": "back again"})


def test_every_kind_of_item_can_be_erased(ws, promise, person):
    from palermo.workspace.commission.erasure import erase
    from palermo.workspace.commission.meetings import Ask, Meeting
    from palermo.workspace.commission.practice import Card
    from palermo.workspace.commission.relationship import Framework, Office, WorkingGroup
    from palermo.workspace.commission.saving import create

    items = [
        create(Framework, ws, person, {"title": "Memorandum", "kind": "memorandum", "date": dt.date(2017, 1, 16)}),
        create(WorkingGroup, ws, person, {"name": "Law enforcement"}),
        create(Office, ws, person, {"name": "Prosecutor's office", "side": "theirs"}),
        create(Meeting, ws, person, {"title": "Round", "date": DAY}),
        create(
            Ask,
            ws,
            person,
            dict.fromkeys(("sentence", "authority", "act", "object", "by_when", "basis", "shown_by", "caution"), "x"),
        ),
        create(Card, ws, person, {"title": "Card", "kind": "law", "what": "w", "cautions": "c"}),
        evidence(promise, person),
    ]
    for item in items:
        erase(item, person, "no longer wanted")
        item.refresh_from_db()
        assert item.erased_at is not None


def test_evidence_that_went_with_its_commitment_has_a_tombstone_of_its_own(promise, person):
    from palermo.workspace.commission.audit import Tombstone
    from palermo.workspace.commission.erasure import erase

    piece = evidence(promise, person)
    erase(promise, person, "no longer wanted")
    piece.refresh_from_db()
    assert piece.erased_at is not None
    assert erase(piece, person, "once more") == Tombstone.objects.get(item=piece.key, reason="no longer wanted")


def test_reading_under_embargo_is_noted_and_the_note_lapses(promise, person):
    import io

    from django.core.management import call_command
    from django.utils import timezone

    from palermo.workspace.commission import may
    from palermo.workspace.commission.audit import Reading
    from palermo.workspace.commission.saving import change

    may.note_reading(person, promise)
    assert not Reading.objects.filter(item=promise.key).exists()
    secret = change(promise, 1, person, {"embargoed_until": today() + dt.timedelta(days=9)})
    may.note_reading(person, secret)
    assert Reading.objects.filter(item=promise.key, actor=person.pk).count() == 1
    call_command("forget_readings", stdout=io.StringIO())
    assert Reading.objects.filter(item=promise.key).exists()
    Reading.objects.filter(item=promise.key).update(at=timezone.now() - dt.timedelta(days=91))
    call_command("forget_readings", stdout=io.StringIO())
    assert not Reading.objects.filter(item=promise.key).exists()
