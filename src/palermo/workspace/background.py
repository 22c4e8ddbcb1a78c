"""What is slow is done beside the site, in a process of its own: a new record when inputs have changed, the estimates of the day.
What has lapsed is dropped there too, once a day.

No request waits for it. A page shows the record that is on disk until the new one is.
"""

import datetime as dt
import logging
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress

from palermo.errors import PalermoError
from palermo.extras import missing
from palermo.record import store
from palermo.record.opened import as_it_is
from palermo.record.stamp import stamp

_PAUSE = 5.0  # seconds between looks
_log = logging.getLogger(__name__)


def start() -> None:
    """Look after record and estimates until the site stops."""
    threading.Thread(target=_look_after, name="background", daemon=True).start()


def _look_after() -> None:
    while True:
        for command in [*_looked(), *daily()]:
            if said := _run(command):
                _log.error("palermo %s: %s", command[0], said)
                time.sleep(60)
            elif command == _FORGET:
                _forgotten.add(dt.date.today())  # noqa: DTZ011
        time.sleep(_PAUSE)


_FORGET = ["manage", "forget"]
_forgotten: set[dt.date] = set()  # days on which it was done since the start


def daily() -> list[list[str]]:
    """What is run once a day: dropping what has lapsed. Again where it failed."""
    return [] if dt.date.today() in _forgotten else [_FORGET]  # noqa: DTZ011


def _run(command: list[str]) -> str:
    """Run a command of ours behind those who read; what it said where it failed, else nothing."""
    process = subprocess.Popen(
        [sys.executable, "-m", "palermo", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process.pid, 10)
    said = process.communicate()[1].strip()
    return said[-500:] or "failed" if process.returncode else ""


def _looked() -> list[list[str]]:
    """What is needed; nothing where that cannot be told now, as in the middle of a change. The next look may tell."""
    try:
        return needed()
    except (OSError, PalermoError) as error:
        _log.warning("%s", error)
        return []


_ready: set[tuple[str, dt.date]] = set()  # records and days whose estimates were seen on disk: no need to open them again


def needed() -> list[list[str]]:
    """The commands that are to be run now: any question renews the record; the ranking works out the outlook too, and the test of the outlook is kept."""
    pointer = store.pointer()
    if pointer is None or pointer.stamp != stamp():
        return [["clock", "--format", "json"]]
    if missing("analysis"):
        return []
    from palermo.outlook.past_test import kept_test
    from palermo.priorities.kept import ready

    day = pointer.id, dt.date.today()  # noqa: DTZ011
    if day in _ready:
        return []
    with as_it_is() as record:
        ranked, tested = ready(record), kept_test(record) is not None
    if ranked and tested:
        _ready.add(day)
    wanted = ((ranked, ["priorities", "--format", "json", "--top", "1"]), (tested, ["outlook", "--backtest", "--format", "json"]))
    return [command for done, command in wanted if not done]
