"""The words of a passage and of a question meet where they mean the same, and only there."""

import sqlite3
import string
from contextlib import closing
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.record.folding import INDEX_DDL, SECTIONS, first_number, numbers, row, synonyms, tag, words
from palermo.record.search.query import parse


def finds(text: str, query: str) -> bool:
    """Whether a passage of that text answers the question, by the index itself."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(INDEX_DDL)
        cells = row(text, "CUB", "protection", "tip_report")
        db.execute(f"INSERT INTO passage_index VALUES ({', '.join('?' * len(cells))})", cells)
        found = db.execute("SELECT rowid FROM passage_index WHERE passage_index MATCH ?", (parse(query).sql(),)).fetchall()
    return bool(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("forced labor", "forced labour"),
        ("labour inspectors", "labor inspector"),
        ("trafficking in persons", "human trafficking"),
        ("TIP", "trafficking in human beings"),
        ("minors", "children"),
        ("underage girls", "minor girls"),
        ("withheld passports", "passport confiscation"),
        ("the withholding of passports", "the passport retention"),
        ("passports were confiscated", "seizure of passports"),
        ("bonded labour", "debt bondage"),
        ("non-governmental organisations", "NGO"),
        ("NGOs", "civil society organization"),
        ("national plan of action", "NAP"),
        ("programme", "programs"),
        ("housemaids", "domestic workers"),
        ("placement fees", "recruitment fees"),
        ("kafala", "sponsorship system"),
        ("child soldiers", "children in armed conflict"),
        ("Côte d'Ivoire", "cote d’ivoire"),
        ("work\u00adshop", "workshop"),
        ("criminalised", "criminalized"),
    ],
)
def test_what_means_the_same_is_found_both_ways(one: str, other: str) -> None:
    assert finds(f"Officials spoke of {one} again.", other)
    assert finds(f"Officials spoke of {other} again.", one)
    assert finds(f"Officials spoke of {other} again.", f'"spoke of {one}"')


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("the survivor spoke", "victim"),
        ("the victim spoke", "survivor"),
        ("police left a tip", "TIP"),
        ("a nap at noon", "NAP"),
        ("migrants were smuggled", "trafficked"),
        ("minority groups", "child"),
        ("passports were issued", "passport retention"),
        ("labor without pay was forced", '"forced labor"'),
    ],
)
def test_what_differs_stays_apart(text: str, query: str) -> None:
    assert not finds(text, query)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("forced labor in mines", "labor"),
        ("the withholding of passports", "passports"),
        ("withheld passports", "withheld"),
        ("victims of human trafficking", "human"),
        ("victims of human trafficking", "trafficking"),
        ("sexual exploitation of women", "exploitation"),
        ("bonded labor", "bonded"),
        ("child soldiers", "soldiers"),
        ("NGOs ran shelters", "ngos"),
    ],
)
def test_a_single_word_of_a_phrase_that_is_folded_is_found_as_well(text: str, query: str) -> None:
    assert finds(text, query)


@pytest.mark.parametrize(
    ("query", "yes", "no"),
    [
        ('"identified victims"', "officials identified victims early", "victims were identified"),
        ("traffick*", "traffickers fled", "traffic stopped"),
        ("shelter OR clinic", "a clinic opened", "a school opened"),
        ("police -raid", "police trained", "police ended a raid"),
        ("police NOT raid", "police trained", "police ended a raid"),
        ('police -"night raid"', "police planned a raid at night", "police on a night raid"),
        ("victims shelter", "a shelter for victims", "a shelter for animals"),
        ("convicted traffickers OR jailed police", "police were jailed", "police freed convicted people"),
    ],
)
def test_operators_mean_what_they_say(query: str, yes: str, no: str) -> None:
    assert finds(yes, query)
    assert not finds(no, query)


@pytest.mark.parametrize(
    "text",
    [
        "Employers withheld their passports.",
        "Some were retaining the passports of maids, others confiscating workers' passports.",
        "Their passports had been confiscated.",
        "Agents keep migrant workers' passports.",
    ],
)
def test_passports_that_are_kept_from_workers_are_found_however_it_is_said(text: str) -> None:
    assert finds(text, "withholding of passports")
    assert not finds("Clerks issued passports and kept records.", "withholding of passports")


@given(st.text(max_size=80))
def test_folding_is_stable_and_never_fails(text: str) -> None:
    once = words(text)
    assert once == once.strip()
    assert "  " not in once
    assert words(text) == once


@given(st.lists(st.sampled_from(sorted({w for k, o in synonyms().items() for p in (k, *o) for w in p.split()})), max_size=8))
def test_a_text_answers_its_own_words(chosen: list[str]) -> None:
    text = " ".join(chosen)
    assert not chosen or finds(text, text)


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_that_is_known_has_a_place_of_its_own(name: str) -> None:
    cells = row("police came", "CUB", name, "own")
    assert [c for c in cells if "police" in c] == [cells[SECTIONS.index(name)]]
    assert row("police came", None, "no such section", "own") == row("police came", None, "other", "own")


@given(st.text(string.printable, max_size=12))
def test_a_filter_is_one_plain_word(value: str) -> None:
    assert tag("iso3", value).isalnum()


def test_editions_never_share_a_number() -> None:
    spans = [numbers(edition) for edition in (None, *range(1999, 2030), 9999)]
    assert all(high < low for (_, high), (low, _) in pairwise(spans))
    assert spans[-1][1] < 2**63  # what a database can hold


def test_a_passage_is_numbered_by_what_its_document_is() -> None:
    low, high = numbers(2016)
    order = [
        first_number(2016, f"{start}{'a' * 57}", part) for start in ("0000000", "00000ff", "fffffff") for part in (0, 7, 5000)
    ]
    assert order == sorted(order)
    assert low == order[0] < order[-1] + 2048 <= high + 1
    assert all(after - before >= 2048 for before, after in pairwise(order))
