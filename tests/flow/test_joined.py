"""What was read joins the record: only what differs, nothing twice, nothing before its day, and whole after any kill."""

import datetime as dt
import json
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from itertools import islice, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo.errors import PalermoError
from palermo.evidence import review_log
from palermo.evidence.engines import engine
from palermo.evidence.reviews import Review, Said
from palermo.evidence.run import read_library
from palermo.library.bring import Said as Told
from palermo.library.bring import bring
from palermo.library.series import named
from palermo.library.store import documents, writing
from palermo.record import joined, store
from palermo.record.build import build
from palermo.record.narratives import narratives, passages, read_findings, words_at
from palermo.record.opened import opened
from palermo.record.search.answer import search

sys.path.insert(0, str(Path(__file__).parent))
from kills import torture_kill
from texts import held, narrative

KILLS = 60 if os.environ.get("HYPOTHESIS_PROFILE") == "torture" else 3
COMPARED = {
    "documents": "key, sha256, part, series, edition, iso3, title, address, published, published_by, until, text_sha256, words",
    "sections": 'document, number, name, title, start, "end"',
    "passages": 'id, document, section, start, "end", text',
    "document_findings": "*",
    "unplaced_reviews": "*",
}
DATED = ("sections", "passages", "document_findings")
VOLUME = (
    "CUBA (Tier 3)\nThe Government of Cuba does not fully meet the minimum standards. Courts convicted 4 traffickers.\n\n"
    "PERU (Tier 2)\nThe Government of Peru made efforts. Courts convicted 9 traffickers.\n"
)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="session")
def bundled(record_home):
    """A record with nothing read, from which each test starts: the facts alone take seconds."""
    return record_home


def start_from(bundled, home):
    """A home that holds the record of what is bundled, and nothing else."""
    import shutil

    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(bundled / "records", home / "records")


def keep(numbers, **more):
    with writing() as writer:
        for number in numbers:
            text = narrative(number).encode()
            writer.keep(text, held(text, number, **more))
    read()


def read():
    with engine(workers=0) as running:
        read_library(running)


def told(steps):
    """A progress that notes how many documents were joined."""
    return lambda what, done, total: steps.append((done, total)) if what == "documents" else None


def joined_now():
    """How many documents a build joins."""
    steps = []
    build(told(steps))
    return steps[0][1] if steps else 0


def rows(record=None):
    """What the record in use says of the library, without the numbers that are only of this record."""
    with closing(sqlite3.connect(record or store.path_of(store.pointer().id))) as db:
        found = {table: sorted(db.execute(f"SELECT {names} FROM {table}"), key=repr) for table, names in COMPARED.items()}
        found["index"] = indexed(db)
    return found


def indexed(db):
    """Which words the index holds for which passage."""
    db.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, passage_index, instance)")
    ids = dict(db.execute("SELECT number, id || ' ' || document FROM passages"))
    return sorted((term, ids[doc], col, at) for term, doc, col, at in db.execute("SELECT * FROM temp.vocabulary"))


def from_nothing():
    """The same rows, from a record that is built anew."""
    for path in (store.path_of(store.pointer().id).parent).iterdir():
        path.unlink() if path.is_file() else None
    build()
    return rows()


def review_of(finding, verdict="accept", **new):
    with opened() as record:
        (one,) = [n for n in narratives(record) if n.key == finding.document]
        record_id = record.id
    old = Said(finding.code, finding.value, dict(finding.details))
    return Review(
        "", "", "heron", verdict, finding.id, finding.kind, old, replace(old, **new) if new else None, finding.passage,
        finding.quotation, finding.sentence, one.series, one.edition, one.jurisdiction, one.text_sha256, one.sha256, finding.start,
        finding.end, record_id, finding.reader,
    )  # fmt: skip


def test_a_number_of_more_digits_than_any_count_stops_no_build(bundled, home):
    start_from(bundled, home)
    text = b"The government convicted 12345678901234567890123 traffickers and opened two shelters. It identified 9 victims."
    with writing() as writer:
        writer.keep(text, held(text))
    read()
    build()
    with opened() as record:
        (one,) = narratives(record)
        assert {f.value for f in read_findings(record, one.key, "figure")} == {9}


def test_names_and_titles_that_are_not_utf8_stop_no_build_and_no_search(bundled, home, tmp_path):
    start_from(bundled, home)
    folder = tmp_path / "held"
    folder.mkdir()
    words = "The government convicted three traffickers and opened two shelters for the women whom it had found. " * 8
    (folder / os.fsdecode(b"norway_2022_\xff.txt")).write_text(words)
    rows = [{"country": "\ud800", "year": 2021, "text": words}, {"country": "Norway", "year": 2021, "text": words + "\ud800"}]
    (folder / "rows.json").write_text(json.dumps(rows))
    (folder / "titled.json").write_text(json.dumps({"title": "\ud800", "text": words}))
    with writing() as writer:
        assert bring(named("own"), folder, Told(), writer).counts == {"kept": 3}
    read()
    build()
    with opened() as record:
        assert len({n.address for n in narratives(record)}) == 3
        assert len(search(record, "shelters")) == 20


# Only the difference --------------------------------------------------------------------------------------------------------------


def test_a_document_that_comes_later_costs_only_itself_and_the_record_is_as_if_built_at_once(bundled, home):
    start_from(bundled, home)
    keep(range(6))
    assert joined_now() == 6
    keep([6])
    assert joined_now() == 1
    after = rows()
    assert len(after["documents"]) == 7
    assert after["document_findings"]
    assert after == from_nothing()


@settings(max_examples=3 if KILLS == 3 else 30)
@given(st.lists(st.tuples(st.sampled_from(["keep", "erase"]), st.integers(0, 5)), min_size=1, max_size=4))
def test_any_order_of_keeping_and_erasing_ends_as_if_built_at_once(bundled, tmp_path, steps):
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path / "any"
        patch.setenv("PALERMO_HOME", str(home))
        start_from(bundled, home)
        for what, number in steps:
            there = {one.address: one for one in documents()}.get(f"text{number}.txt")
            if what == "keep":
                keep([number])
            elif there:
                with writing() as writer:
                    writer.erase(there.sha256, "asked for")
                read()
            build()
        assert rows() == from_nothing()


def test_a_record_of_the_same_inputs_joins_nothing(bundled, home):
    start_from(bundled, home)
    keep(range(3))
    first = build().id
    with opened() as record:
        assert record.id == first
        assert len(narratives(record)) == 3


def test_a_document_whose_title_was_mended_is_joined_again_alone(bundled, home):
    start_from(bundled, home)
    keep(range(4))
    build()
    keep([2], title="Mended")
    assert joined_now() == 1
    assert [row for row in rows()["documents"] if "Mended" in row]
    assert rows() == from_nothing()


# Identity -------------------------------------------------------------------------------------------------------------------------


def test_ids_are_equal_whatever_the_order_of_import(bundled, home):
    seen = []
    for order in islice(permutations(range(4)), 0, 24, 11):
        start_from(bundled, home)
        for number in order:
            keep([number], retrieved_at="2026-01-05T00:00:00+00:00")
        build()
        found = rows()
        seen.append(({row[0] for row in found["passages"]}, {row[0] for row in found["document_findings"]}))
    assert len(seen) == 3
    assert all(one == seen[0] for one in seen)


@given(st.text(min_size=1), st.sampled_from([None, 2015, 2016]), st.sampled_from([None, "CUB", "PER"]), st.integers(0, 3))
def test_the_id_of_a_passage_is_made_of_its_words_and_place_alone(text, edition, place, occurrence):
    one = joined.passage_id(text, "tip_report", edition, place, occurrence)
    assert one == joined.passage_id(f"  {text}\n", "tip_report", edition, place, occurrence)
    others = {
        joined.passage_id(f"{text} x", "tip_report", edition, place, occurrence),
        joined.passage_id(text, "own", edition, place, occurrence),
        joined.passage_id(text, "tip_report", 2001, place, occurrence),
        joined.passage_id(text, "tip_report", edition, "NER", occurrence),
        joined.passage_id(text, "tip_report", edition, place, occurrence + 1),
    }
    assert one not in others
    assert len(others) == 5


def test_an_erased_document_leaves_its_ids_among_the_retired(bundled, home):
    start_from(bundled, home)
    keep(range(3))
    build()
    before = rows()
    with writing() as writer:
        writer.erase(documents()[1].sha256, "it named a survivor")
    read()
    build()
    after = rows()
    lost = {row[0] for table in ("passages", "document_findings") for row in set(before[table]) - set(after[table])}
    assert lost
    with closing(sqlite3.connect(store.path_of(store.pointer().id))) as db:
        retired = {row[0] for row in db.execute("SELECT id FROM retired_ids")}
        assert lost <= retired
        assert not retired & {row[0] for row in after["passages"] + after["document_findings"]}
    content = store.path_of(store.pointer().id).read_bytes()
    assert b"in district 1" not in content  # neither a row nor what is left of one
    assert b"in district 2" in content


# Nothing twice --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page_first", [True, False])
def test_a_whole_volume_never_counts_twice_with_a_page_of_its_own(bundled, home, page_first):
    start_from(bundled, home)
    own = b"The Government of Cuba does not fully meet the minimum standards. Courts convicted 5 traffickers."
    kept = [
        held(own, 0, series="tip_report", jurisdiction="CUB", published=dt.date(2024, 6, 24)),
        held(VOLUME.encode(), 9, series="tip_report", jurisdiction=None, published=dt.date(2024, 6, 24)),
    ]
    contents = [own, VOLUME.encode()]
    for number in (0, 1) if page_first else (1, 0):
        with writing() as writer:
            writer.keep(contents[number], kept[number])
        read()
        build()
    with opened() as record:
        found = narratives(record, series="tip_report", edition=2024)
        cuba = [one for one in found if one.jurisdiction == "CUB"]
    assert [one.sha256 for one in cuba] == [kept[0].sha256]
    assert len({one.jurisdiction for one in found}) == len(found)


# As of a day ----------------------------------------------------------------------------------------------------------------------

WORDS = sorted({word.strip(".,;") for word in narrative(0).split()})


@pytest.fixture(scope="module")
def dated(bundled, tmp_path_factory):
    home = tmp_path_factory.mktemp("dated")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALERMO_HOME", str(home))
        start_from(bundled, home)
        for number, day in enumerate((dt.date(2014, 6, 20), dt.date(2016, 6, 30), dt.date(2020, 6, 25), None)):
            keep([number], published=day)
        build()
    return home


@given(st.dates(dt.date(2013, 1, 1), dt.date(2021, 1, 1)), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
def test_what_was_published_later_is_in_no_view_and_no_answer(dated, day, chosen):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALERMO_HOME", str(dated))
        with opened(day) as record:
            shown = {one.key: one for one in narratives(record)}
            counted = {name: record.rows(f"SELECT DISTINCT document FROM {name}") for name in DATED}
            found = search(record, " OR ".join(chosen), limit=1000)
    assert all(one.published and one.published <= day.isoformat() for one in shown.values())
    assert len(shown) == sum(day >= limit for limit in (dt.date(2014, 6, 20), dt.date(2016, 6, 30), dt.date(2020, 6, 25)))
    assert all({row["document"] for row in some} <= set(shown) for some in counted.values())
    assert {one.document for one in found} <= {one.sha256 for one in shown.values()}


def test_a_text_without_a_date_shows_only_when_no_day_is_asked_for(dated, monkeypatch):
    monkeypatch.setenv("PALERMO_HOME", str(dated))
    with opened() as record:
        assert len(narratives(record)) == 4
        assert any(found.published is None for found in search(record, "laotians"))
    with opened(dt.date(2999, 1, 1)) as record:
        assert len(narratives(record)) == 3
        assert search(record, "laotians") == ()


def test_the_tables_behind_the_views_are_refused(dated, monkeypatch):
    monkeypatch.setenv("PALERMO_HOME", str(dated))
    with opened(dt.date(2015, 1, 1)) as record:
        for sql in (
            "SELECT * FROM main.passages",
            "SELECT c0 FROM passage_index_content",
            "SELECT * FROM readings, main.documents",
        ):
            with pytest.raises((sqlite3.Error, PalermoError)):
                record.rows(sql)


# Reviews --------------------------------------------------------------------------------------------------------------------------


def test_a_review_changes_the_status_in_a_build_of_its_document_alone_and_survives_a_new_reading(bundled, home, monkeypatch):
    start_from(bundled, home)
    keep([0])
    keep([1], edition=2023)
    build()
    with opened() as record:
        one = next(n for n in narratives(record) if n.edition == 2024)
        figure = next(f for f in read_findings(record, one.key, "figure") if f.code == "convictions")
    review_log.append(review_of(figure, "correct", value=7))
    assert joined_now() == 1
    with opened() as record:
        after = {f.id: f for f in read_findings(record, one.key)}[figure.id]
    assert (after.status, after.value, after.reviewed["old"]["value"]) == ("corrected", 7, figure.value)
    assert rows() == from_nothing()
    for path in (home / "evidence").glob("*/*/*.json"):
        path.unlink()
    read()
    build()
    with opened() as record:
        again = {f.id: f for f in read_findings(record, one.key)}[figure.id]
    assert (again.status, again.value) == ("corrected", 7)


def test_reviews_of_a_document_that_is_no_longer_held_are_kept_as_unplaced(bundled, home):
    start_from(bundled, home)
    keep(range(2))
    build()
    with opened() as record:
        one = next(n for n in narratives(record) if n.jurisdiction == "CUB")
        figure = read_findings(record, one.key, "figure")[0]
    review_log.append(review_of(figure))
    build()
    with writing() as writer:
        writer.erase(one.sha256, "asked for")
    read()
    build()
    assert len(rows()["unplaced_reviews"]) == 1
    assert rows() == from_nothing()


def test_each_finding_stands_in_its_passage_and_quotes_its_text(dated, monkeypatch):
    monkeypatch.setenv("PALERMO_HOME", str(dated))
    with opened() as record:
        for one in narratives(record):
            text = narrative(int(one.title.split()[1]))
            held_ = {passage.id: passage for passage in passages(record, one.key)}
            for finding in read_findings(record, one.key):
                home_ = held_[finding.passage]
                assert home_.start <= finding.start < home_.end
                assert " ".join(finding.quotation.split()) == " ".join(text[finding.start : finding.end].split())


def test_the_words_of_a_shipped_finding_are_given_to_who_holds_that_text_and_to_nobody_else(dated, monkeypatch):
    monkeypatch.setenv("PALERMO_HOME", str(dated))
    with opened(today=lambda: dt.date(2026, 11, 24)) as record:
        for document in narratives(record):
            for finding in read_findings(record, document.key):
                assert words_at(record, document.text_sha256, finding.start, finding.end) == finding.quotation
        assert words_at(record, "0" * 64, 0, 10) is None


# A kill at any moment -------------------------------------------------------------------------------------------------------------


def test_a_kill_at_a_random_moment_of_a_build_leaves_a_record_that_opens_and_the_next_run_completes(bundled, home):
    start_from(bundled, home)
    keep(range(8))
    first = build().id
    keep(range(8, 40))
    folder = store.path_of(first).parent

    def start(number):
        keep(range(100 + 10 * number, 110 + 10 * number))
        code = "from palermo.record.build import build; build()"
        return subprocess.Popen([sys.executable, "-c", code])

    def begun():
        return any(folder.glob(".*.building"))

    def whole():
        current = store.pointer()
        store.verify(current)
        with closing(sqlite3.connect(store.path_of(current.id))) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert db.execute("SELECT count(*) FROM documents").fetchone()[0] >= 8

    at_work = torture_kill(KILLS, start, begun, whole, seed=random.randrange(1 << 30), longest=0.1)
    assert at_work >= KILLS // 3
    build()
    assert len(rows()["documents"]) == 40 + 10 * KILLS
    assert list(folder.glob(".*.building")) == []
    assert rows() == from_nothing()
