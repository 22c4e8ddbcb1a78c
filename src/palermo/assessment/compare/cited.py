"""Numbered sources of a comparison: facts, as everywhere, and words of texts of the library."""

import re
from typing import Any

from palermo.assessment.compare.notes import Press
from palermo.assessment.compare.reading import Said, Span
from palermo.assessment.numbered import Cited, Numbered
from palermo.library.series import all_series
from palermo.record.narratives import Narrative
from palermo.record.opened import Record


class NumberedTexts(Numbered):
    """The list of sources of one comparison."""

    def __init__(self, record: Record) -> None:
        """Cite from this record."""
        super().__init__(record)
        self._texts: dict[str, Narrative] = {}
        self._press: dict[str, Press] = {}

    def span(self, span: Span) -> int:
        """The number of words of a narrative."""
        return self.words(span.narrative, span.start, span.end)

    def words(self, narrative: Narrative, start: int, end: int) -> int:
        """The number of a stretch of a narrative, `start` included and `end` not."""
        locator = f"text:{narrative.text_sha256}#{start}-{end}"
        self._texts[locator] = narrative
        return self.number(Cited(locator, f"{narrative.series}_{narrative.edition}", narrative.published))

    def whole(self, narrative: Narrative) -> int:
        """The number of a narrative from its first section to its last."""
        return self.words(narrative, 0, max((section.end for section in narrative.sections), default=0))

    def said(self, *found: Said) -> list[int]:
        """The numbers of findings: their words, or the facts that code them."""
        numbers = [
            number
            for said in found
            for number in ([self.span(said.at)] if isinstance(said.at, Span) else [self.fact(fact) for fact in said.at])
        ]
        return list(dict.fromkeys(numbers))

    def press(self, press: Press) -> int:
        """The number of a source that is no part of the record."""
        slug = re.sub(r"[^a-z0-9]+", "-", press.publisher.casefold()).strip("-")
        locator = f"press:{slug}/{press.published}"
        self._press[locator] = press
        return self.number(Cited(locator, "press", press.published))

    def _plain(self, cited: Cited, n: int) -> dict[str, Any]:
        narrative, press = self._texts.get(cited.locator), self._press.get(cited.locator)
        if narrative:
            publisher = all_series()[narrative.series].publisher
            entry = _entry(n, cited, narrative.title, publisher, narrative.address or None)
            return entry | {"edition": narrative.edition, "sha256": narrative.sha256}
        if press:
            return _entry(n, cited, press.title, press.publisher, press.url)
        return super()._plain(cited, n)


def _entry(n: int, cited: Cited, title: str, publisher: str, url: str | None) -> dict[str, Any]:
    return {
        "n": n,
        "source": cited.source,
        "title": title,
        "publisher": publisher,
        "edition": None,
        "url": url,
        "published": cited.published,
        "carrier": None,
        "carriers": [],
        "caveat": None,
        "sha256": None,
        "locator": cited.locator,
    }
