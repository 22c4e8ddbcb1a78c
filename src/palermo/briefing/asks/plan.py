"""The written plan, with its three tests, when a third Watch List year needs a downgrade waiver."""

from collections.abc import Iterator

from palermo.briefing.asks.model import Ask, caution_of, offer_of, sentence_of
from palermo.briefing.asks.precedent import no_precedent
from palermo.briefing.case import Case
from palermo.briefing.claims import Citation, Claim, Value, claim
from palermo.briefing.sections.bottom_line import edition_value

_PLAN = "At the {limit} only a downgrade waiver keeps a place on the Watch List, and it needs such a plan ({law}); giving it stays a choice."
_PLAN_FOR_THEM = "At the {limit} the statute looks to a written plan with the resources to carry it out ({law})."
_TESTS = (
    "{count} tests. The plan is written: not known. It would be significant efforts if carried out: not known. Enough resources "
    "are committed to it: not known."
)
_TESTS_FOR_THEM = (
    "{count} tests: the plan is written; it would be significant efforts if carried out; enough resources are committed to it."
)


def third_year_limit(case: Case, report_year: int) -> Value:
    """The limit by the name that papers use: the year in which a place that would stay on the Watch List moves to Tier 3."""
    years = case.parameter("years_before_downgrade", report_year)
    return case.computed("limit_year", "third-year limit", int(years.value) + 1, "report", years.citations)


def written_plan(case: Case) -> Iterator[Ask]:
    """The written plan, when a third Watch List year needs a downgrade waiver. A United States hook: no other sender prints it."""
    if not case.standing.placements:
        return
    clock = case.standing.clock
    if not case.ours or "2WL+waiver" not in clock.allowed:
        return
    year = case.standing.next_year
    law = case.section_of_law("22 USC 7107(b)(2)(D)(ii)")
    cite = [case.law("22 USC 7107(b)(2)(D)(ii)")]
    key = f"ask.written_plan/{case.place.code}/{year}"
    yield Ask(
        key,
        None,
        _sentence(case, key, cite),
        (
            claim(
                f"{key}/basis",
                "rule",
                _PLAN_FOR_THEM if case.audience == "counterpart" else _PLAN,
                limit=third_year_limit(case, year),
                law=law,
            ),
        ),
        claim(
            f"{key}/shown_by",
            "rule",
            _TESTS_FOR_THEM if case.audience != "own" else _TESTS,
            count=case.parameter("waiver_tests", year, "Three", "tests"),
            cites=cite,
        ),
        offer_of(key, "a reading of the draft against the same tests", cite),
        caution_of(case, key, ("plan_on_paper", "travel_bans"), cite),
        precedent=no_precedent(case, key),
    )


def _sentence(case: Case, key: str, cite: list[Citation]) -> Claim:
    """By the end of the period; once that is over, before the edition at the limit appears: later the plan would come too late."""
    plan = "{who} government should adopt, and give to our side, a written plan against trafficking with tasks, owners, dates and money."
    if case.standing.counting_year == case.standing.next_year:
        return sentence_of(case, key, "rule", plan, cite)
    edition = edition_value(case)
    return claim(key, "rule", f"Before the {{edition}} edition appears, {plan}", edition=edition, who=case.possessive, cites=cite)
