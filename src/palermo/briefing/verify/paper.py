"""A brief as a paper carries it: `palermo.brief/1` as dataclasses, one for each kind of object, read strictly."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from palermo.briefing.agreed import MARKS
from palermo.briefing.case import AUDIENCES
from palermo.briefing.verify.strict import MisshapenError, parsed, shaped
from palermo.register.jurisdictions import jurisdictions

SCHEMA = "palermo.brief/1"
_RECORD = re.compile(r"[0-9a-f]{16}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Numbers = tuple[int, ...]  # of entries in the list of sources, from one


@dataclass(frozen=True, slots=True)
class ValueHeld:
    """A value of a claim."""

    text: str
    value: Any
    unit: str
    citations: Numbers
    computed: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimHeld:
    """A sentence."""

    id: str
    text: str
    basis: str
    citations: Numbers
    values: tuple[ValueHeld, ...]


@dataclass(frozen=True, slots=True)
class AskHeld:
    """An ask: the ids of its claims begin with its own."""

    id: str
    gap: str | None
    question: bool


@dataclass(frozen=True, slots=True)
class SectionHeld:
    """A section."""

    id: str
    title: str
    claims: tuple[ClaimHeld, ...]
    asks: tuple[AskHeld, ...] = ()


@dataclass(frozen=True, slots=True)
class CarrierHeld:
    """Where a fact was read, if not in its original."""

    source: str
    title: str
    published: str | None


@dataclass(frozen=True, slots=True)
class SourceHeld:
    """One entry of the list of sources."""

    n: int
    source: str
    title: str
    publisher: str
    edition: int | None
    url: str | None
    published: str | None
    carrier: CarrierHeld | None
    carriers: tuple[CarrierHeld, ...]
    caveat: str | None
    sha256: str | None
    locator: str


@dataclass(frozen=True, slots=True)
class PlacementHeld:
    """The newest placement."""

    tier: str
    report_year: int
    consecutive_years: int
    basis: str
    citations: Numbers


@dataclass(frozen=True, slots=True)
class RuleHeld:
    """A rule of the statute, and what it does here."""

    id: str
    citation: str
    effect: str


@dataclass(frozen=True, slots=True)
class NextHeld:
    """What the law leaves open for the next edition."""

    report_year: int
    due: str
    allowed: tuple[str, ...]
    unknown_years: tuple[int, ...]
    rules: tuple[RuleHeld, ...]
    citations: Numbers


@dataclass(frozen=True)
class Paper:
    """The whole: head, sections, sources."""

    schema: str
    record: str
    as_of: str
    jurisdiction: str
    name: str
    sender: str
    audience: str
    occasion: str | None
    edition: int | None
    full: bool
    placement: PlacementHeld | None
    next_edition: NextHeld | None
    sections: tuple[SectionHeld, ...]
    sources: tuple[SourceHeld, ...]
    mark: str | None = None

    @property
    def day(self) -> dt.date:
        """The day of the question."""
        return dt.date.fromisoformat(self.as_of)

    @property
    def is_agenda(self) -> bool:
        """Whether it is the agenda of a meeting. Which it is shows in every title and line that is compared later."""
        return any(section.id == "asks" and section.title.startswith("Agenda") for section in self.sections)

    @property
    def claims(self) -> tuple[ClaimHeld, ...]:
        """All claims in the order of print."""
        return tuple(claim for section in self.sections for claim in section.claims)


def paper(text: str) -> tuple[Paper, dict[str, Any]]:
    """What JSON text carries: the paper, and the same as plain data. MisshapenError for anything that is not whole."""
    data = parsed(text)
    found = shaped(Paper, data)
    _header(found)
    _numbers(found)
    return found, data


def _header(paper: Paper) -> None:
    if paper.schema != SCHEMA:
        raise MisshapenError("schema", f"'{paper.schema}' is not '{SCHEMA}'")
    if not _RECORD.fullmatch(paper.record):
        raise MisshapenError("record", f"'{paper.record}' is no id of a record")
    try:
        known = _DAY.fullmatch(paper.as_of) and 1900 <= paper.day.year <= 2100
    except ValueError:
        known = False
    if not known:
        raise MisshapenError("as_of", f"'{paper.as_of}' is no day")
    for name in ("jurisdiction", "sender"):
        if getattr(paper, name) not in jurisdictions():
            raise MisshapenError(name, f"'{getattr(paper, name)}' is no jurisdiction of the register")
    if paper.mark is not None and paper.mark not in MARKS:
        raise MisshapenError("mark", f"'{paper.mark}' is no mark")
    if paper.audience not in AUDIENCES:
        raise MisshapenError("audience", f"'{paper.audience}' is no audience")


def _numbers(paper: Paper) -> None:
    """Sources are numbered from one, and every number that is cited is among them."""
    for place, source in enumerate(paper.sources, start=1):
        if source.n != place:
            raise MisshapenError(f"sources[{place - 1}].n", f"{source.n} stands where {place} should")
    cited = [(claim.id, claim.citations) for claim in paper.claims]
    cited += [(claim.id, value.citations) for claim in paper.claims for value in claim.values]
    cited += [("placement", paper.placement.citations)] if paper.placement else []
    cited += [("next_edition", paper.next_edition.citations)] if paper.next_edition else []
    for where, numbers in cited:
        lost = next((n for n in numbers if not 1 <= n <= len(paper.sources)), None)
        if lost is not None:
            raise MisshapenError(where, f"it cites number {lost}, which is not in the list of sources")
