"""What a map and a grid show is what the record says: in colours, in words and in the table."""

import datetime as dt
import re

import pytest

from palermo.assessment.standing import CONCLUDED
from palermo.briefing.pictures import chances as outlook_layer
from palermo.briefing.pictures import map as world_map
from palermo.briefing.pictures import tiles
from palermo.briefing.pictures.frame import NOT_HELD, SCALE
from palermo.briefing.pictures.layers import NONE, UNKNOWN, placements
from palermo.briefing.pictures.places import spots
from palermo.errors import UserError
from palermo.outlook.model import Chance, Driver, Forbidden, Forecast, Measured
from palermo.record import query
from palermo.record.opened import opened
from palermo.register.tiers import TIERS

WORDS = {"1": "in Tier 1", "2": "in Tier 2", "2WL": "on the Tier 2 Watch List", "3": "in Tier 3", "SC": "special cases?"}


@pytest.fixture(params=["2003-01-01", "2005-12-01", "2012-12-01", "2018-12-01", "2022-12-01", "2026-11-24"])
def record(request):
    with opened(dt.date.fromisoformat(request.param)) as found:
        yield found


def newest(record):
    year = query.editions(record)[-1]["report_year"]
    return year, query.placements_of(record, year)


def test_the_words_count_what_the_record_holds(record):
    year, facts = newest(record)
    alt = world_map.picture(placements(record)).alt
    assert f"The {year} edition places {len(facts)} jurisdictions" in alt
    for tier, words in WORDS.items():
        said = re.search(rf"(\d+) {words}\b(?! Watch)", alt)
        assert int(said[1] if said else 0) == sum(fact["tier"] == tier for fact in facts), tier


def test_the_table_names_every_placement_of_the_edition_and_cites_it(record):
    year, facts = newest(record)
    rows = {row.cells[0]: row for row in placements(record).rows}
    for fact in facts:
        row = rows.pop(fact["iso3"])
        assert row.cells[2] == TIERS[fact["tier"]]
        assert ("concluded" in row.cells[3]) == (fact["basis"] in CONCLUDED)
        assert row.cited[0].locator == f"table:tier_placements/{fact['iso3']}/{year}#tier"
    assert {row.cells[2] for row in rows.values()} <= {"not in this record", "no placement of its own"}
    assert all(row.cells[3] is None and row.cited[0].locator == "catalogue:tier_placements" for row in rows.values())


def test_what_the_record_lacks_of_2018_is_hatched_and_never_a_colour_of_the_scale():
    with opened(dt.date(2018, 12, 1)) as record:
        layer = placements(record)
        tile = {one["code"]: one for one in tiles.picture(layer).chart["datasets"]["tiles"]}
    missing = [code for code, shade in layer.of.items() if shade == UNKNOWN]
    assert len(missing) == 63
    assert all(tile[code]["fill"] == NOT_HELD and tile[code]["label"] == "?" for code in missing)
    assert NOT_HELD not in SCALE
    assert "63 placements of the edition are not in this record" in layer.says


def test_the_key_names_what_is_missing_even_where_nothing_is(today_record):
    labels = [key.label for key in placements(today_record).keys]
    assert labels[-2:] == ["not in this record", "no placement of its own"]


def test_the_tiles_are_the_table(record):
    layer = placements(record)
    drawn = {one["code"]: one for one in tiles.picture(layer).chart["datasets"]["tiles"]}
    assert set(drawn) == {row.cells[0] for row in layer.rows}
    assert all(drawn[code]["fill"] == layer.shades[shade].fill for code, shade in layer.of.items())
    assert {code for code, one in drawn.items() if one["dash"] != [1, 0]} == layer.concluded


def test_each_shape_of_the_map_has_the_shade_of_its_jurisdiction(today_record):
    layer = placements(today_record)
    shapes = world_map.picture(layer).chart["datasets"]["world"]["objects"]["places"]["geometries"]
    for spot, shape in zip(spots(), shapes, strict=True):
        assert shape["properties"]["fill"] == layer.shades[layer.of.get(spot.code or "", NONE)].fill, spot.name


def test_before_2003_serbia_and_montenegro_show_what_yugoslavia_was():
    with opened(dt.date(2003, 1, 1)) as record:
        layer = placements(record)
        shapes = world_map.picture(layer).chart["datasets"]["world"]["objects"]["places"]["geometries"]
    fills = {spot.code: shape["properties"]["fill"] for spot, shape in zip(spots(), shapes, strict=True)}
    assert fills["SRB"] == fills["MNE"] == layer.shades[layer.of["YUG"]].fill


def test_a_placement_says_that_a_newer_edition_was_due_only_when_it_was(today_record):
    assert placements(today_record).notes[0].startswith("The 2026 edition was due on 30 June 2026")
    with opened(dt.date(2017, 2, 22)) as record:
        assert not any("was due" in note for note in placements(record).notes)


def test_there_is_nothing_to_draw_before_the_first_edition():
    with opened(dt.date(2000, 1, 1)) as record, pytest.raises(UserError, match="before the first edition"):
        placements(record)


@pytest.fixture
def forecast(monkeypatch, today_record):
    """A made-up outlook: four places with chances, one special case without."""

    def chance(code, before, *chances, forbidden=()):
        own = dict(zip(("1", "2", "2WL", "3"), chances, strict=True))
        return Chance(code, before, own, ("2",), forbidden, (Driver("history", "its own history", 0.0, 0.1),))

    closed = (Forbidden("2WL", "R11", "22 USC 7107(b)(2)(D)(i)", "closed"),)
    made = {
        "CUB": chance("CUB", "3", 0.0, 0.0, 0.1, 0.9),
        "NPL": chance("NPL", "2WL", 0.0, 0.6, 0.0, 0.4, forbidden=closed),
        "FRA": chance("FRA", "1", 0.954, 0.046, 0.0, 0.0),
        "PER": chance("PER", "2", 0.02, 0.96, 0.02, 0.0),
    }
    measured = Measured((2020, 2021), 300, 0.05, "markov", 0.06, 0.8, 0.9, 0.034)
    left_out = {"LBY": "a special case in the 2025 edition"}
    found = Forecast(2026, "2026-11-24", today_record.id, 1, made, measured, left_out=left_out)
    monkeypatch.setattr(outlook_layer, "outlook", lambda record: found)
    return found


def test_a_place_belongs_to_the_class_of_the_chance_that_is_printed(forecast, today_record):
    layer = outlook_layer.chances(today_record, "down")
    assert (layer.labels["FRA"], layer.shades[layer.of["FRA"]].label) == ("5%", "5 to 10 %")
    assert (layer.labels["PER"], layer.shades[layer.of["PER"]].label) == ("2%", "under 5 %")
    assert (layer.labels["NPL"], layer.shades[layer.of["NPL"]].label) == ("40%", "20 % or more")


def test_who_cannot_fall_further_and_who_has_no_estimate_are_no_chance_of_zero(forecast, today_record):
    layer = outlook_layer.chances(today_record, "down")
    rows = {row.cells[0]: row.cells for row in layer.rows}
    assert layer.shades[layer.of["CUB"]].label == "in Tier 3 already"
    assert rows["CUB"][3] == "in Tier 3 already"
    assert layer.of["LBY"] == UNKNOWN
    assert rows["LBY"][3] is None
    assert "special case" in rows["LBY"][-1]
    assert "No estimate for 1 jurisdiction" in layer.says


def test_what_the_statute_closes_is_named_and_cited(forecast, today_record):
    row = next(row for row in outlook_layer.chances(today_record, "up").rows if row.cells[0] == "NPL")
    assert "Tier 2 Watch List by 22 USC 7107(b)(2)(D)(i)" in row.cells
    assert any(one.locator.startswith("law:22-USC-7107(b)(2)(D)(i)@") for one in row.cited)


def test_a_chance_says_whose_estimate_it_is_and_that_an_edition_is_overdue(forecast, today_record):
    picture = world_map.picture(outlook_layer.chances(today_record, "up"))
    assert picture.subtitle == "Our estimate, not the Department's"
    assert picture.alt.startswith("World map. Our estimate of the chance of a better placement in the 2026 edition, for 4 ")
    assert picture.notes[0] == "The 2026 edition was due on 30 June 2026; this record does not hold it: check before use."
    assert any("imply no position" in note for note in picture.notes)
    assert any("2020 to 2021" in note and "off by 3.4 points" in note and "came in 80%" in note for note in picture.notes)
