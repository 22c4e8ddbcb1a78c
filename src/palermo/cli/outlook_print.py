"""The outlook and its test on the screen: what their data holds, and nothing else."""

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from palermo.assessment.standing import CONCLUDED
from palermo.register.tiers import TIERS

if TYPE_CHECKING:
    from rich.console import RenderableType

_RANKED = ("1", "2", "2WL", "3")
_NAMES = {tier: TIERS[tier] for tier in _RANKED}
_PLAIN = {
    "markov": "the shares of earlier moves", "ordered_logit": "an ordered logit on history", "persistence": "persistence",
}  # fmt: skip
BASELINES = _PLAIN | {f"{name}_masked": f"{words} under the law" for name, words in _PLAIN.items()}
_IN_ALL = 30  # places of the table of all; every one is in the JSON


def screen(data: dict[str, Any], width: int | None) -> str:
    """The outlook as text of a width (that of the terminal if none is given): one place in full, or the table of all."""
    one = len(data["estimates"]) + len(data["left_out"]) == 1
    return _drawn(_one(data) if one else _all(data), width)


def screen_of_test(data: dict[str, Any], width: int | None) -> str:
    """The test as text of a width."""
    return _drawn(_test(data), width)


def _drawn(parts: "Iterable[RenderableType]", width: int | None) -> str:
    from rich.console import Console

    out = io.StringIO()
    console: Console = Console(file=out, color_system=None, highlight=False, markup=False)
    console.width = width or max(60, console.width)
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def percent(chance: float, closed: bool = False) -> str:
    """A chance for reading: whole per cent, `<1` for what is less, 0 only where the law forbids."""
    if closed:
        return "0"
    return "<1" if chance < 0.005 else ">99" if chance > 0.995 else f"{100 * chance:.0f}"


def _head(data: dict[str, Any]) -> Iterator[str]:
    yield f"Outlook on the {data['report_year']} edition, as of {data['as_of']} (record {data['record']})"
    if data["overdue"]:
        yield f"{data['overdue']['words'][:-1]}: check before use. {_numbers(data['overdue'])}"
    yield data["note"]
    yield "For your own eyes: no paper for a counterpart or for the public holds it."
    yield ""


def _measured(data: dict[str, Any]) -> str:
    found = data["measured"]
    return (
        f"How good such estimates were: on the editions {found['editions'][0]} to {found['editions'][-1]}, each estimated from "
        f"earlier ones only ({found['n']:,} cases), the likeliest placement came in {100 * found['right']:.0f} %, and the 90 % set "
        f"held what came in {100 * found['coverage']:.0f} %. Ranked probability score {found['rps']:.4f} (0 is perfect; "
        f"{found['rps_of_best_baseline']:.4f} for {BASELINES[found['best_baseline']]}, the best of the simpler ways). "
        "More: palermo outlook --backtest."
    )


def _all(data: dict[str, Any]) -> "Iterator[RenderableType]":
    from rich.table import Table

    yield from _head(data)
    likeliest = sorted(data["estimates"], key=lambda one: -one["up"] - one["down"])
    yield f"Chances in per cent, the likeliest to move first ({min(_IN_ALL, len(likeliest))} of {len(likeliest)}; all: --format json)"
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("place", "before"):
        table.add_column(title, ratio=3 if title == "place" else None)
    for title in (*_RANKED, "90 % set"):
        table.add_column(title, justify="right", no_wrap=True)
    for one in likeliest[:_IN_ALL]:
        shut = {rule["tier"] for rule in one["forbidden"]}
        chances = [percent(one["chances"][tier], tier in shut) for tier in _RANKED]
        before = one["before"] + ("*" if _unread(one) else "")
        table.add_row(f"{one['name']} ({one['jurisdiction']})", before, *chances, _set(one["set"]))
    yield table
    yield ""
    if any(map(_unread, likeliest[:_IN_ALL])):
        yield "* Not read in the report, but concluded from published lists, totals or other editions."
    yield "2WL: Tier 2 Watch List. 0: the letter of the statute forbids it."
    if data["left_out"]:
        yield "No estimate: " + "; ".join(f"{one['name']} ({one['why']})" for one in data["left_out"]) + "."
    yield _measured(data)


def _unread(one: dict[str, Any]) -> bool:
    """Whether the placement before was read in no report."""
    return one["basis"] in CONCLUDED


def _read(one: dict[str, Any]) -> str:
    return ", not read in the report but concluded from published lists, totals or other editions" if _unread(one) else ""


def _set(tiers: list[str], names: Mapping[str, str] | None = None) -> str:
    """A run of tiers; one that is closed by law in its middle is left out, and what is left is named."""
    run = list((names or {tier: tier for tier in _RANKED}).values())
    whole = run.index(tiers[-1]) - run.index(tiers[0]) + 1 == len(tiers)
    return tiers[0] if len(tiers) == 1 else f"{tiers[0]} to {tiers[-1]}" if whole else " or ".join(tiers)


def _one(data: dict[str, Any]) -> Iterator[str]:
    yield from _head(data)
    for one in data["left_out"]:
        yield f"{one['name']}: no estimate, since {_since(one['why'])}. {_numbers(one)}"
    for one in data["estimates"]:
        yield f"{one['name']}: {TIERS[one['before']]} in the {data['report_year'] - 1} edition{_read(one)} {_numbers(one)}"
        shut = {rule["tier"] for rule in one["forbidden"]}
        for tier in _RANKED:
            yield f"  {TIERS[tier]:<18} {percent(one['chances'][tier], tier in shut):>3} %"
        yield f"90 % set: {_set([TIERS[tier] for tier in one['set']], _NAMES)}. {_covered(one, data['measured'])}"
        for rule in one["forbidden"]:
            yield f"{TIERS[rule['tier']]} is closed by {rule['rule']} ({rule['citation']}): {rule['why']} {_numbers(rule)}"
        for rule in one["lowered"]:
            yield _lowered(rule, data["measured"]["closed_by_practice_alone"])
        yield from _moved(one)
    yield ""
    yield _measured(data)
    yield from _sources(data)


def _covered(one: dict[str, Any], measured: dict[str, Any]) -> str:
    own = next(tier for tier in measured["by_tier"] if tier["before"] == one["before"])
    return (
        f"Over all places such sets held what came in {100 * measured['coverage']:.0f} %; of {own['n']} from {TIERS[one['before']]} "
        f"{own['held']}, and of the {own['moved']} among these that moved {own['moved_held']}."
    )


def _lowered(rule: dict[str, Any], past: dict[str, int]) -> str:
    """Why a chance is not zero where practice and the letter of the law differ."""
    cases = (
        f"Of {past['n']} past cases in which practice alone closed the Watch List it came in {past['came']}. "
        if past["n"]
        else ""
    )
    return (
        f"{TIERS[rule['tier']]} is closed as the law is practised, by {rule['rule']} ({rule['citation']}), but not by the letter of the "
        f"statute, so that the chance is lowered and not zero. {cases}{_numbers(rule)}"
    )


def _since(why: str) -> str:
    return why if why.startswith(("no ", "it ceased")) else f"there is no ranked placement before it: {why}"


def _moved(one: dict[str, Any]) -> Iterator[str]:
    if one["moved_by"]:
        yield ""
        yield "What moved it, beside other places that stood in the same tier (points of per cent):"
    for driver in one["moved_by"]:
        yield f"  {driver['words']}: better {100 * driver['up']:+.0f}, worse {100 * driver['down']:+.0f} {_numbers(driver)}".rstrip()


def _numbers(cites: dict[str, Any]) -> str:
    return "".join(f"[{n}]" for n in cites["citations"])


def _sources(data: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield "Sources"
    for source in data["sources"]:
        carried = f"; carried by {source['carrier']['title']}" if source["carrier"] else ""
        yield f"  [{source['n']}] {source['title']} ({source['publisher']}), {source['locator']}{carried}"


# The test ----------------------------------------------------------------------------------------------------------------------


def _test(data: dict[str, Any]) -> "Iterator[RenderableType]":
    from rich.table import Table

    yield f"Estimates tested on the past, as of {data['as_of']} (record {data['record']}, seed {data['seed']})"
    yield data["note"]
    for window in data["windows"]:
        yield ""
        mark = "" if window["reported"] else " · NO TEST"
        yield f"Editions {window['window']}{mark}: {window['n']:,} cases, {window['moved_up']} moved up, {window['moved_down']} down"
        yield window["note"]
        table = Table(box=None, padding=(0, 2, 0, 0))
        table.add_column("model")
        for title in ("RPS", "log loss", "AUC up", "AUC down", "cal. err.", "set", "cover"):
            table.add_column(title, justify="right")
        for name, scores in window["models"].items():
            keys = ("rps", "log_loss", "auc_up", "auc_down", "ece", "set_size", "coverage")
            table.add_row(
                _model(name), *("-" if scores[key] is None else f"{scores[key]:.{4 if key == 'rps' else 3}f}" for key in keys)
            )
        yield table
        yield from _differences(window)
    yield ""
    yield "+ law: what the law forbids was set to nought; without law: it was not. markov: the shares of earlier moves."
    yield "RPS: ranked probability score, 0 is perfect. The largest misses by name and all scores: --format json."


def _model(name: str) -> str:
    """The name of a model in a column: `ordered logit + law`."""
    return name.replace("_unmasked", ", without law").replace("_masked", " + law").replace("_", " ")


def _differences(window: dict[str, Any]) -> Iterator[str]:
    for name, gap in window["differences"].items():
        yield f"  RPS less that of {_model(name)}: {gap['rps']:+.4f} (95 %: {gap['low']:+.4f} to {gap['high']:+.4f})"
    worth = sorted(window["without"].items(), key=lambda item: -item[1]["rps"])
    if worth:
        yield "  RPS added when a source is left out: " + ", ".join(f"{source} {gap['rps']:+.4f}" for source, gap in worth)
