"""A finding in a few words: a person reads them, never the codes of the data, and none of what narrows a number is left out."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from palermo.evidence.model import (
    Action,
    Figure,
    Finding,
    Flow,
    Gap,
    Ground,
    Judgment,
    Penalty,
    Placement,
    Recommendation,
    Role,
    Trend,
)
from palermo.register.jurisdictions import jurisdictions
from palermo.register.tiers import TIERS
from palermo.register.vocabulary import gaps

_FORMS = {"sex": "sex trafficking", "labour": "forced labour"}
_QUALIFIERS = {"at_least": "at least ", "at_most": "at most ", "approx": "about ", "exact": ""}
_GROUNDS = {
    "no_increasing_efforts": "no evidence of increasing efforts",
    "numbers": "number of victims",
    "commitments": "commitments for the next year",
}


def placement_words(said: Placement) -> str:
    """Tier and year, and what is said around them.

    >>> placement_words(Placement("2WL", 2019, "not_full", True, "remained", 2, False))
    'Tier 2 Watch List, 2019 (standards not fully met; significant efforts; remained; 2 years in a row)'
    """
    around = (
        {"full": "standards fully met", "not_full": "standards not fully met"}.get(said.complies),
        {True: "significant efforts", False: "no significant efforts"}.get(said.significant_efforts)
        if said.significant_efforts is not None
        else None,
        said.movement,
        f"{said.consecutive_years} years in a row" if said.consecutive_years else None,
        "downgrade waiver" if said.waiver else None,
    )
    tier = TIERS[said.tier] if said.tier else "no tier"
    return _with(f"{tier}, {said.year}" if said.year else tier, around)


def finding_words(finding: Finding, day: dt.date) -> str:
    """What a finding says. `day`: whose names of countries are used."""
    return _flow(finding, day) if isinstance(finding, Flow) else _WORDS[type(finding)](finding)


def _figure(said: Figure) -> str:
    """A number with all that narrows it.

    >>> _figure(Figure("convictions", 3, "exact", 0, 1, unit="persons", form="sex", period="in 2019", previous=True))
    '3 convictions (persons; sex trafficking; in 2019; the period before)'
    """
    upper = f"–{said.upper:,}" if said.upper is not None else ""
    narrowed = (
        said.unit,
        _FORMS.get(said.form or ""),
        said.population,
        said.period,
        "the period before" if said.previous else None,
    )
    one = said.value == 1 and said.upper is None
    return _with(f"{_QUALIFIERS[said.qualifier]}{said.value:,}{upper} {_measure(said.measure, one)}", narrowed)


def _measure(measure: str, one: bool) -> str:
    thing, _, done = measure.partition("_")
    return " ".join(filter(None, (thing.removesuffix("s") if one else thing, done)))


def _gap(said: Gap) -> str:
    return gaps()[said.code].label if said.code in gaps() else said.code


def _flow(said: Flow, day: dt.date) -> str:
    place = jurisdictions().get(said.country)
    name = place.name(day).text if place else said.country or "a region"
    return f"people from {name} exploited here" if said.direction == "in" else f"its people exploited in {name}"


def _penalty(said: Penalty) -> str:
    """The article, the law and the penalty as prescribed.

    >>> _penalty(Penalty("12", "the 2005 act", 60, 180, 0, 1, fine=True, form="labour"))
    'article 12, the 2005 act: 5 to 15 years (a fine is named; forced labour)'
    """
    where = ", ".join(part for part in (_article(said.article), said.law) if part)
    prescribed = " or ".join(filter(None, (_term(said), "death" if said.death else "")))
    fine = "a fine is named" if said.fine else None
    if not prescribed:
        prescribed, fine = fine or "a penalty", None
    return _with(f"{where}: {prescribed}" if where else prescribed, (fine, _FORMS.get(said.form or "")))


def _article(printed: str | None) -> str | None:
    return f"article {printed}" if printed and printed[0].isdigit() else printed


def _term(said: Penalty) -> str:
    """The least and the most that is prescribed; empty where neither is stated."""
    least = None if said.minimum is None else _months(said.minimum)
    most = "life" if said.life else None if said.maximum is None else _months(said.maximum)
    if least and most:
        return most if least == most else f"{_shared(least, most)} to {most}"
    return f"from {least}" if least else f"up to {most}" if most else ""


def _shared(least: str, most: str) -> str:
    """The least without its unit, where the most names the same."""
    number, _, unit = least.partition(" ")
    return number if most.endswith(f" {unit}") else least


def _months(months: int) -> str:
    count, unit = (months // 12, "year") if months % 12 == 0 else (months, "month")
    return f"{count} {unit}{'s' if count != 1 else ''}"


def _judgment(said: Judgment) -> str:
    return _with(f"penalties {'' if said.met else 'not '}{said.test}", (_FORMS.get(said.form or ""),))


def _recommendation(said: Recommendation) -> str:
    return ": ".join((f"no. {said.number}", *filter(None, ("; ".join(gaps()[code].label for code in said.themes),))))


_WORDS: dict[type, Callable[[Any], str]] = {
    Figure: _figure,
    Gap: _gap,
    Action: lambda said: said.type.replace("_", " "),
    Role: lambda said: said.name,
    Penalty: _penalty,
    Judgment: _judgment,
    Ground: lambda said: _GROUNDS.get(said.code, said.code),
    Trend: lambda said: f"{said.subject}: {said.direction}",
    Recommendation: _recommendation,
}


def _with(said: str, narrowed: Iterable[str | None]) -> str:
    more = "; ".join(word for word in narrowed if word)
    return f"{said} ({more})" if more else said
