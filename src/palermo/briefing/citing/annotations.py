"""The quotations behind a paper as W3C Web Annotations: which words of which document a sentence rests on.

Only the words that the user's own library holds can be quoted; what was coded from a text that nobody brought has none, and is left out.
"""

import base64
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from palermo.briefing.brief import Brief
from palermo.briefing.claims import Citation, Claim, Locator
from palermo.record.facts import Fact
from palermo.record.narratives import Narrative, of_text, words_at
from palermo.record.opened import Record
from palermo.record.references import fact_at

_AROUND = 32  # characters before and after, by which the words are found again where the text has moved
_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"sha256": "urn:palermo:sha256", "text_sha256": "urn:palermo:text_sha256"}]
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:palermo:annotation")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A span of a document's text, with its words and those around it. `start` and `end` count characters of the text."""

    narrative: Narrative
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def annotations(paper: Brief) -> str:
    """The annotations of a paper as one W3C annotation collection (JSON-LD), ending in a newline."""
    items = list(_items(paper))
    page = {"id": f"{_name(paper, 'page')}", "type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {
        "@context": _CONTEXT,
        "id": _name(paper, "collection"),
        "type": "AnnotationCollection",
        "label": f"Quotations behind a paper on {paper.case.place.code}, record {paper.case.record.id}, as of {paper.case.as_of}",
        "total": len(items),
        "first": page,
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _name(paper: Brief, what: str) -> str:
    case = paper.case
    said = f"{what}/{case.record.id}/{case.as_of}/{case.place.code}/{case.sender.code}/{case.audience}"
    return uuid.uuid5(_SPACE, said).urn


def _items(paper: Brief) -> Iterator[dict[str, Any]]:
    for claim in paper.claims:
        seen = set()
        for citation in claim.citations:
            quoted = quotation(paper.case.record, citation)
            if quoted is not None and (place := (quoted.narrative.text_sha256, quoted.start, quoted.end)) not in seen:
                seen.add(place)
                yield _annotation(claim, quoted)


def _annotation(claim: Claim, quoted: Quoted) -> dict[str, Any]:
    held = quoted.narrative
    return {
        "id": uuid.uuid5(_SPACE, f"{claim.id}/{held.text_sha256}/{quoted.start}-{quoted.end}").urn,
        "type": "Annotation",
        "motivation": "linking",
        "body": {"type": "TextualBody", "value": claim.text, "format": "text/plain", "language": "en"},
        "target": {
            "type": "SpecificResource",
            "source": _address(held),
            "sha256": held.sha256,
            "text_sha256": held.text_sha256,
            "selector": [
                {"type": "TextQuoteSelector", "exact": quoted.exact, "prefix": quoted.prefix, "suffix": quoted.suffix},
                {"type": "TextPositionSelector", "start": quoted.start, "end": quoted.end},
            ],
        },
    }


def _address(held: Narrative) -> str:
    """Where the document came from; for one without an address, the name that its bytes give it (RFC 6920)."""
    if held.address.startswith(("https://", "http://")):
        return held.address
    return "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(held.sha256)).decode().rstrip("=")


def quotation(record: Record, citation: Citation) -> Quoted | None:
    """The words behind a citation, where it points at a text, or at a finding that was made from one; None where they are not held."""
    where = Locator.parse(citation.locator)
    span = _span_of_text(where) if where.kind == "text" else _span_of_finding(fact_at(record, where.table, where.key))
    if span is None:
        return None
    text, start, end = span
    held, words = of_text(record, text), words_at(record, text, start, end)
    if held is None or words is None:
        return None
    before = words_at(record, text, max(start - _AROUND, 0), start) or ""
    around = words_at(record, text, max(start - _AROUND, 0), end + _AROUND) or words
    at = max(around.find(words, len(before)), 0)  # a blank between two passages belongs to neither, and to what stands around
    return Quoted(held, start, end, words, around[:at], around[at + len(words) :])


_Span = tuple[str, int, int]


def _span_of_text(where: Locator) -> _Span:
    start, _, end = (where.part or "").partition("-")
    return where.path, int(start), int(end)


def _span_of_finding(fact: Fact | None) -> _Span | None:
    if fact is None or not {"text_sha256", "start", "end"} <= fact.cells.keys() or fact["start"] is None:
        return None
    return fact["text_sha256"], fact["start"], fact["end"]
