"""What a report on many matters says of trafficking, so that no other crime is read as one.

The Country Reports on Human Rights Practices tell of theft, elections and prisons as well. Of such a report the finders read only
what stands under a heading about trafficking or forced labor, and paragraphs whose first sentence is about it; passages are kept all.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from palermo.evidence.page import Page
from palermo.evidence.sentences import sentence_spans

OF_MANY_MATTERS = frozenset({"human_rights_report"})  # series whose documents tell of trafficking among much else
_PARAGRAPH = re.compile(r"[^\n]+")
_LONGEST_HEADING = 120
_NAMES = (
    r"(?:(?:human|sex|labou?r|child|internal)[- ]trafficking|trafficking[- ]in[- ](?:persons|human beings|women|children|girls|boys)"
    r"|forced (?:or compulsory )?(?:child )?labou?r|trafficking victims?|victims of trafficking|(?<!drug )(?<!arms )(?<!weapons )traffickers?\b"
    r"|\btrafficked\b|commercial sexual exploitation|debt bondage|bonded labou?r|involuntary servitude|slavery|child soldiers?)"
)
_NAMED = re.compile(_NAMES)
_HEADING = re.compile(
    rf"\W*(?:section \w+\W+|[a-z]\.\W*|\d+\.\W*)?(?:(?:the )?prohibition of |prevention of |prohibitions? on )?{_NAMES}"
)


def about_trafficking(sheet: Page) -> Page:
    """The page with only those of its clauses that are about trafficking or forced labor."""
    spans = list(_spans(sheet))
    kept, at = [], 0
    for clause in sheet.clauses:
        while at < len(spans) and spans[at][1] <= clause.start:
            at += 1
        if at < len(spans) and spans[at][0] <= clause.start:
            kept.append(clause)
    return replace(sheet, clauses=tuple(kept))


def _spans(sheet: Page) -> Iterator[tuple[int, int]]:
    """The paragraphs about trafficking, in order."""
    headed = False
    for paragraph in _PARAGRAPH.finditer(sheet.text):
        words = sheet.lower[paragraph.start() : paragraph.end()].strip()
        if not words:
            continue
        if len(words) <= _LONGEST_HEADING and words[-1] not in ".!?;,\"'":
            headed = _HEADING.match(words) is not None
        elif headed or _NAMED.search(_first_sentence(words)):
            yield paragraph.span()


def _first_sentence(words: str) -> str:
    start, end = next(iter(sentence_spans(words)))
    return words[start:end]
