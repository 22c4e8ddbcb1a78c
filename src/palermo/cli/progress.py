"""A progress bar on the error stream, gone when the work is done."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from palermo.cli.common import console
from palermo.library.places import printable

Progress = Callable[[int, int, str], None]  # done, in all, the name of the one at hand


@contextmanager
def bar(what: str) -> Iterator[Progress]:
    """Show how far a piece of work is. Nothing is drawn where the error stream is no screen."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    screen = console(sys.stderr)
    with Bar(*columns, console=screen, transient=True, disable=not screen.is_terminal) as drawn:
        task = drawn.add_task(what, total=None)

        def progress(done: int, total: int, name: str) -> None:
            drawn.update(task, completed=done, total=total, description=f"{what}: {printable(name)[:40]}")

        yield progress
