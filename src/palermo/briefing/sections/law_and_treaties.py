"""Law and treaties, each with its year: what scholars coded, what the official summary said, what was signed and joined."""

from collections.abc import Iterator

from palermo.assessment.treaties import TREATIES, treaty_standing
from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, Value, claim
from palermo.record import query

_LEVEL = {
    "0": "no law that criminalises trafficking",
    "1": "a law that criminalises it in part",
    "2": "a law that criminalises it in full",
}
_LAW_GAPS = ("law_absent", "law_forms_missing")
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
    official = next((g for g in case.gaps if g.gap.code in _LAW_GAPS), None)
    code = codes[-1] if codes else None
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
    if code and official and _disagree(code["level"], official.gap.code):
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
        if found.state == "no_act_seen":
            yield claim(
                key,
                "reported",
                "{treaty}: no act seen in a list that speaks to {seen}.",
                treaty=name,
                seen=case.date(act, "seen"),
            )
        elif act["date"]:
            verb = "signed" if found.state == "signatory" else "party by {act}"
            how = (
                {}
                if found.state == "signatory"
                else {"act": act["act"].replace("_", " ").replace("became party", "an act of unknown kind")}
            )
            yield claim(
                key,
                "reported",
                "{treaty}: " + verb + ", {date}.",
                treaty=name,
                date=case.date(act, "date"),
                cites=[case.cite(act, "act")],
                **how,
            )
        else:
            verb = "signed" if found.state == "signatory" else "party"
            template = "{treaty}: " + verb + ", on a day not known; seen in a list that speaks to {seen}."
            yield claim(key, "reported", template, treaty=name, seen=case.date(act, "seen"), cites=[case.cite(act, "act")])
    if case.acts and treaty_standing(case.acts, "PALERMO").state == "not_held":
        yield claim(
            case.key("treaty", "PALERMO", "none"),
            "reported",
            "The Palermo Protocol: no act on record by that day.",
            cites=case.absent("treaty_acts"),
        )


def _name(case: Case, treaty: str) -> str:
    return TREATIES[treaty]
