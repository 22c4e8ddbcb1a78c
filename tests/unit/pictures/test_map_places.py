"""Where places stand: nobody is missing from the tiles, and a shape shows its own jurisdiction or nothing."""

import pytest

from palermo.briefing.pictures.frame import INNER
from palermo.briefing.pictures.places import spots, standing_for, tiles, world
from palermo.record import query
from palermo.register.jurisdictions import jurisdictions

STEP = 34


def test_every_jurisdiction_placed_in_any_edition_has_a_tile(today_record):
    assert set(query.all_placements(today_record)) == set(tiles())


def test_no_two_jurisdictions_share_a_tile_and_all_are_inside_the_grid():
    assert len(set(tiles().values())) == len(tiles())
    assert all(0 <= row < 16 and 0 <= column < INNER // STEP for row, column in tiles().values())


@pytest.mark.parametrize(
    ("west", "east"), [("PRT", "ESP"), ("MEX", "CUB"), ("IND", "BGD"), ("CHN", "JPN"), ("NAM", "MOZ"), ("IRQ", "IRN")]
)
def test_neighbours_keep_their_order_from_west_to_east(west, east):
    assert tiles()[west][1] < tiles()[east][1]


@pytest.mark.parametrize(("north", "south"), [("CAN", "USA"), ("USA", "MEX"), ("NOR", "ITA"), ("TUN", "ZAF"), ("CHN", "AUS")])
def test_neighbours_keep_their_order_from_north_to_south(north, south):
    assert tiles()[north][0] < tiles()[south][0]


def test_every_jurisdiction_of_the_newest_edition_has_a_shape(today_record):
    placed = {fact["iso3"] for fact in query.placements_of(today_record, 2025)}
    assert placed <= {spot.code for spot in spots()}


def test_shapes_that_are_in_no_register_are_the_ones_that_the_licence_page_names():
    assert {spot.name for spot in spots() if spot.code is None} == {
        "Somaliland", "N. Cyprus", "Indian Ocean Ter.", "Siachen Glacier", "S. Geo. and the Is.", "St-Barthélemy",
        "Fr. S. Antarctic Lands", "Åland", "Heard I. and McDonald Is.",
    }  # fmt: skip


def test_kosovo_and_taiwan_join_to_their_own_codes():
    codes = {spot.name: spot.code for spot in spots()}
    assert (codes["Kosovo"], codes["Taiwan"]) == ("XKX", "TWN")


def test_small_states_get_a_dot_near_them_and_large_ones_none():
    at = {spot.code: spot.at for spot in spots() if spot.code}
    assert at["MLT"] == pytest.approx((14.4, 35.9), abs=0.2)
    assert at["SGP"] == pytest.approx((103.8, 1.4), abs=0.2)
    assert at["BRA"] is None
    assert at["AUS"] is None


def test_a_shape_shows_itself_or_what_it_came_from_and_else_nothing():
    assert standing_for("SRB", frozenset({"SRB", "SCG"})) == "SRB"
    assert standing_for("SRB", frozenset({"YUG"})) == "YUG"
    assert standing_for("CUW", frozenset({"ANT"})) == "ANT"
    assert standing_for("GRL", frozenset({"DNK"})) is None


def test_the_map_is_small_and_every_code_is_of_the_register():
    codes = {shape["id"] for shape in world()["objects"]["places"]["geometries"]} - {""}
    assert codes <= set(jurisdictions())
    assert len(codes) > 220
