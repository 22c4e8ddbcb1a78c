"""Sections of a narrative, by their function.

Four forms are known: headings (PROSECUTION, "** PRIORITIZED RECOMMENDATIONS **", also misspelt ones); lines that are nothing but
such a heading, in text without marked headings; words that open a paragraph ("Recommendations for Norvale: ...", "Prosecution. The
government ..."); and the labels of summaries ("current situation: …; tier rating: …"). A text without any is one section, `narrative`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from palermo.evidence.model import Heading, Section, Text

Mark = tuple[int, str, str]  # where a section begins, its name, its title as printed

_COLON = re.compile(":")
_LABEL = re.compile(r"(?:^|[\s|;.,)])(current situation|tier rating|(?:human )?trafficking profile)\s*$")  # before a colon
_LONGEST_LABEL = 60  # characters before a colon, blanks among them
_LABELS = {
    "current situation": "profile",
    "tier rating": "rating",
    "trafficking profile": "profile",
    "human trafficking profile": "profile",
}
_OF_WHOM = r"(?: (?:for|to) (?:the )?[^:.;\n]{2,60})?"
# In full, so that a sentence that begins with the same word is no heading.
_FORMS = (
    ("recommendations", rf"(?:prioriti[sz]ed |key |main |priority |country )?recommendations?{_OF_WHOM}|suggested (?:government )?actions?[^.;\n]{{0,60}}"),
    ("prosecution", r"(?:investigation(?:s)? and )?prosecutions?(?: and (?:law enforcement|punishment)(?: efforts)?| of traffickers)?|(?:criminal )?law enforcement(?: efforts)?(?: and prosecution)?"),
    ("protection", r"(?:victim )?protection(?: of victims| and assistance(?: to victims)?| for victims)?|(?:assistance|protection) to victims|victim assistance"),
    ("prevention", r"(?:trafficking )?prevention(?: of trafficking(?: in persons)?| efforts)?"),
    ("profile", r"(?:human )?trafficking profile|scope and magnitude(?: of (?:the problem|trafficking))?|(?:overview|profile) of trafficking"),
    ("rating", r"tier (?:rating|placement|ranking)"),
)  # fmt: skip
_FULL = tuple((name, re.compile(form)) for name, form in _FORMS)
_SPELLINGS = {
    "prioritized recommendations": "recommendations",
    "recommendations": "recommendations",
    "prosecution": "prosecution",
    "protection": "protection",
    "prevention": "prevention",
    "trafficking profile": "profile",
}
_LIKE = 86  # of 100: so alike is a misspelt heading
_OTHER_WORDS = frozenset(("projection", "projections", "production", "persecution", "promotion", "perfection"))
_EDGES = " \t\n\xa0*:.-–—_•|#[]()"
_NUMBERED = re.compile(r"^(?:\d{1,2}|[ivxIVX]{1,4}|[a-fA-F])[.)] +")
_LONGEST_LINE = 90
_CUES = ("prosec", "protec", "preven", "recomm", "profile", "enforcement", "assistance", "scope and", "suggested act")
# Words that open a paragraph: followed by a colon, dash or stop, or in capitals (or bold) directly before a sentence.
_OPENER = re.compile(
    r"^[*_•\s]{0,6}(?P<title>(?:prioriti[sz]ed )?recommendations(?: (?:for|to) (?:the )?[^:.;\n]{2,60})?\s*:|(?:prosecution|protection|prevention|"
    r"law enforcement|(?:human )?trafficking profile)(?=\s*[*_]{0,3}\s*(?::|\.(?=\s)|[-–—]+\s)))",
    re.IGNORECASE,
)
_CAPITALS = re.compile(
    r"(?:^|(?<=[\s.!?:;”\"'’)*]))(?P<title>(?:\*+ ?)?(?:PRIORITI[SZ]ED RECOMMENDATIONS|RECOMMENDATIONS(?: FOR [A-Z][A-Z ,.'’-]{1,50}[A-Z])?|PROSECUTION|PROTECTION|PREVENTION"
    r"|(?:HUMAN )?TRAFFICKING PROFILE)(?: ?\*+)?:?)(?=\s+(?:[•*]\s*)?[A-Z(][a-z])"
)
_IN_CAPITALS = ("RECOMMENDATIONS", "PROSECUTION", "PROTECTION", "PREVENTION", "TRAFFICKING PROFILE")


def sections_of(source: Text, lower: str) -> tuple[Section, ...]:
    """The sections of a text in order; together they cover it. `lower` is the levelled text."""
    marks = _by_headings(source, lower) or _by_words(source.text, lower) or _by_labels(lower)
    if not marks or marks[0][0] > 0:
        marks.insert(0, (0, "narrative", ""))
    ends = [mark[0] for mark in marks[1:]] + [len(lower)]
    return tuple(Section(name, title, start, end) for (start, name, title), end in zip(marks, ends, strict=True) if end > start)


@lru_cache(8_192)
def function_of(heading: str) -> str | None:
    """The function of the section under a heading, None where the heading is none of those known. In any case, misspelt or not."""
    words = " ".join(_NUMBERED.sub("", heading.casefold().strip(_EDGES)).replace("’", "'").split())
    if not 8 <= len(words) <= _LONGEST_LINE:
        return None
    for name, form in _FULL:
        if form.fullmatch(words):
            return name
    if len(words) <= 30 and words not in _OTHER_WORDS:
        for spelling, name in _SPELLINGS.items():
            if fuzz.ratio(words, spelling, score_cutoff=_LIKE):
                return name
    return None


def _by_labels(lower: str) -> list[Mark]:
    colons = (colon.start() for colon in _COLON.finditer(lower))
    found = (_LABEL.search(lower, max(0, colon - _LONGEST_LABEL), colon) for colon in colons)
    return [(label.start(1), _LABELS[label[1]], label[1]) for label in found if label]


def _by_headings(source: Text, lower: str) -> list[Mark]:
    """Sections under marked headings, and where only some are marked, those that words alone show besides."""
    marks: list[Mark] = []
    level = 0
    for heading in source.headings:
        words = source.text[heading.start : heading.end].strip()
        name = function_of(words) or _narrative_or_other(heading, words, level)
        opener = _OPENER.match(words) if name == "other" else None
        if name:
            level = heading.level
            marks.append(
                (heading.start, function_of(opener["title"]) or name, opener["title"]) if opener else (heading.start, name, words)
            )
    if not marks:
        return []
    taken = {heading.start for heading in source.headings}
    seen = {name for _, name, _ in marks}
    marks += [mark for mark in _by_words(source.text, lower) if mark[0] not in taken and mark[1] not in seen]
    return sorted(marks)


def _narrative_or_other(heading: Heading, words: str, level: int) -> str | None:
    """A heading of unknown function: the page's title begins the narrative; one below the present section stays in it."""
    if heading.level == 1 or heading.start == 0:
        return "narrative"
    if words.casefold().strip(_EDGES).startswith(("tier ", "special case")):
        return None
    return "other" if heading.level <= level or level <= 1 else None


def _by_words(text: str, lower: str) -> list[Mark]:
    """Sections whose headings are lines, or open a paragraph, without being marked as headings."""
    marks = (
        [mark for start, line in _lines(text) for mark in _line_mark(start, line)]
        if "\n" not in text or any(cue in lower for cue in _CUES)
        else []
    )
    if any(word in text for word in _IN_CAPITALS):
        starts = [start for start, _, _ in marks]
        titles = [title for _, _, title in marks]
        for m in _CAPITALS.finditer(text):
            line = bisect_right(starts, m.start("title")) - 1
            if line < 0 or m.start("title") >= starts[line] + len(titles[line]):  # it stands in no line that is a heading
                marks.append((m.start("title"), function_of(m["title"]) or "other", m["title"]))
    return sorted(marks)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines that may hold a heading, with their offsets; of a longer one only the beginning."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start:
            yield start, text[start : min(end, start + _LONGEST_LINE + 40)]
        start = end + 1


def _line_mark(start: int, line: str) -> Iterator[Mark]:
    name = function_of(line) if len(line) <= _LONGEST_LINE and line.rstrip()[-1:] not in (";", ",") else None
    if name and next((c for c in _NUMBERED.sub("", line.strip(_EDGES)) if c.isalpha()), "").isupper():
        title = line.strip()
        yield start + line.index(title), name, title
        return
    opener = _OPENER.match(line)
    if opener and opener["title"][0].isupper():
        yield start + opener.start("title"), function_of(opener["title"]) or "other", opener["title"]
