"""Copies of what the record said, frozen when they are made, and what the record says of the same thing now."""

from dataclasses import dataclass

from palermo.briefing.claims import Locator
from palermo.errors import UserError
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.narratives import ReadFinding, narratives
from palermo.record.opened import Record
from palermo.record.references import fact_at, finding_at, retired, row_sha256
from palermo.workspace.commission.evidence import Evidence
from palermo.workspace.commission.words import _

_SHOWN = ("kind", "code", "value", "qualifier", "report_year", "year", "tier", "event", "title", "date", "act")


@dataclass(frozen=True, slots=True)
class Frozen:
    """What evidence keeps of the record: enough to be read, and checked, without it."""

    record_id: str
    locator: str
    finding: str
    title: str
    quotation: str
    value: str
    source: str
    published: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a reference leads to now. `state`: same, changed, replaced or gone; `said` puts it in words; `locator` is where it
    stands now, empty when it is gone.
    """

    state: str
    said: str
    locator: str


def freeze(record: Record, locator: str) -> Frozen:
    """A copy of the fact or finding at a locator. UserError where the record has nothing there on its day."""
    try:
        where = Locator.parse(locator.strip())
    except ValueError as error:
        raise UserError(
            _(
                "'%(text)s' is no place in the record. It begins with table: or text:; copy it from the page of the fact or the document."
            )
            % {"text": locator[:80]}
        ) from error
    if where.kind == "table" and (found := fact_at(record, where.table, where.key)):
        return of_fact(record, found)
    if where.kind == "text" and (read := _finding_in(record, where)):
        return of_finding(record, *read)
    raise UserError(_("This record holds nothing at %(place)s.") % {"place": locator[:120]})


def of_fact(record: Record, fact: Fact) -> Frozen:
    """A copy of a fact: its cells as words, its original and the day that was first public."""
    cells = {name: cell for name, cell in fact.cells.items() if cell is not None}
    words = "; ".join(f"{name}: {cell}" for name, cell in cells.items())
    told = " · ".join(str(cells[name]).replace("_", " ") for name in _SHOWN if name in cells)
    title = f"{query.catalogue(record)[fact.table].title}: {told or fact.key}"
    value = next((str(cells[name]) for name in ("value", "tier", "code") if name in cells), fact.key)
    publisher = query.source(record, fact.original).title
    return Frozen(
        record.id, fact.locator(), "", title[:300], words, value[:200], publisher[:200], fact.published or "", row_sha256(fact)
    )


def of_finding(record: Record, finding: ReadFinding, text_sha256: str) -> Frozen:
    """A copy of a finding that was read in a document: its quotation, and the hash of the text."""
    held = next(n for n in narratives(record) if n.text_sha256 == text_sha256)
    title = f"{held.title}: {finding.kind} · {finding.code.replace('_', ' ')}"
    value = "" if finding.value is None else str(finding.value)
    return Frozen(
        record.id,
        finding.locator(text_sha256),
        finding.id,
        title[:300],
        finding.quotation,
        value,
        held.title[:200],
        held.published or "",
        text_sha256,
    )


def _finding_in(record: Record, where: Locator) -> tuple[ReadFinding, str] | None:
    from palermo.record.narratives import read_findings

    for held in narratives(record):
        if held.text_sha256 == where.path:
            return next(
                ((f, held.text_sha256) for f in read_findings(record, held.key) if f"{f.start}-{f.end}" == where.part), None
            )
    return None


def resolve(record: Record, kept: Evidence) -> Resolved:
    """What the record says now at the place from which evidence was frozen. The frozen copy stands, whatever it says."""
    if kept.kind != "record":
        return Resolved("same", _("kept as it was given"), "")
    where = Locator.parse(kept.locator)
    reference = kept.finding or where.path
    if kept.finding:
        read = finding_at(record, kept.finding)
        if read:
            return Resolved("same", _("found in the present record"), read[0].locator(read[1]))
    elif found := fact_at(record, where.table, where.key):
        if row_sha256(found) == kept.sha256:
            return Resolved("same", _("found in the present record"), kept.locator)
        return Resolved("changed", _("the present record says otherwise here; the copy is as it was"), kept.locator)
    gone = retired(record, reference)
    if gone and gone.replaced_by and (read := finding_at(record, gone.replaced_by)):
        return Resolved("replaced", _("read otherwise in the present record; the copy is as it was"), read[0].locator(read[1]))
    return Resolved("gone", _("no longer in the present record; the copy is as it was"), "")
