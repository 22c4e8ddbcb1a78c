"""The judgment that opens each P."""

import pytest

from palermo.evidence.findings.trends import trends
from palermo.evidence.model import Heading, Text
from palermo.evidence.page import page


def found(text: str) -> dict[str, str]:
    return {trend.subject: trend.direction for trend in trends(page(Text(text), None))}


@pytest.mark.parametrize(
    ("text", "subject", "direction"),
    [
        ("The government increased law enforcement efforts.", "prosecution", "increased"),
        ("The government modestly decreased efforts to protect victims.", "protection", "decreased"),
        ("The government maintained limited prevention efforts.", "prevention", "maintained"),
        ("The government made minimal efforts to prevent trafficking.", "prevention", "minimal"),
        ("The government made no discernible law enforcement efforts.", "prosecution", "none"),
        ("The government made modest efforts to protect victims.", "protection", "minimal"),
        ("The government made mixed protection efforts.", "protection", "mixed"),
        ("Law enforcement efforts declined sharply.", "prosecution", "decreased"),
    ],
)
def test_the_judgment_names_its_p_and_its_direction(text: str, subject: str, direction: str) -> None:
    assert found(text) == {subject: direction}


def test_a_heading_names_the_subject_of_a_judgment_that_does_not() -> None:
    text = "Protection\nThe government increased its efforts. It opened a shelter."
    source = Text(text, headings=(Heading(0, 10, 2),))
    assert [(t.subject, t.direction, text[t.start : t.end]) for t in trends(page(source, None))] == [
        ("protection", "increased", "increased its efforts")
    ]


def test_efforts_that_were_not_reported_are_not_efforts_that_were_not_made() -> None:
    assert found("The government did not report law enforcement efforts.") == {}


def test_corruption_that_continued_to_impede_efforts_maintains_nothing() -> None:
    assert found("Corruption continued to impede law enforcement efforts.") == {}


def test_what_is_said_of_something_beside_the_efforts_is_no_trend_of_them() -> None:
    sheet = page(
        Text("The government maintained inadequate victim protection efforts and decreased its funding for shelters."), None
    )
    assert [(trend.subject, trend.direction) for trend in trends(sheet)] == [("protection", "maintained")]


def test_efforts_that_something_else_impeded_are_not_judged() -> None:
    assert found("Housing remained limited and adversely affected efforts to investigate traffickers.") == {}
