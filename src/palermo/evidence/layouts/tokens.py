"""HTML cut into tags and text, each with its offset in the page: in one pass, whatever the page holds.

A tokenizer of our own because none at hand keeps exact offsets: lxml has only lines, and html.parser is slow, and quadratic on some
pages. It follows the standard where a page has errors, except that a comment without an end ends at the next `>`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from palermo.evidence.layouts.limits import MOST_TAGS, Unreadable

_START = re.compile(r"<(?=[a-zA-Z/!?])")
# Quotes count only behind an equals sign; nothing is ever tried twice.
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')|=)*+)>")
_LOOSE = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})([^>]*+)")
_LONGEST_TAG = 20_000
_RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"))


class Token(NamedTuple):
    """`kind` text, open, close or title; `start` and `end` of it in the page; `name` of a tag in lower case, `attributes` as written."""

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: str = ""


def tokens(page: str) -> Iterator[Token]:
    """The tags and texts of a page. Raises Unreadable for a page of too many tags."""
    at, count, comments = 0, 0, True
    while start := _START.search(page, at):
        tag = start.start()
        if tag > at:
            yield Token("text", at, tag)
        count += 1
        if count > MOST_TAGS:
            raise Unreadable(f"it has more than {MOST_TAGS:,} tags")
        found = _tag(page, tag)
        if found is None:
            at, comments = _declaration(page, tag, comments)
            continue
        yield found
        at = found.end
        if found.kind == "open" and found.name in _RAW:
            at = _raw(page, found)
            if found.name == "title":
                yield Token("title", found.end, at)
    if at < len(page):
        yield Token("text", at, len(page))


def _tag(page: str, at: int) -> Token | None:
    """The tag at an offset, None where a comment or declaration stands."""
    match = _TAG.match(page, at, at + _LONGEST_TAG) or _LOOSE.match(page, at)
    if match is None:
        return None
    return Token(
        "close" if match[1] else "open",
        at,
        min(match.end() + (page[match.end() - 1] != ">"), len(page)),
        match[2].lower(),
        match[3],
    )


def _declaration(page: str, at: int, comments: bool) -> tuple[int, bool]:
    """Where a comment or declaration ends; and whether a comment can still end by its own mark."""
    if comments and page.startswith("<!--", at):
        end = page.find("-->", at + 2)  # `<!-->` is a whole comment
        if end >= 0:
            return end + 3, True
        comments = False
    end = page.find(">", at)
    return (end + 1 if end >= 0 else len(page)), comments


def _raw(page: str, opened: Token) -> int:
    """Where the contents of a script, style or title end; the end of the page where it is not closed."""
    end = re.compile(rf"</{opened.name}", re.IGNORECASE).search(page, opened.end)
    return end.start() if end else len(page)
