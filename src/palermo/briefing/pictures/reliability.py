"""The reliability diagram: what was said with a chance of one in ten, did it come one time in ten?"""

from collections.abc import Sequence
from typing import Any, TypedDict

import altair as alt

from palermo.assessment.numbered import cited_catalogue
from palermo.briefing.pictures.frame import INK, INNER, OURS, SCALE, SOFT, Key, Picture, Row, spec
from palermo.record.derived import code_of, derived
from palermo.record.opened import Record

_SIDE = 380  # pixels
_SMALL = 30  # chances: a tenth with fewer is drawn open, since little can be read from it


class Tenth(TypedDict):
    """The chances between two tenths: how many there were, their mean, and the share of them that came."""

    n: int
    chance: float
    came: float


class Window(TypedDict):
    """Editions tested together: the placements that were forecast, the error of calibration, and the tenths that hold a chance."""

    name: str
    placements: int
    error: float
    tenths: list[Tenth]


def picture(record: Record) -> Picture:
    """One panel for each window of the backtest on which no choice was made. UserError where none has begun by the day."""
    windows: list[Window] = derived(record, "reliability", code_of("assessment", "outlook"), lambda: _tested(record))
    small = any(one["n"] < _SMALL for window in windows for one in window["tenths"])
    return Picture(
        kind="reliability",
        title="Did what we gave a chance come as often as we said?",
        subtitle=f"{OURS}; each edition forecast from earlier ones only",
        alt=_in_words(windows),
        notes=(
            "Each point holds the chances of one tenth, of all four tiers; the number beside it says how many. On the line, what was said "
            "came as often as it was said; below it, less often.",
            "Four chances are given for each placement and depend on each other: points with few chances scatter by luck.",
        ),
        key=(
            Key("a tenth of the chances", "circle", SCALE[2]),
            *([Key(f"fewer than {_SMALL} chances", "ring", SCALE[2])] if small else []),
            Key("as often as said", "dashed", SOFT),
        ),
        chart=_chart(windows),
        columns=("editions", "chances", "mean chance", "share that came"),
        rows=tuple(
            Row((window["name"], one["n"], one["chance"], one["came"]), (cited_catalogue("tier_placements"),))
            for window in windows
            for one in window["tenths"]
        ),
        record=record,
    )


def _tested(record: Record) -> list[Window]:
    """The windows as `palermo outlook --backtest` gives them."""
    from palermo.outlook.backtest import backtest, plain_result

    tested = [plain_result(result) for result in backtest(record, each_source=False).results if result.window.reported]
    return [
        {
            "name": f"{window['editions'][0]} to {window['editions'][-1]}",
            "placements": window["n"],
            "error": window["models"]["palermo"]["ece"],
            "tenths": window["reliability"],
        }
        for window in tested
    ]


def _in_words(windows: Sequence[Window]) -> str:
    said = []
    for window in windows:
        points = [f"{one['chance']:.0%} said, {one['came']:.0%} came ({one['n']:,})" for one in window["tenths"]]
        said.append(
            f"Editions of {window['name']}, {window['placements']:,} placements, mean error {window['error']:.1%}: {'; '.join(points)}."
        )
    return "Reliability diagram: mean chance in each tenth, and the share that came, with the number of chances. " + " ".join(
        said
    )


def _chart(windows: Sequence[Window]) -> dict[str, Any]:
    panels = [_panel(n, window) for n, window in enumerate(windows)]
    chart = alt.hconcat(*panels, spacing=INNER - 2 * (_SIDE + 60))
    data = {f"w{n}": [_point(one) for one in window["tenths"]] for n, window in enumerate(windows)}
    return spec(chart, ideal=[{"chance": 0, "came": 0}, {"chance": 1, "came": 1}], **data)


def _point(one: Tenth) -> dict[str, Any]:
    return {
        **one,
        "label": f"{one['n']:,}",
        "small": one["n"] < _SMALL,
        "over": one["came"] >= one["chance"] and one["came"] > 0.1,
    }


def _panel(n: int, window: Window) -> alt.LayerChart | alt.FacetChart:
    ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    x = alt.X("chance:Q").scale(domain=[0, 1]).axis(title="mean chance that was said", format=".0%", values=ticks)
    y = alt.Y("came:Q").scale(domain=[0, 1]).axis(title="share that came", format=".0%", values=ticks)
    line = alt.Chart(alt.NamedData("ideal")).mark_line(stroke=SOFT, strokeDash=[5, 4], strokeWidth=1.5).encode(x, y)
    base = alt.Chart(alt.NamedData(f"w{n}")).encode(x, y)
    full = base.transform_filter("!datum.small").mark_circle(size=110, fill=SCALE[2], opacity=1)
    open_ones = base.transform_filter("datum.small").mark_point(size=90, stroke=SCALE[2], strokeWidth=2, fill="white", opacity=1)
    over = base.transform_filter("datum.over").mark_text(align="right", dx=-9, dy=-6, fontSize=12, color=INK)
    under = base.transform_filter("!datum.over").mark_text(align="left", dx=10, dy=-1, fontSize=12, color=INK)
    title = alt.TitleParams(
        f"{window['name']}: {window['placements']:,} placements, mean error {window['error']:.1%}",
        anchor="start", fontSize=14, fontWeight="normal", color=INK, offset=12,
    )  # fmt: skip
    points = (full, open_ones, over.encode(text="label:N"), under.encode(text="label:N"))
    return alt.layer(line, *points).properties(width=_SIDE, height=_SIDE, title=title)
