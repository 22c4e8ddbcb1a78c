"""`palermo precedents` on the record: cases read by hand, days in the past, the command, and the line in a brief."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from palermo.briefing.brief import brief
from palermo.briefing.check import check
from palermo.cli.precedents import command
from palermo.errors import UserError
from palermo.priorities.precedents.answer import STATES, precedents
from palermo.priorities.precedents.data import cells_of, death_penalty
from palermo.priorities.precedents.kept import nearest_closed
from palermo.priorities.precedents.near import fact_of, nearest_first
from palermo.priorities.precedents.rules import PROTOCOL, laws_read, rules
from palermo.record.opened import opened
from palermo.record.worldwide import cells
from palermo.register.dates import last_day
from palermo.register.jurisdictions import jurisdictions, resolve

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "reference" / "schemas" / "precedents.json").read_text(encoding="utf-8")
)
GAPS = st.sampled_from(sorted(rules()))
CLOSED_SOMEWHERE = st.sampled_from(["law_absent", "law_forms_missing", "law_child_means", "penalty_fine_option", PROTOCOL])
DAYS = st.dates(dt.date(2001, 1, 1), dt.date(2026, 11, 24))


def one(record, gap, code):
    return next((found for found in precedents(record, gap) if found.place == code), None)


def data(*arguments):
    done = CliRunner().invoke(command, [*arguments, "--format", "json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    found = json.loads(done.output)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    assert list(found)[-1] == "sources"
    return found


# Read by hand -----------------------------------------------------------------------------------------------------------------


def test_haiti_had_no_law_in_the_2013_edition_and_had_one_in_that_of_2014(today_record):
    found = one(today_record, "law_absent", "HTI")
    assert found.state == "closed"
    assert ("reported", 2013) in [(s.thread, s.year) for s in found.had]
    assert [(a.kind, a.year) for a in found.closed] == [("law", 2014)]
    assert found.closed[0].cells[0][1].startswith("HTI-2014-action-law_enacted")


def test_cuba_s_law_of_2023_on_labour_does_not_close_what_summaries_had_said_of_other_forms(today_record):
    found = one(today_record, "law_forms_missing", "CUB")
    assert [(s.year, s.form) for s in found.had][::5] == [(2010, "sex"), (2022, "labour")]
    assert (found.state, found.followed.year) == ("law_followed", 2023)
    assert "CUB-2014" not in found.followed.cells[0][1], "a treaty is no law"


def test_a_standard_on_children_alone_shows_nothing_on_the_forms_of_adults(today_record):
    for found in precedents(today_record, "law_forms_missing"):
        assert all(s.thread != "prohibition_child_trafficking" for s in found.had)
        assert all("child" not in answer.words for answer in found.closed)
    assert one(today_record, "law_forms_missing", "KIR") is None
    assert one(today_record, "law_forms_missing", "KGZ").state == "law_followed", "children's standard not met after the rise"


def test_a_law_that_holds_in_a_state_and_its_territories_is_one_precedent(today_record):
    places = jurisdictions()
    for gap in set(rules()) - {PROTOCOL}:
        for found in precedents(today_record, gap):
            assert not places[found.place].part_of or places[found.place].assessed_as, (gap, found.place)


def test_saint_lucia_took_the_fine_out_and_is_the_only_one_known_to_have_done_so(today_record):
    closed = [p for p in precedents(today_record, "penalty_fine_option") if p.state == "closed"]
    assert [(p.place, p.closed[-1].year, p.after_editions) for p in closed] == [("LCA", 2022, None)]


def test_a_party_whose_day_of_joining_is_not_known_joined_by_the_day_of_the_list(today_record):
    nepal, japan = (one(today_record, PROTOCOL, code) for code in ("NPL", "JPN"))
    assert (nepal.state, nepal.closed[0].by_then, nepal.closed[0].year, nepal.after_editions) == ("closed", True, 2024, None)
    assert japan.state == "law_followed", "that it joined was inferred from a count, and not read"


@pytest.mark.parametrize(
    ("gap", "code", "state"),
    [
        ("law_absent", "RUS", None),  # coded as full for 2003, and a bill still pending in the edition of 2008
        ("law_absent", "COM", None),  # the law and the gap stand in the same edition
        ("law_absent", "TUR", "law_followed"),  # a partial law first
        ("law_forms_missing", "MRT", "law_followed"),  # coded as full for 2004; slavery was outlawed in 2007
        ("law_forms_missing", "JOR", "law_followed"),  # a standard met, not met and met again: read anew, perhaps
        ("law_forms_missing", "VUT", "law_followed"),  # met, while debt bondage was still to be made a crime
        ("law_forms_missing", "GTM", None),  # a standard not met in one edition alone
        ("law_absent", "TCD", "law_followed"),  # a standard on children does not speak of adults
        ("removal_no_alternative", "ZAF", "law_followed"),  # regulations not yet in effect
    ],
)
def test_a_closing_that_is_not_shown_is_not_said(today_record, gap, code, state):
    found = one(today_record, gap, code)
    assert found is None or found.state != "closed"
    assert state is None or found.state == state


def test_the_laws_that_were_read_are_all_in_the_record_and_are_laws(today_record):
    known = {row["id"] for row in cells(today_record, "reported_findings", "id", kind="action", code="law_enacted")}
    assert set(laws_read()) <= known


def test_a_gap_that_no_rule_can_show_closed_has_no_closed_precedent(today_record):
    for gap, rule in rules().items():
        assert rule.can_be_closed or all(found.state != "closed" for found in precedents(today_record, gap))


def test_the_reader_is_never_alone_in_a_closing(today_record):
    for gap in rules():
        for found in precedents(today_record, gap):
            for answer in found.closed:
                assert answer.kind in ("law", "scholars", "labour_standard", "treaty_act")
                assert all(cell[0] != "machine_findings" for cell in answer.cells)


def test_every_closed_precedent_stands_on_cells_that_say_so(today_record):
    """Each closing is read again at its cells, by its own kind and apart from the code that found it."""
    says = {
        "law": lambda facts: facts[0]["code"] == "law_enacted",
        "scholars": lambda facts: facts[0]["level"] == "2" and facts[1]["level"] in ("0", "1"),
        "labour_standard": lambda facts: facts[0]["conforms"] == "yes" and facts[1]["conforms"] == "no",
        "treaty_act": lambda facts: facts[0]["act"] not in ("signature", "none_seen"),
    }
    for gap in rules():
        for found in precedents(today_record, gap):
            for answer in found.closed:
                facts = [fact_of(today_record, cell) for cell in answer.cells]
                assert says[answer.kind](facts), (gap, found.place)
                assert {fact["iso3"] for fact in facts} == {found.place}


# Days in the past -------------------------------------------------------------------------------------------------------------


@given(GAPS, DAYS)
def test_as_of_a_day_nothing_published_later_is_seen(gap, day):
    with opened(day) as record:
        for found in precedents(record, gap):
            assert found.state in STATES
            for cell in cells_of(found):
                if cell[0] != "catalogue":
                    published = fact_of(record, cell).published
                    assert published
                    assert last_day(published) <= day


@given(CLOSED_SOMEWHERE, st.integers(0, 1000))
def test_before_its_closing_was_public_a_precedent_was_not_closed_by_it(gap, number):
    with opened() as record:
        closed = [p for p in precedents(record, gap) if p.state == "closed"]
        found = closed[number % len(closed)]
        last = found.closed[-1]
        public = max(last_day(fact_of(record, cell).published) for cell in last.cells)
    with opened(public - dt.timedelta(days=1)) as record:
        before = one(record, gap, found.place)
        assert before is None or last not in before.closed
    with opened(public) as record:
        assert one(record, gap, found.place) is not None


def test_as_of_the_founding_example_the_scholars_codes_before_2014_are_not_yet_public(cuba_day):
    for found in precedents(cuba_day, "law_absent"):
        assert all(answer.year >= 2014 for answer in found.closed if answer.kind == "scholars")


# The command ------------------------------------------------------------------------------------------------------------------


def test_the_command_counts_every_state_and_puts_the_nearest_first():
    found = data("law_absent", "--like", "VEN")
    assert sum(found["counts"].values()) == len(found["precedents"])
    closed = [p for p in found["precedents"] if p["state"] == "closed"]
    assert found["precedents"][: len(closed)] == closed
    assert "VEN" not in {p["jurisdiction"] for p in found["precedents"]}
    steps = [tuple(step["same"] is not True for step in p["near"]) for p in closed]
    assert steps == sorted(steps)
    assert [step["kind"] for step in closed[0]["near"]] == ["region", "treaty", "income", "recommendation"]
    assert closed[0]["near"][2] == {"kind": "income", "same": None, "words": "income is not in this record"}
    assert all(p["citations"] for p in found["precedents"])


def test_without_a_place_the_newest_come_first():
    closed = [p["closed"]["year"] for p in data("no law")["precedents"] if p["state"] == "closed"]
    assert closed == sorted(closed, reverse=True)


def test_a_caution_on_the_death_penalty_cites_the_list_or_that_none_is_held():
    found = data("law_absent", "--as-of", "2014-12-31")
    locators = {source["n"]: source["locator"] for source in found["sources"]}
    cautioned = [one for one in found["precedents"] if one["caution"]]
    assert "NER" in {one["jurisdiction"] for one in cautioned}
    for one in cautioned:
        own = [locators[n] for n in one["citations"]]
        assert any("ICCPR_OP2" in where or where == "catalogue:treaty_acts" for where in own), one["name"]


def test_a_gap_that_nothing_can_show_closed_says_so():
    found = data("enforcement_weak")
    assert found["counts"]["closed"] == 0
    assert found["gap"]["closed_by"].startswith("No table of this record can show it closed")
    assert found["cautions"]


def test_what_a_machine_read_says_how_often_the_reader_was_right():
    assert "38 were about it" in data("law_child_means")["gap"]["read_by_machine"]
    assert data("law_absent")["gap"]["read_by_machine"] is None


def test_on_the_screen_the_states_are_told_apart_and_the_sources_named(tmp_path):
    page = tmp_path / "page.txt"
    CliRunner().invoke(command, ["fine", "option", "--like", "GHA", "-o", str(page)], catch_exceptions=False)
    text = page.read_text(encoding="utf-8")
    headline = (
        "Closed, on positive evidence: 1 (in it one sentence alone says both that the gap was there and that it was closed)"
    )
    assert headline in " ".join(text.split())
    assert "nothing says that it was closed: 2" in text
    assert "Trafficking in Persons Report, 2022 edition" in text
    assert "Not legal advice" in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("arguments", [["xyzzy"], ["law"], ["law_absent", "--like", "Atlantis"]])
def test_what_cannot_be_found_is_answered_with_suggestions(arguments):
    with pytest.raises(UserError):
        CliRunner().invoke(command, arguments, catch_exceptions=False)


# The brief --------------------------------------------------------------------------------------------------------------------


def asks_of(made):
    return next((section.asks for section in made.sections if section.id == "asks"), ())


@given(st.sampled_from(sorted(jurisdictions())), DAYS, st.sampled_from(["own", "public", "counterpart"]))
def test_each_ask_carries_a_precedent_of_another_place_or_says_that_none_is_on_record(code, day, audience):
    with opened(day) as record:
        made = brief(record, resolve(code), resolve("USA"), audience)
        for ask in asks_of(made):
            if ask.question or (audience != "own" and ask.precedent is None):
                continue
            assert ask.precedent is not None
            assert audience == "own" or "None on record" not in ask.precedent.text, "what our tables lack is no matter of others"
            closing = ask.precedent.citations[0].locator
            assert "None on record" in ask.precedent.text or not closing.partition("/")[2].startswith(code)
        assert not [failure for failure in check(made) if "/precedent" in failure.claim]


def test_the_ask_on_the_law_of_cuba_names_a_place_and_an_edition(cuba_day):
    plan, law, enforcement = asks_of(brief(cuba_day, resolve("Cuba"), resolve("USA")))
    assert law.precedent.text.startswith("Papua New Guinea had this gap, last on record for 2014;")
    assert "Read its law before naming it; not seen as a party to the protocol against the death penalty." in law.precedent.text
    assert "no table here can show this gap closed" in enforcement.precedent.text
    assert plan.precedent.text.startswith("None on record")


def test_a_paper_that_others_read_names_no_precedent_that_needs_a_caution(today_record):
    for code in ("HTI", "COD", "VEN", "IRN", "DZA", "ERI", "NRU", "HKG"):
        for audience in ("public", "counterpart"):
            for ask in asks_of(brief(today_record, resolve(code), resolve("USA"), audience)):
                assert ask.precedent is None or "death penalty" not in ask.precedent.text
                assert ask.precedent is None or "read by machine" not in ask.precedent.text
                assert ask.precedent is None or "before naming it" not in ask.precedent.text


def test_a_question_needs_no_precedent(today_record):
    asked = [ask for code in ("THA", "CUB", "HTI") for ask in asks_of(brief(today_record, resolve(code), resolve("USA")))]
    assert any(ask.question for ask in asked)
    assert all(ask.precedent is None for ask in asked if ask.question)


def test_what_is_kept_is_what_is_worked_out(today_record):
    like = resolve("Venezuela")
    for gap in ("law_absent", "law_child_means", PROTOCOL):
        made = nearest_first(today_record, [p for p in precedents(today_record, gap) if p.state == "closed"], like)
        kept = nearest_closed(today_record, gap, like)
        assert [(p.place, p.closed, p.had[0], p.had[-1], near) for p, near in kept] == [
            (p.place, p.closed, p.had[0], p.had[-1], near) for p, near in made
        ]


def test_a_home_that_cannot_be_written_to_still_gives_the_precedents(today_record, monkeypatch):
    def refuse(*_):
        raise UserError("cannot be written")

    monkeypatch.setattr("palermo.priorities.precedents.kept.derived", refuse)
    assert nearest_closed(today_record, "penalty_fine_option", resolve("Ghana"))[0][0].place == "LCA"


def test_the_protocol_on_the_death_penalty_is_asked_about_for_every_law_that_punishes(today_record):
    assert death_penalty(today_record, rules()["law_absent"], "SAU")[0]
    assert death_penalty(today_record, rules()["law_absent"], "ARG")[0] is None
    assert death_penalty(today_record, rules()["services_inadequate"], "SAU")[0] is None


def test_a_brief_imports_no_statistics(tmp_path):
    script = (
        "import sys\nfrom palermo.cli.main import run\n"
        "try:\n    run(['brief', 'Cuba', '--as-of', '2017-02-22', '-o', sys.argv[1]])\n"
        "except SystemExit as done:\n    assert not done.code\n"
        "heavy = {'scipy', 'sklearn', 'statsmodels', 'pandas', 'numpy'} & set(sys.modules)\nassert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "brief.txt")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Precedent:" in (tmp_path / "brief.txt").read_text(encoding="utf-8")
