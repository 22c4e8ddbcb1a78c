"""Clauses and the paragraphs that end them."""

import pytest

from palermo.evidence.findings.figures import figures
from palermo.evidence.model import Text
from palermo.evidence.page import page


def clauses(text: str) -> list[str]:
    return [text[clause.start : clause.end] for clause in page(Text(text), None).clauses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Efforts of the courts\n\nJudges convicted two traffickers",
            ["Efforts of the courts", "Judges convicted two traffickers"],
        ),
        ("Care for victims\n \t\nThe state ran a shelter.", ["Care for victims", "The state ran a shelter."]),
        ("no census was held\r\n\r\nPolice freed six girls", ["no census was held", "Police freed six girls"]),
        (
            "Judges convicted nobody.\n\n\n\nPolice freed six girls.",
            ["Judges convicted nobody.", "Police freed six girls."],
        ),
    ],
)
def test_a_blank_line_ends_a_clause(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


@pytest.mark.parametrize("text", ["Judges convicted two\ntraffickers of six women", "Judges convicted\n  two traffickers"])
def test_the_end_of_a_line_alone_ends_none(text: str) -> None:
    assert clauses(text) == [text]


def test_a_heading_of_the_next_paragraph_lends_no_words_to_a_count() -> None:
    found = figures(
        page(Text("Victims identified abroad\n\nThe ministry gave 30 lectures and the courts convicted two men"), None)
    )
    assert [(figure.measure, figure.value) for figure in found] == [("convictions", 2)]
