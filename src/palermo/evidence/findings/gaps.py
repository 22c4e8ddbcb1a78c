"""Gap findings."""

from palermo.evidence.model import Gap
from palermo.evidence.page import Page


def gaps(page: Page) -> list[Gap]:
    """Findings of this kind in a page, by their place."""
    return []
