"""Of a report on many matters, only what it says of trafficking is read."""

import pytest

from palermo.evidence.model import Figure, Part, Text
from palermo.evidence.page import page
from palermo.evidence.run import read_part
from palermo.evidence.subject import about_trafficking


def kept(text: str) -> list[str]:
    return [text[clause.start : clause.end] for clause in about_trafficking(page(Text(text), None)).clauses]


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested 40 protesters and courts convicted 12 persons of theft.",
        "Section 4. Corruption\n\nProsecutors investigated nine ministers. One was a trafficker, the press wrote.",
        "The courts convicted 12 drug traffickers.",
        "Section 6. Discrimination, Societal Abuses, and Trafficking in Persons\n\nWomen\n\nJudges convicted 30 men of rape.",
        "Trafficking in Persons\n\nSee the yearly report.\n\nPersons with Disabilities\n\nThe ministry assisted 90 persons.",
    ],
)
def test_other_crimes_and_other_persons_are_passed_over(text: str) -> None:
    assert not any(word in clause for clause in kept(text) for word in ("convicted", "investigated", "arrested", "assisted"))


@pytest.mark.parametrize(
    "text",
    [
        "Trafficking in Persons\n\nThe courts convicted five men. Police arrested two others.",
        "Section 7. Worker Rights\n\nb. Prohibition of Forced or Compulsory Labor\n\nThe courts convicted five employers.",
        "f. Trafficking in Persons\n\nThe courts convicted five men.",
        "Women\n\nSex trafficking of girls went on in the port. The courts convicted five men.",
    ],
)
def test_sections_and_paragraphs_about_trafficking_are_read(text: str) -> None:
    assert any("convicted five" in clause for clause in kept(text))


def test_findings_of_such_a_report_are_of_trafficking_and_its_passages_are_all_kept() -> None:
    text = "Security Forces\n\nCourts convicted 30 soldiers.\n\nTrafficking in Persons\n\nCourts convicted two traffickers."
    reading = read_part(Part("CUB", 2020, "Cuba", Text(text)), "human_rights_report")
    assert [f.value for f in reading.reading.findings if isinstance(f, Figure)] == [2]
    assert any(text[p.start : p.end] == "Courts convicted 30 soldiers." for p in reading.passages)
    whole = read_part(Part("CUB", 2020, "Cuba", Text(text)), "tip_report")
    assert [f.value for f in whole.reading.findings if isinstance(f, Figure)] == [30, 2]
