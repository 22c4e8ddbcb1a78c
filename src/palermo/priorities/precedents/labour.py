"""What the Labor Department's findings say of a gap in the law: standards met or not, and actions suggested."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from palermo.priorities.precedents.model import Answer, Sighting, grouped, month
from palermo.priorities.precedents.rules import Rule
from palermo.record.opened import Record, Row
from palermo.record.worldwide import cells
from palermo.register.jurisdictions import jurisdictions

STANDARDS = {
    "prohibition_child_trafficking": "the prohibition of child trafficking",
    "prohibition_forced_labor": "the prohibition of forced labour",
}


def _standards(record: Record, wanted: Iterable[str]) -> Iterator[tuple[str, str, list[Row]]]:
    """Each place and standard, with its findings for the whole place, oldest first.

    A territory that the report does not assess by itself is under its state's law, and would count one law again.
    """
    for standard in wanted:
        rows = cells(record, "ilab_legal_standards", "iso3", "year", "territory", "exists", "conforms", standard=standard)
        for code, years in grouped([row for row in rows if row["territory"] is None], "iso3").items():
            if not jurisdictions()[code].part_of or jurisdictions()[code].assessed_as:
                yield code, standard, years


def _is_met(row: Row) -> bool | None:
    """Whether a standard was met; None where the two columns differ or do not say."""
    both = (row["exists"], row["conforms"])
    return {("yes", "yes"): True, ("no", "no"): False}.get(both)


def unmet(record: Record, standards: Iterable[str]) -> Iterator[Sighting]:
    """Findings that one of these standards was not met."""
    for code, standard, years in _standards(record, standards):
        for row in years:
            if _is_met(row) is False:
                cell = ("ilab_legal_standards", row["key"], "conforms")
                yield Sighting(code, standard, row["year"], month(row["year"], 12), cell)


def met(record: Record, rule: Rule) -> Iterator[Answer]:
    """A standard that turned from not met to met and stayed so.

    One that had been met before, or was not met in a single edition, may have been read anew and not changed: it closes nothing,
    unless the Department itself had said what was missing (`standards_close`).
    """
    for code, standard, years in _standards(record, rule.standards):
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


def suggested(record: Record, gap: str) -> Iterator[Sighting]:
    """Suggested actions as the reader found them, in every year that printed them and was out on the day."""
    wanted = {"kind": "recommendation", "code": gap, "series": "sweat_and_toil"}
    for row in cells(record, "machine_findings", "iso3", "edition", **wanted):
        year = row["edition"]
        yield Sighting(row["iso3"], "machine", year, month(year, 12), ("machine_findings", row["key"], "code"))


def labour_editions(record: Record) -> list[int]:
    """The years of the Labor Department's findings that were out on the day."""
    return record.once("labour editions", lambda: sorted({row["year"] for row in cells(record, "ilab_assessments", "year")}))


def labour_of(record: Record) -> dict[str, list[int]]:
    """The years of the findings on each place."""
    rows = record.once("labour findings", lambda: cells(record, "ilab_assessments", "iso3", "year"))
    return {code: [row["year"] for row in years] for code, years in grouped(rows, "iso3").items()}
