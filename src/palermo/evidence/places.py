"""Countries and their peoples in a text.

Names come from the register (current and former names, aliases), demonyms from register/demonyms.csv. One automaton finds both in a
stretch of text. A name counts only with a capital in the original ("Polish", not "polish"; "US", not "us"), and the longest one
counts ("Papua New Guinea", not "Guinea"). `Congolese` is COD unless the text says otherwise, as the codebook settles it.
"""

import csv
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import ahocorasick

from palermo import register
from palermo.evidence.page import Page, levelled
from palermo.evidence.terms import classes
from palermo.register.jurisdictions import jurisdictions
from palermo.register.letters import unaccented

_DEMONYMS = Path(register.__file__).parent / "demonyms.csv"
_NAMELESS = "?"  # the code of a home that has none
# What a text is about: "X is a source country", "victims in X and", "X does not fully meet".
_OF_ITSELF = re.compile(
    r"\b([A-Z]\w{3,}(?:[ -][A-Z]\w+)*) (?:is (?:\w+ )?an? [\w, -]{0,60}(?:country|source|destination)|does not (?:fully )?(?:meet|comply)|fully (?:meets|complies)|remain(?:s|ed) (?:on|in) |was (?:up|down)graded)"
    r"|(?:(?:foreign|domestic) victims in|he Government of) ([A-Z]\w{3,})"
)
_NO_NAMES = frozenset({"Government", "The Government", "Tier"})
# After a demonym: an owner, a flag or a business, not people who are exploited.
_OWNER = re.compile(r"-(?:flagged|owned|run|operated|financed|led|based|registered|backed|made|language|speaking|funded|origin)")
_ABBREVIATION = re.compile(r"[A-Z.]{2,7}")


class Place(NamedTuple):
    """A country in a text: its span in the page, its code, and whether its people are named ("Thai women") or the place itself."""

    start: int
    end: int
    country: str
    people: bool


def demonyms() -> dict[str, str]:
    """The code of each demonym, in the singular and the plural ("Thai", "Thais")."""
    with _DEMONYMS.open(encoding="utf-8", newline="") as file:
        rows = [(row["demonym"], row["iso3"]) for row in csv.DictReader(file, strict=True)]
    plural = {f"{name}s": code for name, code in rows if not name.endswith(("s", "ese", "sh", "ch", "x", "I-Kiribati"))}
    return plural | dict(rows)


def places(page: Page, start: int, end: int) -> list[Place]:
    """The countries and peoples named in a stretch of a page, in order, none overlapping another."""
    found: list[Place] = []
    if page.text.startswith(page.lower[start:end], start):  # a stretch without a capital names none
        return found
    last = 0
    named = [*_unregistered(page, start, end), *_candidates(page, start, end)]
    named.sort(key=lambda place: (place.start, -place.end))
    for place in named:
        if place.start >= last:
            last = place.end
            if place.country and not (place.people and _OWNER.match(page.lower, last)):
                found.append(place)
    return found


def _candidates(page: Page, start: int, end: int) -> list[Place]:
    text, lower, last = page.text, page.lower, len(page.lower)
    out = []
    # It copies what it is given, all of it: for a clause at a time, the clause alone.
    for stop, (length, country, people, exact) in _automaton().iter(lower[start:end]):
        at, after = start + stop - length + 1, start + stop + 1
        if (at and lower[at - 1].isalnum()) or (after < last and lower[after].isalnum()):
            continue
        if text[at:after] == exact if exact else text[at].isupper() or not country:
            out.append(Place(at, after, country, people))
    return out


@cache
def _automaton() -> Any:
    automaton = ahocorasick.Automaton()
    for phrase in classes()["not_a_place"]:
        automaton.add_word(phrase, (len(phrase), "", False, ""))
    for name, country in demonyms().items():
        _add(automaton, name, country, people=True)
    for code, place in sorted(jurisdictions().items(), key=lambda item: not item[1].valid_to):
        for name in (*(n.text for n in place.names), *place.aliases):
            _add(automaton, name, code, people=False)
    automaton.make_automaton()
    return automaton


def _add(automaton: Any, name: str, country: str, *, people: bool) -> None:
    """A name as the register prints it, and without its accents; inverted names ("Korea, South") are no prose."""
    if "," in name or "(" in name or len(name) < 2:
        return
    exact = name if _ABBREVIATION.fullmatch(name) else ""
    low = levelled(unaccented(name))
    # "&" and apostrophes get lost where pages are copied: "Cote d Ivoire", "Trinidad Tobago".
    for written in {
        levelled(name),
        low,
        low.replace("saint ", "st. "),
        low.replace("'", " "),
        low.replace(" and ", " "),
        low.replace("&", "and"),
    }:
        automaton.add_word(written, (len(written), country, people, exact))


def is_home(page: Page, place: Place) -> bool:
    """Whether a place is the one that the page is about."""
    return place.country == (page.home or _NAMELESS)


def _unregistered(page: Page, start: int, end: int) -> list[Place]:
    """Where a home that the register does not know is named, or its people ("Ruritania", "Ruritanian")."""
    if page.home in jurisdictions():
        return []
    found = []
    for name in _own_names(page.text):
        stem = re.compile(rf"\b{re.escape(name[: max(4, len(name) - 3)])}\w*")
        for match in stem.finditer(page.text, start, end):
            people = match.group() != name and not match.group().startswith(f"{name}'")
            found.append(Place(match.start(), match.end(), page.home or _NAMELESS, people))
    return found


@lru_cache(maxsize=8)
def _own_names(text: str) -> frozenset[str]:
    """The names that a text gives to what it is about, in the sentences by which summaries open or rate."""
    return frozenset(match.group(1) or match.group(2) for match in _OF_ITSELF.finditer(text)) - _NO_NAMES
