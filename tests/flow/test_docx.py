"""The brief as a Word file: what LibreOffice reads in it, what its parts hold, and the same bytes for the same brief."""

import datetime as dt
import io
import os
import shutil
import subprocess
import zipfile
from collections import Counter

import pypdf
import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from palermo.briefing.agenda import agenda
from palermo.briefing.agreed import Answered
from palermo.briefing.brief import brief
from palermo.briefing.carried import DOCX_NAMESPACE, DOCX_PART, carried
from palermo.briefing.render.docx import docx
from palermo.briefing.render.layout import ask_lines, grouped_sources, loose
from palermo.briefing.render.sheet import TABLE
from palermo.briefing.verify.files import received
from palermo.briefing.verify.verify import verify
from palermo.errors import UserError
from palermo.record.opened import opened
from palermo.register.jurisdictions import jurisdictions, resolve

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DAY = dt.date(2017, 2, 22)
SOFFICE = shutil.which("soffice")
COVER = "Comisión bilateral <b>&amp; grupo № 3, لجنة"
CODES, AUDIENCES = st.sampled_from(sorted(jurisdictions())), st.sampled_from(["own", "counterpart", "public"])
DAYS = st.dates(dt.date(2001, 1, 1), dt.date(2026, 11, 24))
FEW = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "torture" else 10  # a paper takes a third of a second


@pytest.fixture(scope="module")
def cuba(record_home):
    """The founding example as a paper and as a Word file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALERMO_HOME", str(record_home))
        with opened(DAY) as record:
            paper = brief(record, resolve("Cuba"), resolve("USA"), occasion=COVER)
            return paper, docx(paper), carried(paper), grouped_sources(paper)


def part(file, name):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read(name))


def words(element):
    """What a reader sees of an element: text and tabs."""
    return "".join("\t" if e.tag == f"{W}tab" else e.text or "" for e in element.iter(f"{W}t", f"{W}tab"))


def paragraphs(file):
    body = part(file, "word/document.xml")
    return [(p.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), words(p)) for p in body.iter(f"{W}p")]


# What LibreOffice reads -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def read_by_libreoffice(cuba, tmp_path_factory):
    """The file as LibreOffice reads it: the text, the pages as PDF, and what it writes when it is told to save."""
    if SOFFICE is None and not os.environ.get("CI"):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    (folder / "paper.docx").write_bytes(cuba[1])
    (folder / "again").mkdir()
    for form, out in (("txt:Text (encoded):UTF8", folder), ("pdf", folder), ("docx", folder / "again")):
        call = [
            SOFFICE or "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            form,
        ]
        subprocess.run([*call, "--outdir", str(out), str(folder / "paper.docx")], check=True, timeout=120, capture_output=True)
    again = (folder / "again" / "paper.docx").read_bytes()
    return (folder / "paper.txt").read_text(encoding="utf-8-sig"), pypdf.PdfReader(folder / "paper.pdf"), again


def test_what_libreoffice_saves_again_still_holds(read_by_libreoffice):
    assert verify(received(read_by_libreoffice[2], "paper.docx")).faults == ()


def test_libreoffice_reads_every_sentence_in_order_and_numbers_its_footnotes(cuba, read_by_libreoffice):
    paper, at = cuba[0], 0
    text = " ".join(read_by_libreoffice[0].split())
    for number, claim in enumerate(order_of_print(paper), start=1):
        said = " ".join(claim.text.split())
        found = text.find(f"{said}{number}", at) if not claim.id.startswith(TABLE) else text.find(said.partition(": ")[2], at)
        assert found >= 0, (number, said)
        at = found
    assert number > 40


def order_of_print(paper):
    """The claims as they are written: in a section the sentences first, the table after them, then the asks."""
    for section in paper.sections:
        free = loose(section.claims, section.asks)
        yield from (c for c in free if not c.id.startswith(TABLE))
        yield from (c for c in free if c.id.startswith(TABLE))
        for ask in section.asks:
            yield from (ask.sentence, *(claim for _, claim in ask_lines(ask)))


def test_libreoffice_shows_the_audience_on_every_page_headings_links_and_contents(cuba, read_by_libreoffice):
    paper, pdf = cuba[0], read_by_libreoffice[1]
    assert 3 <= len(pdf.pages) <= 6
    assert all("for our own side only" in page.extract_text().lower() for page in pdf.pages)
    assert [one.title for one in pdf.outline] == [*(s.title for s in paper.sections), "Sources"]
    links = [a.get_object() for page in pdf.pages for a in page.get("/Annots", [])]
    outside = {a["/A"]["/URI"] for a in links if "/URI" in a.get("/A", {})}
    assert outside == {group.url for group in cuba[3] if group.url}
    assert len(links) > 100, "footnotes and contents lead to their places"
    assert pdf.metadata.title == "Cuba: trafficking in persons"
    assert pdf.root_object["/Lang"] == "en-GB"
    first = " ".join(pdf.pages[0].extract_text().split())
    assert "Contents: Bottom line · What to ask ·" in first
    assert "Prepared for: Comisión bilateral <b>&amp; grupo № 3" in first
    assert "Not legal advice." in first


def test_a_file_that_libreoffice_saved_again_still_carries_the_paper_and_its_footnotes(cuba, read_by_libreoffice):
    again = read_by_libreoffice[2]
    assert part(again, DOCX_PART.strip("/")).text == cuba[2]
    assert len(list(part(again, "word/document.xml").iter(f"{W}footnoteReference"))) == len(cuba[0].claims)


# What the parts hold ----------------------------------------------------------------------------------------------------------


def test_headings_are_headings_and_the_contents_are_a_field_that_stands_written(cuba):
    paper, file = cuba[0], cuba[1]
    headings = [text for style, text in paragraphs(file) if style == "Heading1"]
    assert headings == [*(s.title for s in paper.sections), "Sources"]
    assert [text for style, text in paragraphs(file) if style == "Title"] == ["Cuba: trafficking in persons"]
    body = part(file, "word/document.xml")
    assert [e.text.split()[0] for e in body.iter(f"{W}instrText")] == ["TOC"]
    assert next(text for style, text in paragraphs(file) if style == "TOC1") == "Contents: " + " · ".join(headings)
    assert Document(io.BytesIO(file)).styles["Heading 1"].paragraph_format.keep_with_next


def test_every_claim_calls_one_footnote_and_the_two_lines_above_the_notes_are_there(cuba):
    paper, file = cuba[0], cuba[1]
    called = [int(e.get(f"{W}id")) for e in part(file, "word/document.xml").iter(f"{W}footnoteReference")]
    notes = part(file, "word/footnotes.xml")
    kinds = {int(n.get(f"{W}id")): n.get(f"{W}type") for n in notes}
    assert called == list(range(1, len(paper.claims) + 1))
    assert kinds == {-1: "separator", 0: "continuationSeparator"} | dict.fromkeys(called)
    named = [int(e.get(f"{W}id")) for e in part(file, "word/settings.xml").iter(f"{W}footnote")]
    assert named == [-1, 0]
    first = next(n for n in notes if n.get(f"{W}id") == "1")
    assert (
        words(first).strip()
        == "US Department of State, Trafficking in Persons Report, editions 2015–2016, original not held [1–4]."
    )


def test_every_number_of_a_note_leads_to_its_line_in_the_list_of_sources(cuba):
    file = cuba[1]
    body, notes = part(file, "word/document.xml"), part(file, "word/footnotes.xml")
    marks = Counter(e.get(f"{W}name") for e in body.iter(f"{W}bookmarkStart"))
    assert set(marks.values()) == {1}
    assert len({e.get(f"{W}id") for e in body.iter(f"{W}bookmarkStart")}) == len(marks)
    led = {e.get(f"{W}anchor") for root in (body, notes) for e in root.iter(f"{W}hyperlink")} - {None}
    assert led <= set(marks)
    assert {f"source_{n}" for n in range(1, len(cuba[0].citations) + 1)} <= set(marks)


def test_the_paper_carries_its_own_data_and_nothing_that_calls_home_or_names_a_person(cuba):
    archive = zipfile.ZipFile(io.BytesIO(cuba[1]))
    item = part(cuba[1], DOCX_PART.strip("/"))
    assert item.tag == f"{{{DOCX_NAMESPACE}}}brief"
    assert item.text == cuba[2]
    outside = [
        (e.get("Type").rpartition("/")[2], e.get("Target"))
        for name in archive.namelist()
        if name.endswith(".rels")
        for e in part(cuba[1], name)
        if e.get("TargetMode") == "External"
    ]
    assert {kind for kind, _ in outside} == {"hyperlink"}
    assert {address for _, address in outside} == {group.url for group in cuba[3] if group.url}
    about = Document(io.BytesIO(cuba[1])).core_properties
    assert (about.title, about.author, about.last_modified_by) == ("Cuba: trafficking in persons", "", "")
    assert about.created.date() == about.modified.date() == DAY
    assert {entry.date_time[:3] for entry in archive.infolist()} == {(2017, 2, 22)}
    assert not [name for name in archive.namelist() if "thumbnail" in name or "vba" in name.lower()]


def test_the_picture_has_words_for_who_cannot_see_it_and_the_table_repeats_its_header(cuba):
    body = part(cuba[1], "word/document.xml")
    (described,) = [e for e in body.iter() if e.tag.endswith("}docPr")]
    assert described.get("descr") == "Placements by edition: Tier 3 in 2003–2014 and Tier 2 Watch List in 2015–2016."
    (table,) = body.iter(f"{W}tbl")
    rows = list(table.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
    said = [" ".join(words(cell) for cell in row.iter(f"{W}tc")) for row in rows[1:]]
    assert said == [c.text for c in cuba[0].claims if c.id.startswith(TABLE)]


def test_a_cover_line_in_a_script_that_runs_from_right_to_left_is_marked_so(cuba_day):
    paper = brief(cuba_day, resolve("Cuba"), resolve("USA"), occasion="لجنة ثنائية")
    turned = [
        words(run) for run in part(docx(paper), "word/document.xml").iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None
    ]
    assert turned == ["لجنة ثنائية"]
    assert not list(
        part(docx(brief(cuba_day, resolve("Cuba"), resolve("USA"), occasion=COVER)), "word/document.xml").iter(f"{W}rtl")
    )


@pytest.mark.parametrize(("size", "width", "height"), [("a4", 11906, 16838), ("letter", 12240, 15840)])
def test_paper_of_either_size(cuba_day, size, width, height):
    page = part(docx(brief(cuba_day, resolve("Nauru"), resolve("USA")), size), "word/document.xml")
    assert [(int(e.get(f"{W}w")), int(e.get(f"{W}h"))) for e in page.iter(f"{W}pgSz")] == [(width, height)]


def test_another_size_of_paper_is_refused_by_name(cuba_day):
    with pytest.raises(UserError, match="'a5' is no size of paper"):
        docx(brief(cuba_day, resolve("Nauru"), resolve("USA")), "a5")


def test_without_the_extra_one_sentence_says_what_to_install(cuba_day, monkeypatch):
    paper = brief(cuba_day, resolve("Nauru"), resolve("USA"))
    monkeypatch.setattr("palermo.extras.find_spec", lambda name: None)
    with pytest.raises(UserError, match=r"A Word file needs the extra 'papers'.*pip install 'palermo\[papers\]'"):
        docx(paper)


def test_a_note_on_what_this_record_does_not_hold_names_the_table(cuba):
    notes = [words(n).strip() for n in part(cuba[1], "word/footnotes.xml")]
    assert any(note.startswith("Catalogue of this record: watch_list_events [") for note in notes)


# What holds for every paper ---------------------------------------------------------------------------------------------------


@settings(max_examples=FEW)
@given(CODES, DAYS, AUDIENCES)
@example("THA", dt.date(2026, 11, 24), "own")
@example("NRU", dt.date(2026, 11, 24), "own")
@example("FSM", dt.date(2015, 12, 1), "public")
@example("VCT", dt.date(2012, 12, 1), "own")
@example("HTI", dt.date(2016, 12, 1), "counterpart")
@example("USA", dt.date(2017, 2, 22), "counterpart")
@example("CUB", dt.date(2001, 2, 22), "own")
def test_every_paper_is_written_whole_in_order_and_twice_alike(code, day, audience):
    with opened(day) as record:
        paper = brief(record, jurisdictions()[code], jurisdictions()["USA"], audience)
        file = docx(paper)
        assert docx(brief(record, jurisdictions()[code], jurisdictions()["USA"], audience)) == file
        data = carried(paper)
    assert part(file, DOCX_PART.strip("/")).text == data
    shown = paragraphs(file)
    whole, at = "\n".join(text for _, text in shown), 0
    for claim in order_of_print(paper):
        said = claim.text.replace(": ", ":\n", 1) if claim.id.startswith(TABLE) else claim.text
        at = whole.index(said, at)
    for (style, _), (after, _) in zip(shown, [*shown[1:], ("", "")], strict=True):
        assert style != "Heading1" or after not in ("Heading1", ""), "no heading stands alone"
    assert len(list(part(file, "word/footnotes.xml"))) == len(paper.claims) + 2
    for name in zipfile.ZipFile(io.BytesIO(file)).namelist():
        if name.endswith((".xml", ".rels")):
            part(file, name)


@settings(max_examples=FEW)
@given(st.text(min_size=1, max_size=60))
@example("]]> &lt; {0} \x00\x0b\ufffe \u202e ‮ <w:p/> ' \"")
def test_what_a_team_typed_cannot_break_the_file(text):
    typed = Answered("k", "public", text, "refused", dt.date(2016, 1, 12), ask="ask.written_plan/CUB/2016", words=text)
    with opened(DAY) as record:
        paper = agenda(record, resolve("Cuba"), resolve("USA"), earlier=[typed])
        file, data = docx(paper), carried(paper)
    assert part(file, DOCX_PART.strip("/")).text == data
    answer = next(c.text for c in paper.claims if c.basis == "agreed")
    assert f"Answered before:\t{answer}" in [said for _, said in paragraphs(file)]
