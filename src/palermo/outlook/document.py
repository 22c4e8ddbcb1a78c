"""The outlook as data: `palermo.outlook/1`. What moved an estimate cites the facts that it was read from."""

from dataclasses import asdict
from typing import Any

from palermo.assessment.numbered import Numbered
from palermo.assessment.standing import standing
from palermo.law.model import Version
from palermo.law.period import due_date
from palermo.law.versions import law_version
from palermo.outlook.model import Chance, Driver, Forbidden, Forecast
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.record.worldwide import all_facts
from palermo.register.dates import in_words
from palermo.register.jurisdictions import Jurisdiction, jurisdictions

SCHEMA = "palermo.outlook/1"


def document(record: Record, forecast: Forecast, place: Jurisdiction | None = None) -> dict[str, Any]:
    """The whole outlook, or the part of it on one place, which then stands in `estimates` or, with the reason, in `left_out`."""
    cited = _Cited(record, law_version(forecast.report_year, record.as_of, law=record.law))
    codes = [place.code] if place else sorted(forecast.chances)
    left_out = dict(forecast.left_out)
    if place:
        left_out = (
            {} if place.code in forecast.chances else {place.code: left_out.get(place.code) or _never(record, forecast, place)}
        )
    return {
        "schema": SCHEMA,
        "record": record.id,
        "as_of": record.as_of.isoformat(),
        "report_year": forecast.report_year,
        "seed": forecast.seed,
        "note": forecast.note,
        "overdue": _overdue(record, forecast, cited),
        "measured": _measured(forecast),
        "estimates": [_estimate(record, forecast, code, cited) for code in codes if code in forecast.chances],
        "left_out": [
            {"jurisdiction": code, "name": _name(record, code), "why": why, "citations": cited.left_out(code, forecast)}
            for code, why in sorted(left_out.items())
        ],
        "sources": cited.sources.plain(),
    }


def _never(record: Record, forecast: Forecast, place: Jurisdiction) -> str:
    if standing(record, place).ended_before(forecast.report_year):
        return f"it ceased to exist ({in_words(place.valid_to)}), and no edition assesses it any more"
    return f"no placement in the {forecast.report_year - 1} edition is held"


def _name(record: Record, code: str) -> str:
    return jurisdictions()[code].name(record.as_of).text


def _overdue(record: Record, forecast: Forecast, cited: "_Cited") -> dict[str, Any] | None:
    """That the edition should have been out by the day and is not in the record; None where it is not due yet."""
    due = due_date(forecast.report_year, record.law, record.as_of)
    if record.as_of <= due:
        return None
    words = f"The {forecast.report_year} edition was due on {in_words(due)}; this record does not hold it."
    return {"due": due.isoformat(), "words": words, "citations": [cited.sources.catalogue("editions")]}


def _measured(forecast: Forecast) -> dict[str, Any]:
    found = forecast.measured
    return {
        "editions": list(found.editions), "n": found.n, "rps": found.rps, "best_baseline": found.best, "rps_of_best_baseline": found.best_rps,
        "right": found.right, "coverage": found.coverage, "calibration_error": found.calibration_error,
        "by_tier": [asdict(one) for one in found.by_tier], "closed_by_practice_alone": dict(zip(("n", "came"), found.practice, strict=True)),
    }  # fmt: skip


class _Cited:
    """Numbers for facts that are named by their locators."""

    def __init__(self, record: Record, version: Version) -> None:
        self.sources = Numbered(record)
        self._record = record
        self._version = version

    def at(self, locator: str) -> int:
        """The number of the fact at `table:<table>/<key>#<column>`."""
        table, _, rest = locator.removeprefix("table:").partition("/")
        key, _, column = rest.partition("#")
        return self.sources.fact(self._fact(table, key), column or None)

    def _fact(self, table: str, key: str) -> Fact:
        return all_facts(self._record, table, key=key)[0]

    def law(self, citation: str) -> int:
        return self.sources.law(citation, self._version)

    def before(self, code: str, forecast: Forecast) -> tuple[Fact, ...]:
        """The placement in the edition before; empty where none is held."""
        return all_facts(self._record, "tier_placements", key=f"{code}/{forecast.report_year - 1}")

    def placements(self, code: str, forecast: Forecast) -> list[int]:
        """The number of the placement in the edition before; that of the catalogue where none is held."""
        return self.sources.facts(self.before(code, forecast), "tier") or [self.sources.catalogue("tier_placements")]

    def left_out(self, code: str, forecast: Forecast) -> list[int]:
        """The numbers for a place without an estimate: of the register where it had ceased to exist, else as for any other."""
        if standing(self._record, jurisdictions()[code]).ended_before(forecast.report_year):
            return [self.sources.catalogue("jurisdictions")]
        return self.placements(code, forecast)


def _estimate(record: Record, forecast: Forecast, code: str, cited: _Cited) -> dict[str, Any]:
    chance: Chance = forecast.chances[code]
    return {
        "jurisdiction": code,
        "name": _name(record, code),
        "before": chance.before,
        "basis": cited.before(code, forecast)[0].basis,
        "chances": dict(chance.chances),
        "up": round(chance.up, 6),
        "down": round(chance.down, 6),
        "set": [tier for tier in chance.set if chance.chances[tier] > 0],
        "forbidden": [_forbidden(one, cited) for one in chance.forbidden],
        "lowered": [_forbidden(one, cited) for one in chance.lowered],
        "moved_by": [_moved(driver, cited) for driver in chance.drivers],
        "citations": cited.placements(code, forecast),
    }


def _forbidden(one: Forbidden, cited: _Cited) -> dict[str, Any]:
    plain = {"tier": one.tier, "rule": one.rule, "citation": one.citation, "why": one.why}
    return plain | {"citations": list(dict.fromkeys([cited.law(one.citation), *map(cited.at, one.facts)]))}


def _moved(driver: Driver, cited: _Cited) -> dict[str, Any]:
    numbers = [cited.at(locator) for locator in driver.facts]
    plain = {"source": driver.source, "words": driver.words, "up": driver.up, "down": driver.down}
    return plain | {"citations": list(dict.fromkeys(numbers))}
