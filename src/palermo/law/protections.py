"""Protections to discuss with a lawyer (R35): dated leads for counsel, that fall out of print when nobody has reviewed them.

Information, not legal advice. An entry says where it was read and how sure that is: `H` is not given here, `M` was read in a copy
or a secondary source, `L` is to be checked before it is used.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from palermo.errors import PalermoError
from palermo.law.load import HOME, read_yaml
from palermo.law.model import Confidence
from palermo.law.shape import build
from palermo.register.dates import first_day

STALE_AFTER = 180  # days since the last review


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence on a protection, with a confidence of its own."""

    text: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Protection:
    """One protection: on what law it rests, its test, who files, how long it lasts, and when this was last reviewed."""

    id: str
    title: str
    citation: str
    test: str
    who_files: str
    length: str
    notes: tuple[Note, ...]
    confidence: Confidence
    last_reviewed: str
    read_in: str

    def age(self, day: dt.date) -> int:
        """Days since the last review. A review that is dated to a month counts from the month's first day."""
        return (day - first_day(self.last_reviewed)).days


@cache
def protections() -> tuple[Protection, ...]:
    """All of them, in the order of the file. PalermoError names an entry that does not fit."""
    found = tuple(build(Protection, row, f"protections.yml[{n}]") for n, row in enumerate(read_yaml(HOME / "protections.yml")))
    for one in found:
        try:
            first_day(one.last_reviewed)
        except ValueError as fault:
            raise PalermoError(f"protections.yml, {one.id}: last_reviewed: {fault}.") from None
    return found


def to_discuss(day: dt.date) -> tuple[tuple[Protection, ...], tuple[Protection, ...]]:
    """The protections that were reviewed within `STALE_AFTER` days of a day, and those that were not and are left out."""
    fresh = tuple(one for one in protections() if 0 <= one.age(day) <= STALE_AFTER)
    return fresh, tuple(one for one in protections() if one not in fresh)
