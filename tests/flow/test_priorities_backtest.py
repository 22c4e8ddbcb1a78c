"""`palermo priorities --backtest`: a short test against the past, and what it says plainly."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from palermo.cli.priorities import command
from palermo.errors import UserError

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference" / "schemas"
DAY = "2008-06-30"  # two eves: those of 2005 and 2006


def run(*arguments):
    done = CliRunner().invoke(command, ["--backtest", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(scope="module")
def data(record_home):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALERMO_HOME", str(record_home))
        return json.loads(run("--as-of", DAY, "--format", "json"))


def test_it_keeps_to_its_schema_and_every_edition_cites(data):
    schema = json.loads((SCHEMAS / "priorities.backtest.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)
    numbers = {source["n"] for source in data["sources"]}
    assert all(set(edition["citations"]) <= numbers for edition in data["editions"])


def test_each_eve_is_the_day_before_the_edition_and_three_editions_follow_it(data):
    assert [(e["edition"], e["frozen"]) for e in data["editions"]] == [(2005, "2005-06-02"), (2006, "2006-06-04")]


def test_twenty_are_chosen_and_their_fates_add_up_to_the_precision(data):
    for edition in data["editions"]:
        for way, chosen in edition["chosen"].items():
            assert len(chosen) == data["at"]
            assert edition["precision"][way] == pytest.approx(sum(one["moved"] for one in chosen) / data["at"])
        assert edition["precision"]["random"] == pytest.approx(edition["moved"] / edition["candidates"], abs=1e-4)


def test_a_window_without_editions_says_so_and_a_verdict_needs_the_whole_interval(data):
    assert [window["editions"] for window in data["windows"]] == [[2005, 2006], [], []]
    for one in data["windows"][0]["differences"]:
        low, high = one["interval"]
        assert one["verdict"] == ("better" if low > 0 else "worse" if high < 0 else "not_shown")


def test_the_screen_names_what_it_was_compared_with():
    text = " ".join(run("--as-of", DAY).split())
    for words in (
        "random",
        "base rate of the placement",
        "second Watch List year",
        "Our estimate",
        "no edition of it has three more",
    ):
        assert words in text


def test_a_day_with_too_few_editions_is_refused():
    with pytest.raises(UserError, match=re.escape("2006-12-31")):
        run("--as-of", "2006-12-31")
