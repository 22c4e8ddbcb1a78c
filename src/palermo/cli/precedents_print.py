"""Precedents on the screen: what their data holds, and nothing else."""

import io
from collections.abc import Iterator
from typing import Any

from palermo.register.jurisdictions import jurisdictions

_IN_FULL = 12  # precedents of a state that are told; the rest is named, and all are in the JSON
_TOLD = ("closed", "law_followed", "act_followed")


def screen(data: dict[str, Any], width: int | None) -> str:
    """Precedents as text of a width (that of the terminal if none is given)."""
    from rich.console import Console
    from rich.padding import Padding

    out = io.StringIO()
    console = Console(file=out, color_system=None, highlight=False, markup=False)
    console.width = width or max(60, console.width)
    for depth, line in _lines(data):
        console.print(Padding(line, (0, 0, 0, 2 * depth)) if depth and line else line)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


Line = tuple[int, str]


def _lines(data: dict[str, Any]) -> Iterator[Line]:
    gap = data["gap"]
    like = f", nearest to {_name(data['like'])} first" if data["like"] else ", newest first"
    yield 0, f"Precedents: {gap['label']} ({gap['code']}), as of {data['as_of']}{like}"
    yield 0, gap["closed_by"]
    if gap["read_by_machine"]:
        yield 0, gap["read_by_machine"]
    if not data["precedents"]:
        yield from ((0, ""), (0, "No jurisdiction was seen to have this gap by then."))
    shown: set[int] = set()
    for state, meaning in data["states"].items():
        found = [one for one in data["precedents"] if one["state"] == state]
        if found:
            yield from ((0, ""), (0, f"{meaning[:1].upper()}{meaning[1:]}: {len(found)}{_own_word(found)}"))
            yield from _of_state(state, found, shown)
    yield from _end(data, shown)


def _own_word(found: list[dict[str, Any]]) -> str:
    """How many of them nothing saw before their closing."""
    own = sum(one["own_word"] for one in found)
    how = "in it" if len(found) == 1 else f"in {own} of them"
    return f" ({how} one sentence alone says both that the gap was there and that it was closed)" if own else ""


def _name(code: str) -> str:
    return jurisdictions()[code].name().in_prose()


def _of_state(state: str, found: list[dict[str, Any]], shown: set[int]) -> Iterator[Line]:
    told = found[:_IN_FULL] if state in _TOLD else []
    for one in told:
        shown.update(one["citations"])
        yield 1, f"{one['name']}: {_became(one)} {_numbers(one)}"
        if one["near"]:
            yield 2, "; ".join(step["words"] for step in one["near"] if step["same"] is not None)
    rest = [
        f"{one['name']} ({(one['closed'] or one['followed'] or {}).get('year') or one['had']['last_edition']})"
        for one in found[len(told) :]
    ]
    if rest:
        yield 1, f"{'then ' if told else 'last seen in: '}{', '.join(rest)}"


def _became(one: dict[str, Any]) -> str:
    had, came = one["had"], one["closed"] or one["followed"]
    span = sorted({had["first_edition"], had["last_edition"]} - {None})
    when = f"on record {' to '.join(map(str, span))}" if span else "had it until then, as the report of the law says"
    text = f"{when}; {'by ' if came['by_then'] else ''}{came['year']}: {came['by']}"
    after = came.get("after_editions")
    if after is not None:
        text += f", after {after} edition{'' if after == 1 else 's'} of the report"
    return text + (f"; {one['caution']}" if one["caution"] else "") + "."


def _numbers(one: dict[str, Any]) -> str:
    return f"[{_ranges(one['citations'])}]"


def _end(data: dict[str, Any], shown: set[int]) -> Iterator[Line]:
    if data["cautions"]:
        yield from ((0, ""), (0, "Cautions"))
        yield from ((1, line) for line in data["cautions"])
    if shown:
        yield from ((0, ""), (0, "Sources of what is told above; the others are in the JSON"))
        yield from ((1, line) for line in _sources(data, shown))
    yield from ((0, ""), (0, data["note"]))


def _sources(data: dict[str, Any], shown: set[int]) -> Iterator[str]:
    titles: dict[tuple[str, str, str], list[int]] = {}
    for source in data["sources"]:
        if source["n"] in shown:
            how = f"; {source['caveat']}" if source["caveat"] else ""
            how += f"; as transcribed in {source['carrier']['title']}" if source["carrier"] else ""
            titles.setdefault((source["title"], source["publisher"], how), []).append(source["n"])
    for (title, publisher, how), numbers in titles.items():
        yield f"[{_ranges(numbers)}] {title}. {publisher}{how}"


def _ranges(numbers: list[int]) -> str:
    parts: list[list[int]] = []
    for n in sorted(numbers):
        if parts and n == parts[-1][-1] + 1:
            parts[-1].append(n)
        else:
            parts.append([n])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)
