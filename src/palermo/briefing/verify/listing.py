"""What a paper shows, put together from what it carries: the verifier's own list, apart from every renderer.

A paper shows its head, its sections with their claims and asks, its sources, and the fixed words of its form. Whatever else stands in
it was put there by somebody else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from palermo.assessment.standing import CONCLUDED, standing
from palermo.briefing.agreed import MARKS
from palermo.briefing.brief import PAGE_ONE
from palermo.briefing.case import Case
from palermo.briefing.sections.placement import history_in_words
from palermo.briefing.verify.paper import ClaimHeld, Paper, SectionHeld
from palermo.briefing.verify.sourcelist import lines, note, ranges
from palermo.briefing.verify.words import Shown
from palermo.record.opened import Record
from palermo.register.dates import in_words
from palermo.register.jurisdictions import jurisdictions
from palermo.register.tiers import TIERS

AUDIENCES = {"own": "For our own side only", "counterpart": "Non-paper", "public": "For the public"}
NOTICE = (
    "Not legal advice. Not affiliated with the United Nations or any government; placements apply a United States statute. Numbers in "
    "brackets lead to the sources."
)
_MARKS: dict[str | None, str] = dict(MARKS.items())
_LABELS = {
    "why_now": "Why now",
    "basis": "Basis",
    "shown_by": "Shown by",
    "precedent": "Precedent",
    "answered": "Answered before",
    "offer": "Our offer",
    "caution": "Caution",
    "fallback": "Fallback",
}


@dataclass(frozen=True, slots=True)
class Form:
    """How a form prints what all forms have: the sign before a claim, whether asks are numbered in the text, whether a colon follows the
    label of a line, whether treaties stand in a table, and where in their section, whether citations are footnotes, and how an address is written.
    """

    bullet: str = ""
    ranked: bool = True
    colon: bool = True
    table: Literal["", "in place", "last"] = ""
    notes: bool = False
    address: str = "{}"
    only_web: bool = False


MARKDOWN = Form(address="<{}>")
HTML = Form(ranked=False, colon=False)
PDF = Form(bullet="• ", colon=False, table="in place", only_web=True)
WORD = Form(ranked=False, table="last", notes=True)
HEAD_OF_TABLE = "Instrument Standing"  # repeated where the table runs over a column or a page
_ROW = "treaty/"  # what the ids of claims in the table begin with


def markdown(paper: Paper, record: Record) -> Iterator[Shown]:
    """What the Markdown form shows."""
    yield Shown("title", title(paper))
    yield Shown("head", f"{audience(paper)}. {line(paper)}")
    yield from occasion(paper)
    yield Shown("notice", NOTICE)
    for section in paper.sections:
        yield from _section(paper, section, MARKDOWN)
    yield from _sources(paper, record, MARKDOWN)


def html(paper: Paper, record: Record) -> Iterator[Shown]:
    """What the HTML form shows; what only a screen reader says stands in double brackets."""
    yield Shown("title of the page", f"{title(paper)}, as of {paper.as_of}")
    yield Shown("audience", audience(paper))
    yield Shown("title", title(paper))
    yield Shown("head", line(paper))
    yield from occasion(paper)
    for section in _front_first(paper):
        yield from _section(paper, section, HTML, _strip(paper, record, "{1} {0} ⟦: {2}⟧", "⟦Placements by edition⟧ "))
    yield from _sources(paper, record, HTML)
    yield Shown("notice", NOTICE)


def pdf(paper: Paper, record: Record) -> Iterator[Shown]:
    """What the PDF shows, without the lines at the head and foot of its pages."""
    yield Shown("title of the file", title(paper))
    yield Shown("audience", audience(paper))
    yield Shown("title", title(paper))
    yield from occasion(paper)
    yield Shown("head", line(paper))
    yield Shown("notice", NOTICE)
    for section in _front_first(paper):
        yield from _section(paper, section, PDF, _strip(paper, record, "{1} {0}"))
    yield from _sources(paper, record, PDF)


def docx(paper: Paper, record: Record) -> Iterator[Shown]:
    """What the Word file shows, without head and foot; a footnote stands in double brackets where it is called."""
    yield Shown("audience", audience(paper))
    yield Shown("title", title(paper))
    yield Shown("head", line(paper))
    yield from occasion(paper)
    yield Shown("notice", NOTICE)
    yield Shown("contents", f"Contents: {' · '.join([*(section.title for section in paper.sections), 'Sources'])}")
    for section in paper.sections:
        yield from _section(paper, section, WORD, _strip(paper, record, "", f"⟦Placements by edition: {_alt(paper, record)}⟧"))
    yield from _sources(paper, record, WORD)


def edges(paper: Paper, record: Record) -> list[str]:
    """What may stand at the head and foot of a page, without its number, and what a reader is told of the file beside its pages: its
    title and subject, its bookmarks, what the figure shows."""
    of_pages = ["", f"{audience(paper)} {title(paper)}", line(paper), f"{line(paper)} Page of"]
    headings = [title(paper), *(section.title for section in paper.sections), "Sources"]
    return [*of_pages, *headings, f"{audience(paper)}. {line(paper)}", f"Placements by edition: {_alt(paper, record)}"]


def _front_first(paper: Paper) -> list[SectionHeld]:
    return sorted(paper.sections, key=lambda section: section.id not in PAGE_ONE)


def audience(paper: Paper) -> str:
    """For whom the paper is, with the strictest mark of what a workspace gave to it."""
    said = AUDIENCES[paper.audience]
    return said if paper.mark in (None, "public") else f"{said}: {_MARKS[paper.mark]}"


def title(paper: Paper) -> str:
    """The title of a paper."""
    return f"{paper.name}: trafficking in persons"


def line(paper: Paper) -> str:
    """From whom, as of when, from which record."""
    sender = jurisdictions()[paper.sender].name(paper.day).in_prose()
    return f"From {sender} · as of {in_words(paper.as_of)} · record {paper.record}"


def occasion(paper: Paper) -> Iterator[Shown]:
    """The cover line, if there is one."""
    if paper.occasion is not None:
        yield Shown("cover line", f"Prepared for: {paper.occasion}")


def asks(section: SectionHeld) -> Iterator[tuple[ClaimHeld, list[tuple[str, ClaimHeld]]]]:
    """The asks of a section: the sentence, and its lines with their labels, in the order of print."""
    for ask in section.asks:
        own = {claim.id: claim for claim in section.claims if claim.id == ask.id or claim.id.startswith(f"{ask.id}/")}
        sentence = own.pop(ask.id, None)
        if sentence is not None:
            yield sentence, sorted(((_label(ask.id, key), claim) for key, claim in own.items()), key=_rank)


def _label(ask: str, claim: str) -> str:
    kind = claim.removeprefix(f"{ask}/").partition("/")[0]
    return _LABELS.get(kind, kind)


def _rank(labelled: tuple[str, ClaimHeld]) -> int:
    order = list(_LABELS.values())
    return order.index(labelled[0]) if labelled[0] in order else len(order)


def loose(section: SectionHeld) -> list[ClaimHeld]:
    """The claims of a section that belong to no ask."""
    return [c for c in section.claims if not any(c.id == ask.id or c.id.startswith(f"{ask.id}/") for ask in section.asks)]


def _section(paper: Paper, section: SectionHeld, form: Form, strip: Iterable[Shown] = ()) -> Iterator[Shown]:
    yield Shown(f"heading of {section.id}", section.title)
    if section.id == "placement":
        yield from strip
    claims, in_table = loose(section), False
    if form.table == "last":
        claims.sort(key=lambda claim: claim.id.startswith(_ROW))
    for claim in claims:
        before, in_table = in_table, bool(form.table) and claim.id.startswith(_ROW)
        if in_table and not before:
            yield Shown("head of the table", HEAD_OF_TABLE)
        yield Shown(claim.id, f"{'' if in_table else form.bullet}{_cited(paper, claim, form)}")
    for rank, (sentence, labelled) in enumerate(asks(section), start=1):
        yield Shown(sentence.id, (f"{rank}. " if form.ranked else "") + _cited(paper, sentence, form))
        for label, claim in labelled:
            yield Shown(claim.id, f"{label}{':' if form.colon else ''} {_cited(paper, claim, form)}")


def _cited(paper: Paper, claim: ClaimHeld, form: Form) -> str:
    """A sentence with the numbers of its sources, or with its footnote."""
    return f"{claim.text} ⟦{note(paper, claim)}⟧" if form.notes else f"{claim.text} [{ranges(claim.citations)}]"


def _sources(paper: Paper, record: Record, form: Form) -> Iterator[Shown]:
    yield Shown("heading of sources", "Sources")
    for entry in lines(paper, record):
        shown = entry.url and (not form.only_web or entry.url.startswith(("http://", "https://")))
        url = f" {form.address.format(entry.url)}" if shown else ""
        yield Shown(f"sources [{entry.numbers}]", f"[{entry.numbers}] {entry.text}{url}")


def _strip(paper: Paper, record: Record, cell: str, before: str = "") -> Iterator[Shown]:
    """The placements by edition, each as `cell` has edition, label and meaning; then what the labels mean."""
    cells = list(timeline(paper, record)) if paper.audience != "counterpart" else []
    if not cells:
        return
    yield Shown("timeline", before + " ".join(cell.format(*one) for one in cells))
    yield Shown("key of the timeline", key(cells))


def _alt(paper: Paper, record: Record) -> str:
    """The description of the timeline for those who cannot see it."""
    case = Case(record, jurisdictions()[paper.jurisdiction], jurisdictions()[paper.sender], paper.audience)
    if not case.standing.placements:
        return ""
    gaps = [f" {year}: {meaning}." for year, label, meaning in timeline(paper, record) if label in "?–"]
    return f"{history_in_words(case)}.{''.join(gaps)}"


Cell = tuple[int, str, str]  # edition, label, meaning
_CONCLUDED = ", concluded and not read"


def timeline(paper: Paper, record: Record) -> Iterator[Cell]:
    """One cell for each edition released by the day, from the first placement on."""
    stands = standing(record, jurisdictions()[paper.jurisdiction])
    for year in (edition["report_year"] for edition in stands.editions):
        fact = stands.by_year.get(year)
        if fact is not None:
            yield year, fact["tier"], TIERS[fact["tier"]] + (_CONCLUDED if fact["basis"] in CONCLUDED else "")
        elif stands.placements and year > stands.placements[0]["report_year"]:
            if year in stands.unknown_years:
                yield year, "?", "not in this record, which is incomplete for the edition"
            else:
                yield year, "–", "no placement"


def key(cells: list[Cell]) -> str:
    """What the signs of the timeline mean, as far as they occur."""
    words = "1, 2, 3: tiers. 2WL: Tier 2 Watch List. SC: special case."
    words += " Dashed: concluded, not read in the report." if any(m.endswith(_CONCLUDED) for _, _, m in cells) else ""
    return words + (" ?: not in this record." if any(label == "?" for _, label, _ in cells) else "")
