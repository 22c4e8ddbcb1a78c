"""The reader against texts coded by hand, at the thresholds that it promises; and the scorer against cases with known answers."""

import collections
import json
import re
from pathlib import Path
from typing import Any

import pytest
from score import PLACEMENT, SAME, Score, Tally, score, supported

from palermo.evidence.codebook import as_codebook
from palermo.evidence.model import Text
from palermo.evidence.reader import read

HERE = Path(__file__).parent
DEV = HERE.parent.parent.parent / "shared" / "gold" / "dev.jsonl"
F1 = {"figures": 0.93, "flows": 0.93, "gaps": 0.88, "actions": 0.85}
PLACED, ROLED, SUPPORTED = 0.99, 0.97, 0.97

GAP_CODES = (
    "law_absent law_forms_missing law_child_means law_movement law_definition penalty_not_commensurate penalty_fine_option "
    "penalty_not_stringent enforcement_weak sentences_lenient data_not_reported complicity_unaddressed victims_penalized "
    "identification_weak services_inadequate removal_no_alternative plan_missing resources_lacking recruitment_unregulated "
    "demand_unaddressed prevention_weak policy_or_pattern"
)
ACTION_TYPES = (
    "enforcement investigation prosecution conviction law_enacted training identification victim_services partnership "
    "prevention plan_adopted funding"
)
GAPS, ACTIONS = set(GAP_CODES.split()), set(ACTION_TYPES.split())
MEASURES = {"investigations", "prosecutions", "convictions", "victims_identified", "victims_assisted"}


def _coded(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _scored(path: Path) -> Score:
    texts = _coded(path)
    return score(texts, {row["id"]: as_codebook(row["id"], read(Text(row["text"]), row["iso3"])) for row in texts})


def _shown(result: Score) -> str:
    return "\n".join(str(miss) for miss in result.misses)


@pytest.fixture(scope="module")
def invented() -> Score:
    return _scored(HERE / "texts.jsonl")


@pytest.mark.parametrize("name", PLACEMENT)
def test_the_placement_of_invented_places_is_read(invented: Score, name: str) -> None:
    assert invented.placement[name] >= PLACED, _shown(invented)


@pytest.mark.parametrize("name", F1)
def test_findings_about_invented_places_are_read(invented: Score, name: str) -> None:
    assert invented.lists[name].f1 >= F1[name], _shown(invented)


@pytest.mark.parametrize("name", F1)
def test_findings_about_invented_places_point_at_the_words_that_say_so(invented: Score, name: str) -> None:
    assert invented.lists[name].support >= SUPPORTED


def test_the_roles_of_invented_places_are_read(invented: Score) -> None:
    assert invented.roles >= ROLED, _shown(invented)


@pytest.mark.shared
def test_official_summaries_are_read_as_well() -> None:
    if not DEV.is_file():
        pytest.skip("../shared/gold/dev.jsonl is not beside this checkout")
    result = _scored(DEV)
    assert min(result.placement.values()) >= PLACED, _shown(result)
    assert {name: tally.f1 for name, tally in result.lists.items() if tally.f1 < F1[name]} == {}, _shown(result)
    assert result.roles >= ROLED, _shown(result)


@pytest.mark.shared
@pytest.mark.parametrize("name", F1)
def test_findings_in_official_summaries_point_at_the_words_that_say_so(name: str) -> None:
    if not DEV.is_file():
        pytest.skip("../shared/gold/dev.jsonl is not beside this checkout")
    assert _scored(DEV).lists[name].support >= SUPPORTED


def test_every_code_is_of_the_codebook_and_every_quotation_of_its_text() -> None:
    for row in _coded(HERE / "texts.jsonl"):
        assert {item["code"] for item in row["gaps"]} <= GAPS
        assert {item["type"] for item in row["actions"]} <= ACTIONS
        assert {item["measure"] for item in row["figures"]} <= MEASURES
        assert {item["qualifier"] for item in row["figures"]} <= {"exact", "at_least", "at_most", "approx"}
        assert {item["direction"] for item in row["flows"]} <= {"in", "out"}
        quotes = [*row["placement"]["quotes"], *(item["quote"] for name in SAME for item in row[name])]
        assert [quote for quote in quotes if quote not in row["text"]] == []


def test_each_text_stands_once_about_a_place_that_no_standard_names() -> None:
    rows = _coded(HERE / "texts.jsonl")
    assert len({row["id"] for row in rows}) == len({row["iso3"] for row in rows}) == len(rows) == 60
    assert all(re.fullmatch(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}", row["iso3"]) and row["iso3"] != "XKX" for row in rows)


def test_a_gap_or_an_action_is_coded_once_a_text_and_each_kind_often_enough() -> None:
    rows = _coded(HERE / "texts.jsonl")
    for name, key, least, kinds in (("gaps", "code", 4, GAPS), ("actions", "type", 6, ACTIONS)):
        counts = collections.Counter(item[key] for row in rows for item in row[name])
        assert all(len({item[key] for item in row[name]}) == len(row[name]) for row in rows)
        assert {kind: counts[kind] for kind in kinds if counts[kind] < least} == {}


# The scorer itself.

TEXT = "courts convicted two men; police freed nine girls; nothing else was done"


def _gold(**lists: list[dict[str, Any]]) -> dict[str, Any]:
    placement = dict.fromkeys(PLACEMENT)
    roles = dict.fromkeys(("source", "transit", "destination", "internal"), False)
    fixed = {"id": "a", "text": TEXT, "placement": placement, "roles": roles, "roles_optional": []}
    return {**fixed, **{name: [] for name in SAME}, **lists}


def _at(words: str, **codes: object) -> dict[str, Any]:
    return {**codes, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def _tally(gold: list[dict[str, Any]], *guess: dict[str, Any]) -> Tally:
    return score([_gold(actions=gold)], {"a": {"actions": guess}}).lists["actions"]


CONVICTION = {"type": "conviction", "quote": "courts convicted two men"}
DOUBTFUL = {"type": "identification", "quote": "police freed nine girls", "optional": True}


def test_found_wrong_and_missed_are_counted_apart() -> None:
    funding = {"type": "funding", "quote": "nothing else"}
    tally = _tally(
        [CONVICTION, funding], _at("convicted", type="conviction"), _at("freed", type="training"), _at("freed", type="plan")
    )
    assert tally == Tally(found=1, wrong=2, missed=1, supported=1)
    assert (tally.precision, tally.recall, tally.f1) == (1 / 3, 0.5, 0.4)


def test_a_doubtful_item_neither_helps_nor_hurts() -> None:
    assert _tally([DOUBTFUL]) == _tally([DOUBTFUL], _at("freed", type="identification")) == Tally()


def test_a_figure_that_is_coded_twice_must_be_read_twice() -> None:
    twice = [{"measure": "convictions", "value": 2, "quote": "two men"}] * 2
    once = score([_gold(figures=twice)], {"a": {"figures": [_at("two", measure="convictions", value=2)]}})
    assert once.lists["figures"] == Tally(found=1, missed=1, supported=1)


def test_the_same_item_read_twice_is_wrong_once() -> None:
    assert _tally([CONVICTION], *[_at("convicted", type="conviction")] * 2).wrong == 1


def test_another_number_is_another_figure() -> None:
    gold = _gold(figures=[{"measure": "convictions", "value": 2, "quote": "two men"}])
    result = score([gold], {"a": {"figures": [_at("nine", measure="convictions", value=9)]}})
    assert result.lists["figures"] == Tally(wrong=1, missed=1)
    assert result.misses[-2:] == (("a", "figures", None, ("convictions", 9)), ("a", "figures", ("convictions", 2), None))


@pytest.mark.parametrize(
    ("words", "right"), [("two men", True), ("courts", True), ("police freed nine girls", False), ("nothing else", False)]
)
def test_words_support_a_finding_only_from_its_own_clause(words: str, right: bool) -> None:
    assert supported(_at(words), "convicted two", TEXT) is right


def test_an_empty_or_impossible_span_supports_nothing() -> None:
    assert not supported({"start": 3, "end": 3}, "courts convicted", TEXT)
    assert not supported({"start": 0, "end": len(TEXT) + 1}, "courts convicted", TEXT)


def test_a_text_that_was_not_read_is_missed_in_every_field() -> None:
    gold = _gold(actions=[CONVICTION])
    gold["placement"]["tier"], gold["roles"]["source"] = "3", True
    result = score([gold], {})
    assert result.lists["actions"] == Tally(missed=1)
    assert (result.placement["tier"], result.placement["movement"], result.roles) == (0.0, 1.0, 0.75)


def test_a_doubtful_role_is_not_asked() -> None:
    gold = _gold() | {"roles_optional": ["source"]}
    assert score([gold], {"a": {"placement": {}, "roles": {"source": True}}}).roles == 1.0
