"""What the next edition may do: each rule that admits or excludes a placement, and what would follow here."""

from collections.abc import Iterator

from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, Value, claim, day_value
from palermo.briefing.sections.bottom_line import clock_inputs, edition_value
from palermo.law.explain import RuleApplied
from palermo.law.period import counts_promises
from palermo.record import query

_LIMITS = ("R14", "R11", "R13")


def next_edition(case: Case) -> list[Claim]:
    """The limits that bear on the next edition, what counts as evidence for it, and the consequences of Tier 3 here."""
    if case.edition is None or not case.standing.placements:
        return []
    return [*_limits(case), *_period(case), *_promises(case), *_tests(case), *_tier_3(case), *_measures(case)]


def _limits(case: Case) -> Iterator[Claim]:
    clock = case.standing.clock
    applied = [r for r in clock.rules if r.id in _LIMITS and "7107" in r.citation]
    if not applied:
        yield claim(
            case.key("next_edition.no_limit", case.standing.next_year),
            "rule",
            "No limit on the Watch List bears on the {edition} edition here.",
            edition=edition_value(case),
            cites=[case.law("22 USC 7107(b)(2)(D)(i)"), *clock_inputs(case)],
        )
    for rule in applied:
        yield claim(
            case.key(f"next_edition.{rule.id}", case.standing.next_year, *(["if"] if rule.conditional else []), *rule.excludes),
            "rule",
            "{effect} ({law}).",
            effect=_effect(case, rule),
            law=case.section_of_law(rule.citation),
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
        "That the period ends on {end} is practice of the Department, not yet statute, for the {year} edition.",
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
    counts = bool(dated.value)
    words = (
        "Under the law for the {edition} edition a commitment to act in the coming year may be the stated ground of a Watch List place"
        if counts
        else "Under the law for the {edition} edition only concrete actions in the period count; a promise does not"
    )
    value = case.parameter(
        "commitments_count", case.standing.next_year, words.replace("{edition}", str(case.standing.next_year)), "rule"
    )
    yield claim(case.key("next_edition.promises", case.standing.next_year), "rule", "{rule}.", rule=value)


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


def _tier_3(case: Case) -> Iterator[Claim]:
    if not case.ours:
        return
    year = case.standing.next_year
    law = case.law("22 USC 7107(d)(1)")
    start, end = day_value(f"{year}-10-01", [law], "fiscal_start"), day_value(f"{year + 1}-09-30", [law], "fiscal_end")
    yield claim(
        case.key("next_edition.tier_3", year),
        "rule",
        "If placed on Tier {three}: restricted assistance to the government may be withheld from {start} to {end}, and votes against loans "
        "in the development banks instructed, unless the President gives a restriction waiver ({law}).",
        three=Value("3", "3", "tier", (law,), "tier_name"),
        start=start,
        end=end,
        law=case.section_of_law("22 USC 7107(d)(1)"),
    )
    yield from _here(case)


def _here(case: Case) -> Iterator[Claim]:
    """What it would change here: assistance, banks, measures in force; else nothing found that it would add."""
    found = [*_aid(case), *_banks(case)]
    if not found:
        yield claim(
            case.key("next_edition.adds_nothing", case.standing.next_year),
            "reported",
            "What it would change here: nothing found that it would add (no aid or membership of the listed banks is on record by that day).",
            cites=case.absent("us_aid", "bank_membership"),
        )
    yield from found


def _aid(case: Case) -> Iterator[Claim]:
    rows = [f for f in query.aid(case.record, case.place.code) if f["oda_us_usd"]]
    if rows:
        yield claim(
            case.key("next_edition.aid", rows[0]["year"]),
            "reported",
            "What it would change here: assistance of {usd} from the United States in {year}, the last known year, by whatever channel "
            "(constant dollars, compiled later).",
            usd=case.read(rows[0], "oda_us_usd", f"USD {rows[0]['oda_us_usd'] / 1e6:,.1f} million", "USD"),
            year=case.year(rows[0], "year"),
        )


def _banks(case: Case) -> Iterator[Claim]:
    rows = query.banks(case.record, case.place.code)
    members = [case.read(f, "member", f["institution"], "membership") for f in rows if f["member"] == "yes"]
    seen = max((f["as_of"] for f in rows), default="")
    if members:
        last = next(f for f in rows if f["as_of"] == seen)
        template = "It was listed as a member of {banks} when last seen ({seen}); whether it borrows is not on record."
        yield claim(case.key("next_edition.banks"), "reported", template, banks=members, seen=case.date(last, "as_of"))
    elif rows:
        template = "It was listed as a member of none of the institutions to which the votes apply."
        none = template.replace("none", "{count}")
        count = case.computed("count_members", "none", 0, "institutions", [case.cite(f, "member") for f in rows])
        yield claim(case.key("next_edition.no_banks"), "reported", none, count=count)


def _measures(case: Case) -> Iterator[Claim]:
    """Restrictions that followed earlier placements, and how they were decided."""
    rows = [f for f in query.events(case.record, case.place.code) if f["event"].startswith("determination_")]
    if not rows:
        return
    newest = rows[-1]
    words = {
        "determination_restriction": "restrictions, unless waived in a part of the determination that was not read,",
        "determination_full_waiver": "a full restriction waiver",
        "determination_multilateral": "a decision on votes in the banks",
        "determination_subsequent_compliance": "a finding that the government had come to comply",
    }[newest["event"]]
    kind = case.read(newest, "event", words, "event")
    template = "The presidential determination on the {year} edition, the last that names it here, brought {kind} for the fiscal year {fiscal}."
    if newest["fiscal_year"]:
        fiscal = case.year(newest, "fiscal_year")
        yield claim(
            case.key("next_edition.measures", newest["report_year"]),
            "reported",
            template,
            year=case.year(newest),
            kind=kind,
            fiscal=fiscal,
        )
