"""The test against the past, worked out once for a record and a day, and kept: who only reads it imports no statistics."""

from typing import Any

from palermo.extras import need
from palermo.outlook.forecast import VERSION
from palermo.record.derived import derived, held
from palermo.record.opened import Record

_NAME = "outlook-test"


def kept_test(record: Record) -> dict[str, Any] | None:
    """The test that was worked out earlier for this record and day, as `palermo.outlook.backtest/1`; None when there is none yet."""
    found: dict[str, Any] | None = held(record, _NAME, VERSION)
    return found


def past_test(record: Record) -> dict[str, Any]:
    """The test of the day: kept, or worked out now (about a minute).

    UserError when the extra for analysis is not installed, or before the first edition that is tested.
    """
    need("analysis", "The test of the outlook")
    found: dict[str, Any] = derived(record, _NAME, VERSION, lambda: _made(record))
    return found


def _made(record: Record) -> dict[str, Any]:
    from palermo.outlook.backtest import backtest
    from palermo.outlook.tested import document

    return document(record, backtest(record))
