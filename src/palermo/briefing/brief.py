"""The brief: sections in the order in which they are read, page one first."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from palermo.briefing.agreed import Agreed
from palermo.briefing.asks import Ask, asks
from palermo.briefing.case import AUDIENCES, Case
from palermo.briefing.claims import Citation, Claim
from palermo.briefing.occasion import occasion as cover_line
from palermo.briefing.sections.bottom_line import bottom_line
from palermo.briefing.sections.changes import changes
from palermo.briefing.sections.figures import figures
from palermo.briefing.sections.law_and_treaties import law_and_treaties
from palermo.briefing.sections.limits import limits
from palermo.briefing.sections.next_edition import next_edition
from palermo.briefing.sections.placement import placement
from palermo.briefing.sections.relationship import relationship
from palermo.briefing.sections.sensitivities import sensitivities
from palermo.briefing.sections.their_position import their_position
from palermo.errors import UserError
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction


@dataclass(frozen=True)
class Section:
    """A section: its id, its title, and its claims; `asks` groups claims that belong together, `page_one` says where it stands."""

    id: str
    title: str
    claims: tuple[Claim, ...]
    asks: tuple[Ask, ...] = ()
    page_one: bool = False


@dataclass(frozen=True)
class Brief:
    """A paper on one place, made from one record as of one day for one audience. `sections` stand in the order of print.

    `occasion` is the cover line: what it is prepared for, as `palermo.briefing.occasion` lets it through. `agreed`: what a workspace knows
    and a claim cites, kept beside it, because no record holds it.
    """

    case: Case
    sections: tuple[Section, ...]
    occasion: str | None = None
    agreed: tuple[Agreed, ...] = ()

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims in the order of print."""
        return tuple(claim for section in self.sections for claim in section.claims)

    @cached_property
    def numbers(self) -> dict[Citation, int]:
        """The number of each citation in print, from one, in the order of first use."""
        return {citation: n for n, citation in enumerate(self.citations, start=1)}

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """All citations in the order of first use; their place in this list, from one, is their number in print."""
        return tuple(dict.fromkeys(citation for claim in self.claims for citation in claim.citations))


Maker = Callable[[Case], list[Claim]]
PAGE_ONE = ("bottom_line", "asks", "their_position", "sensitivities")
_SECTIONS: dict[str, tuple[str, Maker | None]] = {
    "bottom_line": ("Bottom line", bottom_line),
    "asks": ("What to ask", None),
    "their_position": ("What they are likely to say and want, and our answer", their_position),
    "sensitivities": ("Sensitivities", sensitivities),
    "placement": ("Placement", placement),
    "next_edition": ("The next edition", next_edition),
    "law_and_treaties": ("Law and treaties", law_and_treaties),
    "figures": ("Figures", figures),
    "relationship": ("The relationship", relationship),
    "what_changed": ("What changed", changes),
    "unknown": ("What this record does not know", limits),
}
# What each audience may read. A non-paper has purpose, asks and their public basis; the public never reads tactics.
_FOR = {
    "own": tuple(_SECTIONS),
    "counterpart": ("asks",),
    "public": (
        "bottom_line",
        "asks",
        "placement",
        "next_edition",
        "law_and_treaties",
        "figures",
        "relationship",
        "what_changed",
        "unknown",
    ),
}


def brief(
    record: Record,
    place: Jurisdiction,
    sender: Jurisdiction,
    audience: str = "own",
    *,
    full: bool = False,
    occasion: str | None = None,
) -> Brief:
    """Make the brief on a place for a sender, as of the day of the record.

    `audience` is own, counterpart or public; `full` adds what does not fit on two pages; `occasion` is a cover line.
    UserError for an unknown audience, and for a cover line that is none.
    """
    if audience not in AUDIENCES:
        raise UserError(f"'{audience}' is no audience. Choose own, counterpart or public.")
    case = Case(record, place, sender, audience, full)
    sections = tuple(s for s in (_section(case, name) for name in _FOR[audience]) if s is not None)
    return Brief(case, sections, cover_line(occasion))


def _section(case: Case, name: str) -> Section | None:
    title, make = _SECTIONS[name]
    if make is None:
        return _asks_section(case, title)
    claims = tuple(make(case))
    return Section(name, title, claims, page_one=name in PAGE_ONE) if claims else None


def _asks_section(case: Case, title: str) -> Section | None:
    from palermo.briefing.sections.purpose import for_the_public, no_asks, non_paper, purpose

    found = asks(case)
    if case.audience == "counterpart":
        found = [non_paper(ask) for ask in found]
    if case.audience == "public":
        found = [for_the_public(ask) for ask in found]
    lead = purpose(case) if case.audience == "counterpart" else []
    nothing = [] if found else no_asks(case)
    if case.audience == "counterpart":
        title = "Points for discussion"
    elif case.audience == "public":
        title = "What the record supports asking"
    elif found and all(ask.question for ask in found):
        title = "What to ask: questions only, the facts are too old for asks"
    claims = (*lead, *nothing, *(claim for ask in found for claim in ask.claims))
    return Section("asks", title, claims, tuple(found), page_one=True) if claims else None
