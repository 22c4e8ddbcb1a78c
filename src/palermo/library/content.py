"""Is this what was asked for? A light look at a document before it is kept.

A server that is ill answers with a page of apology and status 200, or with half of a document; neither may enter the library.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from palermo.library.series import Series
from palermo.library.store import sha256

LARGEST = 60_000_000  # bytes
MOST_TAGS = 600_000  # of a page: a whole edition on one page has a tenth of that
_HEAD = 4_096  # bytes that tell the format
_TAIL = 65_536  # bytes in which the end of a page must stand: sites put scripts after it
_APOLOGY = re.compile(
    r"\b(?:page|file|document) (?:can ?not|could not|was not|is not|not) (?:be )?found|\b(?:403|404|429|50[0234])\b|access denied|"
    r"forbidden|too many requests|service (?:is )?(?:temporarily )?unavailable|technical difficulties|bad gateway|just a moment|"
    r"attention required|are you (?:a )?(?:human|robot)|request (?:blocked|rejected)|under maintenance|internal server error",
    re.IGNORECASE,
)
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNSEEN = ("script", "style", "noscript", "template", "head")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a light look shows: the media type by the bytes, a title, the words that a person sees (None where the format hides
    them from a light look), JSON data, and the addresses that a page gives as its own."""

    media_type: str
    title: str
    words: str | None
    data: Any = None
    own_addresses: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str | None:
        """The sha256 of a page's words, None for formats other than HTML, whose bytes say it all."""
        return sha256((self.words or "").encode("utf-8", "replace")) if self.media_type == "text/html" else None


def media_type(content: bytes, name: str = "") -> str:
    """The media type by the first bytes; a name decides only between kinds of text. `application/octet-stream`: none known."""
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"PK\x03\x04"):
        return _OFFICE if b"xl/" in content or b"[Content_Types].xml" in content[:_HEAD] else "application/octet-stream"
    if b"\0" in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "application/octet-stream"
    return _text_type(head, name.casefold().rpartition(".")[2])


def _text_type(head: bytes, suffix: str) -> str:
    lower = head.lower()
    if re.match(rb"<!doctype html|<html|<head|<body", lower) or (
        lower[:1] == b"<" and re.search(rb"<(html|body|p|h1|div)\b", lower)
    ):
        return "text/html"
    if lower[:1] in (b"{", b"["):
        return "application/json"
    if lower[:5] == b"<?xml":
        return "application/xml"
    return {"csv": "text/csv", "tsv": "text/csv", "htm": "text/html", "html": "text/html"}.get(suffix, "text/plain")


def look(content: bytes, name: str = "") -> Seen:
    """Look at a document. Never raises for what a document holds: what cannot be read has no words and no title."""
    kind = media_type(content, name)
    if kind == "text/html":
        return _page(content)
    if kind == "application/json":
        data = _json(content)
        if data is None:
            return Seen(kind, "", None)
        title = data.get("title") or data.get("name") if isinstance(data, dict) else None
        return Seen(kind, str(title or ""), content.decode("utf-8", "replace"), data)
    words = content.decode("utf-8", "replace") if kind.startswith("text/") or kind == "application/xml" else None
    return Seen(kind, "", words)


def _json(content: bytes) -> Any:
    """The data of a JSON file, or of one JSON value a line; None where it is neither."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        pass
    try:
        rows = [json.loads(line) for line in content.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None
    return rows if len(rows) > 1 else None


def page(content: bytes) -> "html.HtmlElement | None":
    """A page as a tree, None when it cannot be read as one, or not without filling the memory. Nothing that it names is loaded."""
    if content.count(b"<") > MOST_TAGS:
        return None
    try:
        return html.document_fromstring(content, parser=html.HTMLParser(no_network=True, encoding=_encoding(content)))
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _encoding(content: bytes) -> str | None:
    """UTF-8 where the bytes are; else what the page declares."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _page(content: bytes) -> Seen:
    tree = page(content)
    if tree is None:
        return Seen("text/html", "", None)
    title = " ".join((tree.findtext(".//title") or tree.findtext(".//h1") or "").split())
    own = [link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"]
    own += [meta.get("content") or "" for meta in tree.iter("meta") if meta.get("property") == "og:url"]
    own += re.findall(rb"<!-- saved from url=\(\d+\)(\S+) -->", content[:_HEAD])
    own_text = tuple(a.decode("ascii", "replace") if isinstance(a, bytes) else str(a) for a in own)
    etree.strip_elements(tree, etree.Comment, *_UNSEEN, with_tail=False)
    return Seen("text/html", title, " ".join(" ".join(tree.itertext()).split()), None, own_text)


def fault(content: bytes, seen: Seen, series: Series, whole: bool) -> str | None:
    """Why a document cannot be taken for one of a series, in words; None when it can.

    `whole`: ask for the end of a page too, as of one that came over a network.
    """
    if not content.strip():
        return "it is empty"
    if len(content) > LARGEST:
        return f"it is larger than {LARGEST // 1_000_000} MB"
    if seen.media_type not in series.formats:
        return f"it is {seen.media_type}, and this series has {', '.join(series.formats)}"
    return _damage(content, seen, whole) or _strange(seen, series)


def _damage(content: bytes, seen: Seen, whole: bool) -> str | None:
    """What the format shows of a document that is not all there."""
    if seen.media_type == "application/pdf":
        return None if b"%%EOF" in content[-_TAIL:] else "the PDF has no end: it was cut off"
    if seen.media_type == "application/json":
        return "it is no JSON that can be read: cut off, or nested too deeply" if seen.data is None else None
    if seen.media_type == "text/html":
        if content.count(b"<") > MOST_TAGS:
            return f"it has more than {MOST_TAGS:,} tags"
        if seen.words is None:
            return "it cannot be read as a page"
        if whole and not re.search(rb"</(html|body)\s*>", content[-_TAIL:].lower()):
            return "the page has no end: it was cut off"
    return None


def _strange(seen: Seen, series: Series) -> str | None:
    """What the expectations of the series say of a document's words."""
    if seen.words is None:
        return None
    if _APOLOGY.search(seen.title) and seen.media_type == "text/html":
        return f"it is a page of an error: '{seen.title[:80]}'"
    lower = seen.words.casefold()
    lacking = [word for word in series.expected.holds if word not in lower]
    if lacking:
        return f"it does not hold the word{'s' if len(lacking) > 1 else ''} {', '.join(repr(word) for word in lacking)}"
    count = len(lower.split())
    if count < series.expected.words:
        return f"it has {count} words, and a document of this series has at least {series.expected.words}"
    return None
