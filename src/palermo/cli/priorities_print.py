"""The ranking and its backtest on the screen: what their data hold, and nothing else."""

from collections.abc import Sequence
from typing import Any

from palermo.cli.text_page import TextPage
from palermo.register.dates import in_words
from palermo.register.vocabulary import cautions

_TIER = {"1": "Tier 1", "2": "Tier 2", "2WL": "Watch List", "3": "Tier 3", "SC": "special case"}
_LISTS = {"movable": "Most movable", "worst": "Worst"}
_WORDS = {
    "movable": "the chance of movement alone",
    "worst": "the stakes alone",
}
_SHORT = 10  # places of a list that stands beside the ranking


class _Page(TextPage):
    """A ranking on the page."""

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        from rich.table import Table

        table = Table(box=None, padding=(0, 2, 0, 0))
        for number, title in enumerate(columns):
            table.add_column(title, justify="left" if number == 0 else "right", overflow="fold")
        self.fill(table, rows)


def screen(data: dict[str, Any], width: int | None, sources: bool = False) -> str:
    """The ranking as text: head, a paragraph for each place, the two lists, the filled calendar, and what was left out."""
    page = _Page(width)
    _head(page, data)
    for row in data["ranking"]:
        _row(page, row, data["report_year"], sources)
    for name, rows in data["lists"].items():
        page.say("", f"{_LISTS[name]}: {_WORDS[name]}")
        page.say(*(_place(row, data["report_year"]) for row in rows[:_SHORT]), indent=2)
    if "slots" in data:
        _slots(page, data["slots"])
    if "robustness" in data:
        _robustness(page, data["robustness"])
    _foot(page, data)
    if sources:
        _sources(page, data["sources"], {n for row in data["ranking"] for n in row["citations"]})
    return page.text


def _head(page: _Page, data: dict[str, Any]) -> None:
    page.say(data["title"], f"as of {in_words(data['as_of'])} · from {data['sender']} · record {data['record']}", data["note"])
    parts = ", ".join(f"{title} {part['weight']:.2f}" for title, part in data["weights"]["parts"].items())
    without = (
        f" Without {' and '.join(data['parts_not_used'])}: too little is known on this day." if data["parts_not_used"] else ""
    )
    page.say(f"Weights: {parts}.{without} After each rank: the ranks that nine in ten of {data['draws']:,} draws leave it.")
    if data["overdue"]:
        page.say(f"{data['overdue']['words'][:-1]}: check before use.")
    page.say(data["tested"]["words"])
    first = [row for row in data["ranking"] if row["rank"] == 1]
    if len(first) > 1:
        page.say(
            f"Places with equal scores share a rank and stand in the order of their codes: here {len(first)} share the first."
        )
    if data["outlook"]["lacking"]:
        page.say(f"Without our outlook. {data['outlook']['lacking']}")


def _place(row: dict[str, Any], newest: int) -> str:
    low, high = row["interval"]
    late = "" if row["placed_in"] == newest else f" in {row['placed_in']}"
    return f"{row['rank']} ({low}–{high})  {row['name']}, {_TIER[row['tier']]}{late}"


def _row(page: _Page, row: dict[str, Any], newest: int, sources: bool) -> None:
    page.say("", _place(row, newest))
    page.say(f"why: {row['why']}.", f"{_ask(row)}.", f"forum: {row['forum']}", indent=4)
    if sources:
        page.say(f"sources: {_numbers(row['citations'])}", indent=4)
    context = "; ".join(tie["said"] for tie in row["parts"]["ties"]["context"])
    page.say(f"ties, which have no weight: {context}.", indent=4)


def _ask(row: dict[str, Any]) -> str:
    said = str(row["ask"])
    return f"to do: {said}" if row["ask_kind"] != "question" else f"a question: {said}"


def _slots(page: _Page, slots: dict[str, Any]) -> None:
    limits = [
        f"at most {slots[key]} of a {word}" for key, word in (("per_region", "region"), ("per_tier", "placement")) if slots[key]
    ]
    best, by_hand = slots["optimal"], slots["greedy"]
    page.say("", f"A calendar of {slots['slots']} meetings{': ' if limits else ''}{', '.join(limits)}")
    page.say(*(f"{place['name']} ({place['region']}, rank {place['rank']})" for place in best["places"]), indent=2)
    chosen, taken = ({place["jurisdiction"] for place in one["places"]} for one in (best, by_hand))
    compared = f"Sum of scores {best['total']:.3f}; taken from the top while they fit, {by_hand['total']:.3f}"
    page.say(compared + (": the same places." if chosen == taken else f": {len(chosen - taken)} places differ."), indent=2)


def _robustness(page: _Page, held: dict[str, Any]) -> None:
    page.say("", f"What the ranking hangs on ({held['places']} places)")
    rows = [[n.replace("_", " "), str(count), _rho(held["with_score"][n])] for n, count in held["known"].items()]
    page.table(["indicator", "known", "with score"], rows)
    pairs = (f"{' and '.join(pair['parts'])} {_rho(pair['rho'])}" for pair in held["together"])
    page.say(f"Parts together (rank correlation): {', '.join(pairs)}.", "")
    rows = [[one["choice"], str(one["same_of_20"]), f"{one['mean_shift']:.1f}"] for one in held["choices"]]
    page.table(["other choice", "same of 20", "ranks moved"], rows)


def _numbers(cites: Sequence[int]) -> str:
    """Numbers of sources, those in a row together: [1–4, 9]."""
    runs: list[list[int]] = []
    for n in sorted(cites):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return f"[{', '.join(str(run[0]) if len(run) == 1 else f'{run[0]}–{run[-1]}' for run in runs)}]"


def _sources(page: _Page, sources: Sequence[dict[str, Any]], shown: set[int]) -> None:
    page.say("", "Sources")
    for one in sources:
        if one["n"] in shown:
            carrier = f", as carried by {one['carrier']['title']}" if one["carrier"] else ""
            page.say(f"[{one['n']}] {one['title']} ({one['publisher']}){carrier}. {one['locator']}", indent=2)


def _rho(value: float | None) -> str:
    return "-" if value is None else f"{value:+.2f}"


def _foot(page: _Page, data: dict[str, Any]) -> None:
    page.say("")
    for one in data["not_used"]:
        page.say(f"Not used: {one['indicator'].replace('_', ' ')}, known for {one['known']} of {one['of']} places only.")
    page.say(data["closings"]["words"])
    if data["calendar"]:
        left = f"; {data['calendar']['left_out']} entries name no jurisdiction" if data["calendar"]["left_out"] else ""
        page.say(f"Calendar: {data['calendar']['file']}, {data['calendar']['meetings']} meetings{left}.")
    for code in dict.fromkeys(code for row in data["ranking"] for code in row["cautions"]):
        page.say(f"Caution: {cautions()[code]}")
    page.say(
        "An ask in full, with its basis and cautions: palermo brief COUNTRY. With sources: --sources. All parts: --format json."
    )


# The backtest ----------------------------------------------------------------------------------------------------------------

_WAYS = {
    "ranking": "the ranking",
    "movable": "most movable",
    "worst": "worst",
    "outlook": "our chance of a rise alone",
    "random": "random",
    "tier_base_rate": "base rate of the placement",
    "second_watch_list_year": "second Watch List year",
}
_VERDICT = {"better": "better than", "worse": "worse than", "not_shown": "no difference shown from"}
_NARROW = {
    "ranking": "ranking",
    "movable": "movable",
    "worst": "worst",
    "outlook": "chance",
    "random": "random",
    "tier_base_rate": "base",
    "second_watch_list_year": "second",
}


def backtest_screen(data: dict[str, Any], width: int | None, sources: bool = False) -> str:
    """The backtest as text: for each window the share of twenty that moved, and what the ranking beats; then every edition."""
    page = _Page(width)
    page.say(data["title"], f"as of {in_words(data['as_of'])} · record {data['record']}", data["note"])
    page.say(
        f"Frozen on the eve of each edition. Of {data['at']} places chosen among those that could rise, the share placed better in "
        f"any of the next {data['ahead']} editions; with nine tenths of {data['samples']:,} samples of countries."
    )
    for window in data["windows"]:
        _window(page, window)
    page.say("", "By edition, the share of each way that rose")
    names = [way for way in _WAYS if way in data["editions"][0]["precision"]]
    rows = [[str(e["edition"]), f"{e['moved']} of {e['candidates']}", *_shares(e, names)] for e in data["editions"]]
    page.table(["edition", "rose", *(_NARROW[name] for name in names)], rows)
    if sources:
        _sources(page, data["sources"], {n for edition in data["editions"] for n in edition["citations"]})
    return page.text


def _shares(edition: dict[str, Any], names: Sequence[str]) -> list[str]:
    return [f"{edition['precision'][name]:.2f}" for name in names]


def _window(page: _Page, window: dict[str, Any]) -> None:
    page.say("", f"Editions {window['window']}")
    if not window["editions"]:
        page.say("no edition of it has three more after it yet", indent=2)
        return
    years, rose = window["editions"], f"{window['moved']:.2f}"
    page.say(
        f"{len(years)} editions ({years[0]}–{years[-1]}), {window['candidates']} chances to rise; {rose} of them taken", indent=2
    )
    ways = sorted(window["ways"].items(), key=lambda item: -item[1]["precision"])
    page.table(["way", "rose", "interval"], [[_WAYS[w], f"{m['precision']:.2f}", _span(m["interval"])] for w, m in ways])
    for one in window["differences"]:
        said = f"{_WAYS[one['way']]}: {_VERDICT[one['verdict']]} {_WAYS[one['than']]} ({one['difference']:+.2f}, {_span(one['interval'])})"
        page.say(said, indent=2)


def _span(bounds: Sequence[float]) -> str:
    return f"{bounds[0]:+.2f} to {bounds[1]:+.2f}" if bounds[0] < 0 else f"{bounds[0]:.2f} to {bounds[1]:.2f}"
