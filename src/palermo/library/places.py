"""Which jurisdiction an address, a file name or a heading names, and which edition.

Two letters are never taken for a code (the Factbook's are not ISO's, and `in` is a word), three only in capitals.
"""

import re
import unicodedata
from functools import cache

from palermo.register.jurisdictions import fold, jurisdictions

_YEAR = re.compile(r"(?<!\d)(?:19[89]\d|20[0-4]\d)(?!\d)")
_NOISE = re.compile(
    r"\b(?:united states department of (?:state|labor)|trafficking in persons|country narratives?|human rights|reports?|narratives?|tier [123]|tip|hrr)\b",
    re.I,
)


def _squeezed(text: str) -> str:
    """A name without spaces: addresses write `burkinafaso`, and `burkina-faso`."""
    return fold(text.replace("-", " ").replace("_", " ")).replace(" ", "")


@cache
def _by_name() -> dict[str, str]:
    """Names and aliases of living and former places, squeezed; codes are not among them."""
    found: dict[str, str] = {}
    for code, place in jurisdictions().items():
        for text in (*(name.text for name in place.names), *place.aliases):
            if len(_squeezed(text)) > 3:
                found.setdefault(_squeezed(text), code)
    return found


def jurisdiction(text: str, slugs: dict[str, str] | None = None) -> str | None:
    """The place that a slug, a file's stem or a heading names as a whole, by its code. `slugs`: what the register cannot know."""
    known = {_squeezed(slug): code for slug, code in (slugs or {}).items()}
    plain = text.strip()
    if len(plain) == 3 and plain.isupper() and plain in jurisdictions():
        return plain
    squeezed = _squeezed(re.sub(r"\([^)]*\)?", " ", plain))
    whole = _squeezed(plain)
    return known.get(whole) or _by_name().get(whole) or known.get(squeezed) or _by_name().get(squeezed)


def jurisdiction_within(text: str, slugs: dict[str, str] | None = None) -> str | None:
    """The one place that a longer name speaks of (`Cuba 2024 Human Rights Report`), None where it names none or several."""
    whole = jurisdiction(text, slugs)
    if whole:
        return whole
    words = _NOISE.sub(" ", _YEAR.sub(" ", re.sub(r"[_\W]+", " ", text))).split()
    found: set[str] = set()
    start = 0
    while start < len(words):
        length, code = _longest(words[start:], slugs)
        found |= {code} if code else set()
        start += length
    return found.pop() if len(found) == 1 else None


def _longest(words: list[str], slugs: dict[str, str] | None) -> tuple[int, str | None]:
    """How many words the longest name at the beginning takes (1 when there is none), and its code."""
    for length in range(min(7, len(words)), 0, -1):
        code = jurisdiction(" ".join(words[:length]), slugs)
        if code:
            return length, code
    return 1, None


def speaks_of(text: str, code: str) -> bool:
    """Whether a text holds any name of a place, in any spelling of blanks, case and accents; Niger is not in Nigeria."""
    place = jurisdictions()[code]
    names = [name for name in (*(n.text for n in place.names), *place.aliases) if len(name) > 3]
    plain = fold(text)
    return any(_spelled(name).search(plain) for name in names)


@cache
def _spelled(name: str) -> re.Pattern[str]:
    """A name between words, whatever stands between its own: `Burkina-Faso`, `BURKINAFASO`."""
    together = r"[\W_]*".join(map(re.escape, re.findall(r"[^\W_]+", fold(name))))
    return re.compile(rf"(?<![^\W_]){together}(?![^\W_])")


def edition(text: str) -> int | None:
    """The year that a name or a heading gives, None where it gives none or several."""
    found = years(text)
    return found[0] if len(found) == 1 else None


def years(text: str) -> tuple[int, ...]:
    """Every year that a text holds, each once, in its order."""
    return tuple(dict.fromkeys(int(year) for year in _YEAR.findall(text)))


def printable(text: str) -> str:
    """A name from outside, fit for a screen: without characters that control it or turn the direction of writing."""
    return "".join(c if unicodedata.category(c)[0] not in "C" or c == " " else "�" for c in text)
