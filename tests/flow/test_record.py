"""The record: built once, never changed, opened at a date, and found out when it is damaged."""

import datetime as dt
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import PalermoError, UserError
from palermo.facts.schema import BY_NAME, TABLES
from palermo.record import query, store
from palermo.record.build import build
from palermo.record.confirmations import COLUMNS
from palermo.record.opened import opened
from palermo.register.jurisdictions import jurisdictions

DAYS = st.dates(dt.date(2001, 1, 1), dt.date(2026, 11, 24))


@pytest.fixture
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path))
    return tmp_path


@given(DAYS, st.sampled_from([t.name for t in TABLES]))
def test_as_of_never_leaks(day, table):
    with opened(day) as record:
        newest = record.rows(f"SELECT max(published_by) AS newest, count(published_by) = count(*) AS dated FROM {table}")[0]
    assert newest["newest"] is None or newest["newest"] <= day.isoformat()
    assert newest["dated"], "an undated row is shown only when nobody asks about a past day"


@given(DAYS)
def test_a_column_that_became_public_later_is_hidden_until_then(day):
    with opened(day) as record:
        shown = record.rows(
            "SELECT count(*) AS n FROM upr_recommendations WHERE response IS NOT NULL AND upr_response_public > ?",
            day.isoformat(),
        )
        decided = record.rows("SELECT count(*) AS n FROM editions WHERE determination_date > ?", day.isoformat())
        ended = record.rows("SELECT count(*) AS n FROM instruments WHERE ended IS NOT NULL AND ended_public > ?", day.isoformat())
    assert (shown[0]["n"], decided[0]["n"], ended[0]["n"]) == (0, 0, 0)


def test_no_room_can_read_a_table_past_its_filter(cuba_day):
    with pytest.raises(sqlite3.DatabaseError, match="never to main"):
        cuba_day.rows("SELECT * FROM main.tier_placements")
    with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
        cuba_day.rows("DELETE FROM meta")


def test_before_the_first_edition_nothing_had_been_published():
    with opened(dt.date(2001, 7, 11)) as record:
        assert query.editions(record) == ()
        assert query.placements(record, "CUB") == ()


def test_two_builds_of_the_same_inputs_are_the_same_record(own_home):
    first = build()
    again = build()
    assert (first.id, first.sha256) == (again.id, again.sha256)


def test_an_input_that_changes_makes_a_new_record_and_spares_the_old_one(own_home):
    first = build()
    reviews = own_home / "reviews"
    reviews.mkdir()
    line = "CUB,2016,3,https://example.org/page,2026-11-20,an analyst"
    (reviews / "placements.csv").write_text(",".join(COLUMNS) + "\n" + line + "\n", encoding="utf-8")
    with opened() as record:
        placed = next(p for p in query.placements(record, "CUB") if p["report_year"] == 2016)
        assert record.id != first.id
    assert (placed["tier"], placed.basis, placed.carrier) == ("3", "official", None)
    assert "2WL" in placed["note"], "what was transcribed before is kept in sight"
    assert store.path_of(first.id).exists()
    assert store.prune()[0] == [first.id]


def test_a_confirmation_that_cannot_be_used_is_named_and_never_skipped(own_home):
    reviews = own_home / "reviews"
    reviews.mkdir()
    (reviews / "placements.csv").write_text(",".join(COLUMNS) + "\nCUB,2016,4,,,\n", encoding="utf-8")
    with pytest.raises(UserError, match="line 2"), opened():
        pass


def test_prune_spares_what_something_cites(own_home):
    first = build()
    (store.records() / "cited").write_text(first.id + "\n")
    store.set_current(first.id, "other")
    other = store.path_of("0" * 16)
    other.write_bytes(b"an older record")
    deleted, kept = store.prune()
    assert deleted == ["0" * 16]
    assert kept == [first.id]


@pytest.mark.parametrize("seed", range(12))
def test_one_flipped_byte_anywhere_is_found(own_home, seed):
    path = store.path_of(build().id)
    content = bytearray(path.read_bytes())
    spot = random.Random(seed).randrange(len(content))
    content[spot] ^= 1 << (seed % 8)
    path.chmod(0o644)
    path.write_bytes(bytes(content))
    with pytest.raises(PalermoError, match="damaged"), opened():
        pass


@pytest.mark.parametrize("keep", [0, 1, 4096, 100_000])
def test_a_truncated_record_is_found(own_home, keep):
    path = store.path_of(build().id)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(PalermoError, match="damaged"), opened():
        pass


def test_a_pointer_that_cannot_be_read_says_what_to_do(own_home):
    build()
    (store.records() / "current").write_text("{")
    with pytest.raises(PalermoError, match="Delete that file"), opened():
        pass


@pytest.mark.parametrize("moment", [0.05, 0.3, 0.6, 0.9, 1.3, 1.8, 2.3])
def test_a_kill_during_a_build_leaves_no_half_record_and_the_next_build_completes(own_home, moment):
    code = "from palermo.record.build import build; build()"
    child = subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"PALERMO_HOME": str(own_home)})
    time.sleep(moment)
    child.send_signal(signal.SIGKILL)
    child.wait()
    with opened(dt.date(2017, 2, 22)) as record:
        assert query.placements(record, "CUB")[-1]["tier"] == "2WL"
    leftovers = [p.name for p in store.records().iterdir() if p.name.startswith(".") and "building" in p.name]
    assert len(leftovers) <= 1, "at most what the killed build left, which the next build removes"
    build()
    assert not [p for p in store.records().iterdir() if "building" in p.name]


def test_a_full_disk_leaves_nothing_behind_and_says_so(own_home):
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000));"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "from palermo.cli.main import run; run(['brief', 'Cuba'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PALERMO_HOME": str(own_home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert [p.name for p in store.records().iterdir()] == []


def test_every_row_has_an_id_made_of_its_content(today_record):
    for table in TABLES:
        row = today_record.rows(f"SELECT * FROM {table.name} LIMIT 1")[0]
        assert row["key"] == "/".join(str(row[part]) if row[part] is not None else "-" for part in BY_NAME[table.name].key)


@given(st.sampled_from(sorted(jurisdictions())), DAYS)
def test_what_is_known_on_a_day_is_known_on_every_later_day(code, day):
    with opened(day) as before, opened(day + dt.timedelta(days=200)) as after:
        then = {f.locator() for f in query.placements(before, code)}
        now = {f.locator() for f in query.placements(after, code)}
    assert then <= now


def test_a_confirmation_fills_a_placement_that_the_record_lacks(own_home):
    reviews = own_home / "reviews"
    reviews.mkdir()
    line = "FRA,2018,1,https://example.org/page,2026-11-20,an analyst"
    (reviews / "placements.csv").write_text(",".join(COLUMNS) + "\n" + line + "\n", encoding="utf-8")
    with opened() as record:
        filled = next(p for p in query.placements(record, "FRA") if p["report_year"] == 2018)
    assert (filled["tier"], filled.basis, filled.original) == ("1", "official", "tip_report_2018")


@pytest.mark.parametrize(
    "line", ["CUB,2016,2WL,,someday,an analyst", "CUB,2016,2WL,,2026-11-20,", "CUB,1999,2WL,,2026-11-20,an analyst"]
)
def test_a_confirmation_says_who_when_and_of_which_edition(own_home, line):
    reviews = own_home / "reviews"
    reviews.mkdir()
    (reviews / "placements.csv").write_text(",".join(COLUMNS) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(UserError, match="line 2"), opened():
        pass


@pytest.mark.parametrize(
    "sql",
    ["WITH t AS (SELECT * FROM main.editions) SELECT * FROM t", "SELECT * FROM sqlite_stat1", "SELECT * FROM MAIN . editions"],
)
def test_no_trick_leads_past_the_views(cuba_day, sql):
    with pytest.raises(sqlite3.ProgrammingError, match="never to main"):
        cuba_day.rows(sql)
