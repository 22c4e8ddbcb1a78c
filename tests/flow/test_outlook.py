"""The outlook: what it may see, what it says, and where it must not be said."""

import csv
import datetime as dt
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from palermo.briefing.brief import brief
from palermo.briefing.render.markdown import markdown
from palermo.cli.main import palermo, run
from palermo.errors import UserError
from palermo.facts import dating, read
from palermo.facts.schema import TABLES, Table
from palermo.outlook.features import GROUPS
from palermo.outlook.forecast import VERSION, kept_outlook, outlook
from palermo.outlook.made import made
from palermo.outlook.model import TIERS
from palermo.outlook.panel import left_out, panel, past_rows
from palermo.outlook.rolling import palermo as estimate
from palermo.record.build import build
from palermo.record.derived import code_of
from palermo.record.opened import opened
from palermo.record.worldwide import all_facts
from palermo.register.jurisdictions import resolve

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "reference" / "schemas" / "outlook.json").read_text(encoding="utf-8"))
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def home(record_home, tmp_path_factory):
    """A home of this file's own, with the record of the run: what is kept beside the record is made here."""
    folder = tmp_path_factory.mktemp("outlook-home")
    shutil.copytree(record_home / "records", folder / "records")
    return folder


@pytest.fixture(autouse=True)
def _own_home(home, _home, monkeypatch):
    monkeypatch.setenv("PALERMO_HOME", str(home))


@pytest.fixture(scope="module")
def rows(home):
    before = os.environ.get("PALERMO_HOME")
    os.environ["PALERMO_HOME"] = str(home)
    try:
        with opened(TODAY) as record:
            return past_rows(record)
    finally:
        os.environ.pop("PALERMO_HOME") if before is None else os.environ.update(PALERMO_HOME=before)


def said(*arguments):
    done = CliRunner().invoke(palermo, ["outlook", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


# What it may see ---------------------------------------------------------------------------------------------------------------

ORIGIN = 2017
EVE = dt.date(2017, 6, 26)
_CALENDARS = ("editions", "publication_dates", "finding_details")


def published_later(table: Table, row: dict[str, str]) -> bool:
    day = dating.day(dating.dated(table.name, row).published)
    return day is None or day > EVE


def altered(table: Table, draw: random.Random) -> list[dict[str, str]]:
    """The rows of a table with all that was published after the eve dealt out anew; days, places and sources stay where they are."""
    found = list(read.raw(table.name))
    late = [row for row in found if published_later(table, row)]
    fixed = {c.name for c in table.columns if c.type in ("place", "source", "date")} | set(table.key) | {"published", "detail"}
    names = [c.name for c in table.columns if c.name not in fixed]
    dealt = [[row[name] for name in names] for row in late]
    draw.shuffle(dealt)
    for row, cells in zip(late, dealt, strict=True):
        row.update(zip(names, cells, strict=True))
    return found


@pytest.fixture(scope="module")
def another_future(tmp_path_factory):
    """A home with a record of facts of which everything published after the eve of 2017 was shuffled, placements included."""
    draw, folder = random.Random(1), tmp_path_factory.mktemp("another-future")
    shutil.copytree(read.FOLDER, folder / "tables")
    shutil.copy(read.FOLDER.parent / "catalogue.yml", folder)
    for table in TABLES:
        if table.name not in _CALENDARS:
            rows = altered(table, draw)
            with (folder / "tables" / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, [column.name for column in table.columns])
                writer.writeheader()
                writer.writerows(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "FOLDER", folder / "tables")
        patch.setenv("PALERMO_HOME", str(folder / "home"))
        build()
    return folder / "home"


def test_what_is_published_later_changes_no_forecast(rows, another_future, monkeypatch):
    monkeypatch.setenv("PALERMO_HOME", str(another_future))
    with opened(TODAY) as record:
        then, now = panel(rows), panel(past_rows(record))
    came = {(row.jurisdiction, row.report_year): row.after for row in then.rows}
    unlike = [row for row in now.rows if came.get((row.jurisdiction, row.report_year), row.after) != row.after]
    assert len(unlike) > 500, "the future was altered"
    assert min(row.report_year for row in unlike) == ORIGIN
    before, after = then.of(ORIGIN), now.of(ORIGIN)
    assert [row.jurisdiction for row in before.rows] == [row.jurisdiction for row in after.rows]
    assert then.names == now.names
    assert (estimate(then.earlier(ORIGIN), before) == estimate(now.earlier(ORIGIN), after)).all()
    assert far(then, now, 2022) > 0.3, "a forecast that may see it does change"


def far(then, now, year):
    """The largest change of a chance between two panels, among the places that have a row in both."""
    one, other = (
        dict(zip([r.jurisdiction for r in p.of(year).rows], estimate(p.earlier(year), p.of(year)), strict=True))
        for p in (then, now)
    )
    return max(abs(one[place] - other[place]).max() for place in one.keys() & other.keys())


def test_the_forecast_of_the_eve_is_the_same_whatever_comes(another_future, home, monkeypatch):
    found = []
    for folder in (another_future, home):
        monkeypatch.setenv("PALERMO_HOME", str(folder))
        with opened(EVE) as record:
            found.append(made(record))
    assert found[0] == found[1]


def test_a_row_is_read_on_the_eve_of_its_edition(rows):
    """Liberia, edition 2022: the assessment of the Labor Department for 2020 was out, that for 2022 was not."""
    row = next(r for r in rows if (r.jurisdiction, r.report_year) == ("LBR", 2022))
    with opened(dt.date(2022, 7, 18)) as record:
        newest = max(all_facts(record, "ilab_assessments", iso3="LBR"), key=lambda fact: fact["year"])
    assert newest["year"] == 2020
    assert row.numbers["labour"]["labour_rank"] == newest["level_rank"]
    assert all("labour" not in r.numbers for r in rows if r.report_year < 2018), "nothing of it was out before"
    assert all("reactions" not in r.numbers for r in rows if r.report_year < 2017), "coded later, published in 2017"


def test_every_row_stood_somewhere_before_and_special_cases_are_counted(rows):
    assert all(row.before in range(4) for row in rows)
    with opened(TODAY) as record:
        counted = left_out(record, rows)
        haiti = {fact["report_year"]: fact["tier"] for fact in all_facts(record, "tier_placements", iso3="HTI")}
    assert counted[2024] == {"special_case": 1}
    assert haiti[2024] == "SC"
    assert not [row for row in rows if (row.jurisdiction, row.report_year) == ("HTI", 2025)], "unranked before, so no row"
    assert {year: sum(row.after is None for row in rows if row.report_year == year) for year in counted} == {
        year: sum(counts.values()) for year, counts in counted.items()
    }


def test_each_source_is_a_group_of_its_own(rows):
    whole = panel(rows)
    assert {source for source, _ in whole.names} == set(GROUPS)
    for source in GROUPS:
        assert source not in {name for name, _ in whole.without(source).names}


def test_the_law_never_closed_what_came(rows):
    closed = [row for row in rows if row.closed and row.report_year >= 2004]
    assert len(closed) > 80
    assert [row for row in closed if row.after is not None and TIERS[row.after] in row.closed] == []


# What it says ------------------------------------------------------------------------------------------------------------------


def test_the_outlook_is_kept_and_read_again_without_statistics(home):
    with opened(dt.date(2024, 1, 1)) as record:
        assert kept_outlook(record) is None
        first = outlook(record)
        assert kept_outlook(record) == first
    script = (
        "import datetime as dt, sys\nfrom palermo.record.opened import opened\nfrom palermo.outlook.forecast import outlook\n"
        "with opened(dt.date(2024, 1, 1)) as record: print(len(outlook(record).chances))\n"
        "print([name for name in ('numpy', 'scipy', 'sklearn', 'statsmodels', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == [str(len(first.chances)), "[]"]


def test_the_same_record_and_day_give_the_same_outlook():
    with opened(dt.date(2012, 1, 1)) as record:
        assert made(record) == made(record)


def test_chances_sum_to_one_and_zero_is_the_law_alone():
    with opened(TODAY) as record:
        found = outlook(record)
    assert found.report_year == 2026
    assert "not the Department's" in found.note
    shut = [chance for chance in found.chances.values() if chance.forbidden]
    assert shut, "some place has used up its downgrade waivers"
    for chance in found.chances.values():
        assert sum(chance.chances.values()) == pytest.approx(1, abs=1e-5)
        assert {tier for tier in TIERS if chance.chances[tier] == 0} == {one.tier for one in chance.forbidden}
        places = [TIERS.index(tier) for tier in chance.set]
        assert places == list(range(places[0], places[-1] + 1)), "a set of neighbours"
        assert max(chance.chances, key=chance.chances.__getitem__) in chance.set


def test_data_keeps_to_its_schema_and_everything_cites():
    data = json.loads(said("--as-of", "2026-11-24", "--format", "json"))
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    assert list(data)[:3] == ["schema", "record", "as_of"]
    numbers = {source["n"] for source in data["sources"]}
    for one in data["estimates"]:
        for cites in (one, *one["forbidden"], *one["moved_by"]):
            assert set(cites["citations"]) <= numbers
    assert {one["jurisdiction"] for one in data["left_out"]} >= {"HTI", "SOM", "LBY", "YEM"}


def test_one_place_on_the_screen():
    text = " ".join(said("Republic of the Congo", "--as-of", "2026-11-24").split())
    for words in (
        "Tier 2 Watch List in the 2025 edition",
        "Tier 2 Watch List 0 %",
        "closed by R13 (22 USC 7107(b)(2)(D)(ii))",
        "90 % set: Tier 2 or Tier 3.",
        "The 2026 edition was due on 30 June 2026; this record does not hold it",
        "Over all places such sets held what came in",
        "the best of the simpler ways",
        "our estimate, not the Department's",
        "What moved it",
        "How good such estimates were: on the editions 2020 to 2025",
        "22 USC 7107(b)(2)(D)(ii) (version",
    ):
        assert words in text


def test_a_special_case_has_no_estimate_and_the_screen_says_why():
    text = " ".join(said("Haiti", "--as-of", "2026-11-24").split())
    assert "no estimate" in text
    assert "a special case in the 2025 edition, and so unranked" in text
    assert "%" not in text.split("How good")[0]


def test_a_place_without_a_placement_is_told_in_a_sentence():
    text = " ".join(said("Vatican", "--as-of", "2026-11-24").split())
    assert "no estimate, since no placement in the 2025 edition is held" in text


def test_a_place_that_has_ended_is_told_as_such():
    text = " ".join(said("Netherlands Antilles", "--as-of", "2026-11-24").split())
    assert "no estimate, since it ceased to exist (10 October 2010), and no edition assesses it any more" in text


def test_a_placement_before_that_nobody_read_is_marked():
    """Of the Tier 2 placements of 2024 most are the remainder of the lists."""
    text = " ".join(said("Kenya", "--as-of", "2024-12-01").split())
    assert "Kenya: Tier 2 in the 2024 edition, not read in the report but concluded from published lists" in text
    text = said("--as-of", "2018-12-01")
    assert "* Not read in the report" in text
    assert "2WL*" in next(line for line in text.splitlines() if "Hungary" in line)


def test_where_practice_and_the_letter_differ_it_says_why_the_chance_is_not_zero():
    data = json.loads(said("TKM", "--as-of", "2026-11-24", "--format", "json"))
    (one,) = data["estimates"]
    assert [(rule["tier"], rule["citation"]) for rule in one["lowered"]] == [("2WL", "22 USC 7107(b)(2)(F)")]
    assert one["chances"]["2WL"] > 0
    text = " ".join(said("TKM", "--as-of", "2026-11-24").split())
    past = data["measured"]["closed_by_practice_alone"]
    assert "closed as the law is practised, by R14 (22 USC 7107(b)(2)(F)), but not by the letter of the statute" in text
    assert f"Of {past['n']} past cases in which practice alone closed the Watch List it came in {past['came']}." in text


def test_coverage_is_told_for_the_tier_and_for_those_that_moved():
    data = json.loads(said("--as-of", "2026-11-24", "--format", "json"))
    tiers = {one["before"]: one for one in data["measured"]["by_tier"]}
    assert sum(one["n"] for one in tiers.values()) == data["measured"]["n"]
    held = sum(one["held"] for one in tiers.values()) / data["measured"]["n"]
    assert held == pytest.approx(data["measured"]["coverage"], abs=1e-4)
    assert (tiers["1"]["moved"], tiers["1"]["moved_held"]) == (11, 0), "no fall from Tier 1 was in its set"
    assert data["measured"]["best_baseline"] == "ordered_logit_masked"


def test_a_set_holds_no_tier_that_the_law_closes_and_an_edition_not_yet_due_is_not_overdue():
    data = json.loads(said("--as-of", "2026-11-24", "--format", "json"))
    for one in data["estimates"]:
        assert not set(one["set"]) & {rule["tier"] for rule in one["forbidden"]}, one["name"]
    assert data["overdue"]["due"] == "2026-06-30"
    assert json.loads(said("--as-of", "2024-01-01", "--format", "json"))["overdue"] is None


def test_what_is_kept_knows_the_rooms_that_made_it():
    assert code_of("outlook", "assessment", "law") == VERSION


def test_all_places_and_a_file(tmp_path):
    said("--as-of", "2026-11-24", "-o", str(tmp_path / "outlook.txt"))
    text = (tmp_path / "outlook.txt").read_text(encoding="utf-8")
    assert "the likeliest to move first (30 of 184" in text
    assert max(map(len, text.splitlines())) <= 80


def test_prose_never_speaks_of_what_the_data_do_not_show():
    page = (ROOT / "docs" / "concepts" / "how_good_is_it.md").read_text(encoding="utf-8")
    printed = [
        said("--as-of", "2026-11-24"),
        said("Cuba", "--as-of", "2017-02-22"),
        said("--as-of", "2026-11-24", "--format", "json"),
        page,
    ]
    code = [path.read_text(encoding="utf-8") for path in (ROOT / "src" / "palermo" / "outlook").rglob("*.py")]
    for text in [*printed, *code]:
        assert "impact" not in text.lower()
        assert "leverage score" not in text.lower()


OWN_WORDS = (
    "outlook", "our estimate", "forecast", "chance of", "90 % set", "likeliest", "rank 1", "ranked first", "priorities", "movable",
    "weights", "interval", "before naming it", "none on record", "no table here", "read by machine", "death penalty",
)  # fmt: skip


@pytest.mark.parametrize("audience", ["counterpart", "public"])
def test_no_paper_for_others_holds_an_estimate_a_rank_or_advice_to_drafters(audience):
    """Thirty places, those with most to say of first: words of the outlook, the ranking and the precedents, and the chances."""
    with opened(TODAY) as record:
        chances = outlook(record).chances
        closed = [code for code, chance in chances.items() if chance.forbidden or chance.lowered]
        others = [code for code in sorted(chances)[::6] if code not in {*closed, "CUB", "HKG"}]
        places = ["CUB", "HKG", *closed, *others][:30]
        assert len(places) == 30
        for code in places:
            text = " ".join(markdown(brief(record, resolve(code), resolve("USA"), audience)).split())
            assert len(text) > 500, "a paper with something in it"
            for word in OWN_WORDS:
                assert word not in text.lower(), (code, word)
            for chance in chances[code].chances.values():
                assert chance == 0 or f"{chance:.4f}" not in text, (code, chance)


# What a person can mend --------------------------------------------------------------------------------------------------------


def ended(capsys, *arguments):
    with pytest.raises(SystemExit) as end:
        run(["outlook", *arguments])
    return end.value.code, capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["Cuba"], ["--backtest"]])
def test_without_the_extra_it_says_which(monkeypatch, capsys, arguments):
    monkeypatch.setattr("palermo.extras.find_spec", lambda name: None)
    status, text = ended(capsys, *arguments, "--as-of", "2019-01-01")
    assert status == 2
    assert "'palermo[analysis]'" in text


@pytest.mark.parametrize(
    "arguments", [["--as-of", "2001-01-01"], ["--as-of", "2005-01-01"], ["--backtest", "--as-of", "2008-01-01"]]
)
def test_before_the_editions_that_it_needs_it_says_so(capsys, arguments):
    status, text = ended(capsys, *arguments)
    assert status == 2
    assert "as of 1 January" in text
    assert "Name a later day" in text


def test_the_test_is_about_all_places(capsys):
    status, text = ended(capsys, "Cuba", "--backtest")
    assert status == 2
    assert "all jurisdictions" in text


def test_a_near_miss_of_a_name_is_refused(capsys):
    status, text = ended(capsys, "Cubba")
    assert (status, "Cuba" in text) == (2, True)


def test_the_earliest_outlook_that_can_be_made():
    with opened(dt.date(2006, 1, 1)) as record:
        found = made(record)
    assert found.report_year == 2006
    assert all(len(chance.set) >= 1 for chance in found.chances.values())
    with opened(dt.date(2005, 1, 1)) as record, pytest.raises(UserError, match="2005"):
        made(record)
