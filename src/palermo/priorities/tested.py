"""How the ranking did when it was tested against the past: the figures of its backtest, kept beside it and printed with it.

The test takes a minute, so its figures are written to tested.yml whenever the ranking is changed:
`palermo priorities --backtest --format json`, then `summary` of that answer.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "tested.yml"
_WAYS = {"tier_base_rate": "the base rate of the placement", "second_watch_list_year": "“second Watch List year, then the list”"}
_VERDICTS = {"better": "is better than", "worse": "does worse than", "not_shown": "is not shown to differ from"}


def summary(backtest: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of an answer of the backtest: of the window over all editions and of the newest, shares and differences."""
    windows = [backtest["windows"][0], backtest["windows"][-1]]
    return {"as_of": backtest["as_of"], "at": backtest["at"], "ahead": backtest["ahead"], "windows": [_kept(w) for w in windows]}


def _kept(window: Mapping[str, Any]) -> dict[str, Any]:
    own = {one["than"]: one for one in window["differences"] if one["way"] == "ranking"}
    return {
        "editions": [window["editions"][0], window["editions"][-1]],
        "ranking": window["ways"]["ranking"]["precision"],
        "random": window["ways"]["random"]["precision"],
        "than": {way: {key: own[way][key] for key in ("difference", "interval", "verdict")} for way in _WAYS},
    }


@cache
def tested() -> dict[str, Any]:
    """The figures that are kept, and the same in words."""
    found: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {**found, "words": " ".join([_head(found), *(_window(window) for window in found["windows"])])}


def _head(found: Mapping[str, Any]) -> str:
    return (
        f"The standard ranking, tested against the past: the share of its first {found['at']} that were placed better in any of the "
        f"next {found['ahead']} editions. It does not find rises better than simple rules; it also weighs what is at stake."
    )


def _window(window: Mapping[str, Any]) -> str:
    first, last = window["editions"]
    than = [f"it {_VERDICTS[one['verdict']]} {_WAYS[way]} ({one['difference']:+.2f})" for way, one in window["than"].items()]
    return f"Editions {first}–{last}: {window['ranking']:.2f}, random {window['random']:.2f}; {' and '.join(than)}."
