"""The reader: a pure function from a text to its findings.

The same text and the same reader give the same findings on every machine. `reader_id` names the reader in every finding.
"""

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
from palermo.evidence.reader_id import reader_id
from palermo.evidence.routes import routes


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
