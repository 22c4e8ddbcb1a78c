"""The reporting period of an edition, the edition for which a day counts, and the day the report is due
(R5, R18).
"""

import datetime as dt
from typing import NamedTuple

from palermo.errors import PalermoError
from palermo.law.load import default_law
from palermo.law.model import DatedValue, Law
from palermo.law.versions import law_version


class Period(NamedTuple):
    """The days whose acts an edition may weigh, both ends included; `basis` is "statute" or "practice"."""

    start: dt.date
    end: dt.date
    basis: str
    citation: str


def required(law: Law, name: str, report_year: int, as_of: dt.date | None = None) -> DatedValue:
    """The value of a parameter for an edition. PalermoError if the law of that edition has none."""
    value = law.value(name, law_version(report_year, as_of, law=law).id)
    if value is None:
        raise PalermoError(f"The law of the {report_year} edition has no value '{name}'.")
    return value


def on(year: int, month_day: object) -> dt.date:
    """The day `MM-DD` of a year."""
    return dt.date.fromisoformat(f"{year:04d}-{month_day}")


def reporting_period(report_year: int, law: Law | None = None, as_of: dt.date | None = None) -> Period:
    """From 1 April of the year before to 31 March of the report's year.

    The statute has named these days since the acts of January 2019; before that the period was practice.
    """
    law = law or default_law()
    start = required(law, "reporting_period_start", report_year, as_of)
    end = required(law, "reporting_period_end", report_year, as_of)
    basis = str(required(law, "reporting_period_basis", report_year, as_of).value)
    citation = start.reference.citation
    return Period(on(report_year - 1, start.value), on(report_year, end.value), basis, citation)


def period_for(day: dt.date, law: Law | None = None) -> int:
    """The year of the report for which an act on `day` counts: the one whose reporting period holds that
    day.
    """
    law = law or default_law()
    candidate = max(day.year + 1, law.versions[0].first_report_year)
    start = on(day.year, required(law, "reporting_period_start", candidate).value)
    return day.year + 1 if day >= start else day.year


def due_date(report_year: int, law: Law | None = None, as_of: dt.date | None = None) -> dt.date:
    """The day by which the statute asks for the report: 1 June up to 2020, 30 June from 2021."""
    law = law or default_law()
    return on(report_year, required(law, "report_due", report_year, as_of).value)


def counts_promises(report_year: int, law: Law | None = None, as_of: dt.date | None = None) -> DatedValue | None:
    """Whether a promise for the coming year could count in this edition's placement, as a dated value.

    True to the 2018 report (it could be the stated ground of a Watch List place), false from the 2019 report;
    None for an edition whose law did not speak of it.
    """
    law = law or default_law()
    return law.value("commitments_count", law_version(report_year, as_of, law=law).id)
