"""Which numbers of a clause are of an earlier period: compared with, in brackets with their year, or in a list that goes back."""

import re

from palermo.evidence.numbers import Number

_EARLIER = re.compile(
    r"\b(?:compared (?:with|to)|in comparison (?:with|to)|up from|down from|(?:increase|decrease|drop|decline|rise|reduction) (?:of \w+ )?from|(?:dropp|declin|decreas|increas|ris|fall)\w+ from|rose from"
    r"|fell from|as opposed to|versus|as against|fewer than the|less than the|more than the|in contrast (?:with|to)|relative to)"
    r"(?: (?!to\b|and (?:\w+ly )?\w{4,}ed\b)[\w'-]+){0,9} $|\bfrom(?: (?:just|only|the|about|approximately|at least|some))* $"
)
# A clause that compares as a whole, or "the previous year, when ...".
_COMPARES = re.compile(
    r"(?:in|by) comparison\b|th(?:is|ese) (?:figures? |numbers? )?(?:compare[sd]\b|(?:is|was|were|are|marked|represent\w+) [^;]{0,40}?\b(?:increase|decrease|decline|rise|drop|reduction)s?\b)"
)
_WHEN = re.compile(r"\b(?:previous|prior|preceding|last|past) (?:reporting )?(?:period|year), when\b")
# "compared with 2013, in which there were 12".
_THAN_IN_YEAR = re.compile(r"\bcompared (?:with|to) (?:19|20)\d\d, (?:in which|when)\b")
_IN_BRACKETS = re.compile(r"\([^()]*$")
_BRACKET_YEAR = re.compile(r"[^(),;]{0,60}? in ((?:19|20)\d\d)")
_YEAR_BEFORE = re.compile(r"\bin ((?:19|20)\d\d)[^()]*$")
_OF_WHICH_BEFORE = re.compile(r"[^();]{0,120}, of (?:which|whom)(?: at least| only)? ")
_LATER = re.compile(r"\bfrom [^;]{0,60}? to(?: just| only| at least| approximately)? $")
_AND = re.compile(r"[\w' -]+ and (?!(?:\w+ly )?\w{4,}ed\b)[\w' -]+")  # not "and convicted", which tells of now
_OPENS_BRACKET = re.compile(r"[a-z' -]*(?: in (?:19|20)\d\d)? \((?:at least |including )?")
_FOR_AND = re.compile(r" for [a-z' -]+ and (?:at least )?")  # "six for sex trafficking and one for forced labor"
_BARE_AND = re.compile(r"[a-z' -]+ and (?:at least )?")
_COMMA = re.compile(r"(?: (?!before|previous|prior|preceding|last|year|period)[a-z'-]+){1,5},(?: and)? ")
_OF_YEAR = re.compile(r"[a-z' -]* in ((?:19|20)\d\d)(?!\d)")
_REACH = 90  # characters before a number in which the words stand that it is compared with


def is_earlier(lower: str, number: Number) -> bool:
    """Whether a number is of the period before."""
    start = max(0, number.start - _REACH)
    if _COMPARES.match(lower) or (", when" in lower and _WHEN.search(lower, 0, number.start)):
        return True
    if "compared" in lower and _THAN_IN_YEAR.search(lower, 0, number.start):
        return True
    if "(" in lower and _is_bracketed_year(lower, number):
        return True
    return bool(_EARLIER.search(lower, start, number.start)) and not _LATER.search(lower, start, number.start)


def _is_bracketed_year(lower: str, number: Number) -> bool:
    """Whether a number in brackets is that of an earlier year: "90 victims (61 in 2016 and 54 in 2015)"."""
    opened = _IN_BRACKETS.search(lower, 0, number.start)
    year = _BRACKET_YEAR.match(lower, number.end) if opened else None
    if opened is None or year is None:
        return False
    present = _YEAR_BEFORE.search(lower, 0, opened.start())
    return present is None or int(year.group(1)) < int(present.group(1))


def lists_on(lower: str, end: int, number: Number) -> bool:
    """Whether a number goes on with a list of earlier numbers, which may go back from year to year."""
    if (
        _OF_WHICH_BEFORE.fullmatch(lower, end, number.start)
        or _AND.fullmatch(lower, end, number.start)
        or _OPENS_BRACKET.fullmatch(lower, end, number.start)
        or (_BARE_AND.fullmatch(lower, end, number.start) and _IN_BRACKETS.search(lower, 0, number.start))
        or _COMMA.fullmatch(lower, end, number.start)
        or (_FOR_AND.fullmatch(lower, end, number.start) and lower.startswith(" for ", number.end))
    ):
        return True
    before, after = _OF_YEAR.match(lower, end, number.start), _OF_YEAR.match(lower, number.end)
    return before is not None and after is not None and int(after.group(1)) < int(before.group(1))


def is_later(lower: str, number: Number) -> bool:
    """Whether a number is the later of two: "from 12 to 15"."""
    return _LATER.search(lower, max(0, number.start - _REACH), number.start) is not None
