"""Precedents as data: `palermo.precedents/1`, each with its citations."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from palermo.assessment.numbered import Numbered
from palermo.assessment.treaties import treaty_standing
from palermo.priorities.precedents.answer import STATES, Precedent, precedents
from palermo.priorities.precedents.labour import STANDARDS
from palermo.priorities.precedents.model import Answer, Cell
from palermo.priorities.precedents.near import Near, fact_of, nearest_first
from palermo.priorities.precedents.rules import Rule, rules
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.record.worldwide import all_facts
from palermo.register.jurisdictions import Jurisdiction, jurisdictions
from palermo.register.vocabulary import cautions

SCHEMA = "palermo.precedents/1"
NOTE = (
    "A precedent is no model: this record holds neither the text of the law nor its penalties, and says nothing of how it was used. "
    "Read the law, and ask who was charged under it, before it is held up to anybody. Not legal advice."
)
BY = {
    "reported": "official summaries of the report",
    "law_words": "the words of the law's own report, which say that the gap was there until then",
    "scholars": "scholars' codes of the law",
    "machine": "the Labor Department's suggested actions, read by machine",
    "list": "the report's list of governments with a policy or pattern",
    "treaty": "the depositary's list",
    **{standard: f"the Labor Department's standard on {words}" for standard, words in STANDARDS.items()},
}
_NO_DEATH_PENALTY = "not seen as a party to the protocol against the death penalty"


def as_data(record: Record, gap: str, like: Jurisdiction | None) -> dict[str, Any]:
    """What became of one gap everywhere, in the form of `palermo.precedents/1`; nearest to `like` first, else newest first."""
    rule, cited = rules()[gap], Numbered(record)
    found = precedents(record, gap)
    pairs: Sequence[tuple[Precedent, tuple[Near, ...]]]
    pairs = nearest_first(record, found, like) if like else [(precedent, ()) for precedent in found]
    states = Counter(precedent.state for precedent, _ in pairs)
    return {
        "schema": SCHEMA,
        "record": record.id,
        "as_of": record.as_of.isoformat(),
        "gap": {"code": gap, "label": rule.label, "closed_by": rule.why, "read_by_machine": machine_words(rule)},
        "like": like.code if like else None,
        "counts": {state: states[state] for state in STATES},
        "states": dict(STATES),
        "precedents": [_item(record, rule, precedent, near, cited) for precedent, near in pairs],
        "cautions": [cautions()[code] for code in rule.cautions],
        "note": NOTE,
        "sources": cited.plain(),
    }


def machine_words(rule: Rule) -> str | None:
    """How often the reader was right on what shows this gap, as a person read it; None where nothing read by machine is used."""
    if not rule.machine_had:
        return None
    read, right = rule.machine_had["read"], rule.machine_had["right"]
    return f"Read by machine: of {read} suggested actions put under this gap {right} were about it when a person read them all."


def _item(record: Record, rule: Rule, one: Precedent, near: Sequence[Near], cited: Numbered) -> dict[str, Any]:
    caution, acts = death_penalty(record, rule, one.place)
    years = sorted({sighting.year for sighting in one.had if sighting.thread != "law_words"})
    return {
        "jurisdiction": one.place,
        "name": jurisdictions()[one.place].name(record.as_of).text,
        "state": one.state,
        "own_word": one.own_word,
        "had": {
            "first_edition": years[0] if years else None,
            "last_edition": years[-1] if years else None,
            "editions": years,
            "by": list(dict.fromkeys(BY[sighting.thread] for sighting in one.had)),
        },
        "closed": _closed(one) if one.closed else None,
        "followed": _answer(one.followed) if one.followed else None,
        "silent": one.silent[0] if one.silent else None,
        "near": [{"kind": step.kind, "same": step.same, "words": step.words} for step in near],
        "caution": caution,
        "citations": _citations(
            record, cited, [*cells_of(one), *(c for step in near for c in step.cells), *_act_cells(caution, acts)]
        ),
    }


def _closed(one: Precedent) -> dict[str, Any]:
    also = [_answer(answer) for answer in one.closed[:-1]]
    return _answer(one.closed[-1]) | {"after_editions": one.after_editions, "also": also}


def _answer(answer: Answer) -> dict[str, Any]:
    return {"year": answer.year, "by_then": answer.by_then, "by": answer.words, "kind": answer.kind}


def cells_of(one: Precedent) -> list[Cell]:
    """Every cell on which a precedent stands."""
    found = [sighting.cell for sighting in one.had]
    for answer in (*one.closed, *((one.followed,) if one.followed else ())):
        found += answer.cells
    return found + ([one.silent[1]] if one.silent else [])


def _act_cells(caution: str | None, acts: Sequence[Fact]) -> list[Cell]:
    """What a caution on the death penalty cites: the act that was seen, else that the lists held show none."""
    if not caution:
        return []
    return [(act.table, act.key, "act") for act in acts] or [("catalogue", "treaty_acts", "")]


def _citations(record: Record, cited: Numbered, found: Iterable[Cell]) -> list[int]:
    numbers = []
    for cell in dict.fromkeys(found):
        if cell[0] == "catalogue":
            numbers.append(cited.catalogue(cell[1]))
        else:
            numbers.append(cited.fact(fact_of(record, cell), cell[2]))
    return list(dict.fromkeys(numbers))


def death_penalty(record: Record, rule: Rule, place: str) -> tuple[str | None, tuple[Fact, ...]]:
    """What is said of a place whose law asks for punishment and that was not seen to have joined the protocol on the death penalty."""
    if "death_penalty" not in rule.cautions:
        return None, ()
    acts = record.once("acts on the death penalty", lambda: all_facts(record, "treaty_acts", treaty="ICCPR_OP2"))
    own = tuple(act for act in acts if act["iso3"] == place)
    if treaty_standing(own, "ICCPR_OP2").state == "party":
        return None, ()
    return _NO_DEATH_PENALTY, own[:1]
