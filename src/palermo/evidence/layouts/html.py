"""A page as blocks: its paragraphs, list items and headings, without navigation, footers, footnotes and printing marks.

What is left out is told by its element or its name (`<nav>`, `class="breadcrumb"`), by being made of links only, or by its words
(`boilerplate`). Where a page marks its contents (`<main>`, `<article>`, `class="entry-content"`), the rest is left out as well. All
of it looks at the thing itself, never at its share of the page: a longer footer cannot change the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from palermo.evidence.layouts.boilerplate import is_boilerplate
from palermo.evidence.layouts.elements import (
    ARTICLE,
    BLOCKS,
    BOLD,
    CLOSED_BY,
    CONTENT,
    LINK,
    MAIN,
    MARK,
    NOTE,
    SKIP,
    SKIP_NAMED,
    VOID,
    WALLS,
    traits,
)
from palermo.evidence.layouts.limits import within_runs
from palermo.evidence.layouts.mapped import BOLD_LEVEL, NOWHERE, Block, Run, runs_of, trimmed
from palermo.evidence.layouts.tokens import Token, tokens

_REGIONS = (CONTENT, ARTICLE, MAIN, 0)
_REGION_WORDS = 60  # a region of fewer words is a teaser, not the contents
_HEADING_WORDS = 14
_DEEPEST_LOOK = 64  # open elements through which an end tag is looked for
_DEEPEST_INLINE = 16  # open inline elements through which a paragraph to be closed is looked for
_LEVELS = {f"h{n}": n for n in range(1, 7)}
_MARK = re.compile(r"\s*[\[(]?\s*(?:\d{1,3}|[*†‡§]{1,3})\s*[\])]?\s*")
_NOTE_TEXT = re.compile(r"\[\d{1,3}\]\s")


@dataclass(slots=True)
class _Line:
    """A line between two breaks: its runs, and how many of its letters there are, are bold, and are linked."""

    runs: list[Run] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    linked: int = 0


@dataclass(slots=True)
class _Piece:
    """A block with what is known of where it stood. `linked`: all of it is a link."""

    block: Block
    flags: int
    linked: bool


def blocks_of(page: str, place: str = "") -> tuple[str, list[Block]]:
    """The title of a page, empty where it has none, and its blocks. `place`: where the original keeps the page.

    Raises Unreadable for a page of too many tags or pieces.
    """
    for skips in (SKIP | SKIP_NAMED, SKIP):  # a page that is all "menu" by its names has its contents in there
        reader = _Reader(page, place, skips)
        reader.read()
        found = list(_contents(reader.pieces))
        if found:
            break
    heading = next((piece.block.text for piece in reader.pieces if piece.block.level == 1), "")
    return " ".join((heading or reader.title).split()), _without_false_headings(found)


def _contents(pieces: list[_Piece]) -> Iterator[Block]:
    """The blocks of the narrowest region of the page that holds contents, without notes, menus and boilerplate."""
    kept = [piece for piece in pieces if not piece.flags & NOTE]
    inside: list[_Piece] = []
    for region in _REGIONS:
        inside = [piece for piece in kept if piece.flags & region or not region]
        if sum(piece.block.text.count(" ") for piece in inside if not piece.linked) >= _REGION_WORDS:
            break
    for piece in inside:
        words = piece.block.text
        menu = piece.linked and not 0 < piece.block.level < BOLD_LEVEL
        if not menu and not _NOTE_TEXT.match(words) and not is_boilerplate(words):
            yield piece.block


def _without_false_headings(blocks: list[Block]) -> list[Block]:
    """A page that is bold from end to end (a tag that was never closed) has no bold headings."""
    bold = sum(len(block.text) for block in blocks if block.level == BOLD_LEVEL)
    if bold * 2 > sum(len(block.text) for block in blocks) and len(blocks) > 3:
        for block in blocks:
            block.level = 0 if block.level == BOLD_LEVEL else block.level
    return blocks


class _Reader:
    """Follows the tags of a page, and collects its blocks."""

    def __init__(self, page: str, place: str, skips: int) -> None:
        self.page, self.place, self.skips = page, place, skips
        self.title = ""
        self.pieces: list[_Piece] = []
        self._stack: list[tuple[str, int, int]] = [
            ("", 0, 0)
        ]  # name, flags with those of what it stands in, level of its heading
        self._lines = [_Line()]
        self._note = False
        self._size = 0

    def read(self) -> None:
        """Read the page to its end."""
        for token in tokens(self.page):
            if token.kind == "text":
                self._text(token)
            elif token.kind == "open":
                self._open(token)
            elif token.kind == "close":
                self._close(token)
            elif not self.title:
                self.title = "".join(run.text for run in runs_of(self.page[token.start : token.end], "", 0, entities=True))
        self._flush()

    def _text(self, token: Token) -> None:
        flags = self._stack[-1][1]
        if flags & self.skips:
            return
        raw = self.page[token.start : token.end]
        line = self._lines[-1]
        if flags & MARK and _MARK.fullmatch(raw):  # of a footnote; a block that begins with one is the note
            self._note = self._note or not any(one.letters for one in self._lines)
            return
        spaced = not line.runs or line.runs[-1].text[-1] == " "
        runs = list(runs_of(raw, self.place, token.start, entities="&" in raw, spaced=spaced))
        self._size += len(runs)
        within_runs(self._size)
        line.runs += runs
        letters = sum(len(run.text) - run.text.count(" ") for run in runs)
        line.letters += letters
        line.bold += letters if flags & BOLD else 0
        line.linked += letters if flags & LINK else 0

    def _open(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self._lines.append(_Line())
            return
        block = name in BLOCKS
        if block:
            self._flush()
            self._close_implied(CLOSED_BY.get(name, ("p",)))
        if name in VOID:
            return
        _, flags, level = self._stack[-1]
        own = traits(name, token.attributes)
        if name == "header" and not flags & (ARTICLE | MAIN | CONTENT):
            own |= SKIP_NAMED
        self._stack.append((name, flags | own, _LEVELS.get(name, 0 if block and name != "p" else level)))

    def _close_implied(self, kinds: tuple[str, ...]) -> None:
        """A paragraph ends where a block begins, an item where the next one does; looked for through inline elements."""
        for depth in range(1, min(len(self._stack), _DEEPEST_INLINE)):
            name = self._stack[-depth][0]
            if name in kinds:
                del self._stack[-depth:]
                if name == "p" and len(kinds) > 1:
                    self._close_implied(kinds)
                return
            if name in BLOCKS:
                return

    def _close(self, token: Token) -> None:
        name = token.name
        if name in BLOCKS:
            self._flush()
        for depth in range(1, min(len(self._stack), _DEEPEST_LOOK)):
            open_name = self._stack[-depth][0]
            if open_name == name:
                del self._stack[-depth:]
                return
            if open_name in WALLS and name not in WALLS and name != "tr":
                return

    def _flush(self) -> None:
        """End the block: each bold line of it is a heading, the lines between are a paragraph."""
        lines, note = self._lines, NOTE if self._note else 0
        self._lines, self._note = [_Line()], False
        if not any(line.letters for line in lines):
            return
        _, flags, level = self._stack[-1]
        paragraph: list[_Line] = []
        for line in lines:
            heading = level or (BOLD_LEVEL if line.letters and line.bold == line.letters else 0)
            if (heading and _short(line)) or not line.letters:
                self._add(paragraph, flags | note, 0)
                self._add([line], flags | note, heading)
                paragraph = []
            else:
                paragraph.append(line)
        self._add(paragraph, flags | note, 0)

    def _add(self, lines: list[_Line], flags: int, level: int) -> None:
        if not any(line.letters for line in lines):
            return
        runs: list[Run] = []
        for line in lines:
            if runs:
                runs.append(Run("\n", self.place, NOWHERE))
            runs += trimmed(line.runs)
        linked = all(line.linked == line.letters for line in lines)
        item = any(name == "li" for name, _, _ in self._stack[-3:])
        self.pieces.append(_Piece(Block(runs, level, item), flags, linked))


def _short(line: _Line) -> bool:
    return sum(run.text.count(" ") for run in line.runs) < _HEADING_WORDS
