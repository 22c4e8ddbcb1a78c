"""The reader: a pure function from a text to its findings.

The same text and the same reader give the same findings on every machine. `READER` names the reader in every finding; it is raised
when a change of the rules can change what is found.
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
from palermo.evidence.page import page

READER = "palermo-reader/1"


def read(source: Text, jurisdiction: str | None) -> Reading:
    """Read one text. `jurisdiction` (ISO 3166-1 alpha-3) is whom it is about: its own name is then no flow."""
    sheet = page(source, jurisdiction)
    counts = figures(sheet)
    found: tuple[Finding, ...] = (
        *counts,
        *gaps(sheet),
        *actions(sheet, counts),
        *roles(sheet),
        *flows(sheet),
        *penalties(sheet),
        *judgments(sheet),
        *grounds(sheet),
        *trends(sheet),
        *recommendations(sheet),
    )
    return Reading(source.sha256, READER, placement(sheet), found, sheet.sections)
