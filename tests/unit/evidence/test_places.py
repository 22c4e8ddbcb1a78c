"""Countries and peoples in a text."""

import pytest

from palermo.evidence.model import Text
from palermo.evidence.page import page
from palermo.evidence.places import demonyms, is_home, places
from palermo.register.jurisdictions import jurisdictions


def named(text: str, home: str | None = None) -> list[tuple[str, bool]]:
    sheet = page(Text(text), home)
    return [(place.country, place.people) for place in places(sheet, 0, len(text))]


def test_a_name_and_a_demonym_tell_place_from_people() -> None:
    assert named("Thai women in Qatar") == [("THA", True), ("QAT", False)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("in Papua New Guinea", "PNG"),
        ("in Equatorial Guinea", "GNQ"),
        ("in Guinea", "GIN"),
        ("to the Democratic Republic of the Congo", "COD"),
        ("to Burma", "MMR"),
        ("to the UAE", "ARE"),
        ("to Cote d Ivoire", "CIV"),
        ("to Côte d’Ivoire", "CIV"),
        ("to St. Lucia", "LCA"),
    ],
)
def test_the_longest_name_counts_in_whatever_spelling(text: str, code: str) -> None:
    assert named(text) == [(code, False)]


def test_a_small_letter_makes_no_country() -> None:
    assert named("they polish shoes and told us about turkey") == []


def test_seas_and_regions_are_no_countries() -> None:
    assert named("fishing in the South China Sea, the Indian Ocean and the Gulf of Guinea") == []


def test_owners_and_flags_are_no_people() -> None:
    assert named("aboard Chinese-flagged vessels") == []


def test_plural_demonyms_are_people() -> None:
    assert named("many Cubans and Nepalis") == [("CUB", True), ("NPL", True)]


def test_every_demonym_belongs_to_a_jurisdiction_of_the_register() -> None:
    assert set(demonyms().values()) <= jurisdictions().keys()


def test_the_home_is_known_and_an_unknown_code_has_none() -> None:
    sheet = page(Text("Women from Nepal"), "NPL")
    place = places(sheet, 0, 16)[0]
    assert is_home(sheet, place)
    assert not is_home(page(Text("Women from Nepal"), "QZZ"), place)


def test_an_invented_home_is_known_by_the_sentence_that_is_about_it() -> None:
    text = "Ruritania is a source country for women; Ruritanian girls are exploited in Ruritania and Spain"
    sheet = page(Text(text), "QZZ")
    found = [(place.people, is_home(sheet, place)) for place in places(sheet, 0, len(text))]
    assert found == [(False, True), (True, True), (False, True), (False, False)]
