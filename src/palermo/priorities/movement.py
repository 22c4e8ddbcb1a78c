"""The chance of movement: our outlook, the open window of the statutory calendar, and what was closed before."""

from collections.abc import Callable

from palermo.assessment.clock import ClockRow, edition_clock
from palermo.assessment.numbered import Cited, cited, cited_catalogue, cited_law
from palermo.law.versions import law_version
from palermo.outlook.model import TIERS, Chance
from palermo.priorities.precedents import Precedent
from palermo.priorities.reading import Reading, Readings, World, cited_cell, largest
from palermo.register.vocabulary import gaps


def chance_up(world: World) -> Readings:
    """Our chance of a better placement in the next edition, as a share of the largest chance of any place."""
    return _chances(world, "higher", lambda chance: chance.up)


def chance_down(world: World) -> Readings:
    """Our chance of a worse placement in the next edition, as a share of the largest chance of any place."""
    return _chances(world, "lower", lambda chance: chance.down)


def _chances(world: World, word: str, of: Callable[[Chance], float]) -> Readings:
    known = world.outlook.chances if world.outlook else {}
    most = largest({code: of(chance) for code, chance in known.items() if code in world.places})
    return {code: _chance(world, code, known.get(code), word, of, most) for code in world.places}


def _chance(world: World, code: str, chance: Chance | None, word: str, of: Callable[[Chance], float], most: float) -> Reading:
    placed = cited(world.placement(code), "tier")
    if chance is None or world.outlook is None:
        return Reading(None, f"no estimate of ours for a place of its kind ({word})", (placed,))
    if chance.before == (TIERS[0] if word == "higher" else TIERS[-1]):
        return Reading(0.0, f"nothing {word} than {'Tier 1' if word == 'higher' else 'Tier 3'}", (placed,))
    p = of(chance)
    doubt = (p * (1 - p) / (world.unsure.chance + 1) + (world.outlook.off**2 if p else 0.0)) ** 0.5 / most
    said = f"our estimate: a chance of {p:.2f} of a {word} placement in the {world.outlook.report_year} edition"
    return Reading(p / most, said, (placed,), doubt)


def window(world: World) -> Readings:
    """How much of the period is left in which an act counts for a place at the third-year limit; none for any other place."""
    rows = {row.code: row for row in edition_clock(world.record).rows}
    return {code: _window(world, rows[code]) if code in rows else _no_clock(world, code) for code in world.places}


def _no_clock(world: World, code: str) -> Reading:
    said = f"the third-year limit: its placement in the {world.latest} edition is not in this record"
    return Reading(None, said, (cited(world.placement(code), "tier"), cited_catalogue("tier_placements")))


def _window(world: World, row: ClockRow) -> Reading:
    standing = world.places[row.code]
    version = law_version(row.answer.report_year, world.record.as_of, law=world.record.law)
    limits = tuple(cited_law(rule.citation, version) for rule in row.answer.rules if rule.id in ("R11", "R12", "R13"))
    sources: tuple[Cited, ...] = (*(cited(fact, "tier") for fact in row.evidence), *dict.fromkeys(limits))
    year = row.answer.report_year
    if row.answer.may_be_at_limit and not row.answer.at_limit:
        return Reading(None, f"whether it is at the third-year limit before the {year} edition is not certain", sources)
    if not row.answer.at_limit:
        return Reading(0.0, f"not at the third-year limit before the {year} edition", sources)
    if standing.counting_year != year:
        return Reading(0.0, f"at the third-year limit, but the period that counts for the {year} edition is over", sources)
    days = standing.days_left
    said = f"at the third-year limit before the {year} edition, with {days} days left in which an act counts"
    whole = (standing.period.end - standing.period.start).days
    return Reading(days / whole, said, sources)


def closures(world: World) -> Readings:
    """Of the gaps of a place whose fate is known, the share that was closed on positive evidence; missing where none is known.

    A gap that is no longer mentioned, or that a law followed without a word on what it closed, counts neither way;
    nor does joining the Palermo Protocol, which nearly all have done.
    """
    fates: dict[str, list[Precedent]] = {}
    for one in world.fates.values():
        if one.state in ("closed", "still_reported"):
            fates.setdefault(one.place, []).append(one)
    return {code: _closed(world, fates.get(code, [])) for code in world.places}


def _closed(world: World, fates: list[Precedent]) -> Reading:
    if not fates:
        said = "past closings: of no gap of it is it known whether it was closed or is still reported"
        return Reading(None, said, (cited_catalogue("reported_findings"),))
    closed = [one for one in fates if one.state == "closed"]
    many, share = len(fates), len(closed) / len(fates)
    doubt = ((len(closed) + 1) * (many - len(closed) + 1) / (many + 3)) ** 0.5 / (many + 2)  # as of a share seen in so many
    said = f"{len(closed)} of {many} gaps whose fate is known closed before" if many > 1 else _one(fates[0])
    cells = [one.closed[-1].cells[0] if one.closed else one.had[-1].cell for one in fates]
    return Reading(share, said, tuple(dict.fromkeys(cited_cell(world.record, cell) for cell in cells)), doubt)


def _one(fate: Precedent) -> str:
    label = gaps()[fate.gap].label
    if not fate.closed:
        return f"“{label}”, reported and not closed"
    return f"“{label}”, closed {'by' if fate.closed[-1].by_then else 'in'} {fate.closed[-1].year}"


INDICATORS: dict[str, Callable[[World], Readings]] = {
    "chance_up": chance_up,
    "chance_down": chance_down,
    "window": window,
    "closures": closures,
}
"""What makes up the chance of movement, by the name that the weights use."""
