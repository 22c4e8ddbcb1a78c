"""The brief on a terminal, at eighty columns or whatever there is. It carries no data and cannot be verified: it is for reading."""

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from palermo.briefing.brief import Brief, Section
from palermo.briefing.occasion import LABEL
from palermo.briefing.render.layout import Numbers, ask_lines, grouped_sources, head, loose


def show(brief: Brief, console: Console) -> None:
    """Print the brief."""
    top, numbers = head(brief), Numbers(brief)
    console.print(Text(top.title, style="bold"))
    console.print(Text(f"{top.audience}. {top.line}", style="dim"))
    if top.occasion:
        console.print(Text(f"{LABEL}: {top.occasion}"))
    for section in brief.sections:
        console.print()
        console.print(Text(section.title.upper(), style="bold cyan"))
        console.print(_section(section, numbers))
    console.print()
    console.print(Text("SOURCES", style="bold cyan"))
    for group in grouped_sources(brief):
        console.print(_hanging(group.numbers, Text(group.text, style="dim"), width=9))
    console.print()
    console.print(Text(top.notice, style="dim"))


def _section(section: Section, numbers: Numbers) -> RenderableType:
    rows: list[RenderableType] = [
        _hanging("•", _sentence(claim.text, numbers.of(claim.citations))) for claim in loose(section.claims, section.asks)
    ]
    for rank, ask in enumerate(section.asks, start=1):
        rows.append(_hanging(f"{rank}.", _sentence(ask.sentence.text, numbers.of(ask.sentence.citations), "bold"), width=3))
        for label, claim in ask_lines(ask):
            line = Text().append(f"{label}: ", style="italic") + _sentence(claim.text, numbers.of(claim.citations))
            rows.append(Padding(line, (0, 0, 0, 4)))
    return Group(*rows)


def _sentence(text: str, cited: str, style: str = "") -> Text:
    return Text(text, style=style) + Text(f" [{cited}]", style="dim not bold")


def _hanging(mark: str, body: Text, width: int = 2) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0), expand=False)
    grid.add_column(width=width, no_wrap=False, overflow="fold")
    grid.add_column(ratio=1)
    grid.add_row(Text(mark, style="dim"), body)
    return grid
