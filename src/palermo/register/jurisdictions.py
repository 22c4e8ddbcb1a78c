"""Jurisdictions: states, and territories assessed like one, with names that were right on a date.

Names are forgiving on the way in (`burma`, `Côte d'Ivoire`, `MMR`, `swaziland`) and dated on the way out: the same place is
Swaziland in a paper of 2017 and Eswatini in one of 2019.
"""

import csv
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from palermo.errors import UserError
from palermo.register.dates import first_day, last_day
from palermo.register.letters import unaccented

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Name:
    """A name with the days on which it was the preferred one; `the` says whether prose needs the article."""

    text: str
    valid_from: str
    valid_to: str
    the: bool

    def holds(self, day: dt.date) -> bool:
        """Whether the name was in use on a day; an open end has no limit."""
        begun = not self.valid_from or first_day(self.valid_from) <= day
        return begun and (not self.valid_to or day <= last_day(self.valid_to))

    def in_prose(self) -> str:
        """The name as prose needs it, with its article: `the Republic of the Congo`, `Cuba`, `The Bahamas`."""
        return f"the {self.text}" if self.the and not self.text.startswith("The ") else self.text


@dataclass(frozen=True)
class Jurisdiction:
    """A place of the register. `code` is ISO 3166-1 alpha-3, XKX for Kosovo, or a withdrawn code."""

    code: str
    alpha2: str
    m49: str
    region: str
    kind: str
    valid_from: str
    valid_to: str
    assessed_as: str
    part_of: str
    successors: tuple[str, ...]
    names: tuple[Name, ...]
    aliases: tuple[str, ...]

    def name(self, day: dt.date | None = None) -> Name:
        """The preferred name on a day (today if none is given); outside its validity, the nearest one."""
        day = day or dt.date.today()  # noqa: DTZ011 - a name changes on a date, not at an hour
        return next((n for n in self.names if n.holds(day)), self.names[0 if self._before(day) else -1])

    def _before(self, day: dt.date) -> bool:
        start = self.names[0].valid_from
        return bool(start) and day < first_day(start)


def fold(text: str) -> str:
    """A name without case, accents, punctuation and a leading article: what names are compared by."""
    plain = unaccented(text.casefold().replace("&", " and "))
    words = re.findall(r"\w+", plain.replace("'", "").replace("’", "").replace(".", ""))
    if words and words[0] == "the":
        words = words[1:]
    return " ".join("saint" if word == "st" else word for word in words)


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@cache
def jurisdictions() -> dict[str, Jurisdiction]:
    """The whole register by code."""
    preferred: dict[str, list[Name]] = {}
    aliases: dict[str, list[str]] = {}
    for row in _rows("names.csv"):
        if row["kind"] == "preferred":
            name = Name(row["name"], row["valid_from"], row["valid_to"], row["locative_article"] == "yes")
            preferred.setdefault(row["iso3"], []).append(name)
        else:
            aliases.setdefault(row["iso3"], []).append(row["name"])
    return {
        row["iso3"]: Jurisdiction(
            code=row["iso3"],
            alpha2=row["iso2"],
            m49=row["un_m49"],
            region=row["region"],
            kind=row["kind"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            assessed_as=row["assessed_as"],
            part_of=row["part_of"],
            successors=tuple(row["successors"].split("|")) if row["successors"] else (),
            names=tuple(sorted(preferred[row["iso3"]], key=lambda n: n.valid_from)),
            aliases=tuple(aliases.get(row["iso3"], ())),
        )
        for row in _rows("jurisdictions.csv")
    }


@cache
def _index() -> dict[str, str]:
    index: dict[str, str] = {}
    for code, place in jurisdictions().items():
        for text in (code, *(n.text for n in place.names), *place.aliases):
            index[fold(text)] = code
    for (
        code,
        place,
    ) in jurisdictions().items():  # two letters never outrank a name; withdrawn codes never a living one
        if not place.valid_to:
            index.setdefault(fold(place.alpha2), code)
    return index


def predecessors(code: str) -> list[Jurisdiction]:
    """The jurisdictions that a place succeeded, directly or through another one, nearest first."""
    found: list[Jurisdiction] = []
    wanted = [code]
    while wanted:
        direct = [p for p in jurisdictions().values() if wanted[0] in p.successors and p not in found]
        found += direct
        wanted = wanted[1:] + [p.code for p in direct]
    return found


def successors(code: str) -> list[Jurisdiction]:
    """The jurisdictions that succeeded a place, directly or through another one, nearest first."""
    found: list[Jurisdiction] = []
    wanted = list(jurisdictions()[code].successors)
    while wanted:
        place = jurisdictions()[wanted.pop(0)]
        if place not in found:
            found.append(place)
            wanted += place.successors
    return found


def suggestions(text: str, limit: int = 3) -> list[str]:
    """Preferred names near a misspelt one, nearest first; empty when nothing is near."""
    from rapidfuzz import fuzz, process

    near = process.extract(fold(text), list(_index()), scorer=fuzz.WRatio, limit=12, score_cutoff=72)
    exact = [(name, fuzz.ratio(fold(text), name), key) for name, _, key in near]
    codes = dict.fromkeys(_index()[name] for name, score, _ in sorted(exact, key=lambda x: -x[1]) if len(name) > 3)
    return [jurisdictions()[code].name().text for code in list(codes)[:limit]]


def known(text: str) -> Jurisdiction | None:
    """The jurisdiction of a name or code; None, at once and without a search for like ones, where it is none."""
    code = _index().get(fold(text))
    return jurisdictions()[code] if code else None


def resolve(text: str) -> Jurisdiction:
    """The jurisdiction that a person means: by name, former name, alias, or code of two or three letters.

    Raises UserError for an empty or unknown name, naming it, with suggestions.
    """
    if not text.strip():
        raise UserError("The name of the jurisdiction is empty. Give a name or code, for example Cuba or CUB.")
    found = known(text)
    if found is None:
        near = suggestions(text)
        hint = f" Did you mean {' or '.join(near)}?" if near else " Give a name or an ISO code, for example Cuba or CUB."
        raise UserError(f"'{text}' is no jurisdiction of the register.{hint}")
    return found
