"""Reading in this process, in processes and on a Dask cluster gives the same bytes; no document stops the others."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from palermo.errors import PalermoError, UserError
from palermo.evidence import engines, files, run
from palermo.evidence.engines import Failed, engine, over
from palermo.evidence.files import Unread, reading_of, sound
from palermo.evidence.run import read_library
from palermo.library.store import documents, original, sha256, writing

sys.path.insert(0, str(Path(__file__).parent))
from kills import KILLS, torture_kill
from texts import library, narrative

COUNT = 24


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    dask = pytest.importorskip("dask")
    options = {
        "host": "127.0.0.1",
        "n_workers": 2,
        "threads_per_worker": 1,
        "processes": True,
        "dashboard_address": "127.0.0.1:0",
    }
    # One death is enough to call a task deadly: each more would start the workers of the cluster anew, at seconds each.
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}), distributed.LocalCluster(**options) as made:
        yield made.scheduler_address.replace("tcp://", "dask://")


def findings() -> dict[str, bytes]:
    """Every file of findings, by its name."""
    return {path.name: path.read_bytes() for path in files.folder().glob("*/*/*.json")}


def read_afresh(address: str | None, workers: int | None) -> dict[str, bytes]:
    for path in files.folder().glob("*/*/*.json"):
        path.unlink()
    with engine(address, workers) as running:
        assert read_library(running).read == COUNT
    return findings()


# The same bytes ---------------------------------------------------------------------------------------------------------------


def test_findings_are_equal_to_the_byte_on_every_engine(cluster: str) -> None:
    library(COUNT)
    here = read_afresh(None, 0)
    assert len(here) == COUNT
    assert all(b'"findings":[{' in content for content in here.values())
    assert read_afresh(None, 2) == here
    assert read_afresh(cluster, None) == here


def test_results_bear_the_numbers_of_their_items_whatever_their_order(cluster: str) -> None:
    for address, workers in ((None, 0), (None, 2), (cluster, None)):
        with engine(address, workers) as running:
            found = dict(over(running, len, ["x" * n for n in range(700)], lambda _: 20_000))
        assert found == {n: n for n in range(700)}


# Read once, and again when it must be ------------------------------------------------------------------------------------------


def test_what_this_reader_has_read_is_not_read_again() -> None:
    library(3)
    with engine(workers=0) as running:
        assert (read_library(running).read, read_library(running).read) == (3, 0)
        assert read_library(running).already == 3


def test_another_reader_reads_again_and_leaves_the_findings_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    library(3)
    with engine(workers=0) as running:
        read_library(running)
        for module in (files, run):
            monkeypatch.setattr(module, "reader_id", lambda: "palermo-reader/9+0123456789ab")
        assert read_library(running).read == 3
    assert len(findings()) == 3
    assert len(list(files.folder().glob("*/*/*.json"))) == 6


def test_damaged_findings_are_read_again_from_the_original() -> None:
    library(3)
    with engine(workers=0) as running:
        read_library(running)
        before, one = findings(), documents()[1]
        files.path(one).write_bytes(files.path(one).read_bytes()[:-40])
        assert isinstance(reading_of(one), Unread)
        summary = read_library(running)
    assert (summary.read, summary.already) == (1, 2)
    assert findings() == before


def test_an_original_that_is_damaged_is_set_aside_with_the_reason() -> None:
    library(3)
    one = documents()[1]
    original(one.sha256).write_bytes(b"rot")
    with engine(workers=0) as running:
        summary = read_library(running)
    assert summary.read == 2
    ((aside, why),) = summary.set_aside
    assert aside == one
    assert "damaged on disk" in why


def test_findings_of_an_erased_document_go_with_the_next_reading() -> None:
    library(3)
    one = documents()[1]
    with engine(workers=0) as running:
        read_library(running)
        with writing() as writer:
            writer.erase(one.sha256, "it named a survivor")
        read_library(running)
    assert len(findings()) == 2
    assert not sound(one)


# What fails, hangs or dies ----------------------------------------------------------------------------------------------------


def unlucky(number: int) -> int:
    """Work that goes wrong in every way at some numbers."""
    if number == 3:
        raise ValueError("no such thing")
    if number == 5:
        os._exit(9)
    if number == 7:
        time.sleep(600)
    if number == 9:
        sum(range(10**13))  # a loop in C, which no signal ends
    if number == 11:
        raise UserError("it holds no text")
    return number * 2


def test_items_that_fail_hang_or_kill_their_process_are_named_and_the_others_go_on() -> None:
    with engine(workers=2) as running:
        found = dict(over(running, unlucky, range(300), lambda _: 30_000, longest=1.0))
    failed = {number: result.why for number, result in found.items() if isinstance(result, Failed)}
    assert {n: r for n, r in found.items() if n not in failed} == {n: 2 * n for n in range(300) if n not in (3, 5, 7, 9, 11)}
    assert "ValueError: no such thing" in failed[3]
    assert "brought down" in failed[5]
    assert "more than 1 second" in failed[7]
    assert "more than 1 second" in failed[9]
    assert failed[11] == "it holds no text"


def slow(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def test_a_larger_item_may_take_longer() -> None:
    with engine(workers=1) as running:
        found = dict(over(running, slow, [1.5, 1.4], lambda one: 2_000_000 if one == 1.5 else 1, longest=1.0))
    assert found[0] == 1.5
    assert isinstance(found[1], Failed)


def dies(_: int) -> int:
    with Path(os.environ["DEATHS"]).open("a") as file:
        file.write("x")
    os._exit(9)


def test_what_brings_its_process_down_alone_is_not_tried_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEATHS", str(tmp_path / "deaths"))
    code = "from test_scale import *; r = engines.engine(workers=1)\nwith r as e: print(dict(over(e, dies, [1], lambda _: 1)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    assert "brought down" in done.stdout, done.stderr
    assert (tmp_path / "deaths").read_text() == "x"


def dies_at_five(number: int) -> int:
    return os._exit(9) if number == 5 else number  # type: ignore[func-returns-value]


def test_a_worker_of_a_cluster_that_dies_takes_no_other_document_with_it(cluster: str) -> None:
    with engine(cluster) as running:
        found = dict(over(running, dies_at_five, range(20), lambda _: 500_000, longest=40.0))
    assert isinstance(found.pop(5), Failed)
    assert found == {n: n for n in range(20) if n != 5}


def test_a_worker_with_another_version_of_palermo_is_refused() -> None:
    text = narrative(0).encode()
    library(1)
    with pytest.raises(PalermoError, match="another version"):
        run.read_held(("palermo-reader/0+000000000000", documents()[0], text))


@pytest.mark.parametrize(
    ("address", "words"),
    [("spark://x:1", "'spark://x:1' is no engine"), ("dask://", "is no engine"), ("dask://127.0.0.1:9", "cannot be reached")],
)
def test_an_engine_that_is_none_is_named(address: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_REACH", 1.0)
    with pytest.raises(UserError, match=words), engine(address):
        pass


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UserError, match=r"palermo\[scale\]"), engine("dask://127.0.0.1:8786"):
        pass


# A kill at any moment ----------------------------------------------------------------------------------------------------------


def test_a_kill_at_random_moments_leaves_no_half_of_a_file_and_no_process_behind() -> None:
    library(COUNT * 4)
    with engine(workers=0) as running:
        read_library(running)
    expected = findings()
    runs: list[psutil.Process] = []
    children: set[psutil.Process] = set()

    def start(_: int) -> "subprocess.Popen[bytes]":
        for path in list(files.folder().glob("*/*/*.json"))[::2]:
            path.unlink()
        code = "from palermo.cli.read import command; command()"
        process = subprocess.Popen([sys.executable, "-c", code, "--workers", "2"], stdout=subprocess.DEVNULL)
        runs.append(psutil.Process(process.pid))
        return process

    def begun() -> bool:
        children.update(runs[-1].children(recursive=True))
        return len(findings()) > COUNT * 2

    def whole() -> None:
        found = findings()
        assert {name: expected[name] for name in found} == found

    at_work = torture_kill(KILLS, start, begun, whole, seed=random.randrange(1 << 30), longest=0.03)
    assert at_work >= KILLS // 4
    assert children
    assert psutil.wait_procs(children, timeout=20)[1] == []
    with engine(workers=0) as running:
        read_library(running)
    assert findings() == expected
    assert list(files.folder().glob("*/*/.palermo.*")) == []
    assert {sha256(narrative(n).encode()) for n in range(COUNT * 4)} == {name.partition("-")[0] for name in expected}
