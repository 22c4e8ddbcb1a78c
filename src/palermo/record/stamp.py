"""Whether the inputs of a record may have changed: a cheap mark of their files, taken at every start, which loads nothing else."""

import hashlib
from pathlib import Path

from palermo.home import home, manifest_file, readings_folder, reviews_file

PACKAGE = Path(__file__).parent.parent
_ROOMS = ("register", "facts", "law", "record")


def files() -> list[Path]:
    """Every file that the first half of a record depends on, in a fixed order."""
    own = [p for room in _ROOMS for p in (PACKAGE / room).rglob("*") if p.suffix in (".csv", ".yml", ".md", ".py")]
    placements = home() / "reviews" / "placements.csv"
    return sorted(own) + ([placements] if placements.is_file() else [])


def _watched() -> list[Path]:
    """What changes when the second half does: the manifest, the folders of findings files, the log of reviews, the reader."""
    if not manifest_file().is_file():
        return []
    folders = sorted(p for p in readings_folder().glob("*/*") if p.is_dir())
    code = sorted(p for p in (PACKAGE / "evidence").rglob("*") if p.suffix in (".py", ".yml", ".csv"))
    return [p for p in (manifest_file(), reviews_file()) if p.exists()] + folders + code


def stamp() -> str:
    """A cheap mark of the inputs: changes whenever one of the files was written."""
    marks = hashlib.blake2b(digest_size=16)
    for path in (*files(), *_watched()):
        status = path.stat()
        marks.update(f"{path}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return marks.hexdigest()
