"""Links that carry the day of the question, and links from a citation to where it was read."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from palermo.briefing.claims import Citation, Claim, Locator
from palermo.briefing.render.layout import ranges


def to(request: HttpRequest, name: str, *parts: Any, **query: Any) -> str:
    """The address of a page, with the day of the request and whatever else it asks; empty parts of the question are left out."""
    day = getattr(request, "day", None)
    asked = {key: value for key, value in query.items() if value not in (None, "")}
    if day is not None:
        asked["as_of"] = day.isoformat()
    address = str(reverse(name, args=[str(part) for part in parts]))
    return address + (f"?{urlencode(asked)}" if asked else "")


def to_source(request: HttpRequest, locator: str) -> str:
    """Where a citation leads: the row, the words in the document, the rule, or the table's entry in the catalogue."""
    where = Locator.parse(locator)
    if where.kind == "table":
        if (where.part or "").startswith("count("):
            return to(request, "pages:table", where.table)
        anchor = f"#{where.part}" if where.part else ""
        return to(request, "pages:fact", where.table, where.key) + anchor
    if where.kind == "text":
        return to(request, "pages:words", where.path, at=where.part) + "#words"
    if where.kind == "law":
        return to(request, "pages:provision", where.path)
    return to(request, "pages:table", where.path)


def linked(request: HttpRequest, claim: Claim, numbers: dict[Citation, int] | None = None) -> SafeString:
    """A sentence in which every value leads to where it was read, and the numbers of its sources follow."""
    pieces: list[SafeString] = []
    rest = claim.text
    for value in _in_order(claim):
        before, found, rest = rest.partition(value.text) if value.text in rest else (rest, "", "")
        if not found:
            rest = before
            continue
        pieces.append(format_html("{}", before))
        address = to_source(request, value.citations[0].locator) if value.citations else ""
        pieces.append(format_html('<a class="value" href="{}">{}</a>', address, found) if address else format_html("{}", found))
    pieces.append(format_html("{}", rest))
    return mark_safe("".join(pieces) + cited(request, claim.citations, numbers))


def _in_order(claim: Claim) -> list[Any]:
    """The values of a claim in the order in which they stand in its text."""
    return sorted((v for v in claim.values if v.text and v.text in claim.text), key=lambda v: claim.text.index(v.text))


def cited(request: HttpRequest, citations: Sequence[Citation], numbers: dict[Citation, int] | None) -> SafeString:
    """The numbers of the sources of a sentence, as they follow it."""
    return marks({numbers[c] for c in citations if c in numbers}) if numbers else mark_safe("")


def marks(numbers: Iterable[int]) -> SafeString:
    """Numbers of sources in order and in ranges, each a link to its entry in the list at the end of the page."""
    parts = [part for part in ranges(sorted(numbers)).split(", ") if part]
    found = [format_html('<a href="#source-{}">{}</a>', part.partition("–")[0], part) for part in parts]
    return mark_safe(f' <sup class="cites">{" ".join(found)}</sup>') if found else mark_safe("")
