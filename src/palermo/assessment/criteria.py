"""The matrix of the minimum standards MS1-MS4 and the criteria b1-b12 for one jurisdiction and edition.

Each row holds evidence for, evidence against, a presumption, and the silences, which stay four. The text of the statute gives no
weights, so nothing is weighed, added up or concluded here: the judgment is the Secretary of State's.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from palermo.assessment.evidence_for import LISTS, TREATY_ROWS, Evidence, Weight, acts_by, evidence, flag_meaning, flags
from palermo.assessment.treaties import TREATIES, treaty_standing
from palermo.errors import UserError
from palermo.law.standards import presumed_not_vigorous
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction
from palermo.register.silences import Answer, Known, NotHeld, NotReported, Silent
from palermo.register.vocabulary import gap

State = Literal["evidence", "not_reported", "silent", "not_held"]

_SUMMARY, _FLAGS = "reported_findings", "ilab_enforcement"
# Each row in our own words, and the tables that can speak to it; none: no reading of this record has a code for it.
_ROWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "MS1": ("prohibit severe forms of trafficking and punish them", (_SUMMARY, "criminalization", "ilab_legal_standards")),
    "MS2": ("punish the gravest sex trafficking like grave crimes", (_SUMMARY,)),
    "MS3": ("punish every severe form stringently enough to deter", (_SUMMARY,)),
    "MS4": ("make serious and sustained efforts", (_SUMMARY, *LISTS)),
    "b1": ("investigate, prosecute, convict and sentence vigorously", (_SUMMARY, _FLAGS)),
    "b2": ("protect victims and do not punish them", (_SUMMARY, _FLAGS)),
    "b3": ("prevent trafficking", (_SUMMARY, _FLAGS, "treaty_acts")),
    "b4": ("cooperate with other governments in cases", ("treaty_acts",)),
    "b5": ("extradite as for other serious crimes", ("treaty_acts",)),
    "b6": ("watch patterns of migration and respond to them", ()),
    "b7": ("act against officials who take part or condone", (_SUMMARY,)),
    "b8": ("a small share of victims who are not citizens (a fact, not an effort)", ()),
    "b9": ("work in transparent partnerships with measurable results", (_SUMMARY,)),
    "b10": ("monitor its own efforts and publish assessments", (_SUMMARY,)),
    "b11": ("make appreciable progress on the year before", ()),
    "b12": ("reduce demand for commercial sex and for sex tourism", (_SUMMARY,)),
}
REBUTTABLE = (
    "can be rebutted; it arises only where the data had been asked for, which this record does not hold, and the government's "
    "capacity to collect them counts"
)


@dataclass(frozen=True)
class Presumption:
    """Data not provided (b1, b7). `open` is False where a later summary no longer said so, or it is older than three editions;
    `holds` stays None while nobody knows whether the data had been asked for.
    """

    item: Evidence
    open: bool
    note: str = REBUTTABLE

    @property
    def holds(self) -> bool | None:
        """Whether the presumption holds: never known here, since requests are not on record."""
        return presumed_not_vigorous(requested=None, provided=None if self.open else True)


@dataclass(frozen=True)
class Row:
    """One standard or criterion. `silent` are documents held in full that say nothing; `not_held` names the catalogue."""

    id: str
    title: str
    citation: str
    evidence_for: tuple[Evidence, ...]
    evidence_against: tuple[Evidence, ...]
    presumption: tuple[Presumption, ...]
    not_reported: tuple[NotReported, ...]
    silent: tuple[Silent, ...]
    not_held: tuple[NotHeld, ...]

    @property
    def answer(self) -> Answer[tuple[Evidence, ...]]:
        """The evidence, or exactly one of the silences: what a source withheld, then what a document left out, then our limit."""
        items = self.evidence_for + self.evidence_against
        if items:
            return Known(items, items[0].fact.locator(items[0].column))
        withheld = [p.item for p in self.presumption if p.open]
        if withheld:
            item = withheld[0]
            return NotReported(item.fact.locator(item.column), "that data were not reported")
        silences: tuple[NotReported | Silent | NotHeld, ...] = (*self.not_reported, *self.silent, *self.not_held)
        return silences[0]

    @property
    def state(self) -> State:
        """The answer in one word."""
        words: dict[type, State] = {Known: "evidence", NotReported: "not_reported", Silent: "silent", NotHeld: "not_held"}
        return words[type(self.answer)]

    def origins(self, weight: Weight) -> tuple[str, ...]:
        """Who established the items on one side; copies of one origin count once."""
        items = self.evidence_for if weight == "for" else self.evidence_against
        return tuple(sorted({item.origin for item in items}))

    @property
    def united_states_only(self) -> bool:
        """Whether all evidence was established by the government of the United States, whose statute this is."""
        found = {*self.origins("for"), *self.origins("against")}
        return bool(found) and all(origin.startswith(("US ", "The White House")) for origin in found)


@dataclass(frozen=True)
class Matrix:
    """All rows for a jurisdiction and an edition; `edition` is None before the first one was out."""

    record: Record
    place: Jurisdiction
    edition: int | None
    rows: tuple[Row, ...]

    @property
    def as_of(self) -> dt.date:
        """The day of the question."""
        return self.record.as_of

    def row(self, row_id: str) -> Row:
        """One row by its id."""
        return next(row for row in self.rows if row.id == row_id)


def matrix(record: Record, place: Jurisdiction, year: int | None = None) -> Matrix:
    """The matrix as of the day of the record, for the newest edition or that of `year`.

    UserError when the edition of that year had not been released by the day or is not held.
    """
    edition = _edition(record, year)
    items = evidence(record, place.code, edition) if edition is not None else ()
    silences = _Silences(record, place.code, edition)
    return Matrix(record, place, edition, tuple(_row(name, items, silences) for name in _ROWS))


def _edition(record: Record, year: int | None) -> int | None:
    released = [int(e["report_year"]) for e in query.editions(record)]
    if year is None:
        return released[-1] if released else None
    if year not in released:
        held = f"Editions out by then: {released[0]} to {released[-1]}." if released else "No edition was out by then."
        raise UserError(f"'{year}' is no edition that this record holds as of {record.as_of}. {held}")
    return year


def citation(row_id: str) -> str:
    """The provision of a row."""
    kind, number = ("a", row_id[2:]) if row_id.startswith("MS") else ("b", row_id[1:])
    return f"22 USC 7106({kind})({number})"


def _row(row_id: str, items: tuple[Evidence, ...], silences: "_Silences") -> Row:
    own = [item for item in items if item.row == row_id]
    title, tables = _ROWS[row_id]
    found = [s for table in tables for s in silences.of(row_id, table, own)] or (
        [] if tables else [NotHeld(f"catalogue:{_SUMMARY}")]
    )
    return Row(
        row_id,
        title,
        citation(row_id),
        tuple(item for item in own if item.weight == "for"),
        tuple(item for item in own if item.weight == "against"),
        tuple(Presumption(item, item.year == silences.newest and not item.stale) for item in own if item.weight == "no_data"),
        tuple(s for s in found if isinstance(s, NotReported)),
        tuple(dict.fromkeys(s for s in found if isinstance(s, Silent))),
        tuple(dict.fromkeys(s for s in found if isinstance(s, NotHeld))),
    )


class _Silences:
    """What each table leaves open about a row in the edition asked for."""

    def __init__(self, record: Record, code: str, edition: int | None) -> None:
        self.record, self.code, self.edition, self.out = record, code, edition or 0, edition is not None
        read = [year for year in query.coded_editions(record, code) if year <= self.edition]
        self.newest = max(read, default=None)
        self.read = self.edition in read
        self.acts = query.treaty_acts(record, code)
        self.flags = [f for f in flags(record, code) if f["year"] <= self.edition]

    def of(self, row: str, table: str, own: list[Evidence]) -> Iterator[NotReported | Silent | NotHeld]:
        """The silences of one table on one row; none where the table speaks to the row."""
        if not self.out:
            yield NotHeld("catalogue:editions")
        elif table == _SUMMARY:
            yield from self._summary(own)
        elif table == "treaty_acts":
            yield from self._treaties(row)
        elif table in LISTS:
            yield from self._list(table)
        elif table == _FLAGS:
            yield from self._flags(row)
        elif not any(item.fact.table == table for item in own):
            yield NotHeld(f"catalogue:{table}")

    def _summary(self, own: list[Evidence]) -> Iterator[Silent | NotHeld]:
        if not self.read:
            yield NotHeld(f"catalogue:{_SUMMARY}")
        elif not any(item.fact.table == _SUMMARY and item.year == self.edition for item in own):
            yield Silent(f"the official summary of the {self.edition} edition")

    def _treaties(self, row: str) -> Iterator[Silent | NotHeld]:
        for treaty in (t for t, rows in TREATY_ROWS.items() if row in rows):
            found = treaty_standing(acts_by(self.acts, self.edition), treaty)
            later = [act for act in self.acts if act["treaty"] == treaty]
            if found.state == "no_act_seen" and found.act:
                yield Silent(f"the list of acts towards {TREATIES[treaty]}, which speaks to {found.act['seen']}")
            elif found.state == "not_held" and later and all(act["date"] for act in later):
                yield Silent(f"the list of acts towards {TREATIES[treaty]} up to that edition")
            elif found.state in ("not_held", "listed"):  # no act on record, or one on a day that is not known or not its own
                yield NotHeld("catalogue:treaty_acts")

    def _list(self, event: str) -> Iterator[Silent | NotHeld]:
        listed = {f["report_year"] for f in query.events(self.record, self.code) if f["event"] == event}
        if self.edition not in query.editions_listing(self.record, event):
            yield NotHeld("catalogue:watch_list_events")
        elif self.edition not in listed:
            yield Silent(f"{LISTS[event]} in the {self.edition} edition")

    def _flags(self, row: str) -> Iterator[NotReported | NotHeld]:
        newest = [f for f in self.flags if f["year"] == self.flags[0]["year"]]
        if not newest:
            yield NotHeld(f"catalogue:{_FLAGS}")
        for fact in newest:
            bears_on, what = flag_meaning(fact)
            if bears_on == row and fact["status"] in ("unknown", "unavailable"):
                words = "not known" if fact["status"] == "unknown" else "not available"
                yield NotReported(fact.locator("status"), f"for {fact['year']}, whether there was {what}: {words}")


# Reported gaps in the catalogue of the law ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CatalogueGap:
    """What the record reports of one gap of the catalogue (`G1` to `G22`), newest first.

    `certain` is False where the code that was read stands for more than one gap of the catalogue. `receiving` are findings that
    name other states where nationals were exploited (G22 only): the summaries do not say that the programme sent them there.
    """

    g: str
    items: tuple[Evidence, ...]
    certain: bool
    receiving: tuple[Fact, ...] = ()


def reported_in_catalogue(record: Record, code: str) -> dict[str, CatalogueGap]:
    """The reported gaps of one jurisdiction by their number in the catalogue of the law, as of the day of the record."""
    edition = _edition(record, None)
    if edition is None:
        return {}
    found: dict[str, list[Evidence]] = {}
    for item in evidence(record, code, edition):
        if item.fact.table == _SUMMARY and item.fact["kind"] == "gap":
            for number in _numbers(item):
                found.setdefault(number, []).append(item)
    flows = query.flows_abroad(record, code)
    return {
        number: CatalogueGap(number, tuple(_first_rows(items)), _certain(number, items), flows if number == "G22" else ())
        for number, items in sorted(found.items(), key=lambda entry: int(entry[0][1:]))
    }


def _state_run(item: Evidence) -> bool:
    """Whether the coded words speak of a programme that the state itself runs, and not of sex trafficking alone."""
    return item.detail is not None and item.detail["state_programme"] == "yes" and item.detail["form"] != "sex"


def _numbers(item: Evidence) -> tuple[str, ...]:
    """The numbers of one finding. A state-run programme is G22 by its words, whatever its code; a bare policy or pattern is not."""
    numbers = tuple(g for g in gap(item.fact["code"]).g if g != "G22")
    return (*numbers, "G22") if _state_run(item) else numbers


def _certain(number: str, items: list[Evidence]) -> bool:
    return number in ("G19", "G22") or any(len(gap(item.fact["code"]).g) == 1 for item in items)


def _first_rows(items: list[Evidence]) -> Iterator[Evidence]:
    """One item for a finding that bears on several rows."""
    seen = set()
    for item in items:
        if item.fact.key not in seen:
            seen.add(item.fact.key)
            yield item
