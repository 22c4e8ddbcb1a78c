"""Silence is not zero: the four answers to a question for a figure stay apart from source to print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.assessment.figures import figure
from palermo.briefing.brief import brief
from palermo.record import query
from palermo.record.opened import opened
from palermo.register.jurisdictions import jurisdictions, resolve
from palermo.register.silences import Known, NotHeld, NotReported, Silent

MEASURES = ["investigations", "prosecutions", "convictions", "victims_identified", "victims_assisted"]


@pytest.mark.parametrize(
    ("year", "measure", "kind"),
    [
        (2015, "prosecutions", Known),
        (2014, "convictions", Known),
        (2015, "investigations", Silent),
        (2013, "prosecutions", NotReported),
        (2016, "prosecutions", NotHeld),
    ],
)
def test_cuba_gives_all_four_answers(cuba_day, year, measure, kind):
    assert isinstance(figure(cuba_day, "CUB", year, measure), kind)


def test_the_zero_of_2014_is_a_value_and_the_silence_of_2015_is_none(cuba_day):
    zero = figure(cuba_day, "CUB", 2014, "convictions")
    assert isinstance(zero, Known)
    assert [row["value"] for row in zero.value] == ["0"]
    texts = [c.text for c in brief(cuba_day, resolve("CUB"), resolve("USA")).claims]
    assert any("convictions 0 (forced labour" in text for text in texts)
    assert not any("investigations 0" in text for text in texts)


@given(st.sampled_from(sorted(jurisdictions())), st.integers(2001, 2025), st.sampled_from(MEASURES))
def test_a_zero_is_printed_only_where_a_source_says_zero(code, year, measure):
    with opened() as record:
        answer = figure(record, code, year, measure)
        rows = query.findings(record, code, "figure")
    stated = {r["value"] for r in rows if r["report_year"] == year and r["code"] == measure}
    assert isinstance(answer, Known) == bool(stated)
    if isinstance(answer, Known):
        assert {row["value"] for row in answer.value} == stated


@given(st.sampled_from(sorted(jurisdictions())))
def test_a_grant_that_is_not_listed_is_never_an_amount(code):
    with opened() as record:
        for row in query.grants(record, code):
            assert (row["listed"] == "yes") == (row["n_grants"] is not None)
            assert row["listed"] == "yes" or row["usd"] is None
