"""Verify a paper: what it shows against what it carries, and what it carries against that record and the library."""

import datetime as dt
import shlex
from collections.abc import Callable, Iterator
from typing import Any

from palermo.briefing.verify import listing
from palermo.briefing.verify.against import read_again, written_again
from palermo.briefing.verify.model import Checked, Fault, Received, UnreadableError, Verdict
from palermo.briefing.verify.paper import Paper, paper
from palermo.briefing.verify.sourcelist import lines
from palermo.briefing.verify.strict import MisshapenError
from palermo.briefing.verify.words import Shown, differences, turned
from palermo.errors import PalermoError, UserError
from palermo.record import query
from palermo.record.opened import Record, of_id

_LISTINGS: dict[str, Callable[[Paper, Record], Iterator[Shown]]] = {
    "md": listing.markdown,
    "html": listing.html,
    "pdf": listing.pdf,
    "docx": listing.docx,
}
_LINKING = ("pdf", "docx")  # in the other forms an address is text, or a link is refused
_WHAT_TO_DO = (
    "Ask the sender which palermo made the paper, and from which library: equal inputs make the record of that id anew. A record that "
    "comes with the paper proves nothing."
)
_CHOSEN = "Which asks of the record an agenda has, its team chooses: the command below prints all of them."
_MARK = "How far it may go, which the head says, is marked by the sender: ask before you pass it on."
_COVER = "The cover line says what the sender wrote: nothing stands behind it."
# Where the form itself may show an eye something else than it gives to a reading program.
_CANNOT_SEE = {
    "pdf": (
        "The text of the PDF was read, not its drawing: shapes laid over the words, or letters drawn as others, would not be seen.",
    ),
    "docx": (
        "The picture of the timeline was not read; its description and its key were.",
        "The text of the Word file was read, not its layout: words that are covered, or pushed off the page, would not be seen.",
    ),
}

Progress = Callable[[str, int, int], None]


def verify(received: Received, progress: Progress = lambda *_: None) -> Verdict:
    """The verdict on a paper. UnreadableError when the record that it names is not here or cannot be read."""
    try:
        held, data = paper(received.carried)
    except MisshapenError as error:
        fault = Fault("carried", error.where or "the whole", f"what the paper carries is no whole brief: {error.why}")
        return Verdict(received.form, (*received.faults, fault))
    faults = (*received.faults, *_against_record(received, held, data, progress))
    return Verdict(
        received.form,
        tuple(dict.fromkeys(faults)),
        held.record,
        held.as_of,
        held.jurisdiction,
        _checked(held),
        tuple(_unverifiable(held, received.form)),
        _again(held, received.form),
    )


def _unverifiable(held: Paper, form: str) -> Iterator[str]:
    if held.occasion is not None:
        yield _COVER
    if held.is_agenda and held.audience == "own":
        yield _CHOSEN
    given = [claim for claim in held.claims if claim.basis == "agreed"]
    if given:
        yield _MARK
    for claim in given:
        yield f"Only the workspace of the sender holds this: {claim.text}"
    yield from _CANNOT_SEE.get(form, ())


def _checked(held: Paper) -> Checked:
    values = [value for claim in held.claims for value in claim.values]
    return Checked(len(held.claims), len(values), sum(value.unit == "quotation" for value in values), len(held.sources))


def _again(held: Paper, form: str) -> str:
    """The command that makes the same paper anew: what it prints was sent by nobody."""
    words = ["palermo", "brief", held.jurisdiction, "--from", held.sender, "--as-of", held.as_of, "--audience", held.audience]
    words += ["--for", held.occasion] if held.occasion is not None else []
    words += ["--agenda"] if held.is_agenda else []
    words += ["--full"] if held.full else []
    return shlex.join([*words, "--format", form])


def _against_record(received: Received, held: Paper, data: dict[str, Any], progress: Progress) -> tuple[Fault, ...]:
    """All faults, against the record as of the paper's day.

    A paper for which nobody named a day shows undated facts too. What it carries does not tell, so it is tried the other way, but only
    where the record holds nothing that became public after the day.
    """
    dated = _faults(received, held, data, held.day, progress)
    if not dated:
        return ()
    undated = _faults(received, held, data, None, progress)
    return dated if undated is None or len(undated) >= len(dated or ()) else undated


def _faults(
    received: Received, held: Paper, data: dict[str, Any], as_of: dt.date | None, progress: Progress
) -> tuple[Fault, ...] | None:
    """The faults in one way of opening the record; None where this way is not open."""
    try:
        with of_id(held.record, as_of, progress=progress, today=lambda: held.day) as record:
            if as_of is None and query.last_published(record) > held.as_of:
                return None
            shown = _shown(received, held, record)
            return (*shown, *read_again(held, record), *written_again(held, data, record))
    except UserError as error:
        raise UnreadableError(f"{error} {_WHAT_TO_DO}") from error
    except PalermoError as error:
        raise UnreadableError(str(error)) from error


def _shown(received: Received, held: Paper, record: Record) -> Iterator[Fault]:
    """Every word of the paper, its links, and the lines at the head and foot of its pages."""
    if received.shown is None:
        return
    broken = received.form == "pdf"  # a printer has broken its lines
    expected = list(_LISTINGS[received.form](held, record))
    if broken:
        expected = turned(expected, received.shown)
    yield from differences(expected, received.shown, broken=broken, repeated=[listing.HEAD_OF_TABLE])
    addresses = {source.url for source in held.sources}
    for address in received.links:
        if address not in addresses:
            yield Fault("shown", "links", "a link leads where no source of the paper is", None, address)
    shown = {entry.url for entry in lines(held, record) if entry.url and entry.url.startswith(("http://", "https://"))}
    for address in sorted(shown - set(received.links)) if received.form in _LINKING else ():
        yield Fault("shown", "links", "no link leads to this source, whose address is shown", address, None)
    known = {_squeezed(edge) for edge in listing.edges(held, record)}
    for edge in received.edges:
        if _squeezed(edge) not in known:
            yield Fault("shown", "head, foot or properties", "it says something else than it should", None, edge)


def _squeezed(text: str) -> str:
    return "".join(text.split())
