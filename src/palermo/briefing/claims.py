"""Claims: sentences made from the record that cite, or are not printed.

A claim is put together from a template and values. Every number in it comes in through a value, and every value knows where it
was read (a locator) or which function computed it from which locators, so that a checker can read or compute it again.
"""

import re
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from palermo.register.dates import in_words

Basis = Literal["reported", "coded", "rule", "computed", "forecast", "agreed"]
_LOCATOR = re.compile(r"(?P<kind>table|text|law|catalogue|agreed):(?P<path>[^#]+)(?:#(?P<part>.+))?\Z")


@dataclass(frozen=True)
class Locator:
    """A place in one grammar: `table:tier_placements/CUB/2016#tier`, `text:<sha256>#120-188`, `law:22-USC-7107(b)@LV2016`,
    `catalogue:tier_placements`; how many rows of a table hold a value: `table:watch_list_events#count(event=waiver)`; what a workspace
    holds and this record does not: `agreed:<key of the item>#answer`.
    """

    kind: str
    path: str
    part: str | None = None

    @classmethod
    def parse(cls, text: str) -> "Locator":
        """Read a locator. ValueError when it is none."""
        match = _LOCATOR.match(text)
        if match is None:
            raise ValueError(f"'{text}' is no locator")
        return cls(match["kind"], match["path"], match["part"])

    @property
    def table(self) -> str:
        """The table of a `table:` locator."""
        return self.path.partition("/")[0]

    @property
    def key(self) -> str:
        """The key within the table."""
        return self.path.partition("/")[2]

    def __str__(self) -> str:
        return f"{self.kind}:{self.path}" + (f"#{self.part}" if self.part else "")


@dataclass(frozen=True)
class Citation:
    """Who established what a claim says, and where this record holds it. `published` is the date of the original."""

    locator: str
    source: str
    published: str | None = None
    carrier: str | None = None
    caveat: str | None = None


@dataclass(frozen=True)
class Value:
    """A value as printed (`text`) and as data (`value`). `computed` names the function that made it from what it cites."""

    text: str
    value: Any
    unit: str
    citations: tuple[Citation, ...] = ()
    computed: str | None = None


@dataclass(frozen=True)
class Claim:
    """One sentence with its basis, its values and at least one citation."""

    id: str
    text: str
    basis: Basis
    values: tuple[Value, ...]
    citations: tuple[Citation, ...]


class _Printer(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Value):
            return value.text
        if isinstance(value, str):
            return value
        return listed([v.text for v in value])


def listed(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def _unique(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citations))


def claim(
    claim_id: str,
    basis: Basis,
    template: str,
    *,
    cites: Iterable[Citation] = (),
    **slots: Value | Sequence[Value] | str,
) -> Claim:
    """Make a claim. Slots are values, lists of values, or words without a number (names); the template holds no number.

    ValueError when nothing is cited: no cite, no print.
    """
    values: list[Value] = []
    for slot in slots.values():
        if isinstance(slot, Value):
            values.append(slot)
        elif not isinstance(slot, str):
            values.extend(slot)
    text = _Printer().format(template, **slots)
    text = text[:1].upper() + text[1:]
    citations = _unique([c for value in values for c in value.citations] + list(cites))
    if not citations:
        raise ValueError(f"claim {claim_id} cites nothing: {text}")
    return Claim(claim_id, text, basis, tuple(dict.fromkeys(values)), citations)


def day_value(value: str, citations: Iterable[Citation] = (), computed: str | None = None) -> Value:
    """A date as a value, printed in words and never more precise than it is known."""
    return Value(in_words(value), value, "date", tuple(citations), computed)


# Words that count. They may stand in a claim only inside a value. `one`, `no` and `none` are left out: prose needs them.
NUMBER_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundred|thousand|million|billion|dozen|"
    r"second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twice|zero|half|double)\b",
    re.IGNORECASE,
)
_ORDINALS = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_TENS = (
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
)


def ordinal(number: int) -> str:
    """`first`, `second`, ...; above nineteen in digits."""
    words = (*_ORDINALS, *_TENS)
    if number < len(words):
        return words[number]
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0, "th")
    return f"{number}{suffix}"


def stray_numbers(claim_: Claim) -> list[str]:
    """Numbers in the text of a claim that stand in none of its values: digits, and words that count."""
    rest = claim_.text
    for text in sorted({v.text for v in claim_.values}, key=len, reverse=True):
        for form in (text, text[:1].upper() + text[1:]):
            rest = rest.replace(form, " ")
    return re.findall(r"\d+", rest) + NUMBER_WORDS.findall(rest)
