"""Forms of a PDF that draw one another: a few hundred bytes can ask for more drawing than there is time in the world.

A form is a stream that a page, or another form, draws by a name of its resources (`/F Do`). PDFium follows such names wherever they
lead, so they are counted here before it sees the file. Resources inside packed objects are not looked for; the clock ends those.
"""

import re
import zlib
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from palermo.evidence.layouts.limits import Unreadable

MOST_DRAWN = 100_000  # forms that drawing one form may draw in all
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_OBJECT = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+obj\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]{1,60})\s+(\d{1,9})\s+\d{1,5}\s+R\b")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]{1,60})\s+Do\b")
_STREAM = re.compile(rb"stream\r?\n")
_HEAD = 8_000  # bytes of an object's dictionary
_MOST_CONTENT = 1_000_000  # bytes of a form's unpacked content


@dataclass(frozen=True, slots=True)
class _Form:
    """How often a form draws each form, by object number."""

    draws: dict[int, int]


def within_forms(data: bytes) -> None:
    """Unreadable for a PDF with a form that draws itself, or more forms than any page has."""
    forms = _forms(data)
    drawn: dict[int, int] = {}
    for number in forms:
        _count(number, forms, drawn)


def _count(first: int, forms: dict[int, _Form], drawn: dict[int, int]) -> None:
    """Count how many forms one draws in all, and those that it draws; without recursion, for they may be nested deeply."""
    waiting, open_ = [first], set[int]()
    while waiting:
        number = waiting[-1]
        missing = [inner for inner in forms[number].draws if inner in forms and inner not in drawn]
        if number in drawn or not missing:
            waiting.pop()
            open_.discard(number)
            drawn[number] = 1 + sum(times * drawn.get(inner, 0) for inner, times in forms[number].draws.items())
            if drawn[number] > MOST_DRAWN:
                raise Unreadable(f"a form in it draws more than {MOST_DRAWN:,} others: it may have been made to take for ever")
            continue
        open_.add(number)
        if open_.intersection(missing):
            raise Unreadable("a form in it draws itself: it may have been made to take for ever")
        waiting += missing


def _forms(data: bytes) -> dict[int, _Form]:
    objects = [(match.end(), int(match[1])) for match in _OBJECT.finditer(data)] if _FORM.search(data) else []
    places = {number: place for place, number in objects}
    found = {}
    for match in _FORM.finditer(data):
        opened = bisect_right(objects, (match.start(), 0)) - 1
        stream = _STREAM.search(data, match.end(), match.end() + _HEAD)
        if opened >= 0 and stream:
            start, number = objects[opened]
            entries = data[max(start, match.start() - _HEAD) : stream.start()]
            found[number] = _Form(_draws(data, places, entries, stream.end()))
    return found


def _draws(data: bytes, places: dict[int, int], entries: bytes, at: int) -> dict[int, int]:
    """How often the content at an offset draws each object that its resources name. `places`: where each object begins."""
    named = {match[1]: int(match[2]) for match in _NAMED.finditer(entries)}
    for name in (b"Resources", b"XObject"):
        if name in named:
            named |= {match[1]: int(match[2]) for match in _NAMED.finditer(_dictionary(data, places.get(named[name])))}
    times = Counter(match[1] for match in _DRAWN.finditer(_content(data, entries, at)))
    draws: Counter[int] = Counter()
    for name, count in times.items():
        if name in named:
            draws[named[name]] += count
    return dict(draws)


def _dictionary(data: bytes, at: int | None) -> bytes:
    """The bytes of an object that is a dictionary; empty where it is packed into another."""
    return data[at : at + _HEAD].partition(b"endobj")[0] if at is not None else b""


def _content(data: bytes, entries: bytes, at: int) -> bytes:
    if b"FlateDecode" in entries:
        try:
            return zlib.decompressobj().decompress(data[at : at + _MOST_CONTENT], _MOST_CONTENT)
        except zlib.error:
            return b""
    end = data.find(b"endstream", at, at + _MOST_CONTENT)
    return data[at : end if end >= 0 else at + _MOST_CONTENT]
