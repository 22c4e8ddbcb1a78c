"""The checker: reads every value and quotation of a brief again at its locator, and computes again what was computed.

It knows nothing of how the brief was made. What it cannot read again, what differs, what is cited from after the date, and a
printed number that stands in no value are failures, each named.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from palermo.briefing.agreed import Agreed, cells, printed_as
from palermo.briefing.brief import Brief
from palermo.briefing.claims import Citation, Claim, Locator, Value, stray_numbers
from palermo.briefing.compute import FIRST_EDITION, FUNCTIONS, Header
from palermo.briefing.numbers import strays
from palermo.errors import PalermoError
from palermo.law.model import locator_name
from palermo.record import query
from palermo.record.narratives import words_at
from palermo.record.opened import Record
from palermo.register.dates import last_day

_COUNT = re.compile(r"count\((?P<column>\w+)=(?P<value>\w+)\)\Z")  # how many rows of a table, seen on the day, hold a value


@dataclass(frozen=True)
class Failure:
    """What does not hold: the claim, and why."""

    claim: str
    why: str


def check(brief: Brief) -> list[Failure]:
    """All failures of a brief; an empty list means that everything holds."""
    record, header = brief.case.record, header_of(brief.case.record)
    known = {item.key: item for item in brief.agreed if brief.case.audience == "own"}  # nobody else reads what a team wrote down
    return [
        failure
        for claim in brief.claims
        for failure in (agreed(claim, known, header) if claim.basis == "agreed" else failures(record, header, claim))
    ]


def header_of(record: Record) -> Header:
    """What computations may know beside their inputs, for a record opened at a date."""
    newest = max((edition["report_year"] for edition in query.editions(record)), default=FIRST_EDITION - 1)
    return Header(record.as_of, newest + 1, record.law)


def failures(record: Record, header: Header, claim: Claim) -> Iterator[Failure]:
    """All failures of one claim."""
    if not claim.citations:
        yield Failure(claim.id, "cites nothing")
    for number in stray_numbers(claim):
        yield Failure(claim.id, f"'{number}' is printed and stands in no value")
    for citation in claim.citations:
        yield from (Failure(claim.id, why) for why in _citation(record, citation))
    for value in claim.values:
        if value.text not in claim.text and value.text[:1].upper() + value.text[1:] not in claim.text:
            yield Failure(claim.id, f"value '{value.text}' is not in the sentence")
        yield from (Failure(claim.id, why) for why in _value(record, header, value))


def agreed(claim: Claim, known: Mapping[str, Agreed], header: Header) -> Iterator[Failure]:
    """What does not hold of a claim made from what a workspace knows: it is read again in the items that the paper keeps."""
    for number in stray_numbers(claim):
        yield Failure(claim.id, f"'{number}' is printed and stands in no value")
    for locator in {c.locator: None for c in (*claim.citations, *(c for value in claim.values for c in value.citations))}:
        if _item(locator, known) is None:
            yield Failure(claim.id, f"{locator} is nothing that this paper was given")
        elif known[Locator.parse(locator).path].on > header.as_of:
            yield Failure(claim.id, f"{locator} is of a day after {header.as_of}")
    for value in claim.values:
        found = _item(value.citations[0].locator, known) if value.citations else None
        if found is None or found != value.value or value.text not in printed_as(found):
            yield Failure(claim.id, f"value '{value.text}' is {value.value!r}; what was given is {found!r}")
        if value.text not in claim.text and value.text[:1].upper() + value.text[1:] not in claim.text:
            yield Failure(claim.id, f"value '{value.text}' is not in the sentence")


def _item(locator: str, known: Mapping[str, Agreed]) -> str | None:
    """What stands at a locator of the kind `agreed`; None where nothing was given."""
    where = Locator.parse(locator)
    held = known.get(where.path) if where.kind == "agreed" else None
    return cells(held).get(where.part or "") if held else None


def _citation(record: Record, citation: Citation) -> Iterator[str]:
    try:
        where = Locator.parse(citation.locator)
        content(record, where)
        yield from _provenance(record, where, citation)
    except (LookupError, ValueError, PalermoError) as error:
        yield f"{citation.locator} does not resolve: {error}"
    if record.dated and citation.published and last_day(citation.published) > record.as_of:
        yield f"{citation.locator} was first public on {citation.published}, after {record.as_of}"


def _provenance(record: Record, where: Locator, citation: Citation) -> Iterator[str]:
    """Whether a citation names as original, carrier, date and caveat what the row itself names."""
    if where.kind == "law":
        version = record.law.version(where.path.rpartition("@")[2])
        if record.dated and version.enacted > record.as_of:
            yield f"{citation.locator} cites a law that had not been enacted"
        if citation.published != version.enacted.isoformat():
            yield f"{citation.locator} gives another day than that of the law"
    if where.kind != "table" or not where.key:
        return
    for column, said in (
        ("original", citation.source),
        ("carrier", citation.carrier),
        ("published", citation.published),
        ("caveat", citation.caveat),
    ):
        if query.cell(record, where.table, where.key, column) != said:
            yield f"{citation.locator}: the row names another {column} than '{said}'"


def content(record: Record, where: Locator) -> Any:
    """What stands at a locator, read again from the record. LookupError when nothing can be seen there on the day."""
    if where.kind == "table" and (counted := _COUNT.match(where.part or "")):
        return query.count_where(record, where.table, counted["column"], counted["value"])
    if where.kind == "table":
        return query.cell(record, where.table, where.key, where.part)
    if where.kind == "catalogue":
        return _catalogue(record, where)
    if where.kind == "law":
        return _law(record, where)
    if where.kind == "agreed":
        raise LookupError("what a workspace knows stands in no record")
    return _words(record, where)


def _words(record: Record, where: Locator) -> str:
    """The words of a span in a document of the library, to the letter."""
    start, _, end = (where.part or "").partition("-")
    words = words_at(record, where.path, int(start), int(end))
    if words is None:
        raise LookupError(f"this record holds no words there, or no text {where.path[:12]}…")
    return words


def _catalogue(record: Record, where: Locator) -> Any:
    entry = query.catalogue(record)[where.path]
    name, _, number = (where.part or "title").partition("/")
    if name not in query.Entry.__dataclass_fields__:
        raise LookupError(f"no {name} in the catalogue")
    found = getattr(entry, name)
    return found[int(number)] if number else found


def _law(record: Record, where: Locator) -> Any:
    provision, _, version = where.path.rpartition("@")
    record.law.version(version)
    if not record.law.has(record.law.as_cited(provision), version):
        raise LookupError(f"the law of {version} has no {provision}")
    if where.part:
        dated = record.law.value(where.part, version)
        if dated is None:
            raise LookupError(f"the law of {version} has no value {where.part}")
        return dated.value
    return provision


def _around(record: Record, inputs: list[tuple[Locator, Any]]) -> Iterator[Any]:
    """What the cited cells hold, and the year of the row in which each stands."""
    for where, found in inputs:
        yield found
        if where.kind == "law":
            yield where.path
        if where.kind == "table" and where.key:
            for column in ("year", "report_year"):
                try:
                    yield query.cell(record, where.table, where.key, column)
                except LookupError:
                    continue


def _value(record: Record, header: Header, value: Value) -> Iterator[str]:
    try:
        inputs = [(where, content(record, where)) for where in (Locator.parse(c.locator) for c in value.citations)]
        if value.computed:
            found = FUNCTIONS[value.computed](inputs, header)
            same = found == value.value or (value.computed in ("rule_effect", "consequence") and value.value in found)
        else:
            found = inputs[0][1]
            same = found == (locator_name(value.value) if value.unit == "citation" else value.value)
    except (LookupError, ValueError) as error:
        yield f"value '{value.text}' cannot be read again: {error}"
        return
    for number in strays(value.text, [value.value, *_around(record, inputs)]):
        yield f"'{number:g}' in '{value.text}' is in nothing that the value cites"
    if not same:
        yield f"value '{value.text}' is {value.value!r}; read again it is {found!r}"
