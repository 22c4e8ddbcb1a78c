"""Drift of the outline between two narratives, and their sections side by side where the outlines correspond.

Sections are compared only if both narratives have the same ones in the same order. Where an outline changed, a thing may have
moved to another heading, and a comparison section by section would report as lost what only moved: it is refused.
"""

from collections import Counter
from dataclasses import dataclass

from palermo.assessment.compare.reading import EditionReading
from palermo.record.narratives import Narrative, Outline

Name = tuple[str, int]  # the function of a section (or, for `other`, its heading), and its occurrence from 1 on


@dataclass(frozen=True, slots=True)
class SectionPair:
    """One section in both editions. `words`: counts of each; passages word for word `same`, and those of one edition only."""

    name: str
    earlier: Outline
    later: Outline
    words: tuple[int, int]
    same: int
    only_earlier: int
    only_later: int


@dataclass(frozen=True, slots=True)
class Drift:
    """How the outline changed. `refusal` says why sections are not compared; None where they are."""

    earlier: tuple[str, ...]
    later: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    order_changed: bool
    retitled: tuple[tuple[str, str], ...]
    refusal: str | None

    @property
    def corresponds(self) -> bool:
        """Whether sections can be compared one by one."""
        return self.refusal is None


def drift(earlier: Narrative, later: Narrative) -> Drift:
    """The sections of two narratives: added, dropped, in another order, under another heading."""
    old, new = outline(earlier), outline(later)
    added = tuple(_label(name) for name in new if name not in old)
    dropped = tuple(_label(name) for name in old if name not in new)
    moved = [name for name in old if name in new] != [name for name in new if name in old]
    titles = [(old[name].title, new[name].title) for name in old if name in new]
    retitled = tuple((a, b) for a, b in titles if _folded(a) != _folded(b))
    refusal = _refusal(len(old), len(new), added, dropped, moved)
    return Drift(tuple(map(_label, old)), tuple(map(_label, new)), added, dropped, moved, retitled, refusal)


def _refusal(old: int, new: int, added: tuple[str, ...], dropped: tuple[str, ...], moved: bool) -> str | None:
    if min(old, new) < 2:
        return "at least one of the two texts has no headings"
    changes = [
        f"only the later one has {', '.join(added)}" if added else "",
        f"only the earlier one has {', '.join(dropped)}" if dropped else "",
        "their order differs" if moved else "",
    ]
    return "; ".join(change for change in changes if change) or None


def outline(narrative: Narrative) -> dict[Name, Outline]:
    """The sections of a narrative in order, each under a name of its own."""
    seen: Counter[str] = Counter()
    found = {}
    for section in narrative.sections:
        name = _folded(section.title) if section.name == "other" and section.title else section.name
        seen[name] += 1
        found[name, seen[name]] = section
    return found


def _folded(title: str) -> str:
    return " ".join(title.casefold().split()).strip(" :*")


def _label(name: Name) -> str:
    return name[0] if name[1] == 1 else f"{name[0]} ({name[1]})"


def section_pairs(earlier: EditionReading, later: EditionReading) -> tuple[SectionPair, ...]:
    """The sections one by one, by their passages word for word; none where the outlines do not correspond."""
    if not (earlier.narrative and later.narrative and drift(earlier.narrative, later.narrative).corresponds):
        return ()
    old, new = outline(earlier.narrative), outline(later.narrative)
    return tuple(_section(_label(name), earlier, old[name], later, new[name]) for name in old)


def _section(name: str, earlier: EditionReading, old: Outline, later: EditionReading, new: Outline) -> SectionPair:
    ours, theirs = _passages(earlier, old), _passages(later, new)
    words = (_words(ours), _words(theirs))
    return SectionPair(name, old, new, words, (ours & theirs).total(), (ours - theirs).total(), (theirs - ours).total())


def _passages(reading: EditionReading, section: Outline) -> Counter[str]:
    inside = (p.text for p in reading.passages if section.start <= p.start < section.end)
    return Counter(" ".join(text.split()) for text in inside)


def _words(passages: Counter[str]) -> int:
    return sum(len(text.split()) * times for text, times in passages.items())
