"""Kill a run of a command at random moments of its work, again and again, and look at what it leaves."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable

KILLS = 70 if os.environ.get("HYPOTHESIS_PROFILE") == "torture" else 4


def torture_kill(
    n: int,
    start: Callable[[int], "subprocess.Popen[bytes]"],
    begun: Callable[[], bool],
    whole: Callable[[], None],
    seed: int,
    longest: float = 0.15,
) -> int:
    """Kill `n` runs and check after each. Returns how many were killed at work; the seed is printed, for a run that fails.

    `start`: starts the run of a number; `begun`: whether it has come to its work; `whole`: fails where something is half-made;
    `longest`: seconds from there within which it is killed.
    """
    print(f"seed {seed}")
    moments, at_work = random.Random(seed), 0
    for number in range(n):
        process = start(number)
        while not begun() and process.poll() is None:
            time.sleep(0.005)
        time.sleep(moments.uniform(0, longest))
        at_work += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        whole()
    return at_work
