"""What the machine read beside what people coded: the coded one wins, echoes are one, and an earlier period's figure is no figure of this one."""

from collections import Counter

import pytest

from palermo.assessment.paired import CODED, Pair, paired
from palermo.record.facts import Fact
from palermo.register.jurisdictions import jurisdictions


@pytest.fixture
def pairs(today_record) -> dict[str, tuple[Pair, ...]]:
    return {code: paired(today_record, code) for code in jurisdictions()}


def test_where_people_coded_their_finding_stands_and_the_machines_is_kept_beside_it(pairs):
    both = [pair for found in pairs.values() for pair in found if pair.coded]
    assert len(both) > 2000
    assert all(pair.stands == pair.coded for pair in both)
    assert sum(bool(pair.machine) for pair in both) > 2000


def test_what_only_the_machine_found_in_a_coded_summary_does_not_stand(pairs):
    alone = [pair for found in pairs.values() for pair in found if pair.outcome == "machine_only"]
    assert alone
    assert all(pair.stands == () and pair.machine for pair in alone)


def test_where_nobody_coded_the_machine_stands_alone_and_is_named_so(pairs):
    alone = [pair for found in pairs.values() for pair in found if pair.outcome == "not_coded" and pair.kind in CODED]
    assert alone
    assert all(pair.stands == pair.machine and {f.basis for f in pair.machine} == {"machine"} for pair in alone)


def test_two_wordings_of_one_summary_are_one_pair(pairs):
    for code, found in pairs.items():
        count = Counter((pair.edition, pair.kind, pair.code) for pair in found)
        assert set(count.values()) <= {1}, code
    assert any(len({f["text_sha256"] for f in pair.coded}) > 1 for found in pairs.values() for pair in found)


def test_a_figure_of_an_earlier_period_is_in_no_pair(today_record, pairs):
    earlier = today_record.rows("SELECT id, iso3 FROM machine_findings WHERE previous = 'yes' AND series = 'factbook_tip'")
    assert earlier
    for row in earlier:
        assert not any(f["id"] == row["id"] for pair in pairs[row["iso3"]] for f in pair.machine)


def test_an_edition_that_the_machine_never_had_is_not_called_missed(pairs):
    unread = [pair for found in pairs.values() for pair in found if pair.outcome == "not_read"]
    assert unread
    for pair in unread:
        assert not pair.machine


def test_other_values_are_both_kept(today_record, monkeypatch):
    """One coded figure is changed: the pair says so, and holds both."""
    from palermo.assessment import paired as room

    def changed(fact: Fact) -> Fact:
        return Fact(
            **{name: getattr(fact, name) for name in Fact.__dataclass_fields__} | {"cells": {**fact.cells, "value": "77"}}
        )

    real = room._coded
    before = [p for p in paired(today_record, "CUB") if (p.edition, p.code) == (2015, "convictions")]
    monkeypatch.setattr(room, "_coded", lambda record, code: tuple(changed(f) for f in real(record, code)))
    after = [p for p in paired(today_record, "CUB") if (p.edition, p.code) == (2015, "convictions")]
    assert [p.outcome for p in before + after] == ["agree", "differ"]
    assert {str(f["value"]) for f in (*after[0].coded, *after[0].machine)} == {"77", "13"}
    assert after[0].stands == after[0].coded
