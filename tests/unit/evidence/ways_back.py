"""Checks that each character of a text leads back to the original."""

import html
import re

from palermo.evidence.layouts.decoding import decoded
from palermo.evidence.layouts.mapped import LEVEL
from palermo.evidence.model import Text


def check(text: Text, places: dict[str, str]) -> None:
    """Every character is that of its place, or the blank or entity there made it; what leads nowhere is a break."""
    at = 0
    for stretch in text.stretches:
        assert at <= stretch.start < stretch.end <= len(text.text)
        assert not text.text[at : stretch.start].strip()
        at = stretch.end
        original = places[stretch.place]
        for number, character in enumerate(text.text[stretch.start : stretch.end]):
            assert leads_back(character, original, stretch.at + number)
    assert not text.text[at:].strip()


def leads_back(character: str, original: str, at: int) -> bool:
    """Whether a character stands in the original at an offset, as itself, as a blank, or as an entity."""
    there = original[at]
    if (
        there.translate(LEVEL) == character
        or (character.isspace() and there.isspace())
        or (character == "-" and there == "\ufffe")
    ):
        return True
    entity = re.match(r"&#?\w{1,32};?", original[at:])
    return bool(entity) and character in html.unescape(entity[0]).translate(LEVEL)


def page(data: bytes) -> dict[str, str]:
    """The places of a document that is one text."""
    return {"": decoded(data)}
