"""`palermo priorities`: where a conversation may move something, and why we think so."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from palermo.cli.common import as_json, as_of_option, format_option, output_option, put, reading
from palermo.errors import UserError
from palermo.extras import need
from palermo.register.jurisdictions import resolve

if TYPE_CHECKING:
    from palermo.priorities.slots import Limits
    from palermo.priorities.weights import Weights

_MOST = 1000
_ONLY_WITH_SLOTS = ("per_region", "per_tier", "include", "exclude")


class _Count(click.ParamType):  # type: ignore[type-arg]
    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= _MOST):
            name = param.opts[0] if param else "the number"
            raise UserError(f"'{value}' is no number for {name}. Give one from 1 to {_MOST}.")
        return int(value)


def _count(flag: str, help_text: str, default: int | None = None) -> Callable[[Any], Any]:
    return click.option(flag, type=_Count(), metavar="N", default=default, show_default=default is not None, help=help_text)


@click.command("priorities")
@click.option("--from", "sender", default="USA", show_default=True, metavar="SENDER", help="Who is to speak.")
@_count("--top", "How many places of each list to print.", 20)
@click.option("--weights", "weights_file", metavar="FILE", help="Weights of your own; the result is named after them.")
@click.option("--calendar", "calendar_file", metavar="FILE", help="Your calendar of meetings: CSV or ICS.")
@_count("--slots", "Fill a calendar of so many meetings.")
@_count("--per-region", "With --slots: at most so many of a region.")
@_count("--per-tier", "With --slots: at most so many of a placement.")
@click.option("--include", multiple=True, metavar="PLACE", help="With --slots: a place that must be in it. May be repeated.")
@click.option("--exclude", multiple=True, metavar="PLACE", help="With --slots: a place that must not be. May be repeated.")
@click.option("--sources", is_flag=True, help="Print the sources of the lines as well.")
@click.option("--robustness", is_flag=True, help="How much the ranking hangs on each weight, indicator and rule.")
@click.option("--backtest", is_flag=True, help="How the ranking would have done in the past, beside simpler ways.")
@as_of_option
@format_option("terminal", "json")
@output_option
def command(
    sender: str,
    top: int,
    weights_file: str | None,
    calendar_file: str | None,
    sources: bool,
    robustness: bool,
    backtest: bool,
    as_of: dt.date | None,
    form: str,
    output: str | None,
    **slots: Any,
) -> None:
    """Where a conversation may move something: a ranking that gives its reasons.

    Our estimate, and not the Department's. Every rank has the interval that nine in ten draws of weights and data leave it.
    """
    need("analysis", "The ranking")
    weights = _weights(weights_file)
    if backtest:
        data, text = _backtest(as_of, weights)
    else:
        data, text = _ranking(as_of, (resolve(sender).code, top, robustness), calendar_file, _limits(slots), weights)
    put(as_json(data) if form == "json" else text(data, 80 if output else None, sources), _file(output, data, form))


_Screen = Callable[[dict[str, Any], int | None, bool], str]


def _ranking(
    as_of: dt.date | None,
    asked: tuple[str, int, bool],
    calendar_file: str | None,
    limits: "Limits | None",
    weights: "Weights | None",
) -> tuple[dict[str, Any], _Screen]:
    from palermo.cli.priorities_print import screen
    from palermo.priorities.answer import priorities
    from palermo.priorities.document import Question
    from palermo.priorities.user_calendar import calendar

    with reading(as_of) as record:
        kept = calendar(Path(calendar_file) if calendar_file else None, record.as_of)
        sender, top, robust = asked
        return priorities(record, Question(sender, top, kept, limits, robust), weights), screen


def _backtest(as_of: dt.date | None, weights: "Weights | None") -> tuple[dict[str, Any], _Screen]:
    from palermo.cli.priorities_print import backtest_screen
    from palermo.priorities.backtest.answer import backtest

    with reading(as_of) as record:
        return backtest(record, weights), backtest_screen


def _weights(file: str | None) -> "Weights | None":
    from palermo.priorities.weights import changed

    return changed(Path(file)) if file is not None else None


def _limits(slots: dict[str, Any]) -> "Limits | None":
    from palermo.priorities.slots import Limits

    named = next((word for word in _ONLY_WITH_SLOTS if slots[word]), None)
    if slots["slots"] is None:
        if named:
            raise UserError(f"'--{named.replace('_', '-')}' goes with --slots only. Say how many meetings there are to fill.")
        return None
    include, exclude = (frozenset(resolve(word).code for word in slots[side]) for side in ("include", "exclude"))
    both = sorted(include & exclude)
    if both:
        raise UserError(f"'{both[0]}' is to be in the calendar and not in it. Give it once.")
    return Limits(slots["slots"], slots["per_region"], slots["per_tier"], include, exclude)


def _file(output: str | None, data: dict[str, Any], form: str) -> str | None:
    """The file to write to: in a folder, one named after the question, its day and weights that are not the standard ones."""
    if output is None or not Path(output).is_dir():
        return output
    words = [data["schema"].split("/")[0].split(".", 1)[1].replace(".", "-"), data["as_of"]]
    if not data["weights"]["standard"]:
        words.append(re.sub(r"\W+", "-", data["weights"]["name"]).strip("-").lower() or "own-weights")
    return str(Path(output) / f"{'-'.join(words)}.{'json' if form == 'json' else 'txt'}")
