"""A history read as spells: unbroken stretches of reports on the Watch List or on Tier 3.

The history is folded year by year into a small `Reading`. A year that is unknown splits each reading into
one per tier that it may have been, so many unknown years cost little.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from palermo.law.history import TIERS, YearEntry


@dataclass(frozen=True)
class Basis:
    """How the years are counted: from which report, how many Watch List years bring the limit, and on which
    list.

    `whole_list` counts the statute's special watch list (also the up-a-tier years) and not the Tier 2 Watch
    List alone.
    """

    first: int
    limit: int
    whole_list: bool = False


@dataclass(frozen=True)
class Spell:
    """Consecutive reports at one tier. `length` can exceed the years given when a waiver proves earlier
    ones.
    """

    tier: str
    years: tuple[int, ...]
    length: int
    waivers: int = 0

    def waived(self, limit: int) -> bool:
        """Whether a downgrade waiver must have kept some year of this Watch List spell."""
        return self.tier == "2WL" and (self.length > limit or self.waivers > 0)


@dataclass(frozen=True)
class Reading:
    """One way in which the history may have been: the last three adjoining spells and what the limits need
    of them.

    `listed` are the latest consecutive years that count towards the limit; `waived_then_3` the years of the
    first waived spell that was followed by Tier 3, however long ago.
    """

    spells: tuple[Spell, ...] = ()
    listed: tuple[int, ...] = ()
    waived_then_3: tuple[int, ...] = ()
    previous: str | None = None

    @property
    def watch(self) -> Spell | None:
        """The Watch List spell that reaches the report before, if there is one."""
        return self.spells[-1] if self.spells and self.spells[-1].tier == "2WL" else None

    @property
    def run(self) -> int:
        """The consecutive years that count towards the limit, up to the report before."""
        return max(len(self.listed), self.watch.length if self.watch else 0)

    def used(self, limit: int) -> int:
        """How many downgrade waivers the present run has taken: each year beyond the limit needed one."""
        return max(0, self.run - limit, self.watch.waivers if self.watch else 0)


def readings(history: Mapping[int, YearEntry], report_year: int, basis: Basis) -> tuple[Reading, ...]:
    """Every reading that the history leaves open, in a fixed order; one only when no year is unknown."""
    found = {Reading()}
    for year in range(basis.first, report_year):
        entry = history.get(year)
        found = {step for reading in found for step in _steps(reading, year, entry, basis)}
    return tuple(sorted(found, key=lambda reading: (reading.run, repr(reading))))


def _steps(reading: Reading, year: int, entry: YearEntry | None, basis: Basis) -> list[Reading]:
    if entry is None:
        return [_step(reading, year, None, False, basis)]
    tiers = TIERS if entry.counted is None else (entry.counted,)
    return [_step(reading, year, tier, entry.waiver, basis) for tier in tiers]


def _step(reading: Reading, year: int, tier: str | None, waiver: bool, basis: Basis) -> Reading:
    on_list = _on_list(tier, reading.previous, basis)
    return Reading(
        spells=_spells(reading.spells, year, tier, waiver, basis),
        listed=(*reading.listed, year) if on_list else (),
        waived_then_3=reading.waived_then_3 or _just_fell(reading, tier, basis),
        previous=tier if basis.whole_list else None,
    )


def _on_list(tier: str | None, previous: str | None, basis: Basis) -> bool:
    """A Watch List year; on the whole statutory list also a year after a move up a tier."""
    moved_up = (tier == "1" and previous in ("2", "2WL")) or (tier == "2" and previous == "3")
    return tier == "2WL" or (basis.whole_list and moved_up)


def _just_fell(reading: Reading, tier: str | None, basis: Basis) -> tuple[int, ...]:
    fell = tier == "3" and reading.watch is not None and reading.watch.waived(basis.limit)
    return reading.watch.years if fell and reading.watch else ()


def _spells(spells: tuple[Spell, ...], year: int, tier: str | None, waiver: bool, basis: Basis) -> tuple[Spell, ...]:
    if tier not in ("2WL", "3"):
        return ()
    if not spells or spells[-1].tier != tier:
        spells = (*spells[-2:], Spell(tier, (), 0))
    return (*spells[:-1], _longer(spells[-1], year, waiver, basis.limit))


def _longer(spell: Spell, year: int, waiver: bool, limit: int) -> Spell:
    waivers = spell.waivers + waiver
    least = limit + waivers if waiver else 0  # a waiver is given only from the year after the limit on
    return replace(spell, years=(*spell.years, year), length=max(spell.length + 1, least), waivers=waivers)
