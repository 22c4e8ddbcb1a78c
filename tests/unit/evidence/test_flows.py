"""Whose people are exploited where."""

import pytest

from palermo.evidence.findings.flows import flows
from palermo.evidence.model import Text
from palermo.evidence.page import page


def found(situation: str, home: str = "QAT") -> set[tuple[str, str]]:
    return {(flow.country, flow.direction) for flow in flows(page(Text(f"current situation: {situation}"), home))}


def test_people_from_somewhere_come_in() -> None:
    assert found("women from Nepal, India, and Sri Lanka are forced to work in Qatar") == {
        ("NPL", "in"),
        ("IND", "in"),
        ("LKA", "in"),
    }


def test_demonyms_come_in() -> None:
    assert found("Nepali, Thai, and Chinese girls are exploited in Qatar") == {("NPL", "in"), ("THA", "in"), ("CHN", "in")}


def test_own_people_who_are_exploited_elsewhere_go_out() -> None:
    assert found("Burmese men are subjected to forced labor in Thailand and, to a lesser extent, Malaysia", "MMR") == {
        ("THA", "out"),
        ("MYS", "out"),
    }


def test_a_list_may_name_regions_and_examples() -> None:
    assert found("people from countries in South Asia, such as Nepal, are held in debt bondage") == {("NPL", "in")}
    assert found("girls are sold in countries in the region, including Kenya", "UGA") == {("KEN", "out")}


def test_a_named_destination_goes_out() -> None:
    assert found("Turkey and Russia are the main trafficking destinations", "TKM") == {("TUR", "out"), ("RUS", "out")}


@pytest.mark.parametrize(
    "situation",
    [
        "workers from Nepal are vulnerable to forced labor",
        "Qatar is a transit country for women from Nepal trafficked to Oman",
        "Chinese traffickers exploit boys in brothels",
        "child sex tourists from Germany exploit boys",
        "Chinese-owned factories use forced labor",
        "many visitors come from Germany",
    ],
)
def test_risk_transit_offenders_and_visitors_are_no_flow(situation: str) -> None:
    assert found(situation) == set()


def test_a_clause_that_goes_on_tells_of_the_exploitation() -> None:
    assert found("women from Kenya migrate to Qatar as maids; some are then subjected to forced labor") == {("KEN", "in")}


def test_one_stage_may_be_passage_and_the_other_not() -> None:
    text = "Chinese girls are exploited in Laos, while others are taken through Laos to Thailand and forced into prostitution"
    assert found(text, "LAO") == {("CHN", "in")}


def test_the_home_is_no_flow_and_an_invented_home_crashes_nothing() -> None:
    assert found("Qatari and Omani girls are exploited in Qatar") == {("OMN", "in")}
    assert found("Kenyan women are forced to work in Ruritania", "QZZ") == {("KEN", "in")}


def test_the_rating_and_the_recommendations_tell_of_no_flow() -> None:
    text = "tier rating: Tier 3 - officials met victims from Nepal exploited in Qatar"
    assert flows(page(Text(text), "QAT")) == []


def test_the_span_is_the_clause() -> None:
    text = "current situation: Ruritania is a source country; women from Nepal are forced to beg"
    (flow,) = flows(page(Text(text), None))
    assert text[flow.start : flow.end] == "women from Nepal are forced to beg"
