"""The reader: a pure function from a text to its findings.

The same text and the same reader give the same findings on every machine. `READER` names the reader in every finding; it is raised
when a change of the rules can change what is found.
"""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from palermo.evidence.findings.actions import actions
from palermo.evidence.findings.figures import figures
from palermo.evidence.findings.flows import flows
from palermo.evidence.findings.gaps import gaps
from palermo.evidence.findings.grounds import grounds
from palermo.evidence.findings.penalties import judgments, penalties
from palermo.evidence.findings.placement import placement
from palermo.evidence.findings.recommendations import recommendations
from palermo.evidence.findings.roles import roles
from palermo.evidence.findings.trends import trends
from palermo.evidence.model import Finding, Reading, Text
from palermo.evidence.page import Page, page
from palermo.evidence.routes import routes

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


def read(source: Text, jurisdiction: str | None) -> Reading:
    """Read one text. `jurisdiction` (ISO 3166-1 alpha-3) is whom it is about: its own name is then no flow."""
    return read_page(page(source, jurisdiction), source.sha256)


def read_page(sheet: Page, text_sha256: str) -> Reading:
    """Read a text that was made ready already."""
    counts, known = figures(sheet), routes(sheet)
    found: tuple[Finding, ...] = (
        *counts,
        *gaps(sheet),
        *actions(sheet, counts),
        *roles(sheet, known),
        *flows(sheet, known),
        *penalties(sheet),
        *judgments(sheet),
        *grounds(sheet),
        *trends(sheet),
        *recommendations(sheet),
    )
    return Reading(text_sha256, reader_id(), placement(sheet), found, sheet.sections)
