"""Lines joined into paragraphs and headings; words that were divided at the end of a line are made whole."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from palermo.evidence.layouts.boilerplate import is_boilerplate
from palermo.evidence.layouts.mapped import BOLD_LEVEL, NOWHERE, Block, Run, runs_of, trimmed
from palermo.evidence.layouts.narratives import heads_narrative
from palermo.evidence.layouts.pdf_order import Column, Line, Sheet, body_size
from palermo.evidence.outline import function_of

_LARGE = 1.15  # of the size of the body: letters of a heading
_LOOSE = 1.45  # of the usual distance of lines: a new paragraph
_INDENT = 8.0  # points
_SHORT = 0.8  # of a column: the last line of a paragraph
_HEADING_WORDS = 16
_BULLET = re.compile(r"[•●▪■‣◦·∙*\uf0b7\uf0a7]\s|\d{1,2}[.)]\s|[-–—]\s")
_ENDED = re.compile(r"[.:;?!][\"”’')\]]*\s*$")
_DIVIDED = re.compile(r"(\w+)[-‐\xad\ufffe]\s*$")
_WORD = re.compile(r"\w+(?:[-‐]\w+)*")
# Prefixes that keep their hyphen where the document itself does not tell.
_KEEP = frozenset(
    [
        "anti",
        "non",
        "self",
        "multi",
        "inter",
        "co",
        "ex",
        "pro",
        "post",
        "pre",
        "sub",
        "semi",
        "cross",
        "long",
        "short",
        "well",
        "high",
        "low",
        "part",
        "full",
        "half",
        "counter",
        "by",
        "under",
    ]
)


@dataclass(frozen=True, slots=True)
class _Set:
    """A line with the page it stands on, the left and right edge of its column, and the usual distance of lines there."""

    sheet: Sheet
    line: Line
    left: float
    right: float
    leading: float

    @property
    def words(self) -> str:
        return self.sheet.words(self.line)


def paragraphs(columns: list[Column]) -> list[Block]:
    """The blocks of a document whose columns are in reading order."""
    body = body_size(Sheet("", "", 0, 0, column.lines) for column in columns)
    vocabulary = Counter(
        word.casefold() for column in columns for line in column.lines for word in _WORD.findall(column.sheet.words(line))
    )
    groups = _groups([one for column in columns for one in _set(column)], body)
    levels = _levels((group[0].line.size for group in groups if _is_heading(group, body)), body)
    blocks = (
        _block(group, vocabulary, levels.get(group[0].line.size, BOLD_LEVEL) if _is_heading(group, body) else 0)
        for group in groups
    )
    return [block for block in blocks if block.runs and not is_boilerplate(block.text)]


def _set(column: Column) -> Iterator[_Set]:
    gaps = [above.y - below.y for above, below in zip(column.lines, column.lines[1:], strict=False) if above.y > below.y]
    leading = median(gaps) if gaps else 0.0
    left, right = min(line.left for line in column.lines), max(line.right for line in column.lines)
    for line in column.lines:
        yield _Set(column.sheet, line, left, right, min(leading, 1.6 * line.size) or 1.2 * line.size)


def _groups(lines: list[_Set], body: float) -> list[list[_Set]]:
    groups: list[list[_Set]] = []
    for one in lines:
        if groups and not _begins(groups[-1][-1], one, body):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _begins(before: _Set, now: _Set, body: float) -> bool:
    """Whether a line begins a paragraph."""
    last, line = before.line, now.line
    if (
        (abs(last.size - line.size) > 0.6 and max(last.size, line.size) > body * 1.05)
        or last.bold != line.bold
        or _BULLET.match(now.words)
    ):
        return True
    if (line.starts_bold and not line.bold) or _alone(before.words) or _alone(now.words):
        return True
    ended = _ENDED.search(before.words) is not None
    short = last.right < before.left + _SHORT * (before.right - before.left)
    if before.sheet is not now.sheet or line.y > last.y:  # another page or column: the paragraph goes on unless it clearly ended
        return ended and (short or line.left - now.left > _INDENT)
    if last.y - line.y > _LOOSE * now.leading:
        return True
    return ended and (short or line.left - last.left > _INDENT)


def _alone(words: str) -> bool:
    """Whether a line is the heading of a section or of a narrative."""
    words = words.strip()
    return len(words) < 110 and (
        (function_of(words) is not None and (words.isupper() or words.istitle())) or heads_narrative(words)
    )


def _is_heading(group: list[_Set], body: float) -> bool:
    words = " ".join(one.words for one in group)
    if len(words.split()) > _HEADING_WORDS:
        return False
    return all(one.line.bold for one in group) or group[0].line.size > _LARGE * body or _alone(words)


def _levels(sizes: Iterable[float], body: float) -> dict[float, int]:
    """The level of a heading by its size: 2 for the largest letters; bold ones of the body's size are not among them."""
    large = sorted({size for size in sizes if size > _LARGE * body}, reverse=True)
    return {size: min(2 + rank, BOLD_LEVEL - 1) for rank, size in enumerate(large)}


def _block(group: list[_Set], vocabulary: Counter[str], level: int) -> Block:
    runs: list[Run] = []
    for number, one in enumerate(group):
        line, end = one.line, one.line.end
        divided = _DIVIDED.search(one.words) if number + 1 < len(group) else None
        if divided:
            end = line.start + divided.end(1)
        text = one.sheet.text[line.start : end].replace("\ufffe", "-")
        runs += trimmed(list(runs_of(text, one.sheet.place, line.start)))
        if divided and _keeps_hyphen(divided[1], group[number + 1].words, vocabulary):
            runs.append(Run("-", one.sheet.place, end))
        elif not divided and number + 1 < len(group):
            runs.append(Run(" ", one.sheet.place, _break(one, end)))
    return Block(trimmed(runs), level)


def _break(one: _Set, end: int) -> int:
    """Where the blank or break after a line stands, NOWHERE if nothing stands there."""
    return end if one.sheet.text[end : end + 1].isspace() else end - 1 if one.sheet.text[end - 1 : end].isspace() else NOWHERE


def _keeps_hyphen(first: str, rest: str, vocabulary: Counter[str]) -> bool:
    """Whether a word that is divided at the end of a line has a hyphen of its own: as the rest of the document writes it."""
    match = _WORD.match(rest.lstrip())
    second = match[0] if match else ""
    if not second or not second[0].islower():
        return True
    whole, parted = vocabulary[f"{first}{second}".casefold()], vocabulary[f"{first}-{second}".casefold()]
    return parted > whole if parted != whole else first.casefold() in _KEEP
