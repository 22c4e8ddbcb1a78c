"""Sections of a narrative, by their function.

Two forms are known: labelled summaries ("current situation: …; tier rating: …"), and pages with headings (PROSECUTION, Prioritized
Recommendations). A text without either is one section, `narrative`.
"""

import re

from palermo.evidence.model import Section, Text

_LABEL = re.compile(r"(?<![^\s|;.,)])(current situation|tier rating|(?:human )?trafficking profile)\s*:")
_LABELS = {
    "current situation": "profile",
    "tier rating": "rating",
    "trafficking profile": "profile",
    "human trafficking profile": "profile",
}
_HEADINGS = (
    ("recommendations", re.compile(r"recommendations")),
    ("prosecution", re.compile(r"^(?:law enforcement|prosecution|investigation and prosecution)")),
    ("protection", re.compile(r"^(?:protection|assistance to victims)")),
    ("prevention", re.compile(r"^prevention")),
    ("profile", re.compile(r"(?:trafficking profile|^scope and magnitude)")),
)


def sections_of(source: Text, lower: str) -> tuple[Section, ...]:
    """The sections of a text in order; together they cover it. `lower` is the levelled text."""
    marks = _by_headings(source, lower) or _by_labels(lower)
    if not marks or marks[0][0] > 0:
        marks.insert(0, (0, "narrative", ""))
    ends = [mark[0] for mark in marks[1:]] + [len(lower)]
    return tuple(Section(name, title, start, end) for (start, name, title), end in zip(marks, ends, strict=True) if end > start)


def _by_labels(lower: str) -> list[tuple[int, str, str]]:
    if not any(label in lower for label in _LABELS):
        return []
    return [(m.start(1), _LABELS[m.group(1)], m.group(1)) for m in _LABEL.finditer(lower)]


def _by_headings(source: Text, lower: str) -> list[tuple[int, str, str]]:
    marks = []
    for heading in source.headings:
        words = lower[heading.start : heading.end].strip(" :*")
        name = next((name for name, form in _HEADINGS if form.search(words)), "narrative" if heading.level == 1 else "other")
        marks.append((heading.start, name, source.text[heading.start : heading.end].strip()))
    return marks
