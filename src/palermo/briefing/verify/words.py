"""Two texts word for word: what a paper should show, and what it shows. Blanks and line ends do not count, all else does."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from palermo.briefing.verify.model import Fault

_TOKEN = re.compile(r"\d+|[^\W\d_]+|\S")
_CUT = re.compile(r"\d[^\S\r\n]+\d")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MOST = 40_000_000  # comparisons of one word with another: a paper that was changed here and there takes thousands


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of what a paper shows: the id of its claim or the part of the paper, and its words."""

    where: str
    text: str


def turned(expected: Sequence[Shown], found: str) -> list[Shown]:
    """The same pieces, those from right to left with their words in the order in which they were read.

    Programs that read a PDF do not agree on that order. A piece of which a letter was changed, put in or taken out stays as it is.
    """
    return [_turned(piece, found) if _RIGHT_TO_LEFT.search(piece.text) else piece for piece in expected]


def _turned(piece: Shown, found: str) -> Shown:
    printed = [n for n, sign in enumerate(found) if _is_printed(sign)]
    letters = sorted(filter(_is_printed, piece.text))
    for first in range(len(printed) - len(letters) + 1):
        start, end = printed[first], printed[first + len(letters) - 1] + 1
        if not found[:start][-1:].strip() and sorted(filter(_is_printed, found[start:end])) == letters:
            return Shown(piece.where, found[start:end])
    return piece


def _is_printed(sign: str) -> bool:
    """Whether a sign is seen: no blank, and none of the marks that turn a text."""
    return not sign.isspace() and unicodedata.category(sign) != "Cf"


Block = tuple[str, int, int, int, int]


def differences(
    expected: Sequence[Shown], found: str, *, broken: bool = False, repeated: Sequence[str] = ()
) -> tuple[Fault, ...]:
    """Every piece that is shown otherwise or not at all, and every word that stands in none.

    `broken`: the lines of the text were broken by a printer, so that a word may be cut. `repeated`: words that may stand there once more.
    """
    return tuple(_Comparison(expected, found, broken, repeated).faults())


class _Comparison:
    def __init__(self, expected: Sequence[Shown], found: str, broken: bool, repeated: Sequence[str]) -> None:
        self._pieces, self._text, self._broken = expected, found, broken
        self._repeated = {tuple(_TOKEN.findall(words)) for words in repeated}
        self._words: list[str] = []
        self._starts: list[int] = []  # of each piece, in words
        for piece in expected:
            self._starts.append(len(self._words))
            self._words += _TOKEN.findall(piece.text)
        self._seen = list(_TOKEN.finditer(found))

    def faults(self) -> Iterator[Fault]:
        changed = [block for block in self._blocks() if block[0] != "equal" and not self._forgiven(block)]
        touched: dict[int, None] = {}
        for block in changed:
            if block[0] == "insert" and self._between(block[1]):
                yield self._inserted(block)
            else:
                touched |= dict.fromkeys(range(self._piece(block[1]), self._piece(max(block[1], block[2] - 1)) + 1))
        for number in touched:
            yield self._changed(number)

    def _blocks(self) -> list[Block]:
        """What is equal and what is not, with the long equal beginning and end set aside first."""
        mine, theirs = self._words, [match[0] for match in self._seen]
        shorter = min(len(mine), len(theirs))
        head = next((n for n in range(shorter) if mine[n] != theirs[n]), shorter)
        tail = next((n for n in range(shorter - head) if mine[-1 - n] != theirs[-1 - n]), shorter - head)
        a, b = mine[head : len(mine) - tail], theirs[head : len(theirs) - tail]
        if not a and not b:
            self._found = [("equal", 0, len(mine), 0, len(theirs))]
        elif len(a) * len(b) > _MOST:
            self._found = [("equal", 0, head, 0, head), ("replace", head, head + len(a), head, head + len(b))]
        else:
            inner = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
            moved = [(tag, i1 + head, i2 + head, j1 + head, j2 + head) for tag, i1, i2, j1, j2 in inner]
            self._found = [("equal", 0, head, 0, head), *moved]
        end, end_seen = len(mine), len(theirs)
        self._found.append(("equal", end - tail, end, end_seen - tail, end_seen))
        return self._found

    def _forgiven(self, block: Block) -> bool:
        """Whether a difference is only where a printer broke a word at the end of a line, or repeated the head of a table."""
        _, i1, i2, j1, j2 = block
        if i1 == i2 and tuple(match[0] for match in self._seen[j1:j2]) in self._repeated:
            return True
        if not self._broken or i1 == i2 or j1 == j2 or self._cut_number(block):
            return False
        return "".join(self._words[i1:i2]) == "".join(m[0] for m in self._seen[j1:j2])

    def _cut_number(self, block: Block) -> bool:
        """Whether a number was taken apart within a line: no printer does that, and 3 7 is not 37."""
        _, i1, i2, j1, j2 = block
        apart = any(one.isdigit() and other.isdigit() for one, other in pairwise(self._words[i1:i2]))
        return not apart and bool(_CUT.search(self._text[self._seen[j1].start() : self._seen[j2 - 1].end()]))

    def _piece(self, word: int) -> int:
        return max(bisect_right(self._starts, word) - 1, 0)

    def _between(self, word: int) -> bool:
        """Whether a place is the border of two pieces, or the end of all."""
        return word == len(self._words) or word in self._starts

    def _inserted(self, block: Block) -> Fault:
        before = self._pieces[self._piece(block[1] - 1)].where if block[1] else "the beginning"
        return Fault(
            "shown", f"after {before}", "nothing that the paper carries says this", None, self._between_words(*block[3:])
        )

    def _changed(self, number: int) -> Fault:
        piece = self._pieces[number]
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._words)
        found = self._between_words(self._place(self._starts[number], first=True), self._place(end, first=False))
        why = "the paper shows other words than it carries" if found else "the paper carries this and does not show it"
        return Fault("shown", piece.where, why, piece.text, found or None)

    def _place(self, word: int, *, first: bool) -> int:
        """Where a border between expected words lies among those found."""
        for tag, i1, i2, j1, j2 in self._found:
            if i1 <= word < i2 or (word == i2 and not first and i1 < i2):
                if tag == "equal":
                    return j1 + word - i1
                return j1 if first else j2
        return len(self._seen)

    def _between_words(self, start: int, end: int) -> str:
        if start >= end:
            return ""
        text = " ".join(self._text[self._seen[start].start() : self._seen[end - 1].end()].split())
        return text if len(text) < 2000 else f"{text[:2000]}…"
