"""The scope of a count: the form of trafficking, the population and the period that the text ties it to.

A zero has one as well: "no sex traffickers were convicted" tells nothing of other traffickers. A zero of some cases only ("did not
prosecute those cases", "no victims during the raids") and one of what was reported are no figures at all.
"""

import re
from dataclasses import replace

from palermo.evidence.model import Figure
from palermo.evidence.page import Clause

_VICTIMS = ("victims_identified", "victims_assisted")
_PERIOD = re.compile(
    r"\b(?:in|during|since|between|from|over|throughout|for) (?:the )?(?:(?:first|last|second) (?:half|quarter|\w+ months) of )?(?:fiscal year |fy ?|calendar year |school year )?"
    r"(?:(?:19|20)\d\d(?:[-/](?:\d\d)?\d\d)?(?: (?:and|to) (?:19|20)\d\d)?|(?:(?:current|previous|prior|last|preceding|past|reporting) )+(?:period|years?|\d+ months)"
    r"|reporting (?:period|year)|year|last year)\b|\b(?:the|last) (?:previous |prior |preceding )?(?:year|reporting period)\b"
)
# "Over the last year" is the period of the text; "last year" is the one before.
_PAST = re.compile(
    r"(?<!over the )(?<!during the )(?<!throughout the )(?<!within the )(?<!in the )\b(?:last|past) (?:reporting |fiscal |calendar )?year\b"
    r"|\b(?:last|past) (?:reporting |fiscal |calendar )?period\b|\b(?:previous|prior|preceding) (?:reporting |fiscal |calendar )?(?:period|year)\b"
)
# Between a number and a period: the period is that of a comparison, or of something else that is told of those counted.
_NOT_ITS_PERIOD = re.compile(
    r"\b(?:compar(?:ed|ing|ison)|contrast|increases?|decreases?|declines?|rise|drop|up|down|more|fewer|less|than|similar|whose|whom|which|who|including|since)\b|\([a-z]| - "
)
_SEX = re.compile(r"\bsex(?:ual)?\b|prostitution")
_LABOUR = re.compile(
    r"\b(?:forced labor|forced labour|labou?r(?! (?:inspect|minist|law|code|act\b|union|attach|offic|depart|market|right|relation|court))|servitude|forced begging|bonded)\b"
)
_POPULATION = re.compile(
    r"\b(?:women|woman|girls?|boys?|men|child(?:ren)?|minors?|adults?|females?|males?|foreign(?:ers| nationals)|child soldiers)\b"
)
_ADJECTIVES = re.compile(r"\b(?:foreign|domestic|local|migrant|minor|child|adult|male|female)\b")
_SOME_ONLY = re.compile(
    r"\b(?:those|these|of the|of its)\b|\b(?:the|its) (?:[\w-]+ ){0,2}(?:cases?|suspects?|defendants?|complaints?|allegations?|reports?|arrest\w*|accused)\b"
    r"|\b(?:from|during|in|at|on|among|following|after|through|by) (?:the |these |those |any |its |such )?(?:[\w-]+ ){0,3}"
    r"(?:raids?|borders?|visits?|operations?|inspections?|checks?|screenings?|interviews?|camps?|ports?|airports?|facilit\w+|ngos?)\b"
    r"|\b(?:were|was|been) (?:\w+ly |ever )?reported\b(?! in (?:19|20)\d\d)"
)
# What did not lead to anything: some cases only.
_OF_THESE = re.compile(
    r"(?:^|[,;] )(?:and |but )?(?:these|those|the|its|two|three|four|five|six|\d+) (?:[\w-]+ ){0,2}(?:cases?|complaints?|allegations?|arrests?|raids?|inspections?|incidents?)(?: (?!not\b)[\w-]+){0,6},?(?: and| but)? $"
)
_ZERO_ENDS = re.compile(
    r"[;.(]|,? (?:but|while|although|though|however|compared|due|because|despite|since|nor)\b"
    r"|,? and (?!(?:\w+ly )?(?:prosecut|convict|investigat|identif|punish|charg|sentenc|tr[iy]|assist|protect|arrest|labou?r\b|sex\b|forced ))[a-z]+"
    r"|, (?!(?:(?:or|and|nor) )?(?:\w+ly )?(?:prosecut|convict|investigat|identif|punish|charg|sentenc|tr[iy]|assist|protect|arrest))"
)
_SCOPE = 90  # characters up to the end of what was not done in which its form and population are named


def form_of(words: str) -> str | None:
    """The form that some words name, None where they name both or neither."""
    sex, labour = _SEX.search(words), _LABOUR.search(words)
    return None if bool(sex) == bool(labour) else "sex" if sex else "labour"


def population_of(lower: str, start: int, stop: int) -> str | None:
    """Whom a stretch of a clause names: women, children; None where nobody."""
    found = _POPULATION.search(lower, start, stop)
    return found.group() if found else None


def is_past(period: str | None) -> bool:
    """Whether a period as printed is one before that of the text."""
    return period is not None and _PAST.search(period) is not None


def period_of(lower: str, start: int, stop: int, earlier: bool = False) -> str | None:
    """The period of what is stated before `start`: the next one, if nothing between tells of something else, or that of the clause,
    which is none of what is compared with it (`earlier`)."""
    found = _PERIOD.search(lower, start, stop)
    if found and _NOT_ITS_PERIOD.search(lower, start, found.start()):
        found = None
    found = found or (None if earlier else _PERIOD.match(lower))
    return found.group() if found else None


def scoped(clause: Clause, zero: Figure) -> Figure | None:
    """A zero with its form, population and period; None where it is one of some only, or of what was reported."""
    lower, start, end = clause.lower, zero.start - clause.start, zero.end - clause.start
    stop = _ZERO_ENDS.search(lower, end)
    words = lower[start : stop.start() if stop else len(lower)]
    if (
        _SOME_ONLY.search(words, end - start)
        or _OF_THESE.search(lower[:start])
        or words.startswith(("none of the", "none of these"))
    ):
        return None
    scope = words[-_SCOPE:] if end - start > _SCOPE else words
    period = period_of(lower, end, start + len(words))
    population = (_POPULATION.search(scope) or _ADJECTIVES.search(scope)) if zero.measure in _VICTIMS else None
    return replace(
        zero,
        form=form_of(scope),
        population=population.group() if population else None,
        period=period,
        previous=is_past(period),
    )
