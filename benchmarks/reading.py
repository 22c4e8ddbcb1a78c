"""`python -m benchmarks.reading`: words a second of the reader, beside spaCy and quantulum3 on the same text in the same run.

The text has the size of 25 editions (14 million words): narratives recomposed from sentences of real official texts and of our own
fixtures, each of another choice and order, every number drawn anew, so that no two clauses with a number need be equal.
"""

import argparse
import csv
import json
import os
import random
import re
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib.util import find_spec
from typing import Any

from benchmarks.measure import ROOT
from palermo.evidence.engines import Failed, engine, over
from palermo.evidence.model import Text
from palermo.evidence.reader import read
from palermo.evidence.terms import classes

TEXTS = ROOT.parent / "shared" / "texts"
OURS = ROOT / "tests" / "gold" / "texts.jsonl"
WORDS, NARRATIVE = 14_000_000, 3_000  # words in all, and of a narrative
TARGET = 1_000_000  # words a second on two cores
SAMPLE, SMALL = 60_000, 12_000  # words that spaCy is given, and quantulum3, which is slow
PIECE = 300  # words that each side is given at a time: quantulum3's time grows with the square of them
ROUNDS = 5
_SENTENCE = re.compile(r"(?<=[.;!?])\s+")
_NUMBER = re.compile(r"(?<![\d,.])\d{1,3}(?![\d,])")
_COLUMNS = {"factbook_tip_texts.csv": "text", "ilab_suggested_actions.csv": "text", "upr_trafficking_texts.csv": "text"}


# The text ---------------------------------------------------------------------------------------------------------------------


def material() -> tuple[str, ...]:
    """Sentences to compose from; what is absent is named and left out."""
    sentences: list[str] = []
    for path, column in (*((TEXTS / name, column) for name, column in _COLUMNS.items()), (OURS, "text")):
        if not path.exists():
            print(f"benchmarks.reading: without {path.name}, which is not here.", file=sys.stderr)
            continue
        with path.open(encoding="utf-8", newline="") as lines:
            rows = map(json.loads, lines) if path.suffix == ".jsonl" else csv.DictReader(lines)
            sentences += (sentence for row in rows for sentence in _SENTENCE.split(row[column]))
    return tuple(sentence for sentence in sentences if len(sentence.split()) > 3)


def narrative(number: int, sentences: tuple[str, ...], words: int) -> str:
    """The narrative of a number: the same on every run, and like no other."""
    draw = random.Random(number)
    chosen, length = [], 0
    while length < words:
        sentence = _NUMBER.sub(lambda _: str(draw.randrange(1, 400)), draw.choice(sentences))
        chosen.append(sentence if sentence[-1] in ".;!?" else f"{sentence}.")
        length += len(sentence.split())
    return " ".join(chosen)


def narratives(words: int) -> list[str]:
    """So many words in narratives. Empty where there is nothing to compose from."""
    sentences = material()
    length = min(NARRATIVE, words)
    return [narrative(number, sentences, length) for number in range(max(1, words // NARRATIVE))] if sentences else []


# The reader -------------------------------------------------------------------------------------------------------------------


def found(text: str) -> Counter[str]:
    """How many findings of each kind the reader has in a text."""
    return Counter(type(finding).__name__.lower() for finding in read(Text(text), "CUB").findings)


def timed(text: str) -> tuple[Counter[str], float]:
    """The findings of a text, and the seconds of processor that they took."""
    start = time.process_time()
    return found(text), time.process_time() - start


class Memory:
    """The most resident memory, in MiB, of this process and of all its children together, looked at ten times a second."""

    def __init__(self) -> None:
        import psutil

        self._process = psutil.Process()
        self.here = self.children = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        import psutil

        while not self._over.wait(0.1):
            total = 0
            for child in self._process.children(recursive=True):
                try:
                    total += child.memory_info().rss
                except psutil.Error:
                    continue
            self.children = max(self.children, total / 2**20)
            self.here = max(self.here, self._process.memory_info().rss / 2**20)


def whole(texts: list[str], words: int, workers: int) -> Iterator[str]:
    """Read all of it with so many processes; their start is in the time."""
    counts: Counter[str] = Counter()
    lost, spent = 0, 0.0
    with Memory() as memory:
        start = time.perf_counter()
        with engine(workers=workers) as running:
            for _, result in over(running, timed, texts, len):
                if isinstance(result, Failed):
                    lost += 1
                else:
                    counts += result[0]
                    spent += result[1]
        seconds = time.perf_counter() - start
    pace = words / seconds
    goal = f"   target {TARGET:,} {'met' if pace >= TARGET else 'MISSED'}" if workers == 2 else ""
    yield f"palermo, {workers} process{'es' if workers > 1 else ''}: {seconds:7.1f} s {pace:12,.0f} words/s{goal}"
    yield f"    of these {spent:.1f} s of processor in the reader: {words / spent:,.0f} words a second of one core"
    said = ", ".join(f"{count:,} {kind}" for kind, count in counts.most_common())
    yield f"    {sum(counts.values()):,} findings ({said}); {lost} texts set aside"
    yield f"    peak memory: processes together {memory.children:,.0f} MiB; this one, which holds the text, {memory.here:,.0f} MiB"


# The peers --------------------------------------------------------------------------------------------------------------------


@cache
def ruler(matcher: bool) -> Any:
    """spaCy: a blank English pipeline that cuts sentences and marks the phrases of our lexicon, nothing else."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    nlp.add_pipe("sentencizer")
    phrases = {name: [phrase.rstrip("*") for phrase in words] for name, words in classes().items()}
    if matcher:
        marks = PhraseMatcher(nlp.vocab, attr="LOWER")
        for name, words in phrases.items():
            marks.add(name, [nlp.make_doc(word) for word in words])
        return lambda text: len(marks(nlp(text)))
    marker = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    marker.add_patterns([{"label": name, "pattern": word} for name, words in phrases.items() for word in words])
    return lambda text: len(nlp(text).ents)


def quantities(text: str) -> int:
    """quantulum3: the quantities of a text, by its rules; its classifier does not load with today's scikit-learn."""
    from quantulum3 import classifier, parser

    classifier.USE_CLF = False

    return len(parser.parse(text))


def paces(pieces: list[str], sides: dict[str, Callable[[str], int]]) -> dict[str, float]:
    """Words a second of each side in one process: medians of rounds in alternating order after one that is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(ROUNDS + 1):
        for name in sides if number % 2 else reversed(sides):
            start = time.perf_counter()
            for piece in pieces:
                sides[name](piece)
            if number:
                seconds[name].append(time.perf_counter() - start)
    return {name: sum(map(len, map(str.split, pieces))) / statistics.median(times) for name, times in seconds.items()}


def compared(texts: list[str], words: int, peers: dict[str, Callable[[str], int]]) -> Iterator[str]:
    """A line for each peer, from a sample of the same text."""
    if not peers:
        return
    said = " ".join(texts).split()[:words]
    sample = [" ".join(said[at : at + PIECE]) for at in range(0, len(said), PIECE)]
    ours = "palermo: all that it finds"
    paced = paces(sample, {ours: lambda text: found(text).total(), **peers})
    for name, pace in paced.items():
        yield f"{name:52} {pace:12,.0f} words/s {'' if name == ours else f'   palermo/peer {paced[ours] / pace:6.2f}'}"


def peers_at_hand() -> tuple[dict[str, Callable[[str], int]], dict[str, Callable[[str], int]]]:
    """The peers that are installed: those for the larger sample, and those for the smaller."""
    spacy = {
        "spaCy: sentencizer, EntityRuler of our phrases": partial(_call, False),
        "spaCy: sentencizer, PhraseMatcher of our phrases": partial(_call, True),
    }
    for name in ("spacy", "quantulum3"):
        if not find_spec(name):
            print(f"benchmarks.reading: {name} is not installed, so it is not measured.", file=sys.stderr)
    return (spacy if find_spec("spacy") else {}), (
        {"quantulum3: quantities, without its classifier": quantities} if find_spec("quantulum3") else {}
    )


def _call(matcher: bool, text: str) -> int:
    count: int = ruler(matcher)(text)
    return count


# The table --------------------------------------------------------------------------------------------------------------------


def lines(words: int) -> Iterator[str]:
    """The report, line by line as it is measured."""
    texts = narratives(words)
    if not texts:
        yield "benchmarks.reading: skipped: there is no text to compose from."
        return
    words = sum(len(text.split()) for text in texts)
    size = sum(map(len, texts)) / 1e6
    yield f"Reading: {len(texts):,} narratives, {words:,} words, {size:,.0f} MB; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    for workers in (1, 2):
        yield from whole(texts, words, workers)
    large, small = peers_at_hand()
    yield f"One process, medians of {ROUNDS} rounds in alternating order after one that is not counted:"
    yield from compared(texts[:50], SAMPLE, large)
    yield from compared(texts[:50], SMALL, small)


def main() -> int:
    """Print the table; 0 whether or not a target was met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--words", type=int, default=WORDS, help=f"words to read (default {WORDS:,})")
    for line in lines(max(1, parser.parse_args().words)):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
