"""Which law governed an edition, as it could be known on a day (R1)."""

import datetime as dt

from palermo.errors import UserError
from palermo.law.load import default_law
from palermo.law.model import Law, Version

LAST_YEAR = 2100


def check_year(report_year: int, law: Law) -> int:
    """The year itself, if an edition can exist. UserError names a year before the first report or after
    2100.
    """
    first = law.versions[0].first_report_year
    if not first <= report_year <= LAST_YEAR:
        raise UserError(
            f"'{report_year}' is not the year of an edition: the first Trafficking in Persons Report "
            f"is that of {first} and years are accepted up to {LAST_YEAR}."
        )
    return report_year


def law_version(report_year: int, as_of: dt.date | None = None, *, law: Law | None = None) -> Version:
    """The version of the law for the report of `report_year`, among those enacted by `as_of` (None: today).

    Each version says which edition is the first that it governs: a statute enacted in January governs that
    year's report, so the acts of January 2019 govern the 2019 edition; asked as of a day before, the older
    law answers. Disabled versions (pending bills) never govern. UserError when the year has no edition or
    nothing was enacted by `as_of`. Source: `versions.yml`, each entry with its reference.
    """
    law = law or default_law()
    check_year(report_year, law)
    found = None
    for version in law.versions:
        enacted = as_of is None or version.enacted <= as_of
        if version.enabled and enacted and version.first_report_year <= report_year:
            found = version
    if found is None:
        first = law.versions[0].enacted.isoformat()
        raise UserError(f"'{as_of}' is before {first}, when the first version of this law was enacted.")
    return found
