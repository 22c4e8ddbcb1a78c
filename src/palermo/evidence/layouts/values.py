"""Strings in a data file, each with its place, as blocks of text."""

import json
import re
from collections.abc import Iterator
from typing import Any

from palermo.evidence.layouts import html, plain
from palermo.evidence.layouts.limits import MOST_VALUES, Unreadable
from palermo.evidence.layouts.mapped import Block, runs_of, trimmed

LABEL_LEVEL = 4  # of a heading that is the key of a value
_TAG = re.compile(r"</?(?:p|br|strong|em|b|i|a|ul|li|span|div|h[1-6])\b[^>]{0,500}>", re.IGNORECASE)
_KEY = re.compile(r"[_\W]+")


def loaded(text: str) -> Any:
    """JSON data. Unreadable for what is none, is nested too deeply, or holds too many values."""
    if text.count("[") + text.count("{") + text.count(",") > MOST_VALUES:
        raise Unreadable(f"it holds more than {MOST_VALUES:,} values")
    try:
        return json.loads(text)
    except RecursionError:
        raise Unreadable("it is JSON nested too deeply to be read") from None
    except ValueError as error:
        raise Unreadable(f"it is no JSON that can be read ({str(error)[:100]})") from None


def pointer(*steps: object) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def blocks_of(value: str, place: str) -> list[Block]:
    """The blocks of a string, which may be HTML."""
    return html.blocks_of(value, place)[1] if _TAG.search(value) else plain.blocks_of(value, place)


def label(key: str, place: str, level: int = LABEL_LEVEL, end: str = "") -> Block:
    """The key of a value as a heading. Its place is that of the value with `key of` before it; underscores become blanks."""
    runs = trimmed(list(runs_of(key.replace("_", " "), f"key of {place}")))
    return Block([*runs, runs[-1]._replace(text=end, at=-1)] if runs and end else runs, level)


def folded(key: object) -> str:
    """A key in lower case with single blanks for all that is no letter or digit."""
    return _KEY.sub(" ", str(key).casefold()).strip()


def year_in(value: Any) -> int | None:
    """The year that a value of a data file gives: four digits, as a number or as text; None for anything else."""
    text = value.strip() if isinstance(value, str) else str(value) if type(value) is int and 0 < value < 10_000 else ""
    return int(text) if re.fullmatch(r"[12]\d{3}", text, re.ASCII) else None


def strings(value: Any, *steps: object) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Every string of a value with the steps to it, in their order, however deep."""
    waiting: list[tuple[Any, tuple[object, ...]]] = [(value, steps)]
    while waiting:
        one, path = waiting.pop()
        if isinstance(one, str):
            yield one, path
        elif isinstance(one, dict):
            waiting += [(one[key], (*path, key)) for key in reversed(one)]
        elif isinstance(one, list):
            waiting += [(one[number], (*path, number)) for number in range(len(one) - 1, -1, -1)]
