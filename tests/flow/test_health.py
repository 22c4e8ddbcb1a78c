"""The examination of a record: damage is found wherever it lies, and what is missing is told exactly."""

import dataclasses
import datetime as dt
import errno
import os
import random
import sqlite3
import sys
from collections import Counter
from pathlib import Path

import pytest

from palermo.facts.schema import BY_NAME
from palermo.library import manifest
from palermo.record import store
from palermo.record.build import build
from palermo.record.confirmations import COLUMNS
from palermo.record.health import Health, examine
from palermo.record.opened import opened

sys.path.insert(0, str(Path(__file__).parent))
from texts import library

NOW = dt.date(2026, 11, 24)


def health(**options: object) -> Health:
    return examine(today=lambda: NOW, **options)


@pytest.fixture
def own_home(tmp_path, monkeypatch, record_home):
    """A home with a copy of the record, to be damaged."""
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path))
    current = record_home / "records" / "current"
    (tmp_path / "records").mkdir()
    for path in (current, *(record_home / "records").glob("*.sqlite")):
        (tmp_path / "records" / path.name).write_bytes(path.read_bytes())
    return tmp_path


def test_a_good_record_is_well_and_counted():
    found = health()
    assert found.ok
    assert [check.name for check in found.checks] == ["checksum", "integrity_check", "foreign_key_check", "identity", "library"]
    assert found.record == store.pointer().id
    assert store.pointer().sha256 in found.checks[0].detail
    assert set(BY_NAME) < set(found.counts)
    assert (found.counts["tier_placements"], found.counts["editions"], found.counts["jurisdictions"]) == (4129, 25, 245)
    assert found.versions.sqlite == sqlite3.sqlite_version
    assert found.versions.palermo == "0.1.0"
    assert dataclasses.is_dataclass(found)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.size = 0


def test_a_folder_that_cannot_be_read_is_a_line_of_the_report(own_home, monkeypatch):
    locked = own_home / "evidence"
    locked.mkdir()
    real = os.scandir

    def scandir(path):
        if str(path) == str(locked):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = health()
    assert not found.ok
    assert found.checks[0].detail == f"{locked} cannot be read (Permission denied): check its permissions"
    assert [check.name for check in found.checks[1:]] == [
        "checksum",
        "integrity_check",
        "foreign_key_check",
        "identity",
        "library",
    ]


def test_a_manifest_that_cannot_be_read_is_a_line_of_the_report(own_home):
    (own_home / "library" / "manifest.jsonl").mkdir(parents=True)
    found = health()
    (wrong,) = [check for check in found.checks if not check.ok]
    assert (wrong.name, "cannot be examined" in wrong.detail) == ("library", True)


def test_an_original_that_nothing_names_is_told_and_is_no_damage(own_home):
    library(2)
    lines = manifest.path().read_bytes().splitlines(keepends=True)
    manifest.path().write_bytes(lines[1])
    library_check = health().checks[-1]
    assert library_check.ok
    assert "1 that nothing names" in library_check.detail
    assert "--erase" in library_check.detail


def test_terms_of_each_table_are_told():
    terms = health().terms
    assert set(BY_NAME) <= set(terms)
    assert (terms["policy_index_3p"].terms, terms["policy_index_3p"].unclear_columns) == ("unclear", ("*",))
    assert terms["us_aid"].unclear_columns == ("us_military_police_usd",)
    assert terms["missions"].terms == "open"


@pytest.mark.parametrize("seed", range(16))
def test_one_flipped_byte_anywhere_is_found_and_named(own_home, seed):
    path = store.path_of(store.pointer().id)
    content = bytearray(path.read_bytes())
    spot = seed if seed < 3 else random.Random(seed).randrange(len(content))  # the header too
    content[spot] ^= 1 << (seed % 8)
    path.write_bytes(bytes(content))
    found = health()
    assert not found.ok
    wrong = [check for check in found.checks if not check.ok]
    assert wrong[0].name == "checksum"
    assert str(path) in wrong[0].detail
    assert (found.counts, found.missing) == ({}, None), "nothing is told from a record that cannot be trusted"


@pytest.mark.parametrize("keep", [0, 100, 5000])
def test_a_truncated_record_is_found(own_home, keep):
    path = store.path_of(store.pointer().id)
    path.write_bytes(path.read_bytes()[:keep])
    found = health()
    assert not found.ok
    assert f"{keep} bytes instead of" in found.checks[0].detail


def test_a_missing_file_and_a_broken_pointer_are_damage(own_home):
    current = store.pointer()
    store.path_of(current.id).unlink()
    found = health()
    assert not found.ok
    assert "is missing" in found.checks[0].detail
    (own_home / "records" / "current").write_text("{")
    found = health()
    assert (found.ok, found.record, found.checks[0].name) == (False, None, "pointer")


def test_damage_that_a_new_checksum_would_bless_is_still_found(own_home):
    """Somebody rewrites the pointer after a change: SQLite's own tests and the record's name still speak."""
    current = store.pointer()
    path = store.path_of(current.id)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("UPDATE tier_placements SET iso3 = 'QQQ' WHERE key = 'CUB/2016'")
        db.execute("UPDATE meta SET value = 'another' WHERE name = 'record'")
    db.close()
    found = examine(store.set_current(current.id, current.stamp))
    assert {check.name for check in found.checks if not check.ok} == {"foreign_key_check", "identity"}
    assert "tier_placements" in next(c.detail for c in found.checks if c.name == "foreign_key_check")


def test_no_record_yet_is_no_damage(tmp_path, monkeypatch):
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path))
    found = health()
    assert (found.ok, found.record, found.up_to_date, found.missing) == (True, None, False, None)
    assert not (tmp_path / "records").exists(), "an examination builds nothing"


def test_the_edition_that_should_be_out_is_missed_from_its_day_on():
    due = health().missing.due
    assert [(item.report_year, item.due, item.citation) for item in due] == [(2026, dt.date(2026, 6, 30), "22 USC 7107(b)(1)")]
    assert examine(today=lambda: dt.date(2026, 6, 29)).missing.due == ()
    assert [x.report_year for x in examine(today=lambda: dt.date(2026, 6, 30)).missing.due] == [2026]


@pytest.mark.parametrize(
    ("day", "missed"),
    [
        ("1999-01-01", []),
        ("2001-05-31", []),
        ("2001-06-01", [(2001, "2001-06-01")]),
        ("2001-07-12", []),
        ("2015-07-26", [(2015, "2015-06-01")]),
        ("2016-06-29", [(2016, "2016-06-01")]),
        ("2017-02-22", []),
        ("2025-09-28", [(2025, "2025-06-30")]),
        ("2025-09-29", []),
    ],
)
def test_what_was_due_on_a_past_day(day, missed):
    found = examine(as_of=dt.date.fromisoformat(day)).missing
    assert [(item.report_year, item.due.isoformat()) for item in found.due] == missed


def test_incomplete_editions_say_how_many_placements_are_held():
    partial = {item.report_year: item for item in health().missing.partial}
    assert list(partial) == [2010, 2011, 2012, 2018, 2019]
    assert (partial[2018].held, partial[2018].placements, partial[2018].concluded) == ("incomplete", 125, 63)
    assert {item.held for year, item in partial.items() if year != 2018} == {"nearly"}
    assert [item.report_year for item in examine(as_of=dt.date(2017, 2, 22)).missing.partial] == [2010, 2011, 2012]


def test_placements_to_confirm_are_all_that_no_official_page_was_read_for():
    found = health().missing
    with opened() as record:
        rows = record.rows("SELECT key, report_year, basis, carrier FROM tier_placements WHERE basis <> 'official'")
        every = record.rows("SELECT count(key) AS n FROM tier_placements")[0]["n"]
    assert {x.report_year: x.placements for x in found.to_confirm} == Counter(row["report_year"] for row in rows)
    assert found.confirmed + sum(x.placements for x in found.to_confirm) == every
    for edition in found.to_confirm:
        assert sum(edition.by_basis.values()) == edition.placements
        assert "official" not in edition.by_basis
    alone = {row["key"] for row in rows if row["basis"] in ("derived", "inferred") or "|" not in (row["carrier"] or "|")}
    assert {doubt.key for x in found.to_confirm for doubt in x.doubtful} == alone
    doubts = {doubt.key: doubt for x in found.to_confirm for doubt in x.doubtful}
    assert (doubts["AFG/2018"].iso3, doubts["AFG/2018"].basis) == ("AFG", "inferred")
    assert doubts["AFG/2018"].why == "concluded, not read in the report"


def test_a_confirmation_line_changes_the_count(own_home):
    before = health().missing
    edition = next(x for x in before.to_confirm if x.report_year == 2018)
    assert "AFG/2018" in {doubt.key for doubt in edition.doubtful}
    how = before.how_to_confirm
    assert how.path == own_home / "reviews" / "placements.csv"
    assert how.columns == tuple(COLUMNS)
    how.path.parent.mkdir()
    line = "AFG,2018,2WL,https://example.org/page,2026-11-20,an analyst"
    how.path.write_text(f"{','.join(how.columns)}\n{line}\n", encoding="utf-8")
    assert not health().up_to_date, "the record does not know the review yet"
    build()
    after = health()
    now = next(x for x in after.missing.to_confirm if x.report_year == 2018)
    assert after.up_to_date
    assert (after.missing.confirmed, now.placements) == (before.confirmed + 1, edition.placements - 1)
    assert now.by_basis["inferred"] == edition.by_basis["inferred"] - 1
    assert "AFG/2018" not in {doubt.key for doubt in now.doubtful}


def test_the_example_line_can_be_used(own_home):
    how = health().missing.how_to_confirm
    how.path.parent.mkdir()
    how.path.write_text(f"{','.join(how.columns)}\n{how.example}\n", encoding="utf-8")
    build()
    assert health().missing.confirmed == 1


def test_gaps_of_the_catalogue_are_passed_on():
    gaps = health().missing.gaps
    assert set(BY_NAME) <= set(gaps), "every table has something that it does not know"
    assert any("2018 edition is incomplete" in line for line in gaps["tier_placements"])


def test_law_to_be_read_again_is_named():
    doubts = health().missing.law
    assert all(item.recheck or item.confidence == "L" for item in doubts)
    assert {"LV2013", "one_year_reading@LV2019"} <= {item.where for item in doubts}
    assert all(item.citation and item.says for item in doubts)
    then = {item.where for item in examine(as_of=dt.date(2017, 2, 22)).missing.law}
    assert "LV2013" in then
    assert "one_year_reading@LV2019" not in then, "an act of 2019 is not told in 2017"


def test_other_records_are_listed_with_their_size(own_home):
    (own_home / "records" / f"{'0' * 16}.sqlite").write_bytes(b"an older record")
    (own_home / "records" / f"{'1' * 16}.sqlite").write_bytes(b"another")
    (own_home / "records" / "cited").write_text("1" * 16)
    others = {item.id: (item.size, item.cited) for item in health().others}
    assert others["0" * 16] == (15, False)
    assert others["1" * 16] == (7, True)
    assert store.pointer().id not in others
