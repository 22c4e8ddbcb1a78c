"""The same questions from Python. Every answer is a frozen dataclass; a record is opened at a date and closed again.

import palermo

with palermo.open_record("2017-02-22") as record:
    paper = palermo.brief(record, "Cuba")
    print(paper.sections[0].claims[0].text)
    assert palermo.check(paper) == []
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from palermo.briefing import agenda as _agenda
from palermo.briefing import brief as _brief
from palermo.briefing import check as _check
from palermo.briefing import country as _country
from palermo.briefing import document as _document
from palermo.briefing.agreed import Agreed
from palermo.briefing.verify import verify as _verify
from palermo.briefing.verify.apart import received_apart
from palermo.briefing.verify.files import content_of
from palermo.briefing.verify.model import Verdict
from palermo.record.opened import Record, opened
from palermo.register.dates import parse_as_of
from palermo.register.jurisdictions import Jurisdiction, resolve


@contextmanager
def open_record(as_of: str | dt.date | None = None) -> Iterator[Record]:
    """Open the record at a date (`"2017-02-22"` or a date), building it first if there is none.

    Without a date: as of today, with undated rows. UserError for what is no date; PalermoError for a damaged record.
    """
    day = parse_as_of(as_of) if isinstance(as_of, str) else as_of
    with opened(day) as record:
        yield record


def _place(name: str | Jurisdiction) -> Jurisdiction:
    return resolve(name) if isinstance(name, str) else name


def brief(
    record: Record,
    jurisdiction: str | Jurisdiction,
    sender: str | Jurisdiction = "USA",
    audience: str = "own",
    *,
    full: bool = False,
    occasion: str | None = None,
) -> _brief.Brief:
    """The brief on a jurisdiction, with a cover line if it has an `occasion`. UserError for an unknown name or audience."""
    return _brief.brief(record, _place(jurisdiction), _place(sender), audience, full=full, occasion=occasion)


def agenda(
    record: Record,
    jurisdiction: str | Jurisdiction,
    sender: str | Jurisdiction = "USA",
    audience: str = "own",
    *,
    earlier: Sequence[Agreed] = (),
    full: bool = False,
    occasion: str | None = None,
) -> _brief.Brief:
    """The agenda of a meeting, a paper like a brief; `earlier`: what was answered and promised before (`palermo.briefing.agreed`).

    UserError for an unknown name or audience.
    """
    sides = (record, _place(jurisdiction), _place(sender))
    return _agenda.agenda(*sides, audience, earlier=earlier, full=full, occasion=occasion)


def country(record: Record, jurisdiction: str | Jurisdiction) -> _country.Profile:
    """What is known about a jurisdiction, on one screen. UserError for an unknown name."""
    return _country.profile(record, _place(jurisdiction))


def check(paper: _brief.Brief) -> list[_check.Failure]:
    """Read every value of a brief again at its source; an empty list means that everything holds."""
    return _check.check(paper)


def document(paper: _brief.Brief) -> dict[str, Any]:
    """A brief as data, in the form of `palermo.brief/1`."""
    return _document.document(paper)


def verify(file: str | Path) -> Verdict:
    """The verdict on a paper that somebody sent: what it shows against what it carries, and that against the record that it names.

    `palermo.errors.UserError` when the file cannot be read, or when that record is not here.
    """
    path = Path(file)
    return _verify.verify(received_apart(content_of(path), path.name))
