"""What a paper carries against the record that it names: every value read again or computed again, then the whole written again.

Two looks, because each sees what the other cannot. The checker reads each value and quotation at its locator and knows nothing of how a
paper is written. Writing the paper again shows every word, number and source that the record does not give.
"""

import json
from collections.abc import Iterator
from typing import Any

from palermo.briefing.agenda import agenda
from palermo.briefing.brief import Brief, brief
from palermo.briefing.check import failures, header_of
from palermo.briefing.claims import Citation, Claim, Value
from palermo.briefing.document import document
from palermo.briefing.verify.agreed import disguised, misplaced, without
from palermo.briefing.verify.model import Fault
from palermo.briefing.verify.paper import ClaimHeld, Paper, SourceHeld, ValueHeld
from palermo.errors import UserError
from palermo.record.opened import Record
from palermo.register.jurisdictions import jurisdictions

_AGAIN = "the record gives something else"


def read_again(paper: Paper, record: Record) -> Iterator[Fault]:
    """Every value and citation that cannot be read again at its locator, or not as it is printed."""
    header, cited = header_of(record), {source.n: _citation(source) for source in paper.sources}
    claims = [_claim(claim, cited) for claim in paper.claims]
    yield from disguised(claims, paper.audience)
    yield from misplaced(paper)
    for claim in (one for one in claims if one.basis != "agreed"):
        try:
            found = list(failures(record, header, claim))
        except Exception as error:  # noqa: BLE001 - data of a stranger may break a function that expects our own
            yield Fault("record", claim.id, f"it cannot be read again ({type(error).__name__})", None, claim.text)
            continue
        yield from (Fault("record", claim.id, failure.why, None, claim.text) for failure in found)


def _claim(claim: ClaimHeld, cited: dict[int, Citation]) -> Claim:
    values = tuple(_value(value, cited) for value in claim.values)
    return Claim(claim.id, claim.text, claim.basis, values, tuple(cited[n] for n in claim.citations))  # type: ignore[arg-type]


def _value(value: ValueHeld, cited: dict[int, Citation]) -> Value:
    return Value(value.text, value.value, value.unit, tuple(cited[n] for n in value.citations), value.computed)


def _citation(source: SourceHeld) -> Citation:
    carrier = "|".join(carrier.source for carrier in source.carriers) or None
    return Citation(source.locator, source.source, source.published, carrier, source.caveat)


def written_again(paper: Paper, data: dict[str, Any], record: Record) -> Iterator[Fault]:
    """Everything in which the paper differs from the one that the record gives for the same question."""
    try:
        again = json.loads(json.dumps(document(_made(paper, record))))
    except UserError as error:
        yield Fault("record", "header", str(error))
        return
    if any(claim.basis == "agreed" for claim in paper.claims):
        again, data = without(again, data), without(data, data)
    for key in again.keys() | data.keys():
        if key not in ("sections", "sources"):
            yield from _differing(key, again.get(key), data.get(key))
    yield from _sections(again["sections"], data["sections"])
    for number in range(max(len(again["sources"]), len(data["sources"]))):
        mine, theirs = (some[number] if number < len(some) else None for some in (again["sources"], data["sources"]))
        yield from _differing(f"source {number + 1}", mine, theirs)


def _made(paper: Paper, record: Record) -> Brief:
    place, sender = (jurisdictions()[code] for code in (paper.jurisdiction, paper.sender))
    if not paper.is_agenda:
        return brief(record, place, sender, paper.audience, full=paper.full, occasion=paper.occasion)
    printed = [ask.id for section in paper.sections if section.id == "asks" for ask in section.asks]
    chosen = printed if paper.audience == "own" else []  # a team chooses what to raise, and the verdict says so
    return agenda(record, place, sender, paper.audience, only=chosen, full=paper.full, occasion=paper.occasion)


def _sections(mine: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> Iterator[Fault]:
    yield from _order("sections", [s["id"] for s in mine], [s["id"] for s in theirs])
    expected = {section["id"]: section for section in mine}
    for section in theirs:
        again = expected.get(section["id"])
        if again is None:
            yield Fault("record", section["id"], "the record gives no such section", None, section["title"])
            continue
        for key in ("title", "asks"):
            yield from _differing(f"{section['id']}.{key}", again.get(key), section.get(key))
        yield from _claims(section["id"], again["claims"], section["claims"])


def _claims(section: str, mine: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> Iterator[Fault]:
    yield from _order(f"claims of {section}", [c["id"] for c in mine], [c["id"] for c in theirs])
    expected = {claim["id"]: claim for claim in mine}
    for claim in theirs:
        if claim["id"] not in expected:
            yield Fault("record", claim["id"], "the record gives no such claim", None, claim["text"])
        elif claim["text"] != expected[claim["id"]]["text"]:
            yield Fault("record", claim["id"], "the record gives another sentence", expected[claim["id"]]["text"], claim["text"])
        else:
            yield from _differing(claim["id"], expected[claim["id"]], claim)


def _order(what: str, mine: list[str], theirs: list[str]) -> Iterator[Fault]:
    """What is left out, twice there, or in another order."""
    for missing in (one for one in mine if one not in theirs):
        yield Fault("record", missing, f"it is missing from the {what}", missing, None)
    common = [one for one in theirs if one in mine]
    if common != [one for one in mine if one in theirs]:
        yield Fault("record", what, "they stand in another order, or twice", ", ".join(mine), ", ".join(theirs))


def _differing(where: str, mine: Any, theirs: Any) -> Iterator[Fault]:
    """Every leaf of two values that differs; `true` is not 1, and 2.0 is not 2."""
    if isinstance(mine, dict) and isinstance(theirs, dict):
        for key in dict.fromkeys([*mine, *theirs]):
            yield from _differing(f"{where}.{key}", mine.get(key), theirs.get(key))
    elif isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
        for number, (one, other) in enumerate(zip(mine, theirs, strict=True)):
            yield from _differing(f"{where}[{number}]", one, other)
    elif (a := json.dumps(mine, ensure_ascii=False)) != (b := json.dumps(theirs, ensure_ascii=False)):
        yield Fault("record", where, _AGAIN, a, b)
