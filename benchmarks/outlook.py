"""`python -m benchmarks.outlook`: the test of the outlook, the first outlook of a day, and the one that is kept.

Whole processes, from start to end. The record is built first and not timed, in a home of its own. A target that was missed is
printed as MISSED, and the exit status is 0.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import CommandError, Run, measure

DAY = "2026-11-24"
TEST_TARGET, KEPT_TARGET = 40.0, 0.5  # seconds


def main() -> int:
    """Measure and print. 1 only when a command fails: then there is no figure to print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.outlook", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="timed runs of each command (default 3)")
    runs = max(1, parser.parse_args().runs)
    with tempfile.TemporaryDirectory(prefix="palermo-outlook-") as folder:
        home = Path(folder)
        environment = os.environ | {"PALERMO_HOME": folder}
        outlook = [sys.executable, "-m", "palermo", "outlook", "--as-of", DAY, "--format", "json", "-o", str(home / "out.json")]
        try:
            measure([*outlook, "Cuba"], environment)  # builds the record
            _line("test against the past", [measure([*outlook, "--backtest"], environment) for _ in range(runs)], TEST_TARGET)
            _line("first outlook of a day", [_first(outlook, environment, home) for _ in range(runs)])
            _line("outlook that is kept, one place", [measure([*outlook, "Cuba"], environment) for _ in range(runs)], KEPT_TARGET)
        except CommandError as error:
            print(f"benchmarks: {error}", file=sys.stderr)
            return 1
    print(f"load at end {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    return 0


def _first(outlook: list[str], environment: dict[str, str], home: Path) -> Run:
    for kept in home.glob("derived/*/outlook-*.json"):
        kept.unlink()
    return measure(outlook, environment)


def _line(words: str, runs: list[Run], target: float | None = None) -> None:
    seconds = statistics.median(run.seconds for run in runs)
    cpu, peak = statistics.median(run.cpu for run in runs), max(run.peak for run in runs)
    said = "" if target is None else f"   target {target:g} s {'met' if seconds <= target else 'MISSED'}"
    print(f"{words:34} {seconds:7.2f} s   cpu {cpu:7.2f} s   {peak / 2**20:5.0f} MiB{said}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
