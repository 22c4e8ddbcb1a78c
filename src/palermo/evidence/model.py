"""What reading yields: text with its way back to the original, sections, and findings with the span of words that supports them.

Spans are offsets of characters into the extracted text, `start` included and `end` not. Kinds, codes and measures are those of
the codebook (docs/concepts/reading.md); a `Figure` of 0 needs words that say that it did not happen, and what a text does not say
is no finding at all.
"""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of extracted text that stands in one piece in the original.

    `start`, `end`: offsets in the text. `place`: where the original keeps it: empty for the document itself, `page 12` of a PDF,
    `/blocks/3/text` of a JSON file. `at`: the offset of its first character there.
    """

    start: int
    end: int
    place: str
    at: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the original: its words in the text, and its level (1 the page's title)."""

    start: int
    end: int
    level: int


@dataclass(frozen=True)
class Text:
    """The words of one narrative, and the way back to the bytes that they came from."""

    text: str
    stretches: tuple[Stretch, ...] = ()
    headings: tuple[Heading, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """The hash by which findings name this text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Part:
    """One narrative of a document: of which jurisdiction (None where the page does not say) and edition, and its text.

    `origin`: who speaks in it, None where it is the origin of its series.
    """

    jurisdiction: str | None
    edition: int | None
    title: str
    text: Text
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a narrative by its function: `narrative`, `recommendations`, `prosecution`, `protection`, `prevention`,
    `profile`, `rating`, or `other`. `title` is the heading as printed, empty where there was none."""

    name: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placement:
    """What a text says of the tier. `tier` 1, 2, 2WL, 3 or SC; `complies` full, not_full or unstated; None is not stated.

    `spans`: the words that support it, the first one for the tier.
    """

    tier: str | None
    year: int | None
    complies: str
    significant_efforts: bool | None
    movement: str | None
    consecutive_years: int | None
    waiver: bool
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A count that the text states.

    `measure` investigations, prosecutions, convictions, victims_identified or victims_assisted; `qualifier` exact, at_least,
    at_most or approx; `unit` cases or persons, None where not stated; `form` sex or labour; `population` as printed (women, children);
    `period` the period as the text states it, None where not stated; `previous` True for the earlier period's value;
    `upper` the end of a range.
    """

    measure: str
    value: int
    qualifier: str
    start: int
    end: int
    unit: str | None = None
    form: str | None = None
    population: str | None = None
    period: str | None = None
    previous: bool = False
    upper: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A shortcoming that the text attributes to the government or its law."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Action:
    """A concrete action that the government took."""

    type: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Role:
    """`source`, `transit`, `destination` or `internal`, with the words that say so."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Nationals of `country` (ISO 3166-1 alpha-3) exploited here (`in`), or nationals of this place exploited there (`out`)."""

    country: str
    direction: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Penalty:
    """A prescribed penalty. `article` and `law` as printed; `minimum` and `maximum` in months, None where not stated, and
    `life`, `death` for those; `fine` True where a fine is named; `form` sex or labour where the text ties it to one."""

    article: str | None
    law: str | None
    minimum: int | None
    maximum: int | None
    start: int
    end: int
    life: bool = False
    death: bool = False
    fine: bool = False
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Judgment:
    """The text's judgment of the penalties: `test` stringent or commensurate, `met` True or False, `form` sex or labour."""

    test: str
    met: bool
    start: int
    end: int
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """The stated ground of a Watch List placement: no_increasing_efforts, numbers, or commitments (PRACTICE P7)."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The judgment that opens the paragraph of each P: `direction` increased, decreased, maintained, mixed, none, minimal."""

    subject: str
    direction: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation, cut from its list or paragraph. `themes`: codes of the gaps that it asks to close."""

    number: int
    start: int
    end: int
    themes: tuple[str, ...] = ()


Finding = Figure | Gap | Action | Role | Flow | Penalty | Judgment | Ground | Trend | Recommendation


@dataclass(frozen=True)
class Reading:
    """All that one reader found in one text. Equal texts and readers give equal readings."""

    text_sha256: str
    reader: str
    placement: Placement
    findings: tuple[Finding, ...]
    sections: tuple[Section, ...] = field(default=())
