"""Everything that the sections of one brief share: the question, the record at its date, and how to cite from it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from palermo.assessment.gaps import ReportedGap, reported_gaps
from palermo.assessment.standing import Standing, standing
from palermo.briefing.claims import Citation, Value, day_value
from palermo.law.model import DatedValue, locator_name
from palermo.law.period import required
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction
from palermo.register.tiers import IN_PROSE
from palermo.register.vocabulary import Gap

AUDIENCES = ("own", "counterpart", "public")


@dataclass(frozen=True)
class Case:
    """One question: a brief on `place`, for `sender`, to be read by `audience`, as of the day of the record."""

    record: Record
    place: Jurisdiction
    sender: Jurisdiction
    audience: str
    full: bool = False

    @property
    def as_of(self) -> dt.date:
        """The day of the question."""
        return self.record.as_of

    @cached_property
    def standing(self) -> Standing:
        """Where the place stands on the day."""
        return standing(self.record, self.place)

    @property
    def edition(self) -> int | None:
        """The newest edition that was out; None before the first one."""
        return int(self.standing.latest["report_year"]) if self.standing.latest else None

    @cached_property
    def gaps(self) -> tuple[ReportedGap, ...]:
        """Gaps as reported in official summaries, newest first."""
        return reported_gaps(self.record, self.place.code, self.edition or 0)

    @cached_property
    def coded(self) -> tuple[int, ...]:
        """Editions whose official summary was read and coded in full."""
        return query.coded_editions(self.record, self.place.code)

    @cached_property
    def acts(self) -> tuple[Fact, ...]:
        """Acts towards treaties."""
        return query.treaty_acts(self.record, self.place.code)

    @property
    def ours(self) -> bool:
        """Whether the sender is the United States, whose statute makes the placements."""
        return self.sender.code == "USA"

    @property
    def name(self) -> str:
        """The name of the place in prose, as it was used on the day."""
        return self.place.name(self.as_of).in_prose()

    @property
    def possessive(self) -> str:
        """`Cuba's`, `the Philippines'`."""
        return self.name + ("'" if self.name.endswith("s") else "'s")

    @property
    def sender_name(self) -> str:
        """The name of the sender in prose, as it was used on the day."""
        return self.sender.name(self.as_of).in_prose()

    def key(self, template: str, *parts: Any) -> str:
        """The id of a claim: its template with jurisdiction and whatever tells it apart. Never a row number or a build."""
        return "/".join([template, self.place.code, *(str(part) for part in parts)])

    # Citing ------------------------------------------------------------------------------------------------------------------

    def cite(self, fact: Fact, column: str | None = None) -> Citation:
        """Cite a fact, or one cell of it."""
        return Citation(fact.locator(column), fact.original, fact.published, fact.carrier, fact.caveat)

    def read(self, fact: Fact, column: str, text: str | None = None, unit: str = "text") -> Value:
        """A value as it stands in a cell; `text` is how it is printed."""
        value = fact[column]
        return Value(str(value) if text is None else text, value, unit, (self.cite(fact, column),))

    def date(self, fact: Fact, column: str) -> Value:
        """A date as it stands in a cell."""
        return day_value(fact[column], [self.cite(fact, column)])

    def year(self, fact: Fact, column: str = "report_year") -> Value:
        """A year as it stands in a cell."""
        return self.read(fact, column, unit="year")

    def tier(self, fact: Fact, column: str = "tier") -> Value:
        """A placement as it is printed in prose: `Tier 3`, `the Tier 2 Watch List`."""
        return self.read(fact, column, IN_PROSE[fact[column]], "tier")

    def computed(self, function: str, text: str, value: Any, unit: str, inputs: Iterable[Citation]) -> Value:
        """A value that a named function of `compute` makes from what is cited."""
        return Value(text, value, unit, tuple(dict.fromkeys(inputs)), function)

    def absent(self, *tables: str) -> list[Citation]:
        """Cite the catalogue for what this record does not hold."""
        return [Citation(f"catalogue:{table}", "palermo_catalogue") for table in tables]

    def law(self, citation: str) -> Citation:
        """Cite a provision in the version that governs the next edition, as enacted by the day."""
        version = self.record.law.version(self.standing.law_version)
        return Citation(f"law:{locator_name(citation)}@{version.id}", "statute", version.enacted.isoformat())

    def hook(self, gap: Gap) -> str:
        """The provision to cite for a gap, if the law of the next edition has it; else the standard of serious efforts."""
        return gap.hook if self.record.law.has(gap.hook, self.standing.law_version) else "22 USC 7106(a)(4)"

    def section_of_law(self, citation: str) -> Value:
        """The name of a provision as a value, so that its digits are accounted for."""
        return Value(citation, citation, "citation", (self.law(citation),))

    def parameter(self, name: str, report_year: int, text: str | None = None, unit: str = "number") -> Value:
        """A value of the law for one edition."""
        dated: DatedValue = required(self.record.law, name, report_year, self.as_of)
        cited = self.law(dated.reference.citation)
        cited = Citation(f"{cited.locator}#{name}", cited.source, cited.published)
        return Value(str(dated.value) if text is None else text, dated.value, unit, (cited,))

    def today(self) -> Value:
        """The day of the question."""
        return day_value(self.as_of.isoformat(), computed="as_of")

    def years(self, facts: Sequence[Fact], column: str = "report_year") -> list[Value]:
        """The years of several facts, each cited, without repetition."""
        return list({fact[column]: self.year(fact, column) for fact in facts}.values())
