"""`palermo compare` as a person types it: one jurisdiction, all of them, what is missing, and the forms of output."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from compare_texts import Library, action, asked, figure, gap
from palermo.cli.compare import command
from palermo.cli.compare_print import _Notes
from palermo.errors import UserError

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "reference" / "schemas" / "compare.json").read_text(encoding="utf-8"))
OLD = [
    gap("enforcement_weak", "Courts convicted nobody."),
    figure("convictions", 0, "Courts convicted nobody.", period="2023"),
    gap("services_inadequate", "There was one shelter, and it was full.", "protection"),
    asked(1, "Open a second shelter in the harbour town."),
]
NEW = [
    action("training", "The ministry trained the judges of the harbour court."),
    figure("convictions", 3, "Courts convicted three persons.", period="2024"),
    gap("services_inadequate", "The shelter had no money.", "protection"),
    asked(1, "Open a second shelter in the harbour town."),
    asked(2, "Publish figures on convictions."),
]


@pytest.fixture(autouse=True)
def library(monkeypatch):
    """A library of our own in place of the record's: empty unless a test adds to it."""
    shelf = Library()
    shelf.stand_in(monkeypatch)
    return shelf


@pytest.fixture
def two_editions(library):
    library.add(2024, OLD)
    library.add(2025, NEW)
    return library


def run(*arguments):
    done = CliRunner().invoke(command, [*map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def data(*arguments):
    found = json.loads(run(*arguments, "--format", "json"))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    numbers = {source["n"] for source in found["sources"]}
    assert set(cited(found)) <= numbers
    return found


def cited(found):
    """Every number that anything cites."""
    for key, value in found.items() if isinstance(found, dict) else enumerate(found):
        if key == "citations":
            yield from value
        elif isinstance(value, dict | list):
            yield from cited(value)


def test_one_jurisdiction_with_both_narratives(two_editions):
    text = run(2024, 2025, "Cuba")
    for words in (
        "Newly mentioned (1)",
        "No longer mentioned (found in the earlier text and not in the later one) (1)",
        "Mentioned in both (1)",
        "Recommendations. New (1)",
        "made in 2 editions (2024, 2025)",
        "A shorter text is not an improvement",
        "word for word in both",
    ):
        assert " ".join(words.split()) in " ".join(text.split())


def test_the_same_as_data_keeps_to_its_schema(two_editions):
    found = data(2024, 2025, "cuba")
    assert list(found)[:3] == ["schema", "record", "as_of"]
    assert list(found)[-1] == "sources"
    changed = {(f["code"], f["change"]) for f in found["comparison"]["findings"]}
    assert changed == {("enforcement_weak", "lost"), ("training", "gained"), ("services_inadequate", "kept")}
    (row,) = found["comparison"]["figures"]
    assert (row["one_series"], row["earlier"]["values"][0]["value"], row["later"]["values"][0]["value"]) == (True, 0, 3)
    assert "change" not in row


def test_codes_of_summaries_serve_where_no_narrative_is_held():
    found = data(2022, 2023, "Algeria")
    one = found["comparison"]
    assert (one["state"], one["basis"]["code"], one["recommendations"], one["outline"]) == ("compared", "coded", None, None)
    assert {f["change"] for f in one["findings"]} == {"gained", "lost", "kept"}
    assert all(f["silence"]["state"] == "silent" for f in one["findings"] if f["change"] == "lost")
    assert any(source["locator"].startswith("table:reported_findings/DZA-2023") for source in found["sources"])


def test_all_jurisdictions_one_line_each_and_totals(two_editions):
    found = data(2024, 2025)
    lines = {line["jurisdiction"]: line for line in found["jurisdictions"]}
    assert len(lines) > 150
    assert lines["CUB"]["recommendations"] == {"repeated": 1, "reworded": 0, "new": 1, "dropped": 0}
    compared = [line for line in lines.values() if line["state"] == "compared"]
    assert found["totals"]["gained"] == sum(line["gained"] for line in compared)
    assert sum(found["totals"]["states"].values()) == len(lines)
    assert all(line["gained"] is None for line in lines.values() if line["state"] != "compared")


def test_all_jurisdictions_on_the_screen():
    text = " ".join(run(2022, 2023).split())
    assert "34 compared" in text
    assert "Neither edition's text nor codes in this record" in text


def test_an_edition_that_is_not_held_is_named_and_the_rest_is_shown(library):
    library.add(2025, NEW)
    found = data(2025, 2026, "Cuba")
    assert "2026 edition" in found["missing"][0]["text"]
    assert {f["change"] for f in found["comparison"]["findings"]} == {"not_compared"}
    text = " ".join(run(2025, 2026, "Cuba").split())
    assert "Not in this record: the 2026 edition" in text
    assert "not compared" in text
    assert data(2025, 2026)["missing"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((2024, 2099), "2099"),
        ((1984, 2024), "1984"),
        ((2024, 2025, "Atlantis"), "Atlantis"),
        ((2024, 2025, ""), "empty|name"),
        ((2024, 2025, "--series", "almanac"), "almanac"),
        ((2016, 2018, "--as-of", "2017-02-22"), "2018"),
    ],
)
def test_what_a_person_can_mend_is_named(arguments, named):
    with pytest.raises(UserError, match=named):
        CliRunner().invoke(command, [*map(str, arguments)], catch_exceptions=False)


def test_the_caveat_on_the_2025_edition_is_printed_with_its_sources(two_editions):
    found = data(2024, 2025, "Cuba")
    (caveat,) = found["caveats"]
    publishers = {s["publisher"] for s in found["sources"] if s["n"] in caveat["citations"]}
    assert caveat["edition"] == 2025
    assert "The Guardian" in publishers
    assert not data(2024, 2025, "Cuba", "--as-of", "2025-09-29")["caveats"], "known only later"


def test_another_series_has_no_tiers_and_no_codes_of_summaries(library):
    library.add(2023, OLD, series="human_rights_report")
    library.add(2024, NEW[:1], series="human_rights_report")
    found = data(2023, 2024, "Cuba", "--series", "hrr")
    assert found["comparison"]["tiers"] == []
    assert found["comparison"]["state"] == "compared"
    assert found["caveats"][0]["edition"] == 2024
    assert found["comparison"]["outline"]["refusal"]


def test_output_goes_to_a_file(two_editions, tmp_path):
    assert run(2024, 2025, "Cuba", "-o", tmp_path / "changes.txt") == ""
    assert "Newly mentioned" in (tmp_path / "changes.txt").read_text(encoding="utf-8")


def test_placements_are_named_and_never_coded():
    one = run(2020, 2021, "Cambodia")
    assert "2020: Tier 2 Watch List" in one
    assert "Watch List: Tier 2 Watch List." in " ".join(run(2020, 2021).split())
    assert "2WL" not in one + run(2020, 2021)


def test_a_silence_is_said_once_below_the_table_and_marked_in_each_cell():
    """Algeria, 2014 and 2015: three rows are silent for two reasons, one of each edition, and one measure is given nowhere."""
    found = [row[side] for row in data(2014, 2015, "Algeria")["comparison"]["figures"] for side in ("earlier", "later")]
    sentences = {side["text"].partition(": ")[2] for side in found if side["text"]}
    text = " ".join(run(2014, 2015, "Algeria").split())
    assert len(sentences) == 3
    assert all(text.count(sentence) == 1 for sentence in sentences)
    assert text.count("silent (a)") == 2
    assert text.count("silent (c)") == 1


@pytest.mark.parametrize(
    ("state", "said", "word"),
    [
        ("not_reported", "the source says that it was not reported", "not reported (a)"),
        ("silent", "the 2024 edition, read in full, says nothing", "silent (a)"),
        ("silent", "the reader found none in the 2024 edition", "none found (a)"),
        ("not_held", "not in this record", "not held (a)"),
    ],
)
def test_the_silences_have_words_of_their_own(state, said, word):
    notes = _Notes()
    assert notes.mark({"state": state, "text": f"convictions: {said}", "citations": [3]}, "convictions") == word
    assert notes.mark({"state": state, "text": f"sentences: {said}", "citations": [4]}, "sentences") == word
    assert list(notes.lines()) == [f"(a) {said} [3][4]"]
