"""One record and one browser for the whole run; how many examples the property tests draw."""

import datetime as dt
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from palermo.record import store
from palermo.record.build import build
from palermo.record.opened import Record, opened

_QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("dev", max_examples=20, deadline=None, suppress_health_check=_QUIET)
settings.register_profile("ci", max_examples=40, deadline=None, derandomize=True, suppress_health_check=_QUIET)
settings.register_profile("torture", max_examples=500, deadline=None, suppress_health_check=_QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

CHROMIUM = shutil.which("chromium")
_ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def record_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a built record, shared by all workers of the run."""
    root = tmp_path_factory.getbasetemp().parent if os.environ.get("PYTEST_XDIST_WORKER") else tmp_path_factory.getbasetemp()
    folder = root / "palermo-home"
    with (root / "palermo-home.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # released when the file is closed
        folder.mkdir(exist_ok=True)
        old = os.environ.get("PALERMO_HOME")
        os.environ["PALERMO_HOME"] = str(folder)
        try:
            if store.pointer() is None:
                build()
        finally:
            os.environ.pop("PALERMO_HOME") if old is None else os.environ.update(PALERMO_HOME=old)
    return folder


@pytest.fixture(autouse=True)
def _home(record_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test reads the shared record; a test that writes makes a home of its own."""
    monkeypatch.setenv("PALERMO_HOME", str(record_home))


@pytest.fixture
def today_record() -> Iterator[Record]:
    """The record as of a fixed today, undated rows included."""
    with opened(today=lambda: dt.date(2026, 11, 24)) as record:
        yield record


@pytest.fixture
def cuba_day() -> Iterator[Record]:
    """The record as of the founding example, 22 February 2017."""
    with opened(dt.date(2017, 2, 22)) as record:
        yield record


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium. One for all tests of a process: Playwright cannot be started twice in it. Under CI it has to be there."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("Debian's Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield chromium
        chromium.close()
