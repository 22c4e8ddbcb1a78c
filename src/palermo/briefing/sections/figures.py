"""Figures as the editions gave them, each with the form, unit and period that the text stated, and a reading note."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from palermo.assessment.figures import figure, of_a_part, withheld
from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, Value, claim, listed
from palermo.record import query
from palermo.record.facts import Fact
from palermo.register.dates import in_words
from palermo.register.silences import NotReported, Silent

_MEASURES = {
    "investigations": "investigations",
    "prosecutions": "prosecutions",
    "convictions": "convictions",
    "victims_identified": "victims identified",
    "victims_assisted": "victims assisted",
}
_FORM = {"labour": "forced labour", "sex": "sex trafficking", "both": "sex trafficking and forced labour"}
_QUALIFIER = {"at_least": "at least ", "at_most": "at most ", "approx": "about ", "exact": ""}
_LABOUR_COUNTS = ("criminal_investigations", "criminal_prosecutions", "criminal_convictions")


def figures(case: Case) -> list[Claim]:
    """Figures of the newest summaries, newest first; what was asked and not given; the note on how to read them."""
    rows = query.findings(case.record, case.place.code, "figure")
    details = query.finding_details(case.record, case.place.code)
    years = sorted({f["report_year"] for f in rows}, reverse=True)
    shown = years if case.full else years[:2]
    claims = [_edition(case, year, [f for f in rows if f["report_year"] == year], details) for year in shown]
    claims += _silent(case)
    claims += _labour(case)
    if any(c.id.startswith(("figures/", "figures.labour/")) for c in claims):
        claims.append(_note(case))
    return claims


def _edition(case: Case, year: int, rows: list[Fact], details: dict[str, Fact]) -> Claim:
    rows = sorted(rows, key=lambda f: (list(_MEASURES).index(f["code"]), f.key))
    acted = {f["code"] for f in query.findings(case.record, case.place.code, "action") if f["report_year"] == year}
    parts = _joined([_figure(case, fact, details.get(fact["id"]), acted) for fact in rows])
    cites = [case.cite(details[f["id"]]) for f in rows if f["id"] in details]
    return claim(
        case.key("figures", year),
        "coded",
        "{year} edition: {figures}.",
        year=case.year(rows[0]),
        figures=parts,
        cites=cites,
    )


def _joined(values: list[Value]) -> list[Value]:
    """Figures that several texts of one edition give alike are one figure with all its citations."""
    alike: dict[str, Value] = {}
    for value in values:
        seen = alike.get(value.text)
        alike[value.text] = replace(seen, citations=(*seen.citations, *value.citations)) if seen else value
    return list(alike.values())


def _figure(case: Case, fact: Fact, detail: Fact | None, acted: set[str]) -> Value:
    """One figure with its form, unit and period in brackets: what is not stated is said to be not stated.

    A number that is about a part, and a nought beside an act of the same kind, is never printed as the total.
    """
    notes = []
    if of_a_part(fact, detail, acted):
        notes.append("of a part only, not the total")
    if detail and detail["form"]:
        notes.append(_FORM[detail["form"]])
    unit = detail["unit"] if detail else None
    notes.append(unit or ("persons" if fact["code"].startswith("victims") else "unit not stated"))
    notes.append(_period(detail))
    if detail and detail["previous"] == "yes":
        notes.append("given as the figure of the period before")
    number = f"{_QUALIFIER.get(fact['qualifier'] or 'exact', '')}{fact['value']}"
    text = f"{_MEASURES[fact['code']]} {number} ({', '.join(notes)})"
    value = case.read(fact, "value", text, fact["code"])
    if detail is None:
        return value
    details = (case.cite(detail, c) for c in ("period_start", "period_end") if detail[c])
    return replace(value, citations=(*value.citations, *details))


def _period(detail: Fact | None) -> str:
    if detail and detail["period_start"]:
        start, end = detail["period_start"], detail["period_end"] or detail["period_start"]
        return in_words(start) if start == end else f"{in_words(start)} to {in_words(end)}"
    named = {"reporting_period": "the reporting period", "multi_year": "several years", "fiscal_year": "a fiscal year"}
    return named.get(detail["period_code"] if detail else None, "period not stated")  # type: ignore[arg-type]


def _silent(case: Case) -> Iterator[Claim]:
    """Measures on which the newest summary, read in full, says nothing: a silence of the summary, not a zero."""
    if not case.coded:
        yield claim(
            case.key("figures.not_held"),
            "coded",
            "No official summary of {place} is held by that day: its figures are not in this record.",
            place=case.name,
            cites=case.absent("reported_findings"),
        )
        return
    newest = case.coded[-1]
    answers = {name: figure(case.record, case.place.code, newest, code) for code, name in _MEASURES.items()}
    read = query.findings(case.record, case.place.code, "gap", "action", "flow", "placement", "figure")
    year = case.year(next(f for f in reversed(read) if f["report_year"] == newest))
    silent = [name for name, answer in answers.items() if isinstance(answer, Silent)]
    if silent:
        yield claim(
            case.key("figures.silent", newest),
            "coded",
            "The summary of the {year} edition, read in full, gives no number of {what}; the summary is silent, and that is not a nought.",
            year=year,
            what=listed(silent, "or"),
        )
    told = [name for name, answer in answers.items() if isinstance(answer, NotReported)]
    if told:
        findings = withheld(case.record, case.place.code, newest)
        yield claim(
            case.key("figures.not_reported", newest),
            "coded",
            "The summary of the {year} edition says that data were not reported, and gives no number of {what}.",
            year=year,
            what=listed(told, "or"),
            cites=[case.cite(finding, "code") for finding, _ in findings],
        )


def _labour(case: Case) -> Iterator[Claim]:
    """The Labor Department's criminal counts, which concern the worst forms of child labour only."""
    rows = query.labour_assessments(case.record, case.place.code)
    if not rows:
        return
    fact = rows[0]
    known = [case.read(fact, c, f"{c.removeprefix('criminal_')} {fact[c]:g}", c) for c in _LABOUR_COUNTS if fact[c] is not None]
    unknown = [c.removeprefix("criminal_") for c in _LABOUR_COUNTS if fact[f"{c}_reported"] in ("unknown", "unavailable")]
    slots: dict[str, Any] = {"year": case.year(fact, "year")}
    if known:
        template = "Labor Department, {year}, worst forms of child labour only: {figures}."
        yield claim(case.key("figures.labour", fact["year"]), "reported", template, figures=known, **slots)
    if unknown:
        template = "Labor Department, {year}, worst forms of child labour: {what} stated to be unknown or not available."
        cites = [case.cite(fact, f"criminal_{c}_reported") for c in unknown]
        yield claim(
            case.key("figures.labour_unknown", fact["year"]),
            "reported",
            template,
            what=listed(unknown),
            cites=cites,
            **slots,
        )


def _note(case: Case) -> Claim:
    return claim(
        case.key("figures.note"),
        "rule",
        "How to read these: figures of different periods, units or laws make no series, and more victims identified is often better work "
        "and not more crime.",
        cites=case.absent("reported_findings", "ilab_assessments"),
    )
