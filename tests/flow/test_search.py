"""`palermo search` as a person types it: what is found, narrowed, marked and cited, and what no day may show."""

import datetime as dt
import json
import sys
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from palermo.cli.search import command
from palermo.errors import UserError
from palermo.evidence.engines import engine
from palermo.evidence.run import read_library
from palermo.library.store import writing
from palermo.record.opened import opened
from palermo.record.search import answer as searching
from palermo.record.search.answer import Filters, search

sys.path.insert(0, str(Path(__file__).parent))
from texts import held

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "reference" / "schemas" / "search.json").read_text(encoding="utf-8"))
TEXTS = (
    # series, edition, jurisdiction, published, text
    (
        "tip_report",
        2015,
        "CUB",
        "2015-07-27",
        "Police trained inspectors. Employers withheld passports of migrants in forced labour.",
    ),
    ("tip_report", 2016, "CUB", "2016-06-30", "Courts convicted nine traffickers. The survivor network asked for shelters."),
    ("tip_report", 2016, "PER", "2016-06-30", "Minors begged near the mines. Police freed victims from debt bondage."),
    ("tip_report", 2020, "PER", "2020-06-25", "Police opened a lantern shelter. Courts convicted two traffickers."),
    ("own", 2016, "PER", None, "Police kept a lantern list. NGOs asked for a national plan of action."),
)


def keep(texts, first=0):
    with writing() as writer:
        for number, (series, edition, place, published, text) in enumerate(texts, start=first):
            day = dt.date.fromisoformat(published) if published else None
            more = {"series": series, "edition": edition, "jurisdiction": place, "published": day}
            writer.keep(text.encode(), held(text.encode(), number, **more))
    with engine(workers=0) as running:
        read_library(running)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """A home whose library holds the texts, read."""
    home = tmp_path_factory.mktemp("searched")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALERMO_HOME", str(home))
        keep(TEXTS)
    return home


@pytest.fixture(autouse=True)
def home(shelf, monkeypatch):
    monkeypatch.setenv("PALERMO_HOME", str(shelf))
    return shelf


def run(*arguments):
    done = CliRunner().invoke(command, [*map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def data(*arguments):
    found = json.loads(run(*arguments, "--format", "json"))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    numbers = [source["n"] for source in found["sources"]]
    assert [n for passage in found["passages"] for n in passage["citations"]] == numbers
    return found


def places(*arguments):
    return sorted((p["series"], p["edition"], p["jurisdiction"]) for p in data(*arguments)["passages"])


def test_a_passage_comes_with_its_marked_words_and_its_citation():
    (passage,) = data("passport confiscation")["passages"]
    assert [passage["text"][start:end] for start, end in passage["marked"]] == ["withheld passports"]
    (source,) = data("passport confiscation")["sources"]
    assert (source["edition"], source["published"]) == (2015, "2015-07-27")
    start, end = map(int, source["locator"].rpartition("#")[2].split("-"))
    assert TEXTS[0][4][start:end] == passage["text"]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("police",), [("own", 2016, "PER"), *(("tip_report", *p) for p in ((2015, "CUB"), (2016, "PER"), (2020, "PER")))]),
        (("police", "--country", "Cuba"), [("tip_report", 2015, "CUB")]),
        (("traffickers", "--country", "Cuba", "--country", "Peru"), [("tip_report", 2016, "CUB"), ("tip_report", 2020, "PER")]),
        (("police", "--year", "2016-2019"), [("own", 2016, "PER"), ("tip_report", 2016, "PER")]),
        (("police", "--year", "2016", "--series", "tip"), [("tip_report", 2016, "PER")]),
        (("victim",), [("tip_report", 2016, "PER")]),
        (("survivor",), [("tip_report", 2016, "CUB")]),
        (("children",), [("tip_report", 2016, "PER")]),
        (("NAP",), [("own", 2016, "PER")]),
        (("lantern -list",), [("tip_report", 2020, "PER")]),
        (("lantern shelter OR survivor network",), [("tip_report", 2016, "CUB"), ("tip_report", 2020, "PER")]),
        (("zebra",), []),
    ],
)
def test_words_and_filters_narrow_what_is_found(arguments, found):
    assert places(*arguments) == found


@pytest.mark.parametrize("term", ["iso3cub", "seriestipreport", "iso3*"])
def test_a_term_by_which_the_index_filters_is_no_word_of_a_passage(term):
    with opened() as record:
        assert search(record, term) == ()


def test_a_section_narrows_and_every_passage_is_in_exactly_one():
    sections = {p["section"] for p in data("police")["passages"]}
    for section in sections:
        assert {p["section"] for p in data("police", "--section", section)["passages"]} == {section}
    counts = [len(data("police", "--section", section)["passages"]) for section in sections]
    assert sum(counts) == len(data("police")["passages"])


def test_what_was_published_later_is_not_found_and_undated_texts_only_without_a_day():
    assert places("lantern") == [("own", 2016, "PER"), ("tip_report", 2020, "PER")]
    assert places("lantern", "--as-of", "2020-06-24") == []
    assert places("lantern", "--as-of", "2020-06-25") == [("tip_report", 2020, "PER")]


@given(
    st.lists(st.sampled_from(" ".join(row[4] for row in TEXTS).split()), min_size=1, max_size=4), st.sampled_from([" ", " OR "])
)
def test_no_question_leads_past_the_day(chosen, between):
    day = dt.date(2016, 6, 29)
    with opened(day) as record:
        found = search(record, between.join(chosen), limit=100)
    assert {f.published for f in found} <= {"2015-07-27"}


@given(
    st.text(max_size=40),
    st.sampled_from([Filters(), Filters(("CUB",), (2015, 2016), ("protection",), ("tip_report",)), Filters(("'",))]),
)
def test_odd_questions_and_filters_are_answered_or_refused(text, filters):
    with opened() as record:
        try:
            found = search(record, text, filters)
        except UserError:
            return
    assert all(0 <= start < end <= len(f.text) for f in found for start, end in f.marked)


def test_the_best_come_first_and_pages_do_not_overlap():
    every = [p["id"] for p in data("police OR courts OR lantern")["passages"]]
    paged = [
        p["id"]
        for n in range(0, len(every), 2)
        for p in data("police OR courts OR lantern", "--limit", 2, "--offset", n)["passages"]
    ]
    assert paged == every
    assert "lantern" in data("police OR courts OR lantern")["passages"][0]["text"]


def test_the_screen_names_place_edition_and_source(tmp_path):
    text = run("withheld passports")
    assert "Cuba, 2015" in text
    assert "text1.txt" in run("traffickers", "--year", 2016)
    assert "No passage of the 5 narratives that fit these filters answers 'zebra'." in " ".join(run("zebra").split())
    run("zebra", "-o", tmp_path / "found.txt")
    assert "zebra" in (tmp_path / "found.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("police", "--year", "2019-2016"), "ends before it begins"),
        (("police", "--year", "soon"), "no year"),
        (("police", "--country", "Atlantis"), "Atlantis"),
        (("police", "--series", "gazette"), "gazette"),
        (("-police",), "no word to look for"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(arguments, said):
    with pytest.raises(UserError, match=said):
        run(*(("--", *arguments) if arguments[0].startswith("-") else arguments))


LATER = (
    # what was written after 2016, much of it about lanterns and police; an edition of 2016 that nobody could read before 2019
    *(("own", 2016 + n % 4, "CUB", "2019-03-01", f"Police kept lantern list {n}. Police police lantern nine traffickers.") for n in range(12)),
    ("tip_report", 2016, "BOL", "2019-01-31", "Police of lantern towns. Victims begged. Courts asked for shelters for victims."),
    ("tip_report", 2020, "CUB", "2020-06-25", "Courts convicted traffickers of debt bondage; police withheld passports of nobody."),
)  # fmt: skip
QUESTIONS = [
    (text, Filters(*filters))
    for text in (
        "police",
        "police OR lantern OR traffickers",
        "courts OR police freed",
        "traffick* OR victims -shelter",
        '"debt bondage"',
    )
    for filters in ((), (("PER", "CUB"),), ((), (2015, 2016)), ((), None, (), ("tip_report",)))
]


@pytest.mark.parametrize("together", [searching.RANKED, 2])
def test_what_is_published_later_changes_neither_the_order_nor_the_scores_of_an_earlier_answer(tmp_path, monkeypatch, together):
    def answers(day, shelf, *kept):
        monkeypatch.setenv("PALERMO_HOME", str(tmp_path / shelf))
        for first, texts in kept:
            keep(texts, first)
        with opened(day) as record:
            return [search(record, text, filters, limit=100) for text, filters in QUESTIONS]

    monkeypatch.setattr(searching, "RANKED", together)
    early, late = (0, TEXTS), (len(TEXTS), LATER)
    day = dt.date(2016, 12, 31)
    before = answers(day, "grown", early)
    assert sum(map(len, before)) > len(QUESTIONS)
    now = answers(None, "grown", late)
    assert answers(day, "grown") == before
    assert answers(day, "whole", late, early) == before
    assert answers(None, "whole") == now
    earlier, later = ({one.passage for one in answer[0]} for answer in (before, now))
    assert earlier < later


@pytest.mark.parametrize("together", [1, 2, 3])
def test_however_many_are_ranked_together_each_is_found_once_and_the_latest_group_comes_first(monkeypatch, together):
    with opened() as record:
        every = {found.passage for found in search(record, "police OR courts OR lantern", limit=100)}
        monkeypatch.setattr(searching, "RANKED", together)
        found = search(record, "police OR courts OR lantern", limit=100)
    assert sorted(one.passage for one in found) == sorted(every)
    groups = [[one.edition for one in found[at : at + together]] for at in range(0, len(found), together)]
    assert all(min(group) >= max(after) for group, after in pairwise(groups))
    scores = [[one.score for one in found[at : at + together]] for at in range(0, len(found), together)]
    assert all(group == sorted(group, reverse=True) for group in scores)


def test_where_nothing_is_held_the_answer_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path / "empty"))
    found = data("police")
    assert found["passages"] == []
    assert found["narratives_held"] == 0
    assert "holds no narrative" in found["silence"]
    assert "says nothing about what was reported" in " ".join(run("police").split())


def test_of_a_place_year_or_series_of_which_nothing_is_held_no_silence_is_claimed():
    for more in (("--country", "Fiji"), ("--year", "1999"), ("--series", "greta")):
        said = " ".join(run("police", *more).split())
        assert "Not in this record" in said, more
        assert "says nothing about what was reported" in said
        assert "No passage of the" not in said
        assert "Not in this record" in data("police", *more)["silence"]
    both = " ".join(run("zebra", "--country", "Cuba", "--country", "Fiji").split())
    assert "answers 'zebra'" in both
    assert "Not in this record: a narrative on Fiji" in both
    assert data("zebra", "--country", "Cuba")["silence"] is None
