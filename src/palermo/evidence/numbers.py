"""Numbers in prose: digits, words, ranges, and the words that qualify them.

Words become digits by text2num. What is plainly no count is left out: years, ages, money, shares, articles of law, tiers.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from text_to_num import text2num  # type: ignore[import-untyped]

_UNITS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORDS = rf"(?:(?:half a|a|one|two|three|four|five|six) dozen|(?:{_TENS})(?:[- ](?:{_UNITS}))?|{_UNITS})(?: hundred(?: and (?:{_TENS}|{_UNITS})(?:-(?:{_UNITS}))?)?)?(?: thousand)?"
_UNCOUNTED = re.compile(r"(?:no|any|every|each|some|not|the|this|that|which) $")  # before "one": a pronoun
_DIGITS = r"\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)(?!\d)|\d+"  # "12,000", "12 000"
_NUMBER = re.compile(rf"(?<![\w$€£./-])(?<!\d,)(?<![$€£],)(?:{_DIGITS}|{_WORDS}|none|zero)(?![\w%])(?!,\d|\.\d|-year|/)")
_UPPER = re.compile(rf"( to |-| and )({_DIGITS}|{_WORDS})(?![\w%])")
_OF_TOTAL = re.compile(rf" of (?:(?:the|its|these|those|their) )?(?:{_DIGITS}|{_WORDS})(?![\w%])")  # "nine of the 12"
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_COUNT_BEFORE = re.compile(
    r"(?:\b(?:article|articles|section|chapter|law|no\.|nos\.|number|tier|under|age|ages|aged|age of|ages of|resolution|decree|act|c|p|phase|route|usd|cfa|page)"
    r"|#|\$) ?$"
)
_ONE_BY_ONE = re.compile(r" [\w-]+ (?:to|after|from) (?:another|the (?:next|other))\b")  # "from one region to another"
_NO_COUNT_AFTER = re.compile(
    r"(?: to \w+)?[ -](?:years?|months?|days?|weeks?|hours?|percent|per cent|million|billion|dollars|usd|euros|times|days'|years'|months'|anti-trafficking"
    r"|palermo|un |national action|of the (?:criminal|penal|law|constitution|act)|consecutive|reporting periods?|shelters?|trainings?|ngos|hotlines?|provinces"
    r"|districts|regions|countries|units|courts|workshops|sessions|campaigns|agreements|officers were trained)"
    r"| [a-z]+(?: [a-z]+){0,2} \((?:us|u\.s\. )?[$€£]"  # money, with what it is worth in another
)
_QUALIFIERS = (
    (
        "at_least",
        re.compile(
            r"\b(?:at least|no fewer than|not less than|no less than|(?<!no )(?<!not )more than|over|a minimum of|upwards of)(?: \w+)? $"
        ),
    ),
    ("at_most", re.compile(r"\b(?:at most|up to|no more than|not more than|fewer than|less than|a maximum of|as many as) $")),
    ("approx", re.compile(r"\b(?:approximately|about|around|nearly|almost|roughly|an estimated|estimated|close to|some) $")),
)
LONGEST = 12  # digits of a count; a longer row of digits is a serial number or a slip, and no figure
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth", "fifteenth",
)  # fmt: skip


class Number(NamedTuple):
    """A number in a text: its span there, its value, the upper end of a range, and `exact`, `at_least`, `at_most` or `approx`.

    `word` is True where an article or "first" stands for one ("a trafficker").
    """

    start: int
    end: int
    value: int
    upper: int | None
    qualifier: str
    word: bool = False


def numbers(lower: str) -> Iterator[Number]:
    """The numbers of a levelled clause that may be counts, in order; "none" is 0."""
    after = 0
    for match in _NUMBER.finditer(lower):
        value, (upper, end) = number_of(match.group()), _range(lower, match)
        if value is None or match.start() < after or _is_no_count(lower, match, end):
            continue
        after = end
        yield Number(match.start(), end, value, upper, _qualifier(lower, match.start()))


def _is_no_count(lower: str, match: re.Match[str], end: int) -> bool:
    return bool(
        _YEAR.fullmatch(match.group())
        or _NO_COUNT_AFTER.match(lower, end)
        or (
            match.group() == "one"
            and (
                _UNCOUNTED.search(lower, max(0, match.start() - 6), match.start())
                or lower.startswith(" another", end)
                or _ONE_BY_ONE.match(lower, end)
            )
        )
        or _NO_COUNT_BEFORE.search(lower, max(0, match.start() - 20), match.start())
    )


def _range(lower: str, match: re.Match[str]) -> tuple[int | None, int]:
    """The upper end of "10 to 15", "10-15", "between 10 and 15", and where it ends; none in "from 50 to 16", "10 and 15"."""
    total = _OF_TOTAL.match(lower, match.end())
    if total:
        return None, total.end()
    more = _UPPER.match(lower, match.end())
    if more is None or _YEAR.fullmatch(more.group(2)):
        return None, match.end()
    joined = (
        lower.endswith("between ", 0, match.start())
        if more.group(1) == " and "
        else not lower.endswith("from ", 0, match.start())
    )
    return (number_of(more.group(2)), more.end()) if joined else (None, match.end())


def _qualifier(lower: str, start: int) -> str:
    before = lower[max(0, start - 30) : start]
    return next((name for name, form in _QUALIFIERS if form.search(before)), "exact")


@cache
def number_of(words: str) -> int | None:
    """The number that digits ("1,204") or words ("twenty-one", "none") stand for; None where they stand for no count."""
    plain = words.strip().lower().replace(",", "")
    digits = plain.replace(" ", "")
    if digits.isdecimal():
        return int(digits) if len(digits) <= LONGEST else None
    if plain.endswith(" dozen"):
        many = plain.removesuffix(" dozen")
        return 6 if many == "half a" else 12 if many == "a" else 12 * int(text2num(many, "en"))
    if plain in ("none", "zero"):
        return 0
    try:
        return int(text2num(plain.replace("-", " "), "en"))
    except ValueError:
        return None


def fits(value: object) -> bool:
    """Whether a value can be that of a finding: none, or a whole number of no more digits than a count has."""
    return value is None or (isinstance(value, int) and abs(value) < 10**LONGEST)


def ordinal_of(word: str) -> int | None:
    """The number of an ordinal in words or digits ("third", "3rd"); None where it is none."""
    match = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", word)
    if match:
        return int(match.group(1))
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else None
