"""Importing what a person already holds: good files are kept, bad ones are named, and nothing is read that is no file."""

import datetime as dt
import errno
import gzip
import json
import os
import random
from pathlib import Path

import pytest

from palermo.errors import UserError
from palermo.library import bring as room
from palermo.library.bring import Said, bring
from palermo.library.collect import Summary
from palermo.library.series import named
from palermo.library.store import Held, check, documents, writing

WORDS = "The government does not meet the minimum standards. People were moved by force and trafficking was the charge. " * 30


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
    [(Said(edition=2019), "of 2022, and not of 2019: leave out --year"), (Said(jurisdiction="CUB"), "of Peru, and not of Cuba")],
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
    assert (outcome.what, outcome.why) == ("described", "Kenya, 2020, 'report'")
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
    assert summary.counts == {"kept": 1, "refused": 8}
    why = {o.address: o.why for o in summary.outcomes if o.what == "refused"}
    assert why["link.html"] == why["linked/"] == "it is a link, which may lead anywhere: bring what it leads to"
    assert why["pipe.html"] == "it is a device, a pipe or a socket: bring a file"
    assert "larger than" in why["large.html"]
    assert why["empty.html"] == "it is empty: bring another copy"
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
        ("locked/", "the folder cannot be read (Permission denied): check its permissions")
    ]
    with pytest.raises(UserError, match=r"cannot be read.*Permission denied"):
        brought(held / "locked")


def test_a_page_of_too_many_tags_is_set_aside_and_the_rest_goes_on(held: Path) -> None:
    (held / "a.html").write_text(page("Cuba", words=WORDS + "<p>no</p>" * 400_000))
    (held / "b.html").write_text(page("Peru"))
    summary = brought(held)
    assert summary.counts == {"kept": 1, "refused": 1}
    assert (
        next(o.why for o in summary.outcomes if o.what == "refused")
        == "it has more than 600,000 tags: print it to a PDF, and bring that"
    )
    assert only().jurisdiction == "PER"


def test_a_page_that_is_nested_too_deeply_is_set_aside_for_that(held: Path) -> None:
    (held / "cuba.html").write_text(page("Cuba", words="<div>" * 3_000 + WORDS))
    (outcome,) = brought(held).outcomes
    assert outcome.why == "it cannot be read as a page: save it anew, or print it to a PDF"


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


# Narratives, and what is none ---------------------------------------------------------------------------------------------------

EARLY = (
    "<p><b>Norvale (Tier 2)</b></p><p>Norvale is a country of origin for women who are taken to bars abroad; some children are "
    "made to beg.</p><p>The Government of Norvale does not yet meet the minimum standards; however, it is making efforts against "
    "trafficking with the little that it has. The law of 1998 punishes the trade in persons. Last year four men were tried. There "
    "is no shelter, and no campaign was run.</p>"
)
MENU = "".join(f"<li><a href='/{n}.htm'>Tier 2, minimum standards, page {n}</a></li>" for n in range(90))
NOTICE = (
    "<p>Human trafficking is a matter of our office. This site is being put in order, and its pages stand elsewhere.</p>" * 20
)


def test_a_short_narrative_of_the_first_editions_is_taken_though_it_has_no_headings(held: Path) -> None:
    (held / "norvale 2001.htm").write_text(page("Norvale", words=MENU + EARLY))
    (held / "norvale.htm").write_text(page("Norvale", words=EARLY))
    assert brought(held).counts == {"kept": 2}


def test_a_narrative_of_our_days_as_short_as_that_was_cut(held: Path) -> None:
    (held / "norvale 2019.htm").write_text(page("Norvale", words=MENU + EARLY))
    (outcome,) = brought(held).outcomes
    assert "words outside its links, and one of 2019 in this series has at least 250: save the whole page" in outcome.why


@pytest.mark.parametrize(
    "headings",
    ["<h3>Prosecution</h3><h3>PROTECTION:</h3>", "<p><b>Protection.</b> They may stay.</p><p>Prevention -- a film.</p>"],
)
def test_a_narrative_without_a_tier_is_known_by_its_headings(held: Path, headings: str) -> None:
    (held / "norvale.htm").write_text(page("Norvale", words=NOTICE + headings))
    assert brought(held).counts == {"kept": 1}


@pytest.mark.parametrize(
    ("title", "words", "why"),
    [
        ("Norvale", NOTICE, "it has fewer than two of the headings of this series (prosecution, protection, prevention)"),
        (
            "Norvale",
            NOTICE + "<h3>Protection of data</h3><h3>Prevention</h3>",
            "it has fewer than two of the headings of this series",
        ),
        ("Norvale", NOTICE + MENU, "nowhere speaks of minimum standards or of a tier: it may be a notice"),
        ("Norvale", MENU, "it has 1 word outside its links"),
        ("We’ve moved", NOTICE + EARLY, "it is a page of an error or a notice, 'We’ve moved': open its address in a browser"),
        ("Search results", NOTICE + EARLY, "'Search results'"),
    ],
)
def test_a_page_that_is_no_narrative_is_set_aside_with_what_to_do(held: Path, title: str, words: str, why: str) -> None:
    (held / "norvale.htm").write_text(page(title, words=words if "traffick" in words else f"{words} trafficking"))
    (outcome,) = brought(held).outcomes
    assert (outcome.what, why in outcome.why) == ("refused", True), outcome.why
    assert not documents()


def test_words_in_a_link_that_was_never_closed_are_read(held: Path) -> None:
    (held / "norvale.htm").write_text(page("Norvale", words=f'<a href="#top">{EARLY}'))
    assert brought(held).counts == {"kept": 1}


# What people bring in place of text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("noise.txt", bytes(range(128, 256)) * 40, "it is binary data, or text in a code that is not known here: save it anew"),
        ("noise.txt", random.Random(7).randbytes(9_000).replace(b"\0", b""), "it is binary data"),
        ("noise.csv", bytes(range(1, 128)) * 40, "it is binary data"),
        (
            "report.txt",
            b"PK\x03\x04" + bytes(range(1, 256)) * 9,
            "it is a zip archive, or a document packed as one (docx, odt, epub)",
        ),
        ("report.txt", b"PK\x03\x04 [Content_Types].xml word/document.xml", "unpack it, or save it as PDF or as text"),
        ("report.html.gz", gzip.compress(WORDS.encode()), "it is packed with gzip: unpack it"),
        ("report.txt", b"\xd0\xcf\x11\xe0" + WORDS.encode(), "save it as PDF or as text"),
        ("report.txt", b"{\\rtf1 " + WORDS.encode(), "it is a document in rich text (RTF)"),
        ("scan.txt", b"\xff\xd8\xff" + WORDS.encode(), "it is a picture: recognise its words with a tool for that"),
        ("page.mhtml", b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n" + WORDS.encode(), "save the page as HTML"),
    ],
)
def test_a_file_that_is_no_text_is_named_for_what_it_is(held: Path, name: str, content: bytes, why: str) -> None:
    (held / name).write_bytes(content)
    (outcome,) = brought(held, "own").outcomes
    assert (outcome.what, why in outcome.why) == ("refused", True), outcome.why
    assert not documents()


@pytest.mark.parametrize(
    "content",
    [
        ("Отчёт правительства о борьбе с торговлей людьми. " * 20).encode("cp1251"),
        ("Le gouvernement a été loué pour ses efforts à la frontière. " * 20).encode("latin-1"),
        (WORDS[:-1] + "é").encode(),
        WORDS.encode("utf-16"),
        WORDS.encode("utf-16-be"),
        b"Date: 3 March 2020\nSubject: our report\n\n" + WORDS.encode(),
        ("人身取引の被害者は保護される。" * 90).encode(),
    ],
)
def test_text_in_many_codes_is_taken(held: Path, content: bytes) -> None:
    (held / "report.txt").write_bytes(content)
    assert brought(held, "own").counts == {"kept": 1}


# Pages as archives and browsers keep them ---------------------------------------------------------------------------------------

BAR = (
    '<div id="wm-ipp-base"><p>{} captures, and many words on other days of this page that are no words of the narrative</p></div>'
)
KEPT = "https://web.archive.org/web/20170131142004/https://www.state.gov/j/tip/rls/tiprpt/countries/2016/258751.htm"


def test_a_page_of_the_wayback_machine_is_known_by_the_address_within_and_its_bar_is_none_of_its_words(held: Path) -> None:
    link = f'<link rel="canonical" href="{KEPT}">'
    (held / "a.html").write_text(page("Cuba", link, BAR.format(8) + WORDS))
    brought(held)
    assert (only().edition, only().jurisdiction) == (2016, "CUB")
    assert only().address == "https://www.state.gov/j/tip/rls/tiprpt/countries/2016/258751.htm"
    words = only().words
    (held / "a.html").write_text(page("Cuba", link, BAR.format(9) + WORDS))
    brought(held)
    assert only().words == words
    (outcome,) = brought(held, said=Said(edition=2015)).outcomes
    assert outcome.why == "it says itself that it is of 2016, and not of 2015: leave out --year, or bring the right file"


def test_what_a_browser_saved_beside_a_page_is_passed_over(held: Path) -> None:
    for page_name, beside in (("Cuba 2011.htm", "Cuba 2011_files"), ("Perú 2012.html", "Perú 2012_archivos")):
        (held / page_name).write_text(page("x"))
        (held / beside).mkdir()
        (held / beside / "frame.html").write_text("<html><body>an advertisement</body></html>")
        (held / beside / "style.css").write_text("a{}")
    (held / "2013_files").mkdir()
    (held / "2013_files" / "chad.html").write_text(page("x"))
    assert brought(held).counts == {"kept": 3}
    assert {d.jurisdiction for d in documents()} == {"CUB", "PER", "TCD"}


def test_editions_and_codes_that_are_mixed_in_one_folder_are_told_apart(held: Path) -> None:
    for year, code in ((2003, "utf-8"), (2008, "cp1252"), (2014, "utf-16"), (2019, "utf-16-be")):
        (held / str(year)).mkdir()
        declared = '<meta charset="windows-1252">' if code == "cp1252" else ""
        content = page("Cuba – a narrative", declared, f"{WORDS} “{year}”")
        (held / str(year) / "cuba.html").write_bytes(content.encode(code))
    assert brought(held).counts == {"kept": 4}
    assert [(d.edition, d.jurisdiction, d.title) for d in documents()] == [
        (year, "CUB", "Cuba – a narrative") for year in (2003, 2008, 2014, 2019)
    ]


# Places from which nothing is taken ---------------------------------------------------------------------------------------------


def test_what_palermo_keeps_itself_is_not_brought_again(held: Path, tmp_path: Path) -> None:
    (held / "cuba.html").write_text(page("x"))
    brought(held)
    for own in (tmp_path / "home", tmp_path / "home" / "library", tmp_path / "home" / "library" / "originals"):
        with pytest.raises(UserError, match="is where palermo keeps what it holds"):
            brought(own, "own")
    assert brought(tmp_path, "tip").counts == {"kept": 1}, "of a folder around it the rest is taken"
    assert {d.address for d in documents()} == {"cuba.html", "held/cuba.html"}


def test_a_link_that_leads_in_a_circle_is_named(held: Path) -> None:
    (held / "loop").symlink_to(held / "loop")
    (held / "around").symlink_to(held, target_is_directory=True)
    (held / "cuba.html").write_text(page("x"))
    assert brought(held).counts == {"refused": 2, "kept": 1}
    with pytest.raises(UserError, match="is a link"):
        brought(held / "loop")


def test_a_path_that_is_too_long_is_named_with_what_to_do(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (held / "cuba.html").write_text(page("x"))
    monkeypatch.chdir(held)
    for _ in range(22):  # together longer than a path may be
        Path("e" * 200).mkdir()
        os.chdir("e" * 200)
    Path("peru.html").write_text(page("x"))
    summary = brought(held)
    assert summary.counts == {"kept": 1, "refused": 1}
    assert next(o.why for o in summary.outcomes if o.why).endswith("(File name too long): move it to a shorter path")


def test_a_file_that_cannot_be_read_is_named_with_what_to_do(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (held / "cuba.html").write_text(page("x"))
    (held / "peru.html").write_text(page("x"))
    real = os.open

    def locked(path: object, flags: int, *rest: int) -> int:
        if str(path).endswith("peru.html"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, flags, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", locked)
    summary = brought(held)
    assert summary.counts == {"kept": 1, "refused": 1}
    assert next(o.why for o in summary.outcomes if o.why) == "it cannot be read (Permission denied): check its permissions"


def test_what_is_said_of_a_folder_is_not_said_of_a_file_whose_name_differs(held: Path) -> None:
    for name in ("2003/cuba.html", "2019/cuba.html", "2019/peru.html", "2019/saved.html"):
        (held / name).parent.mkdir(exist_ok=True)
        (held / name).write_text(page("x"))
    why = {o.address: o.why for o in brought(held, said=Said(edition=2019, jurisdiction="CUB")).outcomes}
    assert why == {
        "2003/cuba.html": "its name says 2003, and --year says 2019 of all: bring it alone, or leave out --year",
        "2019/cuba.html": "",
        "2019/peru.html": "its name says Peru, and --country says Cuba of all: bring it alone, or leave out --country",
        "2019/saved.html": "",
    }
    assert {(d.edition, d.jurisdiction) for d in documents()} == {(2019, "CUB")}


@pytest.mark.parametrize(("year", "why"), [(1999, "this series begins in 2001"), (2049, "this series cannot have one after")])
def test_an_edition_that_there_cannot_be_is_not_taken_from_a_name(held: Path, year: int, why: str) -> None:
    (held / f"cuba {year}.html").write_text(page("x"))
    (outcome,) = brought(held).outcomes
    assert f"it seems to be of {year}, and {why}" in outcome.why
    assert brought(held, said=Said(edition=2004)).counts == {"kept": 1}
