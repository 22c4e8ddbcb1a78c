"""Placements in words: a person reads names, never the codes of the data."""

import re

from palermo.register.tiers import TIERS

NAMES = TIERS | {"2WL+waiver": "Tier 2 Watch List by a downgrade waiver"}
SHORT = NAMES | {"2WL": "Watch List"}  # in narrow columns, under a key
MODES = {"state_practice": "as the Department practises it", "statute_literal": "by the letter of the statute"}
_CODE = re.compile(r"(?:(?<=^)|(?<=, )|(?<=\d{4}:))(2WL\+waiver|2WL|SC|[123])(?=$|,)")


def named(text: str) -> str:
    """A text with the codes of placements that stand alone in it, in a list or after a year, in words.

    >>> named("1, 2WL, SC")
    'Tier 1, Tier 2 Watch List, special case'
    >>> named("2015:2WL, 2016:3")
    '2015: Tier 2 Watch List, 2016: Tier 3'
    """
    return re.sub(r"(?<=\d{4}):(?=[TSs])", ": ", _CODE.sub(lambda code: NAMES[code.group()], text))
