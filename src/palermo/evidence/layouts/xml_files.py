"""XML of data, as the Labor Department's app holds its findings: read as the JSON of the same data.

A place is the path of elements from the root's children on, as a JSON pointer; where several elements of one name stand in one
parent, each has its number from 0 on (`/Country/3/Description`). Offsets count the characters of that element's text.
"""

from typing import Any

from lxml import etree

from palermo.evidence.layouts import json_files
from palermo.evidence.layouts.limits import MOST_VALUES, Unreadable
from palermo.evidence.model import Part

_PAGES = ("html", "svg")


def tree_of(data: bytes) -> Any:
    """The root of a file of data, None for a page or picture in XML. Unreadable for what is no XML that can be read.

    Nothing that the file names is loaded, and what it abbreviates is not spelt out.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    if data.count(b"<") > MOST_VALUES:
        raise Unreadable(f"it holds more than {MOST_VALUES:,} values")
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(f"it is no XML that can be read ({str(error)[:100]})") from None
    return None if etree.QName(root).localname.casefold() in _PAGES else root


def parts(root: Any, *, series: str, edition: int | None, jurisdiction: str | None, title: str = "") -> tuple[Part, ...]:
    """The narratives of a file of data. Unreadable when it holds no prose."""
    return json_files.parts_of_data(_value(root), series=series, edition=edition, jurisdiction=jurisdiction, title=title)


def _value(element: Any) -> Any:
    """An element as JSON has it: its text, or its children by name, in a list where a name comes more than once."""
    children = [child for child in element if isinstance(child.tag, str)]
    if not children:
        return "".join(element.itertext())
    found: dict[str, list[Any]] = {}
    for child in children:
        found.setdefault(etree.QName(child).localname, []).append(_value(child))
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}
