"""Papers on everybody at once: a folder that appears whole or not at all, and a page that leads to each."""

import datetime as dt
import errno
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from palermo.briefing import many as module
from palermo.briefing.many import INDEX, many, placed
from palermo.briefing.order import Order
from palermo.cli.brief import command
from palermo.errors import PalermoError, UserError
from palermo.record.opened import opened
from palermo.register.jurisdictions import resolve

EARLY = dt.date(2001, 12, 1)  # 82 were placed by then: the quickest folder there is
MD = Order(form="md")


def silent(*_: object) -> None:
    """No bar."""


@pytest.fixture
def early():
    with opened(EARLY) as record:
        yield record


@pytest.fixture
def two_only(monkeypatch):
    both = [resolve("Albania"), resolve("Thailand")]
    monkeypatch.setattr(module, "placed", lambda record, order: (both, [resolve("Nauru")]))


def test_papers_are_made_on_whoever_was_placed_and_the_rest_is_named(today_record):
    chosen, others = placed(today_record, Order())
    codes = {place.code for place in chosen}
    assert 185 <= len(chosen) <= 195
    assert {"CUB", "THA", "FSM"} <= codes
    assert not {"USA", "NRU", "CSK"} & codes
    assert {"USA", "NRU", "CSK"} <= {place.code for place in others}


def test_a_folder_of_papers_has_a_page_that_leads_to_each(early, tmp_path):
    shelf = many(early, MD, tmp_path / "papers", silent, workers=2)
    page = (tmp_path / "papers" / INDEX).read_text(encoding="utf-8")
    linked = re.findall(r'href="([^"]+)"', page)
    assert linked == list(shelf.files.values())
    assert len(linked) > 75
    assert sorted(path.name for path in (tmp_path / "papers").iterdir()) == sorted([INDEX, *linked])
    assert "# Thailand: trafficking in persons" in (tmp_path / "papers" / "brief-THA-2001-12-01-own.md").read_text("utf-8")
    assert "Nauru" in page
    assert "Not legal advice." in page
    assert "For our own side only" in page


@pytest.mark.usefixtures("two_only")
def test_pdf_and_cover_line_and_a_second_run_that_replaces_the_first(early, tmp_path):
    shelf = many(early, Order(occasion="Group <b>"), tmp_path / "papers", silent, workers=1)
    assert set(shelf.files) == {"ALB", "THA"}
    assert (tmp_path / "papers" / shelf.files["THA"]).read_bytes().startswith(b"%PDF-1.7")
    assert "Prepared for: <bdi>Group &lt;b&gt;</bdi>" in (tmp_path / "papers" / INDEX).read_text(encoding="utf-8")
    many(early, MD, tmp_path / "papers", silent, workers=0)
    assert sorted(path.suffix for path in (tmp_path / "papers").iterdir()) == [".html", ".md", ".md"]
    assert [path.name for path in tmp_path.iterdir()] == ["papers"]


@pytest.mark.usefixtures("two_only")
def test_a_folder_with_anything_else_in_it_is_left_alone(early, tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "notes.txt").write_text("mine")
    with pytest.raises(UserError, match="not empty"):
        many(early, MD, tmp_path / "papers", silent, workers=0)
    assert [path.name for path in (tmp_path / "papers").iterdir()] == ["notes.txt"]


@pytest.mark.usefixtures("two_only")
def test_a_full_disk_leaves_nothing_behind(early, tmp_path, monkeypatch):
    def full(self: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PalermoError, match=r"No space left on device\. Nothing was left behind") as caught:
        many(early, MD, tmp_path / "papers", silent, workers=0)
    assert caught.value.exit_status == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("two_only")
def test_one_paper_that_fails_stops_all_and_is_named(early, tmp_path, monkeypatch):
    real = module.made

    def broken(record, place, order):
        if place.code == "THA":
            raise PalermoError("this paper does not hold")
        return real(record, place, order)

    monkeypatch.setattr(module, "made", broken)
    with pytest.raises(
        PalermoError, match=r"^the paper on THA could not be made: this paper does not hold\. No paper was written\.$"
    ):
        many(early, MD, tmp_path / "papers", silent, workers=0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--all"], "'--all' makes a folder. Give -o DIR."),
        (["--all", "--format", "json", "-o", "x"], "'json' is none of them"),
        (["--all", "Cuba", "--format", "pdf", "-o", "x"], "'--all' and 'Cuba' do not go together"),
        (["--all", "--format", "md", "-o", "x", "--as-of", "1999-01-01"], "no jurisdiction had been placed by 1999-01-01"),
        ([], "Name a jurisdiction, or give --all."),
        (["Atlantis", "--format", "pdf", "-o", "x"], "Atlantis"),
        (["Cuba", "--format", "pdf", "-o", "/proc/none/x.pdf"], "/proc/none/x.pdf"),
        (["--all", "--format", "md", "-o", "/proc/none"], "/proc/none"),
    ],
)
def test_what_the_person_can_mend_is_said_in_one_sentence(tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command, arguments)
    assert isinstance(done.exception, UserError)
    assert said in str(done.exception)
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_the_sentence_says_which_one(monkeypatch):
    monkeypatch.setattr("palermo.extras.find_spec", lambda name: None)
    done = CliRunner().invoke(command, ["Cuba", "--format", "pdf", "-o", "x"])
    assert isinstance(done.exception, UserError)
    assert str(done.exception).startswith("A PDF needs the extra 'papers'")


@pytest.mark.parametrize("papers", [1, 3])  # one: the processes are just being started
def test_interrupted_it_leaves_nothing_and_ends_with_130(record_home, tmp_path, papers):
    arguments = [sys.executable, "-m", "palermo", "brief", "--all", "--format", "pdf", "--as-of", "2026-11-24", "-o", "papers"]
    environment = os.environ | {"PALERMO_HOME": str(record_home)}
    running = subprocess.Popen(
        arguments, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    until = time.monotonic() + 60
    while len(list(tmp_path.glob(".papers.*.writing/*.pdf"))) < papers:
        assert time.monotonic() < until
        assert running.poll() is None
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal sends it: to every process of the command
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said.split("\n")[-2:] == ["palermo: stopped.", ""]
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []
