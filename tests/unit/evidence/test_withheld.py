"""Which figures a text says were not reported: those that its words name, and no other."""

import pytest

from palermo.evidence.counting import MEASURES
from palermo.evidence.withheld import withheld


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("did not say how many cases were investigated", ("investigations",)),
        ("gave no number of prosecutions or convictions", ("prosecutions", "convictions")),
        ("did not share law enforcement data", ("investigations", "prosecutions", "convictions")),
        ("did not report identifying anybody", ("victims_identified",)),
        ("data on the care of survivors were not available", ("victims_assisted",)),
        ("victim data were unreliable", ("victims_identified", "victims_assisted")),
        ("did not provide any data", MEASURES),
    ],
)
def test_the_words_name_the_figures(words, named):
    assert withheld(words) == named
