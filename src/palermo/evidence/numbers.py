"""Numbers in prose: digits, words, ranges, and the words that qualify them.

Words become digits by text2num; "a dozen", "a pair" are counted by hand. What has the form of a year is left for the caller to judge.
"""

import re
from functools import cache

from text_to_num import text2num

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ORDINALS = {
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
         "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
        start=1,
    )
}  # fmt: skip


@cache
def number_of(words: str) -> int | None:
    """The number that digits ("1,204") or words ("twenty-one") stand for; None where they stand for none."""
    plain = words.strip().lower()
    if _DIGITS.fullmatch(plain):
        return int(plain.replace(",", ""))
    try:
        return int(text2num(plain.replace("-", " "), "en"))
    except ValueError:
        return None


def ordinal_of(word: str) -> int | None:
    """The number of an ordinal in words or digits ("third", "3rd"); None where it is none."""
    match = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word)
    return int(match.group(1)) if match else ORDINALS.get(word)
