"""Names in print for what a comparison lists, and the sentences on what this record does not hold."""

import datetime as dt
from collections.abc import Iterator

from palermo.assessment.compare.answer import Comparison
from palermo.assessment.compare.reading import Said
from palermo.library.series import Series
from palermo.record import query
from palermo.record.opened import Record
from palermo.register.dates import in_words
from palermo.register.jurisdictions import jurisdictions
from palermo.register.vocabulary import gaps


def label(said: Said, day: dt.date) -> str:
    """A gap, action or flow in a few words; a code that the vocabulary lacks is printed as it is."""
    if said.kind == "gap":
        return gaps()[said.code].label if said.code in gaps() else said.code
    if said.kind == "action":
        return f"action: {said.code.replace('_', ' ')}"
    known = jurisdictions().get(said.code)
    name = known.name(day).in_prose() if known else said.code
    return f"people from {name} exploited here" if said.direction == "in" else f"its people exploited in {name}"


def missing(record: Record, series: Series, editions: tuple[int, int], one: Comparison | None) -> Iterator[tuple[str, str]]:
    """A sentence for everything that the record lacks for a comparison, with the table whose catalogue entry to cite."""
    absent = {year for year in editions if not _released(record, series, year)}
    if one is None:
        for year in sorted(absent):
            yield f"Not in this record: the {year} edition of the {series.title}. {_how(record, series, year, True)}", "editions"
        return
    name = one.place.name(record.as_of).text
    for reading in {reading.edition: reading for reading in (one.earlier, one.later)}.values():
        if reading.basis == "none":
            year = reading.edition
            how = _how(record, series, year, year in absent)
            alone = series.id == "tip_report" and year in query.coded_editions(record, one.place.code)
            but = ", but for a summary that gives the placement alone" if alone else ""
            yield f"Not in this record: the {year} edition of the {series.title} on {name}{but}. {how}", "reported_findings"
    if one.state == "different_documents":
        yield (
            f"Not compared: this record holds {one.earlier.document} and {one.later.document}. A summary leaves out most of its "
            "narrative, so that what only one of them has is neither gained nor lost.",
            "reported_findings",
        )


def _released(record: Record, series: Series, year: int) -> bool:
    """Whether the record knows of the edition. Only editions of the TIP Report have a table; of others nothing is denied."""
    return series.id != "tip_report" or any(fact["report_year"] == year for fact in query.editions(record))


def _how(record: Record, series: Series, year: int, absent: bool) -> str:
    """What to do about an edition that is not held, and, where the record has no row of it, that it may be out."""
    short = series.aliases[0] if series.aliases else series.id
    maybe = f"It may have come out by {in_words(record.as_of)}: check before use. " if absent else ""
    if series.eras:
        return f"{maybe}'palermo collect {short} --year {year}' and 'palermo read' bring its narratives in."
    return f"{maybe}'palermo collect {short} --from PATH' and 'palermo read' bring in a copy of yours."
