"""Papers on every jurisdiction at once, in a folder that appears whole or not at all, with a page that leads to each."""

import datetime as dt
import os
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from palermo.assessment.standing import standing
from palermo.briefing.order import FORMS, Order, file_name, made, written
from palermo.errors import PalermoError, UserError
from palermo.evidence.engines import Failed, engine, over
from palermo.home import home
from palermo.record.folder import whole_folder
from palermo.record.opened import Record, as_it_is
from palermo.register.jurisdictions import Jurisdiction, jurisdictions

Progress = Callable[[int, int, str], None]  # done, in all, the name of the one at hand
INDEX = "index.html"
_OURS = re.compile(rf"brief-[A-Z]{{3}}-\d{{4}}-\d\d-\d\d-[a-z]+\.(?:{'|'.join(FORMS)})\Z")
_WEIGHT = 500_000  # of one paper, for the engine: each is an errand of its own


@dataclass(frozen=True, slots=True)
class Errand:
    """One paper for a process that opens the record itself."""

    code: str
    order: Order
    home: str  # a process may have been started by one that knew another home
    record: str
    day: dt.date
    dated: bool  # whether somebody named the day


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was made: the folder, the file of each jurisdiction, and the jurisdictions without a paper."""

    folder: Path
    files: dict[str, str]
    left_out: tuple[str, ...]


def placed(record: Record, order: Order) -> tuple[list[Jurisdiction], list[Jurisdiction]]:
    """Whom papers are made on, and whom not: those with a placement in an edition that was out by the day; never the sender itself.

    Of the others the record knows treaties or figures at most, so that a paper on them asks for nothing.
    """
    names = sorted(jurisdictions().values(), key=lambda place: place.name(record.as_of).text)
    chosen = [place for place in names if place.code != order.sender and standing(record, place).placements]
    return chosen, [place for place in names if place not in chosen]


def many(record: Record, order: Order, folder: Path, progress: Progress, workers: int | None = None) -> Shelf:
    """Make the papers and their index. An earlier folder of papers is replaced in one step, anything else is left alone.

    The first paper is made here, so that what is wrong with the order is said before any process is started. UserError for a place
    that cannot be written to, and for a day on which nobody had been placed; PalermoError for a full disk, and for a paper that does not
    hold or cannot be typeset. After any failure the folder is as it was.
    """
    from palermo.briefing.render.index import index

    chosen, others = placed(record, order)
    if not chosen:
        raise UserError(f"no jurisdiction had been placed by {record.as_of.isoformat()}, so that there is no paper to make.")
    files: dict[str, str] = {}
    with whole_folder(folder, _papers) as shelf:

        def put(place: Jurisdiction, name: str, content: bytes) -> None:
            (shelf / name).write_bytes(content)
            files[place.code] = name
            progress(len(files), len(chosen), place.name(record.as_of).text)

        put(chosen[0], *_paper(record, chosen[0], order))
        errands = [Errand(place.code, order, str(home()), record.id, record.as_of, record.dated) for place in chosen[1:]]
        with engine(workers=workers) as running:
            for n, outcome in over(running, _made, errands, lambda _: _WEIGHT):
                if isinstance(outcome, Failed):
                    raise PalermoError(
                        f"the paper on {chosen[n + 1].code} could not be made: {outcome.why}. No paper was written."
                    )
                put(chosen[n + 1], *outcome)
        made_on = {place: files[place.code] for place in chosen}
        (shelf / INDEX).write_text(index(record, order, made_on, others), encoding="utf-8")
    return Shelf(folder, {place.code: name for place, name in made_on.items()}, tuple(place.code for place in others))


def _paper(record: Record, place: Jurisdiction, order: Order) -> tuple[str, bytes]:
    paper = made(record, place, order)
    return file_name(paper, order.form), written(paper, order)


def _papers(folder: Path) -> bool:
    """Whether a folder holds papers of an earlier run and nothing else."""
    names = [path.name for path in folder.iterdir()]
    return INDEX in names and all(name == INDEX or _OURS.match(name) for name in names)


# In the process that works ----------------------------------------------------------------------------------------------------

_open = ExitStack()  # what a process has opened


def _made(errand: Errand) -> tuple[str, bytes]:
    os.environ["PALERMO_HOME"] = errand.home
    return _paper(_record(errand.record, errand.day, errand.dated), jurisdictions()[errand.code], errand.order)


@cache
def _record(record_id: str, day: dt.date, dated: bool) -> Record:
    """The record, opened once in each process and closed when it ends. PalermoError where another one has taken its place."""
    record = _open.enter_context(as_it_is(day if dated else None, today=lambda: day))
    if record.id != record_id:
        raise PalermoError("the record was built anew while papers were made from it; run the command again")
    return record
