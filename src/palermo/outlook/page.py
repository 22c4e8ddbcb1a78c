"""The page of the docs on how good the outlook is, from the test's own output: `python -m palermo.outlook.page`.

It goes to standard output, and takes as long as the test. Every number but those of the first run is read from the test.
"""

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from palermo.outlook.backtest import backtest
from palermo.outlook.tested import document
from palermo.record.opened import opened
from palermo.record.worldwide import cells

TITLES = {
    "palermo": "palermo",
    "palermo_unmasked": "palermo without the law",
    "markov": "Markov",
    "markov_masked": "Markov, law",
    "ordered_logit": "ordered logit",
    "ordered_logit_masked": "ordered logit, law",
    "persistence": "persistence",
    "persistence_masked": "persistence, law",
}
TIERS = {"1": "Tier 1", "2": "Tier 2", "2WL": "Watch List", "3": "Tier 3"}
AIM_RPS, AIM_DOWN, AIM_CALIBRATION = 0.20, 0.75, 0.03
COLUMNS = {
    "rps": "RPS", "log_loss": "log loss", "brier": "Brier", "auc_up": "AUC up", "auc_down": "AUC down", "ece": "calibration error",
    "right": "right", "precision_at_20": "of 20", "set_size": "set", "coverage": "coverage",
}  # fmt: skip
HEAD = """# How good is it?

<!-- Written by `python -m palermo.outlook.page`; edit `src/palermo/outlook/page.py` instead. -->

`palermo outlook` estimates the chance of each placement in the next edition of the Trafficking in Persons Report. It is our
estimate, not the Department's; not legal advice; not affiliated with the United Nations or any government. It is for the reader's
own eyes: no paper for a counterpart or for the public holds it. This page says how good such estimates were, and where they failed.

In short: {short}

## How it was tested

Every edition from 2005 on was estimated from strictly earlier editions. What a row holds was read in the record opened as of the
day before that edition was released, so that nothing published later can be seen; a test alters all that was published later and
checks that no estimate moves. A row is a jurisdiction that had a ranked placement in the edition before. Left out and not scored:
rows whose outcome is a special case (unranked), and rows of which the record holds no outcome: {left_out}.

The same rows are given to three baselines, each with and without the letter of the law:

* *Persistence* says that nothing moves.
* *Markov* takes the shares of all earlier moves from the same tier.
* *Ordered logit* adds how long a place has stood where it stands, and how it came there.

*With the law*: a chance of zero where the letter of the statute forbids a placement, and nowhere else. Rules of practice lower a
chance and never to zero. {forbidden}

The estimate itself is three shrunken logistic regressions, one for each step between neighbouring tiers; newer editions weigh more,
and a fifth of every estimate is the plain Markov share. How strongly to shrink, how fast old editions fade and how large that share is
were chosen on the editions 2005-2008 and 2016-2019; the latter came after the window 2009-2015, so that its figures used a choice
that nobody could have made then. Forests of trees, regressions for each tier and mixtures were tried there too;
none scored better there by more than one part in a hundred, so the simplest was kept.

**One fault was found on the windows reported here.** On the first run (24 November 2026) the estimate scored 0.0692 on 2009-2015
and 0.0525 on 2020-2025, and had held three placements impossible that came. A source that was young, or known of few, was measured
in the wrong spread and counted for far too much. Its spread is now that of what is known, and the Markov share was added; both
were checked on the other editions. The figures below come after that, so they are a little kinder than a test that nobody had seen.
"""
TAIL = """## What would have to be known to do better

* **What the report says of Tier 1 and Tier 2.** Findings are held for the Watch List and Tier 3 alone, from short summaries, and of
  some editions only. {upper} of the {fell} moves down in the two windows began in Tier 1 or Tier 2, where the record says nothing of
  what the government did. The full narratives of all places and editions would change this most.
* **What happened in the year.** Prosecutions, convictions, laws and victims found, by country and year and from outside the report:
  national codes of law end in 2014, reactions in 2011, reviews by other states in 2014, votes in 2019, the Labor Department's
  assessments in 2022.
* **The edition of 2018.** The record holds {held_2018} of its placements, many of them concluded and not read. It weighs on every
  estimate from 2019 on.
* **What the Department had decided.** Some moves come from outside the facts: a plan promised late in spring, a
  downgrade waiver given or not. Whoever knows of these knows more than this estimate.

## Limits

* The estimate is about the label, not about the harm. A better placement is no proof that fewer people are exploited.
* A special case is not estimated, and a place that had no ranked placement in the edition before gets no estimate.
* Some placements and downgrade waivers were concluded from other lists and not read ([the audit](audit.md)); they count as if read.
* Whether a summary of an edition is held says more about its carrier than about the government, so a missing one is unknown and moves nothing.
* Fixed seed {seed}; the seed is of the bootstrap, since the estimate itself draws nothing at random. One command gives every number
  again: `palermo outlook --backtest --format json`.
"""


def page(data: dict[str, Any], forbidden: str, held_2018: int) -> str:
    """The whole page as Markdown, from the test as data."""
    head = HEAD.format(short=_short(data), left_out=_left_out(data), forbidden=forbidden)
    parts = [
        head,
        *_scores(data),
        *_aims(data),
        *_differences(data),
        *_sources(data),
        *_calibration(data),
        *_coverage(data),
        *_misses(data),
    ]
    fell = [window["moved_down_from"] for window in _tested(data)]
    upper, all_ = sum(one["1"] + one["2"] for one in fell), sum(sum(one.values()) for one in fell)
    return "\n".join([*parts, TAIL.format(seed=data["seed"], held_2018=held_2018, upper=upper, fell=all_)])


def _tested(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [window for window in data["windows"] if window["reported"]]


def _under(window: dict[str, Any]) -> float:
    """By how much the RPS lies under that of the Markov chain, as a share."""
    models = window["models"]
    return float(1 - models["palermo"]["rps"] / models["markov"]["rps"])


def _short(data: dict[str, Any]) -> str:
    said = [
        f"{100 * _under(w):.0f} % under Markov in {w['window']} ({_interval(w['differences']['markov'])})" for w in _tested(data)
    ]
    down = " and ".join(f"{w['models']['palermo']['auc_down']:.2f}" for w in _tested(data))
    return (
        f"the ranked probability score lies {' and '.join(said)}. That is less than the 20 % aimed at. Who will move down is hardly "
        f"foreseen (AUC {down}). Beside an ordered logit on history that knows the law too, the gain is {_gains(data)}. Nearly all that is known comes from the history of placements; the other sources add little or "
        "nothing that can be told from chance."
    )


def _gains(data: dict[str, Any]) -> str:
    return " and ".join(
        (f"{-gap['rps']:.4f}" if gap["high"] < 0 else "nothing that can be told from chance") + f" in {window['window']}"
        for window in _tested(data)
        for gap in [window["differences"]["ordered_logit_masked"]]
    )


def _interval(gap: dict[str, float]) -> str:
    sure = gap["high"] < 0 or gap["low"] > 0
    return f"difference {gap['rps']:+.4f}, 95 % interval {gap['low']:+.4f} to {gap['high']:+.4f}" + (
        "" if sure else ", which holds zero"
    )


def _left_out(data: dict[str, Any]) -> str:
    names = {"special_case": "special case", "not_held": "not held"}
    return "; ".join(
        f"{row['edition']}: " + ", ".join(f"{row[key]} {names[key]}" for key in names if key in row) for row in data["left_out"]
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose first column is words and whose others are numbers."""
    marks = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, marks, *rows]) + "\n"


def _scores(data: dict[str, Any]) -> Iterator[str]:
    yield "## Scores\n"
    yield (
        "RPS: ranked probability score, the squared errors of the cumulative chances, summed over the three cuts and divided by 3. "
        "Log loss with chances of 0.001 at least. Brier from 0 to 2. AUC up and down: whether those that moved had been given more than "
        "those that did not; 0.5 is chance. Calibration error: over the chances of all four tiers in ten bins. Right: how often the "
        "likeliest placement came. Of 20: of the twenty of an edition that were called likeliest to move, the share that moved. Set "
        "and coverage: mean size of the 90 % sets, and how often they held what came.\n"
    )
    for window in data["windows"]:
        yield f"### Editions {window['window']}{'' if window['reported'] else ': no test'}\n"
        yield f"{window['n']:,} rows; {window['moved_up']} moved up, {window['moved_down']} down. {window['note']}\n"
        rows = [[TITLES[name], *(_cell(scores[key], key) for key in COLUMNS)] for name, scores in _ordered(window)]
        yield table(["model", *COLUMNS.values()], rows)


def _ordered(window: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, window["models"][name]) for name in TITLES]


def _cell(value: float | None, key: str) -> str:
    return (
        "-"
        if value is None
        else f"{value:.{4 if key == 'rps' else 2 if key in ('right', 'precision_at_20', 'set_size') else 3}f}"
    )


def _aims(data: dict[str, Any]) -> Iterator[str]:
    yield "## What was aimed at, and what came\n"
    windows = _tested(data)
    ours = [window["models"]["palermo"] for window in windows]
    lines = [
        [f"RPS {100 * AIM_RPS:.0f} % under Markov", *(f"{100 * _under(w):.1f} %: {_met(_under(w) >= AIM_RPS)}" for w in windows)],
        [f"AUC down above {AIM_DOWN}", *(f"{one['auc_down']:.3f}: {_met(one['auc_down'] > AIM_DOWN)}" for one in ours)],
        [
            f"calibration error under {AIM_CALIBRATION}",
            *(f"{one['ece']:.3f}: {_met(one['ece'] < AIM_CALIBRATION)}" for one in ours),
        ],
        ["90 % sets hold 90 %", *(f"{100 * one['coverage']:.1f} %" for one in ours)],
    ]
    yield table(["aim", *(window["window"] for window in windows)], lines)


def _met(met: bool) -> str:
    return "met" if met else "**missed**"


def _differences(data: dict[str, Any]) -> Iterator[str]:
    yield "## Beside the baselines, row by row\n"
    yield (
        "Mean of the paired differences in RPS (below zero: palermo is better), with a 95 % interval from 2,000 draws of whole "
        "jurisdictions, since the editions of one place are no independent cases.\n"
    )
    rows = [
        [
            f"{window['window']}{'' if window['reported'] else ' (no test)'}",
            *(_gap(gap) for gap in window["differences"].values()),
        ]
        for window in data["windows"]
    ]
    yield table(["window", *(TITLES[name] for name in data["windows"][0]["differences"])], rows)


def _gap(gap: dict[str, float]) -> str:
    return f"{gap['rps']:+.4f} ({gap['low']:+.4f} to {gap['high']:+.4f})"


def _sources(data: dict[str, Any]) -> Iterator[str]:
    yield "## What each source was worth\n"
    yield (
        "The estimate was made again without each source in turn. Shown is by how much the RPS rose (above zero: the source helped), "
        "with the same kind of interval. An interval that holds zero cannot be told from nothing.\n"
    )
    windows = _tested(data)
    sources = windows[-1]["without"]
    rows = [[source, *(_gap(window["without"][source]) for window in windows)] for source in sources]
    yield table(["without", *(window["window"] for window in windows)], rows)


def _calibration(data: dict[str, Any]) -> Iterator[str]:
    yield "## Calibration\n"
    yield "Chances of all four tiers, by tenths: how many, their mean, and how often that placement came.\n"
    for window in _tested(data):
        yield f"### Editions {window['window']}: calibration\n"
        rows = [[f"{t['chance']:.3f}", f"{t['n']:,}", f"{t['came']:.3f}"] for t in window["reliability"]]
        yield table(["mean chance", "chances", "came"], rows)


def _coverage(data: dict[str, Any]) -> Iterator[str]:
    yield "## What the 90 % sets held\n"
    yield (
        "A set holds what came in nine of ten cases over all places, and not of each kind: least of all of places that moved. By the "
        "placement in the edition before.\n"
    )
    for window in _tested(data):
        yield f"### Editions {window['window']}: sets\n"
        rows = [
            [
                TIERS[t["before"]],
                f"{t['n']}",
                f"{100 * t['held'] / t['n']:.1f} %" if t["n"] else "-",
                f"{t['moved_held']} of {t['moved']}",
            ]
            for t in window["coverage_by_tier"]
        ]
        yield table(["before", "cases", "held", "held of those that moved"], rows)


def _misses(data: dict[str, Any]) -> Iterator[str]:
    yield "## The misses, by name\n"
    yield "The movements to which the estimate had given the least chance, of each window, the least expected first.\n"
    for window in _tested(data):
        yield f"### Editions {window['window']}: misses\n"
        missed = [miss for miss in data["misses"] if miss["edition"] in window["editions"]]
        rows = [
            [
                miss["name"], str(miss["edition"]), f"{TIERS[miss['before']]} to {TIERS[miss['after']]}",
                f"{100 * miss['chance']:.1f} %", "yes" if miss["in_set"] else "no",
            ]
            for miss in missed
        ]  # fmt: skip
        yield table(["place", "edition", "moved", "chance given", "in the 90 % set"], rows)


def main() -> None:
    """Run the test as of today and write the page to standard output."""
    with opened() as record:
        made = backtest(record)
        rows = [row for result in made.results for row in result.made["palermo"].panel.rows if row.closed]
        broken = sum(row.after is not None and list(TIERS)[row.after] in row.closed for row in rows)
        said = f"In {len(rows)} rows of the three windows a placement was closed by law, and {broken or 'none'} of those came."
        held = len(cells(record, "tier_placements", report_year=2018))
        sys.stdout.write(page(document(record, made), said, held))


if __name__ == "__main__":
    main()
