"""The agenda of a meeting: each ask with why now, what was answered before and the fallback; what only our own side may read."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import palermo
from palermo.briefing.agenda import agenda
from palermo.briefing.agreed import MARKS, Answered, Noted, Promised
from palermo.briefing.asks.model import templates
from palermo.briefing.check import check
from palermo.briefing.claims import NUMBER_WORDS
from palermo.briefing.document import document
from palermo.briefing.render.html import html
from palermo.briefing.render.layout import head
from palermo.briefing.render.markdown import markdown
from palermo.errors import UserError
from palermo.record.opened import opened
from palermo.register.jurisdictions import jurisdictions, resolve

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "reference" / "schemas" / "brief.json").read_text(encoding="utf-8"))
CODES = st.sampled_from(sorted(jurisdictions()))
DAYS = st.dates(dt.date(2001, 1, 1), dt.date(2026, 11, 24))
SENDERS = st.sampled_from(["USA", "GBR", "IND", "CUB"])
JANUARY = dt.date(2017, 1, 12)
REFUSED = Answered("a1", "attributable", "A plan, please.", "refused", JANUARY, ask="ask.written_plan/CUB/2016")
IN_PART = Answered(
    "a2",
    "not_attributable",
    "By May, all of it.",
    "accepted_in_part",
    JANUARY,
    gap="law_forms_missing",
    words="We study 42 articles.",
)
OWED = Promised("c1", "public", "theirs", "A list of 3 contracts", dt.date(2016, 5, 1), due=dt.date(2017, 6, 1), status="limited")
POINT = Noted("m1/indicators", "attributable", "indicators", "Contracts published: 2 of 5", JANUARY)


@pytest.fixture
def of_cuba(cuba_day):
    def make(audience="own", *earlier, **more):
        return agenda(cuba_day, resolve("Cuba"), resolve("USA"), audience, earlier=earlier, **more)

    return make


def asks_of(paper):
    return [ask for section in paper.sections for ask in section.asks]


def section(paper, name):
    return [claim.text for found in paper.sections if found.id == name for claim in found.claims]


# The founding example ---------------------------------------------------------------------------------------------------------


def test_each_ask_says_why_now_what_was_answered_before_and_what_to_settle_for(of_cuba):
    plan, law, cases = asks_of(of_cuba())
    assert plan.why_now.text == (
        "37 days remain, to 31 March 2017; the 2017 edition is the one at the third-year limit, due on 1 June 2017."
    )
    assert law.why_now.text.startswith("37 days remain, to 31 March 2017, in which an act still counts for the 2017 edition")
    for ask in (plan, law, cases):
        assert ask.precedent is not None
        assert ask.answered[0].text.startswith("Not known: this paper was given no earlier answer")
        assert ask.fallback.text.startswith("If they will not: ")
        assert ask.caution is not None


def test_python_asks_for_an_agenda_as_for_a_brief(of_cuba, cuba_day):
    assert markdown(palermo.agenda(cuba_day, "Cuba", earlier=[REFUSED])) == markdown(of_cuba("own", REFUSED))
    with pytest.raises(UserError, match="no audience"):
        palermo.agenda(cuba_day, "Cuba", audience="press")


def test_the_calendar_names_the_body_last_seen_at_work_and_not_one_that_was_only_spoken_of(of_cuba):
    assert section(of_cuba(), "asks")[0] == (
        "The day of the next meeting is not in this record; last seen at work: U.S.-Cuba meetings on trafficking in persons, on "
        "13 January 2017."
    )


def test_an_earlier_answer_stands_under_the_ask_on_the_same_gap_in_their_own_words(of_cuba):
    plan, law, cases = asks_of(of_cuba("own", REFUSED, IN_PART))
    assert [c.text for c in plan.answered] == ["Refused on 12 January 2017; asked then: “A plan, please.”"]
    assert [c.text for c in law.answered] == [
        "Accepted in part on 12 January 2017, in their words: “We study 42 articles.”; asked then: “By May, all of it.”"
    ]
    assert {c.basis for ask in (plan, law) for c in ask.answered} == {"agreed"}
    assert cases.answered[0].basis == "reported"


def test_the_newest_answers_come_first_and_two_are_enough_for_two_pages(of_cuba):
    several = [replace(REFUSED, key=f"a{n}", on=dt.date(2016, n, 1)) for n in (3, 9, 6)]
    plan = asks_of(of_cuba("own", *several))[0]
    assert [c.text.partition(";")[0] for c in plan.answered] == ["Refused on 1 September 2016", "Refused on 1 June 2016"]
    assert len(asks_of(of_cuba("own", *several, full=True))[0].answered) == 3


def test_open_commitments_of_both_sides_and_the_indicators_to_be_discussed_are_listed(of_cuba):
    paper = of_cuba("own", OWED, POINT)
    assert section(paper, "commitments") == [
        "Their side's: “A list of 3 contracts”, made on 1 May 2016, due on 1 June 2017; carried out: limited."
    ]
    assert section(paper, "points") == ["Indicators to be discussed: “Contracts published: 2 of 5”."]
    assert section(of_cuba(), "commitments")[0].startswith("Not known")


def test_what_a_workspace_wrote_after_the_day_is_not_in_the_paper(of_cuba):
    later = replace(REFUSED, on=dt.date(2017, 3, 1))
    assert of_cuba("own", later) == of_cuba("own")


# Marks and audiences ----------------------------------------------------------------------------------------------------------


def test_a_paper_carries_the_strictest_mark_of_what_it_prints(of_cuba):
    assert head(of_cuba("own", REFUSED)).audience == "For our own side only: attributable to us"
    assert head(of_cuba("own", REFUSED, IN_PART)).audience == "For our own side only: not to be attributed to us"
    data = document(of_cuba("own", REFUSED, replace(OWED, mark="never")))
    assert data["mark"] == "never"
    jsonschema.validate(data, SCHEMA)
    unused = replace(IN_PART, gap="demand_unaddressed", mark="never")
    assert document(of_cuba("own", unused)).get("mark") is None, "what is not printed marks nothing"


@pytest.mark.parametrize("audience", ["counterpart", "public"])
def test_what_others_read_holds_no_word_of_the_workspace_and_no_fallback(of_cuba, audience):
    with_all, without = of_cuba(audience, REFUSED, IN_PART, OWED, POINT), of_cuba(audience)
    assert markdown(with_all) == markdown(without)
    assert document(with_all) == document(without)
    assert all(ask.fallback is None and not ask.answered for ask in asks_of(with_all))


@given(CODES, DAYS, SENDERS)
@example("HTI", dt.date(2016, 12, 1), "USA")
def test_a_counterpart_agenda_holds_nothing_that_is_only_for_our_own_side(code, day, sender):
    with opened(day) as record:
        paper = agenda(record, jurisdictions()[code], jurisdictions()[sender], "counterpart", earlier=[REFUSED, OWED])
        words = markdown(paper) + html(paper)
    assert [s.id for s in paper.sections] in (["asks"], [])
    for word in (
        "allback",
        "Why now",
        "Answered",
        "Caution",
        "ensitivit",
        "workspace",
        "remain",
        "priority",
        "not known",
        "agreed:",
    ):
        assert word not in words, word
    for gap in templates().values():
        assert gap["fallback"] not in words


# What holds for every agenda --------------------------------------------------------------------------------------------------


@given(CODES, DAYS, st.sampled_from(["own", "counterpart", "public"]), SENDERS)
@example("CUB", dt.date(2017, 2, 22), "own", "USA")
@example("CUB", dt.date(2017, 3, 31), "own", "USA")
@example("CUB", dt.date(2017, 3, 30), "public", "USA")
@example("THA", dt.date(2026, 11, 24), "own", "GBR")
@example("CUB", dt.date(2001, 2, 22), "own", "USA")
@example("CUB", dt.date(2017, 2, 22), "own", "CUB")
def test_every_agenda_holds_and_fits_the_form_of_a_brief(code, day, audience, sender):
    with opened(day) as record:
        paper = agenda(record, jurisdictions()[code], jurisdictions()[sender], audience, earlier=[OWED, POINT])
        assert check(paper) == []
        jsonschema.validate(document(paper), SCHEMA)
        assert len(paper.claims) == len({c.id for c in paper.claims})
        for ask in asks_of(paper):
            assert (ask.why_now is None) == (audience == "counterpart")
            assert (ask.fallback is None) == (audience != "own")
            if sender != "USA":
                assert "USC" not in " ".join(c.text for c in ask.claims)
                assert "counts" not in ask.why_now.text if ask.why_now else True


@given(st.text(min_size=1, max_size=80), st.sampled_from(sorted(MARKS)))
@example("{} {0} %s \x00\x1b[31m‮ <b>&amp; 17", "never")
def test_whatever_a_team_wrote_is_printed_as_one_plain_line_and_read_again(text, mark):
    typed = replace(IN_PART, words=text, sentence=text, mark=mark)
    with opened(dt.date(2017, 2, 22)) as record:
        paper = agenda(
            record, resolve("Cuba"), resolve("USA"), earlier=[typed, replace(OWED, title=text), replace(POINT, text=text)]
        )
        assert check(paper) == []
    for claim in paper.claims:
        assert not set(claim.text) & {"\n", "\r", "\x00", "\x1b", "\u202e"}


def test_a_word_of_the_workspace_that_was_changed_is_caught(of_cuba):
    paper = of_cuba("own", IN_PART)
    claim = next(c for c in paper.claims if c.basis == "agreed")
    changed = {
        "the words": replace(claim, text=claim.text.replace("42", "43")),
        "the day": replace(claim, values=tuple(replace(v, value="2017-01-13") if v.unit == "date" else v for v in claim.values)),
        "the answer": replace(claim, text=claim.text.replace("Accepted in part", "Accepted")),
    }
    for what, wrong in changed.items():
        sections = tuple(
            replace(s, claims=tuple(wrong if c.id == wrong.id else c for c in s.claims), asks=()) for s in paper.sections
        )
        assert check(replace(paper, sections=sections)), what
    assert check(replace(paper, agreed=())), "what the paper was not given cannot stand in it"


def test_every_gap_has_a_fallback_that_is_no_harsher_act_and_counts_nothing():
    for code, words in templates().items():
        assert words["fallback"], code
        assert not NUMBER_WORDS.findall(words["fallback"]), code
        assert not set(words["fallback"]) & set("0123456789"), code
        for harsh in ("raid", "arrest", "detain", "maximum", "death", "ban", "deport"):
            assert harsh not in words["fallback"].split(), (code, harsh)
