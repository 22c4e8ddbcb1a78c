"""What a file is by its bytes, and the words in it: formats, files made to do harm, names that mislead, the process that reads."""

import time

import hostile_files as files
import pytest

pytestmark = pytest.mark.usefixtures("_django")


@pytest.fixture(scope="module")
def _django(record_home):
    import os

    os.environ.setdefault("PALERMO_HOME", str(record_home))
    from palermo.workspace.serve import setup

    setup()


def extract(content):
    from palermo.workspace.attachments.extract import extract

    return extract(content)


def code(content):
    from palermo.workspace.attachments.extract import REFUSED, Refused

    with pytest.raises(Refused) as told:
        extract(content)
    assert str(told.value) in REFUSED
    return str(told.value)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (files.PAGE, "text/html"),
        (files.pdf(), "application/pdf"),
        (files.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (files.WORDS.encode(), "text/plain"),
        (files.WORDS.encode("utf-16"), "text/plain"),
    ],
    ids=["page", "pdf", "docx", "text", "text in another code"],
)
def test_a_document_is_known_by_its_bytes_and_its_words_are_read(content, media_type):
    found = extract(content)
    assert found.media_type == media_type
    assert files.WORDS in found.text
    assert found.no_text == ""


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "type"),
        (b"GIF89a/*<script>alert(1)</script>*/=1;", "type"),
        (b"MZ\x90\0" + b"\0" * 200, "type"),
        (b"#!/bin/sh\nrm -rf /\n", "type"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "type"),
        (files.zipped({"a.txt": "x"}), "type"),
        (files.zipped({"xl/workbook.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "type"),
        (files.docx(parts={"word/vbaProject.bin": b"\0"}), "macros"),
        (files.pdf()[:200], "damaged"),
        (b"%PDF-1.7\n<script>alert(1)</script>", "damaged"),
        (files.docx()[:-40], "damaged"),
        (b"PK\x03\x04" + b"x" * 500, "damaged"),
        (files.docx(parts={"word/document.xml": "<w:document"}), "damaged"),
        (files.entity_bomb(), "bomb"),
        (files.reading_document(), "bomb"),
        (files.pdf_bomb(), "bomb"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_document_or_one_made_to_do_harm_is_refused(content, why):
    assert code(content) == why


def test_a_file_of_more_than_the_limit_is_refused():
    from palermo.workspace.attachments.limits import LARGEST

    assert code(b"x" * (LARGEST + 1)) == "large"


@pytest.mark.parametrize("bomb", [files.zip_bomb, files.lying_bomb])
def test_a_zip_bomb_in_a_word_document_is_refused_also_when_it_lies_about_its_size(bomb):
    content = bomb()
    assert len(content) < 500_000
    assert code(content) in ("bomb", "damaged")


def test_a_document_of_two_natures_is_taken_for_the_first():
    found = extract(files.pdf() + files.docx("Second nature"))
    assert found.media_type == "application/pdf"
    assert "Second nature" not in found.text


def test_the_text_of_a_page_holds_its_words_and_nothing_of_its_scripts():
    assert extract(files.SCRIPTED).text == "Words of the page."


def test_what_hides_in_a_word_document_is_read_too():
    held = files.docx(parts={"word/comments.xml": files.note("A remark."), "word/footnotes.xml": files.note("A note.")})
    assert extract(held).text == f"{files.WORDS}\n\nA remark.\n\nA note."
    assert extract(files.docx(author="Somebody")).people == ("Somebody",)


def test_a_page_that_is_nested_deeply_is_read_to_its_bottom_or_refused():
    assert extract(b"<html><body>" + b"<div><b>" * 900 + b"bottom").text == "bottom"
    assert code(b"<html><body>" + b"<div><b>" * 100_000 + b"bottom") == "bomb"


def test_why_a_file_has_no_words_is_said():
    assert extract(files.pdf_without_words()).no_text == "images"
    assert extract(b"<html><body><script>x()</script></body></html>").no_text == "empty"


def test_no_more_text_is_kept_than_the_limit_and_none_that_a_database_cannot_hold():
    assert len(extract(b"a" * 3_000_000).text) == 1_000_000
    assert extract("a\x01b\x7fc\ufffed".encode()).text == "a b c d"


def test_the_look_for_peoples_details_takes_no_long_time_over_an_endless_word():
    from palermo.workspace.commission.text_check import details

    begun = time.process_time()
    assert details("x" * 1_000_000) == []
    assert details("x" * 500_000 + " somebody@example.org ") == ["an e-mail address"]
    assert time.process_time() - begun < 10


# The process that reads -------------------------------------------------------------------------------------------------------------


def read(content, **more):
    from palermo.workspace.attachments.reader import read

    return read(content, **more)


def test_another_process_reads_and_says_what_it_found(monkeypatch):
    """It is given no secret of the site."""
    import subprocess

    given = {}
    real = subprocess.run
    monkeypatch.setenv("DATABASE_URL", "postgresql://palermo:secret@/palermo")
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: (given.update(k["env"]), real(*a, **k))[1])
    assert read(files.docx(author="Somebody")) == extract(files.docx(author="Somebody"))
    assert set(given) <= {"PATH", "PYTHONPATH", "LANG", "LC_ALL"}


def test_a_refusal_is_said_in_words_and_a_reader_that_is_slow_or_dies_is_one():
    from palermo.workspace.commission.saving import Refused

    for content, longest, words in ((b"\x89PNG", 40, "is no PDF, web page"), (files.PAGE, 0.001, "took too long")):
        with pytest.raises(Refused, match=words):
            read(content, longest=longest)


def test_the_process_ends_itself_where_it_would_fill_the_memory(monkeypatch):
    import resource
    import subprocess
    import sys

    code = "import palermo.workspace.attachments.extract as e; e.extract = lambda content: bytearray(8_000_000_000); e.main()"
    done = subprocess.run([sys.executable, "-c", code], input=b"x", capture_output=True, check=False, timeout=60)
    assert done.stdout == b'{"refused": "bomb"}'
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != 2_000_000_000, "the limit is the reader's own"


# Names ------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.html"),
        ("..\\..\\windows\\system.ini", "system.html"),
        ("/absolute/report.final.pdf", "report.final.html"),
        ("a\0b\r\nSet-Cookie: x.pdf", "abSet-Cookie x.html"),
        ("gazette\u202efdp.exe", "gazettefdp.html"),
        ("..", "file.html"),
        ("", "file.html"),
        ("x" * 300, "x" * 100 + ".html"),
        (".htaccess", "htaccess.html"),
    ],
)
def test_the_name_of_a_download_has_no_path_no_trick_and_the_ending_of_what_it_is(name, kept):
    from palermo.workspace.attachments.keeping import plain_name

    assert plain_name(name, "text/html").replace(":", "") == kept
