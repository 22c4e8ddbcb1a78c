"""What the audit finds in placements and downgrade waivers (R9 to R14, R19, R20)."""

from collections.abc import Iterator, Mapping

from palermo.assessment.audit.ledger import (
    ONE_YEAR_RULE,
    WAIVED,
    WATCH,
    Key,
    Ledger,
    Line,
    Replayed,
    applied,
    spell,
    unread,
)
from palermo.law.clock import tier_clock
from palermo.law.explain import RuleApplied
from palermo.law.model import Law
from palermo.register.tiers import IN_PROSE

ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
FOR_EVER = "for_ever"


def lines(ledger: Ledger, law: Law, done: Replayed) -> Iterator[Line]:
    """All lines about one replayed placement."""
    for check in (_not_allowed, _undecided, _waiver, _barred, _special_case_at_limit):
        line = check(ledger, done)
        if line:
            yield line
    older = _older_history(ledger, law, done)
    if older:
        yield older


def _excluding(done: Replayed) -> tuple[RuleApplied, ...]:
    """The rules that closed the placement; for the Watch List also the one that closed it to a downgrade waiver."""
    wanted = {WATCH, WAIVED} if done.tier == WATCH else {done.tier}
    return tuple(rule for rule in done.answer.rules if wanted & set(rule.excludes))


def _not_allowed(ledger: Ledger, done: Replayed) -> Line | None:
    if done.permitted:
        return None
    rules = _excluding(done)
    keys = spell(ledger, done.code, done.year)
    why = " ".join(rule.effect for rule in rules)
    text = (
        f"{ledger.name(done.code)} was placed on {IN_PROSE[done.tier]} in {done.year}{unread(ledger, keys)}, which the law of "
        f"that edition ({done.answer.version}) did not leave open. {why}"
    )
    values = {"tier": done.tier, "allowed": list(done.answer.allowed)}
    return Line("not_allowed", "not_allowed", done.year, text, rules, done.code, values, keys)


def _undecided(ledger: Ledger, done: Replayed) -> Line | None:
    """A placement that stands under some of the histories which unknown years leave open, and not, or by waiver, under others."""
    rules = tuple(rule for rule in _excluding(done) if rule.conditional)
    if not rules or not done.permitted:
        return None
    years = ", ".join(map(str, done.answer.unknown_years))
    text = (
        f"{ledger.name(done.code)} was placed on {IN_PROSE[done.tier]} in {done.year}; whether that needed a downgrade waiver, or "
        f"was open at all, depends on {years}, for which this record holds no placement."
    )
    return Line("undecided", "undecided", done.year, text, rules, done.code, {"tier": done.tier}, ((done.code, done.year),))


def _waiver(ledger: Ledger, done: Replayed) -> Line | None:
    """A placement that only a downgrade waiver explains, with the basis on which one is on record."""
    if done.tier != WATCH or not done.answer.at_limit or WAIVED not in done.answer.allowed:
        return None
    key = (done.code, done.year)
    keys = (*((done.code, year) for year in done.answer.run_years), key)
    basis = ledger.waivers.get(key)
    text = (
        f"{ledger.name(done.code)} was on the Tier 2 Watch List in {done.year} for the {_count(len(keys))} report in a row that "
        f"counts ({keys[0][1]} to {done.year}){unread(ledger, keys)}, so a downgrade waiver must have been given: "
        f"{_on_record(basis)}."
    )
    rules = tuple(rule for rule in done.answer.rules if rule.id in ("R11", "R12", "R13"))
    values = {"counted_years": len(keys), "on_record": basis}
    return Line("waiver", basis or "none", done.year, text, rules, done.code, values, keys, (key,) if basis else ())


def _count(number: int) -> str:
    return ORDINALS[number] if number < len(ORDINALS) else f"{number}th"


def _on_record(basis: str | None) -> str:
    return {
        "official": "read in an official document",
        "transcribed": "on record as transcribed from a list or the press",
        "inferred": "on record only as inferred from these placements; no document was read",
        None: "none is on record",
    }.get(basis, f"on record as {basis}")


def _barred(ledger: Ledger, done: Replayed) -> Line | None:
    """Each placement after which the one-year rule closed the list; one that broke it is a line of `not_allowed` as well."""
    rule = done.rule(ONE_YEAR_RULE)
    if rule is None:
        return None
    kept = done.tier != WATCH
    keys = (*_since_waived(ledger, done), (done.code, done.year))
    text = (
        f"As practice reads the one-year rule, {ledger.name(done.code)} could not be on the Tier 2 Watch List in {done.year}"
        f"{unread(ledger, keys)}: the spell of {rule.inputs['earlier spell']} had been extended by downgrade waiver and "
        f"ended in Tier 3, and it had been back on the list in {rule.inputs['since the return']}. It was placed on {IN_PROSE[done.tier]}{'' if kept else ', against the rule'}."
    )
    values = {"tier": done.tier, "earlier_spell": rule.inputs["earlier spell"], "back_in": rule.inputs["since the return"]}
    return Line("one_year_rule", "kept" if kept else "broken", done.year, text, (rule,), done.code, values, keys)


def _since_waived(ledger: Ledger, done: Replayed) -> tuple[Key, ...]:
    """The three spells that the one-year rule looks at, oldest first: Watch List, Tier 3, Watch List."""
    keys: tuple[Key, ...] = ()
    year = done.year - 1
    for _ in range(3):
        keys = (*spell(ledger, done.code, year), *keys)
        year = keys[0][1] - 1
    return keys


def _older_history(ledger: Ledger, law: Law, done: Replayed) -> Line | None:
    """A placement that the one-year rule would have barred if it bound every later spell: practice does not read it so."""
    history = ledger.histories[done.code]
    fell = any(entry.counted == "3" for year, entry in history.items() if year < done.year)
    if done.tier != WATCH or not fell or done.rule(ONE_YEAR_RULE):
        return None
    literal = tier_clock(history, done.year, law=law, mode="statute_literal")
    reading = next((a for a in literal.alternatives if a.reading == FOR_EVER), None)
    rule = next((rule for rule in literal.rules if rule.id == ONE_YEAR_RULE), None)
    if reading is None or rule is None or {WATCH, WAIVED} & set(reading.allowed):
        return None
    text = (
        f"{ledger.name(done.code)} was on the Tier 2 Watch List in {done.year} although its earlier spell of "
        f"{rule.inputs['earlier spell']} was extended by downgrade waiver and ended in Tier 3. Practice does not bar that, because "
        "the present spell did not begin right after that Tier 3; a reading of the text that binds every later spell would."
    )
    keys = tuple((done.code, y) for y in sorted(history) if y <= done.year)
    return Line("one_year_rule", "older_history", done.year, text, (applied(law, ONE_YEAR_RULE),), done.code, {}, keys)


def _special_case_at_limit(ledger: Ledger, done: Replayed) -> Line | None:
    rule = done.rule("R19")
    if done.tier != "SC" or rule is None:
        return None
    before = tuple((done.code, year) for year in done.answer.run_years)
    keys = (*before, (done.code, done.year))
    text = (
        f"{ledger.name(done.code)} was left unranked as a special case in {done.year}{unread(ledger, keys)}, at the third-year "
        f"limit after {len(before)} reports on the Tier 2 Watch List that count. That is a practice without a basis in the statute."
    )
    return Line("special_case", "at_limit", done.year, text, (rule,), done.code, {}, keys)


def special_cases(ledger: Ledger, law: Law) -> Iterator[Line]:
    """The special cases of each edition, which the statute does not know."""
    by_year: dict[int, list[str]] = {}
    for code in sorted(ledger.histories):
        for year, entry in ledger.histories[code].items():
            if entry.counted == "SC":
                by_year.setdefault(year, []).append(code)
    for year, codes in sorted(by_year.items()):
        keys = tuple((code, year) for code in codes)
        named = ", ".join(ledger.name(code) for code in codes)
        concluded = ", ".join(ledger.name(code) for code in codes if (code, year) in ledger.concluded)
        text = f"Unranked as a special case in {year}, a practice without a basis in the statute: {named}."
        text += f" Concluded, not read in the report: {concluded}." if concluded else ""
        yield Line("special_case", "practice", year, text, (applied(law, "R20"),), None, {"jurisdictions": codes}, keys)


def stray_waivers(ledger: Ledger, law: Law, replayed: Mapping[Key, Replayed]) -> Iterator[Line]:
    """Downgrade waivers on record for a place that was not on the Watch List, or not yet at its limit there."""
    for code, year in sorted(ledger.waivers):
        tier = ledger.tier(code, year)
        if tier == WATCH and replayed[code, year].answer.may_be_at_limit:
            continue
        said = (
            f"in {year} it was on {IN_PROSE[tier]}" if tier and tier != WATCH
            else f"the limit had not been reached in {year}" if tier else f"this record holds no placement of it for {year}"
        )  # fmt: skip
        text = (
            f"A downgrade waiver is on record ({ledger.waivers[code, year]}) for {ledger.name(code)} in {year}, but {said}, so "
            "none was called for."
        )
        rules = (applied(law, "R10" if tier in ("1", "2") else "R12"),)
        yield Line(
            "waiver_unexpected", tier or "unknown", year, text, rules, code, {"tier": tier},
            ((code, year),) if tier else (), ((code, year),),
        )  # fmt: skip
