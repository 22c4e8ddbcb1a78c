"""What a record is made of, and the id that follows from it.

The id is a hash of content: register, facts, law, the code that gives them their shape, and the reviews that the user keeps.
Hashing everything at each start would cost more than the answer, so a cheap stamp (sizes and times of the files) says whether
the id has to be worked out again.
"""

import hashlib
from pathlib import Path

from palermo.home import home
from palermo.record.schema import VERSION

_PACKAGE = Path(__file__).parent.parent
_ROOMS = ("register", "facts", "law", "record")


def files() -> list[Path]:
    """Every file that the content of a record depends on, in a fixed order."""
    own = [p for room in _ROOMS for p in (_PACKAGE / room).rglob("*") if p.suffix in (".csv", ".yml", ".md", ".py")]
    reviews = home() / "reviews"
    kept = [p for p in reviews.rglob("*") if p.is_file()] if reviews.is_dir() else []
    return sorted(own) + sorted(kept)


def stamp() -> str:
    """A cheap mark of the inputs: changes whenever one of the files was written."""
    marks = hashlib.blake2b(digest_size=16)
    for path in files():
        status = path.stat()
        marks.update(f"{path}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return marks.hexdigest()


def record_id() -> str:
    """The id of the record that these inputs make: 16 hexadecimal digits. Equal on every machine for equal inputs."""
    total = hashlib.sha256(f"schema {VERSION}\n".encode())
    for path in files():
        inside = path.is_relative_to(_PACKAGE)
        name = path.relative_to(_PACKAGE if inside else home()).as_posix()
        total.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]
