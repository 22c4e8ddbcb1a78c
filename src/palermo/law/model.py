"""What the law is made of, as frozen values: versions, provisions, rules, dated values and their
references.

Nothing here knows a country, reads a file or computes a result. A dated value without a reference cannot be
built.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from palermo.errors import PalermoError

Confidence = Literal["H", "M", "L"]
Mode = Literal["statute_literal", "state_practice"]
Reach = Literal["statute_literal", "state_practice", "both"]
Scalar = str | int | bool | tuple[str, ...]

MODES: tuple[Mode, ...] = ("state_practice", "statute_literal")


def locator_name(citation: str) -> str:
    """A citation as a locator names it, without blanks: `22-USC-7107(b)`. `Law.as_cited` leads back."""
    return citation.replace(" ", "-")


@dataclass(frozen=True)
class Reference:
    """Where a value was read: the text, the place in it, and the month or day on which it was last checked.

    `href` is null when we hold no stable address; then `read_in` says in which copy it was read.
    """

    title: str
    citation: str
    last_reviewed: str
    href: str | None = None
    read_in: str | None = None


@dataclass(frozen=True)
class DatedValue:
    """One value of a parameter, in force since a version of the law, with the reference that it stands on."""

    since: str
    value: Scalar
    confidence: Confidence
    reference: Reference
    mode: Reach = "both"
    recheck: bool = False
    note: str | None = None


@dataclass(frozen=True)
class Parameter:
    """A number, day or choice that the law sets and changes; `unit` says what the value counts."""

    meaning: str
    unit: str
    dated: tuple[DatedValue, ...]


@dataclass(frozen=True)
class Rule:
    """One rule in our own words. `since` and `until` are version ids; `recheck` marks what must be read
    again.
    """

    title: str
    says: str
    confidence: Confidence
    since: str
    mode: Reach = "both"
    until: str | None = None
    recheck: bool = False
    edge: str | None = None
    citation: str | None = None


@dataclass(frozen=True)
class Provision:
    """One provision of a statute or treaty: what it says in our words, the rules and the dated values it
    carries.
    """

    id: str
    citation: str
    title: str
    summary: str
    confidence: Confidence
    mode: Reach
    since: str
    references: tuple[Reference, ...]
    rules: Mapping[str, Rule] = field(default_factory=dict)
    values: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True)
class Version:
    """The law as it stood after one enactment. `first_report_year` is the first edition that it governs."""

    id: str
    enacted: dt.date
    first_report_year: int
    public_laws: tuple[str, ...]
    change: str
    confidence: Confidence
    reference: Reference
    enabled: bool = True
    recheck: bool = False
    note: str | None = None


@dataclass(frozen=True)
class GapDefinition:
    """One entry of the gap catalogue (R33): what is tested, against which standard, and on what it rests."""

    id: str
    title: str
    standard: tuple[str, ...]
    citation: str
    test: str
    decided_by: Literal["statute", "events", "text", "description"]
    confidence: Confidence
    fields: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True)
class ConsequenceDefinition:
    """A consequence as data: when it attaches, in our words, and over which days it runs.

    `tiers` are the placements that bring it, `previous` the earlier placements that it needs (empty: any),
    `changed` says that it needs a change of list.
    """

    id: str
    rule: str
    citation: str
    sentence: str
    tiers: tuple[str, ...]
    window: Literal[
        "next_fiscal_year",
        "after_report",
        "from_report",
        "until_next_report",
        "trade_evidence",
        "action_plan",
        "interim",
        "standing",
    ]
    force: Literal["mandatory", "discretionary"]
    confidence: Confidence
    since: str
    tied_to_tier: bool = True
    previous: tuple[str, ...] = ()
    changed: bool = False
    first_report_year: int = 2001
    needs: str | None = None
    note: str | None = None
    recheck: bool = False


@dataclass(frozen=True)
class CalendarDefinition:
    """An event of an edition as data. `first` and `last` name the dated values that hold its days.

    `anchor` says what the values are counted from: a calendar year, the submission or release of the
    report, or a notice to Congress whose day is not known here.
    """

    id: str
    title: str
    rule: str
    citation: str
    basis: Literal["statute", "practice", "period"]
    anchor: Literal["year_before", "year", "year_after", "submission", "release", "notice"]
    confidence: Confidence
    since: str
    first: str | None = None
    last: str | None = None
    not_before: str | None = None
    first_report_year: int = 2001
    note: str | None = None


@dataclass(frozen=True, eq=False)
class Law:
    """Everything the law room knows, ready to be asked. Made by `load_law`, `default_law` or
    `from_compiled`.
    """

    versions: tuple[Version, ...]
    provisions: tuple[Provision, ...]
    gaps: tuple[GapDefinition, ...] = ()
    consequences: tuple[ConsequenceDefinition, ...] = ()
    calendar: tuple[CalendarDefinition, ...] = ()

    @cached_property
    def order(self) -> dict[str, int]:
        """The rank of each version id, oldest first."""
        return {version.id: rank for rank, version in enumerate(self.versions)}

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        """Every parameter of every provision, by its name (names are unique over the whole law)."""
        return {name: value for provision in self.provisions for name, value in provision.values.items()}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every rule by its id, in the order R1 to R36."""
        found = {key: rule for provision in self.provisions for key, rule in provision.rules.items()}
        return dict(sorted(found.items(), key=lambda item: int(item[0][1:])))

    @cached_property
    def home(self) -> dict[str, Provision]:
        """The provision that carries a rule or a parameter, by the rule's id or the parameter's name."""
        return {key: prov for prov in self.provisions for key in (*prov.rules, *prov.values)}

    def version(self, version_id: str) -> Version:
        """The version with this id. PalermoError if there is none."""
        if version_id not in self.order:
            raise PalermoError(f"The law has no version '{version_id}'.")
        return self.versions[self.order[version_id]]

    def citation(self, key: str) -> str:
        """The citation of a rule or of a parameter: its own if it has one, else that of its provision."""
        if key not in self.home:
            raise PalermoError(f"The law carries no rule or value named '{key}'.")
        rule = self.rules.get(key)
        return rule.citation if rule and rule.citation else self.home[key].citation

    @cached_property
    def cited(self) -> frozenset[str]:
        """Every citation that the law gives anywhere, each on its own."""
        given = [p.citation for p in self.provisions]
        given += [c.citation for c in self.consequences] + [c.citation for c in self.calendar]
        given += [rule.citation for rule in self.rules.values() if rule.citation]
        given += [dated.reference.citation for parameter in self.parameters.values() for dated in parameter.dated]
        return frozenset(given) | {part.strip() for text in given for part in text.replace(";", ",").split(",")}

    def as_cited(self, name: str) -> str:
        """The citation that a locator names: hyphens stand there for blanks, though a citation may hold a hyphen of its own."""
        return self._by_name.get(name, name.replace("-", " "))

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {locator_name(citation): citation for citation in self.cited}

    def knows(self, citation: str) -> bool:
        """Whether a citation is one that the law gives, a subdivision of one, or the section that one belongs to."""
        return any(citation == c or citation.startswith(f"{c}(") or c.startswith(f"{citation}(") for c in self.cited)

    def has(self, citation: str, version_id: str) -> bool:
        """Whether a version of the law has a provision: one that is known, and not listed for later versions only."""
        if not self.knows(citation):
            return False
        listed = [p.since for p in self.provisions if p.citation == citation]
        return not listed or any(self.order[since] <= self.order[version_id] for since in listed)

    def value(self, name: str, version_id: str, mode: str = "state_practice") -> DatedValue | None:
        """The dated value in force under a version of the law; None when that version does not have it yet.

        A value given for one mode only is used in that mode alone. PalermoError if the parameter does not
        exist.
        """
        if name not in self.parameters:
            raise PalermoError(f"The law has no value named '{name}'.")
        rank = self.order[version_id]
        found = None
        for dated in self.parameters[name].dated:
            if self.order[dated.since] <= rank and dated.mode in (mode, "both"):
                found = dated
        return found
