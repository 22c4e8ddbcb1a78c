"""What goes wrong with an exhibit ends in one sentence, and leaves nothing half-written; odd pages are marked where their words stand."""

import errno
import io
import json
import re
import subprocess
from functools import cache
from pathlib import Path

import pypdf
import pypdf.actions
import pypdf.annotations
import pypdfium2
import pytest
from exhibit_library import FILLER, Command, page, report
from hypothesis import given
from hypothesis import strategies as st

from palermo.briefing.exhibit import bind, pdf_pages, printing
from palermo.briefing.exhibit.exhibit import exhibit
from palermo.briefing.exhibit.leaves import Leaf, Tag
from palermo.briefing.exhibit.topics import topic
from palermo.library import store
from palermo.record.opened import opened
from palermo.register.jurisdictions import resolve

ANYHOW = (Exception,)
ONE_SENTENCE = re.compile(r"palermo: [^\n]+\n\Z")


@pytest.fixture
def palermo(tmp_path, record_home) -> Command:
    return Command(tmp_path / "home", record_home)


@pytest.fixture
def held(palermo, tmp_path) -> Command:
    """A home that holds one captured page."""
    (tmp_path / "cuba-tip.html").write_text(page(2016, 7), encoding="utf-8")
    palermo.bring("tip", tmp_path / "cuba-tip.html", 2016)
    palermo("read")
    return palermo


def refused(command: Command, *words: str, status: int = 2) -> str:
    """The one sentence that a command that fails says."""
    done = command("exhibit", *words, status=status)
    assert done.out == ""
    said = done.err.lstrip()  # a progress bar that no screen shows leaves empty lines
    assert ONE_SENTENCE.match(said), said
    return said


def test_a_country_without_any_document_an_unknown_topic_and_an_empty_name_are_told_in_one_sentence(palermo, tmp_path):
    folder = str(tmp_path / "made")
    said = refused(palermo, "Cuba", "--topic", "punishment", "-o", folder)
    assert "The library holds no document about Cuba" in said
    assert "'victims_punished' is no topic of an exhibit" in refused(palermo, "Cuba", "--topic", "victims_punished", "-o", folder)
    assert "Did you mean officials_complicit?" in refused(palermo, "Cuba", "--topic", "complicitly", "-o", folder)
    assert "needs a topic" in refused(palermo, "Cuba", "-o", folder)
    assert "-o the name of a new folder" in refused(palermo, "Cuba", "--topic", "punishment")
    refused(palermo, "Cubana", "--topic", "punishment", "-o", folder)
    assert not Path(folder).exists()


def test_a_document_that_was_not_read_is_named_and_not_called_silent(palermo, tmp_path):
    (tmp_path / "locked.pdf").write_bytes(locked(report(2023, "Police tortured two officials."), "secret"))
    palermo.bring("hrr", tmp_path / "locked.pdf", 2023, "--published", "2024-04-22")
    palermo("read")
    said = refused(palermo, "Cuba", "--topic", "punishment", "-o", str(tmp_path / "made"))
    assert "held and not read: locked.pdf" in said


def locked(content: bytes, password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def test_a_folder_that_is_not_empty_a_file_and_palermos_own_place_are_refused(held, tmp_path):
    full = tmp_path / "full"
    full.mkdir()
    (full / "older.pdf").write_text("x")
    assert "is not empty" in refused(held, "Cuba", "--topic", "punishment", "-o", str(full))
    assert "is a file" in refused(held, "Cuba", "--topic", "punishment", "-o", str(full / "older.pdf"))
    assert "keeps for itself" in refused(held, "Cuba", "--topic", "punishment", "-o", str(held.home / "made"))
    assert "cannot be written" in refused(held, "Cuba", "--topic", "punishment", "-o", str(tmp_path / "no" / "such" / "place"))


def test_a_full_disk_leaves_nothing_behind(held, tmp_path, monkeypatch):
    written = []

    def full(path: Path, content: bytes) -> None:
        if written:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(path)
        path.write_bytes(content)

    monkeypatch.setattr("palermo.cli.folder.write_atomically", full)
    said = refused(held, "Cuba", "--topic", "punishment", "-o", str(tmp_path / "made"), status=1)
    assert "No space left on device" in said
    assert written
    assert not (tmp_path / "made").exists()


def test_a_template_with_an_error_is_named(held, tmp_path, monkeypatch):
    from jinja2 import DictLoader, Environment, StrictUndefined

    broken = Environment(loader=DictLoader({"index.html": "{% for %}"}), undefined=StrictUndefined)
    monkeypatch.setattr(printing, "_environment", lambda: broken)
    said = refused(held, "Cuba", "--topic", "punishment", "-o", str(tmp_path / "made"), status=1)
    assert "the template index.html, line 1 has an error" in said
    assert not (tmp_path / "made").exists()


def test_an_original_that_is_damaged_on_disk_is_a_fault_of_ours(held, tmp_path):
    (one,) = (held.home / "library" / "originals").glob("*/*")
    one.chmod(0o644)
    one.write_bytes(b"other bytes")
    said = refused(held, "Cuba", "--topic", "punishment", "-o", str(tmp_path / "made"), status=1)
    assert "is damaged on disk" in said


def test_a_passage_to_be_left_out_that_was_not_found_is_named(held, tmp_path):
    said = refused(held, "Cuba", "--topic", "punishment", "--without", "nosuchid", "-o", str(tmp_path / "made"))
    assert "'nosuchid' is no passage that was found" in said


@pytest.fixture
def library(palermo, tmp_path, monkeypatch):
    """Bring PDFs, and make an exhibit of them in this process."""
    monkeypatch.setenv("PALERMO_HOME", str(palermo.home))

    def make(*contents: bytes, asked: tuple[str, ...] = ("harm_by_state",)):
        for number, content in enumerate(contents):
            (tmp_path / f"cuba-{number}.pdf").write_bytes(content)
            series = ("hrr", "own", "upr")[number]
            palermo.bring(series, tmp_path / f"cuba-{number}.pdf", 2023, "--published", "2024-04-22")
        palermo("read")
        with opened() as record:
            return exhibit(record, resolve("Cuba"), tuple(map(topic, asked)))

    return make


def changed(content: bytes, change) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    change(writer)
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def test_a_page_that_is_locked_against_copying_is_set_aside_and_the_rest_goes_on(library, monkeypatch):
    one = report(2023, "Police tortured two officials.")
    made = library(one, locked(report(2022, "Guards tortured police."), ""))
    assert [tab.chosen.letter for tab in made.tabs] == ["A"]
    assert any("locked against copying" in one.why for one in made.set_aside), made.set_aside


def test_turned_and_cropped_pages_are_numbered_upright_and_marked_on_their_words(library):
    turns = {2: 90, 3: 180, 4: 270}

    def change(writer: pypdf.PdfWriter) -> None:
        for number, turn in turns.items():
            writer.pages[number - 1].rotate(turn)
            writer.pages[number - 1].cropbox = pypdf.generic.RectangleObject((20, 30, 592, 762))

    one = changed(report(2023, "Police tortured two officials of a union."), change)
    made = library(one, asked=("harm_by_state", "punishment", "complicity"))
    content, (tab,) = made.files[0].content, made.tabs
    filed = pypdf.PdfReader(io.BytesIO(content))
    with pypdfium2.PdfDocument(content) as document:
        for mark, (printed, turn) in zip(tab.chosen.marks, turns.items(), strict=True):
            number = made.plan.of_mark(tab, mark.label)
            assert tab.starts[mark.label] == printed
            assert f"Tab A · {number} of {made.plan.total}" in " ".join(poppler(content, number).split())
            assert filed.pages[number - 1].rotation == turn
            (light,) = [a.get_object() for a in filed.pages[number - 1]["/Annots"] if a.get_object()["/Subtype"] == "/Highlight"]
            letters = document[number - 1].get_textpage()
            lines = [list(map(float, light["/QuadPoints"][n : n + 8])) for n in range(0, len(light["/QuadPoints"]), 8)]
            under = " ".join(letters.get_text_bounded(q[0], q[5], q[2], q[1]) for q in lines)
            assert " ".join(under.split()) == " ".join(mark.passage.text.split())
            (tag,) = next(leaf for leaf in tab.leaves if leaf.printed == printed).tags
            assert 0 < tag.from_top < (732 if turn == 180 else 572)


def poppler(content: bytes, number: int) -> str:
    command = ["pdftotext", "-f", str(number), "-l", str(number), "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def test_a_label_stands_at_the_side_of_its_column_and_none_on_another():
    found = bind._apart(Leaf(None, 1, (Tag("A2", 104, True), Tag("A1", 100), Tag("A3", 107, True), Tag("A4", 300))))
    assert found == [Tag("A1", 100), Tag("A4", 300), Tag("A2, A3", 104, True)]


def test_layers_that_are_turned_off_never_show(library, tmp_path):
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject

    def change(writer: pypdf.PdfWriter) -> None:
        layer = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/OCG")}))
        off = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
        writer.root_object[NameObject("/OCProperties")] = DictionaryObject({NameObject("/D"): off})

    made = library(report(2023, "Police tortured two officials."), changed(report(2022, "Guards tortured police."), change))
    assert [tab.chosen.held.series for tab in made.tabs] == ["human_rights_report"]
    assert any("has layers that are not shown" in one.why for one in made.set_aside)


def test_data_that_stands_in_the_place_of_a_page_is_told_with_the_page_and_what_to_do(palermo, tmp_path, monkeypatch):
    words = "Police tortured detained migrants, and the authorities of human rights said nothing. " + FILLER * 16
    data = {"title": "Cuba", "name": "Cuba", "year": 2023, "sections": [{"title": "Arrest", "text": words}]}
    (tmp_path / "cuba-2023.pdf").write_bytes(report(2023, "Police tortured two officials."))
    (tmp_path / "cuba-2023.json").write_text(json.dumps(data), encoding="utf-8")
    palermo.bring("hrr", tmp_path / "cuba-2023.pdf", 2023, "--published", "2024-04-22")
    palermo.bring("hrr", tmp_path / "cuba-2023.json", 2023, "--published", "2024-04-22")
    palermo("read")
    said = refused(palermo, "Cuba", "--topic", "harm_by_state", "-o", str(tmp_path / "made"))
    assert "it is held as data (application/json), which is no published page (passages that bear on the topics: 1)" in said
    assert "'cuba-2023.pdf' is held too, and the record reads the data in its place; erase the data to have the page read" in said


def test_links_files_and_scripts_of_a_published_page_do_not_come_along(library):
    def change(writer: pypdf.PdfWriter) -> None:
        writer.add_annotation(1, pypdf.annotations.Link(rect=(10, 10, 90, 40), url="http://example.invalid/"))
        writer.add_annotation(1, pypdf.annotations.Link(rect=(10, 50, 90, 90), target_page_index=4))
        writer.add_annotation(1, pypdf.annotations.FreeText(text="A stamp of the office", rect=(300, 20, 500, 60)))
        writer.add_open_action(pypdf.actions.JavaScript("app.alert('x')"))
        writer.add_attachment("notes.txt", b"notes")

    made = library(changed(report(2023, "Police tortured two officials of a union.", "The last page is not shown."), change))
    filed = pypdf.PdfReader(io.BytesIO(made.files[0].content))
    kinds = [a.get_object()["/Subtype"] for one in filed.pages[2:] for a in one.get("/Annots", ())]
    assert sorted(kinds) == ["/FreeText", "/Highlight"]
    assert b"app.alert" not in made.files[0].content
    assert filed.attachments == {}
    assert len(filed.pages) == made.plan.total


def test_a_tab_that_is_larger_than_a_file_is_cut_within(library):
    made = library(report(2023, "Police tortured two officials of a union."))
    book = bind._Book(made.tabs, made.plan, *sheets(made))
    pieces = bind._pieces(book, (1, made.plan.total), 1)
    assert [span for span, _ in pieces] == [(n, n) for n in range(1, made.plan.total + 1)], "a page is the least that there is"


def sheets(made):
    values = {"place": "", "day": ""} | {key: {"A": "x"} for key in ("names", "publishers", "published", "addresses", "pages")}
    plain = pypdf.PageObject.create_blank_page(width=612, height=792)
    found = bind._sheets(made.tabs, made.plan, [plain] * made.plan.index, values, "letter")
    return found, [plain] * len(found)


def test_words_that_do_not_stand_where_they_were_read_are_never_marked(library, monkeypatch):
    content = report(2023, "Police tortured two officials of a union.")
    other = report(2023, "Police greeted four teachers of a school.", filler=2)
    monkeypatch.setattr(store, "read_bytes", lambda digest: other)
    with pytest.raises(Exception, match="its words do not stand where they were read"):
        library(content)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=40), st.floats(0.5, 1))
def test_a_damaged_file_is_cut_whole_or_set_aside_and_never_fails_later(changes, share):
    content = bytearray(sound_report())
    for at, value in changes:
        content[at % len(content)] = value
    try:
        _, _, cut = pdf_pages._cut(bytes(content[: int(len(content) * share)] if share < 0.6 else content), {2, 3}, False)
    except ANYHOW:  # `cut` makes one of all of them
        return
    writer = pypdf.PdfWriter()
    for one in cut:
        writer.add_page(one).merge_transformed_page(pdf_pages._probe(), (1, 0, 0, 1, 0, 0))
    writer.write(out := io.BytesIO())
    assert len(pypdf.PdfReader(out).pages) == len(cut)


@cache
def sound_report() -> bytes:
    return report(2023, "Police tortured two officials of a union.")
