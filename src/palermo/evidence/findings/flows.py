"""Flow findings."""

from palermo.evidence.model import Flow
from palermo.evidence.page import Page


def flows(page: Page) -> list[Flow]:
    """Findings of this kind in a page, by their place."""
    return []
