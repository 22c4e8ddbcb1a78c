"""The outlook on the next edition: worked out once for a record and a day, and kept beside the record.

Who only reads what is kept imports no statistics.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from palermo.extras import need
from palermo.outlook.model import Chance, Covered, Driver, Forbidden, Forecast, Measured
from palermo.record.derived import code_of, derived, held
from palermo.record.opened import Record

_NAME = "outlook"
VERSION = code_of("outlook", "assessment", "law")
"""Changes with the rooms that make the estimate: what was kept under another version is worked out again."""


def kept_outlook(record: Record) -> Forecast | None:
    """The outlook that was worked out earlier for this record and day; None when there is none yet."""
    kept = held(record, _NAME, VERSION)
    return None if kept is None else _read(kept)


def outlook(record: Record) -> Forecast:
    """The outlook on the next edition as of the day of the record: kept, or worked out now (some seconds).

    UserError when the extra for analysis is not installed, or when the day is before the editions that an estimate needs.
    """
    found = kept_outlook(record)
    return found or _read(derived(record, _NAME, VERSION, lambda: asdict(_made(record))))


def _made(record: Record) -> Forecast:
    need("analysis", "The outlook")
    from palermo.outlook.made import made

    return made(record)


def _read(kept: Mapping[str, Any]) -> Forecast:
    chances = {code: _chance(chance) for code, chance in kept["chances"].items()}
    by_tier = tuple(Covered(**one) for one in kept["measured"]["by_tier"])
    measured = Measured(**{**kept["measured"], "editions": tuple(kept["measured"]["editions"]), "by_tier": by_tier})
    return Forecast(**{**kept, "chances": chances, "measured": measured})


def _chance(kept: Mapping[str, Any]) -> Chance:
    drivers = tuple(Driver(**{**driver, "facts": tuple(driver["facts"])}) for driver in kept["drivers"])
    forbidden = tuple(Forbidden(**{**one, "facts": tuple(one["facts"])}) for one in kept["forbidden"])
    lowered = tuple(Forbidden(**{**one, "facts": tuple(one["facts"])}) for one in kept["lowered"])
    return Chance(**{**kept, "lowered": lowered, "set": tuple(kept["set"]), "forbidden": forbidden, "drivers": drivers})
