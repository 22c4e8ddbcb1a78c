"""The brief: the founding example, and what holds for every brief."""

import datetime as dt
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console

from palermo.briefing.asks.model import templates
from palermo.briefing.brief import PAGE_ONE, Brief, brief
from palermo.briefing.check import check
from palermo.briefing.document import document
from palermo.briefing.render.html import html
from palermo.briefing.render.markdown import markdown
from palermo.briefing.render.terminal import show
from palermo.record.build import build
from palermo.record.opened import opened
from palermo.register.dates import last_day
from palermo.register.jurisdictions import jurisdictions, resolve
from palermo.register.vocabulary import gaps

CODES = st.sampled_from(sorted(jurisdictions()))
DAYS = st.dates(dt.date(2001, 1, 1), dt.date(2026, 11, 24))
AUDIENCES = st.sampled_from(["own", "counterpart", "public"])
SENDERS = st.sampled_from(["USA", "GBR", "IND", "NLD", "CUB", "THA"])


def terminal(made: Brief) -> str:
    text = io.StringIO()
    show(made, Console(file=text, width=80, color_system=None, highlight=False))
    return text.getvalue()


def as_json(made: Brief) -> str:
    return json.dumps(document(made), ensure_ascii=False)


FORMS = {"terminal": terminal, "md": markdown, "html": html, "json": as_json}


@pytest.fixture
def cuba(cuba_day):
    return brief(cuba_day, resolve("Cuba"), resolve("USA"))


def texts(made: Brief, section: str) -> list[str]:
    return [c.text for s in made.sections if s.id == section for c in s.claims]


# The founding example ---------------------------------------------------------------------------------------------------------


def test_cuba_stood_on_the_watch_list_for_the_second_consecutive_year(cuba):
    first, second, third = texts(cuba, "bottom_line")
    assert (
        first == "In the 2016 edition Cuba was placed on the Tier 2 Watch List, for the second consecutive year (2015 and 2016)."
    )
    assert "Tier 1, 2 or 3" in second
    assert "with a downgrade waiver only" in second
    assert "Special" not in second, "special case is a practice and no option for a country such as Cuba"
    assert third.startswith("37 days remain, to 31 March 2017")


def test_the_written_plan_is_the_first_ask_and_the_law_the_second(cuba):
    plan, law, enforcement = next(s for s in cuba.sections if s.id == "asks").asks
    assert "written plan" in plan.sentence.text
    assert law.gap == "law_forms_missing"
    assert "forced labour by name" in law.sentence.text
    assert "forced labour was not acted on" in law.basis[0].text
    assert "death" in law.caution.text
    assert enforcement.gap == "enforcement_weak"
    assert "2008" not in enforcement.basis[0].text, "the finding of 2008 was not about forced labour"


def test_the_narrative_of_2016_is_not_held_and_the_paper_says_so(cuba):
    assert any("narrative of the 2016 edition is not held" in t for t in texts(cuba, "placement"))


def test_scholars_and_summary_disagree_and_both_are_printed(cuba):
    said = " ".join(texts(cuba, "law_and_treaties"))
    assert "As coded by scholars for 2014: no law" in said
    assert "official summary of the 2015 edition" in said
    assert "These disagree" in said


def test_the_commission_and_the_memorandum_are_told_apart(cuba):
    lines = texts(cuba, "relationship")
    commission = next(t for t in lines if "Bilateral Commission" in t)
    memorandum = next(t for t in lines if "Memorandum of understanding" in t)
    talks = next(t for t in lines if "meetings on trafficking" in t)
    assert "first met on 11 September 2015" in commission
    assert "signed 16 January 2017" in memorandum
    assert "fourth meeting" in talks
    assert "January 2017" in talks


def test_nothing_first_made_public_after_the_day_appears(cuba):
    for citation in cuba.citations:
        if citation.published:
            assert last_day(citation.published) <= dt.date(2017, 2, 22), citation
    whole = " ".join(c.text for c in cuba.claims)
    for later in ("2018 edition", "2019", "2022", "downgraded to Tier 3"):
        assert later not in whole


def test_every_carrier_is_named_as_a_carrier(cuba):
    paper = markdown(cuba)
    listed = {c["title"] for s in document(cuba)["sources"] for c in s["carriers"]}
    assert len(listed) > 8
    for title in listed:
        assert title in paper, title
    assert "Original not held; as transcribed in" in paper


def test_page_one_holds_bottom_line_asks_their_position_and_sensitivities_in_that_order(cuba):
    assert tuple(s.id for s in cuba.sections[:4]) == PAGE_ONE
    assert all(s.page_one for s in cuba.sections[:4])
    assert len(texts(cuba, "bottom_line")) <= 3


# What holds for every brief ----------------------------------------------------------------------------------------------------


@given(CODES, DAYS, AUDIENCES, SENDERS, st.booleans())
@example("CUB", dt.date(2017, 2, 22), "own", "USA", True)
@example("THA", dt.date(2026, 11, 24), "own", "USA", False)
@example("MMR", dt.date(2001, 7, 11), "public", "USA", False)
@example("HTI", dt.date(2025, 12, 1), "own", "USA", True)
@example("COG", dt.date(2018, 7, 1), "counterpart", "GBR", False)
@example("CUB", dt.date(2017, 3, 31), "own", "USA", False)
@example("USA", dt.date(2017, 3, 30), "own", "USA", False)
def test_every_brief_renders_and_everything_in_it_is_found_again(code, day, audience, sender, full):
    with opened(day) as record:
        made = brief(record, jurisdictions()[code], jurisdictions()[sender], audience, full=full)
        assert check(made) == []
        for citation in made.citations:
            assert not citation.published or last_day(citation.published) <= day
        for form, render in FORMS.items():
            paper = render(made)
            assert made.case.place.name(day).text.split()[0] in paper.replace("&#39;", "'"), form
        assert len(made.claims) == len({c.id for c in made.claims}), "a claim has one id"


@given(CODES, DAYS, SENDERS)
@example("HTI", dt.date(2015, 1, 1), "GBR")
def test_a_counterpart_paper_holds_nothing_that_is_only_for_our_own_side(code, day, sender):
    with opened(day) as record:
        made = brief(record, jurisdictions()[code], jurisdictions()[sender], "counterpart")
        paper = {name: render(made) for name, render in FORMS.items()}
        data = document(made)
    assert [s.id for s in made.sections] in (["asks"], [])
    offers = [ask.offer for section in made.sections for ask in section.asks if ask.offer]
    assert not offers or "within its own law" in made.claims[0].text, "an offer that counsel has not checked binds nobody"
    for form, text in paper.items():
        for word in (
            "ensitivit",
            "likely to say",
            "Check with counsel",
            "leverage",
            "priority",
            "outlook",
            "fallback",
            "Assume that",
            "Caution",
            "not known",
        ):
            assert word not in text, (form, word)
    assert not any(a.caution for s in made.sections for a in s.asks)
    assert data["placement"] is None
    assert data["next_edition"] is None


@given(CODES, DAYS, st.sampled_from(["GBR", "IND", "NLD", "THA"]))
def test_another_sender_prints_no_united_states_hook_as_its_own(code, day, sender):
    with opened(day) as record:
        made = brief(record, jurisdictions()[code], jurisdictions()[sender])
        asks = [a for s in made.sections for a in s.asks]
    for ask in asks:
        for claim in ask.claims:
            assert "USC" not in claim.text, claim
            assert "written plan" not in claim.text
            assert "31 March" not in claim.text
        assert ask.sentence.text.startswith("Before the next meeting") or ask.question


@given(CODES, DAYS)
def test_a_sender_that_is_the_host_leaves_the_relationship_out_and_says_why(code, day):
    with opened(day) as record:
        made = brief(record, jurisdictions()[code], jurisdictions()[code])
    assert texts(made, "relationship") == ["Our side and their side are the same: the relationship is left out."]


@given(CODES, st.dates(dt.date(1990, 1, 1), dt.date(2001, 7, 11)))
@example("CSK", dt.date(1995, 1, 1))
def test_before_the_first_edition_the_paper_says_that_nothing_had_been_published(code, day):
    with opened(day) as record:
        made = brief(record, jurisdictions()[code], jurisdictions()["USA"])
    ended = jurisdictions()[code].valid_to
    told = "had ceased to exist" if ended and last_day(ended) < day else "no Trafficking in Persons Report had been published"
    assert told in texts(made, "bottom_line")[0]
    assert texts(made, "asks")[0].startswith("No ask")


@given(CODES, DAYS)
@example("CUB", dt.date(2023, 12, 1))
def test_asks_are_at_most_three_each_with_a_caution_and_none_on_a_fact_older_than_three_editions(code, day):
    with opened(day) as record:
        made = brief(record, jurisdictions()[code], jurisdictions()["USA"])
    asks = [a for s in made.sections for a in s.asks]
    assert len(asks) <= 3
    for ask in asks:
        assert ask.caution is not None
        assert ask.caution.text
        if ask.gap:
            age = (made.case.edition or 0) - int(ask.id.rpartition("/")[2])
            followed_by_a_law = ask.id.startswith("question.law_enacted.")
            assert ask.question == (age > 3 or followed_by_a_law), ask.id


def test_the_record_may_lack_a_newer_edition_and_the_first_line_says_so(today_record):
    made = brief(today_record, resolve("Thailand"), resolve("USA"))
    assert texts(made, "bottom_line")[0] == (
        "The 2026 edition was due on 30 June 2026; this record does not hold it: check before use."
    )


def test_a_placement_that_was_concluded_never_stands_alone_in_the_bottom_line():
    with opened(dt.date(2024, 12, 1)) as record:
        made = brief(record, resolve("Thailand"), resolve("USA"))
    line = texts(made, "bottom_line")[0]
    assert line.startswith("Not read in the report")
    assert "the newest placement read is Tier 2, in 2023" in line


def test_ids_of_claims_and_facts_are_equal_over_two_builds(tmp_path, monkeypatch):
    seen = []
    for home in ("one", "two"):
        monkeypatch.setenv("PALERMO_HOME", str(tmp_path / home))
        built = build()
        with opened(dt.date(2017, 2, 22)) as record:
            made = brief(record, resolve("Cuba"), resolve("USA"), full=True)
            seen.append((built.id, [c.id for c in made.claims], [c.locator for c in made.citations], markdown(made)))
    assert seen[0] == seen[1]


def test_every_gap_of_the_vocabulary_has_an_ask_and_every_ask_a_gap():
    assert set(templates()) == set(gaps())


def test_a_broken_value_is_caught(cuba):
    """The checker is no ornament: a value that differs from its source, and a number without one, are both named."""
    from dataclasses import replace

    claims = list(cuba.sections[0].claims)
    value = claims[0].values[0]
    wrong = replace(claims[0], values=(replace(value, value="3"), *claims[0].values[1:]))
    stray = replace(claims[1], text=claims[1].text + " And 7 more.")
    section = replace(cuba.sections[0], claims=(wrong, stray, *claims[2:]))
    failures = check(replace(cuba, sections=(section, *cuba.sections[1:])))
    assert any("read again" in f.why for f in failures)
    assert any("'7' is printed" in f.why for f in failures)


@pytest.mark.parametrize(
    ("code", "day"), [("CUB", "2017-02-22"), ("THA", "2015-01-01"), ("COG", "2026-11-24"), ("MEX", "2016-12-01")]
)
def test_a_number_that_is_printed_wrongly_is_caught_even_if_its_value_is_right(code, day):
    """One is added to every number of every value, in print only: the checker reads the cited cells and names each."""
    import re
    from dataclasses import replace

    from palermo.briefing.numbers import printed

    with opened(dt.date.fromisoformat(day)) as record:
        made = brief(record, jurisdictions()[code], jurisdictions()["USA"], full=True)
        tried = caught = 0
        for section in made.sections:
            for claim in section.claims:
                for value in claim.values:
                    wrong = re.sub(r"\d+", lambda m: str(int(m[0]) + 7), value.text)
                    if printed(wrong) == printed(value.text):
                        continue
                    broken = replace(value, text=wrong)
                    values = tuple(broken if v is value else v for v in claim.values)
                    text = claim.text.replace(value.text, wrong)
                    one = replace(section, claims=(replace(claim, text=text, values=values),))
                    tried += 1
                    caught += bool(check(replace(made, sections=(one,))))
    assert tried > 80
    assert caught / tried > 0.97, (caught, tried)


def test_an_invented_law_and_an_invented_source_are_caught(cuba):
    from dataclasses import replace

    claim = cuba.sections[0].claims[0]
    for citation in (
        replace(claim.citations[0], source="wikipedia_as_original"),
        replace(claim.citations[0], published="1999-01-01"),
        replace(claim.citations[0], carrier="nobody"),
        replace(claim.citations[0], locator="law:22-USC-7107(b)@LV2023"),
    ):
        section = replace(cuba.sections[0], claims=(replace(claim, citations=(citation,)),))
        assert check(replace(cuba, sections=(section,))), citation
