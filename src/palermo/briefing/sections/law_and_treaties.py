"""Law and treaties, each with its year: what scholars coded, what the official summary said, what was signed and joined."""

from collections.abc import Iterator
from typing import Any

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
_LAW_GAPS = ("law_absent", "law_forms_missing")
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
    codes = query.criminalization(case.record, case.place.code)
    official = next((g for g in case.gaps if g.gap.code in _LAW_GAPS and (case.full or not g.stale or g.age <= _OLD)), None)
    code = codes[-1] if codes else None
    if code and official:  # a summary of an edition speaks of the year before it
        code = next((c for c in codes if c["year"] == official.year - 1), code)
    if code:
        level = case.read(code, "level", _LEVEL[code["level"]], "level")
        yield claim(
            case.key("law.scholars", code["year"]),
            "coded",
            "As coded by scholars for {year}: {level} (coded later; the code of another year may differ).",
            year=case.year(code, "year"),
            level=level,
        )
    if official:
        words = {"law_absent": "no law against trafficking", "law_forms_missing": "a law that covers some forms and not all"}[
            official.gap.code
        ]
        stated = case.read(official.newest, "code", words, "gap")
        year = case.year(official.newest)
        yield claim(
            case.key("law.official", official.year),
            "coded",
            "As the official summary of the {year} edition had it: {stated}.",
            year=year,
            stated=stated,
        )
    enacted = [f for f in query.findings(case.record, case.place.code, "action") if f["code"] == "law_enacted"]
    if enacted and (official is None or enacted[-1]["report_year"] > official.year):
        template = "The summary of the {year} edition reports that a law was enacted; its text is not held."
        year = case.year(enacted[-1])
        yield claim(
            case.key("law.enacted", enacted[-1]["report_year"]),
            "coded",
            template,
            year=year,
            cites=[case.cite(enacted[-1], "code")],
        )
    if code and official and code["year"] == official.year - 1 and _disagree(code["level"], official.gap.code):
        yield claim(
            case.key("law.disagree", code["year"], official.year),
            "coded",
            "These disagree: the scholars find {level}, the summary {stated}. Both are printed; neither is the text of the law, which this "
            "record does not hold.",
            level=case.read(code, "level", _LEVEL[code["level"]], "level"),
            stated=case.read(
                official.newest, "code", "a law with gaps" if official.gap.code == "law_forms_missing" else "none", "gap"
            ),
        )


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
        key, act = case.key("treaty", treaty), found.act
        name = _name(case, treaty)
        yield _treaty(case, key, name, found.state, act)
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
    if not act["date"]:
        template = "{treaty}: party, on a day not known; seen in a list that speaks to {seen}."
        return claim(key, "reported", template, treaty=name, seen=case.date(act, "seen"), cites=cites)
    how = " by " + act["act"].replace("_", " ") if act["act"] != "became_party" else ""
    template = "{treaty}: party" + how + ", {date}" + ("" if how else " (form of the act not given)") + "."
    return claim(key, "reported", template, treaty=name, date=case.date(act, "date"), cites=cites)


def _name(case: Case, treaty: str) -> str:
    return TREATIES[treaty]
