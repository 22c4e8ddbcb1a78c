"""Rank passages by bm25, from their own texts and nothing else.

Which words are rare, and what is long, is learnt from the passages that are ranked together: never from the whole index, which also
counts what was published after the day of the question. So no later document can change the order of an earlier answer.
"""

from collections.abc import Sequence
from math import log

from palermo.record.folding import plain
from palermo.record.opened import Row
from palermo.record.search.query import Term
from palermo.record.search.words import counter

_SATURATION, _LENGTH = 1.2, 0.75  # how soon more of a word adds nothing, and how much length counts: the usual k1 and b


def ranked(rows: Sequence[Row], terms: Sequence[Term]) -> list[tuple[float, Row]]:
    """Rows with `id`, `document` and `text`, each with its score, the best first; where scores are equal, by id."""
    if not rows:
        return []
    letters = [plain(row["text"]) for row in rows]
    lower = [text.lower() for text in letters]
    lengths = _relative([len(text) for text in letters])
    scores = [0.0] * len(rows)
    for count in map(counter, terms):
        times = list(map(count, letters, lower))
        weight = 1 + log(len(rows) / max(1, len(rows) - times.count(0)))
        for at, (n, length) in enumerate(zip(times, lengths, strict=True)):
            if n:
                scores[at] += weight * n * (_SATURATION + 1) / (n + length)
    return sorted(zip(scores, rows, strict=True), key=lambda scored: (-scored[0], scored[1]["id"], scored[1]["document"]))


def _relative(lengths: Sequence[int]) -> list[float]:
    """What length takes from a score: `_SATURATION` for a passage as long as the others are on average."""
    mean = sum(lengths) / len(lengths)
    return [_SATURATION * (1 - _LENGTH + _LENGTH * length / max(1, mean)) for length in lengths]
