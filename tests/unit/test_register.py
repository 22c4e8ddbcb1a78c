"""Names, dates, silences and the vocabulary."""

import datetime as dt

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import UserError
from palermo.register.dates import first_day, in_words, last_day, parse_as_of
from palermo.register.jurisdictions import fold, jurisdictions, resolve
from palermo.register.silences import Known, NotHeld, NotReported, Silent, sentence
from palermo.register.vocabulary import cautions, gap, gaps, topics


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("burma", "MMR"),
        ("Myanmar", "MMR"),
        ("Côte d'Ivoire", "CIV"),
        ("cote d’ivoire", "CIV"),
        ("MMR", "MMR"),
        ("swaziland", "SWZ"),
        ("Eswatini", "SWZ"),
        ("CU", "CUB"),
        ("  cuba ", "CUB"),
        ("the Bahamas", "BHS"),
        ("St. Lucia", "LCA"),
        ("Türkiye", "TUR"),
        ("Congo", "COG"),
        ("Kosovo", "XKX"),
        ("Curacao", "CUW"),
    ],
)
def test_a_name_a_former_name_and_a_code_lead_to_the_same_place(typed, code):
    assert resolve(typed).code == code


@pytest.mark.parametrize(("typed", "meant"), [("Cubba", "Cuba"), ("Thialand", "Thailand"), ("Micronesa", "Micronesia")])
def test_a_near_miss_is_named_and_gets_a_suggestion(typed, meant):
    with pytest.raises(UserError, match=rf"'{typed}'.*{meant}"):
        resolve(typed)


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_name_says_that_it_is_empty(typed):
    with pytest.raises(UserError, match="empty"):
        resolve(typed)


def test_a_paper_of_2017_says_swaziland_and_one_of_2019_says_eswatini():
    place = resolve("SWZ")
    assert place.name(dt.date(2017, 6, 1)).text == "Swaziland"
    assert place.name(dt.date(2019, 6, 1)).text == "Eswatini"


def test_every_jurisdiction_has_one_preferred_name_on_every_day_of_its_life():
    days = [dt.date(year, 1, 1) for year in range(2001, 2027)]
    for place in jurisdictions().values():
        start = first_day(place.valid_from) if place.valid_from else dt.date.min
        end = last_day(place.valid_to) if place.valid_to else dt.date.max
        for day in (d for d in days if start <= d <= end):
            assert sum(name.holds(day) for name in place.names) == 1, (place.code, day)


def test_no_two_places_share_a_folded_name():
    owners: dict[str, set[str]] = {}
    for code, place in jurisdictions().items():
        for text in (*(n.text for n in place.names), *place.aliases):
            owners.setdefault(fold(text), set()).add(code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_codes_agree_with_iso_3166_except_where_the_field_uses_its_own():
    ours = {c for c, place in jurisdictions().items() if not place.valid_to}
    iso = {c.alpha_3 for c in pycountry.countries}
    assert ours - iso == {"XKX"}


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_place_or_one_clear_sentence(text):
    try:
        found = resolve(text).code
    except UserError as error:
        found = str(error).replace(text, "")
        assert "\n" not in found
    assert found


def test_a_date_cut_to_a_year_or_month_counts_as_its_last_day():
    assert last_day("2017") == dt.date(2017, 12, 31)
    assert last_day("2016-02") == dt.date(2016, 2, 29)
    assert last_day("2017-02-22") == dt.date(2017, 2, 22)


def test_a_date_is_never_printed_more_precisely_than_it_is_known():
    assert in_words("2017") == "2017"
    assert in_words("2017-02") == "February 2017"
    assert in_words("2017-02-22") == "22 February 2017"


@pytest.mark.parametrize("typed", ["2017-13-40", "2017", "22-02-2017", "", "2017-02-30", "20170222"])
def test_as_of_takes_one_day_of_the_calendar_and_names_what_it_cannot_read(typed):
    with pytest.raises(UserError, match=f"'{typed}'"):
        parse_as_of(typed)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_first_and_last_day_enclose_every_reading_of_a_date(day):
    for cut in (day.isoformat()[:4], day.isoformat()[:7], day.isoformat()):
        assert first_day(cut) <= day <= last_day(cut)


def test_the_four_silences_are_four_types_and_four_sentences():
    answers = [Known(0, "table:x/y#z"), NotReported("table:x/y#z"), Silent("the 2015 summary"), NotHeld("catalogue:x")]
    assert len({type(a) for a in answers}) == 4
    said = [sentence(a, "prosecutions") for a in answers]
    assert len(set(said)) == 4
    assert [s for s in said if s.endswith(" 0")] == [said[0]], "only a value may be printed as a number"


def test_an_ask_for_more_enforcement_always_carries_a_caution():
    for code, entry in gaps().items():
        assert entry.cautions or not entry.enforcement, code
        assert set(entry.cautions) <= set(cautions())
        assert set(entry.topics) <= set(topics())


def test_the_vocabulary_holds_every_code_of_the_codebook_and_the_three_gaps_of_statutes():
    assert {c for c, g in gaps().items() if not g.codebook} == {"law_child_age", "law_acts_missing", "state_labour_programme"}
    assert len(gaps()) == 25
    with pytest.raises(UserError, match="'no_such_gap'"):
        gap("no_such_gap")
