"""The table `machine_findings`: each finding once, inside its text, and what the present reader finds."""

import csv
import importlib.util
from functools import cache
from pathlib import Path

import pytest

from palermo.evidence.model import Text
from palermo.facts import read
from palermo.facts.schema import BY_NAME

ROOT = Path(__file__).parents[2]
TEXTS = ROOT.parent / "shared" / "texts"
FILES = ("factbook_tip_texts.csv", "ilab_suggested_actions.csv", "upr_trafficking_texts.csv")


@cache
def table():
    return tuple(read.rows(BY_NAME["machine_findings"]))


@cache
def tool():
    """The maintainer's tool that writes the table."""
    spec = importlib.util.spec_from_file_location("read_texts", ROOT / "tools" / "read_texts.py")
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@cache
def lengths():
    """How long each text is, by its hash."""
    if not TEXTS.is_dir():
        pytest.skip("../shared/texts is not beside this checkout")
    found = {}
    for name in FILES:
        with (TEXTS / name).open(encoding="utf-8", newline="") as file:
            found |= {Text(row["text"]).sha256: len(row["text"]) for row in csv.DictReader(file)}
    return found


def test_each_finding_has_an_id_of_its_own():
    assert len({row["id"] for row in table()}) == len(table()) > 10_000


def test_every_figure_says_whether_it_is_that_of_the_period_before_and_nothing_else_does():
    for row in table():
        assert (row["previous"] in ("yes", "no")) == (row["kind"] == "figure"), row
    before = {(r["iso3"], r["edition"], r["code"], r["value"]) for r in table() if r["previous"] == "yes"}
    assert ("TTO", "2015", "prosecutions", "12") in before
    assert ("BRB", "2013", "investigations", "0") in before
    assert ("TTO", "2015", "prosecutions", "1") not in before


def test_two_findings_with_one_id_end_the_run_and_the_most_years_of_an_action_count():
    one = {"id": "a", "iso3": "CUB"}
    assert tool().once([one, dict(one)]) == [one]
    with pytest.raises(SystemExit, match="have the id a"):
        tool().once([one, {**one, "iso3": "PER"}])


@pytest.mark.shared
def test_every_span_lies_inside_its_text():
    for row in table():
        assert 0 <= int(row["start"]) < int(row["end"]) <= lengths()[row["text_sha256"]], row["id"]


@pytest.mark.shared
def test_the_table_is_what_the_present_reader_finds():
    lengths()
    fresh = tool().once((*tool().factbook(TEXTS), *tool().asked(TEXTS)))
    fresh = [{name: str(row.get(name, "")) for name in tool().COLUMNS} for row in fresh]
    held = [{name: row[name] for name in tool().COLUMNS} for row in table()]
    assert fresh == held, "run tools/read_texts.py: docs/annual_update.md"
