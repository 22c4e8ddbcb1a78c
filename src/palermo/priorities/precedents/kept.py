"""The closed precedents of all gaps, worked out once for a record and a day and kept beside it: what a brief reads."""

from dataclasses import asdict
from typing import Any

from palermo.errors import UserError
from palermo.priorities.precedents.answer import Precedent, precedents
from palermo.priorities.precedents.model import Answer, Sighting
from palermo.priorities.precedents.near import Near, nearest_first
from palermo.priorities.precedents.rules import rules
from palermo.record.derived import code_of, derived
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction, predecessors


def nearest_closed(record: Record, gap: str, like: Jurisdiction) -> list[tuple[Precedent, tuple[Near, ...]]]:
    """The closed precedents of one gap, nearest to a place first; never the place itself, nor one that it succeeded."""
    own = {like.code, *(before.code for before in predecessors(like.code))}
    return nearest_first(record, [one for one in closed(record, gap) if one.place not in own], like)


def closed(record: Record, gap: str) -> list[Precedent]:
    """The closed precedents of one gap: those that are kept, or worked out now where nothing can be kept."""
    if not rules()[gap].can_be_closed:
        return []
    try:
        kept = record.once("closed precedents", lambda: derived(record, "precedents", _version(), lambda: _all(record)))
    except UserError:
        return [one for one in precedents(record, gap) if one.state == "closed"]
    return [_again(one) for one in kept[gap]]


def _version() -> str:
    """Changes with the rooms that make the answer."""
    return code_of("priorities", "assessment")


def _all(record: Record) -> dict[str, list[dict[str, Any]]]:
    able = [gap for gap, rule in rules().items() if rule.can_be_closed]
    return {gap: [_plain(one) for one in precedents(record, gap) if one.state == "closed"] for gap in able}


def _plain(one: Precedent) -> dict[str, Any]:
    """A closed precedent as plain data: of its sightings the first and the last."""
    closings = [asdict(answer) | {"threads": sorted(answer.threads)} for answer in one.closed]
    ends = dict.fromkeys((one.had[0], one.had[-1]))
    return {"place": one.place, "gap": one.gap, "had": [asdict(s) for s in ends], "closed": closings, "after": one.after_editions}


def _again(plain: dict[str, Any]) -> Precedent:
    """What `_plain` wrote, read again."""
    had = tuple(Sighting(**sighting | {"cell": tuple(sighting["cell"])}) for sighting in plain["had"])
    closings = tuple(
        Answer(**answer | {"cells": tuple(tuple(cell) for cell in answer["cells"]), "threads": frozenset(answer["threads"])})
        for answer in plain["closed"]
    )
    return Precedent(plain["place"], plain["gap"], "closed", had, closings, after_editions=plain["after"])
