"""The plain table: times of both sides, their ratio, targets met or missed, memory and sizes."""

from dataclasses import dataclass

from benchmarks.measure import Samples
from benchmarks.plan import DAY, PLACE


@dataclass(frozen=True)
class Line:
    """One line of the table: palermo's command, its target in seconds, and pandas' command for the same question."""

    title: str
    ours: str
    target: float | None = None
    theirs: str | None = None


LINES = (
    Line("First brief: builds the record", "first build", 5.0),
    Line("palermo --help", "help", 0.3),
    Line(f"Warm brief, {PLACE}", "brief", 0.5, "pandas one"),
    Line(f"Its facts alone, {PLACE}", "facts one", None, "pandas one"),
    Line("All jurisdictions, briefs as JSON", "all", 10.0, "pandas all"),
    Line("Their facts alone", "facts all", None, "pandas all"),
    Line("Python that does nothing", "floor"),
)
HEAD = (
    "whole process",
    "palermo s (min-max)",
    "cpu s",
    "MiB",
    "target",
    "",
    "pandas s (min-max)",
    "cpu s",
    "MiB",
    "pandas/palermo",
)


def _cells(samples: Samples | None) -> tuple[str, str, str]:
    """Seconds on the clock, of the processor, and peak memory; empty where nothing was measured."""
    if samples is None:
        return ("", "", "")
    clock = f"{samples.median:.3f} ({min(samples.seconds):.3f}-{max(samples.seconds):.3f})"
    return (clock, f"{samples.cpu:.3f}", f"{samples.peak / 2**20:.0f}")


def _row(line: Line, samples: dict[str, Samples]) -> tuple[str, ...]:
    ours, theirs = samples[line.ours], samples.get(line.theirs or "")
    verdict = "" if line.target is None else "met" if ours.median <= line.target else "MISSED"
    target = "" if line.target is None else f"{line.target:g} s"
    ratio = f"{theirs.median / ours.median:.2f}" if theirs else ""
    return (line.title, *_cells(ours), target, verdict, *_cells(theirs), ratio)


def lines(samples: dict[str, Samples], runs: int, sizes: dict[str, int], agreement: str, load: str) -> list[str]:
    """The whole report, line by line."""
    rows = [HEAD, *(_row(line, samples) for line in LINES)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
    table = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [
        f"Medians of {runs} run{'s' if runs > 1 else ''} in alternating order after one that is not counted; as of {DAY}; load at end {load}",
        "",
        table[0],
        "-" * len(table[0]),
        *table[1:],
        "",
        *(f"Size of {what}: {size:,} bytes" for what, size in sizes.items()),
        agreement,
        "pandas/palermo above 1: palermo is faster. pandas gives facts only; a brief also has its sentences, asks, law and sources.",
    ]
