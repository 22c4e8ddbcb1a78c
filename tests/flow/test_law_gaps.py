"""`law gaps`: one country's statutes tested together, beside what was reported, and files that cannot be read."""

import json

import pytest
from click.testing import CliRunner

from palermo.cli.law_gaps import command
from palermo.errors import UserError

TRAFFICKING = """
name: Law on trafficking, 2003
citation: Ley 137-03
country: Dominican Republic
acts: [recruitment, transportation, transfer, harbouring, receipt]
means: [force, coercion, fraud]
means_required_child_sex: true
movement_required: none
purposes: [sexual_exploitation, forced_labour, servitude, debt_bondage, slavery]
penalty_min: 15
penalty_max: 20
fine_alternative: false
rape_min: 10
rape_max: 15
"""
CHILDREN = """
name: Code for children, art. 25
country: DOM
covers: [child_sex]
means_required_child_sex: false
child_age: 18
"""


@pytest.fixture
def files(tmp_path):
    first, second = tmp_path / "law.yml", tmp_path / "code.yml"
    first.write_text(TRAFFICKING, encoding="utf-8")
    second.write_text(CHILDREN, encoding="utf-8")
    return first, second


def gaps(*arguments):
    done = CliRunner().invoke(command, [*map(str, arguments), "--format", "json"], catch_exceptions=False)
    data = json.loads(done.output)
    return data, {gap["id"]: gap for gap in data["gaps"]}


def test_the_trafficking_law_alone_asks_for_means_with_children(files):
    data, found = gaps("--statute", files[0])
    assert found["G1"]["statutes"] == "gap"
    assert found["G1"]["open_in"] == ["Law on trafficking, 2003"]
    assert found["G1"]["standard"] == ["MS1", "Palermo 3(c)"]
    assert found["G1"]["citation"].startswith("22 USC 7106(a)(1)")
    assert list(data)[:3] == ["schema", "record", "as_of"]
    assert list(data)[-1] == "sources"


def test_the_code_for_children_closes_what_the_trafficking_law_leaves_open(files):
    for arguments in (("--statute", files[0], "--statute", files[1]), ("--statute", *files)):
        _, found = gaps(*arguments)
        assert found["G1"]["statutes"] == "no_gap"
        assert found["G1"]["filled_by"] == ["Code for children, art. 25"]
        assert found["G1"]["open_in"] == ["Law on trafficking, 2003"]


def test_what_an_abstract_leaves_out_is_not_known_and_no_gap(files):
    _, found = gaps("--statute", files[0])
    assert found["G9"]["statutes"] == "unknown"
    assert found["G12"]["statutes"] == "not_from_statutes"


def test_every_gap_of_the_catalogue_is_answered_and_a_finding_of_the_department_only_where_reported(files):
    _, found = gaps("--statute", files[0])
    assert [*found] == [f"G{n}" for n in range(1, 23) if n != 19]
    assert "G19" in gaps("--country", "CUB")[1]


def test_a_country_shows_what_was_reported_beside_the_statutes(files):
    data, found = gaps("--statute", files[0], "--country", "Dominican Republic")
    assert data["jurisdiction"] == "DOM"
    assert found["G1"]["reported"][0]["year"] == 2020
    assert found["G1"]["statutes"] == "gap"
    numbers = {source["n"] for source in data["sources"]}
    assert {n for gap in found.values() for item in gap["reported"] for n in item["citations"]} <= numbers


def test_without_statutes_the_record_is_shown_alone_and_no_statute_is_judged():
    _, found = gaps("--country", "CUB", "--as-of", "2017-02-22")
    assert {gap["statutes"] for gap in found.values()} == {None}
    assert [item["year"] for item in found["G3"]["reported"]][:2] == [2015, 2014]
    assert found["G22"]["reported"] == []


def test_a_state_run_programme_names_the_receiving_states_and_says_what_the_summaries_do_not():
    found = gaps("--country", "CUB")[1]["G22"]
    venezuela = next(state for state in found["receiving_states"] if state["jurisdiction"] == "VEN")
    assert venezuela["years"] == [2015, 2020, 2022, 2023]
    assert "do not say that the programme sent them" in venezuela["note"]
    assert venezuela["citations"]


def test_the_screen_fits_eighty_columns(files, tmp_path):
    page = tmp_path / "page.txt"
    CliRunner().invoke(command, ["--statute", *map(str, files), "--country", "DOM", "-o", str(page)], catch_exceptions=False)
    text = page.read_text(encoding="utf-8")
    assert "closed by: Code for" in text
    assert max(len(line) for line in text.splitlines()) <= 80


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("name: x\ncolour: red\n", "colour"),
        ("name: x\npenalty_max: many\n", "many"),
        ("name: x\ncovers: [adults]\n", "adults"),
        ("name: x\nname: y\n", "'name' is given twice"),
        ("citation: x\n", "'name' is missing"),
        ("name: x\ncountry: Atlantis\n", "Atlantis"),
        ("name: [a\n", "not readable YAML"),
        ("? [a]\n: b\n", "not an abstract"),
        ("name: x\ncitation: 2020-13-45\n", "month"),
        ("[" * 5000, "recursion"),
        ("", "expected named fields"),
        ("\x00", "not readable YAML"),
        ("# " + "x" * 300_000, "larger than"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_word(tmp_path, content, word):
    path = tmp_path / "bad.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=r"bad\.yml") as refused:
        command(["--statute", str(path)], standalone_mode=False)
    assert word in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.exit_status == 2


def test_a_file_that_is_not_there_and_one_that_is_a_folder_are_named(tmp_path):
    for path in (tmp_path / "none.yml", tmp_path):
        with pytest.raises(UserError, match=path.name):
            command(["--statute", str(path)], standalone_mode=False)


def test_statutes_of_two_countries_are_never_tested_together(files):
    with pytest.raises(UserError, match="Dominican Republic"):
        command(["--statute", str(files[0]), "--country", "CUB"], standalone_mode=False)


def test_two_statutes_of_one_name_are_refused_since_none_could_be_said_to_close_a_gap(files):
    with pytest.raises(UserError, match="Law on trafficking, 2003"):
        command(["--statute", str(files[0]), "--statute", str(files[0])], standalone_mode=False)


def test_a_question_without_a_statute_or_a_country_says_what_is_needed():
    with pytest.raises(UserError, match="--statute"):
        command([], standalone_mode=False)
