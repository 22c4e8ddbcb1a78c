"""The documentation is true: its commands run, what it shows is what they print, and what is generated is current.

A block after `<!-- run -->` is run, word for word, in an empty folder; a block after `<!-- shows -->` is compared with what
the block before it printed. In what is shown a line `…` stands for anything, and numbers of sources may be left out.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
BLOCK = re.compile(r"^( *)<!-- (run|shows) -->\n\1```(?:sh|text)\n(.*?)\n\1```$", re.MULTILINE | re.DOTALL)
FIRST, SECOND = "make brief COUNTRY=Cuba AS_OF=2017-02-22", "make test"


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def tool(stem: str):
    spec = importlib.util.spec_from_file_location(stem, ROOT / "tools" / f"{stem}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks(page: Path) -> list[tuple[str, str]]:
    text = page.read_text(encoding="utf-8")
    return [(kind, textwrap.dedent(f"{indent}{body}")) for indent, kind, body in BLOCK.findall(text)]


def plain(text: str) -> str:
    text = re.sub(r"\s*\[\d[\d–, \n]*\]", "", text)
    return re.sub(r"\b[0-9a-f]{16}\b", "", " ".join(text.split()))


@pytest.fixture
def shell(tmp_path, record_home):
    """Run a block as a reader would, in a folder of its own. `make` is that of this checkout, with the Python of this run."""
    home, work, bin_ = tmp_path / "home", tmp_path / "work", tmp_path / "bin"
    shutil.copytree(record_home, home)
    work.mkdir()
    bin_.mkdir()
    (work / ".venv").symlink_to(sys.prefix)
    here = Path(sys.executable).parent
    (bin_ / "make").write_text(
        f'#!/bin/sh\nexec {shutil.which("make")} --no-print-directory -C "{ROOT}" -o .venv/.base BIN="{here}" "$@"\n'
    )
    (bin_ / "make").chmod(0o755)
    env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    env |= {"PALERMO_HOME": str(home), "PATH": f"{bin_}:{here}:{env['PATH']}", "COLUMNS": "80"}

    def run(script: str) -> str:
        done = subprocess.run(
            ["sh", "-eu", "-c", script], cwd=work, env=env, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, f"{script}\n{done.stderr}"
        return done.stdout

    return run


RUN = [page for page in PAGES if any(kind == "run" for kind, _ in blocks(page))]


@pytest.mark.parametrize("page", RUN, ids=name)
def test_the_commands_of_a_page_run_and_print_what_it_shows(page, shell):
    printed = ""
    for kind, text in blocks(page):
        if kind == "run":
            printed = plain(shell(text))
            continue
        rest = printed
        for part in re.split(r"^…$", text, flags=re.MULTILINE):
            wanted = plain(part)
            assert wanted in rest, f"{name(page)} shows what is not printed (any more):\n{part.strip()}"
            rest = rest.partition(wanted)[2]


def test_readme_and_tutorial_are_among_the_pages_that_run():
    assert {"README.md", "docs/tutorial.md"} <= {name(page) for page in RUN}


def test_the_two_commands_of_the_readme_are_those_that_make_and_ci_know():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"```sh\n(.*?)\n```", text, re.DOTALL)
    assert found[:2] == [FIRST, SECOND]
    assert re.search(rf"^timeout \d+ {SECOND}$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    for command in (FIRST, SECOND):
        done = subprocess.run(["make", "-n", *command.split()[1:]], cwd=ROOT, capture_output=True, text=True, check=True)
        assert ("-m pytest" if command == SECOND else "palermo brief") in done.stdout


def test_the_picture_of_the_readme_shows_what_the_brief_prints():
    picture = tool("readme_picture")
    text = picture.PICTURE.read_text(encoding="utf-8")
    assert picture.words(picture.svg(picture.lines())) == picture.words(text), "run `make reference`"
    assert not re.findall(r"""(?:href|src|url)\s*[=(]\s*["']?https?:""", text)


def test_the_generated_pages_are_current():
    # In a process of its own: a command remembers the help option under which another test has asked it first.
    command = [sys.executable, str(ROOT / "tools" / "reference.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_command_is_in_the_reference_and_every_first_word_in_the_readme():
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in tool("reference").commands():
        assert f"\n## {command}\n" in page
        if command.count(" ") == 1:
            assert f"`{command}`" in readme, f"the table of commands in the README lacks {command}"


def test_every_table_has_its_rule_of_dates_on_the_page():
    from palermo.facts.schema import BY_NAME

    page = (DOCS / "concepts" / "dates.md").read_text(encoding="utf-8")
    assert [table for table in BY_NAME if f"\n| `{table}` |" not in page] == []


# --- JSON Schemas

CALLS = [
    ("brief", ["brief", "Cuba", "--as-of", "2017-02-22"]),
    ("brief", ["brief", "Cuba", "--as-of", "2000-01-01"]),
    ("brief", ["brief", "Thailand", "--full", "--audience", "public", "--from", "Norway"]),
    ("brief", ["brief", "Nauru", "--audience", "counterpart"]),
    ("country", ["country", "Cuba", "--as-of", "2017-02-22"]),
    ("country", ["country", "FSM"]),
    ("doctor", ["doctor"]),
    ("doctor", ["doctor", "--as-of", "2017-02-22"]),
    ("records", ["record", "list"]),
    ("clock", ["clock", "--year", "2026"]),
    ("clock", ["clock", "--as-of", "2017-02-22"]),
    ("calendar", ["calendar", "--year", "2025"]),
    ("calendar", ["calendar", "--year", "2026", "--as-of", "2025-12-01"]),
    ("standards", ["standards", "Cuba", "--as-of", "2017-02-22"]),
    ("standards", ["standards", "Cuba", "--as-of", "2000-01-01"]),
    ("law.allowed", ["law", "allowed", "--history", "2015:2WL,2016:2WL", "--year", "2017"]),
    ("law.allowed", ["law", "allowed", "--history", "2017:2WL,2018:?", "--year", "2020", "--mode", "statute_literal"]),
    ("law.audit", ["law", "audit"]),
    ("law.explain", ["law", "explain", "Cuba", "--year", "2017"]),
    ("law.explain", ["law", "explain", "Turkmenistan", "--year", "2026", "--mode", "statute_literal"]),
    ("law.gaps", ["law", "gaps", "--country", "Cuba"]),
    ("compare", ["compare", "2022", "2023", "Algeria"]),
    ("collect.list", ["collect", "--list"]),
    ("priorities", ["priorities", "--top", "5", "--slots", "5", "--as-of", "2025-12-01"]),
    ("priorities", ["priorities", "--robustness", "--from", "Norway", "--as-of", "2025-12-01"]),
    ("priorities.backtest", ["priorities", "--backtest", "--as-of", "2008-06-30"]),
    ("outlook", ["outlook"]),
    ("outlook", ["outlook", "Haiti", "--as-of", "2025-12-01"]),
    ("outlook.backtest", ["outlook", "--backtest", "--as-of", "2016-01-01"]),
    ("precedents", ["precedents", "penalty_fine_option", "--like", "GHA"]),
    ("precedents", ["precedents", "law_child_means"]),
    ("precedents", ["precedents", "no law", "--as-of", "2000-01-01"]),
    ("picture", ["picture", "tiles", "--of", "placements"]),
    ("picture", ["picture", "timeline", "Cuba", "--as-of", "2017-02-22"]),
    ("read", ["read", str(ROOT / "tests" / "fixtures" / "pages" / "tip_2023_named.html")]),
    ("review", ["review", "list"]),
    ("search", ["search", "withholding of passports", "--country", "Qatar", "--year", "2015-2024", "--section", "protection"]),
]


def schema(stem: str) -> dict:
    found = json.loads((DOCS / "reference" / "schemas" / f"{stem}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def said(*arguments: str, **env: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "palermo", *arguments, "--format", "json"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | env,
    )
    return json.loads(done.stdout)


def check_conforms(data: dict, stem: str) -> None:
    jsonschema.Draft202012Validator(schema(stem)).validate(data)
    assert list(data)[:3] == ["schema", "record", "as_of"]
    assert data["schema"] == f"palermo.{stem}/1"
    if '"citations"' in json.dumps(data):
        assert list(data)[-1] == "sources"
    numbers = {source.get("n") for source in data.get("sources", [])}
    for where in objects(data):
        assert set(where.get("citations", [])) <= numbers
        assert all(set(rule) == {"id", "citation", "effect"} for rule in where.get("rules", []))


def objects(data: object) -> Iterator[dict]:
    """Every object in a JSON value, itself first."""
    if isinstance(data, dict):
        yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from objects(inner)


@pytest.mark.parametrize(("stem", "arguments"), CALLS, ids=lambda x: " ".join(x) if isinstance(x, list) else x)
def test_real_output_keeps_to_its_schema(stem, arguments):
    check_conforms(said(*arguments), stem)


def test_an_export_and_an_empty_home_keep_to_their_schemas(tmp_path):
    check_conforms(said("export", str(tmp_path / "data"), "--open"), "export")
    for stem, arguments in (("doctor", ["doctor"]), ("records", ["record", "list"])):
        check_conforms(said(*arguments, PALERMO_HOME=str(tmp_path / "nothing")), stem)


def test_a_library_of_ones_own_keeps_to_its_schemas(tmp_path):
    home = {"PALERMO_HOME": str(tmp_path)}
    pages = str(ROOT / "tests" / "fixtures" / "pages")
    check_conforms(said("collect", "tip", "--from", pages, "--year", "2021", **home), "collect")
    check_conforms(said("read", **home), "read.library")
    for stem, arguments in (("review", ["review", "list"]), ("search", ["search", "victims"]), ("doctor", ["doctor"])):
        data = said(*arguments, **home)
        check_conforms(data, stem)
        assert data.get("findings") or data.get("passages") or data.get("library", {}).get("narratives")


def test_a_verdict_on_a_paper_keeps_to_its_schema(tmp_path):
    paper = tmp_path / "paper.md"
    subprocess.run([sys.executable, "-m", "palermo", "brief", "Cuba", "--format", "md", "-o", str(paper)], check=True)
    data = said("verify", str(paper))
    check_conforms(data, "verify")
    assert data["holds"]
    paper.write_text(paper.read_text(encoding="utf-8").replace("Not legal advice", "Legal advice", 1), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "palermo", "verify", str(paper), "--format", "json"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    check_conforms(json.loads(done.stdout), "verify")
    assert [fault["where"] for fault in json.loads(done.stdout)["faults"]] == ["notice"]


STATUTES = {
    "trafficking.yml": "name: Law on trafficking\ncountry: Cuba\nmeans_required_child_sex: true\npurposes: [sexual_exploitation]\n",
    "children.yml": "name: Code for children\ncovers: [child_sex]\nmeans_required_child_sex: false\n",
}


def test_gaps_of_a_statute_and_an_answer_without_a_record_keep_to_their_schemas(tmp_path):
    for file, text in STATUTES.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    data = said("law", "gaps", *(word for file in STATUTES for word in ("--statute", str(tmp_path / file))))
    check_conforms(data, "law.gaps")
    first = data["gaps"][0]
    assert (first["id"], first["statutes"], first["filled_by"]) == ("G1", "no_gap", ["Code for children"])
    data = said("law", "allowed", "--history", "2016:2WL", "--year", "2017", PALERMO_HOME=str(tmp_path / "nothing"))
    check_conforms(data, "law.allowed")
    assert data["record"] is None


def test_a_schema_refuses_what_it_should():
    data = said("brief", "Cuba", "--as-of", "2017-02-22")
    check = jsonschema.Draft202012Validator(schema("brief"))
    data["sections"][0]["claims"][0]["citations"] = []
    assert not check.is_valid(data), "a claim that cites nothing"
    data = said("record", "list")
    data["records"][0]["id"] = "today"
    assert not jsonschema.Draft202012Validator(schema("records")).is_valid(data)
    data = said("clock", "--year", "2026")
    data["jurisdictions"][0]["allowed"] = ["4"]
    assert not jsonschema.Draft202012Validator(schema("clock")).is_valid(data), "a tier that the statute does not know"
    data = said("law", "explain", "Cuba", "--year", "2017")
    data["explanation"]["children"][-1]["children"][0]["citations"] = []
    assert not jsonschema.Draft202012Validator(schema("law.explain")).is_valid(data), "a step that cites nothing"
    data = said("law", "audit")
    data["lines"][0]["standing"] = "overdue"
    assert not jsonschema.Draft202012Validator(schema("law.audit")).is_valid(data), "a standing of another kind of line"


def test_every_schema_is_on_its_page_and_tested():
    page = (DOCS / "reference" / "schemas.md").read_text(encoding="utf-8")
    stems = {path.stem for path in (DOCS / "reference" / "schemas").glob("*.json")}
    assert [stem for stem in sorted(stems) if f"](schemas/{stem}.json)" not in page] == []
    assert stems == {stem for stem, _ in CALLS} | {
        "export",
        "collect",
        "read.library",
        "exhibit",
        "submission",
        "verify",
        "workspace",
    }


# --- pages

LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_inside_the_repository_resolve(page):
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    inner = [link.partition("#")[0] for link in LINK.findall(text) if not re.match(r"https?:|#|mailto:", link)]
    assert [link for link in inner if not (page.parent / link).exists()] == []


# Pages on the tool and not on its papers carry the notice in the foot of the site alone.
ON_THE_TOOL = {"CHANGELOG.md", "speed.md"} | {page.name for page in (DOCS / "decisions").glob("*.md")}


@pytest.mark.parametrize("page", [p for p in PAGES if p.name not in ON_THE_TOOL], ids=name)
def test_a_page_says_that_it_is_no_legal_advice(page):
    assert "legal advice" in " ".join(page.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("page", [p for p in PAGES if p.name not in ("law.md", "data.md", "cli.md")], ids=name)
def test_a_waiver_says_which(page):
    text = re.sub(r"`[^`\n]*`", "", page.read_text(encoding="utf-8"))
    named = re.sub(r"(?:downgrade|restriction|child-soldier)\s+waivers?", "", text, flags=re.IGNORECASE)
    assert re.findall(r".*\bwaiver.*", named) == []
    assert "tráfico de personas" not in text.lower()


def test_the_site_builds_strictly_and_asks_nobody_for_anything(tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    remote = re.compile(r"""<(?:script|img|iframe|source|link)\b[^>]*(?:src|href)=["']?(?:https?:)?//[^>]*>|@import[^;]*//""")
    for page in (tmp_path / "site").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert remote.findall(text) == [], page.name
        assert "Not affiliated with the United Nations" in text
