"""Asks: at most three, ranked. One sentence (authority, act, object, by when) and four lines: basis, shown by, offer, caution.

At the Watch List limit the first ask is the written plan with its three tests. Then come the gaps of the newest summary, in the
order of the minimum standards. A fact older than three editions makes a question, never an ask.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from palermo.assessment.gaps import ReportedGap
from palermo.assessment.treaties import treaty_standing
from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, Value, claim, day_value
from palermo.record import query
from palermo.record.facts import Fact
from palermo.register.vocabulary import cautions

MOST = 3
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORMS = {
    "labour": ", about forced labour",
    "sex": ", about sex trafficking",
    "both": ", about sex trafficking and forced labour",
}


@dataclass(frozen=True)
class Ask:
    """One ask or, where the facts are too old for one, a question. Lines are in the order of print.

    The caution is our own: every ask has one, and only what others read leaves it out.
    """

    id: str
    gap: str | None
    sentence: Claim
    basis: tuple[Claim, ...]
    shown_by: Claim
    offer: Claim | None
    caution: Claim | None
    question: bool = False

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims of the ask in the order of print."""
        lines = (self.sentence, *self.basis, self.shown_by, self.offer, self.caution)
        return tuple(line for line in lines if line is not None)


@cache
def templates() -> dict[str, dict[str, str]]:
    """The ask templates by gap."""
    return dict(yaml.load((Path(__file__).parent.parent / "asks.yml").read_text(encoding="utf-8"), Loader=_LOADER))


def asks(case: Case) -> list[Ask]:
    """At most three asks, or questions where nothing on record is recent enough."""
    if case.edition is None or case.place == case.sender:
        return []
    return [*_plan(case), *_gap_asks(case), *_treaty_asks(case)][:MOST]


def by_when(case: Case) -> Value:
    """The day before which an act counts for the edition."""
    return day_value(case.standing.period.end.isoformat(), [case.law("22 USC 7107(b)(1)")], "period_end")


def third_year_limit(case: Case, report_year: int) -> Value:
    """The limit by the name that papers use: the year in which a place that would stay on the Watch List moves to Tier 3."""
    years = case.parameter("years_before_downgrade", report_year)
    return case.computed("limit_year", "third-year limit", int(years.value) + 1, "report", years.citations)


def _by(case: Case) -> dict[str, Any]:
    """When: before the end of the reporting period for our own statute; else before the next meeting."""
    return {"by": "By {deadline}", "deadline": by_when(case)} if case.ours else {"by": "Before the next meeting"}


def _sentence(case: Case, key: str, basis: str, template: str, cites: list[Any]) -> Claim:
    when = _by(case)
    text = f"{when.pop('by')}, {template}"
    return claim(key, "rule" if basis == "rule" else "coded", text, who=case.possessive, cites=cites, **when)


_PLAN = "At the {limit} only a downgrade waiver keeps a place on the Watch List, and it needs such a plan ({law}); giving it stays a choice."
_PLAN_FOR_THEM = "At the {limit} the statute looks to a written plan with the resources to carry it out ({law})."
_THE_LAW = "Ask {place} for the text of the law that the {year} summary reports as enacted, and for the cases brought under it."
_THE_LAW_FOR_THEM = (
    "We would be grateful for the text of the law that {place} was reported to have enacted ({year} edition), and for its use."
)
_UNKNOWN_SINCE = "Before it, {words} ({edition} edition); whether the law closed that gap is not known to this record."
_TESTS = (
    "{count} tests. The plan is written: not known. It would be significant efforts if carried out: not known. Enough resources "
    "are committed to it: not known."
)
_TESTS_FOR_THEM = (
    "{count} tests: the plan is written; it would be significant efforts if carried out; enough resources are committed to it."
)

# The written plan -----------------------------------------------------------------------------------------------------------


def _plan(case: Case) -> Iterator[Ask]:
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
        _sentence(
            case,
            key,
            "rule",
            "{who} government should adopt, and give to our side, a written plan against trafficking with tasks, owners, dates and money.",
            cite,
        ),
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
            count=Value("Three", 3, "tests", tuple(cite), "waiver_tests"),
            cites=cite,
        ),
        _offer(case, key, "a reading of the draft against the three tests".replace("three", "same"), cite),
        _caution(case, key, ("plan_on_paper", "travel_bans"), cite),
    )


# Gaps -----------------------------------------------------------------------------------------------------------------------


def _worth_asking(case: Case) -> list[ReportedGap]:
    """Gaps of the newest summary first; labour-specific weakness in enforcement ranks beside the law that it needs."""
    newest = max((g.year for g in case.gaps), default=0)
    fresh = [g for g in case.gaps if g.year == newest] + [g for g in case.gaps if g.year != newest and not g.stale]
    return sorted(fresh, key=lambda g: (g.year != newest, g.gap.rank))


def _gap_asks(case: Case) -> Iterator[Ask]:
    for reported in _worth_asking(case):
        if _too_old_for_them(case, reported):
            continue
        enacted = _law_since(case, reported)
        if enacted:
            yield _law_question(case, reported, enacted)
        else:
            yield _question(case, reported) if reported.stale else _ask(case, reported)


def _too_old_for_them(case: Case, reported: ReportedGap) -> bool:
    """A non-paper does not hand the other side a question about what was written long ago."""
    return case.audience == "counterpart" and reported.age > 5


def _law_since(case: Case, reported: ReportedGap) -> Fact | None:
    """A law that the same or a later summary reports as enacted: the gap may be closed, and is asked about and not asked for."""
    if "law" not in reported.gap.topics:
        return None
    actions = query.findings(case.record, case.place.code, "action")
    since = [f for f in actions if f["code"] == "law_enacted" and f["report_year"] >= reported.year]
    return since[-1] if since and reported.newest["report_year"] < since[-1]["report_year"] else None


def reported_words(case: Case, reported: ReportedGap) -> str:
    """How a gap is put in prose, in the past tense, with the form that the coded words name."""
    words = templates()[reported.gap.code]
    if reported.form == "labour" and "reported_labour" in words:
        return words["reported_labour"]
    return words["reported"] + _FORMS.get(reported.form or "", "")


def _hook(case: Case, reported: ReportedGap) -> tuple[str, dict[str, Any]]:
    """The duty to cite: our own statute, or for any other sender the treaty that the place is bound by."""
    if case.ours:
        return "; {law}", {"law": case.section_of_law(case.hook(reported.gap))}
    protocol = treaty_standing(case.acts, "PALERMO")
    if protocol.state == "party" and protocol.act is not None:
        return "; {treaty}, to which it is party", {
            "treaty": reported.gap.treaty,
            "cites": [case.cite(protocol.act)],
        }
    return "; {treaty} (no act of joining on record)", {
        "treaty": reported.gap.treaty,
        "cites": case.absent("treaty_acts"),
    }


def _repeated(case: Case, reported: ReportedGap) -> tuple[str, dict[str, Any]]:
    years = case.years(reported.alike)
    if len(years) == 1:
        return "reported in the {edition} edition", {"edition": years[0]}
    inputs = [c for v in years for c in v.citations]
    count = case.computed("count_editions", str(len(years)), len(years), "editions", inputs)
    return "reported in {count} of the editions read ({years}), last in that of {edition}", {
        "edition": years[-1],
        "count": count,
        "years": years,
    }


def _question_basis(case: Case, key: str, reported: ReportedGap) -> Claim:
    """Where the fact behind a question was reported; the question itself has said what it is."""
    repeated, slots = _repeated(case, reported)
    hook, more = _hook(case, reported)
    cites = [case.cite(reported.newest, "code"), *more.pop("cites", [])]
    return claim(f"{key}/basis", "coded", f"{repeated}{hook}.", cites=cites, **slots, **more)


def _basis_line(case: Case, key: str, reported: ReportedGap) -> Claim:
    repeated, slots = _repeated(case, reported)
    hook, more = _hook(case, reported)
    cites = [case.cite(reported.newest, "code"), *more.pop("cites", [])]
    if reported.detail:
        cites.append(case.cite(reported.detail))
    words = reported_words(case, reported)
    beside = _labour_beside(case, reported)
    if beside and beside is not reported:
        repeated += ", which also reported that forced labour was not acted on, or too little"
        cites.append(case.cite(beside.newest, "code"))
    return claim(f"{key}/basis", "coded", f"{words}: {repeated}{hook}.", cites=cites, **slots, **more)


def _labour_beside(case: Case, reported: ReportedGap) -> ReportedGap | None:
    """A finding of the same edition that speaks of forced labour: this one, or one about its enforcement beside it."""
    if reported.form == "labour":
        return reported
    if "MS1" not in reported.gap.standard:
        return None
    return next((g for g in case.gaps if g.year == reported.year and g.form == "labour"), None)


def _ask(case: Case, reported: ReportedGap) -> Ask:
    words = templates()[reported.gap.code]
    key = f"ask.{reported.gap.code}/{case.place.code}/{reported.year}"
    cite = [case.cite(reported.newest, "code")]
    labour = _labour_beside(case, reported)
    act = words["labour"] if labour and "labour" in words else words["act"]
    cite += [case.cite(labour.newest, "code")] if labour else []
    return Ask(
        key,
        reported.gap.code,
        _sentence(case, key, "coded", act + ".", cite),
        (_basis_line(case, key, reported),),
        claim(
            f"{key}/shown_by",
            "coded",
            "{indicator}. Baseline: as reported in the {edition} edition. Target: {target}.",
            indicator=words["indicator"],
            edition=case.year(reported.newest),
            target=words["target"],
        ),
        _offer(case, key, words["offer"], cite),
        _caution(case, key, reported.gap.cautions, cite),
    )


def _question(case: Case, reported: ReportedGap) -> Ask:
    """A fact older than three editions: ask whether it still holds, and ask for nothing on the strength of it."""
    key = f"question.{reported.gap.code}/{case.place.code}/{reported.year}"
    cite = [case.cite(reported.newest, "code")]
    latest = case.standing.latest
    assert latest is not None
    ages = [case.cite(reported.newest, "report_year"), case.cite(latest, "report_year")]
    age = case.computed("editions_since", str(reported.age), reported.age, "editions", ages)
    template = (
        "We would be grateful to know what has changed since the {edition} edition, {age} editions ago, in which {words}."
        if case.audience == "counterpart"
        else "Confirm with {place} whether this still holds: {words} ({edition} edition, {age} editions ago)."
    )
    sentence = claim(
        key,
        "coded",
        template,
        place=case.name,
        words=reported_words(case, reported),
        edition=case.year(reported.newest),
        age=age,
    )
    return Ask(
        key,
        reported.gap.code,
        sentence,
        (_question_basis(case, key, reported),),
        claim(
            f"{key}/shown_by",
            "coded",
            "{indicator}.",
            indicator=templates()[reported.gap.code]["indicator"],
            cites=cite,
        ),
        _offer(case, key, templates()[reported.gap.code]["offer"], cite),
        _caution(case, key, reported.gap.cautions, cite),
        question=True,
    )


def _law_question(case: Case, reported: ReportedGap, enacted: Fact) -> Ask:
    """The gap was followed by a law: ask for its text and its use."""
    key = f"question.law_enacted.{reported.gap.code}/{case.place.code}/{reported.year}"
    cite = [case.cite(enacted, "code"), case.cite(reported.newest, "code")]
    sentence = claim(
        key,
        "coded",
        _THE_LAW_FOR_THEM if case.audience == "counterpart" else _THE_LAW,
        place=case.name,
        year=case.year(enacted),
        cites=cite,
    )
    basis = claim(
        f"{key}/basis",
        "coded",
        "Before it, {words} ({edition} edition)." if case.audience == "counterpart" else _UNKNOWN_SINCE,
        words=reported_words(case, reported),
        edition=case.year(reported.newest),
    )
    return Ask(
        key,
        reported.gap.code,
        sentence,
        (basis,),
        claim(f"{key}/shown_by", "coded", "The text in the official gazette; charges and sentences under it.", cites=cite),
        _offer(case, key, templates()[reported.gap.code]["offer"], cite),
        _caution(case, key, reported.gap.cautions, cite),
        question=True,
    )


def _treaty_asks(case: Case) -> Iterator[Ask]:
    """Joining the Palermo Protocol, where no act of joining is on record by the day."""
    protocol = treaty_standing(case.acts, "PALERMO")
    if protocol.state not in ("signatory", "no_act_seen") or case.place.kind != "state" or case.place.code == "XKX":
        return
    key = f"ask.join_protocol/{case.place.code}/{case.edition}"
    cite = [case.cite(protocol.act)] if protocol.act else case.absent("treaty_acts")
    state = {
        "signatory": "It has signed and, on this record, not joined.",
        "no_act_seen": "No act of joining was seen in the lists that this record holds; confirm with the depositary.",
    }[protocol.state]
    yield Ask(
        key,
        None,
        _sentence(
            case,
            key,
            "coded",
            "{who} government should join the Palermo Protocol, or say what stands in the way.",
            cite,
        ),
        (claim(f"{key}/basis", "reported", state, cites=cite),),
        claim(
            f"{key}/shown_by",
            "reported",
            "The depositary's notice. Baseline: as on this record. Target: an act deposited.",
            cites=cite,
        ),
        _offer(case, key, "answers on what the protocol asks of its parties", cite),
        _caution(case, key, ("critics",), cite),
    )


def _offer(case: Case, key: str, words: str, cite: list[Any]) -> Claim:
    return claim(f"{key}/offer", "rule", "{offer}.", offer=words, cites=cite)


def _caution(case: Case, key: str, codes: tuple[str, ...], cite: list[Any]) -> Claim:
    shown = codes if case.full else codes[:2]
    return claim(f"{key}/caution", "rule", " ".join(cautions()[code] for code in shown), cites=cite)
