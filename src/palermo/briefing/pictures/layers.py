"""What a map or a grid of tiles shows: a shade for every jurisdiction, in words and in a table before it is in colours."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from palermo.assessment.clock import standings
from palermo.assessment.numbered import cited, cited_catalogue
from palermo.assessment.standing import CONCLUDED, Standing
from palermo.briefing.claims import listed
from palermo.briefing.pictures.frame import BLANK, INK, NOT_HELD, ON_SCALE, OUTSIDE, SCALE, Key, Row, count, overdue, sourced
from palermo.errors import UserError
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.dates import in_words
from palermo.register.tiers import TIERS

UNKNOWN, NONE = "unknown", "none"
_RANKED = ("1", "2", "2WL", "3")


@dataclass(frozen=True, slots=True)
class Shade:
    """A class of places: its words, its colour or pattern, and the colour of letters on it."""

    label: str
    fill: str
    ink: str = INK

    @property
    def key(self) -> Key:
        """Its sign in the key."""
        return Key(self.label, "square", self.fill)


@dataclass(frozen=True, slots=True)
class Layer:
    """`of` gives each jurisdiction its shade, `labels` two or three signs for its tile; `says` tells the whole in a sentence.

    `concluded`: places whose value nobody read in the source.
    """

    title: str
    subtitle: str
    says: str
    notes: tuple[str, ...]
    shades: Mapping[str, Shade]
    of: Mapping[str, str]
    labels: Mapping[str, str]
    concluded: frozenset[str]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    record: Record

    @property
    def keys(self) -> tuple[Key, ...]:
        """The shades that occur, in order; those of what is missing always."""
        used = set(self.of.values()) | {UNKNOWN, NONE}
        return tuple(shade.key for name, shade in self.shades.items() if name in used)


MISSING = {UNKNOWN: Shade("not in this record", NOT_HELD), NONE: Shade("no placement of its own", BLANK)}
_PLACED = {
    **{tier: Shade(TIERS[tier], fill, ink) for tier, fill, ink in zip(_RANKED, SCALE, ON_SCALE, strict=True)},
    "SC": Shade("special case, outside the tiers", OUTSIDE),
    **MISSING,
}
_LABELS = {"1": "1", "2": "2", "2WL": "2 WL", "3": "3", "SC": "SC", UNKNOWN: "?", NONE: "–"}


def placements(record: Record) -> Layer:
    """The placements of the newest edition that was out by the day of the record. UserError before the first edition."""
    editions = query.editions(record)
    if not editions:
        raise UserError(f"'{record.as_of}' is before the first edition of the TIP Report: there is no placement to draw.")
    edition = editions[-1]
    year: int = edition["report_year"]
    places = {code: place for code, place in standings(record).items() if not place.place.valid_to or year in place.by_year}
    of = {code: _shade(place, year) for code, place in places.items()}
    placed = [place.by_year[year] for place in places.values() if year in place.by_year]
    concluded = frozenset(fact["iso3"] for fact in placed if fact["basis"] in CONCLUDED)
    return Layer(
        title=f"Placements in the {year} edition",
        subtitle=f"Trafficking in Persons Report, released {in_words(edition['released_date'])}",
        says=_in_words(of, year),
        notes=(
            *overdue(record),
            *_warnings(of, concluded, year),
            sourced(record, [cited(fact) for fact in placed], "Placements"),
        ),
        shades=_PLACED,
        of=of,
        labels={code: _LABELS[shade] for code, shade in of.items()},
        concluded=concluded,
        columns=("code", "jurisdiction", "placement", "established"),
        rows=tuple(_row(places[code], shade, year) for code, shade in sorted(of.items())),
        record=record,
    )


def _shade(place: Standing, year: int) -> str:
    fact = place.by_year.get(year)
    return str(fact["tier"]) if fact else UNKNOWN if year in place.unknown_years else NONE


def _row(place: Standing, shade: str, year: int) -> Row:
    name = place.place.name(place.as_of).text
    fact: Fact | None = place.by_year.get(year)
    if fact is None:
        return Row((place.place.code, name, _PLACED[shade].label, None), (cited_catalogue("tier_placements"),))
    established = "concluded, not read in the report" if fact["basis"] in CONCLUDED else f"as {fact['basis']}"
    return Row((place.place.code, name, TIERS[fact["tier"]], established), (cited(fact, "tier"),))


def _in_words(of: Mapping[str, str], year: int) -> str:
    counts = Counter(of.values())
    placed = [f"{counts[tier]} {'on the' if tier == '2WL' else 'in'} {TIERS[tier]}" for tier in _RANKED if counts[tier]]
    placed += [count(counts["SC"], "special case")] if counts["SC"] else []
    total = sum(counts[tier] for tier in TIERS)
    missing = f"{count(counts[UNKNOWN], 'placement')} of the edition {'is' if counts[UNKNOWN] == 1 else 'are'} not in this record"
    without = f"{count(counts[NONE], 'jurisdiction')} that other editions placed {'has' if counts[NONE] == 1 else 'have'} none"
    also = [words for words, n in ((missing, counts[UNKNOWN]), (without, counts[NONE])) if n]
    return (
        f"The {year} edition places {count(total, 'jurisdiction')} in this record: {listed(placed)}."
        + f" {listed(also)}." * bool(also)
    )


def _warnings(of: Mapping[str, str], concluded: frozenset[str], year: int) -> list[str]:
    unknown = sum(shade == UNKNOWN for shade in of.values())
    found = []
    if unknown:
        found.append(
            f"The {year} edition is incomplete in this record: {count(unknown, 'placement')} not held, which says nothing about those places."
        )
    if concluded:
        placed = sum(shade in TIERS for shade in of.values())
        found.append(f"{len(concluded)} of the {placed} placements were concluded and not read; the table marks them.")
    return found
