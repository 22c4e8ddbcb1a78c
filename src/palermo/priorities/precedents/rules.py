"""What can close which gap, and what the laws were about that summaries reported: the two lists of this room, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from palermo.register.vocabulary import gaps

_HERE = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PROTOCOL = "protocol_not_joined"


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of closings.yml: which tables show a gap, which close it, which only bear on it. `why` is printed."""

    gap: str
    why: str
    scholars_had: int | None = None
    standards_had: tuple[str, ...] = ()
    standards_close: tuple[str, ...] = ()
    standards_follow: tuple[str, ...] = ()
    standards_doubt: tuple[str, ...] = ()
    machine_had: Mapping[str, int] | None = None
    list_had: str | None = None
    acts_follow: tuple[str, ...] = ()
    doubted_by: tuple[str, ...] = ()
    laws_follow: bool = False
    treaty: str | None = None

    @property
    def standards(self) -> tuple[str, ...]:
        """Every labour standard that says anything on this gap."""
        return (*self.standards_had, *self.standards_close, *self.standards_follow)

    @property
    def label(self) -> str:
        """The name of the gap in print."""
        return "Palermo Protocol not joined" if self.gap == PROTOCOL else gaps()[self.gap].label

    @property
    def can_be_closed(self) -> bool:
        """Whether any evidence of this record could show the gap closed."""
        by_law = any(self.gap in law.closes for law in laws_read().values())
        return by_law or self.scholars_had is not None or bool(self.standards_had or self.standards_close or self.treaty)

    @property
    def cautions(self) -> tuple[str, ...]:
        """The cautions that go with the gap, and so with whoever is held up as an example."""
        return ("critics",) if self.gap == PROTOCOL else gaps()[self.gap].cautions


@dataclass(frozen=True, slots=True)
class LawRead:
    """What the coded words of one reported law say that it was about."""

    about: str
    closes: tuple[str, ...] = ()
    bears_on: tuple[str, ...] = ()
    form: str | None = None
    shows: tuple[str, ...] = ()


def _entries(name: str) -> dict[str, dict[str, Any]]:
    text = (_HERE / name).read_text(encoding="utf-8")
    entries: dict[str, dict[str, Any]] = yaml.load(text, Loader=_LOADER)
    return {code: {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()} for code, entry in entries.items()}


@cache
def rules() -> dict[str, Rule]:
    """The rule of every gap of the vocabulary, and that of the protocol. ValueError when one is missing or unknown."""
    found = {code: Rule(gap=code, **entry) for code, entry in _entries("closings.yml").items()}
    if set(found) ^ {*gaps(), PROTOCOL}:
        raise ValueError(f"closings.yml and the vocabulary differ: {sorted(set(found) ^ {*gaps(), PROTOCOL})}")
    return found


@cache
def laws_read() -> dict[str, LawRead]:
    """The laws that were read for what they are about, by the id of the finding. ValueError for a gap of no list."""
    found = {finding: LawRead(**entry) for finding, entry in _entries("laws_read.yml").items()}
    named = {code for law in found.values() for code in (*law.closes, *law.bears_on, *law.shows)}
    if named - set(gaps()):
        raise ValueError(f"laws_read.yml names {sorted(named - set(gaps()))}, which no list holds")
    return found
