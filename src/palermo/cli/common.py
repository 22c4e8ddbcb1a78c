"""What commands share: options, the progress bar of a first build, and output that is whole or absent."""

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from palermo.errors import PalermoError, UserError
from palermo.home import home
from palermo.record.opened import Progress, Record, opened
from palermo.record.store import write_atomically
from palermo.register.dates import parse_as_of

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST = 60  # columns


class _Day(click.ParamType):  # type: ignore[type-arg]
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        return value if isinstance(value, dt.date) else parse_as_of(value)


as_of_option = click.option(
    "--as-of", type=_Day(), metavar="YYYY-MM-DD", help="See only what had been published by this day. Default: today."
)
output_option = click.option("-o", "--output", metavar="FILE", help="Write to a file instead of the screen.")


def format_option(*formats: str) -> Callable[[Any], Any]:
    """The `--format` option of a command; the first format is the default."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True, help="Form of the output."
    )


@contextmanager
def reading(as_of: dt.date | None) -> Iterator[Record]:
    """Open the record at a date; a first build shows a progress bar on the error stream."""
    with building() as (progress, done), opened(as_of, progress=progress) as record:
        done()
        yield record


@contextmanager
def building() -> Iterator[tuple[Progress, Callable[[], None]]]:
    """A progress bar on the error stream for a build, shown once it begins: what to call on progress, and when it is done."""
    bar: list[Any] = []

    def progress(table: str, done: int, total: int) -> None:
        if not bar:
            from rich.progress import Progress

            bar.append(Progress(console=console(sys.stderr), transient=True))
            bar.append(bar[0].add_task("Building the record", total=total))
            bar[0].start()
        bar[0].update(bar[1], completed=done, description=f"Building the record: {table}")

    def stop() -> None:
        if bar:
            bar[0].stop()

    try:
        yield progress, stop
    finally:
        stop()


def console(file: IO[str] | None = None) -> "Console":
    """The screen: never narrower than a reader needs, and silent when the reader has gone."""
    from rich.console import Console

    class _Screen(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    screen = _Screen(highlight=False, file=file)
    screen.width = max(_NARROWEST, screen.width)
    return screen


def as_json(data: Any) -> str:
    """Data as JSON text, ending in a newline."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def put(content: str | bytes, output: str | None) -> None:
    """Write text (as UTF-8) or bytes to a file, whole or not at all, or to the screen.

    UserError for a place that cannot or must not be written to, and for bytes on a screen; PalermoError when the disk is full.
    """
    if isinstance(content, bytes) and output is None and sys.stdout.isatty():
        raise UserError("this is no text for a screen. Give -o FILE, or a pipe.")
    content = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    path = target(output)
    try:
        write_atomically(path, content)
    except OSError as error:
        raise cannot_write(path, error) from error


def target(output: str, inputs: Iterable[str] = ()) -> Path:
    """The file that `-o` names. UserError where it is none, is one of the `inputs`, or is kept in PALERMO_HOME, through links too."""
    path = Path(output)
    try:
        if not path.name or path.is_dir():
            raise UserError(f"'{output}' is no file. Give -o the name of a file.")
        real, kept = path.resolve(), home().resolve()
        if any(real == Path(one).resolve() for one in inputs):
            raise UserError(f"'{output}' is what is read. Give -o another name, so that the original stays.")
        if real.is_relative_to(kept) and (real.exists() or real.parent != kept):
            raise UserError(f"'{output}' is in {kept}, which palermo keeps for itself. Choose another place for -o.")
    except OSError as error:
        raise cannot_write(path, error) from error
    return path


def cannot_write(path: Path, error: OSError) -> PalermoError:
    """What to say of a place that could not be written: PalermoError for a full disk, UserError for what the person can mend."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
        return PalermoError(
            f"'{path}' could not be written: {error.strerror}. Nothing was left behind; free some space and try again."
        )
    return UserError(f"'{path}' cannot be written: {error.strerror}. Choose another place for -o.")
