"""Markdown: the text of every block as a reader of CommonMark sees it, and the comment at the end that carries the brief."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from palermo.briefing.verify.model import Fault, Received, UnreadableError

if TYPE_CHECKING:
    from markdown_it.token import Token

_CARRIED = re.compile(r"<!--\s*palermo-brief\b(.*?)-->", re.DOTALL)


def read(content: bytes) -> Received:
    """Read a paper in Markdown. UnreadableError when it is no text or carries no brief."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError("It is no text in UTF-8.") from None
    carried = _CARRIED.findall(text)
    if len(carried) != 1:
        raise UnreadableError("It carries no brief: the comment 'palermo-brief' at its end is missing." if not carried else _TWO)
    from markdown_it import MarkdownIt

    environment: dict[str, object] = {}
    tokens = MarkdownIt("commonmark").parse(_CARRIED.sub("\n", text), environment)
    faults = list(_odd(tokens))
    if environment.get("references"):
        faults.append(Fault("shown", "the text", "an address for a link was put in, which the paper does not have"))
    return Received("md", carried[0].strip(), "\n".join(_text(tokens)), tuple(faults))


_TWO = "It carries more than one brief, so that nobody can say which one is meant."


def _text(tokens: "list[Token]") -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(_inline(token.children or []))
        elif token.type == "list_item_open" and token.info:
            yield f"{token.info}."  # the number as it is written, whatever a reader makes of it
        elif token.type in ("fence", "code_block", "html_block"):
            yield f"{token.info} {token.content}"


def _inline(tokens: "list[Token]") -> Iterator[str]:
    inside = False  # an address in angle brackets: they are part of what is compared
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type == "link_open":
            inside = token.markup == "autolink"
            yield "<" if inside else ""
        elif token.type == "link_close":
            yield ">" if inside else ""
        elif not token.type.startswith(("em_", "strong_")):
            yield token.content


def _odd(tokens: "list[Token]") -> Iterator[Fault]:
    """What no paper of ours has: HTML, pictures, links that lead elsewhere than they say."""
    for token in tokens:
        yield from _odd(token.children or [])
        if token.type.startswith("html_"):
            yield Fault(
                "shown", "the text", "HTML was put in, which a page may show otherwise", None, token.content.strip()[:200]
            )
        elif token.type == "image":
            yield Fault("shown", "the text", "a picture was put in", None, str(token.attrs.get("src", ""))[:200])
        elif token.type == "link_open" and token.markup != "autolink":
            yield Fault("shown", "the text", "a link was put in", None, str(token.attrs.get("href", ""))[:200])
