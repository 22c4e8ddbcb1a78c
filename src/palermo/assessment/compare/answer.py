"""What changed between two editions: findings gained and lost, figures, recommendations, length and outline.

A comparison says what two texts say. It never says that something improved, was closed or was carried out: an edition that no
longer mentions a thing is silent on it. Where an edition is not held, what is known of the other one is listed and not compared.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from palermo.assessment.compare.figures import FigureRow, figure_rows
from palermo.assessment.compare.outline import Drift, SectionPair, drift, section_pairs
from palermo.assessment.compare.reading import COMPARED, EditionReading, Said, pair
from palermo.assessment.repeated import chains, made
from palermo.errors import UserError
from palermo.evidence.alignment import Chain, Kind, align
from palermo.library.series import Series
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.holdings import unread
from palermo.record.narratives import Narrative, narratives
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction, jurisdictions
from palermo.register.letters import unaccented
from palermo.register.silences import NotHeld, Silent

State = Literal["compared", "only_earlier", "only_later", "different_documents", "not_held"]
_OLDEST = 1948  # no report of any series is older than the Universal Declaration


@dataclass(frozen=True, slots=True)
class Change:
    """One gap, action or flow: `gained` (newly mentioned), `lost` (no longer mentioned), `kept`, or `not_compared`."""

    change: Literal["gained", "lost", "kept", "not_compared"]
    earlier: tuple[Said, ...]
    later: tuple[Said, ...]
    silence: Silent | NotHeld | None

    @property
    def said(self) -> Said:
        """The finding that names it."""
        return (self.earlier + self.later)[0]


@dataclass(frozen=True, slots=True)
class Request:
    """One recommendation: both wordings, how alike they are, and the held editions that make it (`chain`; None if dropped)."""

    kind: Kind
    earlier: Said | None
    later: Said | None
    similarity: float
    chain: Chain | None


def changes(earlier: EditionReading, later: EditionReading) -> tuple[Change, ...]:
    """Gaps, actions and flows of both editions, each once, by kind and code."""
    old, new = _grouped(earlier), _grouped(later)
    compared = earlier.basis == later.basis != "none"
    order = {kind: n for n, kind in enumerate(COMPARED)}
    keys = sorted({*old, *new}, key=lambda key: (order[key[0]], key))
    return tuple(_change(old.get(key, ()), new.get(key, ()), earlier, later, compared) for key in keys)


def _grouped(reading: EditionReading) -> dict[tuple[str, str, str], tuple[Said, ...]]:
    found: dict[tuple[str, str, str], tuple[Said, ...]] = {}
    for said in reading.of(*COMPARED):
        found[said.key] = (*found.get(said.key, ()), said)
    return found


def _change(
    old: tuple[Said, ...], new: tuple[Said, ...], earlier: EditionReading, later: EditionReading, compared: bool
) -> Change:
    if not compared:
        other = later if old else earlier
        return Change("not_compared", old, new, NotHeld("catalogue:reported_findings") if other.basis == "none" else None)
    if old and new:
        return Change("kept", old, new, None)
    other = later if old else earlier
    return Change("lost" if old else "gained", old, new, Silent(other.document, other.basis == "machine"))


def requests(earlier: EditionReading, later: EditionReading, chains: tuple[Chain, ...] = ()) -> tuple[Request, ...]:
    """The recommendations of two narratives, linked: those of the later edition in its order, then those that were dropped."""
    if not (earlier.narrative and later.narrative and earlier.recommends and later.recommends):
        return ()
    old, new = earlier.of("recommendation"), later.of("recommendation")
    made = {(step.edition, step.index): chain for chain in chains for step in chain.steps}
    return tuple(
        Request(
            link.kind,
            old[link.old] if link.old is not None else None,
            new[link.new] if link.new is not None else None,
            link.similarity,
            made.get((later.edition, link.new)) if link.new is not None else None,
        )
        for link in align([said.quotation for said in old], [said.quotation for said in new])
    )


@dataclass(frozen=True)
class Comparison:
    """Two editions on one jurisdiction. `tiers`: its placements in them, None where the record has none.

    `chains` follow the recommendations over every held edition up to the later one.
    """

    place: Jurisdiction
    earlier: EditionReading
    later: EditionReading
    tiers: tuple[Fact | None, Fact | None] = (None, None)
    chains: tuple[Chain, ...] = ()

    @property
    def state(self) -> State:
        """Whether the two are compared, and if not, what is held of them."""
        if self.earlier.basis == self.later.basis:
            return "not_held" if self.earlier.basis == "none" else "compared"
        if "none" in (self.earlier.basis, self.later.basis):
            return "only_earlier" if self.later.basis == "none" else "only_later"
        return "different_documents"

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Gaps, actions and flows."""
        return changes(self.earlier, self.later)

    def count(self, change: str) -> int | None:
        """How many gaps, actions and flows were gained, lost or kept; None where the two are not compared."""
        return sum(c.change == change for c in self.changes) if self.state == "compared" else None

    @cached_property
    def figures(self) -> tuple[FigureRow, ...]:
        """Figures in rows."""
        return figure_rows(self.earlier, self.later)

    @cached_property
    def requests(self) -> tuple[Request, ...] | None:
        """Recommendations; None where the two narratives are not both held, or one has no list of them."""
        listed = self.earlier.recommends and self.later.recommends
        return requests(self.earlier, self.later, self.chains) if self.texts and listed else None

    @property
    def texts(self) -> tuple[Narrative, Narrative] | None:
        """Both narratives, where both are held."""
        old, new = self.earlier.narrative, self.later.narrative
        return (old, new) if old and new else None

    @property
    def drift(self) -> Drift | None:
        """How the outline changed, where both narratives are held."""
        return drift(*self.texts) if self.texts else None

    @cached_property
    def sections(self) -> tuple[SectionPair, ...]:
        """Section by section; empty where the outlines do not correspond."""
        return section_pairs(self.earlier, self.later)


def known_edition(record: Record, series: Series, year: int) -> None:
    """UserError for an edition that there cannot have been by the day of the record; one that may only be missing passes."""
    if series.id == "tip_report":
        years = {edition["report_year"] for edition in query.editions(record)}
    else:
        years = {n.edition for n in narratives(record, series.id) if n.edition} | set(series.editions(record.as_of.year))
        years |= {held.edition for held in unread(record, (series.id,)) if held.edition}
    first = min(years, default=record.as_of.year + 1 if series.id == "tip_report" else _OLDEST)
    if not first <= year <= record.as_of.year:
        span = f"Its editions run from {first}" if first <= record.as_of.year else "It had no edition yet"
        raise UserError(f"'{year}' is no edition of the {series.title} as of {record.as_of}. {span}; ask for one of them.")


def in_order(editions: tuple[int, int]) -> None:
    """UserError where the two editions are one, or stand the wrong way round: what is new would be called lost."""
    first, second = editions
    if first == second:
        raise UserError(f"'{first}' twice: an edition is not compared with itself. Give two editions.")
    if first > second:
        raise UserError(f"'{first}' is later than '{second}'. Give the earlier edition first: palermo compare {second} {first}.")


def compare(record: Record, series: Series, editions: tuple[int, int], place: Jurisdiction) -> Comparison:
    """Two editions of a series on one jurisdiction, the earlier first. UserError for an edition that cannot be."""
    for year in editions:
        known_edition(record, series, year)
    in_order(editions)
    earlier, later = pair(record, series.id, place.code, editions)
    tiers = [_placed(record, series, year).get(place.code) for year in editions]
    return Comparison(place, earlier, later, (tiers[0], tiers[1]), chains(made(record, series.id, place.code, editions[1])))


def compare_all(record: Record, series: Series, editions: tuple[int, int]) -> tuple[Comparison, ...]:
    """Every jurisdiction that either edition places, or of which any of its texts or codes is held, by name."""
    for year in editions:
        known_edition(record, series, year)
    in_order(editions)
    first, second = (_placed(record, series, year) for year in editions)
    known = jurisdictions()
    codes = {*first, *second, *_read(record, series, editions)} & known.keys()
    return tuple(
        Comparison(known[code], *pair(record, series.id, code, editions, whole=False), (first.get(code), second.get(code)))
        for code in sorted(codes, key=lambda code: unaccented(known[code].name(record.as_of).text).casefold())
    )


def _placed(record: Record, series: Series, year: int) -> dict[str, Fact]:
    """The placements of an edition by code; other series than the TIP Report place nobody."""
    return {fact["iso3"]: fact for fact in query.placements_of(record, year)} if series.id == "tip_report" else {}


def _read(record: Record, series: Series, editions: tuple[int, int]) -> set[str]:
    """The jurisdictions of which a narrative of either edition is held, or codes of its summary."""
    told = {n.jurisdiction for year in editions for n in narratives(record, series.id, year) if n.jurisdiction}
    return told | {code for code, year in query.summarised(record) if series.id == "tip_report" and year in editions}
