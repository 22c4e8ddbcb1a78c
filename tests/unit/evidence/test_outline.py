"""Sections are found by headings, by lines, by words that open a paragraph and by labels; together they cover the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.evidence.model import Heading, Text
from palermo.evidence.outline import function_of, sections_of
from palermo.evidence.page import levelled, page


def names(text: str, *headings: tuple[str, int]) -> list[str]:
    return [section.name for section in sections(text, *headings)]


def sections(text: str, *headings: tuple[str, int]):  # type: ignore[no-untyped-def]
    marked = tuple(Heading(text.index(words), text.index(words) + len(words), level) for words, level in headings)
    return sections_of(Text(text, (), marked), levelled(text))


# Headings -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("PRIORITIZED RECOMMENDATIONS", "recommendations"),
        ("** PRIORITIZED RECOMMENDATIONS **", "recommendations"),
        ("Prioritised Recommendations:", "recommendations"),
        ("RECOMMENDATIONS FOR NORVALE", "recommendations"),
        ("Suggested Actions", "recommendations"),
        ("PRIORTIZED RECOMENDATIONS", "recommendations"),
        ("Prosecution", "prosecution"),
        ("1. Prosecution", "prosecution"),
        ("PROSECUTON", "prosecution"),
        ("Law Enforcement", "prosecution"),
        ("Prevension", "prevention"),
        ("II. PROTECTION OF VICTIMS", "protection"),
        ("TRAFFICKING PROFILE:", "profile"),
        ("Scope and Magnitude", "profile"),
        ("Norvale (Tier 2)", None),
        ("Production", None),
        ("Projection", None),
        ("Prosecution of a minister ended in acquittal", None),
        ("Recommendations were made. They came late", None),
        ("", None),
    ],
)
def test_a_heading_names_a_function_whatever_its_spelling(heading: str, name: str | None) -> None:
    assert function_of(heading) == name


def test_the_title_of_a_page_begins_the_narrative_and_others_keep_their_words() -> None:
    text = "Norvale (Tier 2)\n\nIt is so.\n\nProsecution\n\nNone.\n\nOdds and ends\n\nMore."
    found = sections(text, ("Norvale (Tier 2)", 1), ("Prosecution", 3), ("Odds and ends", 3))
    assert [(s.name, s.title) for s in found] == [
        ("narrative", "Norvale (Tier 2)"),
        ("prosecution", "Prosecution"),
        ("other", "Odds and ends"),
    ]


def test_a_heading_below_a_section_stays_in_it() -> None:
    text = "Suggested Actions\n\nLegal Framework\n\nEnact a law.\n\nEnforcement\n\nHire inspectors."
    assert names(text, ("Suggested Actions", 3), ("Legal Framework", 4), ("Enforcement", 4)) == ["recommendations"]


def test_marked_headings_and_words_that_open_a_paragraph_complete_each_other() -> None:
    text = "Norvale\n\nIt is so.\n\nRecommendations for Norvale: Enact a law.\n\nProsecution\n\nNone."
    assert names(text, ("Norvale", 1), ("Prosecution\n\nNone."[:11], 5)) == ["narrative", "recommendations", "prosecution"]


# Words --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "It is a source.\n\nRecommendations for Norvale: Enact a law.\n\nProsecution\nThe government did.\n\nProtection\nIt did not.\n\nPrevention\nNone.",
        "It is a source.\n\nRecommendations for Norvale:\nEnact a law.\n\nProsecution. The government did.\n\nProtection. No.\n\nPrevention. None.",
        "It is a source.\n\nRECOMMENDATIONS FOR NORVALE\nEnact a law.\n\nPROSECUTION - The government did.\n\nPROTECTION: No.\n\nPREVENTION — None.",
        "It is a source. PRIORITIZED RECOMMENDATIONS: Enact a law. PROSECUTION The government did. PROTECTION No one. PREVENTION None here.",
        "It is a source.\n\n** PRIORITIZED RECOMMENDATIONS **\n\n* Enact a law.\n\nPROSECUTION\n\nThe government did.\n\nPROTECTION\n\nNo.\n\nPREVENTION\n\nNone.",
        "It is a source.\n\nRecommendations\n\nEnact a law.\n\n1. Prosecution\nThe government did.\n\n2. Protection\nNo.\n\n3. Prevention\nNone.",
    ],
    ids=["lines", "stops", "dashes", "in the run of the text", "asterisks", "numbers"],
)
def test_every_form_of_the_outline_is_the_same_outline(text: str) -> None:
    assert names(text) == ["narrative", "recommendations", "prosecution", "protection", "prevention"]


def test_sections_begin_at_their_heading_and_end_at_the_next() -> None:
    text = "It is a source.\n\nRecommendations for Norvale: Enact a law.\n\nProsecution\nThe government did."
    assert [text[s.start : s.end].strip() for s in sections(text)] == [
        "It is a source.",
        "Recommendations for Norvale: Enact a law.",
        "Prosecution\nThe government did.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The government made recommendations to employers. Prosecution of officials is rare.",
        "Protection of victims improved, and prevention: it was not.",
        "Police sent files to the PROSECUTION office, and the court sat.",
        "A sentence.\nprevention is a word here.",
    ],
)
def test_words_of_a_sentence_are_no_headings(text: str) -> None:
    assert names(text) == ["narrative"]


def test_labels_of_summaries_are_sections() -> None:
    assert names("current situation: Norvale is a source; tier rating: Tier 3 - it does not comply") == ["profile", "rating"]


# Any text -----------------------------------------------------------------------------------------------------------------------

PIECES = st.lists(
    st.sampled_from(
        [
            "Prosecution",
            "PROTECTION",
            "\n",
            "\n\n",
            ". ",
            ": ",
            "Recommendations for İtaly:",
            "The government did",
            "tier rating: ",
            "** ",
            "a",
        ]
    ),
    max_size=25,
)


@given(PIECES, st.data())
def test_sections_cover_a_text_in_order(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    spans = sorted(
        {tuple(sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))) for _ in range(data.draw(st.integers(0, 3)))}
    )
    headings = tuple(Heading(start, end, data.draw(st.integers(1, 6))) for start, end in spans)
    found = sections_of(Text(text, (), headings), levelled(text))
    assert "".join(text[s.start : s.end] for s in found) == text
    assert all(one.end == other.start for one, other in pairwise(found))
    assert headings or all(s.title in text[s.start : s.end] for s in found)


def test_a_sentence_without_an_end_is_cut_between_words_and_no_term_or_place_hangs_over_the_cut() -> None:
    text = "women were trafficked to West African countries by South Asian recruiters " * 400
    sheet = page(Text(text), "CUB")
    assert len(sheet.clauses) > 1
    assert max(clause.end - clause.start for clause in sheet.clauses) <= 1_500
    assert all(end <= clause.end for clause in sheet.clauses for _, end, _ in clause.hits)
    assert " ".join(text[clause.start : clause.end] for clause in sheet.clauses) == text.strip()
