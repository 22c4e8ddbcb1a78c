"""The versions of a document that the public could read one after the other: a page that changed counts from when it was seen so."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from palermo.library.store import Held, documents


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a document, as it was last retrieved.

    `since`: the day on which this wording was first retrieved, None for the first one, which counts from its publication; `until`: the
    day on which another wording was first retrieved, None for the last one. A page that was only repainted is the same version.
    """

    held: Held
    since: str | None
    until: str | None


def versions() -> tuple[Version, ...]:
    """Every wording of every document of the library, in the order of retrieval of the last one of its place.

    Where a wording came back after another one, only its last time is known.
    """
    by_place: dict[object, list[Held]] = {}
    for held in documents(every_version=True):
        by_place.setdefault(held.place, []).append(held)
    found = [version for some in by_place.values() for version in _in_turn(some)]
    return tuple(sorted(found, key=lambda version: version.held.retrieved_at))


def _in_turn(retrievals: Iterable[Held]) -> list[Version]:
    runs = [list(run) for _, run in groupby(retrievals, key=lambda held: held.words or held.sha256)]
    first = [run[0].retrieved_at[:10] for run in runs]
    ends: list[str | None] = [*first[1:], None]
    last = {run[-1].sha256: number for number, run in enumerate(runs)}
    return [
        Version(run[-1], first[number] if number else None, ends[number])
        for number, run in enumerate(runs)
        if last[run[-1].sha256] == number
    ]
