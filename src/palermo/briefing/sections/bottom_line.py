"""Bottom line: where they stand, what the law does next, how many days an act still counts. Three sentences at most."""

from collections.abc import Iterator
from typing import Any

from palermo.assessment.standing import CONCLUDED, standing
from palermo.briefing.case import Case
from palermo.briefing.claims import Citation, Claim, Value, claim, day_value, ordinal
from palermo.record import query
from palermo.register.jurisdictions import Jurisdiction, predecessors, successors
from palermo.register.tiers import TIERS

PRACTICE_ALLOWED = (
    "1",
    "2",
    "2WL",
    "2WL+waiver",
    "3",
)  # special case is a practice: prose does not offer it as one option


def bottom_line(case: Case) -> list[Claim]:
    """The three sentences; before them, a warning where the record may lack a newer edition."""
    clock = [*_next(case), *_days(case)] if case.ours and case.place != case.sender and not case.standing.ended else []
    return [*warning(case), *_ended(case), *_stands(case), *clock]


def edition_value(case: Case) -> Value:
    """The report year of the edition that comes next."""
    latest = case.standing.latest
    inputs = [case.cite(latest, "report_year")] if latest else [case.law("22 USC 7107(b)")]
    return case.computed("next_report_year", str(case.standing.next_year), case.standing.next_year, "year", inputs)


def warning(case: Case) -> Iterator[Claim]:
    """That the record may lack a newer edition, where one was due by the day: the first line of any paper."""
    if not case.standing.overdue or case.edition is None:
        return
    due = case.standing.due.isoformat()
    yield claim(
        case.key("bottom_line.overdue", case.standing.next_year),
        "rule",
        "The {edition} edition was due on {due}; this record does not hold it: check before use.",
        edition=edition_value(case),
        due=day_value(due, [case.law("22 USC 7107(b)(1)")], "due"),
        cites=case.absent("editions"),
    )


def _stands(case: Case) -> Iterator[Claim]:
    current, last = case.standing.current, case.standing.last
    if case.edition is None:
        yield claim(
            case.key("bottom_line.nothing_published"),
            "reported",
            "As of {day} no Trafficking in Persons Report had been published.",
            day=case.today(),
            cites=case.absent("editions"),
        )
    elif last is None:
        yield from _predecessor(case)
        yield claim(
            case.key("bottom_line.never_placed"),
            "reported",
            "This record holds no placement of {place} in any edition up to that of {year}.",
            place=case.name,
            year=case.year(case.standing.editions[-1]),
            cites=case.absent("tier_placements"),
        )
    elif current is None:
        yield _not_in_newest(case)
    elif current["basis"] in CONCLUDED:
        yield _concluded(case)
    else:
        yield _placed(case)


def _ended(case: Case) -> Iterator[Claim]:
    """A place that no longer was on the day: say so, and whom the report has assessed since."""
    if not case.standing.ended:
        return
    yield claim(
        case.key("bottom_line.ended"),
        "reported",
        "{place} had ceased to exist by that day: nobody can be met or asked in its name.",
        place=case.name[:1].upper() + case.name[1:],
        cites=case.absent("jurisdictions"),
    )
    for after in successors(case.place.code):
        if not standing(case.record, after).ended:
            yield from _assessed_as(case, "successor", after)


def _predecessor(case: Case) -> Iterator[Claim]:
    """A state that was assessed under another name or within another state on the day: say where to look."""
    for before in predecessors(case.place.code):
        yield from _assessed_as(case, "predecessor", before)


def _assessed_as(case: Case, relation: str, other: Jurisdiction) -> Iterator[Claim]:
    """The placement in the newest edition of a place that stands for this one; a concluded one is never printed as read."""
    row = next((p for p in query.placements(case.record, other.code) if p["report_year"] == case.edition), None)
    if row is None:
        return
    report = "the report" if case.ours else "the United States' report"
    unread = " (not read in the report, but concluded from published lists)" if row["basis"] in CONCLUDED else ""
    template = "In the {year} edition " + report + " assessed {other}, and placed it on {tier}" + unread + ": ask for that."
    name, key = other.name(case.as_of).in_prose(), case.key(f"bottom_line.{relation}", other.code)
    yield claim(key, "reported", template, year=case.year(row), other=name, tier=case.tier(row))


def _automatic(case: Case) -> tuple[str, list[Citation]]:
    """Whether the placement on Tier 3 was the automatic downgrade, and on what that rests."""
    current = case.standing.current
    events = query.events(case.record, case.place.code)
    found = [f for f in events if f["event"] == "auto_downgrade" and current and f["report_year"] == current["report_year"]]
    if not found:
        return "", []
    how = " (concluded from the sequence of placements)" if found[0]["evidence"] == "D" else ""
    return f", by the automatic downgrade after consecutive Watch List years{how}", [case.cite(found[0], "event")]


def _placed(case: Case) -> Claim:
    run = case.standing.run
    newest = run[-1]
    slots: dict[str, Any] = {"place": case.name, "tier": case.tier(newest), "year": case.year(newest)}
    automatic, cites = _automatic(case)
    report = "" if case.ours else " of the United States' report"
    key = case.key("bottom_line.placement", newest["report_year"])
    if len(run) == 1:
        template = "In the {year} edition" + report + " {place} was placed on {tier}" + automatic + "."
        return claim(key, "reported", template, cites=cites, **slots)
    count = case.computed("consecutive_years", ordinal(len(run)), len(run), "editions", [case.cite(p, "tier") for p in run])
    template = "In the {year} edition" + report + " {place} was placed on {tier}, for the {count} consecutive year ({run}"
    concluded = [p for p in run if p["basis"] in CONCLUDED]
    if not concluded:
        return claim(key, "reported", template + ").", count=count, run=_years(case), **slots)
    template += "; {guessed} not read in the report, but concluded from published lists)."
    return claim(key, "reported", template, count=count, run=_years(case), guessed=case.years(concluded), **slots)


def _years(case: Case) -> list[Value] | Value:
    run = case.standing.run
    if len(run) < 4:
        return case.years(run)
    first, last = run[0]["report_year"], run[-1]["report_year"]
    return case.computed("span", f"{first}–{last}", (first, last), "years", [case.cite(p, "tier") for p in run])


def _not_in_newest(case: Case) -> Claim:
    last, latest = case.standing.last, case.standing.latest
    assert last is not None
    assert latest is not None
    return claim(
        case.key("bottom_line.not_in_newest", latest["report_year"]),
        "reported",
        "This record holds no placement of {place} in the {year} edition; the newest that it holds is {tier}, in {last}.",
        place=case.name,
        year=case.year(latest),
        tier=case.tier(last),
        last=case.year(last),
        cites=case.absent("tier_placements"),
    )


def _concluded(case: Case) -> Claim:
    current, read = case.standing.current, case.standing.last_read
    assert current is not None
    key = case.key("bottom_line.concluded", current["report_year"])
    slots: dict[str, Any] = {"place": case.name, "tier": case.tier(current), "year": case.year(current)}
    start = (
        "Not read in the report: that {place} was placed on {tier} in the {year} edition"
        + ("" if case.ours else " of the United States' report")
        + " is concluded from the published lists and totals; "
    )
    if read is None:
        return claim(
            key,
            "computed",
            start + "no placement of it has been read.",
            cites=case.absent("tier_placements"),
            **slots,
        )
    return claim(
        key,
        "computed",
        start + "the newest placement read is {other}, in {before}.",
        other=case.tier(read),
        before=case.year(read),
        **slots,
    )


def allowed_value(case: Case) -> Value:
    """The placements that the law leaves open, as prose puts them."""
    open_tiers = [t for t in case.standing.clock.allowed if t in PRACTICE_ALLOWED]
    plain = [TIERS[t].removeprefix("Tier ") for t in open_tiers if t in ("1", "2", "3")]
    text = "Tier " + ", ".join(plain[:-1]) + " or " + plain[-1]
    both = "2WL" in open_tiers and "2WL+waiver" in open_tiers
    if both:
        text += ", or on the Tier 2 Watch List (with a downgrade waiver, if the years this record lacks were Watch List years)"
    elif "2WL" in open_tiers:
        text = text.replace(" or ", ", ") + " or the Tier 2 Watch List"
    elif "2WL+waiver" in open_tiers:
        text += ", or on the Tier 2 Watch List again with a downgrade waiver only"
    else:
        text += ", and not on the Tier 2 Watch List"
    return case.computed("allowed", text, case.standing.clock.allowed, "placements", clock_inputs(case))


def clock_inputs(case: Case) -> list[Citation]:
    """What the clock was given: every placement on record, and the editions whose placement the record lacks."""
    s = case.standing
    unknown = [case.cite(e) for e in s.editions if e["report_year"] in s.unknown_years]
    return [case.cite(p, "tier") for p in s.placements] + unknown or [case.law("22 USC 7107(b)(1)")]


def rests_on(case: Case, rule: str | None) -> tuple[str, dict[str, Any]]:
    """The end of a sentence on a limit that rests on placements nobody read; empty where all of them were read."""
    if rule is None:
        return "", {}
    weighed = case.standing.placements if rule == "R14" else case.standing.run
    concluded = [p for p in weighed if p["basis"] in CONCLUDED]
    if not concluded:
        return "", {}
    noun = "the placement" if len(concluded) == 1 else "the placements"
    which = "was" if len(concluded) == 1 else "were"
    return f"; this rests on {noun} of {{guessed}}, which {which} concluded and not read", {"guessed": case.years(concluded)}


def _next(case: Case) -> Iterator[Claim]:
    if case.edition is None or case.standing.last is None:
        return
    last = case.standing.last["tier"]
    special = ", or leave it a special case again, which is a practice and not in the statute" if last == "SC" else ""
    limit = next((r for r in case.standing.clock.rules if r.id in ("R14", "R11")), None)
    law = case.section_of_law(limit.citation if limit and "7107" in limit.citation else "22 USC 7107(b)(1)")
    tail, slots = rests_on(case, limit.id if limit else None)
    yield claim(
        case.key("bottom_line.next", case.standing.next_year),
        "rule",
        ("If it has not appeared, the" if case.standing.overdue else "The")
        + " {edition} edition may place it on {allowed}"
        + special
        + " ({law})"
        + tail
        + ".",
        edition=edition_value(case),
        allowed=allowed_value(case),
        law=law,
        **slots,
    )


def _days(case: Case) -> Iterator[Claim]:
    s = case.standing
    if (
        s.last is None
        or not s.enacted
        or s.counting_year <= s.record.law.versions[0].first_report_year
        or s.counting_year < s.record.law.versions[0].first_report_year
    ):
        return
    law = [case.law("22 USC 7107(b)(1)")]
    end = day_value(s.period.end.isoformat(), law, "period_end")
    year = case.computed("counting_year", str(s.counting_year), s.counting_year, "year", law)
    left = case.computed("days_left", f"{s.days_left} days", s.days_left, "days", law)
    template = "{left} remain, to {end}, in which an act still counts for the {year} edition."
    if s.days_left == 1:
        template = template.replace("{left} remain", "{left} remains")
        left = case.computed("days_left", "1 day", 1, "days", law)
    if s.days_left == 0:
        template, left = (
            "Today, {end}, is the last day on which an act counts for the {year} edition ({left} remain).",
            left,
        )
    yield claim(case.key("bottom_line.days", s.counting_year), "rule", template, left=left, end=end, year=year)
