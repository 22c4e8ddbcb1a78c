"""What one edition says of one jurisdiction: findings read in its narrative, or, where none is held, coded from its summary.

The two are never mixed: a summary leaves out most of its narrative, and a finding that only the longer text has is not gained.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from palermo.assessment.compare.periods import coded_period, period_kind
from palermo.evidence.withheld import withheld
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.narratives import Narrative, Passage, ReadFinding, narratives, passages, read_findings
from palermo.record.opened import Record

Basis = Literal["machine", "coded", "none"]
COMPARED = ("gap", "action", "flow")
_KINDS = frozenset((*COMPARED, "figure", "recommendation", "placement"))


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a narrative: `start` and `end` are offsets of characters into its text."""

    narrative: Narrative
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as a text states it. None: the text does not say. `previous`: given for the period before that of the edition."""

    value: int
    upper: int | None
    qualifier: str
    unit: str | None
    form: str | None
    population: str | None
    period: str | None
    period_kind: str | None
    previous: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One finding of an edition, whoever read it. `at`: where its words stand, or the coded facts. `quotation` is empty if coded.

    `withheld`: for a finding that data were not reported, the figures that its words name; none: they were not read for it.
    """

    kind: str
    code: str
    direction: str | None
    quotation: str
    status: str
    at: Span | tuple[Fact, ...]
    amount: Amount | None = None
    withheld: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two findings of different editions the same one."""
        return (self.kind, self.code, self.direction or "")


@dataclass(frozen=True)
class EditionReading:
    """What an edition says of a place. `basis` none: this record holds no text of it and no codes (`said` is then empty).

    `others`: further texts of the same narrative that are held, for example an older capture, and that were not compared.
    """

    edition: int
    basis: Basis
    said: tuple[Said, ...] = ()
    narrative: Narrative | None = None
    passages: tuple[Passage, ...] = ()
    others: int = 0

    @property
    def document(self) -> str:
        """The document in print, as the subject of a silence."""
        return (
            f"the narrative of the {self.edition} edition"
            if self.narrative
            else f"the official summary of the {self.edition} edition"
        )

    @property
    def recommends(self) -> bool:
        """Whether the narrative has a list of recommendations: one that has none may still recommend, in its prose."""
        listed = self.narrative and any(section.name == "recommendations" for section in self.narrative.sections)
        return bool(listed) or bool(self.of("recommendation"))

    def of(self, *kinds: str) -> tuple[Said, ...]:
        """Its findings of some kinds, in the order of the text."""
        return tuple(said for said in self.said if said.kind in kinds)


def pair(
    record: Record, series: str, code: str, editions: tuple[int, int], *, whole: bool = True
) -> tuple[EditionReading, EditionReading]:
    """Both editions on one basis if both are held on it: narratives first, then codes; else each on what is held.

    `whole` False leaves out the passages, which only the comparison of sections needs.
    """
    texts = [_narrative(record, series, code, year) for year in editions]
    summaries = _summarised(record, code) if series == "tip_report" else frozenset()
    alike = all(texts) or not all(year in summaries for year in editions)
    first, second = (
        _machine(record, year, text, whole) if text and alike else _coded(record, code, year, year in summaries)
        for year, text in zip(editions, texts, strict=True)
    )
    return first, second


def _summarised(record: Record, code: str) -> frozenset[int]:
    """The editions whose summary has more than a placement: one that gives the tier alone cannot be silent on the rest."""
    return frozenset(finding["report_year"] for finding in query.findings(record, code, *COMPARED, "figure"))


def newest_capture(found: tuple[Narrative, ...]) -> Narrative:
    """The text to compare where several are held: the one that was retrieved last."""
    return max(found, key=lambda narrative: (narrative.retrieved_at or "", narrative.key))


def _narrative(record: Record, series: str, code: str, edition: int) -> tuple[Narrative, int] | None:
    found = narratives(record, series, edition, code)
    return (newest_capture(found), len({n.text_sha256 for n in found}) - 1) if found else None


def _machine(record: Record, edition: int, text: tuple[Narrative, int], whole: bool) -> EditionReading:
    narrative, others = text
    said = tuple(read_said(record, narrative))
    return EditionReading(edition, "machine", said, narrative, passages(record, narrative.key) if whole else (), others)


def read_said(record: Record, narrative: Narrative, kind: str | None = None) -> list[Said]:
    """The findings of a narrative that no person rejected, in the order of the text."""
    found = (finding for finding in read_findings(record, narrative.key, kind) if finding.status != "rejected")
    return [_read(finding, narrative) for finding in found if finding.kind in _KINDS]


def _read(finding: ReadFinding, narrative: Narrative) -> Said:
    amount = _amount(finding.value, finding.details) if finding.kind == "figure" and finding.value is not None else None
    span = Span(narrative, finding.start, finding.end)
    named = frozenset(withheld(finding.quotation)) if finding.code == "data_not_reported" else frozenset()
    direction = finding.details.get("direction")
    return Said(finding.kind, finding.code, direction, finding.quotation, finding.status, span, amount, named)


def _amount(value: int, details: Mapping[str, Any]) -> Amount:
    period = details.get("period")
    return Amount(
        value,
        details.get("upper"),
        details.get("qualifier") or "exact",
        details.get("unit"),
        details.get("form"),
        details.get("population"),
        period,
        period_kind(period),
        bool(details.get("previous")),
    )


def _coded(record: Record, code: str, edition: int, held: bool) -> EditionReading:
    if not held:
        return EditionReading(edition, "none")
    rows = [f for f in query.findings(record, code, *COMPARED, "figure") if f["report_year"] == edition]
    details = query.finding_details(record, code)
    said = (_coded_said(row, details.get(row["id"])) for row in sorted(rows, key=lambda row: (row["start"], row["end"], row.key)))
    return EditionReading(edition, "coded", _once(said))


def _once(found: Iterable[Said]) -> tuple[Said, ...]:
    """Each finding once, however many copies of the summary word it otherwise; two of one copy stay two (PRACTICE P5)."""
    kept: list[Said] = []
    for said in found:
        texts = _texts(said)
        same = (replace(one, at=()) == replace(said, at=()) and not texts & _texts(one) for one in kept)
        at = next((n for n, alike in enumerate(same) if alike), None)
        if at is None:
            kept.append(said)
        else:
            kept[at] = replace(said, at=(*_facts(kept[at]), *_facts(said)))
    return tuple(kept)


def _facts(said: Said) -> tuple[Fact, ...]:
    return () if isinstance(said.at, Span) else said.at


def _texts(said: Said) -> set[str]:
    """The copies of the summary that a coded finding stands in; its details name none."""
    return {str(fact["text_sha256"]) for fact in _facts(said) if fact.table == "reported_findings"}


def _coded_said(row: Fact, detail: Fact | None) -> Said:
    code = row["other_iso3"] if row["kind"] == "flow" else row["code"]
    amount = _coded_amount(row, detail) if row["kind"] == "figure" else None
    named = frozenset((detail["withheld"] or "").split("|")) - {""} if detail else frozenset()
    at = (row, detail) if detail and (amount or named) else (row,)
    return Said(row["kind"], code, row["direction"], "", "coded", at, amount, named)


def _coded_amount(row: Fact, detail: Fact | None) -> Amount:
    value, qualifier = int(row["value"]), row["qualifier"] or "exact"
    if detail is None:
        return Amount(value, None, qualifier, None, None, None, None, None, False)
    population = ", ".join([*(detail["persons"] or "").split("|")]) + (" (part of a count)" if detail["subset"] == "yes" else "")
    period, kind = coded_period(detail["period_code"], detail["period_start"], detail["period_end"])
    return Amount(
        value,
        None,
        qualifier,
        detail["unit"],
        detail["form"],
        population.strip() or None,
        period,
        kind,
        detail["previous"] == "yes",
    )
