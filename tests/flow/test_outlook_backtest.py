"""The test of the outlook against the past: one command gives every number, and the page holds them."""

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from palermo.outlook.features import GROUPS
from palermo.outlook.model import SEED
from palermo.outlook.page import AIM_DOWN, AIM_RPS, page

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "reference" / "schemas" / "outlook.backtest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def data(record_home):
    """The command's output, made once for the whole run: it takes half a minute."""
    kept = record_home / "outlook-backtest.json"
    with (record_home / "outlook-backtest.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            command = [sys.executable, "-m", "palermo", "outlook", "--backtest", "--as-of", "2026-11-24", "--format", "json"]
            kept.write_bytes(subprocess.run(command, capture_output=True, check=True, env=_env(record_home)).stdout)
    return json.loads(kept.read_text(encoding="utf-8"))


def _env(home):
    return os.environ | {"PALERMO_HOME": str(home)}


def windows(data):
    return {window["window"]: window for window in data["windows"]}


def test_data_keeps_to_its_schema_and_to_what_others_rely_on(data):
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    assert (data["schema"], data["seed"]) == ("palermo.outlook.backtest/1", SEED)
    assert list(windows(data)) == ["2009-2015", "2020-2025", "2016-2019"]
    for window in data["windows"]:
        for model in ("palermo", "markov", "persistence", "ordered_logit"):
            assert {"rps", "log_loss", "auc_up", "auc_down", "ece", "set_size", "coverage"} <= set(window["models"][model])


def test_the_window_with_the_incomplete_edition_is_printed_apart(data):
    assert [window["reported"] for window in data["windows"]] == [True, True, False]
    assert "2018" in windows(data)["2016-2019"]["note"]
    assert {"edition": 2018, "not_held": 62} in data["left_out"]


def test_persistence_is_what_it_says(data):
    for window in data["windows"]:
        stayed = 1 - (window["moved_up"] + window["moved_down"]) / window["n"]
        assert window["models"]["persistence"]["right"] == pytest.approx(stayed, abs=1e-4)
        assert window["models"]["persistence"]["auc_up"] == 0.5


def test_the_baselines_score_what_was_measured_for_them_elsewhere(data):
    """Worked out beforehand from the bare placements by another hand: persistence 0.0773 and 0.0714, Markov 0.0668 and 0.0559."""
    for name, persistence, markov in (("2009-2015", 0.0773, 0.0668), ("2020-2025", 0.0714, 0.0559)):
        models = windows(data)[name]["models"]
        assert models["persistence"]["rps"] == pytest.approx(persistence, abs=2e-4)
        assert models["markov"]["rps"] == pytest.approx(markov, abs=5e-4)


def test_the_estimate_is_not_shown_to_be_worse_than_a_baseline_and_beats_the_plain_shares_where_the_page_says_so(data):
    for window in data["windows"][:2]:
        models = window["models"]
        for name, gap in window["differences"].items():
            assert gap["low"] <= gap["rps"] <= gap["high"]
            assert gap["rps"] == pytest.approx(models["palermo"]["rps"] - models[name]["rps"], abs=1e-4)
            assert gap["rps"] < 0.0005, (window["window"], name, "worse in the mean")
    assert windows(data)["2020-2025"]["differences"]["markov"]["high"] < 0


def test_coverage_is_told_by_tier_and_for_those_that_moved(data):
    for window in data["windows"]:
        held = sum(tier["held"] for tier in window["coverage_by_tier"])
        assert held / window["n"] == pytest.approx(window["models"]["palermo"]["coverage"], abs=1e-4)
        assert sum(tier["moved"] for tier in window["coverage_by_tier"]) == window["moved_up"] + window["moved_down"]


def test_the_law_does_no_harm(data):
    for window in data["windows"]:
        for model in ("markov", "ordered_logit", "persistence"):
            assert window["models"][f"{model}_masked"]["log_loss"] <= window["models"][model]["log_loss"] + 1e-4


def test_the_sets_hold_about_nine_of_ten(data):
    for window in data["windows"]:
        assert 0.86 < window["models"]["palermo"]["coverage"] < 0.96
        assert window["models"]["palermo"]["set_size"] < 2


def test_each_source_is_dropped_in_turn(data):
    for window in data["windows"]:
        assert set(window["without"]) == set(GROUPS)
        worth = {source: gap["rps"] for source, gap in window["without"].items()}
        assert worth.pop("history") > 0.01 > 10 * max(worth.values()), "nearly all that is known is history, as the page says"
    unseen = windows(data)["2009-2015"]["without"]["reactions"]
    assert abs(unseen["rps"]) < 1e-4, "a source that was not out yet can be worth nothing"


def test_the_misses_are_named_and_cite_both_placements(data):
    sources = {source["n"]: source["locator"] for source in data["sources"]}
    assert len(data["misses"]) == 50
    for miss in data["misses"]:
        cited = {sources[n] for n in miss["citations"]}
        assert cited == {
            f"table:tier_placements/{miss['jurisdiction']}/{year}#tier" for year in (miss["edition"] - 1, miss["edition"])
        }
        assert miss["before"] != miss["after"]
    assert ("SDN", 2024) in {(miss["jurisdiction"], miss["edition"]) for miss in data["misses"]}


def test_the_page_is_what_the_test_says_and_a_miss_of_an_aim_is_said(data):
    committed = (ROOT / "docs" / "concepts" / "how_good_is_it.md").read_text(encoding="utf-8")
    for line in page(data, "", 125).splitlines():
        if line.startswith(("| ", "In short", "### ")):
            assert line in committed, f"run: python -m palermo.outlook.page > docs/concepts/how_good_is_it.md\n{line}"
    for window in data["windows"][:2]:
        models = window["models"]
        if models["palermo"]["rps"] > (1 - AIM_RPS) * models["markov"]["rps"] or models["palermo"]["auc_down"] < AIM_DOWN:
            assert "**missed**" in committed
    assert "not legal advice" in " ".join(committed.split())
