"""The matrix of standards and criteria, and what a placement would change here: facts on their day, and no conclusion."""

import datetime as dt
import json
import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from palermo.assessment.consequences_here import COUNSEL, UNKNOWN, consequences_here
from palermo.assessment.criteria import matrix, reported_in_catalogue
from palermo.assessment.standing import standing
from palermo.cli.standards import as_data, command, screen
from palermo.errors import UserError
from palermo.law.history import PLACEMENTS
from palermo.law.standards import EvidenceItem, criteria_matrix
from palermo.record import query
from palermo.record.opened import opened
from palermo.register.dates import last_day
from palermo.register.jurisdictions import jurisdictions, resolve

DAYS = st.dates(dt.date(2001, 1, 1), dt.date(2026, 11, 24))
PLACES = st.sampled_from(sorted(jurisdictions()))
ROWS = ["MS1", "MS2", "MS3", "MS4", *(f"b{n}" for n in range(1, 13))]
TIER = re.compile(r"\btiers?\b|watch list|special case|downgrad|upgrad", re.IGNORECASE)


def words(items):
    return [f"{item.year}: {item.words}" for item in items]


@pytest.fixture
def cuba(cuba_day):
    return matrix(cuba_day, resolve("Cuba"))


def test_cuba_in_2017_is_asked_about_the_2016_edition_on_every_row(cuba):
    assert cuba.edition == 2016
    assert [row.id for row in cuba.rows] == ROWS


def test_cuba_did_not_cover_every_form_of_trafficking(cuba):
    row = cuba.row("MS1")
    assert "2015: the law did not make every form of trafficking a crime" in words(row.evidence_against)
    assert row.citation == "22 USC 7106(a)(1)"


def test_cuba_prosecuted_sex_trafficking_and_not_forced_labour(cuba):
    row = cuba.row("b1")
    found, against = words(row.evidence_for), words(row.evidence_against)
    assert "2015: the government prosecuted" in found
    assert "2015: courts convicted" in found
    assert "2015: the figure for convictions was 13 (about sex trafficking)" in found
    assert any(text.startswith("2015") and text.endswith("(about forced labour)") for text in against)
    assert "2014: the figure for convictions was 0 (about forced labour)" in against


def test_cuba_s_services_stand_on_both_sides(cuba):
    row = cuba.row("b2")
    assert "2015: victims were given services" in words(row.evidence_for)
    assert "2015: care for victims was absent or not enough" in words(row.evidence_against)


def test_where_scholars_and_the_summary_disagree_both_stand(cuba):
    against = cuba.row("MS1").evidence_against
    scholars = [item for item in against if item.fact.table == "criminalization"]
    summary = [item for item in against if item.fact.table == "reported_findings" and item.year == 2014]
    assert words(scholars) == ["2014: no law made trafficking a crime"]
    assert words(summary) == ["2014: the law did not make every form of trafficking a crime"]
    assert len(cuba.row("MS1").origins("against")) == 2


def test_a_presumption_of_2013_lapsed_when_later_summaries_no_longer_said_so(cuba):
    found = cuba.row("b1").presumption
    assert {p.item.year for p in found} == {2008, 2010, 2011, 2013}
    assert {(p.open, p.holds) for p in found} == {(False, False)}
    assert cuba.row("b7").state == "not_held"


def test_an_open_presumption_is_never_said_to_hold_because_requests_are_not_on_record():
    with opened(dt.date(2014, 3, 1)) as record:
        row = matrix(record, resolve("Cuba")).row("b7")
    newest = row.presumption[0]
    assert (row.state, newest.open, newest.holds) == ("not_reported", True, None)
    assert "capacity" in newest.note
    assert "rebutted" in newest.note


def test_evidence_of_the_united_states_alone_is_said_to_be_so(cuba):
    assert cuba.row("b1").united_states_only
    assert not cuba.row("MS1").united_states_only


def test_two_copies_of_one_origin_count_once(today_record):
    row = matrix(today_record, resolve("Cuba"), 2020).row("b2")
    penalised = [item for item in row.evidence_against if item.words.startswith("victims were punished") and item.year == 2020]
    assert len(penalised) == 1
    assert len(penalised[0].repeats) == 1
    assert row.origins("against") == ("US Department of State",)


def test_a_place_that_the_record_says_nothing_of_has_nothing_and_nothing_is_zero(today_record):
    made = matrix(today_record, resolve("Taiwan"))
    assert {row.state for row in made.rows} == {"not_held"}
    assert not [item for row in made.rows for item in items_of(row)]
    assert " was 0" not in screen(made, 80)


def test_a_place_without_a_summary_has_no_figure_and_no_presumption():
    with opened(dt.date(2002, 1, 1)) as record:
        made = matrix(record, resolve("Andorra"))
    assert {row.id for row in made.rows if row.state != "not_held"} == {"b4", "b5"}, (
        "acts towards treaties are all that was known"
    )
    assert {item.fact.table for row in made.rows for item in items_of(row)} == {"treaty_acts"}


def test_before_the_first_edition_every_row_is_not_held():
    with opened(dt.date(2001, 7, 11)) as record:
        made = matrix(record, resolve("Cuba"))
    assert made.edition is None
    assert {row.state for row in made.rows} == {"not_held"}


def test_a_summary_that_was_read_in_full_is_silent_and_not_missing(today_record):
    made = matrix(today_record, resolve("Cuba"), 2015)
    assert made.row("b9").state == "silent"
    assert made.row("b9").silent[0].document == "the official summary of the 2015 edition"
    assert made.row("b6").state == "not_held", "no reading has a code for it, so that its silence means nothing"


def test_a_list_that_is_held_is_silent_on_those_not_on_it_and_evidence_on_those_who_are(today_record):
    listed, other = matrix(today_record, resolve("Cuba"), 2024), matrix(today_record, resolve("Japan"), 2024)
    lists = [item for item in listed.row("MS4").evidence_against if item.fact.table == "watch_list_events"]
    assert {item.year for item in lists} == {2020, 2021, 2024}
    assert any("policy or pattern" in s.document for s in other.row("MS4").silent)


@pytest.mark.parametrize("year", [1999, 2000, 2017, 2026])
def test_an_edition_that_was_not_out_is_refused_by_name(cuba_day, year):
    with pytest.raises(UserError, match=f"'{year}'"):
        matrix(cuba_day, resolve("Cuba"), year)


def items_of(row):
    return [*row.evidence_for, *row.evidence_against, *(p.item for p in row.presumption)]


@given(PLACES, DAYS)
def test_every_item_resolves_on_its_day_and_speaks_of_no_later_one(code, day):
    with opened(day) as record:
        made = matrix(record, jurisdictions()[code])
        for item in (item for row in made.rows for item in items_of(row)):
            assert item.year <= made.edition
            assert item.stale == (made.edition - item.year > 3)
            assert item.origin
            assert str(item.year) in item.text
            for fact in item.facts:
                column = item.column if fact is item.fact else None
                assert query.cell(record, fact.table, fact.key, column) is not None
                assert last_day(fact.published) <= day


@given(PLACES, DAYS)
def test_a_row_without_evidence_has_exactly_one_state(code, day):
    with opened(day) as record:
        for row in matrix(record, jurisdictions()[code]).rows:
            assert (row.state == "evidence") == bool(row.evidence_for or row.evidence_against)
            if row.state == "not_held":
                assert row.not_held
                assert not row.silent
                assert not row.not_reported


@given(PLACES, DAYS)
def test_nothing_that_is_printed_states_a_tier(code, day):
    with opened(day) as record:
        made = matrix(record, jurisdictions()[code])
        data = as_data(made)
        page = screen(made, 80)
    said = json.dumps(data["rows"]) + page
    assert not TIER.search(re.sub(r"table:\S+|catalogue:\S+", "", said).replace("watch list events", ""))
    assert max(len(line) for line in page.splitlines()) <= 80
    numbers = {source["n"] for source in data["sources"]}
    cited = [
        n
        for row in data["rows"]
        for side in ("evidence_for", "evidence_against", "presumption")
        for i in row[side]
        for n in i["citations"]
    ]
    assert set(cited) <= numbers
    assert list(data)[:3] == ["schema", "record", "as_of"]
    assert list(data)[-1] == "sources"


@given(PLACES, DAYS)
def test_what_is_evidence_on_a_day_is_evidence_for_the_same_edition_later(code, day):
    with opened(day) as before, opened() as now:
        then = matrix(before, jurisdictions()[code])
        if then.edition is None:
            return
        later = matrix(now, jurisdictions()[code], then.edition)
        for old, new in zip(then.rows, later.rows, strict=True):
            kept = {f.locator() for item in items_of(new) for f in item.facts if f.table == "reported_findings"}
            assert {f.locator() for item in items_of(old) for f in item.facts if f.table == "reported_findings"} <= kept


@given(PLACES, DAYS)
def test_the_rows_fill_the_same_cells_as_the_matrix_of_the_law(code, day):
    with opened(day) as record:
        made = matrix(record, jurisdictions()[code])
        items = [
            EvidenceItem(row.id, weight)
            for row in made.rows
            if row.id.startswith("b")
            for weight, found in (("for", row.evidence_for), ("against", row.evidence_against), ("no_data", row.presumption))
            for _ in found
        ]
        law = criteria_matrix(items, record.law)
    ours = {
        row.id: tuple(cell for cell in ("evidence_for", "evidence_against", "presumption") if getattr(row, cell)) or ("silent",)
        for row in made.rows
        if row.id.startswith("b")
    }
    assert ours == law


def test_a_presumption_older_than_three_editions_is_not_open(today_record):
    found = [
        p for code in sorted(jurisdictions()) for p in matrix(today_record, resolve(code)).row("b1").presumption if p.item.stale
    ]
    assert found
    assert not any(p.open for p in found)


def test_the_command_prints_json_that_begins_and_ends_as_promised():
    done = CliRunner().invoke(command, ["cuba", "--as-of", "2017-02-22", "--format", "json"])
    data = json.loads(done.output)
    assert (data["schema"], data["jurisdiction"], data["edition"]) == ("palermo.standards/1", "CUB", 2016)
    first = data["rows"][0]["evidence_against"][0]
    assert set(first) >= {"text", "year", "basis", "origin", "caveat", "locator", "citations"}
    assert (first["basis"], first["origin"], first["caveat"]) == ("coded", "US Department of State", "coded later")


# What it would change here ----------------------------------------------------------------------------------------------------


def here(record, place, tier):
    return consequences_here(standing(record, resolve(place)), tier)


def test_what_cuba_s_past_says_of_restriction_waivers_in_2017(cuba_day):
    found = here(cuba_day, "Cuba", "3")
    assert (found.report_year, len(found.waived_here.full), len(found.waived_here.decided)) == (2017, 0, 10)
    assert (len(found.waived_overall.full), len(found.waived_overall.decided)) == (80, 152)
    assert 2016 in found.waived_overall.unread, "copies since 2016 lack the part with the waivers"


def test_what_was_not_known_on_the_day_is_not_held_and_not_zero(cuba_day):
    aid = next(h for h in here(cuba_day, "Cuba", "3").tied_to_tier if h.consequence.id == "aid_withheld")
    assert [(t.kind, t.state) for t in aid.touched if t.kind in ("aid", "arms")] == [("aid", "not_held"), ("arms", "not_held")]
    assert aid.start == UNKNOWN, "a table that is not held does not show that nothing would change"


def test_membership_and_aid_are_what_a_placement_would_touch(today_record):
    found = {h.consequence.id: h for h in here(today_record, "Nigeria", "3").tied_to_tier}
    assert any("USD 467.2 million in 2013" in t.line for t in found["aid_withheld"].touched)
    assert any("IBRD" in t.line for t in found["bank_votes"].touched)
    assert not {h.consequence.id: h for h in here(today_record, "Cuba", "3").tied_to_tier}["bank_votes"].adds


def test_what_is_not_tied_to_the_tier_is_kept_apart_and_offers_are_for_counsel(today_record):
    found = here(today_record, "Cuba", "3")
    assert {"import_bar", "person_sanctions", "policy_or_pattern"} <= {h.consequence.id for h in found.apart}
    assert {c.citation for c in COUNSEL} == {"22 USC 2378d", "22 USC 2420", None}
    assert {c.line for c in found.counsel} == {"check with counsel"}


@given(PLACES, DAYS, st.sampled_from(PLACEMENTS))
def test_every_fact_of_a_consequence_resolves_on_its_day(code, day, tier):
    with opened(day) as record:
        found = consequences_here(standing(record, jurisdictions()[code]), tier)
        touched = [t for h in (*found.tied_to_tier, *found.apart) for t in h.touched]
        for item in touched:
            assert item.table in query.catalogue(record)
            assert bool(item.facts) or item.state != "found"
            for fact in item.facts:
                assert query.cell(record, fact.table, fact.key, item.column) is not None
                assert last_day(fact.published) <= day


# Reported gaps in the catalogue -----------------------------------------------------------------------------------------------


def test_a_state_run_programme_is_named_with_the_states_that_receive(today_record):
    found = reported_in_catalogue(today_record, "CUB")
    assert [item.year for item in found["G22"].items] == [2023, 2022, 2020]
    assert {"VEN", "ZAF"} <= {f["iso3"] for f in found["G22"].receiving}


def test_the_programme_was_not_on_record_in_2017(cuba_day):
    assert "G22" not in reported_in_catalogue(cuba_day, "CUB")
    assert "G3" in reported_in_catalogue(cuba_day, "CUB")


def test_a_code_that_stands_for_three_gaps_is_certain_of_none(today_record):
    found = [reported_in_catalogue(today_record, code).get("G7") for code in sorted(jurisdictions())]
    assert {gap.certain for gap in found if gap} == {False}
