"""The name of the reader: what it reads with, hashed. Kept apart from the reader, so that who asks for the name loads no rules."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

READER = "palermo-reader/1"
_NO_PART = (
    "review_",
    "files.py",
    "run.py",
    "engines.py",
    "accuracy",
    "alignment.py",
)  # beginnings: they read no text, nor find it again
_PARTS = ("lxml", "nupunkt", "pypdfium2", "text2num")  # packages of which another version may read otherwise


@cache
def reader_id() -> str:
    """The reader that made a file of findings: `READER` and a hash of all that it reads with (rules, words, names, packages).

    The rules by which reviewed words are found again are among these: the record is named by this id, and they decide what it says.
    """
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in _PARTS).encode())
    for path in reader_files():
        digest.update(f"\0{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes())
    return f"{READER}+{digest.hexdigest()[:12]}"


def reader_files() -> list[Path]:
    """The files of this package that decide what is read, in the order in which the reader's id is made of them."""
    rooms = (Path(__file__).parent.parent / room for room in ("evidence", "register"))
    return [
        path
        for room in rooms
        for path in sorted(room.rglob("*"))
        if path.suffix in (".py", ".yml", ".csv") and not path.name.startswith(_NO_PART)
    ]
