"""How often the reader is right, as measured on coded texts: printed beside whatever is made from its findings.

It was measured on texts of one series only. Beside a text of any other kind it is said that nothing was measured there.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "accuracy.yml"
NOT_HERE = "Not measured on this kind of text."


@dataclass(frozen=True)
class Measured:
    """One kind of finding on one set of coded texts, as shares from 0 to 1.

    `right`: of what was found, what was right; `found`: of what there was, what was found. Where a text has one answer to each
    question, both are None and `answers` is the share of right ones.
    """

    right: float | None = None
    found: float | None = None
    answers: float | None = None


@dataclass(frozen=True)
class Accuracy:
    """All that was measured. `sets`: how many texts, and what was done with them before; `kinds`: a measure for each set."""

    series: str
    kind_of_text: str
    ignores: dict[str, str]
    sets: tuple[tuple[int, str], ...]
    kinds: dict[str, tuple[Measured, ...]]


@cache
def measured() -> Accuracy:
    """The measures. A kind of finding that is not among them was never measured."""
    data: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    sets = data["sets"]
    kinds = {kind: tuple(_measured(one["kinds"][kind]) for one in sets) for kind in sets[0]["kinds"]}
    about = tuple((one["texts"], one["how"]) for one in sets)
    return Accuracy(data["series"], data["kind_of_text"], data["ignores"], about, kinds)


def _measured(row: dict[str, float]) -> Measured:
    return Measured(row.get("right"), row.get("found"), row.get("answers"))


def said_of(kind: str, series: str) -> str:
    """The sentences about a kind of finding in a text of a series: how often right, how often missed, and on what measured."""
    if kind not in measured().kinds:
        return f"Read by machine: how often the {kind} findings are right was not measured."
    return f"Read by machine. {_elsewhere([series])}{_where()} {_of(kind)}"


def in_short(series: Iterable[str]) -> str:
    """All measured kinds, beside findings in texts of these series."""
    all_ = " ".join(_of(kind) for kind in sorted(measured().kinds))
    return f"Read by machine, and sometimes wrongly. {_elsewhere(series)}{_where()} {all_} Other kinds were not measured."


def missed(series: Iterable[str]) -> str:
    """What a claim that a text does not mention something rests on: how much the reader found of what there was."""
    shares = "; ".join(f"{kind} {_shares('found', kind)}" for kind in ("gap", "action", "flow"))
    return f"The reader may only have missed it. {_elsewhere(series)}Of what there was it found: {shares} ({_sets()})."


def _elsewhere(series: Iterable[str]) -> str:
    return "" if set(series) <= {measured().series} else f"{NOT_HERE} "


def _where() -> str:
    return f"Measured only on {_sets()}."


def _sets() -> str:
    sets = measured().sets
    return f"{measured().kind_of_text}: " + ", and ".join(f"{texts} {how}" for texts, how in sets)


def _of(kind: str) -> str:
    ignored = measured().ignores.get(kind)
    without = f" ({ignored} not looked at)" if ignored else ""
    if any(one.answers is not None for one in measured().kinds[kind]):
        return f"{kind.capitalize()}: {_shares('answers', kind)} of the answers right."
    return f"{kind.capitalize()}{without}: {_shares('right', kind)} of those found right, {_shares('found', kind)} of those there found."


def _shares(name: str, kind: str) -> str:
    """A share on each set, cut down to the percent, so that nothing short of all is printed as all.

    >>> _shares("right", "gap").count("%")
    2
    """
    shares = [getattr(one, name) for one in measured().kinds[kind]]
    return " and ".join("not measured" if share is None else f"{math.floor(share * 100)}%" for share in shares)
