"""The command line: what a person types, what comes back, and how a mistake ends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from palermo.record import store

ENV = os.environ


def palermo(*arguments: str, home: Path | None = None, **options) -> subprocess.CompletedProcess[str]:
    env = dict(os.environ, PALERMO_HOME=str(home)) if home else dict(os.environ)
    return subprocess.run(
        [sys.executable, "-m", "palermo", *arguments], capture_output=True, text=True, check=False, env=env, **options
    )


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["brief", "Cubba"], "'Cubba'"),
        (["brief", ""], "empty"),
        (["brief", "Cuba", "--as-of", "2017-13-40"], "'2017-13-40'"),
        (["brief", "Cuba", "--from", "Nowhereland"], "'Nowhereland'"),
        (["brief", "Cuba", "--audience", "enemy"], "'enemy'"),
        (["brief", "Cuba", "--format", "wordperfect"], "'wordperfect'"),
        (["country", "Cubba"], "'Cubba'"),
        (["no-such-command"], "'no-such-command'"),
    ],
)
def test_a_mistake_ends_in_one_clear_sentence_that_names_the_word(arguments, word):
    done = palermo(*arguments)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_near_miss_suggests_the_place_that_was_meant():
    assert "Did you mean Cuba?" in palermo("brief", "Cubba").stderr


@pytest.mark.parametrize("place", ["missing-folder/brief.md", "a-file/brief.md"])
def test_an_output_that_cannot_be_written_leaves_nothing(tmp_path, place):
    (tmp_path / "a-file").write_text("in the way")
    target = tmp_path / place
    done = palermo("brief", "Cuba", "--format", "md", "-o", str(target))
    assert done.returncode == 2
    assert str(target) in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a-file"]


def test_a_disk_that_fills_while_writing_leaves_the_old_file_whole(tmp_path):
    target = tmp_path / "brief.html"
    target.write_text("yesterday's paper")
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));"
        f"from palermo.cli.main import run; run(['brief', 'Cuba', '--format', 'html', '-o', {str(target)!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert target.read_text() == "yesterday's paper"
    assert [p.name for p in tmp_path.iterdir()] == ["brief.html"]


def test_a_damaged_record_ends_in_one_sentence_that_says_what_to_do(tmp_path):
    assert palermo("record", "rebuild", home=tmp_path).returncode == 0
    path = next((tmp_path / "records").glob("*.sqlite"))
    path.write_bytes(path.read_bytes()[:-100] + b"x" * 100)
    done = palermo("brief", "Cuba", home=tmp_path)
    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert "palermo record rebuild" in done.stderr
    assert done.stdout == ""
    assert palermo("record", "rebuild", home=tmp_path).returncode == 0
    assert palermo("brief", "Cuba", home=tmp_path).returncode == 0


def test_ctrl_c_during_the_first_build_stops_with_130_and_leaves_no_record(tmp_path):
    env = dict(os.environ, PALERMO_HOME=str(tmp_path))
    child = subprocess.Popen(
        [sys.executable, "-m", "palermo", "brief", "Cuba"], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 20
    while not list(tmp_path.glob("records/.*building")) and time.monotonic() < deadline:
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert child.returncode == 130
    assert "Traceback" not in err
    assert out == ""
    assert list((tmp_path / "records").glob("*")) == []


def test_a_reader_that_closes_the_pipe_early_sees_no_traceback():
    done = subprocess.run(
        f"{sys.executable} -m palermo brief Cuba --format json | head -c 10",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == '{\n "schema'[:10]
    assert "Traceback" not in done.stderr


def test_json_has_the_promised_envelope():
    data = json.loads(palermo("brief", "Cuba", "--as-of", "2017-02-22", "--format", "json").stdout)
    assert list(data)[:3] == ["schema", "record", "as_of"]
    assert list(data)[-1] == "sources"
    assert (data["schema"], data["as_of"], data["jurisdiction"], data["edition"]) == (
        "palermo.brief/1",
        "2017-02-22",
        "CUB",
        2016,
    )
    assert data["placement"]["tier"] == "2WL"
    assert data["placement"]["consecutive_years"] == 2
    assert data["next_edition"]["allowed"] == ["1", "2", "2WL+waiver", "3", "SC"]
    assert {"id": "R11", "citation": "22 USC 7107(b)(2)(D)(i)"}.items() <= next(
        r for r in data["next_edition"]["rules"] if r["id"] == "R11"
    ).items()
    numbers = [s["n"] for s in data["sources"]]
    assert numbers == list(range(1, len(numbers) + 1))
    cited = {n for s in data["sections"] for c in s["claims"] for n in c["citations"]}
    assert cited <= set(numbers)
    assert all(s["locator"] for s in data["sources"])


def test_country_as_json_holds_rows_with_their_sources():
    data = json.loads(palermo("country", "swaziland", "--as-of", "2017-02-22", "--format", "json").stdout)
    assert data["name"] == "Swaziland"
    known = {s["source"] for s in data["sources"]}
    for rows in data["tables"].values():
        for row in rows:
            assert row["source"] in known
            assert row["published"] is not None


def test_a_country_that_has_ended_has_no_next_edition():
    """Serbia and Montenegro was a state to 3 June 2006: the edition of 2006 was its last."""
    now = json.loads(palermo("country", "Serbia and Montenegro", "--format", "json").stdout)
    assert (now["ended"], now["next_edition"]) == ("2006-06-03", None)
    then = json.loads(palermo("country", "Serbia and Montenegro", "--as-of", "2005-07-01", "--format", "json").stdout)
    assert (then["ended"], then["next_edition"]["report_year"]) == (None, 2006)


def test_records_are_listed_and_pruned(tmp_path):
    palermo("record", "rebuild", home=tmp_path)
    listed = json.loads(palermo("record", "list", "--format", "json", home=tmp_path).stdout)
    assert [r["current"] for r in listed["records"]] == [True]
    assert palermo("record", "prune", home=tmp_path).stdout == "Deleted 0, kept 1.\n"


def test_the_terminal_form_keeps_to_eighty_columns(tmp_path):
    target = tmp_path / "brief.txt"
    assert palermo("brief", "Cuba", "--as-of", "2017-02-22", "-o", str(target)).returncode == 0
    lines = target.read_text(encoding="utf-8").splitlines()
    assert max(len(line) for line in lines) <= 80
    assert any("WHAT TO ASK" in line for line in lines)


def test_the_session_record_is_whole():
    current = store.pointer()
    assert current is not None
    store.verify(current)
