"""Papers read sentence by sentence against the sources: what was once printed wrongly, and must not be again."""

import datetime as dt

import pytest

from palermo.assessment.evidence_for import evidence
from palermo.briefing.brief import Brief, brief
from palermo.briefing.check import check
from palermo.record.opened import opened
from palermo.register.jurisdictions import resolve


def paper(place: str, day: str, sender: str = "USA", audience: str = "own", *, full: bool = True) -> Brief:
    """A paper that the checker has found to hold."""
    with opened(dt.date.fromisoformat(day)) as record:
        made = brief(record, resolve(place), resolve(sender), audience, full=full)
        assert check(made) == []
        return made


def said(made: Brief, *sections: str) -> list[str]:
    return [c.text for s in made.sections if not sections or s.id in sections for c in s.claims]


# Treaties behind an ask -------------------------------------------------------------------------------------------------------


def test_a_convention_that_no_table_holds_is_not_called_unjoined():
    """South Sudan had joined the convention on forced labour in 2012; the record has no table of it."""
    basis = next(t for t in said(paper("South Sudan", "2022-12-31", "Japan"), "asks") if "ILO Convention on forced labour" in t)
    assert "ILO Convention on forced labour (whether it has joined is not in this record)" in basis
    assert "no act of joining" not in basis


def test_a_party_to_the_protocol_is_not_for_that_called_party_to_another_treaty():
    """Burma joined the protocol and the convention on organized crime in 2004. That says nothing of the one on forced labour."""
    forced, weak, officials = (ask.basis[0] for s in paper("Burma", "2019-07-29", "Norway").sections for ask in s.asks)
    assert "ILO Convention on forced labour (whether it has joined is not in this record)" in forced.text
    assert "Palermo Protocol, article on criminalization, to which it is party" in weak.text
    assert "article on corruption, to which it is party" in officials.text
    assert any("/UNTOC/" in c.locator for c in officials.citations)
    assert not any("/PALERMO/" in c.locator for c in officials.citations)


# What a placement would change here -------------------------------------------------------------------------------------------


def would_change(made: Brief, consequence: str) -> str:
    return next(c.text for s in made.sections for c in s.claims if c.id.startswith(f"consequence.{consequence}.here/"))


def test_goods_are_not_known_before_the_first_list_that_is_held():
    """Thai shrimps and garments were on the list of 2009; the record holds the lists from that of 2016 on."""
    line = would_change(paper("Thailand", "2014-05-01"), "import_bar")
    assert "not known to this record" in line
    assert "the lists of goods made by forced labour: not in this record by that day" in line
    later = would_change(paper("Sweden", "2023-12-01"), "import_bar")
    assert "no goods listed for forced labour on record by that day" in later


def test_preferences_without_a_date_are_not_taken_for_none():
    """Thailand and Cambodia had the general preferences for many years; their rows have no day of designation."""
    for day in ("2008-12-22", "2014-05-01"):
        assert "not known to this record (tariff preferences: not all in this record" in would_change(
            paper("Thailand", day), "preferences"
        )


def test_a_preference_that_ended_on_a_day_that_nobody_noted_is_not_on_record_today():
    with opened(None) as record:
        made = brief(record, resolve("Burundi"), resolve("USA"), full=True)
    assert "AGOA" not in would_change(made, "preferences")
    assert not any("African growth act" in t for t in said(made, "relationship"))


def test_only_the_list_of_the_newest_edition_can_show_that_a_place_is_not_on_it():
    pattern = would_change(paper("Côte d'Ivoire", "2025-12-27"), "policy_or_pattern")
    assert (
        "not known to this record (the list of governments with a policy or pattern of the newest edition: not in this" in pattern
    )
    soldiers = would_change(paper("Sudan", "2013-03-07"), "child_soldier_list")
    assert "not seen" not in soldiers, "Sudan was on the lists of those years; none of them is held"
    assert "nothing found that it would add (not on" in would_change(paper("Ghana", "2024-12-01"), "policy_or_pattern")


def test_what_is_not_known_names_what_is_missing_and_not_what_was_seen():
    line = would_change(paper("Poland", "2014-06-21"), "aid_withheld")
    assert "not known to this record (assistance from the United States: not in this record by that day" in line


def test_a_determination_that_was_read_whole_is_not_hedged():
    made = paper("Sudan", "2013-03-07")
    assert "restrictions already ran in fiscal year 2013" in would_change(made, "aid_withheld")
    assert not any("part that was not read" in t for t in said(made, "next_edition"))


# States that are no more ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "day", "since"),
    [
        ("Serbia and Montenegro", "2017-06-26", ["Serbia", "Montenegro"]),
        ("Netherlands Antilles", "2023-01-14", ["Curaçao", "Sint Maarten"]),
        ("Yugoslavia", "2004-12-01", ["Serbia and Montenegro"]),
    ],
)
def test_nobody_is_asked_in_the_name_of_a_state_that_is_no_more(place, day, since):
    made = paper(place, day)
    lines = said(made, "bottom_line")
    assert any("had ceased to exist by that day" in t for t in lines)
    for after in since:
        assert any(f"the report assessed {after}, and placed it on" in t and t.endswith("ask for that.") for t in lines)
    assert not any("may place it" in t or "still counts" in t for t in lines)
    assert not said(made, "next_edition")
    assert not [ask for s in made.sections for ask in s.asks]
    assert not any("treated as unknown" in t for t in said(made)), "no edition after its end lacks it"
    assert not any("Purpose" in t for t in said(paper(place, day, audience="counterpart")))


def test_a_state_that_was_still_there_is_asked_as_before():
    lines = said(paper("Serbia and Montenegro", "2006-03-01"), "bottom_line")
    assert any("may place it on" in t for t in lines)
    assert not any("ceased to exist" in t for t in lines)


# Law of its day ---------------------------------------------------------------------------------------------------------------


def test_fast_track_procedures_are_called_dormant_once_they_are():
    coming = next(t for t in said(paper("Côte d'Ivoire", "2025-12-27"), "next_edition") if "fast-track" in t)
    assert "dormant for agreements entered into from 1 July 2021, unless the procedures are renewed" in coming
    then = next(t for t in said(paper("Côte d'Ivoire", "2017-12-27"), "next_edition") if "fast-track" in t)
    assert "dormant" not in then


@pytest.mark.parametrize("day", ["2003-12-19", "2008-12-22", "2014-05-01"])
def test_no_act_is_cited_before_it_was_made(day):
    text = " ".join(said(paper("Cambodia", day)))
    assert "10102" not in text, "the act on sanctions over human rights is of December 2016"
    assert "presumed" not in text, "the act that presumes forced labour is of December 2021"
    assert ("2378d" in text) == (day > "2008-12-22"), "vetting stands in the Code since December 2007"
    assert ("Millennium Challenge" in text) == (day > "2004"), "the corporation was founded in January 2004"


def test_later_acts_are_cited_in_their_time():
    text = " ".join(said(paper("Cambodia", "2024-12-01"), "next_edition"))
    assert "22 USC 10102" in text
    assert "presumed to be made by forced labour" in text


def test_days_counted_from_a_report_that_is_not_out_say_so():
    line = next(t for t in said(paper("Benin", "2013-06-19"), "next_edition") if "notifies Congress" in t)
    assert "from 16 July 2014 to 30 August 2014, if the report comes on the day it is due (22 USC 7107(c))." in line


# What is old, concluded or not held -------------------------------------------------------------------------------------------


def test_an_old_list_of_treaties_makes_a_question_for_our_own_side_and_no_ask():
    """The list that shows no act of the Holy See speaks to December 2013."""
    own = [ask for s in paper("Holy See", "2022-08-30").sections for ask in s.asks]
    assert [ask.question for ask in own] == [True]
    assert (
        own[0].sentence.text
        == "Confirm with the depositary whether the Holy See has joined the Palermo Protocol since December 2013."
    )
    for audience in ("public", "counterpart"):
        assert not any("join the Palermo Protocol" in t for t in said(paper("Holy See", "2022-08-30", "Canada", audience)))
    assert any("should join the Palermo Protocol" in t for t in said(paper("Holy See", "2014-12-01"), "asks"))


def test_a_limit_that_rests_on_a_placement_nobody_read_says_so():
    """The placement of Senegal in 2018 was concluded from other numbers."""
    made = paper("Senegal", "2019-01-09", audience="public")
    limits = [t for t in said(made, "bottom_line", "next_edition") if "(22 USC 7107(b)(2)(D)" in t]
    assert len(limits) == 3
    assert all("this rests on the placement of 2018, which was concluded and not read" in t for t in limits)
    assert not any("this rests on" in t for t in said(paper("Cuba", "2017-02-22")))


@pytest.mark.parametrize(("place", "day"), [("Isle of Man", "2019-03-31"), ("Taiwan", "2020-05-04"), ("Cambodia", "2008-12-22")])
def test_who_was_not_reviewed_is_not_said_to_have_got_no_recommendation(place, day):
    texts = said(paper(place, day), "relationship")
    assert f"No review of {'the ' if place.startswith('Isle') else ''}{place} in the Universal Periodic Review" in " ".join(texts)
    assert not any("made no recommendation" in t for t in texts)


def test_nobody_is_called_ambassador_whom_the_table_does_not_call_so():
    """The mission to Aruba was the consul general at Curaçao."""
    texts = said(paper("Aruba", "2008-02-29"), "relationship")
    assert any("our mission with a head of mission accredited from elsewhere" in t for t in texts)


def test_no_waiver_is_counted_before_the_first_determination_that_is_held():
    texts = said(paper("Macedonia", "2003-12-19"), "next_edition")
    assert "How often it was given is not known: no full restriction waiver is on record by that day." in texts


def test_what_the_labor_department_left_open_is_listed_as_prose_lists_it():
    texts = said(paper("Senegal", "2019-01-09", audience="public"), "figures")
    assert any("investigations, prosecutions and convictions stated to be unknown" in t for t in texts)


def test_a_non_paper_names_whose_report_it_speaks_of():
    text = said(paper("Croatia", "2021-07-01", "Kenya", "counterpart"))[0]
    assert text.endswith("The newest public report is the 2021 edition of the United States' Trafficking in Persons Report.")


def test_a_nought_about_a_part_is_nowhere_the_total():
    """The summary of 2015 gives noughts for children taken into Burma's army, and reports prosecutions beside them."""
    with opened(dt.date(2019, 7, 29)) as record:
        items = [item for item in evidence(record, "MMR", 2019) if item.fact.table == "reported_findings"]
    noughts = [item.text for item in items if item.fact["report_year"] == 2015 and " was 0" in item.text]
    assert noughts
    assert all("of a part only and not the total" in text for text in noughts)


@pytest.mark.parametrize("audience", ["own", "counterpart"])
def test_a_plan_for_the_edition_at_the_limit_is_asked_before_that_edition_appears(audience):
    """On 26 July 2015 the period of the 2015 edition was over, and the edition overdue: a plan by March 2016 would be too late."""
    plan = next(ask for s in paper("Haiti", "2015-07-26", audience=audience).sections for ask in s.asks)
    assert plan.sentence.text.startswith("Before the 2015 edition appears, Haiti's government should adopt")


# A territory under another's administration -----------------------------------------------------------------------------------


def test_a_convention_marked_as_ratified_for_a_territory_makes_it_no_party():
    """The Labor Department's findings mark C182 as ratified for Western Sahara, which is no member of the ILO: by whom is not said."""
    line = next(t for t in said(paper("Western Sahara", "2024-01-01"), "law_and_treaties") if "worst forms" in t)
    assert "marked as ratified in a list that speaks to December 2022 and does not say by whom" in line
    assert "party" not in line
    morocco = next(t for t in said(paper("Morocco", "2024-01-01"), "law_and_treaties") if "worst forms" in t)
    assert "party" in morocco


def test_a_share_of_trade_that_is_not_named_is_neither_small_nor_none():
    """The Factbook counts the trade of Western Sahara with that of Morocco, and names no partner of its own."""
    lines = [t for t in said(paper("Western Sahara", "2024-01-01"), "relationship") if "Factbook" in t]
    assert len(lines) == 2
    assert all("how large it was, if there was any, is not on record" in line and "small" not in line for line in lines)


# A programme that lapses under its designations ---------------------------------------------------------------------------------

_LAPSED = (
    "had lapsed after 30 September 2025, and no renewal is on record by that day (not read in the act itself: to be read again)"
)


def test_eligibility_for_the_african_preferences_is_not_shown_in_force_while_the_programme_had_lapsed():
    """Kenya was designated in 2000 and never removed; the programme lapsed in September 2025 and was renewed in February 2026."""
    before = paper("Kenya", "2025-09-30")
    assert "AGOA beneficiary designation." in would_change(before, "preferences")
    assert not any("lapsed" in t for t in said(before, "relationship"))
    for day in ("2025-10-01", "2026-02-27"):
        made = paper("Kenya", day)
        assert _LAPSED in would_change(made, "preferences")
        assert any(_LAPSED in t for t in said(made, "relationship"))
    after = would_change(paper("Kenya", "2026-02-28"), "preferences")
    assert "lapsed after 30 September 2025 and was renewed in February 2026, to 31 December 2026 (not read in the act" in after


def test_a_place_that_is_not_designated_is_told_nothing_of_the_african_preferences():
    made = paper("Thailand", "2025-12-27")
    assert not any("African growth act" in t for t in said(made))
