"""The evidence on one gap in all places: when it was seen, and what was reported afterwards that closes it or bears on it."""

from collections.abc import Iterator
from itertools import pairwise

from palermo.priorities.precedents.labour import met, suggested, unmet
from palermo.priorities.precedents.model import Answer, Sighting, grouped, month
from palermo.priorities.precedents.rules import LawRead, Rule, laws_read
from palermo.priorities.precedents.treaty import joined, not_joined
from palermo.record.opened import Record, Row
from palermo.record.worldwide import cells

SCHOLARS_FROM = 2000  # the year of the Palermo Protocol: what no law called a crime before it is no precedent
_SAME_LAW = 24  # months in which a law reported after the scholars' rise is taken for the law that they coded
_ACTS = {"plan_adopted": "a plan or a coordinating body reported as adopted", "funding": "money reported as given"}


def sightings(record: Record, rule: Rule) -> Iterator[Sighting]:
    """Every sighting of a gap that could be read on the day."""
    yield from _reported(record, rule)
    yield from _called_first(record, rule)
    yield from unmet(record, rule.standards_had)
    if rule.machine_had:
        yield from suggested(record, rule.gap)
    yield from _listed(record, rule)
    yield from not_joined(record, rule)
    for code, years in _levels(record, rule).items():
        for row in years:
            if int(row["level"]) == rule.scholars_had and row["year"] >= SCHOLARS_FROM:
                cell = ("criminalization", row["key"], "level")
                yield Sighting(code, "scholars", row["year"], month(row["year"], 12), cell)


def answers(record: Record, rule: Rule) -> Iterator[Answer]:
    """Everything reported that closes the gap or bears on it, whenever it came."""
    yield from _laws(record, rule)
    yield from _acts(record, rule)
    yield from _risen(record, rule)
    yield from met(record, rule)
    yield from joined(record, rule)


def doubts(record: Record, rule: Rule) -> Iterator[Sighting]:
    """What takes a closing back when it was reported later: a gap that implies this one, or a law on this one long after.

    A standard that the Labor Department found met while it still suggested that forms be made crimes is doubted too, and any closing
    is by a standard that it found not met afterwards (`standards_doubt`).
    """
    if rule.standards_had:
        yield from suggested(record, rule.gap)
    yield from unmet(record, rule.standards_doubt)
    for gap in rule.doubted_by:
        for row in _findings(record, "gap", gap):
            yield _seen(row, "reported", 3)
    for row, law in _read(record) if rule.doubted_by else ():
        if rule.gap in (*law.closes, *law.bears_on):
            yield _seen(row, "law_words", 3 - _SAME_LAW)


def _seen(row: Row, thread: str, number: int, form: str | None = None) -> Sighting:
    cell = ("reported_findings", row["key"], "code")
    return Sighting(row["iso3"], thread, row["report_year"], month(row["report_year"], number), cell, form)


# Official summaries -----------------------------------------------------------------------------------------------------------


def _findings(record: Record, kind: str, code: str) -> list[Row]:
    return cells(record, "reported_findings", "id", "iso3", "report_year", kind=kind, code=code)


def _forms(record: Record) -> dict[str, str]:
    return {row["finding_id"]: row["form"] for row in cells(record, "finding_details", "finding_id", "form") if row["form"]}


def _reported(record: Record, rule: Rule) -> Iterator[Sighting]:
    forms = record.once("forms of findings", lambda: _forms(record))
    for row in _findings(record, "gap", rule.gap):
        yield _seen(row, "reported", 3, forms.get(row["id"]))


def _called_first(record: Record, rule: Rule) -> Iterator[Sighting]:
    """Laws whose own words say that the gap was there until then."""
    for row, law in _read(record):
        if rule.gap in law.shows:
            yield _seen(row, "law_words", 2, law.form)


def _read(record: Record) -> list[tuple[Row, LawRead]]:
    known = laws_read()
    return [(row, known[row["id"]]) for row in _findings(record, "action", "law_enacted") if row["id"] in known]


def _laws(record: Record, rule: Rule) -> Iterator[Answer]:
    known = laws_read()
    for row in _findings(record, "action", "law_enacted"):
        law = known.get(row["id"])
        closes = law is not None and rule.gap in law.closes
        bears = rule.laws_follow if law is None else rule.gap in law.bears_on
        if closes or bears:
            words = (
                f"a law reported as enacted: {law.about}" if law else "a law reported as enacted, not read for what it was about"
            )
            yield _of_edition(row, "law", words, closes, law.form if law else None)


def _of_edition(row: Row, kind: str, words: str, closes: bool, form: str | None = None) -> Answer:
    cell = ("reported_findings", row["key"], "code")
    return Answer(row["iso3"], kind, row["report_year"], month(row["report_year"], 3), (cell,), words, closes, form=form)


def _acts(record: Record, rule: Rule) -> Iterator[Answer]:
    for code in rule.acts_follow:
        for row in _findings(record, "action", code):
            yield _of_edition(row, "act", _ACTS[code], closes=False)


def _listed(record: Record, rule: Rule) -> Iterator[Sighting]:
    if rule.list_had is None:
        return
    for row in cells(record, "watch_list_events", "iso3", "report_year", event=rule.list_had):
        cell = ("watch_list_events", row["key"], "event")
        yield Sighting(row["iso3"], "list", row["report_year"], month(row["report_year"], 3), cell)


# Scholars' codes of the law ---------------------------------------------------------------------------------------------------


def _levels(record: Record, rule: Rule) -> dict[str, list[Row]]:
    if rule.scholars_had is None:
        return {}
    rows = record.once("levels of law", lambda: cells(record, "criminalization", "iso3", "year", "level", "month"))
    return grouped([row for row in rows if row["level"] is not None], "iso3")


def _risen(record: Record, rule: Rule) -> Iterator[Answer]:
    for code, years in _levels(record, rule).items():
        for before, row in pairwise(years):
            rise = (int(before["level"]), int(row["level"]))
            if rise[1] == 2 > rise[0] or rise == (0, 1) == (rule.scholars_had, 1):
                full = rise[1] == 2
                words = f"a law that scholars code as {'full' if full else 'partial'} criminalization"
                at = month(int(row["year"]), int(row["month"] or 1))
                places = (("criminalization", row["key"], "level"), ("criminalization", before["key"], "level"))
                yield Answer(code, "scholars", int(row["year"]), at, places, words, full)
