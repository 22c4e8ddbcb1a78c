"""A communication of the UN's rapporteurs, parted into their letter and the State's reply: the one alleges, the other answers.

The two are published apart; who joins them in one file leaves the seam to be found. It is found where a reply says of itself that it
is one: under a heading ("Reply of the Government of Norvale"), or as a note of the mission begins ("The Permanent Mission of ...
presents its compliments"). A text that shows both and no seam, or under a heading of one side speaks as the other, is refused: words
of one side are never counted as the other's. What a reply quotes of the letter is part of the reply.
"""

import re
from collections.abc import Iterator

from palermo.evidence.layouts.limits import Unreadable
from palermo.evidence.layouts.mapped import Block, Run, text_of, trimmed
from palermo.evidence.model import Part

SERIES = "special_procedures"
OF_STATE = "own_government"  # the origin of what a government says of itself, as of library/series/own_report
_LETTER, _REPLY = "letter", "reply"
_HEADING_WORDS = 16
_FULL_LINE = 40  # characters; a shorter line was not broken for want of room
_NEAR = 40  # pieces of text before and after a break that are looked at
_LEAD = 400  # characters of a paragraph in which it says what it begins
_SIDE = r"(?:the )?(?:government|state|permanent (?:mission|representative|representation)|republic|kingdom|authorities)\b"
_KIND = r"(?:repl(?:y|ies)|responses?|answers?|comments|observations)"
_BEFORE = (
    r"\W*(?:(?:annex|part|section)?\s*[\divx]{1,4}[.)]\s*)?(?:the )?(?:text of the )?(?:official |written |initial |further )?"
)
_REPLY_HEADING = re.compile(
    rf"{_BEFORE}(?:{_KIND} (?:(?:received )?from|of|by) {_SIDE}.*|(?:government|state)['’]?s? {_KIND}\W*|note verbale\W*)",
    re.IGNORECASE,
)
_LETTER_HEADING = re.compile(
    rf"{_BEFORE}(?:(?:joint )?(?:letters? of allegations?|allegation letter|urgent appeal|communication)(?: (?:of|from|by|sent).*)?\W*"
    r"|letters? (?:of|from|by) (?:the )?(?:special )?(?:rapporteurs?|procedures|mandate.holders?).*|mandates? of the .*)",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\W*(?:the )?(?:permanent (?:mission|representation|delegation)|ministry|embassy|government)\b(?:.{0,200}?"
    r"\bpresents? (?:its|his|her) compliments|[^.]{0,200}?\bhas the honou?r to)\b",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS = re.compile(
    r"\W*(?:(?:excellency|dear sir|dear madam)\W+)?(?:we|i) have the honou?r to (?:address|write|bring)\b", re.IGNORECASE
)
_COMPLIMENTS = re.compile(
    r"\bpresents? (?:its|his|her) compliments to the (?:office|secretariat|united nations|special|high)\b", re.IGNORECASE
)
_VOICE = re.compile(
    r"\b(?:we (?:remain|are|wish to express) (?:\w+ly )?(?:our )?(?:concern\w*|alarmed)|we (?:would be|are) grateful|we thank (?:the|your) (?:excellency|government))",
    re.IGNORECASE,
)  # rapporteurs, of a government
_QUOTED = ('"', "“", "«", "'", "‘")
_MANDATE = re.compile(
    r"\bin (?:our|my) capacit(?:y|ies) as\b.{0,40}\b(?:special rapporteur|working group|independent expert)", re.IGNORECASE
)


def parts_of(blocks: list[Block], edition: int | None, jurisdiction: str | None, title: str) -> tuple[Part, ...] | None:
    """The letter and the reply of a file, each with its origin; None for a file that is a letter alone, or neither.

    Raises Unreadable for a file that holds both where it cannot be told where one ends.
    """
    runs = list(_runs(blocks))
    sides = {side for side, _ in runs}
    alone = _REPLY not in sides
    if (alone and _both_within(blocks)) or any(_speaks_as_other(*one) for one in runs[1:]):
        raise Unreadable(
            "it holds the rapporteurs' letter and the State's reply, and where one ends cannot be told: bring them as two files"
        )
    if alone:
        return None
    return tuple(
        Part(
            jurisdiction,
            edition,
            f"{title}: {'reply of the State' if side == _REPLY else 'letter'}" if len(sides) > 1 else title,
            text_of(run),
            OF_STATE if side == _REPLY else None,
        )
        for side, run in runs
    )


def _runs(blocks: list[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Runs of blocks of one side. What stands before the first sign is of the side that the first sign names."""
    side, run = "", list[Block]()
    for block in (piece for whole in blocks for piece in _lines(whole)):
        begins = _side(block)
        if side == _REPLY and begins == _LETTER and _is_quoted(block, run[-1]):
            begins = ""
        if begins and side and begins != side:
            yield side, run
            run = []
        side = begins or side
        run.append(block)
    if run:
        yield side or _LETTER, run


def _is_quoted(block: Block, before: Block) -> bool:
    return block.text.lstrip().startswith(_QUOTED) or before.text.rstrip().endswith(":")


def _speaks_as_other(side: str, run: list[Block]) -> bool:
    """Whether, after a turn, the other side goes on: a letter's part on what the government answered, a reply's on the letter."""
    pieces = [" ".join(block.text.split()) for block in run]
    if side == _REPLY:
        return not any(map(_NOTE.match, pieces)) and any(map(_VOICE.search, pieces))
    return not any(_ADDRESS.match(piece) or _MANDATE.search(piece) or _VOICE.search(piece) for piece in pieces)


def _side(block: Block) -> str:
    """Which side a block begins to speak for, empty where it goes on."""
    words = " ".join(block.text[:_LEAD].split())
    heading = " ".join(block.text[:_LEAD].partition("\n")[0].split())
    short = len(heading.split()) <= _HEADING_WORDS and not heading.endswith((".", ";", ","))
    short = short and next((c for c in heading if c.isalpha()), "").isupper()
    if (short and _REPLY_HEADING.fullmatch(heading)) or _NOTE.match(words):
        return _REPLY
    return _LETTER if (short and _LETTER_HEADING.fullmatch(heading)) or _ADDRESS.match(words) else ""


def _lines(block: Block) -> Iterator[Block]:
    """A block cut before each of its lines that begins a side. A line that goes on with the sentence before it begins none."""
    breaks = [n for n, run in enumerate(block.runs) if run.text == "\n"]
    cuts = [n for n in breaks if _ended(block.runs[max(0, n - _NEAR) : n]) and _side(Block(block.runs[n + 1 : n + _NEAR]))]
    for start, end in zip([0, *(n + 1 for n in cuts)], [*cuts, len(block.runs)], strict=True):
        runs = trimmed(block.runs[start:end])
        if runs:
            yield Block(runs, block.level, block.item) if cuts else block


def _ended(runs: list[Run]) -> bool:
    """Whether the last line of these ends a sentence, or is no full line."""
    line = "".join(run.text for run in runs).rpartition("\n")[2].rstrip()
    return len(line) <= _FULL_LINE or line.endswith((".", ":", ";", "!", "?"))


def _both_within(blocks: list[Block]) -> bool:
    text = " ".join(" ".join(block.text.split()) for block in blocks)
    return bool(_COMPLIMENTS.search(text) and (_MANDATE.search(text) or _ADDRESS.search(text)))
