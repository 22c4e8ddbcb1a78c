"""An exhibit from beginning to end: choose, cut and print, compare editions, bind. Nothing is written and nothing is kept."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from palermo.briefing.exhibit.bind import File, Plan, bind
from palermo.briefing.exhibit.choose import PAGES, choose
from palermo.briefing.exhibit.dropped import Dropped, dropped
from palermo.briefing.exhibit.leaves import CannotShowError, Printed
from palermo.briefing.exhibit.model import Chosen, Selection, SetAside
from palermo.briefing.exhibit.names import name_of
from palermo.briefing.exhibit.topics import Topic
from palermo.briefing.exhibit.view import view
from palermo.errors import PalermoError, UserError
from palermo.library import store
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction

Progress = Callable[[int, int, str], None]  # done, in all, the document at hand


@dataclass(frozen=True)
class Options:
    """What may be asked besides. `largest` bytes of one file; `whole`: all pages of a document; `without`: ids of passages."""

    paper: str = "letter"
    whole: bool = False
    largest: int = 25_000_000
    without: tuple[str, ...] = ()
    in_force: dt.date | None = None


@dataclass(frozen=True)
class Exhibit:
    """An exhibit, and what its memo is made from."""

    record: Record
    place: Jurisdiction
    topics: tuple[Topic, ...]
    options: Options
    selection: Selection
    tabs: tuple[Printed, ...]
    dropped: tuple[Dropped, ...]
    set_aside: tuple[SetAside, ...]
    files: tuple[File, ...]
    plan: Plan


def exhibit(
    record: Record,
    place: Jurisdiction,
    topics: tuple[Topic, ...],
    options: Options = Options(),
    progress: Progress = lambda *_: None,
) -> Exhibit:
    """Make an exhibit about a jurisdiction as of the record's day.

    UserError where nothing can be shown that a person could mend, PalermoError where the originals are damaged on disk.
    """
    selection = choose(record, place, topics, options.without, options.in_force)
    tabs, aside, faults = _printed(selection, options, progress)
    if not tabs:
        raise _nothing(record, place, topics, (*aside, *selection.set_aside), faults)
    compared = tuple(filter(None, (dropped(record, one.chosen.narrative, topics) for one in tabs)))
    values = view(record, place, topics, tabs, compared, selection.newer, options.whole)
    files, plan = bind(tabs, values, options.paper, options.largest)
    return Exhibit(record, place, topics, options, selection, tabs, compared, (*aside, *selection.set_aside), files, plan)


def _printed(
    selection: Selection, options: Options, progress: Progress
) -> tuple[tuple[Printed, ...], list[SetAside], list[PalermoError]]:
    """The pages of every chosen document; one that cannot be shown is named and set aside, and the rest goes on."""
    tabs: list[Printed] = []
    aside: list[SetAside] = []
    faults: list[PalermoError] = []
    for number, chosen in enumerate(selection.chosen):
        progress(number, len(selection.chosen), name_of(chosen.narrative))
        try:
            tabs.append(_one(chosen.lettered(len(tabs)), options))
        except CannotShowError as error:
            aside.append(SetAside(name_of(chosen.narrative), str(error)))
        except UserError:
            raise
        except PalermoError as error:  # its bytes are gone or damaged
            faults.append(error)
            aside.append(SetAside(name_of(chosen.narrative), str(error).rstrip(".")))
    return tuple(tabs), aside, faults


def _one(chosen: Chosen, options: Options) -> Printed:
    content = store.read_bytes(chosen.held.sha256)
    if PAGES[chosen.held.media_type] == "PDF":
        from palermo.briefing.exhibit.pdf_pages import cut

        return cut(chosen, content, options.whole)
    from palermo.briefing.exhibit.web_pages import print_page

    return print_page(chosen, content, options.paper, options.whole)


def _nothing(
    record: Record, place: Jurisdiction, topics: tuple[Topic, ...], aside: tuple[SetAside, ...], faults: list[PalermoError]
) -> PalermoError:
    if faults:
        return faults[0]
    name, asked = place.name(record.as_of).text, ", ".join(topic.id for topic in topics)
    why = "; ".join(f"{one.document}: {one.why}" for one in aside[:3]) + (" …" if len(aside) > 3 else "")
    return UserError(f"No published page about {name} can be shown for {asked}. {why[:1].upper()}{why[1:]}.")


def warnings(made: Exhibit) -> tuple[str, ...]:
    """What whoever files the exhibit must know first, a sentence each."""
    values: dict[str, Any] = view(made.record, made.place, made.topics, made.tabs, made.dropped, made.selection.newer, False)
    return (*values["warnings"], *(f"Not shown: {one.document}: {one.why}." for one in made.set_aside))
