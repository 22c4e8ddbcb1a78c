"""What the machine read beside what people coded, of one official summary. Where the two differ both are kept, and the coded one wins.

Several wordings of one edition's summary are one reading here: an echo is no second finding (PRACTICE P5).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from palermo.record import query
from palermo.record.facts import Fact, select
from palermo.record.narratives import words_at
from palermo.record.opened import Record

SERIES = "factbook_tip"  # the one series whose texts people coded
CODED = ("figure", "flow", "gap", "action")  # the kinds of which both speak in the same terms
Outcome = Literal["agree", "differ", "coded_only", "machine_only", "not_coded", "not_read"]


@dataclass(frozen=True, slots=True)
class Pair:
    """One kind and code (for a flow: its other side and direction) in one edition, as coded and as read by machine.

    `outcome`: `agree`; `differ` (both speak, with other values); `coded_only` (the reader missed it); `machine_only` (the coders, who
    read that summary, have none); `not_coded` (nobody coded that summary, or that kind); `not_read` (the machine had no summary of
    that edition). `quotation`: the words, where the user's library holds the very text; None elsewhere.
    """

    edition: int
    kind: str
    code: str
    outcome: Outcome
    coded: tuple[Fact, ...]
    machine: tuple[Fact, ...]
    quotation: str | None

    @property
    def stands(self) -> tuple[Fact, ...]:
        """The findings that count: the coded ones where there are any; those of the machine alone where nobody coded.

        What only the machine found in a summary that people coded does not stand.
        """
        return self.coded or (self.machine if self.outcome == "not_coded" else ())


def paired(record: Record, code: str, edition: int | None = None) -> tuple[Pair, ...]:
    """The pairs of a jurisdiction, by edition, kind and code; `edition` narrows them. Shape: one pair for each that either has."""
    coded = _by_key(_coded(record, code), "report_year")
    machine = _by_key(_machine(record, code), "edition")
    keys = sorted(key for key in coded.keys() | machine.keys() if edition in (None, key[0]))
    by_people, by_machine = frozenset(query.coded_editions(record, code)), frozenset(year for year, _, _ in machine)
    return tuple(_pair(record, key, coded.get(key, ()), machine.get(key, ()), by_people, by_machine) for key in keys)


def _coded(record: Record, code: str) -> tuple[Fact, ...]:
    """What people coded, without the figures that a text gives for an earlier period (P6)."""
    details = query.finding_details(record, code)
    earlier = {found for found, detail in details.items() if detail["previous"] == "yes"}
    return tuple(fact for fact in query.findings(record, code, *CODED) if fact["id"] not in earlier)


def _machine(record: Record, code: str) -> tuple[Fact, ...]:
    """What the machine read in the summaries of a jurisdiction, without the figures of an earlier period."""
    found = select(record, "machine_findings", "iso3 = ? AND series = ?", code, SERIES)
    return tuple(fact for fact in found if fact["previous"] != "yes")


_Key = tuple[int, str, str]


def _by_key(facts: Iterable[Fact], year: str) -> dict[_Key, tuple[Fact, ...]]:
    found: dict[_Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[(fact[year], fact["kind"], _code(fact))].append(fact)
    return {key: tuple(rows) for key, rows in found.items()}


def _code(fact: Fact) -> str:
    """What is paired within a kind: a flow is known by its direction and its other side."""
    return f"{fact['direction']} {fact['other_iso3']}" if fact["kind"] == "flow" else str(fact["code"])


_Years = frozenset[int]


def _pair(
    record: Record, key: _Key, coded: tuple[Fact, ...], machine: tuple[Fact, ...], by_people: _Years, by_machine: _Years
) -> Pair:
    edition, kind, _ = key
    outcome: Outcome
    if edition not in by_people or kind not in CODED:
        outcome = "not_coded"
    elif edition not in by_machine:
        outcome = "not_read"
    elif coded and machine:
        outcome = "agree" if _said(coded) & _said(machine) else "differ"
    else:
        outcome = "coded_only" if coded else "machine_only"
    words = (words_at(record, f["text_sha256"], f["start"], f["end"]) for f in (*coded, *machine) if f["start"] is not None)
    return Pair(*key, outcome, coded, machine, next((text for text in words if text), None))


def _said(facts: Iterable[Fact]) -> set[object]:
    """What findings of one key say beyond it: a figure its value; of any other kind the key says all."""
    return {str(fact["value"]) if fact["kind"] == "figure" else None for fact in facts}
