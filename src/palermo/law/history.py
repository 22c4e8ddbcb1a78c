"""A history of placements: what one edition said of one place, and how a person types it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from palermo.errors import UserError
from palermo.law.model import Law
from palermo.law.versions import LAST_YEAR, check_year

TIERS = ("1", "2", "2WL", "3", "SC")
PLACEMENTS = ("1", "2", "2WL", "2WL+waiver", "3", "SC")
_ENTRY = re.compile(r"(?P<year>\d{4})\s*:\s*(?P<tier>[^\s:]+)\Z")


@dataclass(frozen=True)
class YearEntry:
    """One edition's placement: `tier` of TIERS, or None when the edition existed but the placement is not
    known.

    `waiver` marks a Watch List year that was kept by a downgrade waiver. `reassessed` is the tier after a
    reassessment within the year, which is then the one that counts.
    """

    tier: str | None
    waiver: bool = False
    reassessed: str | None = None

    @property
    def counted(self) -> str | None:
        """The tier that counts for the clock: the reassessed one if there was a reassessment."""
        return self.reassessed or self.tier


def parse_history(text: str) -> dict[int, YearEntry]:
    """A typed history such as `2013:2WL+w,2014:3`, with `?` for an unknown placement and `2009:3>2WL` for a
    reassessment within the year.

    UserError names the word that cannot be read, an unknown tier, or a year given twice with different
    placements.
    """
    found: dict[int, YearEntry] = {}
    for word in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        match = _ENTRY.match(word)
        if match is None:
            raise UserError(f"'{word}' in the history is not of the form YEAR:TIER, for example 2016:2WL.")
        year, entry = int(match["year"]), _entry(match["tier"], word)
        if found.setdefault(year, entry) != entry:
            raise UserError(f"The history contradicts itself: '{year}' is given twice, the second time as '{word}'.")
    return found


def _entry(text: str, word: str) -> YearEntry:
    base, plus, mark = text.partition("+")
    if plus and mark not in ("w", "waiver"):
        raise UserError(f"'{plus}{mark}' in '{word}' is not known; a year kept by downgrade waiver is written 2013:2WL+w.")
    first, _, second = base.partition(">")
    entry = YearEntry(_tier(first, word), bool(plus), _tier(second, word) if second else None)
    _check_waiver(entry, word)
    return entry


def _tier(text: str, word: str) -> str | None:
    if text in ("?", "unknown"):
        return None
    if text not in TIERS:
        raise UserError(f"'{text}' in '{word}' is not a tier; the tiers are {', '.join(TIERS)}, or ? when not known.")
    return text


def _check_waiver(entry: YearEntry, word: str) -> None:
    if entry.waiver and entry.counted not in ("2WL", None):
        raise UserError(
            f"'{word}' contradicts itself: a downgrade waiver keeps a place on the Tier 2 Watch List, "
            f"so it cannot go with '{entry.counted}'."
        )


def check_history(history: Mapping[int, YearEntry], report_year: int, law: Law) -> dict[int, YearEntry]:
    """The entries before `report_year`, in order of years. UserError names an impossible year, tier or
    waiver.
    """
    for year, entry in history.items():
        if not law.versions[0].first_report_year <= year <= LAST_YEAR:
            check_year(year, law)
        word = f"{year}:{entry.counted}" + ("+w" if entry.waiver else "")
        for tier in filter(None, (entry.tier, entry.reassessed)):
            _tier(tier, word)
        _check_waiver(entry, word)
    # A waiver is known only of a Watch List year, so it settles a placement that is otherwise unknown.
    settled = {y: replace(e, tier="2WL") if e.waiver and e.counted is None else e for y, e in history.items()}
    return {year: settled[year] for year in sorted(settled) if year < report_year}
