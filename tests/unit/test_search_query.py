"""What a person types is read as meant; no text is a syntax error."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import UserError
from palermo.record.folding import INDEX_DDL, plain
from palermo.record.search.query import Query, Term, parse
from palermo.record.search.words import counter, marks

ODD = st.text(st.sampled_from("ab \"'*-+()[]{}:^,;.%\\\0\n\t/&|~éß中🙂\u202e\ud800") | st.characters(), max_size=60)
WORDS = st.lists(
    st.sampled_from(["OR", "AND", "NOT", "NEAR", "tags", ":", "-", "-x", '"', '"a b"', "a*", "*", "TIP", "labour"]), max_size=9
)


def terms(query: Query) -> list[list[str]]:
    return [[term.folded for term in side] for side in query.any_of]


@given(ODD | WORDS.map(" ".join))
def test_no_text_is_a_syntax_error(text: str) -> None:
    try:
        query = parse(text)
    except UserError:
        return
    assert query.wanted
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(INDEX_DDL)
        db.execute("SELECT rowid FROM passage_index WHERE passage_index MATCH ?", (query.sql(),)).fetchall()
    assert all(0 <= start < end <= len(text) for start, end in marks(text, query.wanted))


@pytest.mark.parametrize(
    ("text", "any_of", "none_of"),
    [
        ("forced labour victims", [["forcedlabor", "victims"]], []),
        ('"identified victims" shelter', [["identified victims", "shelter"]], []),
        ("police OR courts", [["police"], ["courts"]], []),
        ("police training OR forced labour courts", [["police", "training"], ["forcedlabor", "courts"]], []),
        ('police "night raid" OR traffick* OR judges', [["police", "night raid"], ["traffick"], ["judges"]], []),
        ('police OR "human trafficking"', [["police"], ["traffickinginpersons"]], []),
        ("police -raid", [["police"]], ["raid"]),
        ("police NOT raid court", [["police", "court"]], ["raid"]),
        ('police NOT "night raid"', [["police"]], ["night raid"]),
        ("police -raid OR courts", [["police"], ["courts"]], ["raid"]),
        ("police AND court", [["police", "court"]], []),
        ("police AND NOT court", [["police"]], ["court"]),
        ("police OR -court", [["police"]], ["court"]),
        ("OR police", [["police"]], []),
        ("police OR", [["police"]], []),
        ("police OR OR court", [["police"], ["court"]], []),
        ("police NOT", [["police"]], []),
        ("non-state actors", [["non-state", "actors"]], []),
        ("or not and", [["or", "not", "and"]], []),
    ],
)
def test_operators_are_read_as_they_stand(text: str, any_of: list[list[str]], none_of: list[str]) -> None:
    query = parse(text)
    assert terms(query) == any_of
    assert [term.folded for term in query.none_of] == none_of


def test_a_star_ends_a_beginning_and_is_nothing_elsewhere() -> None:
    assert parse("traffick*").wanted == (Term("traffick", prefix=True),)
    assert parse('"traffick*"').wanted == (Term("traffick"),)


@pytest.mark.parametrize("text", ["", "   ", "...", '""', "-police", "NOT police", "*", "OR", "-", "\0"])
def test_a_question_without_a_word_to_look_for_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="no word to look for"):
        parse(text)


def test_a_question_that_is_too_long_is_refused() -> None:
    with pytest.raises(UserError, match="501 characters"):
        parse("a" * 501)


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Employers withheld passports and pay.", "passport retention", ["withheld passports"]),
        ("Forced labour, bonded labor: labour inspectors.", "forced labor", ["Forced labour"]),
        ("An NGO left a tip; the ngo list.", "civil society organization", ["NGO"]),
        ("Traffickers traffic in fear.", "traffick*", ["Traffickers"]),
        ("Victims of human trafficking spoke.", '"victims of trafficking in persons"', ["Victims of human trafficking"]),
        ("They identified; identification came late.", "identified", ["identified", "identification"]),
        ("A survivor, not a victim.", "victim", ["victim"]),
        ("Children and minors.", "child", ["Children", "minors"]),
        ("Côte d’Ivoire asked.", "cote", ["Côte"]),
        ("El Niño año", "nino", ["Niño"]),
    ],
)
def test_what_is_marked_are_the_words_asked_for(text: str, query: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, parse(query).wanted)] == marked


@pytest.mark.parametrize(
    ("text", "query", "times"),
    [
        ("Police met the police; policing went on.", "police", 3),
        ("Forced labour and compulsory labor.", '"forced labor"', 2),
        ("The NGO left; ngo and NGOs.", "NGO", 2),
        ("An ngo, no civil society organization.", "NGO", 1),
        ("Law against TIP; human trafficking, a tip.", "trafficking in persons", 2),
        ("L’unaccented réseau: RÉSEAU, réseaux.", "reseau", 3),
        ("An underpaid unpaid paid maid.", "paid", 1),
        ("Nothing of it.", "police", 0),
    ],
)
def test_a_term_counts_as_often_as_it_is_marked(text: str, query: str, times: int) -> None:
    (term,) = parse(query).wanted
    letters = plain(text)
    assert counter(term)(letters, letters.lower()) == len(marks(text, (term,))) == times
