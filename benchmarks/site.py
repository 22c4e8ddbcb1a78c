"""`python -m benchmarks.site`: the site under eight clients, beside Datasette, which serves the same record in the same run.

The country page and search, each at a fixed rate (fifty requests a second, whatever the answers take: the time of a request counts
from when it was due) and as fast as eight clients can ask. The record holds passages composed as in `benchmarks.search`. Datasette
shows less: of a country the rows of its placements, of a search the texts and not their citations; it is the peer nearest to hand.
"""

import argparse
import itertools
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote, urlencode

from benchmarks.search import ASKED, PLACES, _document, _fill, passages
from palermo.record import store
from palermo.record.build import build
from palermo.record.folding import SECTIONS, row
from palermo.register.jurisdictions import jurisdictions

CLIENTS, RATE, SECONDS, TARGET = 8, 50, 20, 100.0  # TARGET: milliseconds, of 99 requests in a hundred
PASSWORD = "a long one for the benchmark"
_SEARCH = (
    "select p.text from passage_index i join passages p on p.number = i.rowid where passage_index match :q order by rank limit 20"
)
_PLACEMENTS = "select * from tier_placements where iso3 = :place"  # its page of a table fails on keys that name no column (0.65)


def filled(count: int) -> str:
    """The record of the bundled facts, with so many passages in it; its id."""
    current = build()
    places = dict(zip(PLACES, itertools.cycle(sorted(jurisdictions())), strict=False))
    held = [replace(p, place=places[p.place]) for p in passages(count)]
    with sqlite3.connect(store.path_of(current.id)) as db:
        _fill(db, "documents", {(p.place, p.year): _document(p) for p in held}.values())
        _fill(db, "passages", ((p.number, str(p.number), f"{p.place}{p.year}", p.section, 0, 0, p.text) for p in held))
        columns = f"passage_index (rowid, {', '.join(SECTIONS)}, tags)"
        _fill(db, columns, ((p.number, *row(p.text, p.place, p.section, "tip_report")) for p in held))
    store.set_current(current.id, current.stamp)
    return current.id


@dataclass(frozen=True)
class Side:
    """A server with the addresses of its pages. `cookie` is a member's; empty where none is asked for."""

    name: str
    port: int
    country: list[str]
    search: list[str]
    cookie: str = ""


@contextmanager
def served(name: str, command: list[str], port: int, log: Path) -> Iterator[None]:
    """A server, up when the block begins and stopped when it ends."""
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], stdout=out, stderr=out, env=os.environ | {"PYTHONUNBUFFERED": "1"}
        )
        try:
            for _ in range(600):
                if process.poll() is not None:
                    raise SystemExit(f"benchmarks.site: {name} stopped: {log.read_text()[-500:]}")
                try:
                    _ask(HTTPConnection("localhost", port, timeout=5), "/static/x", "")
                    break
                except OSError:
                    time.sleep(0.1)
            yield
        finally:
            process.terminate()
            process.wait(10)


def _ask(connection: HTTPConnection, path: str, cookie: str) -> int:
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", **({"Cookie": cookie} if cookie else {})})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def signed_up(port: int, code: str) -> str:
    """Make the first account; the cookie of its session."""
    connection = HTTPConnection("localhost", port, timeout=60)
    connection.request("GET", "/account/signup/")
    page = connection.getresponse()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    cookies = "; ".join(line.split(";")[0] for line in page.headers.get_all("Set-Cookie", []))
    assert token
    form = {"csrfmiddlewaretoken": token[1], "code": code, "username": "bench", "password1": PASSWORD, "password2": PASSWORD}
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://localhost:{port}"}
    connection.request("POST", "/account/signup/", urlencode(form), headers)
    answer = connection.getresponse()
    session = re.search(
        r"palermo_session=(\w+)", answer.headers.get("Set-Cookie", "") + str(answer.headers.get_all("Set-Cookie"))
    )
    assert answer.status == 302, answer.status
    assert session
    return f"palermo_session={session[1]}"


@dataclass(frozen=True)
class Load:
    """What the clients met: requests a second, milliseconds of the middle request and of the 99th in a hundred, failures."""

    rate: float
    middle: float
    most: float
    failed: int


def loaded(side: Side, paths: list[str], seconds: float, rate: float | None, patience: float = 3) -> Load:
    """Eight clients ask for so long: at a rate, or without one as fast as they can.

    A side that cannot keep the rate is waited for `patience` times as long at most; what it had not answered by then is not in the
    times.
    """
    turn, times, failed = itertools.count(), [], itertools.count()
    start = time.perf_counter() + 0.2

    def client() -> None:
        connection = HTTPConnection("localhost", side.port, timeout=60)
        while True:
            number = next(turn)
            due = start + number / rate if rate else max(start, time.perf_counter())
            if due >= start + seconds or time.perf_counter() > start + patience * seconds:  # who falls behind is not waited for
                return
            time.sleep(max(0.0, due - time.perf_counter()))
            if _ask(connection, paths[number % len(paths)], side.cookie) != 200:
                next(failed)
            times.append((time.perf_counter() - due) * 1000)

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    whole, ordered = time.perf_counter() - start, sorted(times)
    return Load(len(times) / whole, ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)], next(failed))


def palermo(port: int, cookie: str) -> Side:
    """The addresses of this site."""
    codes = sorted(jurisdictions())
    questions = [
        f"/search/?{urlencode({'q': text, 'country': code})}" for code, text in zip(codes, itertools.cycle(ASKED), strict=False)
    ]
    return Side("palermo", port, [f"/country/{code}/" for code in codes], questions, cookie)


def datasette(port: int, record: str) -> Side:
    """The nearest that Datasette shows of the same record."""
    codes = sorted(jurisdictions())
    country = [f"/{record}?sql={quote(_PLACEMENTS)}&place={code}" for code in codes]
    words = ["OR".join(f' "{word}" ' for word in re.findall(r"[a-z]{3,}", text)) for text in ASKED]
    search = [f"/{record}?sql={quote(_SEARCH)}&q={quote(text)}" for text in words]
    return Side("Datasette", port, country, search)


def measured(side: Side, seconds: float) -> None:
    """Print the figures of a side."""
    for kind, paths in (("country page", side.country), ("search", side.search)):
        first = loaded(side, paths, len(paths) / RATE, RATE, patience=20)  # every page of it is made here
        at_rate, most = loaded(side, paths, seconds, RATE), loaded(side, paths, seconds / 2, None)
        missed = f"  misses {TARGET:.0f} ms" if at_rate.most > TARGET else ""
        failures = first.failed + at_rate.failed + most.failed
        print(f"  {side.name:10} {kind:13} each for the first time at {RATE}/s: p99 {first.most:7.1f} ms;", end=" ")
        print(f"then p50 {at_rate.middle:5.1f}, p99 {at_rate.most:7.1f} ms{missed};", end=" ")
        print(f"at most {most.rate:6.1f}/s (p99 {most.most:.0f} ms)" + (f"; {failures} failed" if failures else ""), flush=True)


def main() -> int:
    """Print the figures. 0 whether or not the target was met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site", description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--only", choices=("palermo", "datasette"), help="measure one side alone")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="palermo-bench-") as folder:
        os.environ["PALERMO_HOME"] = folder
        record = filled(arguments.passages)
        load = os.getloadavg()[0]
        print(f"Site: {CLIENTS} clients, {arguments.passages:,} passages, SQLite for the accounts; load {load:.1f}", flush=True)
        if arguments.only != "datasette":
            log = Path(folder) / "palermo.log"
            _settled()
            with served("palermo", ["palermo", "serve", "--port", "8951"], 8951, log):
                code = re.search(r"with the code (\S+)", log.read_text())
                assert code
                measured(palermo(8951, signed_up(8951, code[1])), arguments.seconds)
        if arguments.only != "palermo":
            _peer(record, Path(folder), arguments.seconds)
    return 0


def _settled() -> None:
    """Work out beforehand what the site would work out beside its first readers."""
    from palermo.workspace.background import needed

    while commands := needed():
        for command in commands:
            subprocess.run([sys.executable, "-m", "palermo", *command], check=True, stdout=subprocess.DEVNULL)


def _peer(record: str, folder: Path, seconds: float) -> None:
    if find_spec("datasette") is None:
        print("  Datasette: not installed, not measured.")
        return
    command = ["datasette", "serve", "-i", str(store.path_of(record)), "--port", "8952"]
    with served("Datasette", command, 8952, folder / "datasette.log"):
        measured(datasette(8952, record), seconds)


if __name__ == "__main__":
    sys.exit(main())
