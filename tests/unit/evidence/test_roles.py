"""Source, transit, destination, internal."""

import pytest

from palermo.evidence.findings.roles import roles
from palermo.evidence.model import Text
from palermo.evidence.page import page


def found(situation: str, home: str | None = "THA") -> set[str]:
    return {role.name for role in roles(page(Text(f"current situation: {situation}"), home))}


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Thailand is a source, transit, and destination country for women", {"source", "transit", "destination"}),
        ("Thailand is a source and, to a lesser extent, a destination country for men", {"source", "destination"}),
        ("Thailand is a country of origin for girls", {"source"}),
        ("Thailand is a destination and possible transit country for men", {"destination", "transit"}),
        ("Ruritania is primarily a destination country for men", {"destination"}),
    ],
)
def test_labels_name_roles(label: str, names: set[str]) -> None:
    assert found(label) == names


def test_another_country_that_is_a_destination_makes_the_home_a_source() -> None:
    assert found("Turkey is the primary destination of trafficking victims") == {"source"}


def test_a_destination_for_tourists_is_none() -> None:
    assert found("Thailand is a major destination for child sex tourism") == set()


def test_the_formula_of_recent_editions() -> None:
    assert found("traffickers exploit domestic and foreign victims in Thailand, and Thai victims abroad") == {
        "source",
        "destination",
        "internal",
    }


def test_foreign_victims_alone_make_a_destination() -> None:
    assert found("traffickers exploit foreign victims in Thailand") == {"destination"}


def test_own_people_exploited_at_home_are_internal() -> None:
    assert "internal" in found("Thai girls are forced into prostitution in tourist areas")
    assert "internal" in found("boys are trafficked within the country for begging")


def test_own_people_exploited_elsewhere_only_are_not_internal() -> None:
    assert found("Thai men are subjected to forced labor in Israel") == {"source"}


def test_passing_through_is_transit() -> None:
    assert "transit" in found("Burmese women are trafficked through Thailand to Malaysia and forced to work")


def test_a_text_without_a_situation_has_no_role() -> None:
    assert roles(page(Text("tier rating: Tier 3 - Thailand is a destination country for trafficking victims"), "THA")) == []


def test_every_role_stands_once_with_its_words() -> None:
    text = "current situation: Thailand is a source country for women; Thai women are exploited in Japan"
    (role,) = [role for role in roles(page(Text(text), "THA")) if role.name == "source"]
    assert "source" in text[role.start : role.end]


@pytest.mark.parametrize("home", ["QZZ", None])
def test_an_invented_place_has_roles_as_well(home: str | None) -> None:
    text = (
        "Ruritania is a source country for women; Ruritanian girls are exploited within Ruritania; "
        "Kenyan women are trafficked through Ruritania to Spain for forced labor"
    )
    assert found(text, home) == {"source", "internal", "transit"}


def test_a_way_across_the_home_is_transit_and_no_flow() -> None:
    text = "Thailand sends women to brothels in Italy, and women from Laos are moved across its territory and sold"
    assert found(text) == {"source", "transit"}


@pytest.mark.parametrize(
    "told",
    [
        "Children in homes remained ineligible for the assistance that victims of sex trafficking receive.",
        "Five shelters gave services to women exploited in sex trafficking.",
        "Courts convicted Ruritanian nationals for forced labor.",
    ],
)
def test_what_is_done_for_victims_or_against_criminals_is_no_role(told: str) -> None:
    assert roles(page(Text(told), None)) == []
