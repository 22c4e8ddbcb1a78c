"""Figure findings."""

from palermo.evidence.model import Figure
from palermo.evidence.page import Page


def figures(page: Page) -> list[Figure]:
    """Findings of this kind in a page, by their place."""
    return []
