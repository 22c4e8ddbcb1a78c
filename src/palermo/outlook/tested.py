"""The test against the past as data, `palermo.outlook.backtest/1`: one object from which the page of the docs is written too."""

from typing import Any

from palermo.assessment.numbered import Numbered
from palermo.outlook.backtest import Backtest, plain_result
from palermo.outlook.misses import Miss
from palermo.outlook.model import NOTE, SEED
from palermo.record.opened import Record
from palermo.record.worldwide import all_facts
from palermo.register.jurisdictions import jurisdictions

SCHEMA = "palermo.outlook.backtest/1"


def document(record: Record, made: Backtest) -> dict[str, Any]:
    """Scores, paired differences, what each source was worth, and the misses by name with the placements they rest on."""
    sources = Numbered(record)
    return {
        "schema": SCHEMA,
        "record": record.id,
        "as_of": record.as_of.isoformat(),
        "seed": SEED,
        "note": NOTE,
        "windows": [plain_result(result) for result in made.results],
        "misses": [_miss(record, miss, sources) for miss in made.misses],
        "left_out": [{"edition": year, **counts} for year, counts in made.left_out.items()],
        "sources": sources.plain(),
    }


def _miss(record: Record, miss: Miss, sources: Numbered) -> dict[str, Any]:
    years = (miss.report_year - 1, miss.report_year)
    facts = [f for y in years for f in all_facts(record, "tier_placements", key=f"{miss.jurisdiction}/{y}")]
    return {
        "jurisdiction": miss.jurisdiction,
        "name": jurisdictions()[miss.jurisdiction].name(record.as_of).text,
        "edition": miss.report_year,
        "before": miss.before,
        "after": miss.after,
        "chance": miss.chance,
        "in_set": miss.inside_set,
        "citations": sources.facts(facts, "tier"),
    }
