"""`python -m benchmarks`: measure, print one plain table, exit 0 whether or not a target was met."""

import argparse
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from benchmarks import check, machine, plan, report
from benchmarks.measure import ROOT, CommandError, Samples, measure


def main() -> int:
    """Run everything once. 1 only when a measured command fails: then there is no figure to print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="timed runs of each command (default 7)")
    parser.add_argument("--words", type=int, default=14_000_000, help="words to read (default 14,000,000; 0: leave reading out)")
    parser.add_argument("--passages", type=int, default=400_000, help="passages to search (default 400,000; 0: leave search out)")
    arguments = parser.parse_args()
    runs = max(1, arguments.runs)
    with_pandas = find_spec("pandas") is not None
    print("\n".join(machine.facts()), flush=True)
    with tempfile.TemporaryDirectory(prefix="palermo-bench-") as folder:
        work = plan.Work.prepared(Path(folder))
        try:
            samples = _rounds(plan.commands(work, with_pandas), runs)
            agreement = check.agreement(work) if with_pandas else "pandas is not installed: only palermo was measured."
        except CommandError as error:
            print(f"benchmarks: {error}", file=sys.stderr)
            return 1
        print("\n".join(report.lines(samples, runs, machine.sizes(work.warm_home), agreement, machine.load())))
    failed = 0
    if arguments.words:
        failed |= _apart("reading", "--words", arguments.words)
    if arguments.passages:
        failed |= _apart("search", "--passages", arguments.passages)
        failed |= _apart("site", "--passages", min(arguments.passages, 100_000))
    failed |= _apart("outlook") | _apart("priorities") | _apart("papers")
    return failed


def _apart(name: str, *options: object) -> int:
    """The figures of one part, from a process of its own: this one imports neither palermo nor a peer. 1 where it failed."""
    print(flush=True)
    command = [sys.executable, "-m", f"benchmarks.{name}", *map(str, options)]
    return int(subprocess.run(command, cwd=ROOT, check=False).returncode != 0)


def _rounds(commands: list[plan.Command], runs: int) -> dict[str, Samples]:
    """One untimed round, then the timed ones; every other round runs backwards, so that no side always goes first."""
    samples = {command.name: Samples() for command in commands}
    for number in range(runs + 1):
        for command in commands if number % 2 else reversed(commands):
            run = measure(command.arguments, command.environment())
            if number:
                samples[command.name].add(run)
        print(f"round {number} of {runs}", file=sys.stderr, flush=True)
    return samples


if __name__ == "__main__":
    sys.exit(main())
