"""Text that knows where in the original each of its characters stands.

Blanks are folded into one space; what has no width (soft hyphens, zero-width and bidirectional marks, control characters) is left
out. All that is added are line breaks between blocks: they have no stretch.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5
from typing import NamedTuple

from palermo.evidence.layouts.limits import MOST_TEXT, Unreadable, within_runs
from palermo.evidence.model import Heading, Stretch, Text

NOWHERE = -1
BOLD_LEVEL = 5  # of a heading that is a line in bold
_BLANK = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_NO_WIDTH = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x90\x95\x98-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
)
# One character for one: blanks, quotes and dashes in the codes of Windows that slip into other codes, bullets of Symbol, lone surrogates.
LEVEL = str.maketrans(
    dict.fromkeys(_BLANK, " ")
    | {"\x91": "‘", "\x92": "’", "\x93": "“", "\x94": "”", "\x96": "–", "\x97": "—", "\uf0b7": "•", "\uf0a7": "•", "\uf06c": "•"}
    | dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")
)
_ODD = re.compile(rf" {{2,}}|[{_NO_WIDTH}]+")
_ODD_OR_ENTITY = re.compile(
    rf" {{2,}}|[{_NO_WIDTH}]+|&(?:#[0-9]{{1,8}};?|#[xX][0-9a-fA-F]{{1,6}};?|[a-zA-Z][a-zA-Z0-9]{{1,31}};?)"
)
_LONGEST_BARE = max(len(name) for name in html5 if not name.endswith(";"))


class Run(NamedTuple):
    """Characters that stand in one piece in the original; `at` NOWHERE for a break that was added."""

    text: str
    place: str
    at: int


@dataclass(slots=True)
class Block:
    """A paragraph, list item or heading. `level` 0 for no heading, else as in `model.Heading`. `item`: of a list."""

    runs: list[Run] = field(default_factory=list)
    level: int = 0
    item: bool = False

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(run.text for run in self.runs)


def runs_of(raw: str, place: str, at: int = 0, entities: bool = False, spaced: bool = True) -> Iterator[Run]:
    """The runs of a stretch of the original that begins at `at`. `entities`: resolve those of HTML.

    `spaced`: the text before it ends in a blank, or there is none: leading blanks are then left out.
    """
    for number, (text, where) in enumerate(_pieces(raw, at, entities)):
        within_runs(number)
        if spaced and text[0] == " ":
            text, where = text[1:], where + 1
        if text:
            yield Run(text, place, where)
            spaced = text[-1] == " "


def _pieces(raw: str, at: int, entities: bool) -> Iterator[tuple[str, int]]:
    text = raw.translate(LEVEL)
    done = 0
    for odd in (_ODD_OR_ENTITY if entities else _ODD).finditer(text):
        start = odd.start()
        if start > done:
            yield text[done:start], at + done
        done = odd.end()
        if odd[0][0] == "&":
            characters, used = _entity(odd[0])
            yield from ((c, at + start) for c in characters.translate(LEVEL) if not _ODD.match(c))
            done = start + used
            if used == 1:
                yield "&", at + start
        elif odd[0][0] == " ":
            yield " ", at + start
    if done < len(text):
        yield text[done:], at + done


def _entity(words: str) -> tuple[str, int]:
    """The characters that an entity stands for, and how much of the words it takes; none and the `&` where it is no entity."""
    if words[1] == "#":
        return unescape(words), len(words)
    name = words[1:]
    if name in html5:
        return html5[name], len(words)
    for length in range(min(len(name), _LONGEST_BARE), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], length + 1
    return "", 1


def trimmed(runs: list[Run]) -> list[Run]:
    """Runs without blanks at their end."""
    while runs and not runs[-1].text.rstrip():
        runs = runs[:-1]
    return [*runs[:-1], runs[-1]._replace(text=runs[-1].text.rstrip())] if runs else []


def text_of(blocks: Iterable[Block]) -> Text:
    """Blocks joined by an empty line, items of a list by a line break, with the way back. Raises Unreadable for more text than is read."""
    pieces: list[str] = []
    stretches: list[Stretch] = []
    headings: list[Heading] = []
    length, item = 0, False
    for block in blocks:
        if pieces:
            pieces.append("\n" if item and block.item else "\n\n")
            length += len(pieces[-1])
        item = block.item
        start = length
        for text, place, at in block.runs:
            pieces.append(text)
            if at != NOWHERE:
                _stretch(stretches, length, length + len(text), place, at)
            length += len(text)
        if block.level:
            headings.append(Heading(start, length, block.level))
        if length > MOST_TEXT:
            raise Unreadable(f"its text has more than {MOST_TEXT:,} characters")
    return Text("".join(pieces), tuple(stretches), tuple(headings))


def _stretch(stretches: list[Stretch], start: int, end: int, place: str, at: int) -> None:
    """Add a stretch, or lengthen the last one where it goes on without a gap."""
    last = stretches[-1] if stretches else None
    if last and last.end == start and last.place == place and last.at + last.end - last.start == at:
        stretches[-1] = Stretch(last.start, end, place, last.at)
    else:
        stretches.append(Stretch(start, end, place, at))
