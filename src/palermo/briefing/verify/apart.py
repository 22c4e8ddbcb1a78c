"""Read a file in a process of its own: one that makes a reader hang, crash or fill the memory harms nobody.

What comes back is data, and no object that a broken process could have made up.
"""

import json
import subprocess
import sys
from dataclasses import asdict

from palermo.briefing.verify.files import HARMFUL, received
from palermo.briefing.verify.model import Fault, Received, UnreadableError

SECONDS = 60  # to read one file
_MEMORY = 2_000_000_000  # bytes of address space


def received_apart(content: bytes, name: str, seconds: float = SECONDS) -> Received:
    """What a file shows and carries. UnreadableError when it is no paper, or when reading it comes to no end."""
    command = [sys.executable, "-m", "palermo.briefing.verify.apart", name]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise UnreadableError(f"Reading it took more than {seconds:g} seconds: {HARMFUL}.") from None
    try:
        said = json.loads(done.stdout)
    except ValueError:
        raise UnreadableError(f"It broke the program that reads it: {HARMFUL}.") from None
    if "unreadable" in said:
        raise UnreadableError(said["unreadable"])
    lists = {name: tuple(said[name]) for name in ("links", "edges")}
    return Received(said["form"], said["carried"], said["shown"], tuple(Fault(**fault) for fault in said["faults"]), **lists)


def _said(content: bytes, name: str) -> str:
    """What the child writes: what it read, or in one sentence why it could not."""
    try:
        return json.dumps(asdict(received(content, name)))
    except UnreadableError as error:
        return json.dumps({"unreadable": str(error)})


def _bounded() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return  # a system without such limits: the time limit stays


if __name__ == "__main__":
    _bounded()
    sys.stdout.write(_said(sys.stdin.buffer.read(), sys.argv[1]))
