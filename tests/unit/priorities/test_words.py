"""Words that prose from these rooms never uses, in what they are made of and in what they print."""

import re
from pathlib import Path

import pytest

import palermo

SRC = Path(palermo.__file__).parent
ROOMS = ("outlook", "priorities")
COMMANDS = ("outlook", "priorities", "precedents", "picture")
FILES = sorted(
    [path for room in ROOMS for path in (SRC / room).rglob("*") if path.suffix in (".py", ".yml", ".md", ".html", ".j2")]
    + [path for command in COMMANDS for path in (SRC / "cli").glob(f"{command}*.py")]
)
FORBIDDEN = re.compile(r"\bimpact|\bleverage", re.IGNORECASE)
TRAFFICKING = re.compile(r"tráfico de personas", re.IGNORECASE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SRC)))
def test_no_template_speaks_of_what_these_rooms_do_not_measure(path):
    text = path.read_text(encoding="utf-8")
    assert FORBIDDEN.findall(text) == []
    assert TRAFFICKING.findall(text) == []


def test_nothing_that_is_printed_does(today_record):
    from palermo.priorities.asks import point, without_plan
    from palermo.priorities.reading import World
    from palermo.priorities.table import INDICATORS
    from palermo.priorities.ties import ties
    from palermo.priorities.weights import standard

    world = World(today_record, None, standard().uncertainty)
    said = [reading.said for read in INDICATORS.values() for reading in read(world).values()]
    said += [make(world, code).said for make in (point, without_plan) for code in world.places]
    said += [tie.said for sender in ("USA", "GBR") for code in ("CUB", "GHA", "VNM") for tie in ties(today_record, sender, code)]
    said += [weight.why for part in standard().parts.values() for weight in (part.weight, *part.indicators.values())]
    assert len(said) > 2000
    assert [words for words in said if FORBIDDEN.search(words)] == []


def test_whose_estimate_it_is_is_said_by_every_document():
    from palermo.outlook.model import NOTE
    from palermo.priorities import document
    from palermo.priorities.backtest import document as backtest_document

    for note in (NOTE, document.NOTE, backtest_document.NOTE):
        assert "our estimate" in note.lower()
