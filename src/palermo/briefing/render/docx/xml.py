"""The few elements of WordprocessingML that python-docx has no calls for: links, bookmarks, fields, notes."""

from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, *children: Any, **attributes: str | int) -> Any:
    """An element by its name without prefix, all of the namespace `w`."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def run(text: str, style: str | None = None, *, right_to_left: bool = False) -> Any:
    """A run of text. A tab in it is a tab."""
    made = element("r")
    properties = [element("rStyle", val=style)] if style else []
    properties += [element("rtl")] if right_to_left else []
    if properties:
        made.append(element("rPr", *properties))
    for number, part in enumerate(text.split("\t")):
        if number:
            made.append(element("tab"))
        if part:
            words = element("t")
            words.text = part
            words.set(_SPACE, "preserve")
            made.append(words)
    return made


def link(text: str, *, anchor: str | None = None, relationship: str | None = None, style: str | None = None) -> Any:
    """A link to a bookmark of the document, or to an address that a relationship names."""
    made = element("hyperlink", run(text, style), history=1)
    if anchor:
        made.set(qn("w:anchor"), anchor)
    if relationship:
        made.set(qn("r:id"), relationship)
    return made


def bookmark(number: int, name: str) -> tuple[Any, Any]:
    """The start and the end of a bookmark. Numbers are unique in a document, names are letters, digits and lines below."""
    return element("bookmarkStart", id=number, name=name), element("bookmarkEnd", id=number)


def field(instruction: str, shown: Iterable[Any]) -> list[Any]:
    """A field as runs: what is to be worked out, and what stands there until a program does."""
    words = element("instrText")
    words.text = f" {instruction} "
    words.set(_SPACE, "preserve")
    return [_mark("begin"), element("r", words), _mark("separate"), *shown, _mark("end")]


def _mark(kind: str) -> Any:
    """One of the three marks of a field."""
    return element("r", element("fldChar", fldCharType=kind))
