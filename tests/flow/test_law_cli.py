"""`palermo law allowed` and `explain`: the cases of the specification, the tree, and how mistakes end."""

import json
from pathlib import Path

import pytest

from palermo.cli.main import run
from palermo.record import store

SHARED = Path(__file__).parents[3] / "shared"
CASES = SHARED / "law" / "tier_clock_cases.jsonl"
needs_shared = pytest.mark.skipif(not CASES.exists(), reason="the folder ../shared is not beside the checkout")


def palermo(capsys, *arguments):
    with pytest.raises(SystemExit) as done:
        run(list(arguments))
    said = capsys.readouterr()
    return done.value.code, said.out, said.err


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


# allowed ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.shared
@needs_shared
def test_every_case_of_the_specification_agrees(capsys):
    code, out, _ = palermo(capsys, "law", "allowed", "--cases", str(CASES), "--format", "jsonl")
    cases, answers = lines(CASES.read_text(encoding="utf-8")), lines(out)
    assert code == 0
    assert [answer["case"] for answer in answers] == [case["case"] for case in cases]
    assert len(cases) == 193
    for case, answer in zip(cases, answers, strict=True):
        assert set(answer["allowed"]) - {"SC"} == set(case["allowed"]) - {"SC"}, case["case"]
        if case["actual"] not in (None, "SC"):
            assert case["actual"] in answer["allowed"], case["case"]


def test_the_answer_has_the_form_that_others_rely_on(capsys):
    code, out, _ = palermo(capsys, "law", "allowed", "--history", "2015:2WL,2016:2WL", "--year", "2017", "--format", "json")
    made = json.loads(out)
    assert code == 0
    assert list(made)[:7] == ["schema", "record", "as_of", "report_year", "mode", "allowed", "rules"]
    assert made["allowed"] == ["1", "2", "2WL+waiver", "3", "SC"]
    assert all(set(rule) == {"id", "citation", "effect"} for rule in made["rules"])
    assert next(rule for rule in made["rules"] if rule["id"] == "R11")["citation"] == "22 USC 7107(b)(2)(D)(i)"
    assert {"warnings", "alternatives", "unknown_years"} <= set(made)


def test_the_2019_edition_asked_before_the_acts_of_2019_gets_the_older_cap(capsys):
    asked = ("law", "allowed", "--history", "2016:2WL,2017:2WL,2018:2WL+w", "--year", "2019", "--format", "json")
    before = json.loads(palermo(capsys, *asked, "--as-of", "2018-07-15")[1])
    after = json.loads(palermo(capsys, *asked)[1])
    assert before["version"] == "LV2016"
    assert "2WL+waiver" in before["allowed"]
    assert "2WL+waiver" not in after["allowed"]


def test_an_unknown_year_gives_the_union_and_a_missing_one_does_not(capsys):
    unknown = json.loads(
        palermo(capsys, "law", "allowed", "--history", "2023:?,2024:2WL", "--year", "2025", "--format", "json")[1]
    )
    missing = json.loads(palermo(capsys, "law", "allowed", "--history", "2024:2WL", "--year", "2025", "--format", "json")[1])
    assert unknown["unknown_years"] == [2023]
    assert "2WL" in unknown["allowed"]
    assert "2WL+waiver" in unknown["allowed"]
    assert unknown["warnings"]
    assert missing["allowed"] == ["1", "2", "2WL", "3", "SC"]
    assert missing["warnings"] == []


def test_the_literal_mode_shows_its_alternatives(capsys):
    history = "2012:2WL,2013:2WL,2014:2WL+w,2015:3,2024:2WL"
    code, out, _ = palermo(
        capsys, "law", "allowed", "--history", history, "--year", "2025", "--mode", "statute_literal", "--format", "json"
    )
    made = json.loads(out)
    assert code == 0
    assert {one["reading"] for one in made["alternatives"]} == {"return_year_uncounted", "for_ever"}


def test_a_year_that_is_not_before_the_report_is_left_out_and_said(capsys):
    made = json.loads(palermo(capsys, "law", "allowed", "--history", "2017:3,2016:2WL", "--year", "2017", "--format", "json")[1])
    assert any("2017" in warning for warning in made["warnings"])


def test_allowed_needs_no_record_and_builds_none(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path))
    code, out, _ = palermo(capsys, "law", "allowed", "--history", "2016:2WL", "--year", "2017", "--format", "json")
    assert code == 0
    assert json.loads(out)["record"] is None
    assert store.pointer() is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--history", "2015:4", "--year", "2017"], "'4'"),
        (["--history", "2015:T2WL", "--year", "2017"], "'T2WL'"),
        (["--history", "2015", "--year", "2017"], "'2015'"),
        (["--history", "1999:2", "--year", "2017"], "'1999'"),
        (["--history", "2015:2", "--year", "1999"], "'1999'"),
        (["--history", "2015:2", "--year", "next"], "'next'"),
        (["--history", "2015:2,2015:3", "--year", "2017"], "'2015'"),
        (["--history", "2015:3+w", "--year", "2017"], "'2015:3+w'"),
        (["--history", "2015:2,2016:2WL+w", "--year", "2017"], "'2016:2WL+w'"),
        (["--history", "2009:2WL+w", "--year", "2011"], "'2009:2WL+w'"),
        (["--history", "2015:2", "--year", "2017", "--mode", "strict"], "'strict'"),
        (["--history", "2015:2"], "'--year'"),
        (["--year", "2017"], "'--history'"),
        (["--history", "2015:2", "--year", "2017", "--format", "jsonl"], "'jsonl'"),
        (["--cases", "/no/such/file", "--format", "jsonl"], "'/no/such/file'"),
        (["--cases", "/", "--format", "jsonl"], "'/'"),
        (["--cases", "x", "--year", "2017"], "'--year'"),
        (["--cases", "x", "--format", "json"], "'json'"),
    ],
)
def test_a_mistake_ends_in_one_sentence_that_names_the_word(capsys, arguments, word):
    code, out, err = palermo(capsys, "law", "allowed", *arguments)
    assert code == 2
    assert word in err
    assert err.count("\n") == 1
    assert out == ""


GOOD = '{"case": "A", "report_year": 2017, "history": [{"year": 2016, "tier": "2WL", "waiver": false, "inferred": false}]}'


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("{", "'{'"),
        ("[1]", "'[1]'"),
        ('{"case": "B", "history": []}', "'report_year'"),
        ('{"case": "B", "report_year": "2017", "history": []}', "'2017'"),
        ('{"case": "B", "report_year": 2017, "history": 7}', "'7'"),
        ('{"case": "B", "report_year": 2017, "history": [3]}', "'3'"),
        ('{"case": "B", "report_year": 2017, "history": [{"year": 2016, "tier": "4"}]}', "'4'"),
        ('{"case": "B", "report_year": 2017, "history": [{"year": 2016, "tier": ["2"]}]}', "['2']"),
        ('{"case": "B", "report_year": 2017, "history": [{"year": true, "tier": "2"}]}', "'True'"),
        ('{"case": "B", "report_year": 2017, "history": [{"year": 2016, "tier": "2", "waiver": "no"}]}', "'no'"),
        ('{"case": "B", "report_year": 2017, "history": [{"year": 2016, "tier": "2"}, {"year": 2016, "tier": "3"}]}', "'2016'"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_a_malformed_case_is_named_with_its_line(capsys, tmp_path, line, word):
    path = tmp_path / "cases.jsonl"
    path.write_text(f"{GOOD}\n\n{line}\n", encoding="utf-8")
    code, out, err = palermo(capsys, "law", "allowed", "--cases", str(path), "--format", "jsonl")
    assert code == 2
    assert "line 3" in err
    assert word in err
    assert out == ""


def test_a_case_that_the_law_refuses_is_named(capsys, tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_text(GOOD.replace("2017", "1999") + "\n", encoding="utf-8")
    code, _, err = palermo(capsys, "law", "allowed", "--cases", str(path))
    assert code == 2
    assert "case A" in err
    assert "'1999'" in err


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\x00"])
def test_a_file_without_cases_is_refused(capsys, tmp_path, content):
    path = tmp_path / "cases.jsonl"
    path.write_bytes(content)
    code, _, err = palermo(capsys, "law", "allowed", "--cases", str(path))
    assert code == 2
    assert "cases.jsonl" in err


# explain ----------------------------------------------------------------------------------------------------------------------


def nodes(tree):
    return [tree, *(node for child in tree["children"] for node in nodes(child))]


@pytest.mark.parametrize(
    "arguments",
    [
        ("Cuba", "--year", "2017", "--as-of", "2017-02-22"),
        ("Turkmenistan", "--year", "2026"),
        ("Algeria", "--year", "2025", "--mode", "statute_literal"),
        ("Haiti", "--year", "2024"),
        ("Kiribati", "--year", "2020"),
        ("Timor-Leste", "--year", "2012"),
        ("Cuba", "--year", "2001"),
    ],
)
def test_every_node_of_the_tree_names_rule_and_citation(capsys, arguments):
    code, out, _ = palermo(capsys, "law", "explain", *arguments, "--format", "json")
    made = json.loads(out)
    numbers = {source["n"] for source in made["sources"]}
    assert code == 0
    for node in nodes(made["explanation"]):
        assert node["rule"].startswith("R"), node
        assert node["citation"], node
        assert node["citations"], node
        assert set(node["citations"]) <= numbers


def test_the_evidence_is_the_placements_with_original_and_carrier(capsys):
    out = palermo(capsys, "law", "explain", "Cuba", "--year", "2017", "--as-of", "2017-02-22", "--format", "json")[1]
    made = json.loads(out)
    limit = next(node for node in nodes(made["explanation"]) if node["rule"] == "R11")
    assert limit["evidence"] == ["table:tier_placements/CUB/2015#tier", "table:tier_placements/CUB/2016#tier"]
    source = next(s for s in made["sources"] if s["locator"] == "table:tier_placements/CUB/2016#tier")
    assert source["source"] == "tip_report_2016"
    assert source["publisher"] == "US Department of State"
    assert source["carrier"]["source"]
    assert made["placed"] is None
    assert not any("2017" in (s["published"] or "") for s in made["sources"])


def test_an_unknown_year_is_cited_as_not_held(capsys):
    made = json.loads(palermo(capsys, "law", "explain", "Kiribati", "--year", "2020", "--format", "json")[1])
    assert made["unknown_years"]
    assert any(source["locator"] == "catalogue:tier_placements" for source in made["sources"])


def test_the_tree_is_drawn_with_a_citation_at_every_step(capsys):
    code, out, _ = palermo(capsys, "law", "explain", "cuba", "--year", "2017", "--as-of", "2017-02-22")
    assert code == 0
    text = " ".join(out.replace("│", " ").split())
    assert "R11, 22 USC 7107(b)(2)(D)(i)" in text
    assert "table:tier_placements/CUB/2016#tier" in text
    assert "original not held" in text


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(["Cubba"], "'Cubba'"), (["Cuba", "--mode", "strict"], "'strict'"), (["Cuba", "--year", "1999"], "'1999'")],
)
def test_explain_names_what_it_cannot_take(capsys, arguments, word):
    code, _, err = palermo(capsys, "law", "explain", *arguments)
    assert code == 2
    assert word in err
    assert err.count("\n") == 1


def test_the_group_lists_its_commands(capsys):
    code, out, _ = palermo(capsys, "law", "--help")
    assert code == 0
    assert all(name in out for name in ("allowed", "audit", "explain"))


def test_a_person_reads_the_names_of_placements_and_of_the_mode(capsys):
    said = " ".join(palermo(capsys, "law", "allowed", "--history", "2015:2WL,2016:2WL", "--year", "2017")[1].split())
    assert "Tier 1, Tier 2, Tier 2 Watch List by a downgrade waiver, Tier 3, special case" in said
    assert "as the Department practises it" in said
    explained = " ".join(palermo(capsys, "law", "explain", "Cuba", "--year", "2017")[1].split())
    assert "2016 report: Tier 2 Watch List" in explained
    assert "2014: Tier 3, 2015: Tier 2 Watch List" in explained
    assert "run: 2 │ years: 2015 and 2016" in explained, "a number of years is no tier"
    assert not any(code in said + explained for code in ("2WL", ", SC", "state_practice"))
