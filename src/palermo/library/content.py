"""Is this what was asked for? A light look at a document before it is kept.

A server that is ill answers with a page of apology and status 200, or with half of a document; neither may enter the library.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from palermo.library.kinds import UNKNOWN, declared_code, eight_bit, foreign
from palermo.library.kinds import media_type as media_type
from palermo.library.series import Series
from palermo.library.store import sha256

LARGEST = 60_000_000  # bytes
MOST_TAGS = 600_000  # of a page: a whole edition on one page has a tenth of that
_HEAD = 4_096  # bytes in which a page declares its code, and a browser notes where it saved it from
_TAIL = 65_536  # bytes in which the end of a page must stand: sites put scripts after it
_APOLOGY = re.compile(
    r"\b(?:page|file|document) (?:can ?not|could not|was not|is not|not) (?:be )?found|\b(?:403|404|429|50[0234])\b|access denied|"
    r"forbidden|too many requests|service (?:is )?(?:temporarily )?unavailable|technical difficulties|bad gateway|just a moment|"
    r"attention required|are you (?:a )?(?:human|robot)|request (?:blocked|rejected)|under maintenance|internal server error|"
    r"(?:\b(?:has|have)|['’]ve) (?:been )?moved\b|moved (?:permanently|temporarily)|\bredirecting\b|\bsearch results?\b|before you continue|"
    r"checking your browser|cookies? (?:consent|notice|policy|settings|preferences)|^\W*(?:sign|log)[ -]?in\b",
    re.IGNORECASE,
)
_ARCHIVED = re.compile(r"/\d{4,14}(?:[a-z]{2}_)?/(https?://.+)$")
_UNSEEN = ("script", "style", "noscript", "template", "head")
_INLINE = frozenset(("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "ins", "kbd", "label",
                     "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"))  # fmt: skip
_LONGEST_LINK = 25  # words; a longer one is text in a link that was never closed
_LONG_WORD = 8  # characters, more than a word has on the average in any language that parts them
_KIND_NAMES = {
    "text/html": "a page (HTML)", "application/pdf": "a PDF", "application/json": "JSON", "text/csv": "a table (CSV)",
    "text/plain": "plain text", "application/xml": "XML",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "a workbook (xlsx)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """What a light look shows: the media type by the bytes, a title, the words that a person sees (None where the format hides
    them from a light look), JSON data, the addresses that a page gives as its own, and its lines without its links."""

    media_type: str
    title: str
    words: str | None
    data: Any = None
    own_addresses: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str | None:
        """The sha256 of a page's words, None for formats other than HTML, whose bytes say it all."""
        return sha256((self.words or "").encode("utf-8", "replace")) if self.media_type == "text/html" else None


def look(content: bytes, name: str = "") -> Seen:
    """Look at a document. Never raises for what a document holds: what cannot be read has no words and no title."""
    kind = media_type(content, name)
    content = content if kind in (UNKNOWN, "application/pdf") else eight_bit(content)
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
        content.decode("utf-8")
    except UnicodeDecodeError:
        content = content.decode(declared_code(content[:_HEAD]), "replace").encode("utf-8")
    parser = html.HTMLParser(no_network=True, encoding="utf-8")
    try:
        tree = html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    deep = any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)  # what is deeper was left out
    return None if deep else tree


def _page(content: bytes) -> Seen:
    tree = page(content)
    if tree is None:
        return Seen("text/html", "", None)
    title = " ".join((tree.findtext(".//title") or tree.findtext(".//h1") or "").split())
    own = [link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"]
    own += [meta.get("content") or "" for meta in tree.iter("meta") if meta.get("property") == "og:url"]
    own += re.findall(rb"<!-- saved from url=\(\d+\)(\S+) -->", content[:_HEAD])
    own_text = tuple(_unwrapped(a.decode("ascii", "replace") if isinstance(a, bytes) else str(a)) for a in own)
    for bar in tree.xpath("//*[@id='wm-ipp-base' or @id='wm-ipp']"):  # of the Wayback Machine: it tells of other captures
        bar.drop_tree()
    etree.strip_elements(tree, etree.Comment, *_UNSEEN, with_tail=False)
    return Seen("text/html", title, " ".join(" ".join(tree.itertext()).split()), None, own_text, tuple(_lines(tree)))


def _unwrapped(address: str) -> str:
    """The address of a page of which an archive gives its own: `…/web/20170131142004/https://www.state.gov/…`."""
    inner = _ARCHIVED.search(address)
    return inner[1] if inner else address


def _lines(tree: "html.HtmlElement") -> Iterator[str]:
    """The lines of a page, as a person sees them, without the words of links: menus and lists of pages are no document."""
    pieces: list[str] = []
    linked: list[str] | None = None
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if node.tag == "a" and node.get("href"):
            if event == "end" and linked is not None and len("".join(linked).split()) > _LONGEST_LINK:
                pieces += linked
            linked = [] if event == "start" else None
        into = pieces if linked is None else linked
        into.append(("" if node.tag in _INLINE else "\0") + ((node.text if event == "start" else node.tail) or ""))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\0"))
    yield from (line for line in lines if line)


def fault(content: bytes, seen: Seen, series: Series, whole: bool, edition: int | None = None) -> str | None:
    """Why a document cannot be taken for one of a series, and what to do, in words; None when it can.

    `whole`: ask for the end of a page too, as of one that came over a network. `edition`: of which year it is, where that is known.
    """
    if not content.strip():
        return "it is empty: bring another copy"
    if len(content) > LARGEST:
        return f"it is larger than {LARGEST // 1_000_000} MB: cut it into smaller files"
    if seen.media_type not in series.formats:
        return foreign(content) or _other_format(seen, series)
    return _damage(content, seen, whole) or _strange(seen, series, edition)


def _other_format(seen: Seen, series: Series) -> str:
    takes = ", ".join(_KIND_NAMES[kind] for kind in series.formats)
    if seen.media_type == UNKNOWN:
        return f"it is binary data, or text in a code that is not known here: save it anew; this series takes {takes}"
    return f"it is {_KIND_NAMES[seen.media_type]}, and this series takes {takes}: bring it in such a form, or to another series"


def _damage(content: bytes, seen: Seen, whole: bool) -> str | None:
    """What the format shows of a document that is not all there."""
    if seen.media_type == "application/pdf":
        return None if b"%%EOF" in content[-_TAIL:] else "the PDF has no end: it was cut off; bring another copy"
    if seen.media_type == "application/json":
        return "it is no JSON that can be read: cut off, or nested too deeply; bring another copy" if seen.data is None else None
    if seen.media_type == "text/html":
        if content.count(b"<") > MOST_TAGS:
            return f"it has more than {MOST_TAGS:,} tags: print it to a PDF, and bring that"
        if seen.words is None:
            return "it cannot be read as a page: save it anew, or print it to a PDF"
        if whole and not re.search(rb"</(html|body)\s*>", eight_bit(content[-_TAIL:]).lower()):
            return "the page has no end: it was cut off; bring another copy"
    return None


def _strange(seen: Seen, series: Series, edition: int | None) -> str | None:
    """What the expectations of the series say of a document's words."""
    if seen.words is None:
        return None
    page, expected = seen.media_type == "text/html", series.expected
    if page and _APOLOGY.search(seen.title):
        return f"it is a page of an error or a notice, '{seen.title[:80]}': open its address in a browser and save what is there"
    lower = seen.words.casefold()
    lacking = [word for word in expected.holds if word not in lower and word not in seen.title.casefold()]
    if lacking:
        return (
            f"it nowhere says {', '.join(repr(word) for word in lacking)}, as all that this series keeps does: leave it out, or bring it "
            "to the series that it is of"
        )
    count, fewest = _words(" ".join(seen.lines) if page else lower), expected.fewest(edition)
    if count < fewest:
        links = " outside its links" if page else ""
        of = f"one of {edition} in this series" if edition else "a document of this series"
        return f"it has {count} word{'s'[: count != 1]}{links}, and {of} has at least {fewest}: save the whole page, or bring another copy"
    if page and expected.sections and not _narrates(seen, series):
        return (
            f"it has fewer than two of the headings of this series ({', '.join(expected.sections)}) and nowhere speaks of "
            f"{expected.signs[0]} or of a {expected.signs[1]}: it may be a notice in place of the document. Open its address in a "
            "browser, and bring what is there"
        )
    return None


def _words(text: str) -> int:
    """How many words a text has, at least: writing that parts no words, as Thai does, is counted by its characters."""
    return max(len(text.split()), len(text) // _LONG_WORD)


def _narrates(seen: Seen, series: Series) -> bool:
    """Whether a page shows that it holds a document of its series: two of its sections stand as headings, or prose has its signs.

    Early narratives have no sections, and those of places not ranked have no tier: either is enough.
    """
    lines = [line.casefold().lstrip(" *•-–—") for line in seen.lines]
    headed = [s for s in series.expected.sections if any(re.match(rf"{s}\W*$|{s}\s*[:.–—-]+\s", line) for line in lines)]
    signs = re.compile(rf"\b(?:{'|'.join(series.expected.signs)})\b")
    return len(headed) > 1 or any(signs.search(line) for line in lines)
