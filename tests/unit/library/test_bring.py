"""Importing what a person already holds: good files are kept, bad ones are named, and nothing is read that is no file."""

import datetime as dt
import errno
import json
import os
from pathlib import Path

import pytest

from palermo.errors import UserError
from palermo.library import bring as room
from palermo.library.bring import Said, bring
from palermo.library.collect import Summary
from palermo.library.series import named
from palermo.library.store import Held, check, documents, writing

WORDS = "People were moved by force and trafficking was the charge. " * 40


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path / "home"))


@pytest.fixture
def held(tmp_path: Path) -> Path:
    (tmp_path / "held").mkdir()
    return tmp_path / "held"


def brought(path: Path, series: str = "tip", said: Said = Said()) -> Summary:  # noqa: B008 - frozen
    with writing() as writer:
        return bring(named(series), path, said, writer)


def page(title: str, head: str = "", words: str = WORDS) -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{words}</body></html>"


def only() -> Held:
    (document,) = documents()
    return document


def test_a_page_that_gives_its_own_address_is_known_by_it(held: Path) -> None:
    link = '<link rel="canonical" href="https://www.state.gov/reports/2023-trafficking-in-persons-report/south-sudan/">'
    (held / "saved page (3).html").write_text(page("Report", link))
    assert brought(held).counts == {"kept": 1}
    assert (only().jurisdiction, only().edition) == ("SSD", 2023)
    assert only().address == "https://www.state.gov/reports/2023-trafficking-in-persons-report/south-sudan/"


def test_folders_and_names_tell_edition_and_place(held: Path) -> None:
    (held / "2015").mkdir()
    (held / "2015" / "sri-lanka.html").write_text(page("x"))
    brought(held)
    assert (only().jurisdiction, only().edition, only().address) == ("LKA", 2015, "2015/sri-lanka.html")


def test_what_a_person_says_wins_over_what_a_name_says(held: Path) -> None:
    (held / "cuba 2011.html").write_text(page("x"))
    brought(held, said=Said(edition=2012, jurisdiction="PER", title="As sent to us"))
    assert (only().jurisdiction, only().edition, only().title) == ("PER", 2012, "As sent to us")


ARCHIVED = '<link rel="canonical" href="https://2009-2017.state.gov/j/tip/rls/tiprpt/countries/2016/258751.htm">'
NAMED = '<link rel="canonical" href="https://www.state.gov/reports/2022-trafficking-in-persons-report/peru/">'


def test_a_page_of_an_archived_site_is_known_by_its_address_though_the_host_has_years_of_its_own(held: Path) -> None:
    (held / "saved.htm").write_text(page("Cuba", ARCHIVED))
    brought(held)
    assert (only().edition, only().jurisdiction) == (2016, "CUB")
    assert only().address.endswith("/countries/2016/258751.htm")


def test_the_name_of_the_department_in_a_title_is_no_second_place(held: Path) -> None:
    (held / "saved.htm").write_text(page("Malaysia - United States Department of State"))
    brought(held)
    assert only().jurisdiction == "MYS"


@pytest.mark.parametrize(
    ("said", "word"),
    [(Said(edition=2019), "of 2022, and not of 2019: leave out --year"), (Said(jurisdiction="CUB"), "of PER, and not of CUB")],
)
def test_a_page_that_says_itself_what_it_is_is_not_taken_for_another(held: Path, said: Said, word: str) -> None:
    (held / "page.html").write_text(page("Peru", NAMED))
    (outcome,) = brought(held, said=said).outcomes
    assert outcome.what == "refused"
    assert word in outcome.why
    assert not documents()


def test_what_was_said_wrongly_or_not_at_all_is_said_again_and_the_later_word_counts(held: Path) -> None:
    (held / "report.txt").write_text(WORDS)
    assert brought(held, "own", Said(2020, "KEN")).counts == {"kept": 1}
    (outcome,) = brought(held, "own", Said(2020, "NOR")).outcomes
    assert (outcome.what, outcome.why) == ("described", "KEN, 2020, 'report'")
    assert only().jurisdiction == "NOR"
    day = dt.date(2021, 2, 1)
    assert brought(held, "own", Said(published=day)).counts == {"described": 1}
    assert (only().jurisdiction, only().edition, only().published) == ("NOR", 2020, day)
    assert brought(held, "own").counts == {"unchanged": 1}
    assert only().published == day
    assert len(documents(every_version=True)) == 2, "two lines on one file of one place, and none of Kenya"


def test_the_archive_of_the_human_rights_reports_is_read_by_its_sections(held: Path) -> None:
    folder = held / "data" / "2023" / "sections"
    folder.mkdir(parents=True)
    blocks = [{"section": "Section 6", "subsection": None, "text": "Workers had few rights. " * 200}]
    for slug in ("cuba", "israelwestbankandgaza"):
        (folder / f"{slug}.json").write_text(json.dumps({"slug": slug, "name": slug, "year": 2023, "blocks": blocks}))
    (held / "data" / "2023" / "manifest.json").write_text("[]")
    (held / "data" / "2023" / "text").mkdir()
    (held / "data" / "2023" / "text" / "cuba.txt").write_text("an extract")
    assert brought(held, "hrr").counts == {"kept": 2}
    assert {(d.jurisdiction, d.edition, d.origin) for d in documents()} == {
        ("CUB", 2023, "us_state_drl"),
        ("ISR", 2023, "us_state_drl"),
    }


def test_a_factbook_file_names_its_place_inside_whatever_its_own_name(held: Path) -> None:
    data = {
        "Government": {"Country name": {"conventional short form": {"text": "China"}}},
        "Transnational Issues": {"Trafficking in persons": {"tier rating": {"text": "Tier 3"}}},
    }
    (held / "ch.json").write_text(json.dumps(data))  # ISO would say Switzerland
    (held / "sz.json").write_text(json.dumps({"Government": {}}))
    summary = brought(held, "factbook")
    assert summary.counts == {"kept": 1, "refused": 1}
    assert only().jurisdiction == "CHN"


def test_a_second_import_keeps_nothing_twice_and_a_changed_file_beside_the_old(held: Path) -> None:
    (held / "cuba.html").write_text(page("x"))
    brought(held)
    assert brought(held).counts == {"unchanged": 1}
    (held / "cuba.html").write_text(page("x", words=f"{WORDS} More."))
    assert brought(held).counts == {"changed": 1}
    assert len(documents(every_version=True)) == 2


def test_every_hostile_file_is_named_and_the_good_one_goes_on(
    held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "LARGEST", 50_000)
    secret = tmp_path / "secret.html"
    secret.write_text(page("secret"))
    (held / "good.html").write_text(page("Cuba"))
    (held / "link.html").symlink_to(secret)
    (held / "linked").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(held / "pipe.html")
    (held / "large.html").write_text("x" * 50_001)
    (held / "empty.html").write_text("")
    (held / "program.html").write_bytes(b"\x7fELF\0\0")
    (held / "cut.pdf").write_bytes(b"%PDF-1.7 half")
    (held / "deep.json").write_text("[" * 40_000)
    (held / ".DS_Store").write_bytes(b"\0")
    summary = brought(held)
    assert summary.counts == {"kept": 1, "refused": 7}
    why = {o.address: o.why for o in summary.outcomes if o.what == "refused"}
    assert why["link.html"] == "it is a link, which may lead anywhere"
    assert why["pipe.html"].startswith("it is no file")
    assert "larger than" in why["large.html"]
    assert why["empty.html"] == "it is empty"
    assert only().title == "Cuba"
    assert check() == ()


def test_a_name_that_is_no_text_is_kept_all_the_same(held: Path) -> None:
    (held / os.fsdecode(b"cuba \xff.html")).write_text(page("x"))
    assert brought(held).counts == {"kept": 1}
    assert only().jurisdiction == "CUB"


def closed_to_us(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Make a folder unreadable, whoever runs the test."""
    real = os.scandir

    def scandir(path: object) -> object:
        if Path(str(path)) == folder:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", scandir)


def test_a_folder_that_cannot_be_read_is_named_and_the_rest_goes_on(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (held / "cuba.html").write_text(page("x"))
    (held / "locked").mkdir()
    closed_to_us(monkeypatch, held / "locked")
    summary = brought(held)
    assert summary.counts == {"kept": 1, "refused": 1}
    assert [(o.address, o.why) for o in summary.outcomes if o.what == "refused"] == [
        ("locked/", "the folder cannot be read (Permission denied)")
    ]
    with pytest.raises(UserError, match=r"cannot be read.*Permission denied"):
        brought(held / "locked")


def test_a_page_of_too_many_tags_is_set_aside_and_the_rest_goes_on(held: Path) -> None:
    (held / "a.html").write_text(page("Cuba", words=WORDS + "<p>no</p>" * 400_000))
    (held / "b.html").write_text(page("Peru"))
    summary = brought(held)
    assert summary.counts == {"kept": 1, "refused": 1}
    assert next(o.why for o in summary.outcomes if o.what == "refused") == "it has more than 600,000 tags"
    assert only().jurisdiction == "PER"


def test_a_link_is_followed_neither_to_a_file_nor_to_a_folder(held: Path, tmp_path: Path) -> None:
    (held / "cuba.html").write_text(page("x"))
    for name, target in (("folder", held), ("file", held / "cuba.html")):
        (tmp_path / name).symlink_to(target)
        with pytest.raises(UserError, match="is a link"):
            brought(tmp_path / name)


def test_nothing_at_the_path_is_said(held: Path) -> None:
    with pytest.raises(UserError, match="holds no files"):
        brought(held)
    with pytest.raises(UserError, match="does not exist"):
        brought(held / "gone")
