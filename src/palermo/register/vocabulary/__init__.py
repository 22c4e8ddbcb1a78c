"""The one list of gaps, the topics laid over it, and the cautions that go with asks."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from palermo.errors import UserError

_HERE = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Gap:
    """A shortcoming that a source attributes to a government or its law. `code` is the codebook's where `codebook` is true."""

    code: str
    label: str
    g: tuple[str, ...]
    standard: tuple[str, ...]
    hook: str
    treaty: str
    topics: tuple[str, ...]
    rank: int
    enforcement: bool
    cautions: tuple[str, ...]
    codebook: bool = True


def _load(name: str) -> Any:
    return yaml.load((_HERE / name).read_text(encoding="utf-8"), Loader=_LOADER)


@cache
def gaps() -> dict[str, Gap]:
    """All gaps by code. An ask for more enforcement without a caution fails here: it must not reach a paper."""
    found = {}
    for code, entry in _load("gaps.yml").items():
        fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
        gap = Gap(code=code, **fields)
        if gap.enforcement and not gap.cautions:
            raise ValueError(f"gap {code} asks for more enforcement and has no caution")
        unknown = [c for c in gap.cautions if c not in cautions()] + [t for t in gap.topics if t not in topics()]
        if unknown:
            raise ValueError(f"gap {code} names {unknown}, which no list holds")
        found[code] = gap
    return found


@cache
def topics() -> dict[str, str]:
    """Topics by code, with their names in print."""
    return dict(_load("topics.yml"))


@cache
def cautions() -> dict[str, str]:
    """Cautions by code, each the line to print."""
    return {code: line.strip() for code, line in _load("cautions.yml").items()}


def gap(code: str) -> Gap:
    """The gap with a code. UserError names an unknown one and what there is."""
    try:
        return gaps()[code]
    except KeyError:
        raise UserError(f"'{code}' is no gap of the vocabulary. Known gaps: {', '.join(sorted(gaps()))}.") from None
