"""What the index, the tab sheets and the memo say in words: one place, so that they say the same."""

from collections.abc import Iterator
from typing import Any

from palermo.assessment.compare.notes import caveats
from palermo.briefing.exhibit.dropped import Dropped, heading
from palermo.briefing.exhibit.highlights import COLOURS, css
from palermo.briefing.exhibit.leaves import Printed
from palermo.briefing.exhibit.model import SIDES, Marked, NewerEdition
from palermo.briefing.exhibit.names import begins, name_of, published
from palermo.briefing.exhibit.topics import Topic
from palermo.library.places import printable
from palermo.library.series import all_series, established_by
from palermo.record.missing import due_editions
from palermo.record.opened import Record
from palermo.register.dates import in_words
from palermo.register.jurisdictions import Jurisdiction


def view(
    record: Record,
    place: Jurisdiction,
    topics: tuple[Topic, ...],
    tabs: tuple[Printed, ...],
    compared: tuple[Dropped, ...],
    newer: tuple[NewerEdition, ...],
    whole: bool,
) -> dict[str, Any]:
    """The values of the templates, page numbers apart."""
    by_letter = {one.chosen.letter: one for one in tabs}
    return {
        "place": place.name(record.as_of).text,
        "day": in_words(record.as_of),
        "whole": whole,
        "names": {letter: name_of(one.chosen.narrative) for letter, one in by_letter.items()},
        "publishers": {letter: all_series()[one.chosen.narrative.series].publisher for letter, one in by_letter.items()},
        "published": {letter: published(one.chosen.narrative) for letter, one in by_letter.items()},
        "addresses": {letter: printable(one.chosen.held.address) for letter, one in by_letter.items()},
        "pages": {letter: _pages(one) for letter, one in by_letter.items()},
        "colours": {side: css(side) for side in COLOURS},
        "by_topic": [{"title": topic.title, "rows": list(_rows(topic, tabs))} for topic in topics],
        "editions": [_newer(one) for one in newer],
        "warnings": list(_warnings(record, tabs, newer)),
        "compared": [_dropped(one) for one in compared if one.refusal is None],
        "refused": [_dropped(one) for one in compared if one.refusal],
        "file_of": lambda page, cuts: next(n for n, (first, last) in enumerate(cuts, start=1) if first <= page <= last),
    }


def _pages(one: Printed) -> str:
    """Which pages of a document are shown: `1, 3 and 5 of 12`."""
    numbers = [str(leaf.printed) for leaf in one.leaves]
    if len(numbers) == one.pages:
        return f"all {one.pages}" if one.pages > 1 else "its one page"
    listed = f"{', '.join(numbers[:-1])} and {numbers[-1]}" if len(numbers) > 1 else numbers[0]
    return f"{listed} of {one.pages}"


def _rows(topic: Topic, tabs: tuple[Printed, ...]) -> Iterator[dict[str, Any]]:
    """The passages on a topic: those that support it first, those that cut the other way last."""
    order = list(SIDES)
    found = [
        (order.index(shown.side), n, one, mark, shown)
        for n, one in enumerate(tabs)
        for mark in one.chosen.marks
        for shown in mark.shown
        if shown.topic == topic
    ]
    for rank, _, one, mark, shown in sorted(found, key=lambda row: row[:2]):
        yield {
            "tab": one,
            "label": mark.label,
            "side": SIDES[order[rank]],
            "where": where(one, mark),
            "begins": begins(mark.passage.text),
            "how": shown.how,
            "text": mark.passage.text,
            "id": mark.passage.id,
            "reviewed": mark.reviewed,
        }


def where(one: Printed, mark: Marked) -> str:
    """Where a passage stands in its own document: the section as headed there, and the page."""
    sections, start = one.chosen.narrative.sections, mark.passage.start
    title = next((s.title for s in sections if s.start <= start < s.end and s.title and len(sections) > 1), "")
    kind = "PDF page" if one.chosen.held.media_type == "application/pdf" else "page of the print"
    page = f"{kind} {one.starts[mark.label]}"
    return f"{title}, {page}" if title else page[:1].upper() + page[1:]


def _newer(one: NewerEdition) -> str:
    return (
        f"{all_series()[one.series].title}: shown here is the {one.shown} edition; the newest one known is that of {one.newest}."
    )


def _warnings(record: Record, tabs: tuple[Printed, ...], newer: tuple[NewerEdition, ...]) -> Iterator[str]:
    for edition in newer:
        title = all_series()[edition.series].title
        held = "which is held" if edition.held else "which this library does not hold about this place"
        yield f"A newer edition exists. {title}: shown is {edition.shown}, the newest known is {edition.newest}, {held}."
    series = {one.chosen.narrative.series for one in tabs}
    for due in due_editions(record) if "tip_report" in series else ():
        yield (
            f"The {due.report_year} edition of the Trafficking in Persons Report was due by {in_words(due.due)} ({due.citation}), and "
            "this record does not hold it: look whether it is out."
        )
    yield from _origins(tabs)
    for one in tabs:
        yield from _of_tab(record, one)


def _origins(tabs: tuple[Printed, ...]) -> Iterator[str]:
    """Which tabs are no evidence of their own beside another: those of one origin, and those of one publisher's several offices."""
    origins: dict[str, list[str]] = {}
    for one in tabs:
        origins.setdefault(one.chosen.narrative.origin, []).append(one.chosen.letter)
    for origin, letters in origins.items():
        if len(letters) > 1:
            named = f"Tabs {', '.join(letters)} have one origin ({established_by(origin)})"
            yield f"{named}: they count once, and none of them confirms another."
    for publisher in dict.fromkeys(map(established_by, origins)):
        offices = [origin for origin in origins if established_by(origin) == publisher]
        named = ", ".join(sorted(letter for origin in offices for letter in origins[origin]))
        if len(offices) > 1:
            yield f"Tabs {named} come from {len(offices)} offices of one publisher ({publisher}): say so where they are named together."


def _of_tab(record: Record, one: Printed) -> Iterator[str]:
    """What is to be known of one document: what it leans on, that its day is not known, how its edition was made."""
    letter, text = one.chosen.letter, one.chosen.narrative
    rests = ", ".join(all_series()[name].title for name in all_series()[text.series].rests_on)
    if rests:
        yield f"Tab {letter} ({name_of(text)}) leans on the {rests} where it speaks of trafficking: that adds no evidence."
    if text.published is None:
        yield f"Nobody gave the day on which tab {letter} became public: find it before filing."
    for caveat in caveats(text.series, (text.edition,) if text.edition else (), record.as_of):
        read_in = "; ".join(f"{source.publisher}, {in_words(source.published)}" for source in caveat.sources)
        yield f"Tab {letter}: {caveat.text} ({read_in})"


def _dropped(one: Dropped) -> dict[str, Any]:
    return {
        "heading": heading(one),
        "earlier": one.earlier,
        "later": one.later,
        "refusal": one.refusal,
        "between": ", ".join(map(str, one.between)),
        "sections": one.sections,
        "passages": one.passages,
    }
