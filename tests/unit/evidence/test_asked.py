"""What a supervisory body asks of a government is nothing that the government did or failed to do."""

import pytest

from palermo.evidence.asked import asked_spans
from palermo.evidence.model import Text
from palermo.evidence.page import levelled
from palermo.evidence.reader import read


def kinds(text: str) -> list[str]:
    return [type(finding).__name__ for finding in read(Text(text), "XXA").findings]


@pytest.mark.parametrize(
    "text",
    [
        "The Committee recommends that the State party investigate and prosecute traffickers and open shelters for victims.",
        "The Committee urges the State party to: (a) Investigate and prosecute traffickers; (b) Open shelters for victims.",
        "GRETA invites the authorities to adopt a national action plan and to train police.",
        "22. The experts call upon the Government to convict traffickers.\n\n(a) Identify victims;\n\n(b) Adopt a new law.",
    ],
)
def test_nothing_that_is_asked_was_done(text: str) -> None:
    assert "Action" not in kinds(text)
    assert "Gap" not in kinds(text)


def test_what_stands_before_and_after_is_read_as_ever() -> None:
    text = (
        "21. Police investigated 12 trafficking cases.\n\n22. The Committee recommends that the State party:\n\n(a) Open shelters.\n\n"
        "23. The government adopted a national action plan."
    )
    told = {finding.type for finding in read(Text(text), "XXA").findings if type(finding).__name__ == "Action"}
    assert told == {"investigation", "plan_adopted"}
    spans = list(asked_spans(text, levelled(text)))
    assert [text[a:b] for a, b in spans] == ["Committee recommends that the State party:\n\n(a) Open shelters."]


def test_a_committee_of_the_government_that_acted_asks_for_nothing() -> None:
    assert list(asked_spans(*["the committee met and trained 20 police"] * 2)) == []
