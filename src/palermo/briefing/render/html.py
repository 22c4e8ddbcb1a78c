"""The brief as one HTML file: no request to anywhere, two printed pages, readable by a screen reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from palermo.assessment.standing import CONCLUDED
from palermo.briefing.brief import Brief
from palermo.briefing.occasion import LABEL
from palermo.briefing.render.embedded import embedded
from palermo.briefing.render.layout import Numbers, ask_lines, grouped_sources, head, loose
from palermo.register.tiers import TIERS


@dataclass(frozen=True)
class Cell:
    """One edition in the strip of placements: its year, the tier's short label, and its name for those who cannot see it."""

    year: int
    label: str
    name: str
    kind: str
    concluded: bool


@cache
def environment() -> Environment:
    """The HTML templates of this room: whatever stands in them is escaped."""
    return Environment(
        loader=PackageLoader("palermo.briefing.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def timeline(brief: Brief) -> list[Cell]:
    """Every edition released by the day, with the placement; what the record lacks is drawn as lacking."""
    standing = brief.case.standing
    if not standing.placements:
        return []
    first = standing.placements[0]["report_year"]
    cells = []
    for edition in standing.editions:
        year = edition["report_year"]
        fact = standing.by_year.get(year)
        if year < first:
            continue
        if fact is None:
            unknown = year in standing.unknown_years
            name = "not in this record, which is incomplete for the edition" if unknown else "no placement"
            cells.append(Cell(year, "?" if unknown else "–", name, "gap", False))
        else:
            cells.append(Cell(year, fact["tier"], TIERS[fact["tier"]], f"t{fact['tier'].lower()}", fact["basis"] in CONCLUDED))
    return cells


def html(brief: Brief) -> str:
    """The whole brief as one HTML document."""
    template = environment().get_template("brief.html")
    numbers = Numbers(brief)

    def cited(citations: Sequence[object]) -> str:
        return numbers.of(citations)  # type: ignore[arg-type]

    return template.render(
        brief=brief,
        head=head(brief),
        label=LABEL,
        front=[s for s in brief.sections if s.page_one],
        back=[s for s in brief.sections if not s.page_one],
        groups=grouped_sources(brief),
        timeline=timeline(brief) if brief.case.audience != "counterpart" else [],
        ask_lines=ask_lines,
        loose=loose,
        cited=cited,
        carried=Markup(embedded(brief)),  # escaped so that it ends no script element; a block of data is never run
    )
