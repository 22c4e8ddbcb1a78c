"""`palermo picture` as a person types it: every kind and ending, the table beside, what is refused, and no network."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from lxml import etree

from palermo import extras
from palermo.cli.main import run
from palermo.cli.picture import ENDINGS, KINDS, command

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "reference" / "schemas" / "picture.json").read_text(encoding="utf-8"))
EARLY = ["--as-of", "2010-12-01"]  # few editions to learn from: an outlook and its test take a second or two
CALLS = {
    "map": ["map", *EARLY],
    "tiles": ["tiles", "--of", "up", *EARLY],
    "reliability": ["reliability", *EARLY],
    "ranks": ["ranks", *EARLY],
    "timeline": ["timeline", "Burma", *EARLY],
}


def draw(*arguments):
    done = CliRunner().invoke(command, [*map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def ended(*arguments):
    with pytest.raises(SystemExit) as end:
        run(["picture", *map(str, arguments)])
    return end.value.code


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_with_its_table_beside_it(kind, tmp_path):
    draw(*CALLS[kind], "-o", tmp_path / "a.svg")
    draw(*CALLS[kind], "-o", tmp_path / "b.png")
    draw(*CALLS[kind], "-o", tmp_path / "c.json")
    assert {path.name for path in tmp_path.iterdir()} == {"a.svg", "a.csv", "b.png", "b.csv", "c.json"}
    root = etree.parse(tmp_path / "a.svg").getroot()
    data = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    assert {n for row in data["rows"] for n in row["citations"]} <= {source["n"] for source in data["sources"]}
    assert root.findtext("{http://www.w3.org/2000/svg}desc") == data["alt"]
    assert (tmp_path / "b.png").read_bytes().startswith(b"\x89PNG")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == len(data["rows"]) + 1


@pytest.mark.parametrize("kind", ["map", "tiles", "reliability", "ranks"])
def test_what_is_our_estimate_says_so(kind, tmp_path):
    draw(*CALLS[kind], "-o", tmp_path / "a.svg")
    assert "Our estimate, not the Department's" in (tmp_path / "a.svg").read_text(encoding="utf-8").replace("&#x27;", "'")


def test_placements_are_drawn_where_no_estimate_can_be_made(tmp_path):
    assert ended("map", "--as-of", "2003-01-01", "-o", tmp_path / "a.svg") == 2
    assert not (tmp_path / "a.svg").exists()
    draw("map", "--of", "placements", "--as-of", "2003-01-01", "-o", tmp_path / "a.svg")


def test_without_a_file_the_words_and_the_table_are_printed():
    text = " ".join(draw("timeline", "Cuba", "--as-of", "2017-02-22").split())
    for words in ("Timeline of Cuba.", "Downgrade waiver", "none on record", "as of 22 February 2017", "-o FILE.svg"):
        assert words in text


def test_json_on_the_screen_is_the_json_of_the_file(tmp_path):
    draw("tiles", "--of", "placements", "-o", tmp_path / "a.json")
    shown = draw("tiles", "--of", "placements", "--format", "json")
    assert json.loads(shown) == json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))


def test_a_page_is_one_file(tmp_path):
    draw("tiles", "--of", "placements", "-o", tmp_path / "page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pie"], "'pie' is no kind of picture"),
        (["timeline"], "name it"),
        (["timeline", "Atlantis"], "'Atlantis' is no jurisdiction"),
        (["map", "Cuba"], "'Cuba' is not needed"),
        (["map", "-o", "a.gif"], "'a.gif' does not end in .svg"),
        (["map", "-o", "map"], "'map' does not end in"),
        (["map", "--of", "sideways"], "sideways"),
        (["tiles", "--of", "placements", "-o", "missing/a.svg"], "missing/a.svg"),
        (["tiles", "--of", "placements", "--as-of", "2000-01-01", "-o", "a.svg"], "before the first edition"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(arguments, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert ended(*arguments) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_without_the_extra_the_command_says_which_one_to_install(monkeypatch, capsys):
    monkeypatch.setattr(extras, "missing", lambda extra: ["altair"])
    assert ended("map") == 2
    assert "A picture needs the extra 'analysis'" in capsys.readouterr().err


def test_the_endings_of_the_help_are_those_that_are_written():
    help_text = draw("--help")
    assert all(ending in help_text for ending in ENDINGS)
    assert all(kind in help_text for kind in KINDS)


def _can_cut_the_network():
    unshare = shutil.which("unshare")
    return bool(unshare) and subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _can_cut_the_network(), reason="needs unshare with user and network namespaces")
def test_a_process_without_any_network_draws_the_same_bytes(tmp_path):
    here = [sys.executable, "-m", "palermo", "picture", "map", "--of", "placements", "--as-of", "2025-12-01", "-o"]
    for cut, name in (([], "with"), (["unshare", "-rn"], "without")):
        for ending in ("svg", "png"):
            subprocess.run([*cut, *here, str(tmp_path / f"{name}.{ending}")], check=True, capture_output=True, env=os.environ)
    for ending in ("svg", "png", "csv"):
        assert (tmp_path / f"with.{ending}").read_bytes() == (tmp_path / f"without.{ending}").read_bytes()
