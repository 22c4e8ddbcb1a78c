"""What a paper shows, put together from what it carries: the verifier's own list, apart from every renderer.

A paper shows its head, its sections with their claims and asks, its sources, and the fixed words of its form. Whatever else stands in
it was put there by somebody else.
"""

from collections.abc import Iterator

from palermo.assessment.standing import CONCLUDED, standing
from palermo.briefing.brief import PAGE_ONE
from palermo.briefing.case import TIERS
from palermo.briefing.verify.paper import ClaimHeld, Paper, SectionHeld
from palermo.briefing.verify.sourcelist import lines, ranges
from palermo.briefing.verify.words import Shown
from palermo.record.opened import Record
from palermo.register.dates import in_words
from palermo.register.jurisdictions import jurisdictions

AUDIENCES = {"own": "For our own side only", "counterpart": "Non-paper", "public": "For the public"}
NOTICE = (
    "Not legal advice. Not affiliated with the United Nations or any government; placements apply a United States statute. Numbers in "
    "brackets lead to the sources."
)
_LABELS = (
    ("basis", "Basis"),
    ("shown_by", "Shown by"),
    ("precedent", "Precedent"),
    ("offer", "Our offer"),
    ("caution", "Caution"),
)


def markdown(paper: Paper, record: Record) -> Iterator[Shown]:
    """What the Markdown form shows."""
    yield Shown("title", title(paper))
    yield Shown("head", f"{AUDIENCES[paper.audience]}. {line(paper)}")
    yield from occasion(paper)
    yield Shown("notice", NOTICE)
    for section in paper.sections:
        yield Shown(f"heading of {section.id}", section.title)
        yield from _section(section, ranked=True)
    yield from _sources(paper, record, "<{}>")


def html(paper: Paper, record: Record) -> Iterator[Shown]:
    """What the HTML form shows; what only a screen reader says stands in double brackets."""
    yield Shown("title of the page", f"{title(paper)}, as of {paper.as_of}")
    yield Shown("audience", AUDIENCES[paper.audience])
    yield Shown("title", title(paper))
    yield Shown("head", line(paper))
    yield from occasion(paper)
    for section in sorted(paper.sections, key=lambda s: s.id not in PAGE_ONE):
        yield Shown(f"heading of {section.id}", section.title)
        if section.id == "placement" and paper.audience != "counterpart":
            yield from _strip(paper, record)
        yield from _section(section, ranked=False)
    yield from _sources(paper, record, "{}")
    yield Shown("notice", NOTICE)


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


def cited(claim: ClaimHeld) -> str:
    """A sentence with the numbers of its sources."""
    return f"{claim.text} [{ranges(claim.citations)}]"


def asks(section: SectionHeld) -> Iterator[tuple[ClaimHeld, list[tuple[str, ClaimHeld]]]]:
    """The asks of a section: the sentence, and its lines with their labels, in the order of print."""
    for ask in section.asks:
        own = {claim.id: claim for claim in section.claims if claim.id == ask.id or claim.id.startswith(f"{ask.id}/")}
        sentence = own.pop(ask.id, None)
        if sentence is not None:
            yield sentence, sorted(((_label(ask.id, key), claim) for key, claim in own.items()), key=_rank)


def _label(ask: str, claim: str) -> str:
    kind = claim.removeprefix(f"{ask}/").partition("/")[0]
    return dict(_LABELS).get(kind, kind)


def _rank(labelled: tuple[str, ClaimHeld]) -> int:
    order = [label for _, label in _LABELS]
    return order.index(labelled[0]) if labelled[0] in order else len(order)


def loose(section: SectionHeld) -> list[ClaimHeld]:
    """The claims of a section that belong to no ask."""
    return [c for c in section.claims if not any(c.id == ask.id or c.id.startswith(f"{ask.id}/") for ask in section.asks)]


def _section(section: SectionHeld, *, ranked: bool) -> Iterator[Shown]:
    for claim in loose(section):
        yield Shown(claim.id, cited(claim))
    for rank, (sentence, labelled) in enumerate(asks(section), start=1):
        yield Shown(sentence.id, f"{rank}. {cited(sentence)}" if ranked else cited(sentence))
        for label, claim in labelled:
            yield Shown(claim.id, f"{label}: {cited(claim)}" if ranked else f"{label} {cited(claim)}")


def _sources(paper: Paper, record: Record, address: str) -> Iterator[Shown]:
    yield Shown("heading of sources", "Sources")
    for entry in lines(paper, record):
        url = f" {address.format(entry.url)}" if entry.url else ""
        yield Shown(f"sources [{entry.numbers}]", f"[{entry.numbers}] {entry.text}{url}")


def _strip(paper: Paper, record: Record) -> Iterator[Shown]:
    """The placements by edition: label and year, and in words what the label means."""
    cells = list(timeline(paper, record))
    if not cells:
        return
    shown = " ".join(f"{label} {year} ⟦: {meaning}⟧" for year, label, meaning in cells)
    yield Shown("timeline", f"⟦Placements by edition⟧ {shown}")
    yield Shown("key of the timeline", key(cells))


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
