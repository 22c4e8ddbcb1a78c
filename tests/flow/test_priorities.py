"""`palermo priorities` as a person types it: the ranking, the lists, the calendar, the weights, and what is refused.

The outlook has tests of its own; here one that hangs on the placement alone stands in for it, so that these run in seconds.
"""

import datetime as dt
import json
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from palermo.briefing.brief import brief
from palermo.briefing.render.markdown import markdown
from palermo.cli.priorities import command
from palermo.cli.priorities_print import screen
from palermo.errors import UserError
from palermo.outlook import forecast
from palermo.outlook.model import TIERS, Chance, Forecast, Measured
from palermo.priorities import kept
from palermo.record import query
from palermo.record.opened import opened
from palermo.register.jurisdictions import resolve

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "reference" / "schemas" / "priorities.json").read_text(encoding="utf-8")
)
DAY = "2024-12-01"
UP = {"1": 0.0, "2": 0.1, "2WL": 0.4, "3": 0.2}


def stand_in(record):
    if not query.editions(record):
        raise UserError("no outlook")
    year = query.editions(record)[-1]["report_year"]
    placed = {f["iso3"]: f["tier"] for f in query.placements_of(record, year) if f["tier"] in TIERS}
    measured = Measured((year,), len(placed), 0.05, "markov", 0.06, 0.8, 0.9, 0.02)
    return Forecast(year + 1, record.as_of.isoformat(), record.id, 1, {c: chance(c, t) for c, t in placed.items()}, measured)


def chance(code, tier):
    at = TIERS.index(tier)
    chances = {t: UP[tier] / at if n < at else 0.0 for n, t in enumerate(TIERS)} if at else dict.fromkeys(TIERS, 0.0)
    return Chance(code, tier, chances | {tier: 1 - UP[tier]}, (tier,))


@pytest.fixture(scope="module")
def own_home(record_home, tmp_path_factory):
    folder = tmp_path_factory.mktemp("priorities")
    shutil.copytree(record_home / "records", folder / "records")
    return folder


@pytest.fixture(autouse=True)
def quick(own_home, monkeypatch):
    monkeypatch.setenv("PALERMO_HOME", str(own_home))
    monkeypatch.setattr(forecast, "outlook", stand_in)


def run(*arguments):
    done = CliRunner().invoke(command, [*map(str, arguments), "--as-of", DAY], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@cache
def data(*arguments):
    """The answer as data, checked once; tests only read it."""
    found = json.loads(run(*arguments, "--format", "json"))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    numbers = {source["n"] for source in found["sources"]}
    assert set(cited(found)) == numbers, "every source is cited, and every citation is a source"
    return found


def cited(found):
    for key, value in found.items() if isinstance(found, dict) else enumerate(found):
        if key == "citations":
            yield from value
        elif isinstance(value, dict | list):
            yield from cited(value)


def test_the_ranking_gives_reasons_an_ask_and_a_forum_for_each_place():
    found = data("--top", 15)
    assert len(found["ranking"]) == 15
    for row in found["ranking"]:
        assert row["interval"][0] <= row["rank"] <= row["interval"][1]
        assert row["why"]
        assert row["ask"]
        assert row["forum"]
        assert row["citations"]
    assert "our estimate" in found["note"].lower()


def test_every_number_of_the_reasons_stands_in_a_reading_of_the_parts():
    for row in data("--top", 20)["ranking"]:
        said = " ".join(
            i["said"] for part in ("stakes", "movement", "silence") for i in row["parts"][part]["indicators"].values()
        )
        assert set(re.findall(r"\d+(?:\.\d+)?", row["why"])) <= set(re.findall(r"\d+(?:\.\d+)?", said))


def test_the_score_of_a_place_is_the_sum_of_its_printed_parts():
    for row in data("--top", 30)["ranking"]:
        parts = [row["parts"][title] for title in ("stakes", "movement", "silence")]
        assert row["score"] == pytest.approx(sum(p["weight"] * p["value"] for p in parts), abs=2e-4)
        inner = sum(i["weight"] * i["value"] for p in parts for i in p["indicators"].values())
        assert row["score"] == pytest.approx(inner, abs=1e-3)


def test_ties_are_shown_and_weigh_nothing():
    for row in data()["ranking"]:
        assert row["parts"]["ties"]["weight"] == 0
        assert row["parts"]["ties"]["context"]
    assert "ties, which have no weight" in run("--top", 1)


def test_most_movable_and_worst_are_two_lists_and_tier_1_is_ranked_too():
    found = data("--top", 300)
    movable, worst = ([row["jurisdiction"] for row in found["lists"][name]] for name in ("movable", "worst"))
    assert movable[:20] != worst[:20]
    assert sorted(movable) == sorted(worst) == sorted(row["jurisdiction"] for row in found["ranking"])
    assert {row["tier"] for row in found["ranking"]} == {"1", "2", "2WL", "3", "SC"}
    assert "USA" not in movable, "the sender does not talk to itself"


def test_what_is_missing_is_named_and_its_expected_value_says_whence():
    rows = data("--top", 300)["ranking"]
    cells = [i for row in rows for title in ("stakes", "movement", "silence") for i in row["parts"][title]["indicators"].values()]
    missing = [cell for cell in cells if cell["missing"]]
    assert len(missing) > 100
    assert all(cell["expected"]["places"] >= 5 for cell in missing)
    assert all(cell["expected"] is None for cell in cells if not cell["missing"])


def test_the_second_question_gives_the_same_answer_to_the_byte(own_home):
    first = run("--format", "json")
    for path in (own_home / "derived").rglob("*.npy"):
        path.write_bytes(b"spoilt")
    assert run("--format", "json") == first


def test_a_set_of_ones_own_is_named_in_the_title_the_file_and_the_data(tmp_path):
    mine = tmp_path / "w.yml"
    mine.write_text("name: Victims first\nparts: {movement: 0.1}\n", encoding="utf-8")
    found = data("--weights", mine)
    assert found["weights"]["name"] == "Victims first"
    assert "Victims first" in found["title"]
    assert found["ranking"] != data()["ranking"]
    out = tmp_path / "out"
    out.mkdir()
    run("--weights", mine, "-o", out)
    run("--format", "json", "-o", out)
    assert sorted(p.name for p in out.iterdir()) == [f"priorities-{DAY}-victims-first.txt", f"priorities-{DAY}.json"]
    assert "Victims first" in (out / f"priorities-{DAY}-victims-first.txt").read_text(encoding="utf-8")


def test_the_calendar_that_a_person_keeps_gives_the_forum(tmp_path):
    first = data()["ranking"][0]
    file = tmp_path / "mine.csv"
    file.write_text(f"date,jurisdiction,what\n2025-02-03,{first['jurisdiction']},Round of talks\n", encoding="utf-8")
    row = data("--calendar", file)["ranking"][0]
    assert row["forum"] == "Round of talks, 3 February 2025 (mine.csv, line 2)"
    assert "Round of talks" in run("--calendar", file, "--top", 1)


def test_a_body_is_last_seen_at_work_and_never_said_to_exist():
    forums = {row["jurisdiction"]: row for row in data("--top", 300)["ranking"]}
    seen = [row["forum"] for row in forums.values() if row["forum_known"]]
    assert seen
    assert all("last seen at work on" in forum for forum in seen)
    assert forums["CUB"]["forum"] != "no forum known"
    assert {row["forum"] for row in forums.values() if not row["forum_known"]} == {"no forum known"}


def test_another_sender_has_no_hook_of_ours_and_its_own_ties():
    ours, theirs = data("--top", 300), data("--top", 300, "--from", "norway")
    assert "plan" in {row["ask_kind"] for row in ours["ranking"]}
    assert "plan" not in {row["ask_kind"] for row in theirs["ranking"]}
    assert "NOR" not in {row["jurisdiction"] for row in theirs["ranking"]}
    kinds = {tie["kind"] for row in theirs["ranking"] for tie in row["parts"]["ties"]["context"]}
    assert kinds == {"instruments", "review"}


def test_the_calendar_is_filled_within_its_limits_beside_the_choice_by_hand():
    found = data("--slots", 20, "--per-region", 5, "--per-tier", 8, "--include", "France", "--exclude", "Burma")["slots"]
    best = found["optimal"]["places"]
    assert len(best) == 20
    regions = [place["region"] for place in best]
    assert max(regions.count(region) for region in regions) <= 5
    codes = {place["jurisdiction"] for place in best}
    assert "FRA" in codes
    assert "MMR" not in codes
    assert found["optimal"]["total"] >= found["greedy"]["total"]
    assert "Sum of scores" in run("--slots", 20, "--per-region", 5)


def test_the_screen_says_whose_estimate_it_is_and_what_it_left_out():
    text = " ".join(run("--top", 5).split())
    for words in (
        "Our estimate, and not the Department's",
        "Not legal advice",
        "Most movable",
        "Worst",
        "Caution:",
        "nine in ten of 10,000",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--slots", "0"], "--slots"),
        (["--slots", "-3"], "-3"),
        (["--slots", "٣"], "--slots"),
        (["--top", "many"], "many"),
        (["--per-region", "5"], "--per-region"),
        (["--include", "Cuba"], "--include"),
        (["--slots", "5", "--include", "Cuba", "--exclude", "CUB"], "CUB"),
        (["--slots", "5", "--include", "Atlantis"], "Atlantis"),
        (["--slots", "5", "--include", "USA"], "USA"),
        (["--from", "Atlantis"], "Atlantis"),
        (["--weights", "none.yml"], "none.yml"),
        (["--calendar", "none.csv"], "none.csv"),
    ],
)
def test_what_a_person_can_mend_is_refused_by_name(arguments, word):
    with pytest.raises(UserError, match=re.escape(word)):
        run(*arguments)


def test_before_the_first_edition_there_is_no_ranking():
    with pytest.raises(UserError, match="1999-01-01"):
        CliRunner().invoke(command, ["--as-of", "1999-01-01"], catch_exceptions=False)


def test_a_failure_ends_with_status_2_and_no_traceback():
    done = subprocess.run(
        [sys.executable, "-m", "palermo", "priorities", "--slots", "0"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "'0' is no number for --slots" in done.stderr
    assert "Traceback" not in done.stderr


def test_neither_help_nor_a_brief_imports_statistics():
    script = (
        "import sys; from palermo.cli.main import run\n"
        "try: run({0})\n"
        "except SystemExit: pass\n"
        "print([m for m in ('numpy', 'scipy', 'sklearn', 'statsmodels', 'altair', 'icalendar') if m in sys.modules], file=sys.stderr)"
    )
    for words in (["--help"], ["priorities", "--help"], ["brief", "Cuba", "--as-of", "2017-02-22"]):
        done = subprocess.run([sys.executable, "-c", script.format(words)], capture_output=True, text=True, check=True)
        assert done.stderr.strip().endswith("[]"), f"{words}: {done.stderr}"


@pytest.mark.parametrize("audience", ["counterpart", "public"])
def test_no_paper_for_others_speaks_of_the_ranking(audience):
    """The first thirty places, of which the ranking has most to say: neither its words nor its reasons, scores or intervals."""
    own = re.compile(
        r"our estimate|priorit(?:y|ies)\b(?! recommendation)|most movable|not known here|expected from", re.IGNORECASE
    )
    with opened(dt.date.fromisoformat(DAY)) as record:
        for row in data("--top", 30)["ranking"]:
            text = " ".join(markdown(brief(record, resolve(row["jurisdiction"]), resolve("USA"), audience)).split())
            assert not own.search(text), (row["jurisdiction"], own.search(text))
            for reason in row["why"].split("; "):
                assert reason not in text, (row["jurisdiction"], reason)
            assert f"{row['score']:.4f}" not in text


def test_an_edition_that_is_overdue_is_said_to_be_on_the_screen_and_in_the_data():
    done = CliRunner().invoke(command, ["--top", "1", "--as-of", "2026-11-24", "--format", "json"], catch_exceptions=False)
    found = json.loads(done.output)
    assert found["overdue"]["due"] == "2026-06-30"
    assert "2026 edition was due on 30 June 2026; this record does not hold it" in found["overdue"]["words"]
    assert "does not hold it: check before use" in " ".join(screen(found, 80).split())
    assert data()["overdue"] is None


def test_the_ranking_says_how_it_did_against_simple_rules_and_what_past_closings_are():
    found, text = data(), " ".join(run("--top", 1).split())
    for words in (found["tested"]["words"], found["closings"]["words"]):
        assert " ".join(words.split()) in text
    verdicts = {one["verdict"] for window in found["tested"]["windows"] for one in window["than"].values()}
    assert "better" not in verdicts, "then the words of the head are wrong"
    base = found["tested"]["windows"][0]["than"]["tier_base_rate"]
    assert f"({base['difference']:+.2f})" in found["tested"]["words"]
    assert ("worse" in found["tested"]["words"]) == any(
        one["verdict"] == "worse" for window in found["tested"]["windows"] for one in window["than"].values()
    )
    assert found["closings"]["can_be_closed"] < found["closings"]["gaps"] / 2


def test_numbers_of_sources_stand_only_beside_their_list():
    assert "sources: [" not in run("--top", 1)
    with_list = run("--top", 1, "--sources")
    assert "sources: [" in with_list
    assert "\nSources\n" in with_list


def test_before_there_is_enough_to_rank_by_ties_and_parts_left_out_are_said():
    done = CliRunner().invoke(command, ["--top", "5", "--as-of", "2002-01-01"], catch_exceptions=False)
    text = " ".join(done.output.split())
    assert "share the first" in text
    assert "Without silence" in text
    assert "Without silence" not in " ".join(run("--top", 5).split())


def test_the_days_before_the_first_edition_are_said_to_be():
    with pytest.raises(UserError, match="before the first edition"):
        CliRunner().invoke(command, ["--as-of", "2001-01-01"], catch_exceptions=False)


def test_draws_of_many_days_are_not_kept_for_ever(tmp_path):
    newest = tmp_path / "priorities-x-2024-01-09.npy"
    for day in range(1, 10):
        (tmp_path / f"priorities-x-2024-01-0{day}.npy").write_bytes(b"draws")
    kept._prune(newest)
    assert len(list(tmp_path.iterdir())) == kept._KEPT
    assert newest.exists()
