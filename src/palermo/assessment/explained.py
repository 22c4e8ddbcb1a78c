"""The explanation of one clock answer: the tree of rules from the law, with the placements of the record as its evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from palermo.assessment.clock import ONE_YEAR_RULE, deciding, number_or_list, plain_rules
from palermo.assessment.numbered import Numbered
from palermo.assessment.standing import CONCLUDED, Standing, standing
from palermo.law.clock import ClockAnswer, tier_clock
from palermo.law.explain import Node
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.dates import in_words
from palermo.register.jurisdictions import Jurisdiction

SCHEMA = "palermo.law.explain/1"
PLACING = {"1": "R6", "2": "R7", "2WL": "R9", "3": "R8", "SC": "R20"}
COUNTING = ("R10", "R11", "R12", "R13", "R19")
"""Rules that count the present run; the one-year rule looks further back. The others hold for any history and need no evidence."""


@dataclass(frozen=True)
class Step:
    """One node of the tree with the placements that it rests on."""

    node: Node
    evidence: tuple[Fact, ...]
    children: tuple["Step", ...]

    def walk(self) -> tuple["Step", ...]:
        """This step and all below it, parents first."""
        return (self, *(step for child in self.children for step in child.walk()))


@dataclass(frozen=True)
class Explained:
    """What the clock permits one jurisdiction in one edition, with its tree. `placed` is what that edition said, if held."""

    record: Record
    place: Jurisdiction
    answer: ClockAnswer
    tree: Step
    placed: Fact | None

    @property
    def name(self) -> str:
        """The name of the jurisdiction on the day of the question."""
        return self.place.name(self.record.as_of).text

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to know before the answer is used: that the place had ceased to exist, and what the clock itself warns of."""
        if not standing(self.record, self.place).ended_before(self.answer.report_year):
            return self.answer.warnings
        ended = (
            f"It ceased to exist ({in_words(self.place.valid_to)}) before that edition, which could not assess it: what follows is "
            "the law's answer to its history alone."
        )
        return (ended, *self.answer.warnings)


def explained(record: Record, place: Jurisdiction, report_year: int | None = None, mode: str = "state_practice") -> Explained:
    """Ask the clock for a jurisdiction and an edition (None: the next one), and keep the whole way to the answer.

    The law is that enacted, and the placements those published, by the day of the record. UserError for an unknown mode and a
    year in which no edition can exist.
    """
    stands = standing(record, place)
    year = stands.next_year if report_year is None else report_year
    history = {y: entry for y, entry in stands.history.items() if y < year}
    answer = tier_clock(history, year, law=record.law, as_of=record.as_of, mode=mode)
    return Explained(record, place, answer, _tree(stands, answer), stands.by_year.get(year))


def _tree(stands: Standing, answer: ClockAnswer) -> Step:
    root = answer.explanation
    run = tuple(stands.by_year[year] for year in answer.run_years if year in stands.by_year)
    counted = dict.fromkeys(COUNTING, run) | {ONE_YEAR_RULE: deciding(stands, answer.report_year)}
    children = (*(_step(child, counted) for child in root.children), _history(stands, answer))
    return Step(root, (), children)


def _step(node: Node, counted: Mapping[str, tuple[Fact, ...]]) -> Step:
    return Step(node, counted.get(node.rule, ()), tuple(_step(child, counted) for child in node.children))


def _history(stands: Standing, answer: ClockAnswer) -> Step:
    """The branch that lists what each earlier edition said, read in the record."""
    law = stands.record.law
    earlier = [fact for fact in stands.placements if fact["report_year"] < answer.report_year]
    steps = [_placed(fact, law.citation(PLACING[fact["tier"]])) for fact in earlier]
    steps += [_unknown(year, law.citation("R18")) for year in answer.unknown_years]
    steps.sort(key=lambda step: step.node.label)
    value = f"{len(earlier)} placements, {len(answer.unknown_years)} unknown"
    node = Node("what earlier editions said, in this record", "R9", law.citation("R9"), value)
    return Step(node, (), tuple(steps))


def _placed(fact: Fact, citation: str) -> Step:
    inputs = {"locator": fact.locator("tier"), "original": fact.original, "basis": fact.basis}
    inputs |= {"carrier": fact.carrier} if fact.carrier else {}
    said = fact["tier"] + (", concluded and not read in the report" if fact.basis in CONCLUDED else "")
    return Step(Node(f"{fact['report_year']} report", PLACING[fact["tier"]], citation, said, inputs), (fact,), ())


def _unknown(year: int, citation: str) -> Step:
    inputs = {"locator": "catalogue:tier_placements"}
    return Step(Node(f"{year} report", "R18", citation, "not held: this edition is incomplete here", inputs), (), ())


def document(found: Explained) -> dict[str, Any]:
    """The explanation as data: `palermo.law.explain/1`, the tree nested under `explanation`."""
    sources = Numbered(found.record)
    answer = found.answer
    tree = _plain(found.tree, found, sources)
    placed = found.placed
    return {
        "schema": SCHEMA,
        "record": found.record.id,
        "as_of": found.record.as_of.isoformat(),
        "jurisdiction": found.place.code,
        "name": found.name,
        "report_year": answer.report_year,
        "version": answer.version,
        "mode": answer.mode,
        "allowed": list(answer.allowed),
        "run": number_or_list(answer.run),
        "waivers_used": number_or_list(answer.waivers_used),
        "waiver_cap": answer.waiver_cap,
        "rules": plain_rules(answer.rules),
        "unknown_years": list(answer.unknown_years),
        "warnings": list(found.warnings),
        "alternatives": [{"reading": a.reading, "allowed": list(a.allowed)} for a in answer.alternatives],
        "placed": {"tier": placed["tier"], "citations": [sources.fact(placed, "tier")]} if placed else None,
        "explanation": tree,
        "sources": sources.plain(),
    }


def _plain(step: Step, found: Explained, sources: Numbered) -> dict[str, Any]:
    node = step.node
    version = found.record.law.version(found.answer.version)
    cites = [sources.law(node.citation, version), *sources.facts(step.evidence, "tier")]
    if node.inputs.get("locator", "").startswith("catalogue:"):
        cites.append(sources.catalogue("tier_placements"))
    return {
        "label": node.label,
        "rule": node.rule,
        "citation": node.citation,
        "value": node.value,
        "inputs": dict(node.inputs),
        "evidence": [fact.locator("tier") for fact in step.evidence],
        "citations": cites,
        "children": [_plain(child, found, sources) for child in step.children],
    }


def years(facts: Iterable[Fact]) -> str:
    """The years of placements for a line: `2012–2015, 2025`."""
    spans: list[list[int]] = []
    for year in sorted(fact["report_year"] for fact in facts):
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in spans)


def evidence_line(inputs: Mapping[str, str]) -> str:
    """Where a placement was read: the original, and the carrier when the original is not held."""
    carrier = inputs.get("carrier")
    copied = f", as transcribed in {carrier.replace('|', ', ')}, original not held" if carrier else ""
    return f"{inputs['original']}{copied}"
