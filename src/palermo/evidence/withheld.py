"""Which figures a text says were not reported. Only those that its words name: silence on the others is another silence."""

import re

from palermo.evidence.counting import MEASURES

_NAMED = {
    "investigations": re.compile(r"\b(?:investigat|inquir)", re.IGNORECASE),
    "prosecutions": re.compile(r"\bprosecut", re.IGNORECASE),
    "convictions": re.compile(r"\bconvict", re.IGNORECASE),
    "victims_identified": re.compile(r"\bidentif|\bvictim data\b|\bnumber of (?:\w+ )?victims\b", re.IGNORECASE),
    "victims_assisted": re.compile(r"\b(?:assist|referr|servic|shelter|victim protection|victim data)|\bcare\b", re.IGNORECASE),
}
_OF_ENFORCEMENT = re.compile(r"\b(?:enforcement|punish|arrest)", re.IGNORECASE)
_ENFORCEMENT = MEASURES[:3]


def withheld(words: str) -> tuple[str, ...]:
    """The measures that words on data not reported name; all of them where the words speak of data in general.

    >>> withheld("did not report prosecuting or convicting any traffickers")
    ('prosecutions', 'convictions')
    >>> withheld("did not provide law enforcement data")
    ('investigations', 'prosecutions', 'convictions')
    """
    named = {measure for measure, pattern in _NAMED.items() if pattern.search(words)}
    if _OF_ENFORCEMENT.search(words) and not named & {*_ENFORCEMENT}:
        named |= {*_ENFORCEMENT}
    return tuple(measure for measure in MEASURES if measure in named) or MEASURES
