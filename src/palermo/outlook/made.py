"""Making an outlook: learn from all earlier editions, estimate the next one, and say what moved each estimate."""

import numpy as np

from palermo.assessment.clock import standings
from palermo.errors import UserError
from palermo.law.explain import RuleApplied
from palermo.outlook import rolling, sets
from palermo.outlook.before import Before
from palermo.outlook.drivers import drivers
from palermo.outlook.estimate import fit
from palermo.outlook.mask import closed
from palermo.outlook.model import SEED, TIERS, Chance, Forbidden, Forecast, Measured
from palermo.outlook.panel import Panel, next_rows, panel, past_rows
from palermo.outlook.read_in import read_in
from palermo.outlook.scores import covered, rps, scores
from palermo.record import query
from palermo.record.opened import Record
from palermo.register.dates import in_words


def made(record: Record) -> Forecast:
    """The outlook on the edition after the newest one. UserError before the editions that an estimate needs."""
    year = _next_year(record)
    everything = panel([*past_rows(record), *next_rows(record, year)])
    asked, fitted = everything.of(year), fit(everything.earlier(year))
    chances = fitted.chances(asked)
    limit, measured = _tested(everything, year)
    taken = sets.sets(chances, limit, asked.open)
    facts = read_in(record, asked)
    moved = drivers(asked, fitted, facts)
    practised = _practised(record, asked, year)
    found = {
        row.jurisdiction: Chance(
            row.jurisdiction,
            TIERS[row.before],
            {tier: round(float(chance), 6) for tier, chance in zip(TIERS, chances[n], strict=True)},
            tuple(tier for tier, inside in zip(TIERS, taken[n], strict=True) if inside),
            tuple(_forbidden(tier, rule, facts["clock"][row.jurisdiction]) for tier, rule in row.closed.items()),
            moved[row.jurisdiction],
            tuple(_forbidden(tier, rule, facts["clock"][row.jurisdiction]) for tier, rule in practised[row.jurisdiction].items()),
        )
        for n, row in enumerate(asked.rows)
    }
    return Forecast(year, record.as_of.isoformat(), record.id, SEED, found, measured, _left_out(record, year, found))


def _next_year(record: Record) -> int:
    editions = query.editions(record)
    newest = editions[-1]["report_year"] if editions else 2000
    if newest < rolling.FIRST_ORIGIN:
        raise UserError(
            f"There is no outlook as of {in_words(record.as_of)}: an estimate needs the outcomes of earlier editions, up to that "
            f"of {rolling.FIRST_ORIGIN} at least. Name a later day, or leave --as-of out."
        )
    return int(newest) + 1


def _tested(everything: Panel, year: int) -> tuple[float, Measured]:
    """The threshold of the sets, and how good the estimate was on the newest editions, forecast without sight of them."""
    known = everything.only(everything.after >= 0)
    years = [int(y) for y in np.unique(known.years) if y >= rolling.FIRST_ORIGIN]
    ours = rolling.forecasts(known, rolling.palermo, years)
    newest = years[-sets.EDITIONS :]
    last = np.isin(ours.panel.years, newest)
    newer = ours.only(last)
    mine = scores(newer)
    limit = sets.threshold(ours.chances[last], ours.panel.after[last])
    best, best_rps = _best(known, newest)
    right, coverage, error = (round(x, 4) for x in (mine.right, mine.coverage, mine.ece))
    score, n, alone = round(mine.rps, 4), int(last.sum()), _practice_alone(known)
    return limit, Measured(tuple(newest), n, score, best, best_rps, right, coverage, error, covered(newer), alone)


def _practised(record: Record, asked: Panel, year: int) -> dict[str, dict[str, RuleApplied]]:
    """The tiers that the law closes to each place as practised, where its letter leaves them open."""
    seen = Before(year, record, standings(record))
    shut = {row.jurisdiction: closed(seen, row.jurisdiction, "state_practice") for row in asked.rows}
    return {
        row.jurisdiction: {t: rule for t, rule in shut[row.jurisdiction].items() if t not in row.closed} for row in asked.rows
    }


def _best(known: Panel, newest: list[int]) -> tuple[str, float]:
    """The baseline that did best on the newest editions, with or without the law, and its score."""
    models = {
        name: rolling.forecasts(known, rolling.UNMASKED[name], newest) for name in ("markov", "ordered_logit", "persistence")
    }
    models |= {f"{name}_masked": rolling.with_mask(one) for name, one in models.items()}
    found = {name: float(rps(one.chances, one.panel.after).mean()) for name, one in models.items()}
    best = min(found, key=found.__getitem__)
    return best, round(found[best], 4)


def _practice_alone(known: Panel) -> tuple[int, int]:
    """Of the past cases in which practice closed the Watch List and the letter did not: how many, and in how many it came."""
    cases = [row for row in known.rows if row.numbers["clock"]["list_closed"] and "2WL" not in row.closed]
    return len(cases), sum(row.after == TIERS.index("2WL") for row in cases)


def _forbidden(tier: str, rule: RuleApplied, facts: tuple[str, ...]) -> Forbidden:
    return Forbidden(tier, rule.id, rule.citation, rule.effect, facts)


def _left_out(record: Record, year: int, found: dict[str, Chance]) -> dict[str, str]:
    """Why there is no estimate for a place that was placed within the last five editions."""
    why = {}
    for code, place in standings(record).items():
        if code in found or place.last is None or place.last["report_year"] < year - 5:
            continue
        unranked = year - 1 in place.by_year
        why[code] = (
            f"a special case in the {year - 1} edition, and so unranked"
            if unranked
            else f"no placement in the {year - 1} edition is held"
        )
    return why
