"""The cost of silence: what was reported or advised again and again, without a closing on record."""

from collections.abc import Callable

from palermo.assessment.gaps import ReportedGap
from palermo.assessment.numbered import cited_catalogue
from palermo.priorities.reading import Reading, Readings, World, cited_cell, cites, largest
from palermo.record.facts import Fact
from palermo.record.worldwide import all_facts
from palermo.register.vocabulary import gaps

_LABOUR = "sweat_and_toil"
_AGAIN = 3  # yearly findings
_ByGap = dict[str, dict[str, Fact]]


def times(gap: ReportedGap) -> int:
    """In how many of the editions read a gap of the same form was reported."""
    return len({finding["report_year"] for finding in gap.alike})


def repeated_gap(world: World) -> Readings:
    """The gap of a recent summary that most editions reported, as a share of the most of any place."""
    often = {}
    for code in world.places:
        if not world.no_summary(code):
            now = [g for g in world.gaps[code] if g.year == world.summary[code] and not world.closing(code, g.gap.code)]
            often[code] = max(now, key=lambda g: (times(g), -g.gap.rank), default=None)
    most = largest({code: float(times(gap)) for code, gap in often.items() if gap})
    return {code: _repeated(world, code, often.get(code), most) for code in world.places}


def _repeated(world: World, code: str, gap: ReportedGap | None, most: float) -> Reading:
    missing = world.no_summary(code)
    if missing:
        return Reading(None, f"gaps reported again: {missing}", (cited_catalogue("reported_findings"),))
    if gap is None:
        return _all_closed(world, code)
    years = sorted({finding["report_year"] for finding in gap.alike})
    once = sum(finding["codings"] == 1 for finding in gap.alike)
    doubt = (once * world.unsure.gap_error * (1 - world.unsure.gap_error)) ** 0.5 / most
    if len(years) == 1:
        said = f"“{gap.gap.label}” reported in one of the editions read ({years[0]})"
    else:
        said = f"“{gap.gap.label}” reported in {len(years)} of the editions read, {years[0]} to {years[-1]}"
    return Reading(len(years) / most, said, cites(gap.alike, "code"), doubt)


def _all_closed(world: World, code: str) -> Reading:
    """Every gap of the newest summary was closed since: there is nothing to repeat."""
    now = [g.gap.code for g in world.gaps[code] if g.year == world.summary[code]]
    answers = [answer for gap in now if (answer := world.closing(code, gap))]
    said = f"every gap of the summary of {world.summary[code]} closed since"
    return Reading(0.0, said, tuple(dict.fromkeys(cited_cell(world.record, a.cells[0]) for a in answers)))


def repeated_advice(world: World) -> Readings:
    """How many gaps the Labor Department gave new advice on in three yearly findings or more; sorted by machine.

    Counted from what had been printed by the day: a column that tells how often advice came back later is not read.
    """
    rows = all_facts(world.record, "machine_findings", kind="recommendation", series=_LABOUR)
    given: dict[str, dict[str, dict[str, Fact]]] = {}
    for row in rows:
        given.setdefault(row["iso3"], {}).setdefault(row["code"], {}).setdefault(row["edition"], row)
    if not world.fresh(max((int(row["edition"]) for row in rows), default=0)):
        given = {}
    again = {code: {g: y for g, y in by_gap.items() if len(y) >= _AGAIN} for code, by_gap in given.items()}
    most = largest({code: float(len(found)) for code, found in again.items() if code in world.places})
    return {code: _advised(world, given.get(code), again.get(code, {}), most) for code in world.places}


def _advised(world: World, given: _ByGap | None, again: _ByGap, most: float) -> Reading:
    if not given:
        said = "advice of the Labor Department: none recent on this record"
        return Reading(None, said, (cited_catalogue("machine_findings"),))
    if not again:
        said = "no gap on which the Labor Department gave new advice in three yearly findings"
        return Reading(0.0, said, cites((f for years in given.values() for f in years.values()), "code"))
    code, years = max(again.items(), key=lambda item: (len(item[1]), item[0]))
    count = "one gap" if len(again) == 1 else f"{len(again)} gaps"
    said = f"new advice of the Labor Department on {count} in three yearly findings or more, on “{gaps()[code].label}” in "
    said += f"{len(years)}, the last of {max(years)} (sorted by machine)"
    error = world.unsure.machine_error
    doubt = (len(given) * error * (1 - error)) ** 0.5 / most
    return Reading(len(again) / most, said, cites((f for y in again.values() for f in y.values()), "code"), doubt)


INDICATORS: dict[str, Callable[[World], Readings]] = {"repeated_gap": repeated_gap, "repeated_advice": repeated_advice}
"""What makes up the cost of silence, by the name that the weights use."""
