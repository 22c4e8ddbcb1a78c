"""A brief as a typesetter needs it: plain data in the order of print, every citation with the line of the list it leads to."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from palermo.briefing.brief import Brief, Section
from palermo.briefing.claims import Citation, Claim
from palermo.briefing.occasion import LABEL
from palermo.briefing.render.html import Cell, timeline
from palermo.briefing.render.layout import Group, ask_lines, grouped_sources, head, loose, ranges
from palermo.briefing.sections.placement import history_in_words

TABLE = "treaty/"  # claims of this kind stand in the one small table: what comes before the colon, and what comes after it
HEADS = ("Instrument", "Standing")


def sheet(paper: Brief) -> dict[str, Any]:
    """The paper as JSON types: head, timeline, sections of page one and after, sources.

    Nothing in it is markup, and nothing in it is not in the brief: a template may only place it.
    """
    top, day = head(paper), paper.case.as_of
    links = _Links(paper)
    return {
        "title": top.title,
        "audience": top.audience,
        "line": top.line,
        "notice": top.notice,
        "cover": {"label": LABEL, "text": top.occasion} if top.occasion else None,
        "day": [day.year, day.month, day.day],
        "full": paper.case.full,
        "timeline": strip(paper),
        "front": [links.section(section) for section in paper.sections if section.page_one],
        "back": [links.section(section) for section in paper.sections if not section.page_one],
        "sources": [{"numbers": g.numbers, "text": g.text, "url": _address(g.url)} for g in links.groups],
    }


def row(claim: Claim) -> tuple[str, str]:
    """The two cells of a claim that stands in the table. Read together, with a space between, they are the claim."""
    name, colon, said = claim.text.partition(": ")
    return f"{name}{colon.strip()}", said


class _Links:
    """Sections with their citations: numbers in ranges, each with the place in the list of sources where its first one stands."""

    def __init__(self, paper: Brief) -> None:
        self.groups: list[Group] = grouped_sources(paper)
        self._number = paper.numbers
        self._line = {n: at for at, group in enumerate(self.groups) for n in _numbers(group.numbers)}

    def section(self, section: Section) -> dict[str, Any]:
        free = loose(section.claims, section.asks)
        return {
            "id": section.id,
            "title": section.title,
            "runs": [self._run(columns, list(claims)) for columns, claims in groupby(free, _heads)],
            "asks": [
                {
                    "sentence": self._claim(ask.sentence),
                    "lines": [{"label": label, **self._claim(c)} for label, c in ask_lines(ask)],
                }
                for ask in section.asks
            ],
        }

    def _run(self, columns: tuple[str, ...], claims: list[Claim]) -> dict[str, Any]:
        """Claims that follow each other in one form: a list where there are no heads of columns, else a table."""
        return {"columns": columns, "claims": [self._row(c) if columns else self._claim(c) for c in claims]}

    def _claim(self, claim: Claim) -> dict[str, Any]:
        return {"text": claim.text, "cited": self._cited(claim.citations)}

    def _row(self, claim: Claim) -> dict[str, Any]:
        name, said = row(claim)
        return {"name": name, "text": said, "cited": self._cited(claim.citations)}

    def _cited(self, citations: Iterable[Citation]) -> list[dict[str, Any]]:
        parts = ranges(sorted(self._number[c] for c in citations)).split(", ")
        return [{"text": part, "to": self._line[_numbers(part)[0]]} for part in parts]


def _heads(claim: Claim) -> tuple[str, ...]:
    """The heads of the table in which a claim stands; empty for one that stands in a list."""
    return HEADS if claim.id.startswith(TABLE) else ()


def _numbers(text: str) -> list[int]:
    """Every number of a list of ranges: `1–3, 5` is 1, 2, 3 and 5."""
    ends = [[int(n) for n in part.split("–")] for part in text.split(", ")]
    return [n for end in ends for n in range(end[0], end[-1] + 1)]


def _address(url: str | None) -> str | None:
    """An address that a click may lead to."""
    return url if url and url.startswith(("http://", "https://")) else None


def strip(paper: Brief) -> dict[str, Any] | None:
    """The strip of placements, with the sentence that stands for it where it cannot be seen; None in a paper without one."""
    cells = timeline(paper) if any(s.id == "placement" for s in paper.sections) else []
    if not cells:
        return None
    drawn = [{"label": c.label, "year": str(c.year), "kind": c.kind, "concluded": c.concluded} for c in cells]
    return {"cells": drawn, "key": _key(cells), "alt": f"Placements by edition: {history_in_words(paper.case)}.{_lacking(cells)}"}


def _lacking(cells: list[Cell]) -> str:
    """The editions of the strip that have no placement, in words."""
    return "".join(f" {cell.year}: {cell.name}." for cell in cells if cell.kind == "gap")


def _key(cells: list[Cell]) -> str:
    """How to read the strip: only what stands in it."""
    parts = ["1, 2, 3: tiers. 2WL: Tier 2 Watch List. SC: special case."]
    parts += ["Dashed: concluded, not read in the report."] if any(c.concluded for c in cells) else []
    parts += ["?: not in this record."] if any(c.label == "?" for c in cells) else []
    return " ".join(parts)
