"""What the next edition may do: each rule that admits or excludes a placement, and what would follow here."""

from collections.abc import Iterator

from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, Value, claim, day_value
from palermo.briefing.sections.bottom_line import clock_inputs, edition_value, rests_on
from palermo.briefing.sections.consequences import tier_3_here
from palermo.law.explain import RuleApplied
from palermo.law.period import counts_promises

_LIMITS = ("R14", "R11", "R13")


def next_edition(case: Case) -> list[Claim]:
    """The limits that bear on the next edition, what counts as evidence for it, and the consequences of Tier 3 here."""
    if case.edition is None or not case.standing.placements or case.standing.ended:
        return []
    return [*_limits(case), *_period(case), *_promises(case), *_tests(case), *tier_3_here(case)]


def _limits(case: Case) -> Iterator[Claim]:
    clock = case.standing.clock
    applied = [r for r in clock.rules if r.id in _LIMITS and "7107" in r.citation]
    if not applied:
        yield claim(
            case.key("next_edition.no_limit", case.standing.next_year),
            "rule",
            "No limit on the Watch List bears on the {edition} edition here.",
            edition=edition_value(case),
            cites=[case.law("22 USC 7107(b)(1)(B)"), *clock_inputs(case)],
        )
    for rule in applied:
        tail, slots = rests_on(case, rule.id)
        yield claim(
            case.key(f"next_edition.{rule.id}", case.standing.next_year, *(["if"] if rule.conditional else []), *rule.excludes),
            "rule",
            "{effect} ({law})" + tail + ".",
            effect=_effect(case, rule),
            law=case.section_of_law(rule.citation),
            **slots,
        )


def _effect(case: Case, rule: RuleApplied) -> Value:
    """The rule's own sentence, computed from the placements that the clock read."""
    return case.computed("rule_effect", rule.effect.rstrip("."), rule.effect, "sentence", clock_inputs(case))


def _period(case: Case) -> Iterator[Claim]:
    """Where the reporting period is practice and not yet statute, say so."""
    if case.standing.period.basis != "practice":
        return
    yield claim(
        case.key("next_edition.period", case.standing.counting_year),
        "rule",
        "That the period ends on {end} is the Department's practice for the {year} edition; the statute sets no period.",
        end=day_value(case.standing.period.end.isoformat(), [case.law("22 USC 7107(b)(1)")], "period_end"),
        year=case.computed(
            "counting_year",
            str(case.standing.counting_year),
            case.standing.counting_year,
            "year",
            [case.law("22 USC 7107(b)(1)")],
        ),
    )


def _promises(case: Case) -> Iterator[Claim]:
    dated = counts_promises(case.standing.next_year, case.record.law, case.as_of)
    if dated is None:  # before the Watch List no promise was a ground of anything
        return
    words = (
        "a commitment to act in the coming year may be the stated ground of a Watch List place"
        if dated.value
        else "only concrete actions in the period count; a promise does not"
    )
    yield claim(
        case.key("next_edition.promises", case.standing.next_year),
        "rule",
        "Under the law for the {edition} edition {rule}.",
        edition=edition_value(case),
        rule=case.parameter("commitments_count", case.standing.next_year, words, "rule"),
    )


def _tests(case: Case) -> Iterator[Claim]:
    if "2WL+waiver" not in case.standing.clock.allowed:
        return
    yield claim(
        case.key("next_edition.tests", case.standing.next_year),
        "rule",
        "Whether their side has a written plan, whether it would be significant efforts if carried out, and whether enough resources are "
        "committed is not known to this record; a downgrade waiver stays a choice even where all tests are met.",
        cites=[case.law("22 USC 7107(b)(2)(D)(ii)"), *case.absent("watch_list_events")],
    )
