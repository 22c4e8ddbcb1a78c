"""Making an outlook: learn from all earlier editions, estimate the next one, and say what moved each estimate."""

import numpy as np

from palermo.assessment.clock import standings
from palermo.errors import UserError
from palermo.law.explain import RuleApplied
from palermo.outlook import rolling, sets
from palermo.outlook.baselines import markov
from palermo.outlook.drivers import drivers
from palermo.outlook.estimate import fit
from palermo.outlook.model import SEED, TIERS, Chance, Forbidden, Forecast, Measured
from palermo.outlook.panel import Panel, next_rows, panel, past_rows
from palermo.outlook.read_in import read_in
from palermo.outlook.scores import scores
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
    found = {
        row.jurisdiction: Chance(
            row.jurisdiction,
            TIERS[row.before],
            {tier: round(float(chance), 6) for tier, chance in zip(TIERS, chances[n], strict=True)},
            tuple(tier for tier, inside in zip(TIERS, taken[n], strict=True) if inside),
            tuple(_forbidden(tier, rule, facts["clock"][row.jurisdiction]) for tier, rule in row.closed.items()),
            moved[row.jurisdiction],
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
    ours, chain = (rolling.forecasts(known, model, years) for model in (rolling.palermo, markov))
    newest = years[-sets.EDITIONS :]
    last = np.isin(ours.panel.years, newest)
    mine, theirs = scores(ours.only(last)), scores(chain.only(last))
    limit = sets.threshold(ours.chances[last], ours.panel.after[last])
    return limit, Measured(tuple(newest), int(last.sum()), *(round(x, 4) for x in (
        mine.rps, theirs.rps, mine.right, mine.coverage, mine.ece)))  # fmt: skip


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
