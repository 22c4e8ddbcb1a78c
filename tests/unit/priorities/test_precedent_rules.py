"""When a gap may be called closed, and what is said otherwise: the rules on invented evidence."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import UserError
from palermo.priorities.precedents import answer as room
from palermo.priorities.precedents.answer import STATES, closed_by
from palermo.priorities.precedents.model import Answer, Sighting, month
from palermo.priorities.precedents.named import named_gap
from palermo.priorities.precedents.near import Near, rank
from palermo.priorities.precedents.rules import PROTOCOL, laws_read, rules
from palermo.register.vocabulary import gaps

CELL = ("reported_findings", "XXX", "code")
RULE = rules()["law_absent"]


def seen(year, thread="reported", form=None):
    return Sighting("XXX", thread, year, month(year, 3), CELL, form)


def law(year, closes=True, form=None, at=None):
    return Answer("XXX", "law", year, at or month(year, 3), (CELL,), "a law", closes, form=form)


def standard(year, name, closes=True):
    return Answer("XXX", "labour_standard", year, month(year, 1), (CELL,), "a standard", closes, frozenset({name}))


def texts(*speaking, editions=range(2001, 2026), labour=(2016, 2017, 2018)):
    held = {"XXX": dict.fromkeys(speaking, CELL)}
    return room._Texts(tuple(editions), held, (2020, 2021, 2024), list(labour), {"XXX": list(labour)})


def judged(had, came=(), held=None, doubted=()):
    return room._judged(RULE, sorted(had, key=lambda s: s.at), came, held or texts(), doubted)


# Closed -----------------------------------------------------------------------------------------------------------------------


def test_a_law_of_a_later_edition_that_says_what_it_closed_closes_the_gap():
    found = judged([seen(2011), seen(2013)], [law(2015)])
    assert (found.state, found.closed[-1].year, found.after_editions) == ("closed", 2015, 4)


def test_a_law_of_the_same_edition_closes_nothing():
    assert closed_by([seen(2015)], [law(2015)]) == ()


def test_a_gap_that_is_reported_again_was_not_closed():
    assert judged([seen(2011), seen(2016)], [law(2015)]).state == "censored"


def test_a_law_that_does_not_say_what_it_closed_only_followed():
    found = judged([seen(2011)], [law(2015, closes=False)])
    assert (found.state, found.closed, found.followed.year) == ("law_followed", (), 2015)


def test_another_act_that_followed_is_no_law():
    plan = Answer("XXX", "act", 2014, month(2014, 3), (CELL,), "a plan", False)
    assert judged([seen(2011)], [plan]).state == "act_followed"


def test_a_law_on_forced_labour_does_not_close_a_gap_that_was_not_about_it():
    assert closed_by([seen(2022, form="labour")], [law(2023, form="labour")])
    assert closed_by([seen(2022)], [law(2023, form="labour")]) == ()
    assert closed_by([seen(2022, form="sex")], [law(2023, form="labour")]) == ()


def test_every_form_that_was_missing_needs_its_own_closing():
    had = [seen(2013, form="sex"), seen(2022, form="labour")]
    assert closed_by(had, [law(2023, form="labour")]) == ()
    assert [answer.year for answer in closed_by(had, [law(2014, form="sex"), law(2023, form="labour")])] == [2014, 2023]
    assert [answer.year for answer in closed_by(had, [law(2023)])] == [2023]


def test_every_thread_of_evidence_needs_its_own_closing():
    had = [seen(2016, "forced"), seen(2016, "children")]
    assert closed_by(had, [standard(2018, "forced")]) == ()
    both = closed_by(had, [standard(2018, "forced"), standard(2020, "children")])
    assert [answer.year for answer in both] == [2018, 2020]


def test_a_standard_does_not_answer_what_a_summary_reported():
    assert closed_by([seen(2014), seen(2016, "forced")], [standard(2018, "forced")]) == ()


def test_a_partial_law_first_means_that_the_full_one_closed_another_gap():
    partial = Answer("XXX", "scholars", 2002, month(2002, 1), (CELL,), "partial", False)
    full = Answer("XXX", "scholars", 2013, month(2013, 1), (CELL,), "full", True)
    found = judged([seen(2001, "scholars")], [partial, full])
    assert (found.state, found.followed.year) == ("law_followed", 2002)


def test_a_closing_that_a_later_law_belies_is_taken_back():
    assert judged([seen(2003)], [law(2004)], doubted=[seen(2009)]).state == "law_followed"


def test_what_a_machine_read_takes_back_a_labour_standard_and_no_law():
    read = seen(2018, "machine")
    assert judged([seen(2011)], [law(2015)], doubted=[read]).state == "closed"
    assert judged([seen(2015, "forced")], [standard(2017, "forced")], doubted=[read]).state == "law_followed"


def test_the_law_s_own_word_counts_where_nothing_else_saw_the_gap():
    own = Sighting("XXX", "law_words", 2022, month(2022, 2), CELL)
    found = judged(room._in_order([own]), [law(2022)])
    assert (found.state, found.after_editions) == ("closed", None), "how long the gap had been there is not known"
    assert room._in_order([own, seen(2011)]) == [seen(2011)]


# Not closed -------------------------------------------------------------------------------------------------------------------


def test_silence_of_a_later_summary_is_no_closing():
    found = judged([seen(2011)], held=texts(2011, 2014))
    assert (found.state, found.silent[0], found.closed) == ("no_longer_mentioned", 2014, ())


def test_a_place_that_left_the_held_texts_is_censored():
    assert judged([seen(2011)], held=texts(2011)).state == "censored"


def test_what_the_newest_edition_reports_is_still_reported():
    assert judged([seen(2025)], held=texts(2025)).state == "still_reported"
    assert judged([seen(2025)], held=texts(2025, editions=range(2001, 2027))).state == "censored"


def test_what_scholars_last_coded_is_never_still_reported():
    assert judged([seen(2025, "scholars")]).state == "censored"


def test_a_list_without_the_place_is_silence():
    assert judged([seen(2021, "list")]).state == "no_longer_mentioned"


sightings = st.builds(seen, st.integers(2001, 2025), st.sampled_from(["reported", "scholars", "forced", "law_words"]))
answers = st.builds(law, st.integers(2001, 2025), st.booleans())


@given(st.lists(sightings, min_size=1), st.lists(answers), st.sets(st.integers(2001, 2025)))
def test_no_closing_stands_on_absence(had, came, speaking):
    """With no answer that closes, no set of silent texts makes a closing; and a closing comes after every sighting."""
    never = judged(had, [answer for answer in came if not answer.closes], texts(*speaking))
    assert never.state != "closed"
    found = judged(had, came, texts(*speaking))
    if found.state == "closed":
        assert found.closed == judged(had, came, texts()).closed, "held texts play no part in it"
        assert all(answer.closes for answer in found.closed)
        assert max(sighting.at for sighting in had) < found.closed[-1].at
    assert found.state in STATES


# Names and nearness -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("penalty_fine_option", "penalty_fine_option"),
        ("Penalty Fine Option", "penalty_fine_option"),
        ("fine option", "penalty_fine_option"),
        ("fine in lieu of imprisonment", "penalty_fine_option"),
        ("no law", "law_absent"),
        ("lieu", "penalty_fine_option"),
        ("victims punished for what they were made to do", "victims_penalized"),
        ("removal", "removal_no_alternative"),
        ("Palermo Protocol", PROTOCOL),
    ],
)
def test_the_name_of_a_gap_is_forgiving(typed, code):
    assert named_gap(typed) == code


@pytest.mark.parametrize(
    ("typed", "offered"), [("", "fine"), ("penalty_fine_optoin", "penalty_fine_option"), ("law", "law_absent")]
)
def test_a_name_that_fits_none_or_several_is_answered_with_suggestions(typed, offered):
    with pytest.raises(UserError, match=offered):
        named_gap(typed)


def test_nearness_compares_one_step_after_the_other_and_what_is_not_known_is_not_the_same():
    near = (Near("region", True, ""), Near("treaty", None, ""), Near("income", None, ""))
    assert rank(near) == (False, True, True)
    assert rank(near) < rank((Near("region", False, ""), Near("treaty", True, ""), Near("income", True, "")))


# The lists --------------------------------------------------------------------------------------------------------------------


def test_every_gap_says_what_can_close_it_and_every_enforcement_gap_keeps_its_cautions():
    assert set(rules()) == {*gaps(), PROTOCOL}
    for code, rule in rules().items():
        assert rule.why
        assert rule.cautions
        if not rule.can_be_closed:
            assert rule.why.startswith(("No table", "A plan", "Closed only by a law")), code


def test_words_that_this_room_never_uses_are_in_none_of_its_texts():
    folder = Path(room.__file__).parent
    for path in [*folder.glob("*.py"), folder / "closings.yml", folder / "laws_read.yml"]:
        assert not re.search(r"\bimpact|leverage", path.read_text(encoding="utf-8"), re.IGNORECASE), path.name
    assert all(law.about for law in laws_read().values())
