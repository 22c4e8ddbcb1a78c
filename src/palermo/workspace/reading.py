"""Records for requests: opened once for each thread and day, and never built while somebody waits.

A page shows the record that is current when its thread first needs it; the site's start has built it.
"""

import datetime as dt
import threading
from bisect import bisect_right
from collections import OrderedDict
from contextlib import ExitStack

from palermo.errors import PalermoError
from palermo.record import store
from palermo.record.dates import days_of_publication
from palermo.record.opened import Record, as_it_is

_KEPT = 6  # records opened at a day that one thread keeps
_local = threading.local()


def current_id() -> str:
    """The id of the current record. PalermoError when none has been built."""
    pointer = store.pointer()
    if pointer is None:
        raise PalermoError("There is no record yet. Run 'palermo record rebuild'.")
    return pointer.id


def record_at(day: dt.date | None) -> Record:
    """The current record as of a day (None: today, undated rows too), kept open by this thread for its next requests."""
    open_records: OrderedDict[tuple[str, dt.date, bool], tuple[ExitStack, Record]] = _local.__dict__.setdefault(
        "records", OrderedDict()
    )
    key = (current_id(), day or dt.date.today(), day is not None)  # noqa: DTZ011 (today's record is tomorrow another one)
    if key not in open_records:
        stack = ExitStack()
        open_records[key] = (stack, stack.enter_context(as_it_is(day)))
        while len(open_records) > _KEPT:
            open_records.popitem(last=False)[1][0].close()
    open_records.move_to_end(key)
    return open_records[key][1]


_days: dict[str, list[dt.date]] = {}


def publication_days() -> list[dt.date]:
    """All days on which something in the record was published, oldest first."""
    record_id = current_id()
    days = _days.get(record_id)
    if days is None:
        days = days_of_publication(record_at(None))
        _days.clear()
        _days[record_id] = days
    return days


def snapped(day: dt.date) -> dt.date | None:
    """The last day, not after this one, on which something was published; None before the first."""
    days = publication_days()
    at = bisect_right(days, day)
    return days[at - 1] if at else None
