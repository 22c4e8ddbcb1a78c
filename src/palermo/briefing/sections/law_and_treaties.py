"""Law and treaties, each with its year: what scholars coded, what the official summary said, what was signed and joined."""

from collections.abc import Iterator
from typing import Any

from palermo.assessment.gaps import ReportedGap
from palermo.assessment.treaties import TREATIES, treaty_standing
from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, Value, claim
from palermo.record import query
from palermo.record.facts import Fact
from palermo.register.dates import last_day

_LEVEL = {
    "0": "no law that criminalises trafficking",
    "1": "a law that criminalises trafficking in part",
    "2": "a law that criminalises trafficking in full",
}
_LAW_GAPS = {
    "law_absent": "no law against trafficking",
    "law_forms_missing": "a law that covers some forms and not all",
}
_OLD = 5  # editions: an older finding on the law stays behind --full
_FIRST = ("PALERMO", "UNTOC", "CRC_OPSC", "ILO_C182")
_STANDARDS = {
    "prohibition_child_trafficking": "child trafficking",
    "prohibition_forced_labor": "forced labour",
    "prohibition_csec": "commercial sexual exploitation of children",
}


def law_and_treaties(case: Case) -> list[Claim]:
    """Each source in its own words and year; where they disagree, both."""
    return [*_criminal_law(case), *_standards(case), *_treaties(case)]


def _criminal_law(case: Case) -> Iterator[Claim]:
    official = next((g for g in case.gaps if g.gap.code in _LAW_GAPS and (case.full or g.age <= _OLD)), None)
    code = _scholars_code(case, official)
    if code:
        yield claim(
            case.key("law.scholars", code["year"]),
            "coded",
            "As coded by scholars for {year}: {level} (coded later; the code of another year may differ).",
            year=case.year(code, "year"),
            level=_level(case, code),
        )
    if official:
        yield claim(
            case.key("law.official", official.year),
            "coded",
            "As the official summary of the {year} edition had it: {stated}.",
            year=case.year(official.newest),
            stated=case.read(official.newest, "code", _LAW_GAPS[official.gap.code], "gap"),
        )
    yield from _enacted(case, official)
    if code and official and code["year"] == official.year - 1 and _disagree(code["level"], official.gap.code):
        yield claim(
            case.key("law.disagree", code["year"], official.year),
            "coded",
            "These disagree: the scholars find {level}, the summary {stated}. Both are printed; neither is the text of the law, which this "
            "record does not hold.",
            level=_level(case, code),
            stated=case.read(official.newest, "code", _LAW_GAPS[official.gap.code], "gap"),
        )


def _scholars_code(case: Case, official: ReportedGap | None) -> Fact | None:
    """The scholars' code for the year of which the summary speaks, the one before its edition; else the newest."""
    codes = query.criminalization(case.record, case.place.code)
    same = next((c for c in codes if official and c["year"] == official.year - 1), None)
    return same or (codes[-1] if codes else None)


def _level(case: Case, code: Fact) -> Value:
    return case.read(code, "level", _LEVEL[code["level"]], "level")


def _enacted(case: Case, official: ReportedGap | None) -> Iterator[Claim]:
    """A law that a summary reports as enacted after the gap: its text is not held."""
    laws = [f for f in query.findings(case.record, case.place.code, "action") if f["code"] == "law_enacted"]
    if laws and (official is None or laws[-1]["report_year"] > official.year):
        template = "The summary of the {year} edition reports that a law was enacted; its text is not held."
        key = case.key("law.enacted", laws[-1]["report_year"])
        yield claim(key, "coded", template, year=case.year(laws[-1]), cites=[case.cite(laws[-1], "code")])


def _disagree(level: str, gap: str) -> bool:
    return level != {"law_absent": "0", "law_forms_missing": "1"}[gap]


def _standards(case: Case) -> Iterator[Claim]:
    rows = [f for f in query.labour_standards(case.record, case.place.code) if f["standard"] in _STANDARDS and f["exists"]]
    newest = [f for f in rows if f["year"] == rows[0]["year"]]
    answers: dict[str, list[Value]] = {"yes": [], "no": []}
    for fact in newest:
        if fact["exists"] in answers:
            answers[fact["exists"]].append(case.read(fact, "exists", _STANDARDS[fact["standard"]], "standard"))
    for answer, template in (
        ("no", "The Labor Department found no prohibition of {what} in the law ({year} findings)."),
        ("yes", "The Labor Department found a prohibition of {what} in the law ({year} findings; children only)."),
    ):
        if answers[answer]:
            key = case.key(f"law.standards_{answer}", newest[0]["year"])
            yield claim(key, "reported", template, what=answers[answer], year=case.year(newest[0], "year"))


def _treaties(case: Case) -> Iterator[Claim]:
    for treaty in TREATIES if case.full else _FIRST:
        found = treaty_standing(case.acts, treaty)
        if found.act is None:
            continue
        yield _treaty(case, case.key("treaty", treaty), found.name, found.state, found.act)
    if case.acts and treaty_standing(case.acts, "PALERMO").state == "not_held":
        yield claim(
            case.key("treaty", "PALERMO", "none"),
            "reported",
            "The Palermo Protocol: no act on record by that day.",
            cites=case.absent("treaty_acts"),
        )


def _treaty(case: Case, key: str, name: str, state: str, act: Fact) -> Claim:
    """One treaty, by its act and the day of it; a signature alone says how far the list that was seen speaks."""
    cites = [case.cite(act, "act")]
    if state == "no_act_seen":
        template = "{treaty}: no act seen in a list that speaks to {seen}."
        return claim(key, "reported", template, treaty=name, seen=case.date(act, "seen"))
    if state == "signatory":
        known = last_day(act["seen"]) <= case.as_of
        template = "{treaty}: signed" + (", {date}" if act["date"] else "")
        template += (
            "; not shown as a party in a list that speaks to {seen}." if known else "; no act of joining on record by that day."
        )
        slots: dict[str, Any] = {"date": case.date(act, "date")} if act["date"] else {}
        if known:
            slots["seen"] = case.date(act, "seen")
        return claim(key, "reported", template, treaty=name, cites=cites, **slots)
    if state == "listed":
        template = "{treaty}: marked as ratified in a list that speaks to {seen} and does not say by whom; no act in its own name is on record."
        return claim(key, "reported", template, treaty=name, seen=case.date(act, "seen"), cites=cites)
    if not act["date"]:
        template = "{treaty}: party, on a day not known; seen in a list that speaks to {seen}."
        return claim(key, "reported", template, treaty=name, seen=case.date(act, "seen"), cites=cites)
    how = " by " + act["act"].replace("_", " ") if act["act"] != "became_party" else ""
    template = "{treaty}: party" + how + ", {date}" + ("" if how else " (form of the act not given)") + "."
    return claim(key, "reported", template, treaty=name, date=case.date(act, "date"), cites=cites)
