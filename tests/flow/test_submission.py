"""A paper for the yearly request: questions from a file, empty fields, and beside them what the last edition said, never as evidence."""

import datetime as dt
import errno
import io
import json
import re
from pathlib import Path

import docx as python_docx
import jsonschema
import pytest
from exhibit_library import Command, page

from palermo.briefing.submission.docx import docx
from palermo.briefing.submission.markdown import markdown
from palermo.briefing.submission.questions import Question, Request, read_request
from palermo.briefing.submission.submission import FIELDS, SENDER_ONLY, document, submission, warnings
from palermo.errors import UserError
from palermo.record.opened import opened
from palermo.register.jurisdictions import resolve

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "schemas" / "submission.json"
YAML = """
year: 2027
title: An example of a request, in our own words
deadline: 2027-02-01
address: where the request says
source: a notice that you read
longest: 3000
leave_out: [names and details of victims]
questions:
  - id: "1"
    text: Were victims punished for what they were made to do?
    topics: [victims_penalised]
    longest: 300
  - id: "2"
    text: How many were convicted, and how many victims found?
    actions: [conviction]
    figures: [convictions, victims_identified]
  - id: "3"
    text: What else?
"""
TEXT = """year: 2027
title: An example of a request, in our own words
deadline: 2027-02-01
address: where the request says
source: a notice that you read
longest: 3000
leave out: names and details of victims

1. Were victims punished for what
   they were made to do? [topics: victims_penalised; longest: 300]

2) How many were convicted, and how many victims found? [actions: conviction; figures: convictions, victims_identified]
3. What else?
"""
QUESTIONS = (
    Question("1", "Were victims punished?", topics=("victims_penalised",)),
    Question("2", "How many were convicted?", actions=("conviction",), figures=("convictions", "prosecutions")),
    Question("3", "What else [or *who*]?"),
)


def made(country: str, as_of: dt.date, year: int, questions=QUESTIONS, **more):
    with opened(as_of) as record:
        return submission(record, resolve(country), Request(year, questions, **more))


def test_the_two_forms_of_a_file_of_questions_mean_the_same(tmp_path):
    (tmp_path / "q.yml").write_text(YAML, encoding="utf-8")
    (tmp_path / "q.txt").write_text(TEXT, encoding="utf-8")
    one = read_request(str(tmp_path / "q.yml"), 2027)
    assert read_request(str(tmp_path / "q.txt"), 2027) == one
    assert one.deadline == dt.date(2027, 2, 1)
    assert one.questions[0].codes == ("victims_penalized",)
    assert not one.questions[2].about


def test_beside_a_question_stands_what_the_summary_of_the_last_edition_was_coded_to_say_or_to_leave_out():
    found = made("Algeria", dt.date(2023, 12, 1), 2024)
    first, second, third = found.asked
    assert [(n.kind, n.text) for n in first.notes] == [
        ("said", "The official summary of the 2023 edition, as it was coded: victims penalised.")
    ]
    assert [n.kind for n in second.notes] == ["left_out", "silent", "silent"]
    assert (
        "found in the official summary of the 2022 edition and not in the official summary of the 2023 edition"
        in second.notes[0].text
    )
    assert "does not say that it ended" in second.notes[0].text
    assert [n.kind for n in third.notes] == ["not_searched"]


def test_a_summary_that_tells_of_prosecutions_without_a_number_is_silent_on_the_figure_alone():
    """Malaysia 2015: the summary names prosecutions, and gives no number of them."""
    question = Question("1", "Who was prosecuted?", actions=("prosecution",), figures=("prosecutions",))
    act, figure = made("Malaysia", dt.date(2015, 12, 20), 2016, (question,)).asked[0].notes
    assert (act.kind, act.text) == ("said", "The official summary of the 2015 edition, as it was coded: action: prosecution.")
    assert figure.text == "Figures on prosecutions: the official summary of the 2015 edition, read in full, says nothing."


def test_a_source_that_was_coded_later_says_so():
    found = made("Malaysia", dt.date(2015, 12, 20), 2016)
    coded = [line for line in markdown(found).splitlines() if "table:reported_findings/" in line]
    assert coded
    assert all("original not held (coded later): table:" in line for line in coded)


def test_every_sentence_on_an_edition_is_cited_and_its_source_names_the_original_and_the_carrier():
    found = made("Algeria", dt.date(2023, 12, 1), 2024)
    numbers = {source["n"] for source in found.sources}
    for one in found.asked:
        for note in one.notes:
            assert set(note.citations) <= numbers
            assert note.citations or note.kind == "not_searched"
    assert re.search(
        r"US Department of State, Trafficking in Persons Report.*as transcribed in The World Factbook.*original not held",
        markdown(found),
    )


def test_what_the_record_does_not_hold_is_said_at_each_question_and_is_no_silence():
    found = made("Cuba", dt.date(2026, 11, 24), 2027)
    for one in found.asked[:2]:
        assert one.notes[0].kind == "not_held"
        assert one.notes[0].text.startswith("Not in this record: the 2025 edition on this place")
    assert "The 2026 edition was due, and this record does not hold it" in " ".join(warnings(found))
    assert found.known.held.later.edition < 2025
    assert "what follows is of the 2023 edition" in found.asked[0].notes[0].text


def test_before_the_first_edition_there_is_nothing_to_stand_beside():
    found = made("Cuba", dt.date(2001, 1, 15), 2001)
    assert found.known is None
    assert all(one.notes == () for one in found.asked)
    assert "No edition was out by the day of this paper." in markdown(found)


def test_the_period_is_that_of_the_law_and_the_deadline_that_of_the_file():
    found = made("Cuba", dt.date(2026, 11, 24), 2027, deadline=dt.date(2026, 11, 1))
    text = markdown(found)
    assert "acts from 1 April 2026 to 31 March 2027 [1]" in text
    assert "**Send by:** 1 November 2026, which is past" in text
    assert "The deadline, 1 November 2026, is past." in warnings(found)
    without = markdown(made("Cuba", dt.date(2026, 11, 24), 2027))
    assert "**Send by:** not in the file of questions: look it up in the request itself" in without
    assert "**Send to:** not in the file" in without


def test_no_text_of_the_report_is_filled_in_as_evidence():
    found = made("Algeria", dt.date(2023, 12, 1), 2024)
    assert all(set(one["answer"].values()) == {None} for one in document(found)["questions"])
    rows = [line for line in markdown(found).splitlines() if line.startswith("| ")]
    assert set(rows) == {"| | |", *(f"| {label} | |" for label in FIELDS.values())}
    clean = markdown(found, clean=True)
    assert "Not for sending" not in clean
    assert "victims penalised" not in clean
    assert "For the sender only" not in clean
    assert SENDER_ONLY[0] in markdown(found)


def test_words_of_the_file_are_shown_as_they_are_and_are_no_markup():
    assert r"## 3. What else \[or \*who\*\]?" in markdown(made("Cuba", dt.date(2026, 11, 24), 2027))


def test_no_field_asks_for_what_would_tell_who_a_victim_is():
    asked = " ".join(FIELDS.values()).casefold()
    assert not re.search(r"\b(?:name|victim|witness|case|number|contact)\b", asked)


def test_as_data_it_keeps_to_its_schema():
    check = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for found in (made("Algeria", dt.date(2023, 12, 1), 2024), made("Cuba", dt.date(2026, 11, 24), 2027)):
        data = document(found)
        check.validate(data)
        assert list(data)[:3] == ["schema", "record", "as_of"]
        assert list(data)[-1] == "sources"
    data["questions"][0]["not_for_sending"][0]["citations"] = []
    assert not check.is_valid(data), "a sentence on an edition that cites nothing"
    data = document(found)
    data["questions"][0]["answer"]["act"] = "from the report"
    assert not check.is_valid(data)


def test_the_word_file_says_the_same_with_what_is_not_for_sending_in_grey():
    found = made("Algeria", dt.date(2023, 12, 1), 2024)
    read = python_docx.Document(io.BytesIO(docx(found, "a4")))
    grey = [p.text for p in read.paragraphs if p.runs and p.runs[0].font.color.rgb is not None]
    notes = [note for one in found.asked for note in one.notes]
    assert [text for text in grey if text.startswith("Not for sending.")] == [
        f"Not for sending. {n.text}" + (f" [{', '.join(map(str, n.citations))}]" if n.citations else "") for n in notes
    ]
    assert len(read.tables) == len(QUESTIONS)
    assert [row.cells[0].text for row in read.tables[0].rows] == list(FIELDS.values())
    assert {cell.text for table in read.tables for cell in table.columns[1].cells} == {""}
    headings = [p.text for p in read.paragraphs if p.style.name == "Heading 1"]
    assert headings[:1] == ["1. Were victims punished?"]
    clean = python_docx.Document(io.BytesIO(docx(found, "letter", clean=True)))
    assert not [p.text for p in clean.paragraphs if "Not for sending" in p.text or "sender only" in p.text]
    assert docx(found, "a4") == docx(found, "a4"), "one paper has one set of bytes"


@pytest.fixture
def palermo(tmp_path, record_home) -> Command:
    return Command(tmp_path / "home", record_home)


def test_a_narrative_that_is_held_is_quoted_with_its_place(palermo, tmp_path, monkeypatch):
    (tmp_path / "cuba-tip.html").write_text(page(2016, 7), encoding="utf-8")
    palermo.bring("tip", tmp_path / "cuba-tip.html", 2016)
    palermo("read")
    monkeypatch.setenv("PALERMO_HOME", str(palermo.home))
    found = made("Cuba", dt.date(2017, 2, 22), 2017)
    note = found.asked[0].notes[0]
    assert (note.kind, note.text) == ("said", "The narrative of the 2016 edition, as a program read it: victims penalised.")
    assert "penalized victims" in note.quotation
    source = next(source for source in found.sources if source["n"] == note.citations[0])
    assert source["locator"].startswith("text:")
    said = [n.text for n in found.asked[1].notes if n.kind == "said"]
    assert any(text.startswith("The narrative of the 2016 edition, as a program read it: convictions: 7 (") for text in said)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("year: 2027\nquestions: [", "is not readable YAML"),
        ("year: 2027\nquestions: []", "has 0 questions"),
        ("year: 2026\nquestions: [{id: '1', text: a}]", "holds the questions for the 2026 report"),
        ("year: 2027\nquestions: [{id: '1', text: a}, {id: '1', text: b}]", "'1' is empty or given twice"),
        ("year: 2027\nquestions: [{id: '1', text: a, topics: [forced]}]", "'forced' is none of the topics"),
        ("year: 2027\nquestions: [{id: '1', text: a, colour: red}]", "'colour' is not a field here"),
        ("year: 2027\ndeadline: soon\nquestions: [{id: '1', text: a}]", "'soon' is not a date"),
        ("just words", "expected named fields"),
    ],
)
def test_a_file_of_questions_that_does_not_fit_is_refused_in_one_sentence(tmp_path, content, says):
    (tmp_path / "q.yml").write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=re.escape(says)) as refused:
        read_request(str(tmp_path / "q.yml"), 2027)
    assert "\n" not in str(refused.value)


def test_a_missing_file_a_folder_binary_and_a_line_that_is_none_are_refused(tmp_path):
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe\x00year")
    (tmp_path / "line.txt").write_text("year: 2027\nwhat is this\n1. A question?\n", encoding="utf-8")
    for name, says in (
        ("none.yml", "is no file"),
        (".", "is no file"),
        ("bytes.txt", "UTF-8"),
        ("line.txt", "'what is this' is no line"),
    ):
        with pytest.raises(UserError, match=re.escape(says)):
            read_request(str(tmp_path / name), 2027)


def test_the_command_ends_as_it_should(palermo, tmp_path, monkeypatch):
    (tmp_path / "q.yml").write_text(YAML, encoding="utf-8")
    asked = ("submission", "Cuba", "--year", "2027", "--questions", str(tmp_path / "q.yml"))
    done = palermo(*asked)
    assert done.out.startswith("# Cuba: information for the 2027 report")
    assert "is no file" in palermo("submission", "Cuba", "--year", "2027", "--questions", "none.yml", status=2).err
    assert "is what is read" in palermo(*asked, "-o", str(tmp_path / "q.yml"), status=2).err
    assert (tmp_path / "q.yml").read_text(encoding="utf-8") == YAML
    palermo(*asked, "--format", "docx", "-o", str(tmp_path / "paper.docx"))
    assert python_docx.Document(str(tmp_path / "paper.docx")).tables

    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("palermo.cli.common.write_atomically", full)
    said = palermo(*asked, "-o", str(tmp_path / "made.md"), status=1).err
    assert "No space left on device" in said
    assert not (tmp_path / "made.md").exists()
