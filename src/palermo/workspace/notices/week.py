"""The week on one printed page, for a principal: one line for each relationship, then what is most pressing over all of them.

Paper leaves the workspace, so the page holds what its mark lets out on paper. What stays in is listed for the member on the screen,
and is not printed.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from palermo.law.model import Law
from palermo.workspace.commission.commitments import Commitment
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.meetings import Ask
from palermo.workspace.commission.portfolio import Line, Portfolio, portfolio
from palermo.workspace.notices.carrying import name_of

ROWS = 30  # relationships that one page holds
_LINES = 40  # lines of the page that relationships and lists share
_ROOMY = 12  # up to so many relationships an entry of a list may take two lines, beyond it one
_LEAST = 2  # entries of a list, however many relationships there are


@dataclass(frozen=True, slots=True)
class Shown:
    """The first entries of a list, each with the name of its workspace, and how many there are in all."""

    items: tuple[tuple[str, Any], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Week:
    """The page. `rows` are the workspaces of which paper may say something; `more` how many did not fit; `kept` what stays in."""

    folio: Portfolio
    rows: tuple[tuple[str, Line], ...]
    more: int
    late: Shown
    due: Shown
    asks: Shown
    kept: tuple[Item, ...]

    @property
    def tight(self) -> bool:
        """Whether each entry of a list has to do with one line."""
        return len(self.rows) > _ROOMY


def week(person: Any, law: Law, today: dt.date) -> Week:
    """The page of a person on a day."""
    folio, whole = portfolio(person, law, today, "paper"), portfolio(person, law, today)
    rows = [(name_of(line.membership, "paper"), line) for line in folio.lines]
    rows = [(name, line) for name, line in rows if name or _items(line)]
    room = _room(min(len(rows), ROWS))
    late: list[tuple[str, Commitment]] = [(name, c) for name, line in rows for c in line.late]
    due: list[tuple[str, Commitment]] = [(name, c) for name, line in rows for c in line.due]
    asks: list[tuple[str, Ask]] = [(name, a) for name, line in rows for a in line.asks]
    return Week(
        folio,
        tuple(rows[:ROWS]),
        max(0, len(rows) - ROWS),
        _first(sorted(late, key=lambda pair: pair[1].due or today), room),
        _first(sorted(due, key=lambda pair: pair[1].due or today), room),
        _first(asks, room),
        _kept(folio, whole),
    )


def _room(rows: int) -> int:
    """How many entries each of the three lists may have."""
    return max(_LEAST, (_LINES - rows) // (6 if rows <= _ROOMY else 3))


def _items(line: Line) -> list[Item]:
    ahead: list[Item] = [line.next_meeting] if line.next_meeting else []
    return [*ahead, *line.late, *line.due, *line.asks]


def _first(found: list[Any], room: int) -> Shown:
    return Shown(tuple(found[:room]), len(found))


def _kept(folio: Portfolio, whole: Portfolio) -> tuple[Item, ...]:
    """What the portfolio on the screen shows and paper may not."""
    printed = {item.key for line in folio.lines for item in _items(line)}
    return tuple(item for item in _all(whole.lines) if item.key not in printed)


def _all(lines: Iterable[Line]) -> list[Item]:
    return [item for line in lines for item in _items(line)]
