"""`palermo read` on the command line: the library, given files, and lines of JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from palermo.cli.read import command
from palermo.errors import UserError
from palermo.evidence.codebook import as_codebook
from palermo.evidence.model import Text
from palermo.evidence.reader import read
from palermo.evidence.reader_id import reader_id
from palermo.library.store import writing

sys.path.insert(0, str(Path(__file__).parent))
from texts import held, library, narrative


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def fault(*arguments: str) -> str:
    """The one sentence with which a command ends that the person can mend."""
    result = run(*arguments)
    assert isinstance(result.exception, UserError), result.exception
    return str(result.exception)


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "peru.txt"
    path.write_text(narrative(1), encoding="utf-8")
    return str(path)


# The library ------------------------------------------------------------------------------------------------------------------


def test_an_empty_library_is_said_to_be_empty() -> None:
    assert "holds no documents" in run("--workers", "0").stdout


def test_the_library_is_read_once_and_what_cannot_be_read_is_named() -> None:
    library(5, b"   \n")
    first = run("--workers", "0").stdout
    assert first.startswith("5 read, 0 read before, 1 set aside.\n")
    assert "set aside: own text5.txt: " in first
    assert run("--workers", "2").stdout.startswith("0 read, 5 read before, 1 set aside.\n")


def test_a_document_of_which_nobody_says_what_it_is_is_named(tmp_path: Path) -> None:
    text, other = narrative(1).encode(), narrative(2).encode()
    with writing() as writer:
        writer.keep(text, held(text, jurisdiction=None))
        writer.keep(other, held(other, 1))
    first = run("--workers", "0").stdout
    assert "country or edition not known: own text0.txt" in first
    assert first.count("not known") == 1
    assert "not known" not in run("--workers", "0").stdout, "it is told when it is read"


def test_the_summary_as_json_names_the_reader_and_each_document_set_aside() -> None:
    library(2, b"   \n")
    data = json.loads(run("--workers", "0", "--format", "json").stdout)
    assert list(data) == ["schema", "record", "as_of", "reader", "read", "already", "set_aside", "unnamed"]
    assert (data["reader"], data["read"], data["already"]) == (reader_id(), 2, 0)
    assert data["set_aside"][0]["address"] == "text2.txt"


# Given files ------------------------------------------------------------------------------------------------------------------


def test_a_given_file_is_printed_with_the_words_that_say_each_finding(page: str) -> None:
    result = run(page, "--country", "Peru", "--year", "2024", "--workers", "0")
    assert result.exit_code == 0
    assert "PER · 2024 · " in result.stdout
    assert "action" in result.stdout
    assert "opened a shelter" in result.stdout


def test_a_given_file_as_json_has_spans_that_lead_to_its_text(page: str) -> None:
    data = json.loads(run(page, "--country", "PER", "--format", "json", "--workers", "0").stdout)
    assert list(data) == ["schema", "record", "as_of", "reader", "documents", "set_aside"]
    (document,) = data["documents"]
    assert (data["schema"], document["schema"], document["file"]) == ("palermo.read/1", "palermo.reading/1", page)
    (part,) = document["parts"]
    assert part["jurisdiction"] == "PER"
    assert part["findings"]
    assert all(part["text"][f["start"] : f["end"]].strip() for f in part["findings"])


def test_a_given_file_as_jsonl_has_the_form_of_the_codebook(page: str) -> None:
    (line,) = run(page, "--country", "PER", "--format", "jsonl", "--workers", "0").stdout.splitlines()
    assert set(json.loads(line)) == {"id", "placement", "figures", "gaps", "actions", "roles", "flows"}


def test_nothing_is_kept_of_a_given_file(page: str, home: Path) -> None:
    run(page, "--workers", "0")
    assert not home.exists()


def test_one_of_two_files_that_cannot_be_read_is_named_and_the_other_is_printed(page: str, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b" ")
    result = run(page, str(empty), "--workers", "0", "--format", "json")
    data = json.loads(result.stdout)
    assert len(data["documents"]) == 1
    assert data["set_aside"][0]["file"] == str(empty)
    assert f"'{empty}' is set aside" in result.stderr
    assert f"'{empty}' cannot be read" in fault(str(empty), "--workers", "0")


def test_output_goes_to_a_file_whole(page: str, tmp_path: Path) -> None:
    for form in ("terminal", "json", "jsonl"):
        target = tmp_path / f"out.{form}"
        assert run(page, "--format", form, "-o", str(target), "--workers", "0").stdout == ""
        assert "opened" in target.read_text() or form == "jsonl"


def test_output_never_overwrites_what_is_read_not_even_through_a_link(page: str, tmp_path: Path) -> None:
    rows, _ = lines(tmp_path, 2)
    for one, arguments in ((page, (page, "--workers", "0")), (rows, ("--jsonl", rows))):
        before = Path(one).read_bytes()
        link = tmp_path / f"{Path(one).name}.link"
        link.symlink_to(one)
        for output in (one, str(link), f"{tmp_path}/../{tmp_path.name}/{Path(one).name}"):
            assert "is what is read" in fault(*arguments, "-o", output)
        assert Path(one).read_bytes() == before


def test_output_goes_nowhere_into_the_folder_that_palermo_keeps(page: str, home: Path) -> None:
    library(1)
    kept = home / "library" / "manifest.jsonl"
    before = kept.read_bytes()
    for output in (kept, home / "library" / "new.json", home / "library" / "originals" / "x"):
        assert "keeps for itself" in fault(page, "--workers", "0", "-o", str(output))
        assert "keeps for itself" in fault("--workers", "0", "-o", str(output))
    assert kept.read_bytes() == before
    assert "cannot be written" in fault(page, "--workers", "0", "-o", "x" * 300)


# Lines of JSON ----------------------------------------------------------------------------------------------------------------


def lines(tmp_path: Path, count: int) -> tuple[str, str]:
    """A file of rows, and what reading them gives."""
    rows = [{"id": f"T{n}", "text": narrative(n), "iso3": "CUB" if n % 2 else None} for n in range(count)]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    codes = [as_codebook(str(row["id"]), read(Text(str(row["text"])), row["iso3"])) for row in rows]
    return str(path), "".join(json.dumps(code, ensure_ascii=False) + "\n" for code in codes)


def test_lines_come_back_in_their_order_with_one_process_or_more(tmp_path: Path) -> None:
    path, expected = lines(tmp_path, 60)
    assert run("--jsonl", path, "--format", "jsonl").stdout == expected
    assert run("--jsonl", path).stdout == expected
    assert run("--jsonl", path, "--workers", "2").stdout == expected


def test_a_large_file_of_lines_is_read_by_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import palermo.cli.read as module

    path, expected = lines(tmp_path, 12)
    monkeypatch.setattr(module, "_MANY", 1)
    assert run("--jsonl", path).stdout == expected


def test_a_text_in_lines_may_hold_any_character_that_ends_a_line_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "x\u2028y\x85z"}, ensure_ascii=False) + "\n", encoding="utf-8")
    assert json.loads(run("--jsonl", str(path)).stdout)["id"] == "a"


# Mistakes ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("nowhere.txt",), "'nowhere.txt' cannot be read: there is no such file"),
        (("/",), "'/' is no file"),
        (("--country", "Peru"), "Give a FILE"),
        (("--jsonl", "nowhere.jsonl"), "'nowhere.jsonl' cannot be read"),
        (("--jsonl", "/dev/zero"), "'/dev/zero' is no file"),
        (("--jsonl", "x", "--format", "json"), "--jsonl FILE is read alone"),
        (("--format", "jsonl"), "terminal or json"),
        (("--engine", "spark://x"), "'spark://x' is no engine"),
    ],
)
def test_a_mistake_is_named(arguments: tuple[str, ...], word: str) -> None:
    assert word in fault(*arguments)


def test_a_mistake_about_a_file_names_the_word(page: str) -> None:
    assert "'Perru'" in fault(page, "--country", "Perru")
    assert "'tipp' is no series" in fault(page, "--series", "tipp")


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1, "text": "x"}', '{"id": "a"}', "[" * 100_000])
def test_a_line_that_is_no_row_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(f'{{"id": "a", "text": "x"}}\n\n{line}\n', encoding="utf-8")
    assert f"'{path}', line 3:" in fault("--jsonl", str(path))


def test_a_pipe_of_lines_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    assert "is no file" in fault("--jsonl", str(pipe))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"id": "\ud800", "text": "x"}, "its 'id' holds half a character"),
        ({"id": "b", "text": "Courts convicted 4 traffickers. \udcff"}, "its 'text' holds half a character"),
        ({"id": "b", "text": "x", "iso3": ["CUB"]}, "its 'iso3' is no string"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_sound_ones_are_printed(tmp_path: Path, row: object, why: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in ({"id": "a", "text": "x"}, row, {"id": "c", "text": "y"})))
    result = run("--jsonl", str(path))
    assert result.exit_code == 0
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "c"]
    assert f"'{path}', line 2, is set aside: {why}" in result.stderr


def test_a_name_that_is_not_utf8_is_written_out_in_what_is_printed_of_a_given_file(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/peru_\xff.txt"
    Path(os.fsdecode(path)).write_text(narrative(1))
    (document,) = json.loads(run(os.fsdecode(path), "--format", "json", "--workers", "0").stdout_bytes)["documents"]
    assert document["file"].endswith("peru_\udcff.txt")
    assert document["parts"][0]["title"] == "peru_\\udcff"


def test_the_command_runs_as_a_program_with_processes(page: str) -> None:
    done = subprocess.run([sys.executable, "-m", "palermo", "read", page, page], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("opened a shelter") == 2
