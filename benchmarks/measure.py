"""One command as a whole process: time from start to end, and what the kernel counted for it."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_UNIT = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes on macOS, in KiB elsewhere


class CommandError(Exception):
    """A measured command ended with another status than 0, so its time says nothing."""


@dataclass(frozen=True)
class Run:
    """One run: seconds on the clock, seconds of processor time, and bytes of peak resident memory."""

    seconds: float
    cpu: float
    peak: int


@dataclass
class Samples:
    """All timed runs of one command."""

    runs: list[Run] = field(default_factory=list)

    def add(self, run: Run) -> None:
        self.runs.append(run)

    @property
    def seconds(self) -> list[float]:
        return [run.seconds for run in self.runs]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def cpu(self) -> float:
        return statistics.median(run.cpu for run in self.runs)

    @property
    def peak(self) -> float:
        return statistics.median(run.peak for run in self.runs)


def measure(arguments: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run a command once and wait for it. CommandError when it cannot be started or does not end with status 0.

    `wait4` gives what `getrusage` gives for children, but for this child alone. A child starts at the size of its parent, so
    the process that measures imports neither palermo nor pandas.
    """
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        try:
            child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=errors, env=environment, cwd=ROOT)
        except OSError as error:
            raise CommandError(f"{arguments[0]} cannot be started: {error.strerror}") from error
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines()
            raise CommandError(f"{' '.join(arguments)} ended with {child.returncode}: {said[-1] if said else ''}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _UNIT)
