"""The weights: read from the one file that holds them, or changed by a file of one's own, which then gives them its name."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from palermo.errors import UserError

_FILE = Path(__file__).parent / "weights.yml"
_LARGEST = 100_000  # bytes of a file of weights
STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Weight:
    """A share among its neighbours, in [0, 1], the range that draws keep to, and the reason."""

    share: float
    low: float
    high: float
    why: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the score: its weight, and the weights of its indicators, which sum to one."""

    weight: Weight
    indicators: Mapping[str, Weight]


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """How draws are made: their number and seed, and how unsure weights, chances and findings are taken to be."""

    draws: int
    concentration: float
    chance: float
    gap_error: float
    figure_error: float
    machine_read: int
    machine_right: int
    coverage: float
    seed: int

    @property
    def machine_error(self) -> float:
        """The chance that the machine put advice under a gap that it is not about: the mean of a Beta distribution of the counts."""
        return (self.machine_read - self.machine_right + 1) / (self.machine_read + 2)


@dataclass(frozen=True, slots=True)
class Weights:
    """A named set of weights. The parts' weights sum to one."""

    name: str
    parts: Mapping[str, Part]
    uncertainty: Uncertainty

    @property
    def indicators(self) -> dict[str, float]:
        """The weight of each indicator in the whole score; they sum to one."""
        return {name: part.weight.share * w.share for part in self.parts.values() for name, w in part.indicators.items()}

    @property
    def part_of(self) -> dict[str, str]:
        """The part to which each indicator belongs."""
        return {name: title for title, part in self.parts.items() for name in part.indicators}

    def over(self, names: Iterable[str]) -> "Weights":
        """The same weights where only some indicators can be used: their parts' weights are shared among these."""
        chosen = set(names)
        left = {t: {n: w for n, w in part.indicators.items() if n in chosen} for t, part in self.parts.items()}
        outer = _to_one({t: self.parts[t].weight for t, inner in left.items() if inner})
        return replace(self, parts={t: Part(outer[t], _to_one(left[t])) for t in outer})


def _to_one(weights: Mapping[str, Weight]) -> dict[str, Weight]:
    """Some of the neighbours, brought to a sum of one again with their ranges."""
    total = math.fsum(w.share for w in weights.values())
    if not total:  # all of those that are left have no weight: they share it alike
        return {name: replace(w, share=1 / len(weights), low=0.0, high=1.0) for name, w in weights.items()}
    return {n: replace(w, share=w.share / total, low=w.low / total, high=min(1.0, w.high / total)) for n, w in weights.items()}


@cache
def standard() -> Weights:
    """The weights of the file that comes with the program."""
    return _weights(yaml.safe_load(_FILE.read_text(encoding="utf-8")), STANDARD)


def _weights(data: Mapping[str, Any], name: str) -> Weights:
    parts = data["parts"]
    outer = _shares(parts)
    found = {title: Part(outer[title], _shares(part["indicators"])) for title, part in parts.items()}
    return Weights(name, found, Uncertainty(**data["uncertainty"]))


def _shares(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Weight]:
    """Neighbours brought to a sum of one, their ranges with them."""
    total = math.fsum(entry["weight"] for entry in entries.values())
    return {
        name: Weight(e["weight"] / total, min(e["range"][0] / total, 1.0), min(e["range"][1] / total, 1.0), e["why"])
        for name, e in entries.items()
    }


# A set of one's own ----------------------------------------------------------------------------------------------------------


def changed(path: Path) -> Weights:
    """The standard set with the weights that a file changes. UserError names what the file has wrong.

    The file is YAML: `name`, and under `parts` a number for a part or an indicator: `{parts: {stakes: 0.6}, indicators:
    {placement: 0.5}}`. A changed weight may vary by half of itself.
    """
    data = _read(path)
    _known(data, ("name", "parts", "indicators"), "")
    base = standard()
    parts = _table(data, "parts")
    inner = _table(data, "indicators")
    _known(parts, tuple(base.parts), "parts")
    _known(inner, tuple(base.part_of), "indicators")
    changed_inner = {t: Part(p.weight, _with(p.indicators, inner, t)) for t, p in base.parts.items()}
    outer = _with({t: p.weight for t, p in base.parts.items()}, parts, "parts")
    return replace(base, name=_name(data, path), parts={t: Part(outer[t], changed_inner[t].indicators) for t in base.parts})


def moved(parts: Mapping[str, float], name: str) -> Weights:
    """The standard set with other weights of its parts, under a name of its own. UserError where all are zero."""
    base = standard()
    outer = _with({t: p.weight for t, p in base.parts.items()}, parts, "parts")
    return replace(base, name=name, parts={t: Part(outer[t], base.parts[t].indicators) for t in base.parts})


def _with(weights: Mapping[str, Weight], new: Mapping[str, Any], where: str) -> dict[str, Weight]:
    """The weights with the new numbers among them, brought to a sum of one again."""
    mixed = {name: _number(name, new[name]) if name in new else w.share for name, w in weights.items()}
    total = math.fsum(mixed.values())
    if total <= 0:
        raise UserError(f"the weights of '{where}' are all zero. Give at least one of them a number above zero.")
    found = {}
    for name, old in weights.items():
        share = mixed[name] / total
        scale = share / old.share if old.share else 0
        low, high = (0.5 * share, 1.5 * share) if name in new else (old.low * scale, old.high * scale)
        found[name] = Weight(share, low, min(1.0, high), "changed by the file" if name in new else old.why)
    return found


class _Plain(yaml.SafeLoader):
    """YAML without aliases: a short file with them can stand for an endless one."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(f"'{path}' is too large for a file of weights ({_LARGEST // 1000} kB at most).")
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Plain)
    except OSError as error:
        raise UserError(f"'{path}' cannot be read: {error.strerror}. Give --weights the name of a file.") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        raise UserError(
            f"'{path}' is no YAML{f' (line {where.line + 1})' if where else ''}. See the guide on priorities."
        ) from error
    if not isinstance(data, dict):
        raise UserError(f"'{path}' holds no weights. It needs lines such as 'parts: {{stakes: 0.6}}'.")
    return data


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = data.get(key) or {}
    if not isinstance(table, dict):
        raise UserError(f"'{key}' of the weights is no list of names with numbers: {str(table)[:60]}")
    return table


def _known(table: Mapping[Any, Any], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key == "ties" and where:
            raise UserError("'ties' take no weight: they are context, and never a hidden part of the score.")
        if key not in known:
            raise UserError(f"'{key}' is no {where.rstrip('s') or 'key'} of the weights. Known: {', '.join(known)}.")


def _number(name: str, value: Any) -> float:
    wrong = isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value)
    if wrong or not 0 <= value <= 1000:
        raise UserError(f"'{name}: {str(value)[:40]}' is no weight. A weight is a number from 0 to 1000.")
    return float(value)


def _name(data: Mapping[str, Any], path: Path) -> str:
    name = " ".join(str(data.get("name") or path.stem).split())[:60]
    if not name.isprintable() or name == STANDARD:
        raise UserError(f"'{name}' cannot be the name of a set of weights of one's own. Choose another under 'name'.")
    return name
