"""`palermo review` as a person types it: what is written down, what the next record says, and what is refused."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from palermo.cli.review import command
from palermo.errors import UserError
from palermo.evidence import review_log
from palermo.evidence.run import read_library
from palermo.record.holdings import library_problems

sys.path.insert(0, str(Path(__file__).parent))
from texts import library


@pytest.fixture(scope="module")
def read_home(tmp_path_factory):
    """A home whose library holds four narratives, read."""
    home = tmp_path_factory.mktemp("reviewed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALERMO_HOME", str(home))
        library(4)
        read_library()
    return home


@pytest.fixture(autouse=True)
def home(read_home, monkeypatch):
    """The same home for every test, without the reviews of the one before."""
    monkeypatch.setenv("PALERMO_HOME", str(read_home))
    review_log.path().unlink(missing_ok=True)
    return read_home


def run(*arguments):
    done = CliRunner().invoke(command, [*map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def listed(*arguments):
    return json.loads(run("list", *arguments, "--format", "json"))


def convictions(country):
    (found,) = (f for f in listed(country, "--kind", "figure")["findings"] if f["code"] == "convictions")
    return found


def test_the_list_shows_each_finding_with_its_words():
    data = listed("Cuba", "--year", 2024)
    assert list(data)[:3] == ["schema", "record", "as_of"]
    assert {f["jurisdiction"] for f in data["findings"]} == {"CUB"}
    assert all(f["status"] == "unreviewed" and f["quotation"] in f["sentence"] for f in data["findings"])
    text = run("list", "Cuba", "--kind", "figure")
    assert "figure convictions 2" in text
    assert "»" in text


def test_a_correction_is_in_the_next_record_with_what_the_reader_found_beside_it():
    before = convictions("CUB")
    record = listed("CUB")["record"]
    said = run("correct", before["id"][:12], "--value", 5, "--field", "unit=persons", "--by", "heron")
    assert "before: figure convictions 2" in said
    assert "after:  figure convictions 5" in said
    assert "»" in said
    data = listed("CUB", "--status", "corrected")
    (after,) = data["findings"]
    assert (after["id"], after["value"], after["details"]["unit"], after["by"]) == (before["id"], 5, "persons", "heron")
    assert after["reviewed"]["old"]["value"] == 2
    assert data["record"] != record
    assert data["unplaced"] == []


def test_accept_and_reject_mark_and_the_latest_wins():
    identity = convictions("PER")["id"]
    run("accept", identity)
    assert convictions("PER")["status"] == "accepted"
    run("reject", identity, "--note", "the clause speaks of another year")
    found = convictions("PER")
    assert (found["status"], found["note"]) == ("rejected", "the clause speaks of another year")
    assert len(review_log.read().reviews) == 2


def test_a_corrected_finding_is_not_accepted_by_mistake():
    identity = convictions("PER")["id"]
    run("correct", identity, "--code", "prosecutions")
    with pytest.raises(UserError, match="has been corrected"):
        run("accept", identity)


def test_what_the_reader_missed_is_added_where_its_words_stand():
    document = listed("LAO")["findings"][0]["document"]
    words = "did not identify any victims among migrants"
    said = run("correct", document, "--kind", "gap", "--code", "data_not_reported", "--quote", words)
    assert "the reader had missed it" in said
    (added,) = (f for f in listed("LAO", "--kind", "gap")["findings"] if f["code"] == "data_not_reported")
    assert (added["status"], added["quotation"]) == ("corrected", words)
    run("reject", added["id"])
    assert "data_not_reported" not in {f["code"] for f in listed("LAO", "--kind", "gap")["findings"]}
    with pytest.raises(UserError, match="does not stand in"):
        run("correct", document, "--kind", "gap", "--code", "data_not_reported", "--quote", "words that nobody wrote")


def test_a_review_whose_words_are_gone_is_shown_as_unplaced():
    run("accept", convictions("NER")["id"])
    log = review_log.path()
    (review,) = review_log.read().reviews
    log.unlink()
    review_log.append(replace(review, passage="gone", quotation="fined four ships", sentence="Police fined four ships."))
    (lost,) = listed("--status", "unplaced")["unplaced"]
    assert lost["quotation"] == "fined four ships"
    assert "Unplaced: NER" in run("list", "Niger")


def test_a_number_in_the_log_that_no_record_can_hold_is_named_with_its_line():
    identity = convictions("CUB")["id"]
    run("correct", identity, "--value", 5)
    (review,) = review_log.read().reviews
    log = review_log.path()
    log.unlink()
    review_log.append(replace(review, new=replace(review.new, value=10**23)))
    with pytest.raises(UserError, match=r"line 1: its value is no whole number"):
        run("list", "CUB")
    assert any("line 1" in problem for problem in library_problems())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("accept", "zzzzzz"), "no finding"),
        (("accept", "ab"), "too short"),
        (("correct", "ID", "--code", "arrests"), "'arrests' is no code of a figure"),
        (("correct", "ID", "--qualifier", "roughly"), "'roughly' is no qualifier"),
        (("correct", "ID", "--value", "-1"), "needs --value"),
        (("correct", "ID", "--value", "9" * 23), "at most 12 digits"),
        (("correct", "ID", "--field", f"upper={'9' * 23}"), "at most 12 digits"),
        (("correct", "ID", "--field", "colour=red"), "no 'colour'"),
        (("correct", "ID", "--field", "population=\udcff"), "write it in UTF-8"),
        (("correct", "ID", "--field", "colour"), "NAME=VALUE"),
        (("correct", "ID"), "is that already"),
        (("correct", "ID", "--quote", "x"), "go together"),
        (("reject", "ID", "--note", "Ms. Qexa told us"), "victim"),
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_is_written(arguments, said):
    identity = convictions("CUB")["id"]
    with pytest.raises(UserError, match=said):
        run(*(identity if word == "ID" else word for word in arguments))
    assert not review_log.path().exists()
