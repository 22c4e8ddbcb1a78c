"""Recommendations are followed over editions: repeated, reworded, new, dropped; and an edition not held interrupts nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.evidence.alignment import Chain, align, assign, history

LAW = "Enact a comprehensive law that prohibits all forms of trafficking"
SHELTER = "Open shelters for men in the northern provinces"
DATA = "Collect and publish data on victims identified"
BROKERS = "Ban recruitment fees charged to fishers and close unlicensed brokers"
TRAINING = "Train labor inspectors, prosecutors, and judges on forced labor indicators"
ALL = [LAW, SHELTER, DATA, BROKERS, TRAINING]

VOCABULARY = ("shelter", "law", "judge", "train", "fee", "broker", "not", "16", "18", "data", "child", "fund", "end")
words = st.lists(st.sampled_from(VOCABULARY), max_size=6).map(" ".join)
edition = st.lists(words, max_size=6)


def kinds(old: list[str], new: list[str]) -> list[str]:
    """What became of each, in the order of `align`."""
    return [link.kind for link in align(old, new)]


def test_the_same_words_in_another_order_of_the_list_are_repeated() -> None:
    links = align(ALL, ALL[::-1])
    assert {link.kind for link in links} == {"repeated"}
    assert [(link.old, link.new) for link in links] == [(4, 0), (3, 1), (2, 2), (1, 3), (0, 4)]


def test_spelling_capitals_and_punctuation_do_not_make_a_rewording() -> None:
    assert kinds(["Train labour inspectors;"], ["train labor inspectors."]) == ["repeated"]


@pytest.mark.parametrize(
    "later",
    [
        "Ensure that recruitment fees charged to fishers are banned and unlicensed brokers are closed",
        "Take steps to ban recruitment fees charged to fishers",
        "Close unlicensed brokers and ban recruitment fees charged to fishers, including by inspecting ports",
    ],
)
def test_a_rewording_continues_its_own_recommendation(later: str) -> None:
    link = align(ALL, [later])[0]
    assert (link.kind, link.old) == ("reworded", 3)
    assert 0 < link.similarity < 1


def test_what_has_no_counterpart_is_new_or_dropped() -> None:
    links = align([LAW, SHELTER], [LAW, "Appoint a national rapporteur"])
    assert [(link.kind, link.old, link.new) for link in links] == [("repeated", 0, 0), ("new", None, 1), ("dropped", 1, None)]


def test_common_words_alone_link_nothing() -> None:
    assert kinds(["Increase efforts to fund shelters"], ["Continue to increase efforts to train judges"]) == ["new", "dropped"]


def test_another_convention_is_a_weaker_match_than_the_same_one() -> None:
    links = align(["Ratify ILO Convention 138", "Ratify ILO Convention 182"], ["Accede to ILO Convention 182"])
    assert links[0].old == 1


def test_a_denial_on_one_side_only_counts_against_a_match() -> None:
    old = [
        "Ensure that victims are punished for immigration offenses",
        "Ensure that victims are not punished for immigration offenses",
    ]
    assert align(old, ["Ensure that victims are not ever punished for immigration offenses"])[0].old == 1


def test_one_old_recommendation_continues_in_one_new_one_only() -> None:
    assert kinds([SHELTER], [SHELTER, SHELTER]) == ["repeated", "new"]


@given(edition, edition)
def test_every_recommendation_is_linked_exactly_once(old: list[str], new: list[str]) -> None:
    links = align(old, new)
    assert sorted(link.old for link in links if link.old is not None) == list(range(len(old)))
    assert [link.new for link in links if link.new is not None] == list(range(len(new)))


@given(edition)
def test_an_edition_repeats_itself(texts: list[str]) -> None:
    told = [text for text in texts if text]
    assert set(kinds(told, told)) <= {"repeated"}


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.floats(0, 1)), max_size=20), st.floats(0, 1))
def test_an_assignment_takes_no_row_or_column_twice_and_nothing_below_its_threshold(
    values: list[tuple[int, int, float]], least: float
) -> None:
    pairs = assign(values, least)
    assert len({i for i, _, _ in pairs}) == len({j for _, j, _ in pairs}) == len(pairs)
    assert all(value >= least for _, _, value in pairs)


def chain(editions: dict[int, list[str]], text: str) -> Chain:
    """The chain that begins with a text."""
    return next(c for c in history(editions) if editions[c.steps[0].edition][c.steps[0].index] == text)


def test_a_recommendation_repeated_for_three_editions_says_so() -> None:
    found = chain({2014: [LAW], 2015: [DATA, LAW], 2016: [LAW]}, LAW)
    assert (found.editions, found.running, found.missed, found.not_held, found.dropped_in) == (
        (2014, 2015, 2016),
        3,
        (),
        (),
        None,
    )


def test_an_edition_that_is_held_and_silent_is_an_interruption() -> None:
    found = chain({2014: [LAW], 2015: [LAW], 2016: [], 2017: [LAW]}, LAW)
    assert (found.missed, found.running, found.not_held) == ((2016,), 1, ())


def test_an_edition_that_is_not_held_is_no_interruption_and_is_named() -> None:
    found = chain({2014: [LAW], 2015: [LAW], 2017: [LAW]}, LAW)
    assert (found.missed, found.running, found.not_held) == ((), 3, (2016,))


def test_a_dropped_recommendation_names_the_first_edition_without_it() -> None:
    found = chain({2014: [LAW, DATA], 2015: [LAW], 2016: [LAW]}, DATA)
    assert (found.dropped_in, found.running) == (2015, 1)


def test_a_chain_goes_on_through_a_rewording() -> None:
    found = chain({2014: ALL, 2015: ["Take steps to open shelters for men"]}, SHELTER)
    assert [step.kind for step in found.steps] == ["new", "reworded"]


@given(st.dictionaries(st.integers(2009, 2016), edition, max_size=5))
def test_every_recommendation_stands_in_exactly_one_chain(editions: dict[int, list[str]]) -> None:
    places = [(step.edition, step.index) for found in history(editions) for step in found.steps]
    assert sorted(places) == [(year, i) for year in sorted(editions) for i in range(len(editions[year]))]
    assert all(list(found.editions) == sorted(set(found.editions)) for found in history(editions))


def test_a_return_after_an_interruption_needs_nearer_words_than_a_rewording() -> None:
    later = ["Use the comprehensive law against trafficking on fishing boats"]
    assert len(history({2014: [LAW], 2015: later})) == 1
    assert len(history({2014: [LAW], 2015: [], 2016: later})) == 2
    assert len(history({2014: [LAW], 2015: [], 2016: [LAW]})) == 1
