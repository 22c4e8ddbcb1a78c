"""One document as it was read: findings marked in its words, and listed beside them, with accept, correct or reject."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from palermo.evidence.review_content import codes
from palermo.record.narratives import Passage, ReadFinding, narrative, narratives, passages, read_findings
from palermo.workspace.pages import links
from palermo.workspace.pages.asking import record_of

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words on which the same findings rest. `ends`: those that end with it, so that each is named once.

    `asked`: a citation led to these words; `first`: they are the first of them.
    """

    text: str
    findings: tuple[ReadFinding, ...]
    starts: tuple[ReadFinding, ...]
    ends: tuple[ReadFinding, ...]
    asked: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the document: its name, and its passages in runs."""

    name: str
    passages: tuple[tuple[Run, ...], ...]


def page(request: HttpRequest, key: str) -> HttpResponse:
    """The document. Http404 where the record does not show it on the day."""
    record = record_of(request)
    text = narrative(record, key)
    if text is None:
        raise Http404(_("This record shows no such document on this day."))
    found = read_findings(record, key)
    context = {
        "text": text,
        "sections": sections(passages(record, key), found, span(request.GET.get("at", ""))),
        "findings": found,
        "codes": {kind: listed for kind in sorted({f.kind for f in found}) if (listed := codes(kind))},
        "keep_for": 0,  # its forms are one person's own
    }
    return render(request, "pages/document.html", context)


def words(request: HttpRequest, sha256: str) -> HttpResponse:
    """Where a citation of words leads: to the document that has this text."""
    held = next((text for text in narratives(record_of(request)) if text.text_sha256 == sha256), None)
    if held is None:
        raise Http404(_("This record does not hold the text that is cited: its words were coded elsewhere."))
    return redirect(links.to(request, "pages:document", held.key, at=request.GET.get("at")) + "#words")


def span(at: str) -> Span | None:
    """The span that an address asks for, as `12-30`; None for anything else.

    >>> span("12-30"), span("12"), span("x-9")
    ((12, 30), None, None)
    """
    start, _dash, end = at.partition("-")
    plain = all(part.isascii() and part.isdecimal() and len(part) < 10 for part in (start, end))
    return (int(start), int(end)) if plain else None


def sections(held: Sequence[Passage], found: Sequence[ReadFinding], asked: Span | None) -> tuple[Section, ...]:
    """The passages by section, each cut where a finding or the asked span begins or ends."""
    made: list[tuple[str, list[tuple[Run, ...]]]] = []
    seen = False
    for passage in held:
        if not made or made[-1][0] != passage.section:
            made.append((passage.section, []))
        here = tuple(f for f in found if f.start < passage.end and passage.start < f.end)
        runs = _runs(passage, here, asked, seen)
        seen = seen or any(run.asked for run in runs)
        made[-1][1].append(runs)
    return tuple(Section(name, tuple(runs)) for name, runs in made)


def _runs(passage: Passage, here: tuple[ReadFinding, ...], asked: Span | None, seen: bool) -> tuple[Run, ...]:
    spans = [(f.start, f.end) for f in here] + ([asked] if asked else [])
    cuts = {passage.start, passage.end, *(cut for one in spans for cut in one if passage.start < cut < passage.end)}
    edges, runs = sorted(cuts), []
    for start, end in pairwise(edges):
        inside = asked is not None and start < asked[1] and asked[0] < end
        runs.append(
            Run(
                passage.text[start - passage.start : end - passage.start],
                tuple(f for f in here if f.start < end and start < f.end),
                tuple(f for f in here if max(f.start, passage.start) == start and passage.start <= f.start),
                tuple(f for f in here if f.end == end),
                inside,
                inside and not seen,
            )
        )
        seen = seen or inside
    return tuple(runs)
