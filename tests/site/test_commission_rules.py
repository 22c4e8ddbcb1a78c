"""What the workspace holds to, on both databases: status and evidence, marks, roles, writers who meet."""

import datetime as dt
import threading
import uuid

import pytest
from commission_database import account, commitment, database, evidence, person, promise, today, workspace, ws

DAY = dt.date(2017, 3, 1)
pytestmark = pytest.mark.usefixtures("database")
__all__ = ["database", "person", "promise", "ws"]


def found_nothing():
    from palermo.workspace.commission.rules import Search

    return Search("the gazette of January and February", dt.date(2017, 2, 27), "the legal office of the ministry")


# Status and evidence ---------------------------------------------------------------------------------------------------------


def test_a_commitment_begins_with_nobody_having_looked(promise):
    assert (promise.status, promise.version, promise.mark, promise.published_at) == ("", 1, "never", None)


@pytest.mark.parametrize("status", ["limited", "substantial", "complete", "withdrawn"])
def test_a_status_that_asserts_something_is_refused_without_evidence_in_words(promise, person, status):
    from palermo.workspace.commission.rules import change_status
    from palermo.workspace.commission.saving import Refused

    with pytest.raises(Refused, match=r"needs evidence: a finding or fact of the record, a document, or a captured page"):
        change_status(promise, 1, person, status, day=DAY, search=found_nothing())
    promise.refresh_from_db()
    assert (promise.status, promise.version) == ("", 1)


@pytest.mark.parametrize("status", ["not_started", "no_evidence_available"])
def test_a_status_of_nothing_is_refused_without_a_dated_note_of_the_search(promise, person, status):
    from palermo.workspace.commission.rules import Search, change_status
    from palermo.workspace.commission.saving import Refused

    for search in (None, Search("", DAY, "office"), Search("gazette", None, "office"), Search("gazette", DAY, " ")):
        with pytest.raises(Refused, match="what was searched, on which day, and which office was asked"):
            change_status(
                promise, 1, person, status, day=DAY, search=search, evidence=evidence(promise, person) if search is None else None
            )
    assert change_status(promise, 1, person, status, day=DAY, search=found_nothing()).status == status


def test_with_evidence_a_commitment_is_complete_and_says_on_what_it_rests(promise, person):
    from palermo.workspace.commission.rules import change_status

    piece = evidence(promise, person)
    done = change_status(promise, 1, person, "complete", day=DAY, evidence=piece)
    assert (done.status, done.status_day, done.version) == ("complete", DAY, 2)
    change = done.changes.get()
    assert (change.before, change.status, change.evidence) == ("", "complete", piece)


def test_evidence_of_another_commitment_or_rejected_serves_nothing(ws, promise, person):
    from palermo.workspace.commission.rules import change_status
    from palermo.workspace.commission.saving import Refused, change

    other = evidence(commitment(ws, person), person)
    with pytest.raises(Refused, match="does not belong to this commitment"):
        change_status(promise, 1, person, "complete", day=DAY, evidence=other)
    rejected = evidence(promise, person)
    rejected = change(rejected, 1, person, {"verdict": "rejected"})
    with pytest.raises(Refused, match="rejected"):
        change_status(promise, 1, person, "complete", day=DAY, evidence=rejected)


def test_a_status_of_tomorrow_or_before_the_promise_is_refused(promise, person):
    from palermo.workspace.commission.rules import change_status
    from palermo.workspace.commission.saving import Refused

    piece = evidence(promise, person)
    for day in (today() + dt.timedelta(days=2), dt.date(2017, 1, 1)):
        with pytest.raises(Refused):
            change_status(promise, 1, person, "complete", day=day, evidence=piece)


def test_the_database_itself_refuses_a_status_that_rests_on_nothing(promise):
    from django.db import DatabaseError, transaction

    from palermo.workspace.commission.commitments import Commitment, StatusChange

    with pytest.raises(DatabaseError), transaction.atomic():
        Commitment.objects.filter(pk=promise.pk).update(status="complete", status_day=DAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        StatusChange.objects.create(commitment=promise, version=2, status="complete", day=DAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        StatusChange.objects.create(commitment=promise, version=2, status="not_started", day=DAY, searched="x", searched_on=DAY)


# The law -----------------------------------------------------------------------------------------------------------------------


def test_a_promise_could_be_the_ground_to_the_2018_report_and_counts_for_nothing_from_2019(ws, person):
    from palermo.workspace.commission.counting import how_it_counts
    from palermo.workspace.reading import record_at

    law = record_at(None).law
    to_2018 = how_it_counts(law, commitment(ws, person, date=dt.date(2018, 3, 31)))
    from_2019 = how_it_counts(law, commitment(ws, person, date=dt.date(2018, 4, 1)))
    assert (to_2018.edition, to_2018.promise) == (2018, True)
    assert (from_2019.edition, from_2019.promise) == (2019, False)
    assert "could be the stated ground" in to_2018.said
    assert "only concrete actions" in from_2019.said
    assert to_2018.citation.startswith("22 USC 7107(b)(2)(A)")


def test_our_own_commitment_is_not_weighed_and_an_act_by_the_due_date_counts_for_its_own_edition(ws, person):
    from palermo.workspace.commission.counting import how_it_counts
    from palermo.workspace.reading import record_at

    law = record_at(None).law
    assert how_it_counts(law, commitment(ws, person, side="ours")).edition is None
    assert how_it_counts(law, commitment(ws, person, side="joint")).edition == 2017
    assert "counts for the 2018 report" in how_it_counts(law, commitment(ws, person, due=dt.date(2017, 4, 1))).said


@pytest.mark.parametrize(
    ("asks", "asked", "us", "side", "edition"),
    [("United States", "Cuba", "host", "ours", 2017), ("United States", "Cuba", "host", "theirs", None),
     ("United States", "Cuba", "host", "joint", 2017), ("Cuba", "United States", "sender", "ours", 2017),
     ("Canada", "Mexico", "sender", "ours", 2017), ("Canada", "Mexico", "sender", "theirs", 2017)],
)  # fmt: skip
def test_whichever_side_is_ours_what_an_assessed_government_promises_is_weighed(person, asks, asked, us, side, edition):
    from palermo.workspace.commission.counting import how_it_counts
    from palermo.workspace.commission.founding import found
    from palermo.workspace.reading import record_at

    made = commitment(found(person, "Another relationship", asks, asked, us=us), person, side=side)
    assert how_it_counts(record_at(None).law, made).edition == edition


# Evidence of the record ---------------------------------------------------------------------------------------------------------


def test_findings_published_after_the_promise_are_proposed_and_what_was_decided_is_not_proposed_again(promise, person):
    from palermo.workspace.commission.proposals import decide, proposals
    from palermo.workspace.reading import record_at

    record = record_at(None)
    first = proposals(record, promise)
    assert first
    assert all(p.published > "2017-01-13" and "iso3: CUB" in p.quotation for p in first)
    accepted = decide(promise, record, first[0].locator, person, "accepted")
    rejected = decide(promise, record, first[1].locator, person, "rejected")
    left = {p.locator for p in proposals(record, promise)}
    assert left == {p.locator for p in first} - {accepted.locator, rejected.locator}
    assert (accepted.record_id, len(accepted.sha256)) == (record.id, 64)


def test_nothing_is_proposed_where_the_commitment_names_no_gap(ws, person):
    from palermo.workspace.commission.proposals import proposals
    from palermo.workspace.reading import record_at

    assert proposals(record_at(None), commitment(ws, person, gap="")) == []


def test_evidence_says_whether_the_present_record_still_has_it(promise, person):
    from palermo.workspace.commission.evidence import Evidence
    from palermo.workspace.commission.proposals import decide, proposals
    from palermo.workspace.commission.references import resolve
    from palermo.workspace.reading import record_at

    record = record_at(None)
    kept = decide(promise, record, proposals(record, promise)[0].locator, person, "accepted")
    assert resolve(record, kept).state == "same"
    Evidence.objects.filter(pk=kept.pk).update(sha256="0" * 64)
    kept.refresh_from_db()
    assert resolve(record, kept).state == "changed"
    kept.locator = "table:reported_findings/CUB-2017-nothing"
    gone = resolve(record, kept)
    assert (gone.state, gone.locator) == ("gone", "")
    assert "the copy is as it was" in gone.said


# Writers who meet -----------------------------------------------------------------------------------------------------------------


def test_the_slower_of_two_writers_is_told_what_the_faster_one_changed(promise, person):
    from palermo.workspace.commission.saving import Overtaken, change

    change(promise, 1, person, {"standing": "disputed"})
    with pytest.raises(Overtaken, match="standing") as told:
        change(promise, 1, person, {"place": "Havana"})
    assert told.value.version == 2
    promise.refresh_from_db()
    assert (promise.standing, promise.place) == ("disputed", "")


def test_fifty_writers_at_once_lose_no_update(promise, person):
    from django.db import connection

    from palermo.workspace.commission.commitments import Commitment
    from palermo.workspace.commission.saving import Overtaken, change

    told, landed, broken = [], [], []
    start = threading.Barrier(50)

    def write(number: int) -> None:
        try:
            current = Commitment.objects.get(pk=promise.pk)
            start.wait(30)
            while True:
                try:
                    change(current, current.version, person, {"after_funding": f"{current.after_funding}<{number}>"})
                    landed.append(number)
                    return
                except Overtaken as error:
                    told.append(error.fields)
                    current = Commitment.objects.get(pk=promise.pk)
        except Exception as error:  # noqa: BLE001
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    promise.refresh_from_db()
    assert broken == []
    assert sorted(landed) == list(range(50))
    assert {int(n) for n in promise.after_funding.strip("<>").split("><")} == set(range(50))
    assert promise.version == 51
    assert told
    assert all(fields == ["what continues when funding ends"] for fields in told)


# Who may ----------------------------------------------------------------------------------------------------------------------------


def test_a_workspace_of_others_and_one_that_never_was_are_refused_alike(ws, promise):
    from palermo.workspace.commission import may
    from palermo.workspace.commission.commitments import Commitment

    other = account("other")
    elsewhere = may.member(other, workspace(other, "Elsewhere").key)
    for key in (ws.key, uuid.uuid4(), "nonsense"):
        with pytest.raises(may.NotSeen) as refused:
            may.member(other, key)
        assert refused.value.args == ()
    with pytest.raises(may.NotSeen):
        may.item(elsewhere, Commitment, promise.key)


def test_a_reader_sees_no_draft_and_a_contributor_changes_none_that_is_published(ws, promise, person):
    from palermo.workspace.commission import may
    from palermo.workspace.commission.commitments import Commitment
    from palermo.workspace.commission.founding import set_role
    from palermo.workspace.commission.saving import publish

    reader, writer = account("reader"), account("writer")
    set_role(ws, reader.username, "reader")
    set_role(ws, writer.username, "contributor")
    reads, writes = may.member(reader, ws.key), may.member(writer, ws.key, "draft")
    with pytest.raises(may.NotSeen):
        may.item(reads, Commitment, promise.key)
    assert may.may_edit(writes, promise)
    shown = publish(promise, 1, person)
    assert may.item(reads, Commitment, promise.key) == shown
    assert not may.may_edit(writes, shown)
    for act in ("draft", "decide", "publish", "share", "erase", "members"):
        with pytest.raises(may.NotSeen):
            may.member(reader, ws.key, act)


def test_a_closed_account_sees_nothing(ws, person):
    from palermo.workspace.commission import may

    person.is_active = False
    person.save()
    with pytest.raises(may.NotSeen):
        may.member(person, ws.key)


def test_somebody_stays_administrator(ws, person):
    from palermo.workspace.commission.founding import remove, set_role
    from palermo.workspace.commission.saving import Refused

    for act in (lambda: remove(ws, person.username), lambda: set_role(ws, person.username, "reader")):
        with pytest.raises(Refused, match="stay administrator"):
            act()


def test_nothing_points_into_another_workspace(ws, promise, person):
    from palermo.workspace.commission.meetings import Meeting
    from palermo.workspace.commission.saving import Refused, change, create

    stranger = account("stranger")
    theirs = create(Meeting, workspace(stranger, "Other"), stranger, {"title": "Round", "date": DAY})
    with pytest.raises(Refused, match="no such thing in this workspace"):
        change(promise, 1, person, {"meeting": theirs})


# Marks, the table, partners -------------------------------------------------------------------------------------------------------------

ALLOWED = {
    "never": {"members"},
    "not_attributable": {"members", "archive", "paper"},
    "attributable": {"members", "archive", "paper", "partners", "table", "mail", "calendar"},
    "public": {"members", "archive", "paper", "partners", "table", "mail", "calendar", "public"},
}


@pytest.mark.parametrize("mark", ALLOWED)
def test_each_way_out_lets_through_what_the_mark_lets_out(ws, person, mark):
    from palermo.workspace.commission.commitments import Commitment
    from palermo.workspace.commission.marks import LETS_THROUGH, leaving, may_leave
    from palermo.workspace.commission.saving import change, publish

    item = publish(commitment(ws, person, mark=mark), 1, person)
    rows = Commitment.objects.filter(pk=item.pk)
    for output in LETS_THROUGH:
        assert leaving(rows, output).exists() == may_leave(item, output) == (output in ALLOWED[mark]), output
    item = change(item, 2, person, {"embargoed_until": today() + dt.timedelta(days=9)})
    for output in LETS_THROUGH:
        assert leaving(rows, output).exists() == may_leave(item, output) == (output == "members"), output


def test_the_shared_table_takes_what_may_leave_and_shows_none_that_was_marked_otherwise_since(ws, promise, person):
    from palermo.workspace.commission.founding import table_of
    from palermo.workspace.commission.saving import Refused, change, publish
    from palermo.workspace.commission.sharing import lay_on_table, on_the_table

    table = table_of(ws)
    with pytest.raises(Refused, match="stays in the workspace"):
        lay_on_table(table, promise, person)
    shown = change(publish(promise, 1, person), 2, person, {"mark": "attributable", "our_readout": "internal remark"})
    copy = lay_on_table(table, shown, person)
    assert "internal remark" not in str(copy.lines)
    assert on_the_table(table) == [copy]
    change(shown, 3, person, {"mark": "never"})
    assert on_the_table(table) == []


def test_an_account_is_of_the_house_or_of_the_other_side(ws, person):
    from palermo.workspace.commission.founding import found, set_role, table_of
    from palermo.workspace.commission.saving import Refused
    from palermo.workspace.commission.sharing import seat

    guest = account("guest")
    seat(table_of(ws), guest)
    with pytest.raises(Refused):
        set_role(ws, guest.username, "reader")
    with pytest.raises(Refused):
        found(guest, "Mine", "Cuba", "United States")
    with pytest.raises(Refused):
        seat(table_of(ws), person)


def test_a_card_goes_to_a_chosen_partner_only_and_only_as_its_mark_says(ws, person):
    from palermo.workspace.commission import may
    from palermo.workspace.commission.practice import Card
    from palermo.workspace.commission.saving import Refused, change, create, publish
    from palermo.workspace.commission.sharing import choose_partner, give_card

    friend = account("friend")
    partner = workspace(friend, "Partner")
    card = create(
        Card,
        ws,
        person,
        {
            "title": "Inspectors and social workers go together",
            "kind": "procedure",
            "what": "Joint visits.",
            "cautions": "No arrests.",
        },
    )
    card = change(publish(card, 1, person), 2, person, {"mark": "attributable"})
    with pytest.raises(Refused, match="Choose that partner first"):
        give_card(card, partner, person)
    choose_partner(ws, partner.partner_code)
    give_card(card, partner, person)
    assert list(may.cards_received(may.member(friend, partner.key))) == [card]
    change(card, 3, person, {"mark": "not_attributable"})
    assert list(may.cards_received(may.member(friend, partner.key))) == []


@pytest.mark.parametrize(
    ("date", "said"),
    [("0001-01-01", "before the statute"), ("0623-02-16", "before the statute"), ("1999-12-31", "before the statute"),
     ("9998-12-31", "so far ahead"), ("9999-12-31", "so far ahead")],
)  # fmt: skip
def test_a_commitment_of_a_day_that_no_edition_weighed_says_so_and_claims_nothing(ws, person, date, said):
    from palermo.workspace.commission.counting import how_it_counts
    from palermo.workspace.reading import record_at

    made = commitment(ws, person, date=dt.date.fromisoformat(date), due=dt.date(9999, 12, 31))
    counts = how_it_counts(record_at(None).law, made)
    assert (counts.edition, counts.promise, counts.citation, said in counts.said) == (None, None, "", True)


# Asks and the portfolio ------------------------------------------------------------------------------------------------------------------------


def test_a_written_ask_needs_all_that_an_ask_must_say():
    from palermo.workspace.commission.asking import REQUIRED, compose
    from palermo.workspace.commission.saving import Refused

    whole = dict.fromkeys(REQUIRED, "something")
    with pytest.raises(Refused, match="caution"):
        compose(whole | {"caution": " "})
    said = compose(
        whole | {"by_when": "31 March 2017", "authority": "the Ministry of Labour", "act": "publish", "object": "its inspections"}
    )
    assert said == "By 31 March 2017, the Ministry of Labour should publish its inspections."


def test_an_ask_is_answered_on_a_day_that_has_been(ws, person):
    from palermo.workspace.commission.asking import answer
    from palermo.workspace.commission.meetings import Ask
    from palermo.workspace.commission.saving import Refused, create

    ask = create(
        Ask, ws, person, dict.fromkeys(("sentence", "authority", "act", "object", "by_when", "basis", "shown_by", "caution"), "x")
    )
    for said, on in (("perhaps", DAY), ("noted", None), ("noted", today() + dt.timedelta(days=2))):
        with pytest.raises(Refused):
            answer(ask, 1, person, said, on, "")
    assert answer(ask, 1, person, "accepted_in_part", DAY, "the first half").answer == "accepted_in_part"


def test_the_portfolio_shows_what_is_late_due_and_open_in_ones_own_workspaces_only(ws, promise, person):
    from palermo.workspace.commission.portfolio import portfolio
    from palermo.workspace.commission.saving import change
    from palermo.workspace.reading import record_at

    other = account("other")
    workspace(other, "Not yours")
    change(promise, 1, person, {"due": dt.date(2017, 2, 20)})
    soon = commitment(ws, person, side="ours", due=dt.date(2017, 3, 10))
    found = portfolio(person, record_at(None).law, dt.date(2017, 2, 22))
    assert (found.edition, found.days, found.period_end) == (2017, 37, dt.date(2017, 3, 31))
    (line,) = found.lines
    assert (line.next_meeting, [c.pk for c in line.late], [c.pk for c in line.due]) == (None, [promise.pk], [soon.pk])
