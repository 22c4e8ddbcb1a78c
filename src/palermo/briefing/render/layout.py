"""What all printed forms share: the head of the paper, labelled lines of asks, ranges of citations, grouped sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from palermo.briefing.brief import Brief
from palermo.briefing.claims import Citation, Claim, Locator
from palermo.briefing.document import Listed, sources
from palermo.briefing.sections.asks import Ask
from palermo.register.dates import in_words

AUDIENCE = {"own": "For our own side only", "counterpart": "Non-paper for the other side", "public": "For the public"}
NOTICE = (
    "Not legal advice. Not affiliated with the United Nations or any government; placements apply a United States statute. Numbers in "
    "brackets lead to the sources."
)


@dataclass(frozen=True)
class Head:
    """The head of a paper: title, for whom and as of when, and the notice that every paper carries."""

    title: str
    audience: str
    line: str
    notice: str


def head(brief: Brief) -> Head:
    """The head of the paper; the audience stands first, because every paper leaks."""
    case = brief.case
    title = f"{case.place.name(case.as_of).text}: trafficking in persons"
    line = f"From {case.sender_name} · as of {in_words(case.as_of)} · record {case.record.id}"
    return Head(title, AUDIENCE[case.audience], line, NOTICE)


def ask_lines(ask: Ask) -> Iterator[tuple[str, Claim]]:
    """The labelled lines of an ask, in the order of print."""
    for basis in ask.basis:
        yield "Basis", basis
    yield "Shown by", ask.shown_by
    yield "Our offer", ask.offer
    yield "Caution", ask.caution


def loose(section_claims: Iterable[Claim], asks: Iterable[Ask]) -> list[Claim]:
    """Claims of a section that belong to no ask."""
    grouped = {claim.id for ask in asks for claim in ask.claims}
    return [claim for claim in section_claims if claim.id not in grouped]


class Numbers:
    """The numbers of a brief's citations in print, joined to ranges: `1, 4–6`."""

    def __init__(self, brief: Brief) -> None:
        """Number the citations in the order of first use."""
        self._place = {citation: n for n, citation in enumerate(brief.citations, start=1)}

    def of(self, citations: Iterable[Citation]) -> str:
        """The numbers of some citations, in ranges."""
        return ranges(sorted(self._place[c] for c in citations))


def ranges(numbers: list[int]) -> str:
    """`[1, 2, 3, 5]` as `1–3, 5`."""
    parts: list[list[int]] = []
    for n in numbers:
        if parts and n == parts[-1][-1] + 1:
            parts[-1].append(n)
        else:
            parts.append([n])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}–{p[-1]}" for p in parts)


@dataclass(frozen=True)
class Group:
    """Sources that differ only in the place cited: one line of the list."""

    numbers: str
    text: str
    url: str | None
    locators: tuple[str, ...]


def grouped_sources(brief: Brief) -> list[Group]:
    """The list of sources in print: one line for each original with its carriers, and the places cited in it."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[Listed]] = {}
    for entry in sources(brief):
        groups.setdefault((entry.title, entry.publisher, tuple(c.id for c in entry.carriers)), []).append(entry)
    return [_group(entries) for entries in groups.values()]


def _group(entries: list[Listed]) -> Group:
    first = entries[0]
    where = [Locator.parse(e.citation.locator) for e in entries]
    text = f"{first.title}. {first.publisher}"
    days = sorted({e.citation.published for e in entries if e.citation.published})
    if days and where[0].kind != "law":
        text += f", public {in_words(days[0])}" if len(days) == 1 else f", public {in_words(days[0])} to {in_words(days[-1])}"
    if first.carriers:
        names = "; ".join(f"{c.title}, {c.publisher}" + (f" ({c.published[:4]})" if c.published else "") for c in first.carriers[:2])
        more = f" and {len(first.carriers) - 2} more" if len(first.carriers) > 2 else ""
        text += f"; as transcribed in {names}{more}, original not held"
    caveats = sorted({e.citation.caveat for e in entries if e.citation.caveat})
    text += f"; {', '.join(caveats)}" if caveats else ""
    tables = sorted({w.table if w.kind == "table" else w.path for w in where if w.kind in ("table", "catalogue")})
    text += f". In this record: {', '.join(tables)}." if tables else "."
    return Group(ranges(sorted(e.n for e in entries)), text, first.url, tuple(str(w) for w in where))
