"""Numbers in prose."""

import pytest

from palermo.evidence.numbers import number_of, numbers, ordinal_of


def values(text: str) -> list[int]:
    return [number.value for number in numbers(text)]


@pytest.mark.parametrize(
    ("words", "value"),
    [("1,204", 1204), ("seven", 7), ("twenty-one", 21), ("one hundred and five", 105), ("none", 0), ("many", None)],
)
def test_digits_and_words_have_a_value(words: str, value: int | None) -> None:
    assert number_of(words) == value


@pytest.mark.parametrize("digits", ["9999999999999", "1" * 23, "7" * 5_000])
def test_a_row_of_more_digits_than_a_count_has_is_no_number(digits: str) -> None:
    assert values(f"the government convicted {digits} traffickers") == []
    assert number_of(digits) is None
    assert ordinal_of(f"{digits}th") is None


def test_ordinals_in_words_and_digits() -> None:
    assert (ordinal_of("third"), ordinal_of("3rd"), ordinal_of("last")) == (3, 3, None)


@pytest.mark.parametrize(
    "text",
    [
        "in 2014",
        "under article 12",
        "girls aged 14",
        "five to 10 years in prison",
        "fined $4,000",
        "40 percent of them",
        "a tier 2 country",
        "under 18",
    ],
)
def test_years_ages_terms_money_and_articles_are_no_counts(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize("text", ["between 10 and 15 victims", "10 to 15 victims", "10-15 victims"])
def test_a_range_has_two_ends(text: str) -> None:
    (number,) = numbers(text)
    assert (number.value, number.upper) == (10, 15)


def test_a_fall_from_one_number_to_another_is_no_range() -> None:
    assert values("from 50 to 16") == [50, 16]
    assert values("12 suspects and 15 victims") == [12, 15]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("at least 12", "at_least"),
        ("more than 12", "at_least"),
        ("up to 12", "at_most"),
        ("approximately 12", "approx"),
        ("only 12", "exact"),
    ],
)
def test_words_before_a_number_qualify_it(text: str, qualifier: str) -> None:
    (number,) = numbers(text)
    assert number.qualifier == qualifier
