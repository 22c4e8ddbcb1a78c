"""The tier clock: which placements the law leaves open for one edition, given the placements before it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from palermo.errors import UserError
from palermo.law.clock_rules import RULES, Terms
from palermo.law.explain import Node, RuleApplied
from palermo.law.history import PLACEMENTS, YearEntry, check_history
from palermo.law.load import default_law
from palermo.law.model import MODES, DatedValue, Law
from palermo.law.spells import Basis, Reading, readings
from palermo.law.versions import law_version

ROOT_CITATION = "22 USC 7107(b)"


@dataclass(frozen=True)
class Alternative:
    """What one literal reading of the one-year rule would leave open; only in the mode `statute_literal`."""

    reading: str
    allowed: tuple[str, ...]


@dataclass(frozen=True)
class ClockAnswer:
    """What the clock permits for one edition, with its reasons; never a forecast and never "the tier".

    `run` and `waivers_used` are numbers, or the tuple of possible numbers when unknown years leave several
    open; `run_years` are the years surely in the run. `at_limit` is true when the run surely reaches the
    third-year limit, `may_be_at_limit` when some reading does. `warnings` are sentences to print beside the
    answer.
    """

    report_year: int
    version: str
    mode: str
    allowed: tuple[str, ...]
    run: int | tuple[int, ...]
    run_years: tuple[int, ...]
    waivers_used: int | tuple[int, ...]
    waiver_cap: int
    at_limit: bool
    may_be_at_limit: bool
    rules: tuple[RuleApplied, ...]
    unknown_years: tuple[int, ...]
    inputs: Mapping[str, str]
    explanation: Node
    warnings: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


def tier_clock(
    history: Mapping[int, YearEntry],
    report_year: int,
    *,
    law: Law | None = None,
    as_of: dt.date | None = None,
    mode: str = "state_practice",
) -> ClockAnswer:
    """The placements that the law of the edition `report_year` leaves open, computed from those before it.

    `history` maps years to entries; years from `report_year` on are ignored, an absent year is not on the
    list, an entry without a tier is unknown and the answer is the union over what it may have been. `as_of`
    chooses the law enacted by that day; what was known of the placements is for the caller to filter.
    UserError names an unknown mode, an impossible year or tier, or a contradiction. Source: 22 USC 7107(b),
    and the practice under it.
    """
    law = law or default_law()
    if mode not in MODES:
        raise UserError(f"'{mode}' is not a mode; the modes are {' and '.join(MODES)}.")
    terms = _terms(law, report_year, as_of, mode)
    known = check_history(history, report_year, law)
    options = readings(known, report_year, terms[0].basis) if terms[0].basis else (Reading(),)
    found = [_apply(term, reading) for term in terms for reading in options]
    return _answer(terms, known, options, found)


@lru_cache(maxsize=512)
def _terms(law: Law, report_year: int, as_of: dt.date | None, mode: str) -> tuple[Terms, ...]:
    """The numbers of the law, once per reading of the one-year rule: practice has one, the letter two."""
    version = law_version(report_year, as_of, law=law)

    def value(name: str) -> DatedValue | None:
        return law.value(name, version.id, mode)

    cap, one_year, reading = value("waiver_cap"), value("one_year_limit"), value("one_year_reading")
    first = Terms(
        law, report_year, version, mode,
        watch_list=value("watch_list_exists") is not None,
        basis=_basis(value("counting_from_report"), value("years_before_downgrade"), value("run_counts")),
        cap=int(str(cap.value)) if cap else 0,
        one_year=int(str(one_year.value)) if one_year else None,
        one_year_reading="",
        as_of=as_of,
    )  # fmt: skip
    names = reading.value if reading and isinstance(reading.value, tuple) else ("practice",)
    return tuple(replace(first, one_year_reading=name) for name in names)


def _basis(first: DatedValue | None, limit: DatedValue | None, counts: DatedValue | None) -> Basis | None:
    if first is None or limit is None:
        return None
    whole = counts is not None and counts.value == "special_watch_list"
    return Basis(int(str(first.value)), int(str(limit.value)), whole)


@dataclass(frozen=True)
class _Found:
    terms: Terms
    reading: Reading
    rules: tuple[RuleApplied, ...]
    allowed: tuple[str, ...]


def _apply(terms: Terms, reading: Reading) -> _Found:
    rules = tuple(done for rule in RULES if (done := rule(terms, reading)) is not None)
    admitted = {tier for rule in rules for tier in rule.admits}
    excluded = {tier for rule in rules for tier in rule.excludes}
    return _Found(terms, reading, rules, ordered(admitted - excluded))


def ordered(placements: Iterable[str]) -> tuple[str, ...]:
    """Placements in their fixed order."""
    chosen = set(placements)
    return tuple(tier for tier in PLACEMENTS if tier in chosen)


def _answer(
    terms: tuple[Terms, ...],
    known: Mapping[int, YearEntry],
    options: tuple[Reading, ...],
    found: list[_Found],
) -> ClockAnswer:
    first, basis = terms[0], terms[0].basis
    allowed = ordered(tier for one in found for tier in one.allowed)
    bar = basis.limit if basis else None
    runs = tuple(sorted({reading.run for reading in options}))
    used = tuple(sorted({reading.used(bar) if bar else 0 for reading in options}))
    unknown = tuple(year for year, entry in known.items() if entry.counted is None)
    rules, inputs = _merged(found), _inputs(first, known)
    return ClockAnswer(
        first.report_year, first.version.id, first.mode, allowed,
        run=runs[0] if len(runs) == 1 else runs,
        run_years=_certain(options),
        waivers_used=used[0] if len(used) == 1 else used,
        waiver_cap=first.cap,
        at_limit=bar is not None and min(runs) >= bar,
        may_be_at_limit=bar is not None and max(runs) >= bar,
        rules=rules, unknown_years=unknown, inputs=inputs,
        explanation=_tree(first, allowed, rules, inputs),
        warnings=_warnings(first, known, options, unknown),
        alternatives=_alternatives(terms, found),
    )  # fmt: skip


def _certain(options: tuple[Reading, ...]) -> tuple[int, ...]:
    """The years that are in the run under every reading."""
    sets = [set(reading.listed) | set(reading.watch.years if reading.watch else ()) for reading in options]
    return tuple(sorted(set.intersection(*sets)))


def _merged(found: list[_Found]) -> tuple[RuleApplied, ...]:
    """Each rule's distinct effects, marked conditional where they do not hold under every reading."""
    count: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[RuleApplied]] = {}
    for one in found:
        for rule in one.rules:
            count.setdefault((rule.id, rule.admits, rule.excludes), []).append(rule)
    total = len(found)
    merged = [rules[0] if _same(rules, total) else _conditional(rules[0]) for rules in count.values()]
    return tuple(sorted(merged, key=lambda rule: (int(rule.id[1:]), rule.excludes, rule.admits)))


def _same(rules: list[RuleApplied], total: int) -> bool:
    return len(rules) == total and len({rule.effect for rule in rules}) == 1


def _conditional(rule: RuleApplied) -> RuleApplied:
    return replace(rule, conditional=True, effect=f"Under some readings: {rule.effect}")


def _inputs(terms: Terms, known: Mapping[int, YearEntry]) -> dict[str, str]:
    return {
        "report year": str(terms.report_year),
        "law as of": terms.as_of.isoformat() if terms.as_of else "today",
        "history": ", ".join(f"{year}:{_written(entry)}" for year, entry in known.items()) or "none given",
    }


def _written(entry: YearEntry) -> str:
    moved = f"{entry.tier or '?'}>{entry.reassessed}" if entry.reassessed else entry.tier or "?"
    return moved + ("+w" if entry.waiver else "")


def _tree(terms: Terms, allowed: tuple[str, ...], rules: tuple[RuleApplied, ...], inputs: Mapping[str, str]) -> Node:
    """Root: the edition; below it one node per placement; below that the rules that admit or exclude it."""
    law = terms.law
    version = Node("the law in force", "R1", terms.version.reference.citation, terms.version.id, {
        "enacted": terms.version.enacted.isoformat(), "change": terms.version.change})  # fmt: skip
    places = [_place(tier, tier in allowed, rules, law) for tier in PLACEMENTS]
    label = f"placements that the law leaves open in the {terms.report_year} report"
    return Node(label, "R6-R14", ROOT_CITATION, ", ".join(allowed), inputs, (version, *places))


_OPENS = {"1": "R6", "2": "R7", "2WL": "R9", "2WL+waiver": "R12", "3": "R8", "SC": "R20"}


def _place(tier: str, is_open: bool, rules: tuple[RuleApplied, ...], law: Law) -> Node:
    touching = [rule for rule in rules if tier in (*rule.admits, *rule.excludes)]
    if tier == "2WL+waiver":
        touching += [rule for rule in rules if rule.id == "R13" and rule not in touching]
    children = tuple(Node(rule.effect, rule.id, rule.citation, _did(rule, tier), rule.inputs) for rule in touching)
    rule = _OPENS[tier]
    text = "open" if is_open else "not open"
    if not children:
        text = "not open: no rule calls for it here"
    return Node(tier, rule, law.citation(rule), text, {}, children)


def _did(rule: RuleApplied, tier: str) -> str:
    verb = "excludes" if tier in rule.excludes else "admits" if tier in rule.admits else "counts"
    return f"{verb}, under some readings" if rule.conditional else verb


def _warnings(
    terms: Terms, known: Mapping[int, YearEntry], options: tuple[Reading, ...], unknown: tuple[int, ...]
) -> tuple[str, ...]:
    said = []
    if unknown:
        listed = ", ".join(map(str, unknown))
        said.append(f"Placement not known for {listed}: the answer is the union over what it may have been.")
    said += _implied(options)
    if terms.mode == "statute_literal":
        said.append(
            "The letter can be read in more than one way on the one-year rule, and its count may include "
            "years on the wider special watch list; the answer admits what any such reading admits. "
            "Practice differs."
        )
    return tuple(said)


def _implied(options: tuple[Reading, ...]) -> list[str]:
    """A sentence for each spell in which a waiver proves Watch List years that the history does not give."""
    if len(options) > 1:
        return []
    return [
        f"A downgrade waiver in the spell that begins in {spell.years[0]} implies earlier Watch List years "
        "which the history does not give; they are counted."
        for spell in options[0].spells
        if spell.length > len(spell.years)
    ]


def _alternatives(terms: tuple[Terms, ...], found: list[_Found]) -> tuple[Alternative, ...]:
    if len(terms) == 1:
        return ()
    return tuple(
        Alternative(term.one_year_reading, ordered(t for one in found if one.terms is term for t in one.allowed))
        for term in terms
    )
