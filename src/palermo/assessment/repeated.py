"""What a government was asked for again and again: recommendations followed through every edition whose narrative is held."""

from dataclasses import dataclass

from palermo.assessment.compare.reading import Said, newest_capture, read_said
from palermo.evidence.alignment import Chain, history
from palermo.record.narratives import Narrative, narratives
from palermo.record.opened import Record


@dataclass(frozen=True, slots=True)
class Repeated:
    """One recommendation: the editions that make it, and its newest wording."""

    chain: Chain
    newest: Said

    @property
    def stands(self) -> bool:
        """Whether the newest narrative that is held still makes it."""
        return self.chain.dropped_in is None


def made(record: Record, series: str, code: str, until: int | None = None) -> dict[int, list[Said]]:
    """The recommendations to one jurisdiction by edition, up to one year; an edition that is not held has no entry."""
    held: dict[int, list[Narrative]] = {}
    for narrative in narratives(record, series, None, code):
        if narrative.edition and (until is None or narrative.edition <= until):
            held.setdefault(narrative.edition, []).append(narrative)
    return {year: read_said(record, newest_capture(tuple(texts)), "recommendation") for year, texts in held.items()}


def chains(found: dict[int, list[Said]]) -> tuple[Chain, ...]:
    """The recommendations of `made`, followed through its editions. A text without a list is silent on what it asks."""
    return history({year: [said.quotation for said in asked] for year, asked in found.items() if asked})


def repeated(record: Record, series: str, code: str) -> tuple[Repeated, ...]:
    """Every recommendation on record to one jurisdiction: those that stand first, then by how many editions made them."""
    found = made(record, series, code)
    each = [Repeated(chain, found[chain.steps[-1].edition][chain.steps[-1].index]) for chain in chains(found)]
    return tuple(sorted(each, key=lambda one: (not one.stands, -len(one.chain.editions), one.chain.steps[-1].index)))
