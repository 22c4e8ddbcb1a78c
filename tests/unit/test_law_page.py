"""The page of the docs is what the YAML says today, and it keeps to its words."""

from pathlib import Path

from palermo.law.load import HOME, default_law
from palermo.law.page import count_cases, main, page

ROOT = Path(__file__).parents[2]


def test_the_committed_page_is_current(capsys):
    main([str(ROOT / "tests" / "law")])
    written = capsys.readouterr().out
    committed = (ROOT / "docs" / "concepts" / "law.md").read_text(encoding="utf-8")
    assert committed == written, "run: python -m palermo.law.page > docs/concepts/law.md"
    assert "not legal advice" in " ".join(committed.split())


def test_the_page_names_every_version_gap_and_value():
    law = default_law()
    text = page(law, count_cases(ROOT / "tests" / "law"))
    assert all(version.id in text for version in law.versions)
    assert all(f"| {gap.id} |" in text for gap in law.gaps)
    assert all(f"`{name}`" in text for name in law.parameters)


def test_what_is_of_low_confidence_is_marked_to_be_read_again():
    law = default_law()
    assert all(rule.recheck for rule in law.rules.values() if rule.confidence == "L")
    assert all(version.recheck for version in law.versions if version.confidence == "L")
    for name, parameter in law.parameters.items():
        assert all(dated.recheck for dated in parameter.dated if dated.confidence == "L"), name


def test_a_waiver_is_never_bare_in_the_rules_own_words():
    for path in HOME.glob("*_rules.py"):
        words = path.read_text(encoding="utf-8").replace("downgrade waiver", "")
        assert "a waiver" not in words
