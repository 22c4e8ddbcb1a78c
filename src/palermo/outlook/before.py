"""What could be read on the day before an edition: the record as it stood, and the placements that it then held."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from palermo.assessment.clock import standings
from palermo.assessment.standing import Standing
from palermo.errors import PalermoError
from palermo.outlook.model import TIERS
from palermo.record.opened import Record, opened


@dataclass(frozen=True, slots=True)
class Before:
    """The record on the eve of the edition `report_year`, and where each jurisdiction with a placement then stood, by code."""

    report_year: int
    record: Record
    standings: Mapping[str, Standing]

    def tier(self, code: str, report_year: int) -> int | None:
        """The place of a placement in TIERS (0 to 3, best first); None where there was none or it was unranked."""
        fact = self.standings[code].by_year.get(report_year)
        return TIERS.index(fact["tier"]) if fact and fact["tier"] in TIERS else None

    @property
    def asked(self) -> tuple[str, ...]:
        """Codes with a ranked placement in the edition before, in order: those about whom there is an estimate."""
        return tuple(code for code in sorted(self.standings) if self.tier(code, self.report_year - 1) is not None)


@contextmanager
def before(record_id: str, report_year: int, day: dt.date) -> Iterator[Before]:
    """Open the record at a day. PalermoError when its inputs changed while it was being read."""
    with opened(day) as record:
        if record.id != record_id:
            raise PalermoError("The record was built anew while it was being read. Run the command again.")
        yield Before(report_year, record, standings(record))
