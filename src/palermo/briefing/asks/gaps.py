"""Asks and questions from gaps as official summaries reported them."""

from collections.abc import Iterator
from typing import Any

from palermo.assessment.gaps import ReportedGap, law_since
from palermo.assessment.treaties import treaty_standing
from palermo.briefing.asks.model import Ask, caution_of, offer_of, sentence_of, templates
from palermo.briefing.asks.precedent import precedent_line
from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, claim
from palermo.record.facts import Fact

_TOO_OLD_TO_HAND_OVER = 5  # editions
_FORMS = {
    "labour": ", about forced labour",
    "sex": ", about sex trafficking",
    "both": ", about sex trafficking and forced labour",
}
_TREATY = {"Palermo Protocol": "PALERMO", "UN Convention against Transnational Organized Crime": "UNTOC"}  # the rest is not held
_THE_LAW = "Ask {place} for the text of the law that the {year} summary reports as enacted, and for the cases brought under it."
_THE_LAW_FOR_THEM = (
    "We would be grateful for the text of the law that {place} was reported to have enacted ({year} edition), and for its use."
)
_UNKNOWN_SINCE = "Before it, {words} ({edition} edition); whether the law closed that gap is not known to this record."


def _worth_asking(case: Case) -> list[ReportedGap]:
    """Gaps of the newest summary first; labour-specific weakness in enforcement ranks beside the law that it needs."""
    newest = max((g.year for g in case.gaps), default=0)
    fresh = [g for g in case.gaps if g.year == newest] + [g for g in case.gaps if g.year != newest and not g.stale]
    return sorted(fresh, key=lambda g: (g.year != newest, g.gap.rank))


def gap_asks(case: Case) -> Iterator[Ask]:
    """An ask for each gap worth one; a question where the finding is old or a law has followed it."""
    for reported in _worth_asking(case):
        if _too_old_for_them(case, reported):
            continue
        enacted = law_since(case.record, case.place.code, reported)
        if enacted:
            yield _law_question(case, reported, enacted)
        else:
            yield _question(case, reported) if reported.stale else _ask(case, reported)


def _too_old_for_them(case: Case, reported: ReportedGap) -> bool:
    """A non-paper does not hand the other side a question about what was written long ago."""
    return case.audience == "counterpart" and reported.age > _TOO_OLD_TO_HAND_OVER


def reported_words(reported: ReportedGap) -> str:
    """How a gap is put in prose, in the past tense, with the form that the coded words name."""
    words = templates()[reported.gap.code]
    if reported.form == "labour" and "reported_labour" in words:
        return words["reported_labour"]
    return words["reported"] + _FORMS.get(reported.form or "", "")


def _hook(case: Case, reported: ReportedGap) -> tuple[str, dict[str, Any]]:
    """The duty to cite: our own statute, or for any other sender the treaty, with what this record shows of their joining it."""
    if case.ours:
        return "; {law}", {"law": case.section_of_law(case.hook(reported.gap))}
    slots: dict[str, Any] = {"treaty": reported.gap.treaty}
    code = next((code for start, code in _TREATY.items() if reported.gap.treaty.startswith(start)), None)
    found = treaty_standing(case.acts, code) if code else None
    if found is None or found.act is None:  # a convention that no table holds, or a place that no list names
        return "; {treaty} (whether it has joined is not in this record)", slots | {"cites": case.absent("treaty_acts")}
    slots["cites"] = [case.cite(found.act)]
    if found.state == "party":
        return "; {treaty}, to which it is party", slots
    if found.state == "signatory":
        return "; {treaty} (signed; no act of joining on record)", slots
    if found.state == "listed":
        return "; {treaty} (marked as ratified in a list that does not say by whom)", slots
    return "; {treaty} (no act seen in a list that speaks to {seen})", slots | {"seen": case.date(found.act, "seen")}


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


def _basis_line(case: Case, key: str, reported: ReportedGap, *, words: bool = True) -> Claim:
    """Where the fact was reported, and the duty; `words` False where the sentence above has said what it is."""
    repeated, slots = _repeated(case, reported)
    hook, more = _hook(case, reported)
    cites = [case.cite(reported.newest, "code"), *more.pop("cites", [])]
    if words and reported.detail:
        cites.append(case.cite(reported.detail))
    beside = _labour_beside(case, reported) if words else None
    if beside and beside is not reported:
        repeated += ", which also reported that forced labour was not acted on, or too little"
        cites.append(case.cite(beside.newest, "code"))
    said = f"{reported_words(reported)}: " if words else ""
    return claim(f"{key}/basis", "coded", f"{said}{repeated}{hook}.", cites=cites, **slots, **more)


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
        sentence_of(case, key, "coded", act + ".", cite),
        (_basis_line(case, key, reported),),
        claim(
            f"{key}/shown_by",
            "coded",
            "{indicator}. Baseline: as reported in the {edition} edition. Target: {target}.",
            indicator=words["indicator"],
            edition=case.year(reported.newest),
            target=words["target"],
        ),
        offer_of(key, words["offer"], cite),
        caution_of(case, key, reported.gap.cautions, cite),
        precedent=precedent_line(case, key, reported.gap.code),
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
        words=reported_words(reported),
        edition=case.year(reported.newest),
        age=age,
    )
    return Ask(
        key,
        reported.gap.code,
        sentence,
        (_basis_line(case, key, reported, words=False),),
        claim(
            f"{key}/shown_by",
            "coded",
            "{indicator}.",
            indicator=templates()[reported.gap.code]["indicator"],
            cites=cite,
        ),
        offer_of(key, templates()[reported.gap.code]["offer"], cite),
        caution_of(case, key, reported.gap.cautions, cite),
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
        words=reported_words(reported),
        edition=case.year(reported.newest),
    )
    return Ask(
        key,
        reported.gap.code,
        sentence,
        (basis,),
        claim(f"{key}/shown_by", "coded", "The text in the official gazette; charges and sentences under it.", cites=cite),
        offer_of(key, templates()[reported.gap.code]["offer"], cite),
        caution_of(case, key, reported.gap.cautions, cite),
        question=True,
    )
