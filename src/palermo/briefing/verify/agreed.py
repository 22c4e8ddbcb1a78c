"""Sentences of a paper that come from a workspace: no record holds them, so nothing here can confirm them.

They are set aside, named one by one, and the rest of the paper is compared as if they were not there.
"""

import re
from collections.abc import Iterator
from typing import Any

from palermo.briefing.claims import Claim, stray_numbers
from palermo.briefing.verify.model import Fault
from palermo.briefing.verify.paper import Paper

# The ids that such a sentence may have. Whatever else claims to be agreed is a sentence of the record in disguise.
_THEIRS = re.compile(r"(?:[^/]+(?:/[^/]+)*/answered/.+|commitment/.+|noted/.+)\Z")
# Where an agenda prints them: sections whose titles nothing else would confirm, because they hold nothing of the record.
_SECTIONS = {
    "asks": ("/answered/", None),
    "points": ("noted/", "Indicators and further points"),
    "commitments": ("commitment/", "Open commitments of both sides"),
}
_NONE_GIVEN = re.compile(r"(?:.+/answered|commitments\.none/.+)\Z")  # what an agenda says where a workspace gave nothing


def disguised(claims: list[Claim], audience: str) -> Iterator[Fault]:
    """Sentences that say to be agreed and cannot be: of another kind, on the record's word, or in a paper that others read."""
    for claim in (one for one in claims if one.basis == "agreed"):
        if audience != "own" or not _THEIRS.match(claim.id):
            yield Fault("record", claim.id, "a sentence of this kind does not come from a workspace", None, claim.text)
        if not all(citation.locator.startswith("agreed:") for citation in claim.citations):
            yield Fault("record", claim.id, "it comes from a workspace and cites something else", None, claim.text)
        for number in stray_numbers(claim):
            yield Fault("record", claim.id, f"'{number}' is printed and stands in no value", None, claim.text)


def misplaced(paper: Paper) -> Iterator[Fault]:
    """Sentences from a workspace where no agenda has them, and sections of them under a title of somebody else."""
    for section in paper.sections:
        given = [claim for claim in section.claims if claim.basis == "agreed"]
        kind, title = _SECTIONS.get(section.id, ("", None)) if paper.is_agenda else ("", None)
        for claim in (one for one in given if not kind or kind not in one.id):
            yield Fault("record", claim.id, "a paper has no sentence from a workspace in this place", None, claim.text)
        if given and title is not None and section.title != title:
            yield Fault("record", f"{section.id}.title", "the section has another title", title, section.title)


def without(data: dict[str, Any], paper: dict[str, Any]) -> dict[str, Any]:
    """A brief as data without what a workspace gave to `paper`, its citations by locator and no longer by number."""
    sources = {source["n"]: source["locator"] for source in data["sources"]}
    given = [claim["id"] for section in paper["sections"] for claim in section["claims"] if claim["basis"] == "agreed"]
    sections = [_section(section, sources, given) for section in data["sections"]]
    kept = [{**source, "n": 0} for source in data["sources"] if not source["locator"].startswith("agreed:")]
    cited = {locator for section in sections for claim in section["claims"] for locator in claim["citations"]}
    head = {key: _resolved(value, sources) for key, value in data.items() if key not in ("sections", "sources", "mark")}
    listed = sorted((source for source in kept if source["locator"] in cited), key=lambda source: str(source["locator"]))
    return {**head, "sections": [section for section in sections if section["claims"]], "sources": listed}


def _section(section: dict[str, Any], sources: dict[int, str], given: list[str]) -> dict[str, Any]:
    replaced = {claim["id"] for claim in section["claims"] if _NONE_GIVEN.match(claim["id"]) and _instead(claim["id"], given)}
    claims = [c for c in section["claims"] if c["basis"] != "agreed" and c["id"] not in replaced]
    return {**section, "claims": [_resolved(claim, sources) for claim in claims]}


def _instead(claim: str, given: list[str]) -> bool:
    """Whether a workspace gave what the claim says that nobody gave."""
    start = f"{claim}/" if claim.endswith("/answered") else "commitment/"
    return any(one.startswith(start) for one in given)


def _resolved(value: Any, sources: dict[int, str]) -> Any:
    """The same with the locators of sources for their numbers."""
    if isinstance(value, list):
        return [_resolved(one, sources) for one in value]
    if not isinstance(value, dict):
        return value
    return {k: sorted(sources[n] for n in v) if k == "citations" else _resolved(v, sources) for k, v in value.items()}
