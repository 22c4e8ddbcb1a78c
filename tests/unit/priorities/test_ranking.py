"""The ranking: weights that count as they say, draws that repeat, intervals that hold the rank."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranked_places import codes, table

from palermo.errors import UserError
from palermo.priorities import draws
from palermo.priorities.ranking import ordered, part_values, rank, score
from palermo.priorities.weights import Part, Weights, changed, standard

COUNT = 40
FEW = replace(standard(), uncertainty=replace(standard().uncertainty, draws=2000))
values = st.lists(st.floats(0, 1, width=16), min_size=COUNT, max_size=COUNT)


def spread(seed=1):
    stream = np.random.default_rng(seed)
    return table({name: stream.random(COUNT).tolist() for name in standard().indicators})


def ranked(cells, weights=FEW):
    return rank(cells, weights.over(cells), draws.data(cells, weights.uncertainty))


def heavier(weights: Weights, title: str, by: float) -> Weights:
    raw = {t: p.weight.share + (by if t == title else 0) for t, p in weights.parts.items()}
    total = sum(raw.values())
    parts = {t: Part(replace(p.weight, share=raw[t] / total), p.indicators) for t, p in weights.parts.items()}
    return replace(weights, parts=parts)


@given(values, values, values, st.sampled_from(["stakes", "movement", "silence"]), st.floats(0.01, 2))
def test_a_heavier_part_never_lowers_the_place_that_has_most_of_it(gaps, chances, silence, part, by):
    cells = table({"gaps": gaps, "chance_up": chances, "repeated_gap": silence})

    def places(weights):
        scores = {c: score(part_values(cells, weights, c), weights) for c in codes(COUNT)}
        return {one.jurisdiction: one.rank for one in ordered(scores, dict.fromkeys(scores, (1, COUNT)))}

    most = max(codes(COUNT), key=lambda c: part_values(cells, FEW, c)[part])
    assert places(heavier(FEW, part, by))[most] <= places(FEW)[most]


def test_the_same_seed_gives_the_same_ranking_and_another_seed_hardly_another():
    cells, other = spread(), replace(FEW, uncertainty=replace(FEW.uncertainty, seed=21))
    first, again, third = ranked(cells), ranked(cells), ranked(cells, other)
    assert first.lists == again.lists
    assert [r.jurisdiction for r in first.lists["ranking"]] == [r.jurisdiction for r in third.lists["ranking"]]
    ends = [[r.interval for r in one.lists["ranking"]] for one in (first, third)]
    assert np.abs(np.subtract(*ends)).max() <= 3


def test_every_interval_holds_its_rank_and_every_list_every_place():
    for name, rows in ranked(spread()).lists.items():
        assert {row.jurisdiction for row in rows} == set(codes(COUNT)), name
        assert all(row.interval[0] <= row.rank <= row.interval[1] for row in rows)


def test_the_score_is_the_sum_of_weight_times_value_and_can_be_worked_out_by_hand():
    cells = spread()
    found, weights = ranked(cells), FEW.over(cells)
    for row in found.lists["ranking"]:
        by_hand = sum(share * cells[name][row.jurisdiction].value for name, share in weights.indicators.items())
        assert row.score == pytest.approx(by_hand)


def test_the_two_lists_are_made_of_one_part_each():
    cells = table({"gaps": [n / COUNT for n in range(COUNT)], "chance_up": [1 - n / COUNT for n in range(COUNT)]})
    lists = ranked(cells).lists
    assert lists["worst"][0].jurisdiction == codes(COUNT)[-1]
    assert lists["movable"][0].jurisdiction == codes(COUNT)[0]


def test_places_with_equal_scores_share_a_rank_and_the_draws_favour_neither():
    cells = table({"gaps": [1.0, 1.0, *[0.0] * (COUNT - 2)]})
    first, second = ranked(cells).lists["worst"][:2]
    assert (first.rank, second.rank) == (1, 1)
    assert first.interval == second.interval == (1, 2)


def test_drawn_weights_keep_to_their_ranges_and_sum_to_one():
    shares = draws.weights_drawn(FEW)
    assert shares["ranking"].sum(axis=1) == pytest.approx(np.ones(2000), abs=1e-5)
    order, at = list(FEW.indicators), 0
    for part in FEW.parts.values():
        own = shares["ranking"][:, at : at + len(part.indicators)].sum(axis=1)
        assert own.min() >= part.weight.low - 1e-6
        assert own.max() <= part.weight.high + 1e-6
        at += len(part.indicators)
    assert at == len(order)


def test_a_known_value_without_doubt_is_the_same_in_every_draw_and_a_missing_one_is_not():
    cells = table({"gaps": [n / COUNT if n else None for n in range(COUNT)]})
    drawn = draws.data(cells, FEW.uncertainty)[:, :, list(cells).index("gaps")]
    assert drawn[:, 1:].std(axis=0).max() == 0
    assert drawn[:, 0].std() > 0


def test_changing_one_cell_moves_no_draw_of_another():
    one, other = table({"gaps": [None] * 3 + [0.5] * 37}), table({"gaps": [None] * 3 + [0.5] * 36 + [0.9]})
    for cells in (one, other):
        assert cells["gaps"][codes(COUNT)[0]].missing
    drawn = [draws.data(cells, FEW.uncertainty) for cells in (one, other)]
    changed_cells = (drawn[0] != drawn[1]).any(axis=0)
    assert changed_cells[-1].any()
    assert not changed_cells[3:-1].any()


# Weights of one's own


def own(tmp_path, text, name="mine.yml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return changed(path)


def test_a_set_of_ones_own_changes_what_it_names_and_is_called_by_its_name(tmp_path):
    mine = own(tmp_path, "name: victims first\nparts: {stakes: 0.8}\nindicators: {placement: 0}\n")
    assert mine.name == "victims first"
    shares = {title: part.weight.share for title, part in mine.parts.items()}
    assert shares["stakes"] == pytest.approx(0.8 / 1.4)
    assert shares["movement"] / shares["silence"] == pytest.approx(2)
    assert mine.indicators["placement"] == 0
    assert sum(mine.indicators.values()) == pytest.approx(1)
    assert own(tmp_path, "parts: {silence: 1}").name == "mine"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("parts: {leverage: 1}", "leverage"),
        ("parts: {stakes: -1}", "stakes"),
        ("parts: {stakes: .nan}", "stakes"),
        ("parts: {stakes: yes}", "stakes"),
        ("indicators: {gaps: much}", "gaps"),
        ("parts: {stakes: 0, movement: 0, silence: 0}", "parts"),
        ("parts: {ties: 0.2}", "ties"),
        ("weights: {stakes: 1}", "weights"),
        ("parts: [stakes]", "parts"),
        ("- stakes", "mine.yml"),
        ("parts: {stakes: [", "mine.yml"),
        ("name: standard\nparts: {stakes: 1}", "standard"),
        ('name: "a\\e[31mb"\nparts: {stakes: 1}', "name"),
        ("&a [*a]", "mine.yml"),
        ("name: &a [1, 1]\nparts: [*a, *a]", "mine.yml"),
    ],
)
def test_weights_that_are_wrong_are_refused_by_name(tmp_path, text, word):
    with pytest.raises(UserError, match=word):
        own(tmp_path, text)


def test_a_part_without_any_known_indicator_leaves_the_others_their_weights():
    weights = standard().over(["placement", "chance_up"])
    assert set(weights.parts) == {"stakes", "movement"}
    assert weights.indicators == pytest.approx({"placement": 0.5, "chance_up": 0.5})
