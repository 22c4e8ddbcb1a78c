"""The site as people meet it: a server of its own on each database, a browser, accounts of three kinds."""

import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from library import bring, estimate
from postgres import postgres, programs
from visitor import Visitor

STRICT = bool(os.environ.get("CI"))  # there a missing browser or database is a failure
PASSWORD = "correct horse battery staple"


# `make test` runs these on both databases, the rest on SQLite; `make torture`, or pytest by itself, runs all on both.
ON_BOTH = {
    "test_commission_erasure.py",
    "test_commission_matrix.py",
    "test_commission_rules.py",
    "test_commission_story.py",
    "test_door.py",
    "test_leaving_backup.py",
    "test_walk.py",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, visibly, what a sampled run does not ask of PostgreSQL."""
    if os.environ.get("HYPOTHESIS_PROFILE") != "ci":
        return
    left_out = [item for item in items if _on_postgresql(item) and item.path.name not in ON_BOTH]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def _on_postgresql(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    return callspec is not None and "postgresql" in (callspec.params.get("site"), callspec.params.get("database"))


@dataclass
class Site:
    """A running site: its address, the code for its first account, and the cookies of those who have logged in."""

    url: str
    code: str
    home: Path
    environment: dict[str, str]
    database: str
    people: dict[str, dict] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)  # what the web server in front adds
    origin: str = ""
    prefix: str = "palermo_"  # of the names of its cookies

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a management command on this site."""
        command = [sys.executable, "-m", "palermo", "manage", *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[str], log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise AssertionError(f"the site stopped: {log.read_text()}")
        try:
            urllib.request.urlopen(f"{url}/static/", timeout=2).close()
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"the site did not answer: {log.read_text()}")


@pytest.fixture(scope="session")
def library_home(record_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a record into which three texts of our own were read, and with its estimates, shared by all workers of the run.

    Every site starts from a copy of it: without the estimates each would work them out beside its tests.
    """
    home = record_home.parent / "palermo-library"
    with (record_home.parent / "palermo-library.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # released when the file is closed
        if not (home / "derived").exists():
            shutil.copytree(record_home / "records", home / "records")
            bring(home, tmp_path_factory.mktemp("texts"))
            estimate(home)
    return home


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site on SQLite, and the same on a PostgreSQL that this fixture starts."""
    if request.param == "postgresql" and programs() is None and not STRICT:
        pytest.skip("PostgreSQL is not installed")
    home = tmp_path_factory.mktemp(f"site-{request.param}")
    shutil.copytree(library_home, home, dirs_exist_ok=True)
    environment = {**os.environ, "PALERMO_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    if request.param == "sqlite":
        with Served(home, environment, request.param) as running:
            yield running
    else:
        with (
            postgres() as address,
            Served(home, environment | {"DATABASE_URL": address}, request.param) as running,
        ):
            yield running


class Served:
    """Start the site, and stop it at the end."""

    def __init__(self, home: Path, environment: dict[str, str], database: str) -> None:
        self._home, self._environment, self._database = home, environment, database

    def __enter__(self) -> Site:
        port = _free_port()
        log = self._home / f"log-{port}"
        with log.open("w") as out:
            command = [sys.executable, "-m", "palermo", "serve", "--port", str(port)]
            self._process = subprocess.Popen(command, env=self._environment, stdout=out, stderr=out, text=True)
        url = f"http://localhost:{port}"
        _wait(url, self._process, log)
        code = re.search(r"with the code (\S+)", log.read_text())
        return Site(url, code[1] if code else "", self._home, self._environment, self._database, origin=url)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)


@pytest.fixture(scope="session")
def public(site: Site, people: dict[str, dict]) -> Iterator[Site]:
    """The same accounts with public reading on; on PostgreSQL in the profile of a team, as if a web server stood in front."""
    environment = site.environment | {"PALERMO_PUBLIC": "1"}
    if site.database == "postgresql":
        environment["PALERMO_URL"] = "https://tip.example.org"
    with Served(site.home, environment, site.database) as running:
        if site.database == "postgresql":
            running.headers = {"Host": "tip.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
            running.origin, running.prefix = "https://tip.example.org", "__Host-"
        yield running


def sign_up(page, site: Site, code: str, name: str) -> None:
    """Make an account with a one-time code."""
    page.goto(f"{site.url}/account/signup/")
    page.fill("input[name=code]", code)
    page.fill("input[name=username]", name)
    page.fill("input[name=password1]", PASSWORD)
    page.fill("input[name=password2]", PASSWORD)
    with page.expect_navigation():
        page.click("main button[type=submit]")


@pytest.fixture(scope="session")
def people(site: Site) -> dict[str, dict]:
    """Cookies of an administrator (made with the first code) and of a member (invited), by role; a stranger has none."""
    if not site.people:
        first, second = Visitor(site), Visitor(site)
        assert first.sign_up(site.code, "keeper", PASSWORD).status == 302
        assert second.sign_up(first.invite(), "reader", PASSWORD).status == 302
        site.people.update(administrator=first.state(), member=second.state())
    return site.people


def visitor(site: Site, people: dict[str, dict], role: str = "") -> Visitor:
    """A visitor of a role, by plain HTTP; without one a stranger. The cookies are named as this site names them."""
    cookies = people[role]["cookies"] if role else []
    return Visitor(site, {site.prefix + c["name"].removeprefix("palermo_"): c["value"] for c in cookies})


@pytest.fixture
def member(site: Site, browser, people):
    """A page of a member's browser; nothing but the site may be asked for, and no script may fail."""
    context = browser.new_context(storage_state=people["member"], viewport={"width": 1280, "height": 900})
    page = context.new_page()
    strangers: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((site.url, "data:")) else strangers.append(r.url))
    page.on("pageerror", lambda error: strangers.append(str(error)))
    page.on("console", lambda m: strangers.append(m.text) if "Content Security Policy" in m.text else None)
    yield page
    context.close()
    assert strangers == []
