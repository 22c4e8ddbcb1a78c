"""The series as written, the names that addresses give, and what a document must be like."""

import datetime as dt
from email.utils import format_datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import UserError
from palermo.library.addresses import further, wanted
from palermo.library.answers import retry_after, same_site
from palermo.library.content import fault, look, media_type
from palermo.library.places import edition, jurisdiction, jurisdiction_within, printable, speaks_of
from palermo.library.series import all_series, named
from palermo.register.jurisdictions import jurisdictions

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", sorted(all_series()))
def test_each_series_says_who_established_its_facts_and_what_was_never_met(name: str) -> None:
    series = all_series()[name]
    assert series.origin
    assert series.formats
    assert series.never_met or all(era.met for era in series.eras)
    assert set(series.slugs.values()) <= set(jurisdictions())
    assert set(series.rests_on) <= set(all_series())


def test_series_of_one_origin_are_the_report_and_its_copy_only() -> None:
    origins = [series.origin for series in all_series().values()]
    assert {origin for origin in origins if origins.count(origin) > 1} == {"us_state_tip"}


def test_the_report_has_addresses_for_every_edition_once() -> None:
    tip = named("TIP")
    assert tip.editions(2026) == tuple(range(2001, 2027))
    assert all(sum(era.covers(year) for era in tip.eras) == 1 for year in range(2001, 2027))
    assert tip.expected.of(2024) == (185, 195)
    assert tip.expected.of(1999) is None


def test_an_unknown_series_is_named_with_those_that_there_are() -> None:
    with pytest.raises(UserError, match=r"'tipp' is no series.*\btip\b.*\bgreta\b|\bgreta\b.*\btip\b"):
        named("tipp")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("burkina-faso", "BFA"),
        ("burkinafaso", "BFA"),
        ("cote-divoire", "CIV"),
        ("china-includes-tibet-hong-kong-and-macau", "CHN"),
        ("republic-of-the-congo", "COG"),
        ("guinea", "GIN"),
        ("guinea-bissau", "GNB"),
        ("papua-new-guinea", "PNG"),
        ("niger", "NER"),
        ("nigeria", "NGA"),
        ("CUB", "CUB"),
        ("qa", None),
        ("per", None),
        ("introduction", None),
        ("", None),
    ],
)
def test_a_slug_names_its_place_and_two_letters_never_do(text: str, code: str | None) -> None:
    assert jurisdiction(text, named("tip").slugs) == code


@pytest.mark.parametrize(
    ("text", "code", "year"),
    [
        ("Cuba 2024 Human Rights Report", "CUB", 2024),
        ("2016 Trafficking in Persons Report: South Sudan", "SSD", 2016),
        ("BURMA (Tier 3)", "MMR", None),
        ("tip_2023_sri-lanka_final", "LKA", 2023),
        ("Talks of Cuba and Peru, 2015 to 2016", None, None),
        ("624521", None, None),
    ],
)
def test_a_longer_name_speaks_of_one_place_and_one_year_or_of_none(text: str, code: str | None, year: int | None) -> None:
    assert jurisdiction_within(text) == code
    assert edition(text) == year


def test_a_name_cannot_turn_the_screen_about() -> None:
    assert printable("a\u202eb\u200bc\x1b[2J\nd") == "a\ufffdb\ufffdc\ufffd[2J\ufffdd"


ARCHIVED = b"""<html><body>
<a href="/j/tip/rls/tiprpt/2010/142759.htm">Country Narratives -- Countries A Through F</a>
<a href="142760.htm#top">Country Narratives: Countries G through M</a>
<a href="/j/tip/rls/tiprpt/2010/142740.htm">Letter from the Secretary</a>
<a href="https://elsewhere.example/j/tip/rls/tiprpt/2010/1.htm">Country Narratives</a>
<a href="http://[bad">Country Narratives</a></body></html>"""
NUMBERED = b"""<html><body><select><option value="/j/tip/rls/tiprpt/countries/2016/258000.htm">Cuba</option></select>
<a href="/j/tip/rls/tiprpt/countries/2016/258001.htm">Timor-Leste</a><a href="/j/tip/rls/tiprpt/countries/2016/258001.htm">again</a>
<a href="/j/tip/rls/tiprpt/countries/2016/258002.htm">Definitions</a></body></html>"""


def test_pages_by_letters_are_told_from_letters_to_the_reader() -> None:
    tip, base = named("tip"), "https://2009-2017.state.gov/j/tip/rls/tiprpt/2010/index.htm"
    era = tip.era(2010)
    assert era is not None
    found = wanted(tip, era, 2010, ARCHIVED, base)
    assert [w.address.rpartition("/")[2] for w in found] == ["142759.htm", "142760.htm"]
    assert {w.jurisdiction for w in found} == {None}


def test_numbered_pages_take_their_place_from_the_words_of_the_link() -> None:
    tip, base = named("tip"), "https://2009-2017.state.gov/j/tip/rls/tiprpt/countries/2016/index.htm"
    era = tip.era(2016)
    assert era is not None
    assert sorted(w.jurisdiction or "" for w in wanted(tip, era, 2016, NUMBERED, base)) == ["CUB", "TLS"]
    assert further(era, 2016, b'<a href="../../2016/index.htm">Report</a>', base) == [
        "https://2009-2017.state.gov/j/tip/rls/tiprpt/2016/index.htm"
    ]


def test_retry_after_is_read_in_both_forms_and_capped() -> None:
    date = format_datetime(NOW + dt.timedelta(seconds=30), usegmt=True)
    past = format_datetime(NOW - dt.timedelta(days=1), usegmt=True)
    cases = {"7": 7.0, "99999999999": 300.0, date: 30.0, past: 0.0, "soon": None, "": None, "-5": None, "Tue, 99 Foo": None}
    assert {value: retry_after(value, NOW) for value in cases} == cases


def test_hosts_of_one_site_and_of_others() -> None:
    assert same_site("https://www.state.gov/a", "https://2009-2017.state.gov/b")
    assert not same_site("https://www.state.gov/a", "https://state.gov.example.org/")
    assert not same_site("http://127.0.0.1/", "http://10.0.0.1/")


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"%PDF-1.4", "", "application/pdf"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "", "text/html"),
        (b"<div>words</div>", "", "text/html"),
        (b' {"a": 1}', "a.txt", "application/json"),
        (b"a,b\n1,2", "a.csv", "text/csv"),
        (b"<Countries><Country>", "countries_2018.xml", "application/xml"),
        (b"<?xml version='1.0'?><Countries>", "", "application/xml"),
        ("<p>words</p>".encode("utf-16"), "", "text/html"),
        (b"plain words", "", "text/plain"),
        (b"a\0b", "a.html", "application/octet-stream"),
        (b"\x7fELF\0", "", "application/octet-stream"),
    ],
)
def test_a_format_is_told_by_the_bytes(content: bytes, name: str, expected: str) -> None:
    assert media_type(content, name) == expected


@pytest.mark.parametrize(
    "content", [b"<" * 100_000, b"<div>" * 100_000, b"[" * 1_000_000, b"{" * 9, b"<html>\xff\xfe\0", b"%PDF-"]
)
def test_a_hostile_document_is_named_at_fault_and_raises_nothing(content: bytes) -> None:
    assert fault(content, look(content), named("tip"), whole=False)


PAGE = (
    b"<!doctype html><html><head><title>Cuba</title></head><body><h1>Cuba</h1>"
    + b"<p>trafficking and more</p>" * 90
    + b"</body></html>"
)
INSERTS = (
    b"\0",
    b"\xff\xfe",
    "\u202e\u200b\u2066".encode(),
    b"<![CDATA[",
    b"<!--",
    b"&#xFFFFFFFF;",
    b"{",
    b"\x1f\x8b",
    b"%PDF-",
    b"]]>",
    b"<svg><math>",
)


@given(
    st.randoms(use_true_random=False),
    st.sampled_from((PAGE, b"%PDF-1.7 trafficking %%EOF", b'{"a": ["trafficking"]}', b"a,b\n1,2")),
)
def test_a_document_that_was_cut_shuffled_or_mixed_raises_nothing(chance: Random, content: bytes) -> None:
    for _ in range(chance.randrange(1, 6)):
        here, there = sorted((chance.randrange(len(content) + 1), chance.randrange(len(content) + 1)))
        content = chance.choice(
            (
                content[:here],
                content[there:] + content[:here],
                content[:here] + chance.choice(INSERTS) + content[here:],
                content[here:] * 2,
            )
        )
    seen = look(content, chance.choice(("a.html", "a.csv", "a", "a.json")))
    for series in all_series().values():
        reason = fault(content, seen, series, whole=chance.random() < 0.5)
        assert reason is None or reason.strip()


def test_words_of_scripts_are_not_words_of_the_page() -> None:
    seen = look(
        b"<html><head><title> A  b </title><style>x</style></head><body>one<script>two</script> three<!-- four --></body></html>"
    )
    assert (seen.title, seen.words) == ("A b", "one three")


@pytest.mark.parametrize(
    ("text", "code", "held"),
    [
        ("Trafficking in Nigeria", "NER", False),
        ("The Government of Niger", "NER", True),
        ("SOMALIA (Special Case)", "MLI", False),
        ("Romania", "OMN", False),
        ("BURKINA-FASO", "BFA", True),
        ("burkinafaso", "BFA", True),
        ("Cote d\u2019Ivoire", "CIV", True),
    ],
)
def test_a_name_within_another_word_is_not_spoken_of(text: str, code: str, held: bool) -> None:
    assert speaks_of(text, code) is held
