"""Documents that were cut, shuffled, blown up or made on purpose: each is read or refused, and nothing else happens.

300 of them in `make test`, 10,000 under HYPOTHESIS_PROFILE=torture; each is one of the whole pages among the fixtures, mutated by a
generator whose seed is its number, so that a failure is found again by its name.
"""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.evidence.engines import LONGEST as SECONDS_GIVEN
from palermo.evidence.layouts import Unreadable, parts
from palermo.evidence.model import Reading, Text
from palermo.evidence.reader import read

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"
TYPES = {
    ".htm": "text/html",
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".xml": "application/xml",
}
DOCUMENTS = [(path.read_bytes(), TYPES[path.suffix]) for path in sorted(PAGES.iterdir()) if path.suffix in TYPES]
SERIES = ("tip_report", "factbook_tip", "sweat_and_toil", "upr", "human_rights_report", "own_report", "special_procedures")
COUNT = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "torture" else 300
GROUP = 25  # documents a test

INVISIBLE = ["\u200b", "\u202e", "\u2066", "\ufeff", "\xad", "\0", "\x1b", "\u0301", "\U000e0041"]
MARKS = [
    b"<",
    b"</",
    b"<!--",
    b"-->",
    b"<b>",
    b"<script>",
    b'"',
    b"&",
    b"&#",
    b"{",
    b"[",
    b",",
    b"\r",
    b"\0",
    b"(Tier 2)",
    b"PROSECUTION",
    b"\xff\xfe",
]


def _spots(data: bytes, dice: random.Random, most: int) -> list[int]:
    return sorted((dice.randrange(len(data) + 1) for _ in range(dice.randint(1, most))), reverse=True)


def cut(data: bytes, dice: random.Random) -> bytes:
    start, end = sorted((dice.randrange(len(data)), dice.randrange(len(data))))
    return dice.choice((data[:end], data[start:], data[:start] + data[end:]))


def shuffled(data: bytes, dice: random.Random) -> bytes:
    size = dice.choice((1, 7, 64, 400))
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    dice.shuffle(pieces)
    return b"".join(pieces)


def flipped(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for at in _spots(data, dice, 60):
        changed[min(at, len(changed) - 1)] = dice.randrange(256)
    return bytes(changed)


def marked(data: bytes, dice: random.Random) -> bytes:
    for at in _spots(data, dice, 40):
        data = data[:at] + dice.choice(MARKS) * dice.choice((1, 1, 3, 200)) + data[at:]
    return data


def invisible(data: bytes, dice: random.Random) -> bytes:
    text = data.decode("latin-1")
    for at in _spots(data, dice, 80):
        text = text[:at] + dice.choice(INVISIBLE) + text[at:]
    return text.encode("utf-8")


def repeated(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    piece = data[start : start + dice.choice((1, 20, 300))]
    return data[:start] + piece * dice.choice((3, 50, 2_000)) + data[start:]


def nested(data: bytes, dice: random.Random) -> bytes:
    opening, closing = dice.choice(
        ((b"<div>", b"</div>"), (b"<table><tr><td>", b"</table>"), (b"<b>", b"</b>"), (b"[", b"]"), (b'{"a":', b"}"))
    )
    depth = dice.choice((3, 900, 20_000))
    return opening * depth + data + closing * dice.choice((depth, 0))


def binary(data: bytes, dice: random.Random) -> bytes:
    noise = dice.randbytes(dice.choice((10, 500, 5_000)))
    at = dice.randrange(len(data))
    return dice.choice((noise, data[:at] + noise + data[at:], data[:20] + noise))


def recoded(data: bytes, dice: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(
        dice.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7", "shift_jis")), "replace"
    )


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    cut, shuffled, flipped, marked, invisible, repeated, nested, binary, recoded,
)  # fmt: skip


def torture_documents(count: int) -> list[range]:
    """The numbers of so many mutated documents, a group for each test."""
    return [range(start, min(start + GROUP, count)) for start in range(0, count, GROUP)]


def mutated(number: int) -> tuple[bytes, str | None, str]:
    """A mutated document by its number: its bytes, the media type that it is said to have, its series."""
    dice = random.Random(number)
    data, media_type = dice.choice(DOCUMENTS)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        data = dice.choice(MUTATIONS)(data, dice) or b"x"
    said = dice.choice((media_type, media_type, media_type, None, *TYPES.values()))
    return data, said, dice.choice(SERIES)


@pytest.mark.parametrize("numbers", torture_documents(COUNT), ids=lambda numbers: f"{numbers.start}-{numbers.stop - 1}")
def test_a_mutated_document_is_read_or_refused_with_a_reason(numbers: range) -> None:
    for number in numbers:
        data, media_type, series = mutated(number)
        try:
            found = parts(data, media_type=media_type, series=series, edition=None, jurisdiction=None, title="mutated")
        except Unreadable as refusal:
            assert str(refusal), number  # noqa: PT017 - a refusal is one of two right outcomes
            continue
        except Exception as error:
            raise AssertionError(f"document {number}") from error
        assert found, number
        for part in found[:20]:
            reading = _read_in_time(part.text, part.jurisdiction)
            assert all(0 <= f.start < f.end <= len(part.text.text) for f in reading.findings), number


def _read_in_time(text: Text, jurisdiction: str | None) -> Reading:
    """Read a whole text, however long it is. Where time grows with the square of the length, a text of a page's size takes minutes."""
    start = time.process_time()
    reading = read(text, jurisdiction)
    assert time.process_time() - start < SECONDS_GIVEN, text.text[:100]
    return reading


@pytest.mark.parametrize("lead", ["", "Recommendations: ", "PROSECUTION\n"])
@pytest.mark.parametrize(
    "piece",
    [
        " ",
        "\n",
        "a",
        "did not investigate or prosecute any ",
        "remained on Tier 2 for the third consecutive year ",
        "convicted 12 traffickers compared with 13 and ",
        "train judges (; ",
        "Recommendations for Norvale: train; adopt. ",
        "1. Train 2. Adopt ",
        "PROSECUTION The ",
        "trafficked from Nepal to Qatar and at risk of West African ",
        "prescribes penalties of 5 to 10 years' imprisonment and ",
    ],
)
def test_a_page_without_an_end_to_its_sentences_is_read_in_the_time_that_a_document_is_given(piece: str, lead: str) -> None:
    size = 1_000_000 if COUNT > 1_000 else 60_000
    text = lead + piece * (size // len(piece))
    assert all(0 <= f.start < f.end <= len(text) for f in _read_in_time(Text(text), None).findings)


def test_many_mutated_documents_are_still_read() -> None:
    """Otherwise the test above would only show that everything is refused."""
    outcomes = []
    for number in range(150):
        data, media_type, series = mutated(number)
        try:
            outcomes.append(bool(parts(data, media_type=media_type, series=series, edition=None, jurisdiction=None)))
        except Unreadable:
            outcomes.append(False)
    assert 0.3 < sum(outcomes) / len(outcomes) < 1


@pytest.mark.parametrize(
    ("piece", "media_type"),
    [
        (
            b"<p>The government <b>convicted</b> three men &amp; a woman in the course of the year, and opened two shelters.</p>\n",
            "text/html",
        ),
        (b"<div>" * 50, "text/html"),
        (b"<" * 97, "text/html"),
        (b"&amp;" * 20, "text/html"),
        (b"The government convicted three men in the year; it opened two shelters. PROSECUTION \n\n", "text/plain"),
        (b'{"text": "The government convicted three men in the year."}\n', "application/jsonl"),
        (b"QMA,2019,The government convicted three men in the year.\n", "text/csv"),
        (b"[[[[[", "application/json"),
    ],
    ids=["page", "depth", "brackets", "entities", "text", "lines", "table", "json"],
)
def test_fifty_megabytes_are_read_or_refused_within_limits(piece: bytes, media_type: str) -> None:
    size = 50_000_000 if COUNT > 1_000 else 5_000_000
    data = b"iso3,year,text\n" * (media_type == "text/csv") + piece * (size // len(piece))
    try:
        found = parts(data, media_type=media_type, series="tip_report", edition=None, jurisdiction=None)
    except Unreadable as refusal:
        assert "more than" in str(refusal) or "too deeply" in str(refusal) or "no text" in str(refusal)  # noqa: PT017
    else:
        assert sum(len(part.text.text) for part in found) > 0
