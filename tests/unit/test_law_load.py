"""The YAML of the law is read strictly, and its compiled form is the same law."""

import datetime as dt
import json
import shutil

import pytest

from palermo.errors import PalermoError
from palermo.law.load import HOME, compile_law, default_law, from_compiled, load_law
from palermo.law.period import counts_promises, due_date, period_for, reporting_period

HEAD = """
id: tvpa/7107/x
citation: 22 USC 7107(x)
title: A provision
summary: In our words.
confidence: H
mode: both
since: LV2000
references: [{title: T, citation: C, href: null, read_in: a copy, last_reviewed: "2026-11"}]
"""
VALUE = """
values:
  x_days:
    meaning: days
    unit: days
    dated: [{since: LV2000, value: 3, confidence: H%s}]
"""
REFERENCE = ", reference: {title: T, citation: C, read_in: a copy, last_reviewed: 2026-11-01}"


@pytest.fixture
def home(tmp_path):
    shutil.copy(HOME / "versions.yml", tmp_path)
    (tmp_path / "tvpa" / "7107").mkdir(parents=True)
    return tmp_path


def write(home, text):
    (home / "tvpa" / "7107" / "x.yml").write_text(text, encoding="utf-8")


def test_a_sound_file_loads(home):
    write(home, HEAD + VALUE % REFERENCE)
    value = load_law(home).value("x_days", "LV2008")
    assert value is not None
    assert value.value == 3
    assert value.reference.last_reviewed == "2026-11-01"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (HEAD + VALUE % "", "reference"),
        (HEAD + "colour: blue\n", "colour"),
        (HEAD.replace("confidence: H", "confidence: X"), "X"),
        (HEAD.replace("read_in: a copy, ", ""), "neither an href nor a read_in"),
        (HEAD.replace("title: A provision\n", ""), "title"),
        (HEAD.replace("tvpa/7107/x", "tvpa/7107/y"), "tvpa/7107/y"),
        (HEAD.replace("LV2000", "LV1999"), "LV1999"),
        (HEAD + "title: Another\n", "twice"),
        (HEAD + VALUE % REFERENCE.replace("2026-11-01", "soon"), "soon"),
        (HEAD.replace('"2026-11"', "[1]"), "last_reviewed"),
        (HEAD + "rules: {R1: 3}\n", "R1"),
        ("- a list\n", "named fields"),
        ("a: [\n", "YAML"),
    ],
)
def test_a_fault_in_a_file_is_named(home, text, word):
    write(home, text)
    with pytest.raises(PalermoError, match=r"x\.yml|version") as caught:
        load_law(home)
    assert word in str(caught.value)


def test_a_rule_is_carried_once(home):
    rule = "rules: {R1: {title: T, says: S, confidence: H, since: LV2000}}\n"
    write(home, HEAD + rule)
    (home / "tvpa" / "7107" / "y.yml").write_text(HEAD.replace("7107/x", "7107/y") + rule, encoding="utf-8")
    with pytest.raises(PalermoError, match="'R1' is carried twice"):
        load_law(home)


def test_the_compiled_law_is_the_same_law():
    first = json.dumps(compile_law(), sort_keys=True)
    assert first == json.dumps(compile_law(load_law()), sort_keys=True)
    assert compile_law(from_compiled(json.loads(first))) == json.loads(first)


def test_a_compiled_law_of_another_schema_is_refused():
    with pytest.raises(PalermoError, match="schema"):
        from_compiled({"schema": "something/9"})


def test_a_name_that_the_law_does_not_have_is_an_error():
    law = default_law()
    for call in (
        lambda: law.value("nothing", "LV2000"),
        lambda: law.citation("R99"),
        lambda: law.version("LV1"),
    ):
        with pytest.raises(PalermoError):
            call()


def test_no_statute_is_named_without_a_dated_reference():
    for provision in default_law().provisions:
        assert provision.references, provision.id
        for parameter in provision.values.values():
            for dated in parameter.dated:
                assert dated.reference.last_reviewed
                assert dated.reference.href or dated.reference.read_in


def test_the_reporting_period_is_practice_before_2019_and_statute_after():
    assert reporting_period(2018)[:3] == (dt.date(2017, 4, 1), dt.date(2018, 3, 31), "practice")
    assert reporting_period(2019)[:3] == (dt.date(2018, 4, 1), dt.date(2019, 3, 31), "statute")
    assert reporting_period(2019).citation == "22 USC 7107(b)(1)"


def test_an_act_counts_for_the_edition_whose_period_holds_it():
    assert period_for(dt.date(2017, 2, 22)) == 2017
    assert period_for(dt.date(2017, 3, 31)) == 2017
    assert period_for(dt.date(2017, 4, 1)) == 2018
    for year in range(2001, 2030):
        start, end, _, _ = reporting_period(year)
        assert period_for(start) == period_for(end) == year


def test_the_due_date_moved_with_the_act_of_2021():
    assert due_date(2020) == dt.date(2020, 6, 1)
    assert due_date(2021) == dt.date(2021, 6, 30)
    assert due_date(2021, as_of=dt.date(2020, 7, 1)) == dt.date(2021, 6, 1)


def test_whether_a_promise_counts_is_dated():
    before, after = counts_promises(2018), counts_promises(2019)
    assert before is not None
    assert after is not None
    assert (before.value, after.value) == (True, False)
    assert after.reference.citation
    assert counts_promises(2002) is None


def test_a_citation_comes_back_from_the_name_that_a_locator_gives_it_with_its_own_hyphens():
    law = default_law()
    assert law.as_cited("22-USC-2370c-1") == "22 USC 2370c-1"
    assert law.as_cited("22-USC-7107(b)(2)(D)(i)") == "22 USC 7107(b)(2)(D)(i)"
    assert {c for c in law.cited if law.as_cited(c.replace(" ", "-")) != c} == set()
