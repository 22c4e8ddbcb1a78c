"""How good is it? The test of the estimates against the past, and how often the reader is right: both with what failed."""

import math
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.evidence.accuracy import Measured, measured
from palermo.outlook.past_test import kept_test
from palermo.workspace.pages.asking import record_of

_AIM_UNDER = 0.20  # of the score of earlier moves
_AIM_DOWN = 0.75
_AIM_ERROR = 0.03


@dataclass(frozen=True, slots=True)
class Aim:
    """One thing that was aimed at in one window: the window's name, what came as a number, and whether it was reached."""

    window: str
    came: str
    met: bool


def page(request: HttpRequest) -> HttpResponse:
    """What was measured. The reader's measures are for anybody who may read; the estimates' for people of this site."""
    own = request.user.is_authenticated
    found = kept_test(record_of(request)) if own else None
    context = {"own": own, "test": found, "reader": _reader(), "about": measured()}
    if found:
        tested = [window for window in found["windows"] if window["reported"]]
        context |= {
            "aims": [("under", _under(tested)), ("down", _down(tested)), ("error", _error(tested))],
            "sources": found["sources"],
        }
    return render(request, "pages/how_good.html", context)


def _under(tested: list[dict[str, Any]]) -> list[Aim]:
    shares = [(w["window"], 1 - w["models"]["palermo"]["rps"] / w["models"]["markov"]["rps"]) for w in tested]
    return [Aim(name, f"{share:.1%}", share >= _AIM_UNDER) for name, share in shares]


def _down(tested: list[dict[str, Any]]) -> list[Aim]:
    return [
        Aim(w["window"], f"{w['models']['palermo']['auc_down']:.3f}", w["models"]["palermo"]["auc_down"] > _AIM_DOWN)
        for w in tested
    ]


def _error(tested: list[dict[str, Any]]) -> list[Aim]:
    errors = [(w["window"], w["models"]["palermo"]["ece"]) for w in tested]
    return [Aim(name, f"{error:.3f}", error < _AIM_ERROR) for name, error in errors]


def _reader() -> list[tuple[str, list[tuple[str | None, str | None, str | None]]]]:
    """Each kind of finding with its shares on each set of texts, cut down to the percent so that nothing short of all is all."""
    return [(kind, [_cut(one) for one in sets]) for kind, sets in sorted(measured().kinds.items())]


def _cut(one: Measured) -> tuple[str | None, str | None, str | None]:
    right, found, answers = (
        f"{math.floor(share * 100)}%" if share is not None else None for share in (one.right, one.found, one.answers)
    )
    return right, found, answers
