"""Lines of a PDF in the order in which they are read: column by column, without running heads, page numbers and footnotes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from palermo.evidence.layouts.narratives import heads_narrative
from palermo.evidence.outline import function_of

_MARGIN = 0.09  # of the page's height, above and below, in which running heads and page numbers stand
_FEWEST = 4  # lines that make a column
_SMALL = 0.88  # of the size of the body: letters of a footnote
_PAGE_NUMBER = re.compile(r"[\W_]*(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?[\W_]*", re.IGNORECASE)
_NOTE = re.compile(r"\s*(?:\d{1,3}\b|[*†‡\[])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page: its first and last character there, edges and baseline in points from the lower left, size of its letters.

    `starts_bold`: its first letter is bold; `bold`: its last one too.
    """

    start: int
    end: int
    left: float
    right: float
    y: float
    size: float
    starts_bold: bool
    bold: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its name, its characters, its measures in points, its lines."""

    place: str
    text: str
    width: float
    height: float
    lines: list[Line]

    def words(self, line: Line) -> str:
        """The characters of a line."""
        return self.text[line.start : line.end]


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that are read one after another, on one page."""

    sheet: Sheet
    lines: list[Line]


def reading_order(sheets: list[Sheet]) -> list[Column]:
    """The columns of a document in reading order."""
    body = body_size(sheets)
    running = _running(sheets)
    return [
        Column(sheet, lines)
        for sheet in sheets
        for column in _columns(sheet, [line for line in sheet.lines if not _in_margin(sheet, line, running)])
        if (lines := _without_notes(sheet, column, body))
    ]


def body_size(sheets: Iterable[Sheet]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[line.size] += line.end - line.start
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)


def _key(words: str) -> str:
    return re.sub(r"[\W\d_]+", " ", words.casefold()).strip()


def _margin(sheet: Sheet, line: Line) -> bool:
    return not _MARGIN * sheet.height <= line.y <= (1 - _MARGIN) * sheet.height


def _running(sheets: list[Sheet]) -> frozenset[str]:
    """What stands in the margins of more than one page, and names of narratives."""
    seen: Counter[str] = Counter()
    names = set()
    for sheet in sheets:
        seen.update({_key(sheet.words(line)) for line in sheet.lines if _margin(sheet, line)})
        headings = (sheet.words(line) for line in sheet.lines if not _margin(sheet, line) and line.end - line.start < 110)
        names |= {_key(re.split(r"[(:–—-]", words)[0]) for words in headings if heads_narrative(words.strip())}
    return frozenset(key for key, count in seen.items() if key and (count > 1 or key in names))


def _in_margin(sheet: Sheet, line: Line, running: frozenset[str]) -> bool:
    if not _margin(sheet, line):
        return False
    words = sheet.words(line)
    return not _key(words) or _PAGE_NUMBER.fullmatch(words) is not None or (_key(words) in running and function_of(words) is None)


def _columns(sheet: Sheet, lines: list[Line]) -> Iterator[list[Line]]:
    """Lines from top to bottom; where two columns stand side by side, the left one first, between lines that run over both."""
    lines = sorted(lines, key=lambda line: (-round(line.y / 2), line.left))
    gutter = _gutter(sheet, lines)
    if gutter is None:
        yield lines
        return
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if line.left < gutter < line.right:
            yield from (left, right)
            left, right = [], []
            yield [line]
        else:
            (left if line.right <= gutter else right).append(line)
    yield from (left, right)


def _gutter(sheet: Sheet, lines: list[Line]) -> float | None:
    """Where a page has an empty strip from top to bottom with columns on both sides; None where it has not."""
    edges = {round(line.left) - 2.0 for line in lines if 0.3 * sheet.width < line.left < 0.7 * sheet.width}
    best = min(edges, key=lambda x: (_crossing(lines, x), x), default=None)
    if best is None:
        return None
    before = sum(line.right <= best for line in lines)
    after = sum(line.left >= best for line in lines)
    return best if min(before, after) >= _FEWEST and _crossing(lines, best) * 5 <= len(lines) else None


def _crossing(lines: list[Line], x: float) -> int:
    return sum(line.left < x < line.right for line in lines)


def _without_notes(sheet: Sheet, lines: list[Line], body: float) -> list[Line]:
    """A column without the footnotes at its end: small letters in the lower half, from a mark on."""
    cut = len(lines)
    while cut and lines[cut - 1].size < _SMALL * body and lines[cut - 1].y < sheet.height / 2:
        cut -= 1
    return lines[:cut] if cut < len(lines) and _NOTE.match(sheet.words(lines[cut])) else lines
