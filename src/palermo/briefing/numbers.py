"""Numbers as they are printed, and the numbers that a value and its sources hold: what is printed must be among them."""

import re
from collections.abc import Iterable
from typing import Any

from palermo.briefing.claims import ordinal
from palermo.register.dates import MONTHS

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PARTS_OF_A_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_ORDINALS = {ordinal(n): float(n) for n in range(1, 20)}
_CARDINALS = {"two": 2.0, "three": 3.0, "ten": 10.0}


def printed(text: str) -> list[float]:
    """Every number in a text: digits, months and ordinals by name."""
    found = [float(match.replace(",", "").rstrip(".")) for match in _DIGITS.findall(text.replace("–", " "))]
    for word in re.findall(r"[A-Za-z]+", text):
        if word in MONTHS and word != "May":
            found.append(float(MONTHS.index(word) + 1))
        elif word.lower() in _ORDINALS:
            found.append(_ORDINALS[word.lower()])
        elif word.lower() in _CARDINALS:
            found.append(_CARDINALS[word.lower()])
    return found


def held(content: Any) -> set[float]:
    """The numbers in a value or a cell: itself, those in its text, the parts of a date."""
    if isinstance(content, (int, float)) and not isinstance(content, bool):
        return {float(content)}
    if isinstance(content, (tuple, list)):
        return set().union(*map(held, content)) if content else set()
    if isinstance(content, str):
        parts = {float(part) for match in _PARTS_OF_A_DATE.findall(content) for part in match if part}
        return set(printed(content)) | parts
    return set()


def strays(text: str, contents: Iterable[Any]) -> list[float]:
    """Numbers in a text that stand in none of the contents; millions with one place count as the number that they round."""
    known = set().union(*map(held, contents))
    known |= {round(number / 1e6, 1) for number in known} | {float(f"{number:g}") for number in known}
    return [number for number in printed(text) if number not in known]
