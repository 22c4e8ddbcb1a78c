"""The evidence on one gap in all places: when it was seen, and what was reported afterwards that closes it or bears on it.

Times are months, so that the order of an edition (which speaks of the year to March), a finding of the Labor Department (of the
year to December) and a law (of its month) can be told. Where a month is not known the earliest possible one counts for what came
after a gap: a law that may be older than the gap's last mention closes nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from palermo.priorities.precedents_rules import LawRead, Rule, laws_read
from palermo.record.opened import Record, Row
from palermo.record.worldwide import cells
from palermo.register.dates import first_day
from palermo.register.jurisdictions import jurisdictions

SCHOLARS_FROM = 2000  # the year of the Palermo Protocol: what no law called a crime before it is no precedent
_SAME_LAW = 24  # months in which a law reported after the scholars' rise is taken for the law that they coded
Cell = tuple[str, str, str]  # table, key, column
_OF_SUMMARIES = frozenset({"reported", "scholars", "machine", "list", "law_words"})
STANDARDS = {
    "prohibition_child_trafficking": "the prohibition of child trafficking",
    "prohibition_forced_labor": "the prohibition of forced labour",
}
_ACTS = {"plan_adopted": "a plan or a coordinating body reported as adopted", "funding": "money reported as given"}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A gap that was there: in which year or edition, by which thread of evidence, about which form."""

    place: str
    thread: str
    year: int
    at: int
    cell: Cell
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came after: `closes` where it shows the gap closed for the threads named; else it only bears on it."""

    place: str
    kind: str
    year: int
    at: int
    cells: tuple[Cell, ...]
    words: str
    closes: bool
    threads: frozenset[str] = _OF_SUMMARIES
    form: str | None = None


def month(year: int, number: int) -> int:
    """A month on one line of time."""
    return year * 12 + number - 1


def sightings(record: Record, rule: Rule) -> Iterator[Sighting]:
    """Every sighting of a gap that could be read on the day."""
    yield from _reported(record, rule)
    yield from _called_first(record, rule)
    yield from _unmet(record, rule)
    yield from _suggested(record, rule)
    yield from _listed(record, rule)
    yield from _not_joined(record, rule)
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
    yield from _met(record, rule)
    yield from _joined(record, rule)


def doubts(record: Record, rule: Rule) -> Iterator[Sighting]:
    """What takes a closing back when it was reported later: a gap that implies this one, or a law on this one long after."""
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
    return _grouped([row for row in rows if row["level"] is not None], "iso3")


def _grouped(rows: Sequence[Row], *columns: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: int(row["year"])):
        found.setdefault("/".join(row[column] for column in columns), []).append(row)
    return found


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


# The Labor Department ---------------------------------------------------------------------------------------------------------


def _standards(record: Record, rule: Rule) -> Iterator[tuple[str, str, list[Row]]]:
    """Each place and standard, with its findings for the whole place, oldest first."""
    for standard in rule.standards:
        rows = cells(record, "ilab_legal_standards", "iso3", "year", "territory", "exists", "conforms", standard=standard)
        for code, years in _grouped([row for row in rows if row["territory"] is None], "iso3").items():
            yield code, standard, years


def _is_met(row: Row) -> bool | None:
    """Whether a standard was met; None where the two columns differ or do not say."""
    both = (row["exists"], row["conforms"])
    return {("yes", "yes"): True, ("no", "no"): False}.get(both)


def _unmet(record: Record, rule: Rule) -> Iterator[Sighting]:
    for code, standard, years in _standards(record, rule):
        for row in years:
            if standard in rule.standards_had and _is_met(row) is False:
                cell = ("ilab_legal_standards", row["key"], "conforms")
                yield Sighting(code, standard, row["year"], month(row["year"], 12), cell)


def _met(record: Record, rule: Rule) -> Iterator[Answer]:
    """A standard that turned from not met to met and stayed so.

    One that had been met before, or was not met in a single edition, may have been read anew and not changed: it closes nothing,
    unless the Department itself had said what was missing (`standards_close`).
    """
    for code, standard, years in _standards(record, rule):
        known = [(row, met) for row in years if (met := _is_met(row)) is not None]
        for n, ((before, was), (row, now)) in enumerate(pairwise(known)):
            if was or not now or not all(met for _, met in known[n + 1 :]):
                continue
            firm = n > 0 and not any(met for _, met in known[:n])  # not met in two editions or more, and never met before
            closes = standard in rule.standards_close or (standard in rule.standards_had and firm)
            words = f"the Labor Department's standard on {STANDARDS[standard]} turned from not met to met"
            yield Answer(
                place=code,
                kind="labour_standard",
                year=row["year"],
                at=month(before["year"] + 1, 1),
                cells=tuple(("ilab_legal_standards", r["key"], "conforms") for r in (row, before)),
                words=words if closes or firm else f"{words} (perhaps read anew, not changed)",
                closes=closes,
                threads=frozenset({standard}) if standard in rule.standards_had else frozenset({"reported", "machine"}),
            )


def _suggested(record: Record, rule: Rule) -> Iterator[Sighting]:
    """Suggested actions as the reader found them, for the editions that were out on the day: `times` alone would know more."""
    if not rule.machine_had:
        return
    wanted = {"kind": "recommendation", "code": rule.gap, "series": "sweat_and_toil"}
    editions = labour_editions(record)
    for row in cells(record, "machine_findings", "iso3", "edition", "times", **wanted):
        for year in [year for year in editions if year >= row["edition"]][: row["times"] or 1]:
            yield Sighting(row["iso3"], "machine", year, month(year, 12), ("machine_findings", row["key"], "code"))


def labour_editions(record: Record) -> list[int]:
    """The years of the Labor Department's findings that were out on the day."""
    return record.once("labour editions", lambda: sorted({row["year"] for row in cells(record, "ilab_assessments", "year")}))


def labour_of(record: Record) -> dict[str, list[int]]:
    """The years of the findings on each place."""
    rows = record.once("labour findings", lambda: cells(record, "ilab_assessments", "iso3", "year"))
    return {code: [row["year"] for row in years] for code, years in _grouped(rows, "iso3").items()}


# A treaty ---------------------------------------------------------------------------------------------------------------------


def _treaty(record: Record, rule: Rule) -> dict[str, list[Row]]:
    """The acts of each place towards the treaty of the gap."""
    found: dict[str, list[Row]] = {}
    if rule.treaty:
        for row in cells(record, "treaty_acts", "iso3", "act", "date", "seen", treaty=rule.treaty):
            found.setdefault(row["iso3"], []).append(row)
    return found


def _joining(acts: Sequence[Row]) -> Row | None:
    return next((row for row in acts if row["act"] not in ("signature", "none_seen")), None)


def _at(row: Row) -> tuple[int, int]:
    """Year and month of an act; where only the day on which it was seen is known, that one."""
    year, _, rest = (row["date"] or row["seen"]).partition("-")
    return int(year), int(rest[:2] or 12)


def _joined(record: Record, rule: Rule) -> Iterator[Answer]:
    for code, acts in _treaty(record, rule).items():
        row = _joining(acts)
        if row is not None:
            words = (
                f"{row['act'].replace('_', ' ')} of the Palermo Protocol" if row["date"] else "a list that shows it as a party"
            )
            cell = ("treaty_acts", row["key"], "date" if row["date"] else "seen")
            yield Answer(code, "treaty_act", _at(row)[0], month(*_at(row)), (cell,), words, True, frozenset({"treaty"}))


def _not_joined(record: Record, rule: Rule) -> Iterator[Sighting]:
    """Not joined: since the protocol was opened or the place came to be, as its later act of joining or its other acts show."""
    for code, acts in _treaty(record, rule).items():
        row = _joining(acts)
        known = row or acts[0]
        begun = first_day(place.valid_from).year if (place := jurisdictions()[code]).valid_from else 0
        year = min(max(SCHOLARS_FROM + 1, begun), _at(known)[0])
        at = month(*_at(known)) - 1 if row else month(year, 12)
        yield Sighting(code, "treaty", year, at, ("treaty_acts", known["key"], "act"))
