"""Set-up: the Makefile, the lock files and the scripts that a fresh machine meets first."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
# Addresses of package indexes are settings of a machine. They are put together here, so that this file holds none either.
INDEXES = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("anaconda", "org"), ("npmjs", "org"))]


def canonical(word: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", word)[0]).lower()


def pins(path: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", path.read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(canonical(package), set()).add(version)
    return found


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for word in done.stdout.split("\0") if word and (path := ROOT / word).is_file()]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_pin_of_a_lock_file_has_hashes(lock):
    entries = re.split(r"\n(?=[\w])", lock.read_text(encoding="utf-8").strip())
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(("lock", "groups"), [("base", ()), ("dev", ("test", "lint", "docs", "bench"))])
def test_what_pyproject_asks_for_is_locked(lock, groups):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *(w for group in groups for w in project["dependency-groups"][group])]
    missing = {canonical(word) for word in wanted} - set(pins(ROOT / "requirements" / f"{lock}.txt"))
    assert missing == set(), "run `make lock`"


def test_the_second_lock_adds_to_the_first_and_changes_nothing():
    base, dev = pins(ROOT / "requirements" / "base.txt"), pins(ROOT / "requirements" / "dev.txt")
    assert {package: dev.get(package) for package in base} == base


def test_no_tracked_file_names_a_package_index_or_a_path_of_a_machine():
    place = re.compile(r"(?<![\w./~-])/(?:(?:root|home|opt)/\w|work/(?:main|shared|\.\w))")  # the site has pages at /work/
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="replace")
        assert path.name != "uv.lock"
        assert [host for host in INDEXES if host in text] == [], path
        assert place.findall(text) == [], path


def sh(script: str, *arguments: str, path: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(ROOT / "tools" / script), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": path} | env,
    )


@pytest.fixture
def fake(tmp_path):
    """A folder of commands; each is a line of shell."""

    def make(**commands: str) -> str:
        for word, line in commands.items():
            (tmp_path / word.replace("_", "-").replace("python3-", "python3.")).write_text(f"#!/bin/sh\n{line}\n")
        for file in tmp_path.iterdir():
            file.chmod(0o755)
        return str(tmp_path)

    return make


OLD = 'case "$2" in *print*) echo 3.9;; *) exit 1;; esac'
NEW = 'case "$2" in *print*) echo 3.12;; *) exit 0;; esac'


def test_an_old_python_ends_in_a_sentence(fake):
    done = sh("python.sh", path=fake(python3=OLD))
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "python3 is 3.9" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_no_python_ends_in_a_sentence(fake):
    assert "no python3 was found" in sh("python.sh", path=fake(true="exit 0")).stderr


def test_a_newer_python_beside_an_old_one_is_taken(fake):
    assert sh("python.sh", path=fake(python3=OLD, python3_12=NEW)).stdout == "python3.12\n"


def test_packages_that_are_there_cost_nothing(fake):
    path = fake(
        dpkg_query="echo 'install ok installed'", apt_get="echo called >&2; exit 9", grep=f'exec {shutil.which("grep")} "$@"'
    )
    done = sh("debian_packages.sh", "chromium", path=path)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_root_missing_packages_are_named_and_nothing_is_installed(fake):
    commands = {"dpkg_query": "exit 1", "id": "echo 1000", "apt_get": "exit 9", "grep": f'exec {shutil.which("grep")} "$@"'}
    done = sh("debian_packages.sh", "chromium", path=fake(**commands))
    assert done.returncode == 0
    assert "chromium" in done.stderr
    assert "skipped" in done.stderr


def test_lists_of_packages_are_fetched_only_when_an_install_fails(fake, tmp_path):
    log = tmp_path / "log"
    apt = f'echo "$*" >>{log}; case "$*" in *update*) exit 0;; esac; [ "$({shutil.which("grep")} -c install {log})" -ge 2 ]'
    commands = {"dpkg_query": "exit 1", "id": "echo 0", "apt_get": apt, "grep": f'exec {shutil.which("grep")} "$@"'}
    assert sh("debian_packages.sh", "chromium", path=fake(**commands)).returncode == 0
    assert [line.split()[-1 if "update" in line else -2] for line in log.read_text().splitlines()] == [
        "install",
        "update",
        "install",
    ]


@pytest.mark.parametrize("place", ["Cuba", "Côte d'Ivoire", 'a "quoted" name', "two words"])
def test_a_name_reaches_the_command_as_it_was_typed(tmp_path, place):
    (tmp_path / "palermo").write_text('#!/bin/sh\nfor word in "$@"; do echo "<$word>"; done\n')
    (tmp_path / "palermo").chmod(0o755)
    command = ["make", "-s", "-o", ".venv/.base", f"BIN={tmp_path}", "brief", f"COUNTRY={place}", "AS_OF=", "ARGS=--full"]
    env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=env)
    assert done.stdout.splitlines() == ["<brief>", f"<{place}>", "<--full>"]
