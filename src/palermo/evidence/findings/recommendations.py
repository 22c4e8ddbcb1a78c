"""Recommendation findings."""

from palermo.evidence.model import Recommendation
from palermo.evidence.page import Page


def recommendations(page: Page) -> list[Recommendation]:
    """Findings of this kind in a page, by their place."""
    return []
