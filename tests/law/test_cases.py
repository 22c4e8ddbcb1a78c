"""Every case in YAML is asked of the law; every rule has a case, a reference and a paragraph."""

import json
import re
from pathlib import Path

import pytest
from run_case import QUESTIONS, all_cases, check

from palermo.law.clock import tier_clock
from palermo.law.history import YearEntry
from palermo.law.load import default_law

CASES = all_cases()
ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "law" / "tier_clock_cases.jsonl"


@pytest.mark.parametrize("case", CASES, ids=[f"{case['file']}: {case['name']}" for case in CASES])
def test_case(case):
    check(case)


def test_there_are_enough_cases_and_each_name_is_a_sentence_of_its_own():
    names = [case["name"] for case in CASES]
    assert len(names) >= 150
    assert len(names) == len(set(names))
    assert all(len(name.split()) >= 4 and name[0].isupper() for name in names)
    assert {case["question"] for case in CASES} == set(QUESTIONS)


def test_every_file_of_cases_says_how_to_add_one():
    for path in sorted(Path(__file__).parent.glob("*.yml")):
        head = path.read_text(encoding="utf-8").split("\n- ")[0]
        assert "# How to add a case" in head, path.name


@pytest.mark.parametrize("rule", [f"R{number}" for number in range(1, 37)])
def test_every_rule_has_a_case_a_reference_and_a_paragraph(rule):
    law = default_law()
    assert rule in law.rules
    assert any(case["rule"] == rule for case in CASES), f"{rule} has no case"
    assert law.home[rule].references
    page = (ROOT / "docs" / "concepts" / "law.md").read_text(encoding="utf-8")
    section = re.search(rf"^### {rule}\. .*?(?=^##|\Z)", page, re.M | re.S)
    assert section is not None
    assert law.rules[rule].says in " ".join(section.group().split())


def test_a_case_names_a_rule_that_exists():
    assert {case["rule"] for case in CASES} <= set(default_law().rules)


@pytest.mark.shared
def test_the_shared_cases_agree():
    if not SHARED.exists():
        pytest.skip(f"the folder with the shared cases is not beside this checkout ({SHARED.name})")
    faults = []
    lines = SHARED.read_text(encoding="utf-8").splitlines()
    for case in map(json.loads, lines):
        history = {row["year"]: YearEntry(row["tier"], row["waiver"]) for row in case["history"]}
        allowed = tier_clock(history, case["report_year"]).allowed
        same = [one for one in allowed if one != "SC"] == [one for one in case["allowed"] if one != "SC"]
        actual = case["actual"]
        if not same or (actual not in (None, "SC") and actual not in allowed):
            faults.append((case["case"], allowed, case["allowed"], actual))
    assert lines
    assert not faults
