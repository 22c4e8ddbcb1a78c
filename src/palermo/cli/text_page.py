"""Plain text of a width, put together line by line: what screens and files of several commands share."""

import io
from collections.abc import Sequence
from typing import Any

_NARROWEST = 60  # columns


class TextPage:
    """Text of a width (that of the terminal if none is given)."""

    def __init__(self, width: int | None) -> None:
        from rich.console import Console

        self._out = io.StringIO()
        self._console = Console(file=self._out, color_system=None, highlight=False, markup=False)
        self._console.width = width or max(_NARROWEST, self._console.width)

    def say(self, *lines: str, indent: int = 0) -> None:
        """Lines, each folded at the width."""
        from rich.padding import Padding

        for line in lines:
            self._console.print(Padding(line, (0, 0, 0, indent)) if indent else line)

    def part(self, title: str, lines: Sequence[str]) -> None:
        """A titled list; nothing where it is empty."""
        if lines:
            self.say("", title)
            self.say(*lines, indent=2)

    def fill(self, table: Any, rows: Sequence[Sequence[str]]) -> None:
        """A table of rich with its columns made, filled and put on the page."""
        for row in rows:
            table.add_row(*row)
        self._console.print(table)

    @property
    def text(self) -> str:
        """All of it, ending in a newline."""
        return "\n".join(line.rstrip() for line in self._out.getvalue().splitlines()) + "\n"
