"""What an edition dropped: passages on the topics that the edition before has and the one shown does not repeat, in like words.

Only where the outlines of the two correspond: else a passage that moved would look lost, and the comparison is refused with its
reason. That a passage is not repeated says nothing of what happened.
"""

from dataclasses import dataclass

from palermo.assessment.compare.outline import SectionPair, drift, section_pairs
from palermo.assessment.compare.reading import EditionReading, newest_capture, pair
from palermo.briefing.exhibit.find import look
from palermo.briefing.exhibit.topics import Topic
from palermo.evidence.refound import Pages, Seen
from palermo.library.series import all_series
from palermo.record.narratives import Narrative, narratives
from palermo.record.opened import Record


@dataclass(frozen=True, slots=True)
class NotRepeated:
    """A passage of the edition before: the section that it stands in, its words, the topics that it bears on."""

    section: str
    text: str
    topics: tuple[Topic, ...]
    locator: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """One series: two editions, why they are not compared (`refusal`, None where they are), their sections, and what is not repeated.

    `earlier` None: no edition before is held. `between`: editions of the years between, which are not held.
    """

    series: str
    earlier: int | None
    later: int
    refusal: str | None
    between: tuple[int, ...] = ()
    sections: tuple[SectionPair, ...] = ()
    passages: tuple[NotRepeated, ...] = ()


def dropped(record: Record, later: Narrative, topics: tuple[Topic, ...]) -> Dropped | None:
    """Compare a shown narrative with the edition before; None for a document without an edition."""
    if later.edition is None or later.jurisdiction is None:
        return None
    older = [t for t in narratives(record, later.series, None, later.jurisdiction) if t.edition and t.edition < later.edition]
    if not older:
        return Dropped(later.series, None, later.edition, "this record holds no earlier edition of it")
    year = max(t.edition or 0 for t in older)
    earlier = newest_capture(tuple(t for t in older if t.edition == year))
    between = tuple(range(year + 1, later.edition))
    two = pair(record, later.series, later.jurisdiction, (year, later.edition))
    old, new = two[0].narrative, two[1].narrative
    if old is None or new is None or new.key != later.key:
        return Dropped(later.series, year, later.edition, "the two are not held as narratives of one kind", between)
    change = drift(old, new)
    if change.refusal:
        return Dropped(later.series, year, later.edition, f"their outlines do not correspond ({change.refusal})", between)
    lost = tuple(_not_repeated(record, earlier, two[1], topics))
    return Dropped(later.series, year, later.edition, None, between, section_pairs(*two), lost)


def _not_repeated(record: Record, earlier: Narrative, later: EditionReading, topics: tuple[Topic, ...]) -> list[NotRepeated]:
    there = Pages(later.passages)
    titles = [(s.start, s.end, s.title or s.name) for s in earlier.sections]
    found = []
    for one in look(record, earlier, topics, str(earlier.edition)).found:
        words = one.passage
        if there.place(Seen(words.id, words.text, words.text, words.start)) is None:
            section = next((title for start, end, title in titles if start <= words.start < end), words.section)
            asked = tuple(shown.topic for shown in one.shown)
            found.append(NotRepeated(section, words.text, asked, f"text:{earlier.text_sha256}#{words.start}-{words.end}"))
    return found


def heading(one: Dropped) -> str:
    """The two editions in print."""
    title = all_series()[one.series].title
    return f"{title}: {one.earlier} and {one.later}" if one.earlier else f"{title}, {one.later}"
