"""Writing so that a reader, a crash or a kill never meets half of a file."""

import os
import shutil
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees all of it or none: a temporary file beside it, flushed, then renamed."""
    path = path.resolve()
    if path.exists() and not path.is_file():  # a pipe or a device is written to, never replaced
        path.write_bytes(content)
        return
    temporary = path.with_name(f".palermo.{os.getpid()}")
    try:
        if path.exists():
            temporary.touch()
            shutil.copymode(path, temporary)
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Make the names of a folder last: without it a rename may be lost when the power goes, though the bytes are there."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
