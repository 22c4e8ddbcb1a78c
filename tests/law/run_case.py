"""How a case in YAML is asked of the law: one function per kind of question, each giving what a case can
expect.

A case is a mapping with `name`, `rule`, `question`, `given`, `expect` and perhaps `source`. Only what is
named in `expect` is compared.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from palermo.errors import UserError
from palermo.law import consequences as after
from palermo.law import definitions, determinations, standards, survivors, watch_list
from palermo.law.abstract import StatuteAbstract
from palermo.law.clock import tier_clock
from palermo.law.gaps import find_gaps
from palermo.law.history import parse_history
from palermo.law.load import default_law, read_yaml
from palermo.law.period import due_date, period_for, reporting_period
from palermo.law.shape import build
from palermo.law.timetable import statutory_calendar
from palermo.law.versions import law_version

HOME = Path(__file__).parent
KEYS = {"name", "rule", "question", "given", "expect", "source"}
Answer = dict[str, Any]


def all_cases() -> list[dict[str, Any]]:
    """Every case of every file, with the file's name under `file`."""
    found = []
    for path in sorted(HOME.glob("*.yml")):
        for case in read_yaml(path):
            missing = {"name", "rule", "question", "given", "expect"} - set(case)
            assert not missing, f"{path.name}: {case.get('name')} lacks {missing}"
            assert set(case) <= KEYS, f"{path.name}: {case['name']} has the unknown fields {set(case) - KEYS}"
            found.append({**case, "file": path.name})
    return found


def clock(given: Answer) -> Answer:
    answer = tier_clock(
        parse_history(given["history"]),
        given["report_year"],
        as_of=given.get("as_of"),
        mode=given.get("mode", "state_practice"),
    )
    return {
        "allowed": list(answer.allowed), "run": _listed(answer.run), "waivers_used": _listed(answer.waivers_used),
        "waiver_cap": answer.waiver_cap, "at_limit": answer.at_limit, "version": answer.version,
        "unknown_years": list(answer.unknown_years), "warned": bool(answer.warnings),
        "rules_include": [rule.id for rule in answer.rules], "placed": answer.allowed,
        "not_allowed": answer.allowed,
    }  # fmt: skip


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def version(given: Answer) -> Answer:
    found = law_version(given["report_year"], given.get("as_of"))
    return {"version": found.id, "confidence": found.confidence}


def value(given: Answer) -> Answer:
    year, mode = given.get("report_year", 2025), given.get("mode", "state_practice")
    found = default_law().value(given["value"], law_version(year, given.get("as_of")).id, mode)
    if found is None:
        return {"value": None}
    return {"value": _listed(found.value), "confidence": found.confidence, "recheck": found.recheck,
            "includes": _listed(found.value)}  # fmt: skip


def period(given: Answer) -> Answer:
    start, end, basis, citation = reporting_period(given["report_year"])
    return {"start": start, "end": end, "basis": basis, "citation": citation}


def counts_for(given: Answer) -> Answer:
    return {"report_year": period_for(given["day"])}


def due(given: Answer) -> Answer:
    return {"due": due_date(given["report_year"], as_of=given.get("as_of"))}


def calendar(given: Answer) -> Answer:
    more = {key: given.get(key) for key in ("as_of", "submitted", "released")}
    events = {event.id: event for event in statutory_calendar(given["report_year"], **more)}
    event = events.get(given["event"])
    if event is None:
        return {"exists": False}
    return {"exists": True, "date": event.date, "earliest": event.earliest, "latest": event.latest,
            "basis": event.basis, "computed_from": event.computed_from}  # fmt: skip


def determination(given: Answer) -> Answer:
    timing = determinations.determination_timing(given["submitted"], given["determined"], given["report_year"])
    return {"days": timing.days, "standing": timing.standing}


def determination_set(given: Answer) -> Answer:
    lists = [given.get(key, []) for key in ("government", "exchanges", "waived", "tier_3")]
    found = determinations.check_determinations(*lists)
    return {"clean": found.clean, "twice": list(found.twice), "not_on_tier_3": list(found.not_on_tier_3),
            "without": list(found.without), "named": len(set().union(*map(set, lists[:3])))}  # fmt: skip


def withholding(given: Answer) -> Answer:
    return {"kind": determinations.withholding_kind(given["assistance_year_before"])}


def special_list(given: Answer) -> Answer:
    return {"bases": list(watch_list.special_watch_list(
        given["tier"], given.get("before"), given["report_year"], grounds=given.get("grounds", [])))}  # fmt: skip


def special_list_size(given: Answer) -> Answer:
    listed, rose = range(given["watch_list"]), range(given["moved_up"])
    tiers = {f"listed {n}": "2WL" for n in listed} | {f"rose {n}": "1" for n in rose} | {"other": "2", "low": "3"}
    before = {f"rose {n}": "2" for n in rose} | {"other": "2", "low": "3"}
    return {"size": watch_list.watch_list_count(tiers, before, given["report_year"])}


def waiver(given: Answer) -> Answer:
    tests = watch_list.WaiverTests(given.get("plan"), given.get("significant"), given.get("resources"))
    return {"available": watch_list.downgrade_waiver(tests, merits_watch_list=given.get("merits")).available}


def consequences(given: Answer) -> Answer:
    more = {key: given.get(key) for key in ("previous", "as_of", "submitted", "released")}
    found = {one.id: one for one in after.consequences(given["tier"], given["report_year"], **more)}
    one = found.get(given.get("look_at", ""))
    return {"includes": list(found), "excludes": list(found),
            "tied": [key for key, item in found.items() if item.tied_to_tier],
            "starts": one and one.starts, "ends": one and one.ends, "force": one and one.force,
            "tied_to_tier": one and one.tied_to_tier, "recheck": one and one.recheck}  # fmt: skip


def fast_track(given: Answer) -> Answer:
    answer = after.fast_track(given["tier"], given["report_year"], given["agreement"], letter=given.get("letter", False))
    return {"procedures": answer}


def pattern(given: Answer) -> Answer:
    history = parse_history(given.get("history", ""))
    allowed = tier_clock(history, given["report_year"]).allowed
    return {"outlook": after.pattern_outlook(given["finding"]), "tier_3_open": "3" in allowed,
            "others_open": {"1", "2"} <= set(allowed), "governments": len(given.get("governments", []))}  # fmt: skip


def imports(given: Answer) -> Answer:
    return {"measure": after.import_measure(
        xinjiang_or_listed_entity=given.get("presumed", False), information=given.get("information"))}  # fmt: skip


def preferences(given: Answer) -> Answer:
    return {"signal": after.preference_signal(
        steps_on_worker_rights=given.get("worker_rights"), worst_forms_commitments=given.get("worst_forms"))}  # fmt: skip


def person(given: Answer) -> Answer:
    return {"measure": after.person_measure(given["role"], significant_financial_gain=given.get("gain"))}


def severe(given: Answer) -> Answer:
    found = definitions.severe_form(given["act"], means=given["means"], purpose=given["purpose"], age=given["age"])
    return {"form": found.form, "sex_trafficking": found.sex_trafficking, "palermo": found.palermo}


def forced_labour(given: Answer) -> Answer:
    names = ("menace", "voluntary", "exception")
    more = {key: given[key] for key in ("hired_to_private", "public_supervision") if key in given}
    return {"forced_labour": definitions.forced_labour(**{key: given.get(key) for key in names}, **more)}


def protocol(given: Answer) -> Answer:
    words = {name: default_law().value(f"palermo_{name}", "LV2000") for name in ("acts", "means", "purposes")}
    lists = {name: set(held.value) - set(given.get(f"without_{name}", [])) for name, held in words.items()}
    adult, child = definitions.protocol_covered(**lists, requires_means_for_child=given.get("requires_means_for_child", False))
    return {"adult_ok": adult, "child_ok": child}


def statutes(given: Answer) -> list[StatuteAbstract]:
    return [build(StatuteAbstract, one, "the case", UserError) for one in given["statutes"]]


def gap(given: Answer) -> Answer:
    found = {one.gap.id: one for one in find_gaps(statutes(given))}
    one = found[given.get("gap", "G1")]
    return {"standing": one.standing, "filled_by": list(one.filled_by), "open_in": list(one.open_in),
            "standard": list(one.gap.standard), "gaps": [key for key, r in found.items() if r.standing == "gap"],
            "decided_by": one.gap.decided_by}  # fmt: skip


def standard(given: Answer) -> Answer:
    return {one.id: one.standing for one in standards.minimum_standards(statutes(given))}


def criteria(given: Answer) -> Answer:
    items = [build(standards.EvidenceItem, item, "the case") for item in given["items"]]
    matrix = standards.criteria_matrix(items)
    return {**{key: list(cells) for key, cells in matrix.items()}, "criteria": len(matrix)}


def presumption(given: Answer) -> Answer:
    return {"presumed": standards.presumed_not_vigorous(
        requested=given.get("requested"), provided=given.get("provided"))}  # fmt: skip


def evidence(given: Answer) -> Answer:
    found = standards.evidence_use(given["day"], given["kind"], given["report_year"])
    return {"use": found.use, "counts_in": found.counts_in}


def referral(given: Answer) -> Answer:
    today = given.get("today", dt.date(2026, 1, 15))
    names = {"in_danger", "in_custody_or_hearing", "under_18", "last_arrival"}
    answers = survivors.IntakeAnswers(**{key: found for key, found in given.items() if key in names})
    arrived = answers.last_arrival
    return {"leads": list(survivors.referral_leads(answers, today)),
            "deadline": arrived and survivors.asylum_deadline(arrived)}  # fmt: skip


def refused(given: Answer) -> Answer:
    """A question that must be refused with one sentence; `ask` names the kind of question."""
    try:
        QUESTIONS[given["ask"]](given)
    except UserError as fault:
        return {"naming": str(fault), "exit_status": fault.exit_status}
    return {"naming": "nothing: it was answered"}


QUESTIONS: dict[str, Callable[[Answer], Answer]] = {
    function.__name__: function
    for function in (
        clock,
        version,
        value,
        period,
        counts_for,
        due,
        calendar,
        determination,
        determination_set,
        withholding,
        special_list,
        special_list_size,
        waiver,
        consequences,
        fast_track,
        pattern,
        imports,
        preferences,
        person,
        severe,
        forced_labour,
        protocol,
        gap,
        standard,
        criteria,
        presumption,
        evidence,
        referral,
        refused,
    )
}


def check(case: dict[str, Any]) -> None:
    """Ask the case's question and compare what it expects. AssertionError says what differs."""
    answer = QUESTIONS[case["question"]](case["given"])
    for key, wanted in case["expect"].items():
        assert key in answer, f"'{key}' is not something that the question '{case['question']}' answers"
        got = answer[key]
        if key == "placed" or key == "naming":
            assert str(wanted) in got, f"{key}: {wanted} is not in {got}"
        elif key in ("includes", "rules_include"):
            assert set(wanted) <= set(got), f"{key}: {wanted} is not all in {got}"
        elif key in ("excludes", "not_allowed"):
            assert not set(wanted) & set(got), f"{key}: one of {wanted} is in {got}"
        else:
            assert got == wanted, f"{key}: expected {wanted}, got {got}"
