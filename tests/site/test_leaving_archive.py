"""A workspace leaves as one archive and comes in elsewhere: what goes along, what stays, and what an archive cannot claim."""

import datetime as dt
import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path

import jsonschema
import pytest
from commission_database import account, commitment, database, today, workspace
from hypothesis import given
from hypothesis import strategies as st

DAY = dt.date(2017, 3, 1)
SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "schemas" / "workspace.json"
pytestmark = pytest.mark.usefixtures("database")
__all__ = ["database"]


@pytest.fixture
def person():
    return account("keeper")


@pytest.fixture
def ws(person):
    return workspace(person, "United States and Cuba")


def written(ws, person, mark: str = "attributable") -> dict:
    """One of each kind, tied to each other, under one mark; the commitment is complete, on evidence."""
    from palermo.workspace.commission.meetings import Ask, Meeting
    from palermo.workspace.commission.practice import Card
    from palermo.workspace.commission.relationship import Framework, Office, WorkingGroup
    from palermo.workspace.commission.rules import Search, change_status
    from palermo.workspace.commission.saving import create

    one = {"mark": mark}
    lines = dict.fromkeys(("authority", "act", "object", "by_when", "basis", "shown_by", "caution"), "said in full")
    group = create(WorkingGroup, ws, person, one | {"name": f"Law enforcement {mark}"})
    office = create(Office, ws, person, one | {"name": f"Legal office {mark}", "side": "theirs", "group": group})
    meeting = create(Meeting, ws, person, one | {"title": f"Fourth talks {mark}", "date": dt.date(2017, 1, 12), "group": group})
    ask = create(Ask, ws, person, one | lines | {"sentence": f"Amend the code {mark}.", "meeting": meeting})
    promise = commitment(
        ws, person, **one, title=f"Amend the code {mark}", ask=ask, meeting=meeting, their_office=office, our_words="años é ∅"
    )
    found = Search("the gazette", DAY, "the legal office")
    change_status(promise, 1, person, "not_started", day=DAY, search=found)
    proof = proven(promise, person, mark)
    promise = change_status(promise, 2, person, "complete", day=DAY, evidence=proof)
    paper = create(
        Framework, ws, person, one | {"title": f"Memorandum {mark}", "kind": "memorandum", "date": dt.date(2017, 1, 16)}
    )
    card = create(
        Card, ws, person, one | {"title": f"Visits {mark}", "kind": "procedure", "what": "w", "cautions": "No arrests."}
    )
    made = (group, office, meeting, ask, promise, proof, paper, card)
    return {item.WHAT: item for item in made}


def proven(promise, person, mark: str):
    from palermo.workspace.commission.evidence import Evidence
    from palermo.workspace.commission.saving import create

    values = {
        "kind": "document",
        "title": f"Gazette {mark}",
        "source": "Gazette office",
        "locator": "No. 12",
        "quotation": "Amended.",
    }
    return create(Evidence, promise.workspace, person, values | {"mark": mark, "commitment": promise})


def taken(ws, person) -> bytes:
    from palermo.workspace.leaving.departing import depart

    target = io.BytesIO()
    depart(ws, target, person)
    return target.getvalue()


def brought(data: bytes, person, **more):
    from palermo.workspace.commission.people import Workspace
    from palermo.workspace.leaving.arriving import arrive

    arrival = arrive(io.BytesIO(data), person, **more)
    return Workspace.objects.get(key=arrival.workspace), arrival


def documents(data: bytes) -> dict[str, dict]:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return {name: json.loads(held.read(name)) for name in held.namelist() if not name.startswith("files/")}


def repacked(documents: dict[str, dict]) -> bytes:
    """An archive put together by somebody who knows the form, with a manifest that fits."""
    from palermo.workspace.leaving import package

    target = io.BytesIO()
    with package.writing(target) as writer:
        for name, document in documents.items():
            if name != "manifest.json":
                writer.document(name, document)
        writer.close(documents["manifest.json"])
    return target.getvalue()


def count() -> tuple[int, ...]:
    from palermo.workspace.commission.models import Commitment, Entry, Relationship, Workspace
    from palermo.workspace.leaving.models import Arrival, PastEntry

    return tuple(m._default_manager.count() for m in (Workspace, Relationship, Commitment, Entry, Arrival, PastEntry))


# Out and in --------------------------------------------------------------------------------------------------------------------


def content(ws) -> dict[str, list]:
    """What a workspace says, without keys and moments of this place."""
    from palermo.workspace.leaving import shape

    found = {}
    for what, model in shape.KINDS.items():
        rows = []
        for item in model._default_manager.filter(workspace=ws, erased_at=None):
            values = {f.name: getattr(item, f.name) for f in shape.fields_of(model)}
            rows.append({name: str(value) for name, value in values.items()})
        found[what] = sorted(rows, key=str)
    return found


def test_what_leaves_comes_in_elsewhere_word_for_word_under_new_keys(ws, person):
    from palermo.workspace.commission.saving import change

    made = written(ws, person)
    change(ws.relationship, 2, person, {"mark": "attributable"})
    other = account("other")
    new, arrival = brought(taken(ws, person), other)
    assert content(new) == content(ws)
    assert (arrival.items, arrival.from_workspace, arrival.by) == (9, ws.key, other.pk)
    promise = new.commitments.get()
    assert (promise.status, promise.status_day, promise.key == made["commitment"].key) == ("complete", DAY, False)
    assert promise.meeting.workspace == promise.their_office.group.workspace == new
    assert [c.status for c in promise.changes.order_by("version")] == ["not_started", "complete"]
    assert promise.changes.last().evidence == promise.evidence.get()


def test_who_brings_it_is_the_administrator_and_nobody_else_comes_along(ws, person):
    written(ws, person)
    other = account("other")
    new, _ = brought(taken(ws, person), other)
    assert [(m.person, m.role) for m in new.memberships.all()] == [(other, "administrator")]
    everything = str(documents(taken(ws, person)))
    assert person.username not in everything
    assert {e["actor"] for e in documents(taken(ws, person))["history/audit.json"]["items"]} == {"p1"}


def test_what_came_in_is_a_draft_and_its_past_stands_apart_from_the_audit(ws, person):
    from django.db import DatabaseError, transaction

    from palermo.workspace.commission.audit import Entry
    from palermo.workspace.leaving.models import PastEntry
    from palermo.workspace.leaving.shape import KINDS

    written(ws, person)
    other = account("other")
    new, arrival = brought(taken(ws, person), other)
    for what, model in KINDS.items():
        items = model._default_manager.filter(workspace=new)
        assert items.exists() == (what != "attachment")
        assert all(item.published_at is None for item in items) == (what != "relationship")
    here = Entry.objects.filter(workspace=new.key).exclude(act="publish")
    assert set(here.values_list("act", "actor", "imported")) == {("import", other.pk, True)}
    past = PastEntry.objects.filter(arrival=arrival)
    there = Entry.objects.filter(workspace=ws.key).exclude(act="export")
    assert past.count() == there.count() > 30
    assert set(past.values_list("actor", flat=True)) == {"p1"}
    assert all(change.past.arrival == arrival and change.made_by is None for change in new.commitments.get().changes.all())
    for act in (past.delete, lambda: past.update(actor="p2")):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_every_document_of_an_archive_keeps_to_the_schema_which_is_made_from_the_models(ws, person):
    from palermo.workspace.leaving.schema import schema

    made = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    assert SCHEMA.read_text(encoding="utf-8") == made, "write it anew with palermo.workspace.leaving.schema"
    written(ws, person)
    check = jsonschema.Draft202012Validator(json.loads(made))
    found = documents(taken(ws, person))
    assert len(found) == 14
    for document in found.values():
        check.validate(document)
    assert not check.is_valid(found["items/commitment.json"] | {"kind": "card"})


# Marks -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["never", "not_attributable", "attributable", "public"])
def test_the_archive_carries_what_its_mark_lets_out_and_says_how_much_stayed(ws, person, mark):
    made = written(ws, person, mark)
    found = documents(taken(ws, person))
    goes = mark != "never"
    assert (f" {mark}" in str(found)) == goes
    assert sum(len(d["items"]) for n, d in found.items() if n.startswith("items/")) == (9 if goes else 1)
    assert found["manifest.json"]["left_out"] == {"items": 0 if goes else 8, "statuses": 0, "references": 0}
    assert all((str(item.key) in str(found)) == goes for item in made.values())


def test_what_is_under_embargo_stays_with_what_hangs_on_it(ws, person):
    from palermo.workspace.commission.saving import change

    made = written(ws, person)
    change(made["meeting"], 1, person, {"embargoed_until": today() + dt.timedelta(days=5)})
    found = documents(taken(ws, person))
    assert "Fourth talks" not in str(found)
    assert str(made["meeting"].key) not in str(found)
    assert found["manifest.json"]["left_out"] == {"items": 1, "statuses": 0, "references": 2}
    new, _ = brought(taken(ws, person), person)
    assert (new.commitments.get().meeting, new.asks.get().meeting) == (None, None)


def test_a_status_whose_evidence_stays_does_not_leave_without_it(ws, person):
    from palermo.workspace.commission.saving import change

    made = written(ws, person)
    change(made["evidence"], 1, person, {"mark": "never"})
    found = documents(taken(ws, person))
    assert "Gazette attributable" not in str(found)
    assert found["manifest.json"]["left_out"] == {"items": 1, "statuses": 1, "references": 0}
    new, _ = brought(taken(ws, person), person)
    promise = new.commitments.get()
    assert (promise.status, [c.status for c in promise.changes.all()]) == ("", ["not_started"])


def test_of_a_relationship_that_never_leaves_an_archive_says_only_who_the_two_sides_are(ws, person):
    assert "Bilateral Commission" not in str(documents(taken(ws, person)))
    new, _ = brought(taken(ws, person), person)
    assert (new.relationship.sender, new.relationship.host, new.relationship.commission) == ("USA", "CUB", "")


def test_the_name_of_a_workspace_leaves_as_the_mark_of_the_relationship_says(person):
    from palermo.workspace.commission.saving import change

    named = workspace(person, "The pangolin desk")
    assert documents(taken(named, person))["manifest.json"]["workspace"]["name"] == "United States – Cuba"
    named.relationship.refresh_from_db()
    between = change(named.relationship, named.relationship.version, person, {"mark": "not_attributable"})
    assert documents(taken(between.workspace, person))["manifest.json"]["workspace"]["name"] == "The pangolin desk"


def test_what_came_in_and_was_erased_here_does_not_come_in_once_more(ws, person):
    from palermo.workspace.commission.erasure import erase

    written(ws, person)
    data = taken(ws, person)
    first, _ = brought(data, person)
    erase(first.meetings.get(), person, "A source asked for it")
    again, _ = brought(data, person)
    assert (again.meetings.count(), again.commitments.get().meeting) == (0, None)


def test_what_was_erased_leaves_as_a_tombstone_and_comes_in_as_one(ws, person):
    from palermo.workspace.commission.audit import Tombstone
    from palermo.workspace.commission.erasure import erase

    made = written(ws, person)
    erase(made["card"], person, "A source asked for it")
    data = taken(ws, person)
    assert "Visits" not in str(documents(data))
    new, arrival = brought(data, person)
    stone = arrival.tombstones.get()
    assert (stone.origin, stone.what, stone.reason) == (made["card"].key, "card", "A source asked for it")
    assert not Tombstone.objects.filter(workspace=new.key).exists()


def test_an_archive_brings_nothing_back_that_was_erased_here_since(ws, person):
    from palermo.workspace.commission.erasure import erase

    made = written(ws, person)
    data = taken(ws, person)
    erase(made["evidence"], person, "A source asked for it")
    erase(made["meeting"], person, "A source asked for it")
    new, arrival = brought(data, person)
    assert (new.meetings.count(), new.evidences.count(), arrival.items) == (0, 0, 7)
    promise = new.commitments.get()
    assert (promise.meeting, promise.status) == (None, "")


def test_text_that_looks_like_a_persons_details_waits_on_the_way_out_and_on_the_way_in(ws, person):
    from palermo.workspace.commission.relationship import WorkingGroup
    from palermo.workspace.commission.saving import create
    from palermo.workspace.commission.text_check import NeedsConfirmation
    from palermo.workspace.leaving.departing import depart

    create(WorkingGroup, ws, person, {"name": "Desk", "subject": "call +53 7 123 4567", "mark": "public"}, confirmed=True)
    with pytest.raises(NeedsConfirmation):
        taken(ws, person)
    target = io.BytesIO()
    depart(ws, target, person, confirmed=True)
    before = count()
    with pytest.raises(NeedsConfirmation):
        brought(target.getvalue(), person)
    assert count() == before
    assert brought(target.getvalue(), person, confirmed=True)[0].workinggroups.count() == 1


# Forged --------------------------------------------------------------------------------------------------------------------------


def forged(found: dict, path: str, index: int, **values: object) -> dict:
    found[path]["items"][index] |= values
    return found


def future() -> str:
    return (dt.datetime.now(dt.UTC) + dt.timedelta(days=40)).isoformat().replace("+00:00", "Z")


FORGERIES = {
    "no evidence": (lambda d: forged(d, "history/changes.json", 1, evidence=None), "without evidence"),
    "no search": (lambda d: forged(d, "history/changes.json", 0, searched=" "), "without what was searched"),
    "no change": (lambda d: d["history/changes.json"].update(items=[]) or d, "no change of status stands for it"),
    "another status": (lambda d: forged(d, "items/commitment.json", 0, status="substantial"), "no change of status stands"),
    "day to come": (lambda d: forged(d, "history/changes.json", 1, day=future()[:10]), "in the future"),
    "day before": (lambda d: forged(d, "history/changes.json", 1, day="2016-01-01"), "before the commitment was made"),
    "moment to come": (lambda d: forged(d, "items/card.json", 0, made_at=future()), "in the future"),
    "audit to come": (lambda d: forged(d, "history/audit.json", 0, at=future()), "in the future"),
    "archive to come": (lambda d: d["manifest.json"].update(exported_at=future()) or d, "in the future"),
    "our account": (lambda d: forged(d, "history/audit.json", 0, actor="1"), "no label"),
    "our number": (lambda d: forged(d, "history/audit.json", 0, actor=1), "no label"),
    "version to come": (lambda d: forged(d, "history/audit.json", 0, version=99), "of a version, that is not"),
    "audit of ours": (
        lambda d: forged(d, "history/audit.json", 0, item="0f" * 4 + "-0f0f-0f0f-0f0f-" + "0f" * 6),
        "not in the archive",
    ),
    "as if made here": (lambda d: forged(d, "history/audit.json", 0, imported=False), "exactly the fields"),
    "hash": (lambda d: forged(d, "history/audit.json", 0, is_sha256="abc"), "no SHA-256"),
    "never": (lambda d: forged(d, "items/card.json", 0, mark="never"), "mark does not let it"),
    "a person": (lambda d: forged(d, "items/card.json", 0, made_by=1), "exactly the fields"),
    "published": (lambda d: forged(d, "items/card.json", 0, published_at=future()), "exactly the fields"),
    "no such gap": (lambda d: forged(d, "items/card.json", 0, gap="tamarisk"), "no gap of the vocabulary"),
    "no such place": (lambda d: forged(d, "items/relationship.json", 0, host="ZZZ"), "no jurisdiction"),
    "one side": (lambda d: forged(d, "items/relationship.json", 0, host="USA"), "relationship"),
    "kind of a card": (lambda d: forged(d, "items/card.json", 0, kind="gossip"), "card"),
    "no caution": (lambda d: forged(d, "items/card.json", 0, cautions=""), "card"),
    "no locator": (
        lambda d: forged(d, "items/evidence.json", 0, kind="record", record_id="a" * 16, sha256="a" * 64),
        "no place in a record",
    ),
    "claims": (lambda d: forged(d, "items/ask.json", 0, frozen={"claims": [{"text": "<b>"}]}), "exactly the fields"),
    "two relationships": (
        lambda d: d["items/relationship.json"]["items"].append(dict(d["items/relationship.json"]["items"][0])) or d,
        "one key",
    ),
    "no relationship": (lambda d: d["items/relationship.json"].update(items=[]) or d, "one relationship"),
    "wrong kind": (
        lambda d: forged(d, "items/office.json", 0, group=d["items/card.json"]["items"][0]["key"]),
        "leads to nothing",
    ),
    "elsewhere": (lambda d: forged(d, "items/ask.json", 0, meeting="0f" * 4 + "-0f0f-0f0f-0f0f-" + "0f" * 6), "leads to nothing"),
    "huge number": (lambda d: forged(d, "items/card.json", 0, version=2**40), "no whole number"),
    "true as one": (lambda d: forged(d, "items/card.json", 0, version=True), "no whole number"),
    "long text": (lambda d: forged(d, "items/card.json", 0, title="x" * 201), "no text of at most 200"),
    "NUL": (lambda d: forged(d, "items/card.json", 0, title="a\0b"), "NUL"),
    "newer version": (lambda d: d["manifest.json"].update(schema="palermo.workspace/2") or d, "of version 'palermo.workspace/2'"),
    "document of another version": (lambda d: d["items/card.json"].update(schema="palermo.workspace/0") or d, "not of the form"),
    "more documents": (lambda d: d | {"items/secret.json": d["items/card.json"]}, "does not belong"),
    "fewer documents": (lambda d: {n: x for n, x in d.items() if n != "items/card.json"}, "is missing there"),
    "no name": (lambda d: d["manifest.json"]["workspace"].update(name=" ") or d, "no name"),
    "tombstone of what is there": (
        lambda d: (
            d["tombstones.json"]["items"].append(
                {
                    "item": d["items/card.json"]["items"][0]["key"],
                    "what": "card",
                    "sha256": "a" * 64,
                    "on": "2017-01-01",
                    "reason": "r",
                }
            )
            or d
        ),
        "stands for what is in the archive",
    ),
    "deep": (lambda d: forged(d, "items/ask.json", 0, frozen={"claims": deep(400)}), "sound JSON|not of its form|exactly"),
}


def deep(levels: int) -> list:
    found: list = []
    for _ in range(levels):
        found = [found]
    return found


@pytest.fixture(scope="module")
def whole(database) -> bytes:
    keeper = account("keeper")
    ws = workspace(keeper)
    written(ws, keeper)
    return taken(ws, keeper)


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_archive_is_refused_in_words_and_leaves_nothing(whole, person, name, database):
    if database == "postgresql" and name not in ("one side", "kind of a card", "no caution"):
        pytest.skip("refused before a database is asked")
    from palermo.errors import UserError

    forge, said = FORGERIES[name]
    data = repacked(forge(documents(whole)))
    before = count()
    with pytest.raises(UserError, match=said):
        brought(data, person)
    assert count() == before


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(["2017-13-01", "9999-12-31", "\ufeff", "p1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(data=st.data())
def test_whatever_stands_in_a_place_of_an_archive_it_is_taken_or_refused_in_words(whole, database, data):
    from django.db import transaction

    from palermo.errors import UserError

    if database == "postgresql":
        return  # refused before a database is asked, or by its columns; once is enough
    found = documents(whole)
    name = data.draw(st.sampled_from(sorted(found)))
    where = data.draw(st.sampled_from(list(places(found[name]))))
    put(found[name], where, data.draw(ANYTHING))
    with transaction.atomic():
        with suppress(UserError):  # any other failure is ours
            brought(repacked(found), account("fuzz"), confirmed=True)
        transaction.set_rollback(True)


def places(value: object, path: tuple = ()):
    """The way to every value in a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inner:
        yield (*path, step)
        yield from places(one, (*path, step))


def put(value: object, path: tuple, new: object) -> None:
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = new
