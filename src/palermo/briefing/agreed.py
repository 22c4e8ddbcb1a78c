"""What a workspace knows and no record does, as plain data: earlier answers, open commitments, points that a team wrote down.

Claims made from it have the basis `agreed`. They cite the item by its key, whose content the paper keeps beside them, and a paper that
holds any carries the strictest of their marks.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Literal

from palermo.briefing.claims import Citation, Value, day_value
from palermo.register.dates import in_words

Mark = Literal["never", "not_attributable", "attributable", "public"]
# The source-protection marks, the strictest first, as the head of a paper says them.
MARKS: dict[Mark, str] = {
    "never": "never leaves our workspace",
    "not_attributable": "not to be attributed to us",
    "attributable": "attributable to us",
    "public": "public",
}
ANSWERS = {
    "accepted": "accepted",
    "accepted_in_part": "accepted in part",
    "noted": "noted, and not accepted",
    "refused": "refused",
}
SIDES = {"ours": "our side's", "theirs": "their side's", "joint": "of both sides"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_JOINERS = frozenset("\u200c\u200d")  # with which Persian and Indic scripts are written; no other invisible character is kept


@dataclass(frozen=True, slots=True)
class Answered:
    """How the other side answered an ask. `ask` is the id of that ask where it came from a brief, `words` what they said."""

    key: str
    mark: Mark
    sentence: str
    answer: str
    on: dt.date
    gap: str | None = None
    ask: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Promised:
    """A commitment that is still open. `side` is ours, theirs or joint; `status` and `standing` in words."""

    key: str
    mark: Mark
    side: str
    title: str
    on: dt.date
    due: dt.date | None = None
    status: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A point that a team wrote down for the meeting: an ask of its own, an indicator to be discussed, anything further.

    `ask` is the id of an ask of a brief: a paper that prints that ask leaves the point out.
    """

    key: str
    mark: Mark
    what: Literal["asks", "indicators", "points"]
    text: str
    on: dt.date
    ask: str | None = None


Agreed = Answered | Promised | Noted


def cells(item: Agreed) -> dict[str, str | None]:
    """What an item holds, by field, as a paper prints it: one line, without characters that control or turn what follows."""
    found = {field.name: getattr(item, field.name) for field in fields(item)}
    return {name: said.isoformat() if isinstance(said, dt.date) else _line(said) for name, said in found.items()}


def _line(text: str | None) -> str | None:
    if text is None:
        return None
    kept = (c if unicodedata.category(c)[0] != "C" or c in _JOINERS else " " for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(kept).split())


def printed_as(said: str) -> tuple[str, ...]:
    """The ways in which a field may stand in print: as it is, in the words of the lists above, as a day in words."""
    day = in_words(said) if _DAY.fullmatch(said) else said
    return (said, day, ANSWERS.get(said, said), SIDES.get(said, said))


def strictest(items: Iterable[Agreed]) -> Mark | None:
    """The mark that a paper made from some items carries; None where there are none."""
    marks = {item.mark for item in items}
    return next((mark for mark in MARKS if mark in marks), None)


def cite(item: Agreed, field: str) -> Citation:
    """Cite one field of an item."""
    return Citation(f"agreed:{item.key}#{field}", "workspace")


def read(item: Agreed, field: str, text: str | None = None) -> Value:
    """A field of an item as a value; `text` is how it is printed, if not as it stands."""
    said = cells(item)[field] or ""
    return Value(said if text is None else text, said, "words", (cite(item, field),))


def day(item: Agreed, field: str = "on") -> Value:
    """A day of an item as a value."""
    return day_value(cells(item)[field] or "", [cite(item, field)])
