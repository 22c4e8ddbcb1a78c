"""The packaged tables: keys, codes, known truths, and the rules that date them."""

import re
from collections import Counter

import pytest

from palermo.errors import PalermoError
from palermo.facts import dating, read
from palermo.facts.schema import BY_NAME, TABLES
from palermo.register.jurisdictions import jurisdictions
from palermo.register.vocabulary import gaps


def rows(name: str) -> list[read.Row]:
    return list(read.rows(BY_NAME[name]))


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_table_has_its_columns_its_types_unique_keys_and_known_codes(table):
    places, known = jurisdictions(), dating.all_sources()
    keys = Counter()
    for row in read.rows(table):
        key = table.key_of(row)
        keys[key] += 1
        for column in table.columns:
            value = read.typed(column, row[column.name], key)
            if column.type == "place" and value:
                assert value in places, (key, value)
            if column.type == "source" and value:
                assert set(value.split("|")) <= set(known), (key, value)
    assert keys
    assert max(keys.values()) == 1


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_row_names_an_original_that_the_register_of_sources_holds(table):
    known = dating.all_sources()
    for row in read.rows(table):
        origin = dating.dated(table.name, row)
        assert origin.original in known, (table.key_of(row), origin.original)
        assert not origin.published or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", origin.published)


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_at_least_98_percent_of_the_rows_of_every_table_are_dated(table):
    dated = [bool(dating.dated(table.name, row).published) for row in read.rows(table)]
    assert sum(dated) / len(dated) >= 0.98


def test_the_2016_edition_placed_36_78_44_and_27():
    tiers = Counter(r["tier"] for r in rows("tier_placements") if r["report_year"] == "2016")
    assert (tiers["1"], tiers["2"], tiers["2WL"], tiers["3"]) == (36, 78, 44, 27)


def test_cuba_was_on_tier_3_in_2014_and_on_the_watch_list_from_2015_to_2018():
    cuba = {r["report_year"]: r["tier"] for r in rows("tier_placements") if r["iso3"] == "CUB"}
    assert [cuba[y] for y in ("2014", "2015", "2016", "2017", "2018", "2019")] == ["3", "2WL", "2WL", "2WL", "2WL", "3"]


def test_counts_equal_the_published_totals_in_the_complete_editions():
    held = Counter((r["report_year"], r["tier"]) for r in rows("tier_placements"))
    editions = {r["report_year"]: r["held"] for r in rows("editions")}
    names = {"tier_1": "1", "tier_2": "2", "tier_2wl": "2WL", "tier_3": "3"}
    compared = 0
    for count in rows("published_counts"):
        if count["measure"] in names and editions[count["report_year"]] == "complete":
            compared += 1
            assert held[count["report_year"], names[count["measure"]]] == int(count["value"]), count
    assert compared > 12


def test_interpolated_values_of_2018_are_kept_apart_from_placements():
    guessed = {r["iso3"] for r in rows("tier_placements_interpolated")}
    placed = {r["iso3"] for r in rows("tier_placements") if r["report_year"] == "2018"}
    assert len(guessed) == 59
    assert len(placed) == 125
    assert not guessed & placed


def test_a_placeholder_among_the_grants_is_never_a_grant_of_zero():
    cuba = [r for r in rows("tip_grants") if r["iso3"] == "CUB"]
    assert cuba
    assert all(r["listed"] == "no" and r["usd"] == "" and r["n_grants"] == "" for r in cuba)


def test_labour_counts_keep_zero_not_reported_and_not_asked_apart():
    kinds = Counter()
    for row in rows("ilab_assessments"):
        value, reported = row["criminal_convictions"], row["criminal_convictions_reported"]
        assert (value != "") == (reported == "yes"), row
        kinds["zero" if value == "0" else "value" if value else reported] += 1
    assert kinds["zero"] > 0
    assert kinds["unknown"] > 0
    assert kinds["empty"] + kinds["na"] + kinds["unavailable"] > 0


def test_coded_findings_use_the_codes_of_the_vocabulary():
    assert {r["code"] for r in rows("reported_findings") if r["kind"] == "gap"} <= set(gaps())
    assert len(rows("reported_findings")) == 6843


def test_a_zero_about_forced_labour_says_that_it_is_about_forced_labour():
    details = {r["finding_id"]: r for r in rows("finding_details")}
    zeros = [r for r in rows("reported_findings") if r["iso3"] == "CUB" and r["report_year"] == "2014" and r["kind"] == "figure"]
    assert {r["value"] for r in zeros} == {"0"}
    assert {details[r["id"]]["form"] for r in zeros} == {"labour"}


def test_a_treaty_act_is_public_on_its_day_and_not_when_a_list_was_seen():
    act = next(r for r in rows("treaty_acts") if (r["iso3"], r["treaty"]) == ("CUB", "PALERMO"))
    assert dating.dated("treaty_acts", act).published == "2013-06-20"


def test_a_placement_is_public_when_its_edition_was_released_whoever_carried_it():
    row = next(r for r in rows("tier_placements") if (r["iso3"], r["report_year"]) == ("CUB", "2016"))
    origin = dating.dated("tier_placements", row)
    assert (origin.original, origin.published) == ("tip_report_2016", "2016-06-30")
    assert "wikipedia_table_2018" in origin.carrier.split("|")


def test_an_answer_in_the_periodic_review_is_public_half_a_year_after_the_session():
    row = next(r for r in rows("upr_recommendations") if r["session"] == "16")
    assert dating.LATER["upr_response"](row) == "2013-11-30"


def test_a_text_that_is_younger_than_the_fact_is_its_carrier_and_never_its_original():
    for name in ("instruments", "instrument_sightings"):
        for row in rows(name):
            origin = dating.dated(name, row)
            text = dating.all_sources()[origin.original]
            if text["published"] and origin.published:
                assert dating.last_day(text["published"]) <= dating.last_day(origin.published), row


def test_a_damaged_installation_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(read, "FOLDER", tmp_path)
    with pytest.raises(PalermoError, match="editions is missing"):
        rows("editions")
