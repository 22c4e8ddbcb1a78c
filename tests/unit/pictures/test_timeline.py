"""A timeline tells what the record tells of one jurisdiction, its silences included."""

import datetime as dt
import re

import pytest

from palermo.assessment.standing import standing
from palermo.briefing.pictures.frame import NOT_HELD
from palermo.briefing.pictures.timeline import picture
from palermo.briefing.pictures.timeline_entries import LAW, WAIVER, entries
from palermo.errors import UserError
from palermo.record import query
from palermo.record.opened import opened
from palermo.register.jurisdictions import jurisdictions, resolve


def row(record, code, name):
    return [entry for entry in entries(standing(record, jurisdictions()[code])) if entry.row == name]


def test_cuba_in_words(today_record):
    alt = picture(today_record, resolve("Cuba")).alt
    for words in (
        "Timeline of Cuba.",
        "no placement of its own in this edition 2001 to 2002; Tier 3 2003 to 2014; Tier 2 Watch List 2015 to 2018; Tier 3 2019 to 2025.",
        "Downgrade waivers on record: 2017 (concluded) and 2018.",
        "Laws reported as enacted: 2014 and 2023, in 9 summaries held of 25 editions.",
        "Palermo Protocol: accession, 20 June 2013.",
        "not in this record",
    ):
        assert words in alt


@pytest.mark.parametrize("code", ["CUB", "NPL", "SOM", "XKX", "ANT", "TKM"])
def test_the_placements_drawn_are_those_of_the_record(today_record, code):
    drawn = {e.year: e.sign for e in row(today_record, code, "Placement") if e.sign not in ("unknown", "none")}
    assert drawn == {fact["report_year"]: fact["tier"] for fact in query.placements(today_record, code)}


@pytest.mark.parametrize("code", ["CUB", "THA", "MMR", "NPL"])
def test_the_downgrade_waivers_drawn_are_those_of_the_record(today_record, code):
    held = [fact["report_year"] for fact in query.events(today_record, code) if fact["event"] == "waiver"]
    assert [e.year for e in row(today_record, code, WAIVER) if e.year] == sorted(held)


def test_an_edition_that_the_record_lacks_is_hatched_in_every_tier(today_record):
    cells = picture(today_record, resolve("Nepal")).chart["datasets"]["cells"]
    lacking = [cell for cell in cells if cell["x"] == "2018" and not cell["y"].startswith("Law")]
    assert len(lacking) == 5
    assert {cell["fill"] for cell in lacking} == {NOT_HELD}


def test_an_edition_that_places_a_jurisdiction_nowhere_is_not_an_edition_that_the_record_lacks(today_record):
    signs = {e.year: e.sign for e in row(today_record, "CUB", "Placement")}
    assert signs[2001] == "none"
    assert {e.year: e.sign for e in row(today_record, "NPL", "Placement")}[2018] == "unknown"


def test_a_summary_that_reports_no_law_is_not_a_summary_that_is_not_held(today_record):
    signs = {e.year: e.sign for e in row(today_record, "CUB", LAW)}
    assert (signs[2014], signs[2015], signs[2016]) == ("law", "silent", "unknown")


def test_an_act_without_a_date_stands_in_words_and_at_no_year(today_record):
    (entry,) = row(today_record, "NPL", "Palermo Protocol")
    assert (entry.year, entry.sign) == (None, "words")
    assert entry.says == "party, seen in February 2024; date not known"


def test_every_row_of_the_table_cites_and_is_an_entry(today_record):
    found = picture(today_record, resolve("Haiti"))
    assert [r.cells for r in found.rows] == [(e.year, e.row, e.says) for e in entries(standing(today_record, resolve("Haiti")))]
    assert all(r.cited for r in found.rows)


def test_a_past_day_sees_no_later_edition_and_no_later_act():
    with opened(dt.date(2012, 1, 1)) as record:
        found = picture(record, resolve("Cuba"))
    assert found.title == "Cuba in the editions of 2001 to 2011"
    assert max(r.cells[0] for r in found.rows if r.cells[0]) == 2011
    assert "accession" not in found.alt


def test_a_jurisdiction_that_was_never_placed_has_no_timeline(today_record):
    with pytest.raises(UserError, match="'Tuvalu' has no placement in this record"):
        picture(today_record, resolve("Tuvalu"))


def test_a_day_is_seen_on_and_a_month_is_seen_in(today_record):
    says = [e.says for code in ("SDN", "NPL") for e in entries(standing(today_record, resolve(code))) if "seen" in e.says]
    assert any(re.search(r"seen on \d", words) for words in says), says
    assert not any(re.search(r"seen in \d", words) or re.search(r"seen on [A-Z]", words) for words in says), says
