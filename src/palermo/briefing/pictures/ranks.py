"""The ranking with its intervals: how far down the first places could stand under other weights and other data."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from palermo.assessment.numbered import Cited
from palermo.briefing.claims import listed
from palermo.briefing.pictures.frame import INK, INNER, OURS, OUTSIDE, SCALE, SOFT, Key, Picture, Row, breadth, overdue, spec
from palermo.priorities.answer import priorities
from palermo.priorities.document import Question
from palermo.record.opened import Record
from palermo.register.tiers import TIERS

_SHOWN = 30
_ALL = 1000  # more than there are places
_SENDER = "USA"
_STEP = 21  # pixels from one place to the next
_FILLS = dict(zip(("1", "2", "2WL", "3"), SCALE, strict=True)) | {"SC": OUTSIDE}


def picture(record: Record) -> Picture:
    """The first thirty of the ranking for the United States as sender. UserError before the first edition."""
    data = priorities(record, Question(_SENDER, _ALL))
    total, shown = len(data["ranking"]), data["ranking"][:_SHOWN]
    sources = {source["n"]: _cited(source) for source in data["sources"]}
    tiers = {one["tier"] for one in shown}
    return Picture(
        kind="ranks",
        title=f"{data['title']}: the first {len(shown)} of {total} jurisdictions",
        subtitle=OURS,
        alt=_in_words(shown, total),
        notes=(
            *overdue(record),
            f"The line holds nine in ten of {data['draws']:,} draws of weights and data, the dot is the rank by the weights as they are.",
            data["note"].removesuffix(" Not legal advice."),  # every picture says so itself
            data["tested"]["words"],
        ),
        key=(
            Key("nine in ten draws", "line", SOFT),
            *(Key(TIERS[t], "circle", fill) for t, fill in _FILLS.items() if t in tiers),
        ),
        chart=_chart(shown, total),
        columns=("rank", "from", "to", "code", "jurisdiction", "placement", "why", "ask", "forum"),
        rows=tuple(_row(one, sources) for one in shown),
        record=record,
    )


def _cited(source: Mapping[str, Any]) -> Cited:
    """A numbered source of the ranking as a thing to cite again."""
    carriers = "|".join(carrier["source"] for carrier in source["carriers"]) or None
    return Cited(source["locator"], source["source"], source["published"], carriers, source["caveat"])


def _row(one: Mapping[str, Any], sources: Mapping[int, Cited]) -> Row:
    low, high = one["interval"]
    words = (one["why"], one["ask"], one["forum"])
    cells = (one["rank"], low, high, one["jurisdiction"], one["name"], TIERS[one["tier"]], *words)
    return Row(cells, tuple(sources[n] for n in one["citations"]))


def _in_words(shown: Sequence[Mapping[str, Any]], total: int) -> str:
    named = [f"{one['name']} ({one['rank']}, between {one['interval'][0]} and {one['interval'][1]})" for one in shown[:5]]
    widest = max(shown, key=lambda one: one["interval"][1] - one["interval"][0])
    return (
        f"Ranks with their intervals for the first {len(shown)} of {total} jurisdictions. First: {listed(named)}. "
        f"Widest: {widest['name']}, {widest['rank']}, between {widest['interval'][0]} and {widest['interval'][1]}. "
        "The table gives each rank, its interval and its reasons."
    )


def _chart(shown: Sequence[Mapping[str, Any]], total: int) -> dict[str, Any]:
    names = [f"{one['rank']}  {one['name']}" for one in shown]
    last = max(one["interval"][1] for one in shown)
    y = alt.Y("place:O").scale(domain=names).axis(title=None, ticks=False, domain=False, labelPadding=10, labelLimit=320)
    x = alt.X("low:Q").scale(domain=[1, last + 1], nice=False, zero=False)
    x = x.axis(title=f"rank among {total}, the first on the left", orient="top", values=_ticks(last), tickSize=0, titlePadding=8)
    base = alt.Chart(alt.NamedData("places"))
    lines = base.mark_rule(stroke=SOFT, strokeWidth=5, opacity=0.45).encode(x, y, x2="high:Q")
    dots = base.mark_circle(size=105, opacity=1, stroke=INK, strokeWidth=1).encode(
        y, x=alt.X("rank:Q"), fill=alt.Fill("fill:N").scale(None)
    )
    width = INNER - 30 - max(breadth(name, 13) for name in names)
    values = [
        {"place": name, "rank": one["rank"], "low": one["interval"][0], "high": one["interval"][1], "fill": _FILLS[one["tier"]]}
        for name, one in zip(names, shown, strict=True)
    ]
    return spec((lines + dots).properties(width=width, height=len(shown) * _STEP), places=values)


def _ticks(last: int) -> list[int]:
    return [1, *range(10, last + 1, 10)]
