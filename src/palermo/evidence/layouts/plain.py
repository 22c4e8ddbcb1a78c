"""Plain text as blocks: paragraphs between empty lines, and headings that stand on a line of their own. Line breaks stay as they are."""

import re
from collections.abc import Iterator

from palermo.evidence.layouts.boilerplate import is_boilerplate
from palermo.evidence.layouts.limits import within_runs
from palermo.evidence.layouts.mapped import Block, Run, runs_of, trimmed
from palermo.evidence.layouts.narratives import heads_narrative
from palermo.evidence.outline import function_of

LEVEL = 3
_LINE = re.compile(r"[^\n\r\x0c\u2028\u2029]*")
_BREAK = re.compile(r"\r\n|[\n\r\x0c\u2028\u2029]|\Z")


def blocks_of(text: str, place: str = "") -> list[Block]:
    """The blocks of a text. `place`: where the original keeps it, empty for the document itself."""
    return list(_blocks(text, place))


def _blocks(text: str, place: str) -> Iterator[Block]:
    block, size = Block(), 0
    for start, end in _lines(text):
        runs = trimmed(list(runs_of(text[start:end], place, start)))
        size += len(runs)
        within_runs(size)
        words = "".join(run.text for run in runs)
        level = LEVEL if words and (function_of(words) or heads_narrative(words)) else 0
        if (not words or level or is_boilerplate(words)) and block.runs:
            yield block
            block = Block()
        if level:
            yield Block(runs, level)
        elif words and not is_boilerplate(words):
            if block.runs:
                block.runs.append(Run("\n", place, start - 1))
            block.runs += runs
    if block.runs:
        yield block


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends, its break not counted."""
    at = 0
    while at < len(text):
        end = _LINE.match(text, at).end()  # type: ignore[union-attr]
        yield at, end
        at = _BREAK.match(text, end).end()  # type: ignore[union-attr]
