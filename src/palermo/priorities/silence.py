"""The cost of silence: what was reported or advised again and again, without a closing on record."""

import math
from collections.abc import Callable

from palermo.assessment.gaps import ReportedGap
from palermo.assessment.numbered import cited_catalogue
from palermo.priorities.reading import Reading, Readings, World, cited_cell, cites, largest
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.worldwide import all_facts
from palermo.register.vocabulary import gaps

_LABOUR = "sweat_and_toil"
_AGAIN = 3  # yearly findings at least, before it can be said of advice that it came back or did not
_ByGap = dict[str, dict[str, Fact]]


def times(gap: ReportedGap) -> int:
    """In how many of the editions read a gap of the same form was reported."""
    return len({finding["report_year"] for finding in gap.alike})


def share_again(reported: int, held: int) -> float | None:
    """Of the summaries before the newest, the share that reported its gap too; None where no earlier one is held.

    `reported` and `held` count editions, the newest among them. A share of what is held does not grow with what is held: over all
    ways to lose an earlier summary, the largest share of any gap of a place is expected to be no lower.
    """
    return (reported - 1) / (held - 1) if held > 1 else None


def doubt_of_share(reported: int, held: int) -> float:
    """The standard deviation of such a share: that of a Beta distribution after so many earlier summaries, none being preferred."""
    yes, no = reported, held - reported + 1  # one each, and what the earlier ones say
    return float((yes * no / ((yes + no) ** 2 * (yes + no + 1))) ** 0.5)


def repeated_gap(world: World) -> Readings:
    """Of the gaps of a recent summary the one that most others reported, as a share of the earlier summaries that are held."""
    return {code: _repeated(world, code) for code in world.places}


def _repeated(world: World, code: str) -> Reading:
    missing = world.no_summary(code)
    if missing:
        return Reading(None, f"gaps reported again: {missing}", (cited_catalogue("reported_findings"),))
    now = [g for g in world.gaps[code] if g.year == world.summary[code] and not world.closing(code, g.gap.code)]
    if not now:
        return _all_closed(world, code)
    gap = max(now, key=lambda g: (times(g), -g.gap.rank))
    held = len({year for year in query.coded_editions(world.record, code) if year <= gap.year} | {gap.year})
    years = sorted({finding["report_year"] for finding in gap.alike})
    value = share_again(len(years), held)
    if value is None:
        said = f"whether “{gap.gap.label}” was reported before: one summary is held, of {years[0]}"
        return Reading(None, said, cites(gap.alike, "code"))
    once = sum(finding["codings"] == 1 for finding in gap.alike)
    coded = (once * world.unsure.gap_error * (1 - world.unsure.gap_error)) ** 0.5 / (held - 1)
    said = f"“{gap.gap.label}” reported in {len(years)} of the {held} summaries held"
    said += f", {years[0]} to {years[-1]}" if len(years) > 1 else f", that of {years[0]}"
    return Reading(value, said, cites(gap.alike, "code"), math.hypot(doubt_of_share(len(years), held), coded))


def _all_closed(world: World, code: str) -> Reading:
    """Every gap of the newest summary was closed since: there is nothing to repeat."""
    now = [g.gap.code for g in world.gaps[code] if g.year == world.summary[code]]
    answers = [answer for gap in now if (answer := world.closing(code, gap))]
    said = f"every gap of the summary of {world.summary[code]} closed since"
    return Reading(0.0, said, tuple(dict.fromkeys(cited_cell(world.record, a.cells[0]) for a in answers)))


def repeated_advice(world: World) -> Readings:
    """On how many gaps half of the Labor Department's yearly findings or more print advice; sorted by machine.

    Missing where fewer than three yearly findings with advice are held. Only what had been printed by the day is counted.
    """
    rows = all_facts(world.record, "machine_findings", kind="recommendation", series=_LABOUR)
    given: dict[str, dict[str, dict[str, Fact]]] = {}
    for row in rows:
        given.setdefault(row["iso3"], {}).setdefault(row["code"], {}).setdefault(row["edition"], row)
    if not world.fresh(max((int(row["edition"]) for row in rows), default=0)):
        given = {}
    held = {code: len({year for years in by_gap.values() for year in years}) for code, by_gap in given.items()}
    again = {code: {g: y for g, y in by_gap.items() if 2 * len(y) >= held[code]} for code, by_gap in given.items()}
    most = largest({code: float(len(found)) for code, found in again.items() if code in world.places and held[code] >= _AGAIN})
    return {code: _advised(world, given.get(code), again.get(code, {}), held.get(code, 0), most) for code in world.places}


def _advised(world: World, given: _ByGap | None, again: _ByGap, held: int, most: float) -> Reading:
    if not given:
        said = "advice of the Labor Department: none recent on this record"
        return Reading(None, said, (cited_catalogue("machine_findings"),))
    if held < _AGAIN:
        said = f"whether advice of the Labor Department came back: {held} of its yearly findings with advice held"
        return Reading(None, said, cites((f for years in given.values() for f in years.values()), "code"))
    if not again:
        said = f"no gap on which half of the Labor Department's {held} yearly findings held give advice"
        return Reading(0.0, said, cites((f for years in given.values() for f in years.values()), "code"))
    code, years = max(again.items(), key=lambda item: (len(item[1]), item[0]))
    count = "one gap" if len(again) == 1 else f"{len(again)} gaps"
    said = f"advice of the Labor Department on {count} in half of its {held} yearly findings held or more, on "
    said += f"“{gaps()[code].label}” in {len(years)}, the last of {max(years)} (sorted by machine)"
    error = world.unsure.machine_error
    doubt = (len(given) * error * (1 - error)) ** 0.5 / most
    return Reading(len(again) / most, said, cites((f for y in again.values() for f in y.values()), "code"), doubt)


INDICATORS: dict[str, Callable[[World], Readings]] = {"repeated_gap": repeated_gap, "repeated_advice": repeated_advice}
"""What makes up the cost of silence, by the name that the weights use."""
