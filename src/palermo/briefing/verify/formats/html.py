"""HTML: the text of the page as a browser shows it, and the block of data that it carries.

A page can show something else than stands in it: styles can hide and add words, scripts can change them, and browsers read what is
malformed each in its own way. So nothing passes that a paper of ours does not have: other elements, attributes, styles, comments.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from palermo.briefing.verify.model import Fault, Received, UnreadableError

# The styles that palermo has written into its pages, by the hash of their text without blanks. A page keeps those it was made with.
STYLES = frozenset({"0a456f10a761d950"})
_COMMON = {"class", "id"}
_KNOWN: dict[str, set[str]] = {
    "html": {"lang"}, "head": set(), "meta": {"charset", "name", "content", "http-equiv"}, "title": set(), "style": set(),
    "body": _COMMON, "header": _COMMON, "main": _COMMON, "footer": _COMMON, "div": _COMMON, "section": {*_COMMON, "aria-labelledby"},
    "h1": _COMMON, "h2": _COMMON, "p": {*_COMMON, "dir"}, "ul": _COMMON, "ol": {*_COMMON, "aria-label"}, "li": _COMMON,
    "dl": _COMMON, "dt": _COMMON, "dd": _COMMON, "span": {*_COMMON, "dir"}, "b": {"aria-hidden"}, "bdi": set(), "a": {"href", "id"},
    "script": {"type", "id"},
}  # fmt: skip
_INLINE = {"a", "b", "bdi", "span"}
_HIDDEN = "visually-hidden"
_META = {"viewport", "robots", "content-security-policy"}
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#39|#34);)")


def read(content: bytes) -> Received:
    """Read a paper in HTML. UnreadableError when it is no page or carries no brief."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError("It is no text in UTF-8.") from None
    try:
        page = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError, AssertionError):
        raise UnreadableError("It cannot be read as a page.") from None
    blocks = page.xpath("//script")
    carried = [block for block in blocks if block.get("id") == "palermo-brief"]
    if len(carried) != 1:
        raise UnreadableError("It carries no brief: the block 'palermo-brief' is missing." if not carried else _TWO)
    faults = [*_markup(text, carried[0].text or ""), *_elements(page)]
    return Received("html", carried[0].text or "", "".join(_text(page)), tuple(faults))


_TWO = "It carries more than one brief, so that nobody can say which one is meant."


def _text(element: Any) -> Iterator[str]:
    """The words in order. What only a screen reader says stands in double brackets, as the verifier's own list has it."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return
    hidden = _HIDDEN in (element.get("class") or "").split()
    inline = element.tag in _INLINE and element.get("aria-hidden") is None  # a box of the timeline stands over its year
    yield "" if inline else "\n"
    yield f"⟦{element.get('aria-label')}⟧ " if element.get("aria-label") else ""
    yield " ⟦" if hidden else ""
    yield element.text or ""
    for child in element:
        yield from _text(child)
        yield child.tail or ""
    yield "⟧ " if hidden else ""
    yield "" if inline else "\n"


def _markup(text: str, carried: str) -> Iterator[Fault]:
    """What browsers may read otherwise than the parser here."""
    rest = text.replace(carried, "", 1)
    for pattern, what in (("<!", "a comment"), ("<?", "an instruction")):
        if rest.count(pattern) > (1 if rest.lstrip().lower().startswith("<!doctype html>") and pattern == "<!" else 0):
            yield _put_in(what, pattern)
    if _ENTITY.search(rest):
        yield _put_in("a sign that browsers may read in their own way", "&")
    if "\0" in rest:
        yield _put_in("a null character", "")


def _put_in(what: str, found: str) -> Fault:
    return Fault("shown", "the page", f"{what} was put in, which no paper has", None, found[:200])


def _elements(page: Any) -> Iterator[Fault]:
    styles = []
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "style":
            styles.append(element.text or "")
        if element.tag not in _KNOWN:
            yield _put_in(f"an element '{element.tag}'", " ".join(element.itertext()).strip())
            continue
        for name in set(element.attrib) - _KNOWN[element.tag]:
            yield _put_in(f"'{name}' of an element '{element.tag}'", str(element.get(name)))
        yield from _particular(element)
    if len(styles) != 1 or style_id(styles[0]) not in STYLES:
        yield Fault("shown", "the page", "its styles are none that palermo writes: styles can hide words and add others")


def style_id(text: str) -> str:
    """What a stylesheet is known by: the first digits of the hash of its text without blanks."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:16]


def _particular(element: Any) -> Iterator[Fault]:
    tag = element.tag
    if tag == "script" and (element.get("id"), element.get("type")) != ("palermo-brief", "application/json"):
        yield _put_in("a script", element.text or "")
    if tag == "meta" and not _harmless(element):
        yield _put_in("a direction to the browser", html.tostring(element, encoding="unicode"))
    if tag == "a" and element.get("href") is not None:
        numbers = re.match(r"\d+", element.text or "")
        if not numbers or element.get("href") != f"#s{numbers[0]}":
            yield _put_in(f"a link with the words '{element.text or ''}'", element.get("href"))
    if element.get("dir", "auto") != "auto":
        yield _put_in("a direction of writing that turns words", element.get("dir"))
    if tag == "b" and element.get("aria-hidden") is not None and element.getparent().getparent().get("class") != "strip":
        yield _put_in("words that screen readers leave out", element.text or "")


def _harmless(element: Any) -> bool:
    if element.get("charset") is not None:
        return str(element.get("charset")).lower() == "utf-8"
    return (element.get("name") or element.get("http-equiv") or "").lower() in _META
