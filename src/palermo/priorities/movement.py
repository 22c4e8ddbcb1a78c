"""The chance of movement: our outlook, the open window of the statutory calendar, and what was closed before."""

from collections.abc import Callable

from palermo.assessment.clock import deciding
from palermo.assessment.numbered import Cited, cited, cited_catalogue, cited_law
from palermo.law.clock import ClockAnswer, tier_clock
from palermo.law.explain import RuleApplied
from palermo.law.history import YearEntry
from palermo.law.versions import law_version
from palermo.outlook.model import TIERS, Chance
from palermo.priorities.precedents.answer import Precedent
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


_LIMITS = ("R11", "R14")  # the third-year limit and the one-year rule: what closes the Watch List to a place that was on it


def window(world: World) -> Readings:
    """How much is left of the period that is running, where the Watch List is closed to a place in the edition of that period.

    Closed by the third-year limit, with or without a downgrade waiver, or by the one-year rule; nought where it is open. An edition
    that is not out yet, or not held, may come before: what it leaves is weighed by our chances of each placement in it.
    """
    return {code: _window(world, code) for code in world.places}


def _window(world: World, code: str) -> Reading:
    standing = world.places[code]
    year, days = standing.counting_year, standing.days_left
    closings = _closings(world, code, year)
    sources = _window_cites(world, code, [rule for shut in closings.values() for rule in shut or ()])
    chances = _chances_before(world, code, closings)
    if None in closings.values() or chances is None:
        return Reading(None, f"whether the Watch List is closed to it in the {year} edition is not certain", sources)
    p = sum(chance for tier, chance in chances.items() if closings[tier])
    if not p:
        return Reading(0.0, f"the Watch List is not closed to it in the {year} edition", sources)
    share = days / (standing.period.end - standing.period.start).days
    left = f"{days} {'day' if days == 1 else 'days'} left in which an act counts"
    if all(closings.values()):
        return Reading(share, f"the Watch List is closed to it in the {year} edition, with {left}", sources)
    said = f"our estimate: a chance of {p:.2f} that the {standing.next_year} edition, which is not in this record, leaves the Watch List "
    return Reading(share * p, said + f"closed to it in the {year} edition, with {left}", sources, share * (p * (1 - p)) ** 0.5)


_Closings = dict[str | None, tuple[RuleApplied, ...] | None]


def _closings(world: World, code: str, year: int) -> _Closings:
    """What closes the Watch List in an edition, by the placement in the one before where that is not known (None where it is).

    Empty where nothing does, None where an older placement that is not known decides.
    """
    standing = world.places[code]
    if world.latest not in standing.by_year:
        return {None: None}
    between: tuple[str | None, ...] = (None,) if standing.next_year >= year else TIERS
    found: _Closings = {}
    for tier in between:
        history = {**standing.history, **({standing.next_year: YearEntry(tier)} if tier else {})}
        found[tier] = _closed_by(tier_clock(history, year, law=world.record.law, as_of=world.record.as_of))
    return found


def _closed_by(answer: ClockAnswer) -> tuple[RuleApplied, ...] | None:
    rules = tuple(rule for rule in answer.rules if rule.id in _LIMITS and "2WL" in rule.excludes)
    return rules if "2WL" not in answer.allowed else None if rules else ()


def _chances_before(world: World, code: str, closings: _Closings) -> dict[str | None, float] | None:
    """How likely each case is; None where the cases differ and there is no estimate of ours for the edition between."""
    if len({bool(shut) for shut in closings.values()}) == 1:
        return {tier: 1 / len(closings) for tier in closings}
    known = world.outlook.chances.get(code) if world.outlook else None
    if known is None or world.outlook is None or world.outlook.report_year != world.places[code].next_year:
        return None
    return {tier: known.chances.get(tier or "", 0.0) for tier in closings}


def _window_cites(world: World, code: str, rules: list[RuleApplied]) -> tuple[Cited, ...]:
    standing = world.places[code]
    if world.latest not in standing.by_year:
        return cited(world.placement(code), "tier"), cited_catalogue("tier_placements")
    version = law_version(standing.counting_year, world.record.as_of, law=world.record.law)
    limits = tuple(dict.fromkeys(cited_law(rule.citation, version) for rule in rules))
    return (*(cited(fact, "tier") for fact in deciding(standing, standing.next_year)), *limits)


def closures(world: World) -> Readings:
    """Of the gaps of a place whose fate is known, the share expected to close, from those closed on positive evidence; else missing.

    That is the mean of a Beta distribution of the counts. Few gaps can be shown closed at all, and most of these by a law.

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
    many = len(fates)
    value = (len(closed) + 1) / (
        many + 2
    )  # of few that are known nothing is certain: one closed of one is no record of closing all
    doubt = ((len(closed) + 1) * (many - len(closed) + 1) / (many + 3)) ** 0.5 / (many + 2)  # as of a share seen in so many
    said = f"{len(closed)} of {many} gaps whose fate is known closed before" if many > 1 else _one(fates[0])
    cells = [one.closed[-1].cells[0] if one.closed else one.had[-1].cell for one in fates]
    return Reading(value, said, tuple(dict.fromkeys(cited_cell(world.record, cell) for cell in cells)), doubt)


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
