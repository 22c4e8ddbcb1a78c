"""Files that are damaged, too much, or made to do harm: one sentence, the right status, no traceback and no half-read paper."""

import io
import json
import os
import subprocess
import sys
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import FORMS, attached, paper, verdict, with_part

from palermo.briefing.carried import DOCX_PART
from palermo.briefing.verify import apart, files
from palermo.briefing.verify.apart import received_apart
from palermo.briefing.verify.files import content_of, received
from palermo.briefing.verify.model import UnreadableError
from palermo.briefing.verify.strict import MisshapenError, parsed

ITEM = DOCX_PART.lstrip("/")


def palermo(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "palermo", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LANG": "C.UTF-8"},
    )


def bomb() -> bytes:
    """An archive of a hundred kilobytes that would unpack to eighty megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"word/{number}.xml", b" " * 19_000_000)
    return out.getvalue()


# The command ------------------------------------------------------------------------------------------------------------------


def test_the_status_is_0_for_what_holds_1_for_what_does_not_and_2_for_what_cannot_be_read(tmp_path):
    whole, changed, none = (tmp_path / name for name in ("whole.md", "changed.md", "none.md"))
    whole.write_bytes(paper("md"))
    changed.write_bytes(paper("md").replace(b"37 days remain", b"73 days remain", 1))
    none.write_text("# Cuba\n", encoding="utf-8")
    done = palermo("verify", str(whole))
    assert (done.returncode, done.stderr) == (0, "")
    assert "65 sentences" in done.stdout
    assert "palermo brief CUB --from USA --as-of 2017-02-22 --audience own --format md" in done.stdout
    done = palermo("verify", str(changed))
    assert (done.returncode, done.stderr) == (1, "")
    assert "1 fault" in done.stdout
    assert "bottom_line.days/CUB/2017" in done.stdout
    assert "37 days remain" in done.stdout
    assert "73 days remain" in done.stdout
    done = palermo("verify", str(none))
    assert (done.returncode, done.stdout) == (2, "")
    assert "carries no brief" in done.stderr


def test_the_same_question_from_python(tmp_path):
    import palermo as api

    (tmp_path / "paper.pdf").write_bytes(paper("pdf"))
    found = api.verify(tmp_path / "paper.pdf")
    assert found.holds
    assert found.checked.sentences == 65


def test_the_verifier_knows_no_renderer():
    script = "import sys, palermo.briefing.verify.verify, palermo.briefing.verify.formats.html, palermo.cli.verify; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "palermo.briefing.verify.listing" in done.stdout.split()
    assert [name for name in done.stdout.split() if name.startswith("palermo.briefing.render")] == []


@pytest.mark.parametrize("name", ["absent.md", ".", "empty.md", "paper.exe"])
def test_what_is_no_file_and_what_is_no_paper_is_said_in_one_sentence(tmp_path, name):
    (tmp_path / "empty.md").touch()
    (tmp_path / "paper.exe").write_bytes(b"MZ\0")
    done = palermo("verify", str(tmp_path / name))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("palermo: ")
    assert "Traceback" not in done.stderr


def test_words_of_a_stranger_move_nothing_on_a_terminal(tmp_path):
    file = tmp_path / "paper.md"
    file.write_bytes(paper("md").replace(b"37 days remain", "\x1b[31m\u202e37 days remain".encode(), 1))
    done = palermo("verify", str(file))
    assert done.returncode == 1
    assert not {"\x1b", "\u202e"} & set(done.stdout)
    data = json.loads(paper("json"))
    data["sections"][0]["claims"][0] |= {"basis": "agreed", "text": "\x1b[31m\u202ered"}
    (tmp_path / "paper.json").write_text(json.dumps(data), encoding="utf-8")
    done = palermo("verify", str(tmp_path / "paper.json"))
    assert "Only the workspace of the sender holds this" in done.stdout
    assert not {"\x1b", "\u202e"} & set(done.stdout)


# Reading ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", bomb),
        ("a.docx", lambda: b"PK\x03\x04" + b"\0" * 100),
        ("a.docx", lambda: paper("docx")[:-400]),
        (
            "a.docx",
            lambda: with_part(
                paper("docx"), "word/document.xml", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"
            ),
        ),
        ("a.docx", lambda: with_part(paper("docx"), "word/document.xml", "<a>" * 5000)),
        ("a.docx", lambda: with_part(paper("docx"), ITEM, "<x/>")),
        ("a.docx", lambda: with_part(paper("docx"), "customXml/item9.xml", '<brief xmlns="urn:palermo:brief:1">{}</brief>')),
        ("a.pdf", lambda: b"%PDF-1.7\n" + b"\0" * 500),
        ("a.pdf", lambda: paper("pdf")[: len(paper("pdf")) // 3]),
        ("a.pdf", lambda: attached(paper("pdf"), b"{}", "other.json")),
        ("a.html", lambda: b"<!doctype html>" + b"<div>" * 100_000),
        ("a.html", lambda: paper("html") + b'<script type="application/json" id="palermo-brief">{}</script>'),
        ("a.md", lambda: paper("md") + b"<!-- palermo-brief\n{}\n-->\n"),
        ("a.md", lambda: b"\xff\xfe\0\0"),
        ("a.json", lambda: b'{"a": ' * 100_000),
        ("a.json", lambda: b"{"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_damaged_or_made_to_do_harm_cannot_be_read(name, content):
    with pytest.raises(UnreadableError) as said:
        received_apart(content(), name)
    assert "\n" not in str(said.value)
    assert "Traceback" not in str(said.value)


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 1000)
    (tmp_path / "a.md").write_bytes(b"x" * 1001)
    with pytest.raises(UnreadableError, match="no paper has"):
        content_of(tmp_path / "a.md")


def test_a_reader_that_does_not_end_is_ended(monkeypatch):
    with pytest.raises(UnreadableError, match="took more than"):
        received_apart(paper("md"), "a.md", seconds=0.001)


def test_a_reader_that_breaks_is_told_from_a_paper_that_holds(monkeypatch):
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    with pytest.raises(UnreadableError, match="broke the program"):
        received_apart(paper("md"), "a.md")


@pytest.mark.parametrize("form", FORMS)
def test_a_process_of_its_own_reads_the_same(form):
    assert received_apart(paper(form), f"a.{form}") == received(paper(form), f"a.{form}")


# What is carried --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ['{"a": 1, "a": 2}', '{"a": NaN}', '{"a": Infinity}', "[" * 100_000, "nonsense", '{"a": ' + "9" * 5000 + "}"],
)
def test_json_that_says_a_thing_twice_or_nothing_is_refused(text):
    with pytest.raises(MisshapenError):
        parsed(text)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("sections"),
        lambda data: data.update(sections=[1]),
        lambda data: data.update(sections={}),
        lambda data: data.update(as_of="2017-02-30"),
        lambda data: data.update(record="../../../etc/passwd"),
        lambda data: data.update(jurisdiction="XXX"),
        lambda data: data.update(schema="palermo.brief/2"),
        lambda data: data["sources"][0].update(n=2),
        lambda data: data["sources"][0].update(locator="nowhere"),
        lambda data: data["sources"][0].update(locator="catalogue:tier_placements#__class__"),
        lambda data: data["sources"][0].update(locator="table:sqlite_master/x#y"),
        lambda data: data["sources"][0].update(locator='table:tier_placements/x" OR 1=1 --#tier'),
        lambda data: data["sections"][0]["claims"][0].update(citations=[10**9]),
        lambda data: data["sections"][0]["claims"][0].update(citations=[]),
        lambda data: data["sections"][0]["claims"][0]["values"][0].update(computed="__import__"),
        lambda data: data["sections"][0]["claims"][0]["values"][0].update(value=[[[[[[]]]]]]),
        lambda data: data["sections"][0]["claims"][0]["values"][0].update(value={}),
    ],
)
def test_what_is_carried_and_has_not_the_shape_of_a_brief_is_named(change):
    data = json.loads(paper("json"))
    change(data)
    found = verdict(json.dumps(data).encode(), "json")
    assert found.faults
    assert all(fault.why for fault in found.faults)


@given(st.integers(0, 10**6), st.integers(1, 400), st.binary(max_size=30), st.sampled_from(FORMS))
def test_a_file_broken_anywhere_is_refused_or_named_and_never_breaks_the_verifier(at, length, put_in, form):
    content = paper(form)
    at %= len(content)
    broken = content[:at] + put_in + content[at + length :]
    with suppress(UnreadableError):  # a hole in what nobody sees may hold: in markup of Word, in drawing of a PDF
        verdict(broken, form)
